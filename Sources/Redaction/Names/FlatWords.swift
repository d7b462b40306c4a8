/// What a word alone says where capitals say nothing: an ordinary word, a name, or either.
extension NameScan {
    func isPlainWord(_ token: Token) -> Bool {
        token.isFunction || !token.flags.isDisjoint(with: [.core, .common])
            || token.flags.contains(.rare) && !token.flags.contains(.given)
            || token.flags.contains(.spanish) && use.hasSpanish && !token.flags.contains(.givenCommon)
            || token.cues.contains(.slang)
    }

    func isNameWord(_ token: Token) -> Bool {
        !token.flags.isDisjoint(with: [.given, .familyCommon]) && !token.flags.contains(.core)
    }

    /// "jack herrick", "darnell hurt": a given name, and after it what can only be, or often is, a family name.
    func isFullName(_ index: Int) -> Bool {
        let first = text.tokens[index]
        guard first.flags.contains(.givenCommon) || first.flags.contains(.given) && !isPlainWord(first),
            let last = at(index + 1), last.isWord,
            last.gap == .blank, last.foldedLength > 2, !last.isFunction, !settled[index + 1],
            last.cues.isDisjoint(with: [
                .safe, .weekday, .month, .facility, .organization, .placeHead, .be, .sayVerb, .kin,
            ])
        else { return false }
        if first.flags.contains(.core), !Self.givenAnyway.contains(first.hash) { return false }
        if isPlainWord(first) {
            return !isPlainWord(last) && !isInflected(last) && !last.flags.contains(.given)
                || last.flags.contains(.familyCommon) && !last.flags.contains(.core)
        }
        return last.flags.contains(.familyCommon) && !last.flags.contains(.core)
    }

    private static let givenAnyway = StructuredScan.set(
        "jack george john james paul frank bob bill tom jim joe sam ben dan robert michael david")

    /// A known word with an ending that the list does not hold.
    func isInflected(_ token: Token) -> Bool {
        let letters = text.folded[Int(token.foldedStart)..<Int(token.foldedEnd)]
        guard letters.count > 4 else { return false }
        if use.hasSpanish, letters.count > 5, isDiminutive(letters) { return true }
        for length in 1...3 where letters.count - length >= 3 {
            var hash = WordHash()
            for letter in letters.dropLast(length) { hash.add(letter) }
            let flags = Lexicon.standard.flags(of: hash.value)
            if !flags.isDisjoint(with: [.core, .common, .spanish]), Self.endings.contains(Array(letters.suffix(length)))
            {
                return true
            }
        }
        return false
    }

    // "viejitos", "cafecito", "abuelita"
    private func isDiminutive(_ letters: ArraySlice<UInt32>) -> Bool {
        var stem = letters
        if stem.last == 0x73 { stem = stem.dropLast() }
        guard stem.last == 0x6F || stem.last == 0x61, stem.count > 5 else { return false }
        let ending = stem[stem.endIndex - 1]
        guard stem[stem.endIndex - 2] == 0x74, stem[stem.endIndex - 3] == 0x69 else { return false }
        return [[ending], [], [0x65]].contains { tail in
            [3, 4].contains { length in
                var hash = WordHash()
                for letter in stem.dropLast(length) + tail { hash.add(letter) }
                return Lexicon.standard.flags(of: hash.value).contains(.spanish)
            }
        }
    }

    private static let endings: Set<[UInt32]> = Set(
        [
            "s", "es", "ed", "d", "in", "ing", "er", "ly", "n", "me", "te", "se", "lo", "la", "le", "nos", "los", "las",
            "les",
        ].map {
            $0.unicodeScalars.map(\.value)
        })
}
