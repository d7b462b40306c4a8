/// The words of the names that were found in a text, to be known again wherever they stand.
struct NameBook {
    /// A word of a name.
    struct Name {
        /// Where it was found first, in code points of the whole text.
        var range: Range<Int>
        var type: IdentifierType
        var isCapital: Bool
        /// Whether it stood beside another word of its name.
        var isLonger: Bool
    }

    private var names: [UInt64: Name] = [:]

    var isEmpty: Bool { names.isEmpty }

    /// Keeps a word, if its name tells people or places apart by it; what was found first stays.
    mutating func note(_ token: Token, _ type: IdentifierType, _ name: @autoclosure () -> Name, _ use: WordUse) {
        if let known = names[token.hash] {
            if !known.isLonger, type == .person, name().isLonger { names[token.hash]?.isLonger = true }
        } else if Self.isNamePart(token, type, use) {
            names[token.hash] = name()
        }
    }

    /// Takes in what another piece of the text has found after this one.
    mutating func add(_ later: NameBook) { names.merge(later.names) { first, _ in first } }

    /// The name that a word is, as it is written at this place.
    func name(at index: Int, in text: TokenizedText, _ use: WordUse) -> Name? {
        let token = text.tokens[index]
        guard token.isWord, let name = names[token.hash] ?? singular(token, text, use) else { return nil }
        return agrees(index, name, text, use) ? name : nil
    }

    /// Words of a name that stand for it alone; not "County", not "of".
    private static func isNamePart(_ token: Token, _ type: IdentifierType, _ use: WordUse) -> Bool {
        guard token.isWord, token.foldedLength > 1, !token.isFunction,
            token.cues.isDisjoint(with: [
                .safe, .weekday, .month, .title, .kin, .facility, .organization, .placeHead, .court, .street, .color,
            ])
        else { return false }
        switch type {
        case .person: return true
        case .location, .facility, .organization, .nationality: return !use.isPlain(token)
        default: return false
        }
    }

    /// "tyrells", "Garcias": a found name with an "s".
    private func singular(_ token: Token, _ text: TokenizedText, _ use: WordUse) -> Name? {
        guard token.foldedLength > 4, !use.isPlain(token), text.folded[Int(token.foldedEnd) - 1] == 0x73 else {
            return nil
        }
        var hash = WordHash()
        for key in text.folded[Int(token.foldedStart)..<(Int(token.foldedEnd) - 1)] { hash.add(key) }
        return names[hash.value]
    }

    /// An ordinary word ("hope", "will") is the name only where it is written like one, or spoken of like one.
    private func agrees(_ index: Int, _ name: Name, _ text: TokenizedText, _ use: WordUse) -> Bool {
        let token = text.tokens[index]
        // "por la luz", where Luz is named and capitals say something.
        if text.lineCases[index] == .mixed, name.isCapital, !token.isCapital,
            !token.flags.isDisjoint(with: [.core, .common, .spanish])
        {
            return false
        }
        guard use.isPlain(token) else { return true }
        if text.lineCases[index] != .mixed, !token.flags.contains(.core),
            use.isAnnounced(token.hash) || name.isLonger && token.flags.contains(.givenCommon)
        {
            return true
        }
        // "in hurt's favor", where Darnell Hurt is named.
        if text.lineCases[index] != .mixed, name.isLonger, index + 2 < text.tokens.count,
            text.tokens[index + 2].kind == .possessive
        {
            return true
        }
        return text.lineCases[index] == .mixed && token.isCapital && name.isCapital
    }
}

extension WordUse {
    /// Whether readers of this text know a word as an ordinary one, and seldom as a name.
    func isPlain(_ token: Token) -> Bool {
        token.isFunction || !token.flags.isDisjoint(with: [.core, .common]) || token.cues.contains(.slang)
            || token.flags.contains(.rare) && token.flags.isDisjoint(with: [.given, .placeKnown])
            || token.flags.contains(.spanish) && hasSpanish && token.flags.isDisjoint(with: [.givenCommon])
    }
}
