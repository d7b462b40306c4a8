/// One form by which something that was taken out is known again.
struct WatchedForm {
    let form: Remaining.Form
    let phrase: PhraseFinder.Phrase
    /// An ordinary word counts only where it is written as the name was.
    let needsCapital: Bool

    private init(_ form: Remaining.Form, _ keys: [UInt32], wholeWords: Bool = true, needsCapital: Bool = false) {
        self.form = form
        phrase = PhraseFinder.Phrase(keys: keys, wholeWords: wholeWords)
        self.needsCapital = needsCapital
    }

    // MARK: Of an entity

    /// The forms of a mention, by what it is.
    static func of(_ words: String, _ type: IdentifierType) -> [WatchedForm] {
        let text = TokenizedText(words)
        let whole = wordKeys(words)
        let tokens = nameTokens(text)
        let isWord = tokens.count == 1 && (tokens.first?.isKnownWord ?? false)
        let isCapital = tokens.first?.isCapital ?? false
        // "34", "she", "two": alone they stand everywhere with another meaning.
        let isSmall =
            whole.count < 2 || tokens.allSatisfy(\.isFunction) && !isCapital || type == .age || type == .family
            || type == .quantity && whole.count < 4
        var forms: [WatchedForm] = []
        if !isSmall { forms.append(WatchedForm(.whole, whole, needsCapital: isWord && isCapital)) }
        guard [.person, .location, .facility, .organization].contains(type) else { return forms }
        if tokens.count > 1 {
            for token in tokens { forms += part(token, text, type) }
        } else if !isWord {
            forms += withS(whole)
        }
        if type == .person { forms += initials(tokens, text) }
        return forms
    }

    private static func part(_ token: Token, _ text: TokenizedText, _ type: IdentifierType) -> [WatchedForm] {
        let keys = keys(of: token, text)
        let isGeneric = !token.cues.isDisjoint(with: [
            .facility, .organization, .placeHead, .street, .court, .title, .connector, .safe, .unit,
        ])
        guard keys.count > 2, !token.isFunction, !isGeneric, token.isWord else { return [] }
        if type != .person, token.isKnownWord { return [] }
        return [WatchedForm(.part, keys, needsCapital: token.isKnownWord)] + (token.isKnownWord ? [] : withS(keys))
    }

    // MARK: Of an edit

    /// The forms of what an edit names, of which nothing is known but the words.
    static func of(_ edit: RedactionEdit, in draft: RedactionDraft) -> [WatchedForm] {
        switch edit {
        case .findAll(let words, let wholeWords, _): return of(words, wholeWords: wholeWords)
        case .span(let range, _):
            let range = draft.source.wholeGraphemes(around: range)
            let words = String(String.UnicodeScalarView(draft.source.scalars[range]))
            // A short span ("she", "two") stands everywhere with another meaning; only what could name someone counts.
            let keys = wordKeys(words)
            guard keys.count >= 3, !functionWords.contains(keys) else { return [] }
            // A passage that was cut is known by nothing but all of its words; "Ana Ruiz" is a name.
            let tokens = nameTokens(TokenizedText(words))
            let isName = tokens.count <= 4 && tokens.allSatisfy { $0.isWord && $0.isCapital && $0.shape != .upper }
            return [WatchedForm(.whole, keys)] + (isName ? of(words, .person).filter { $0.form != .whole } : [])
        }
    }

    private static func of(_ words: String, wholeWords: Bool) -> [WatchedForm] {
        var keys = wordKeys(words)
        if keys.isEmpty { keys = RedactionDraft.keys(toFind: words) }
        var forms = [WatchedForm(.whole, keys, wholeWords: wholeWords)] + withS(keys)
        let parts = parts(of: keys)
        guard parts.count > 1 else { return forms }
        for part in parts where part.count >= 3 && !functionWords.contains(part) {
            forms += [WatchedForm(.part, part)] + withS(part)
        }
        let text = TokenizedText(words)
        let tokens = nameTokens(text)
        // "my dad" has no initials, and "M.D." is no name of his.
        let isName = [tokens.first, tokens.last].allSatisfy { $0.map { $0.isCapital || !$0.isFunction } ?? false }
        return isName ? forms + initials(tokens, text) : forms
    }

    // MARK: Of both

    private static func nameTokens(_ text: TokenizedText) -> [Token] {
        text.tokens.filter { $0.kind != .sign && $0.kind != .possessive }
    }

    private static func keys(of token: Token, _ text: TokenizedText) -> [UInt32] {
        Array(text.folded[Int(token.foldedStart)..<Int(token.foldedEnd)])
    }

    /// "Tyrell," and "Tyrell" are the same name.
    private static func wordKeys(_ words: String) -> [UInt32] {
        FoldedText(words).trimmed { WordClass($0) == .none }
    }

    /// Runs of letters and digits; an apostrophe between two letters belongs to the word.
    private static func parts(of keys: [UInt32]) -> [[UInt32]] {
        keys.split { WordClass($0) == .none && $0 != LetterFold.apostrophe }
            .map {
                Array(
                    $0.drop { $0 == LetterFold.apostrophe }.reversed().drop { $0 == LetterFold.apostrophe }.reversed())
            }
            .filter { !$0.isEmpty }
    }

    private static func withS(_ keys: [UInt32]) -> [WatchedForm] {
        let letterS: UInt32 = 0x73
        guard keys.count >= 4, let last = keys.last, last != letterS, !(0x30...0x39).contains(last) else { return [] }
        return [WatchedForm(.withS, keys + [letterS])]
    }

    /// The initials of a name of two to four words, together or apart; with a last point they are found too.
    private static func initials(_ tokens: [Token], _ text: TokenizedText) -> [WatchedForm] {
        guard (2...4).contains(tokens.count), tokens.allSatisfy({ $0.isWord && $0.foldedLength > 0 })
        else { return [] }
        let letters = tokens.map { [text.folded[Int($0.foldedStart)]] }
        return [[0x2E], [0x2E, 0x20]].map { gap in
            WatchedForm(.initials, Array(letters.joined(separator: gap)), needsCapital: true)
        }
    }

    /// Words that stand in many names and name nobody.
    private static let functionWords: Set<[UInt32]> = Set(
        """
        the and for from with who was were had has have his her him she you they them our out not but that this there
        of del las los una uno con por para que sin sus ella ellos nos van von der den dos das les des
        """
        .split { $0.isWhitespace }.map { FoldedText(String($0)).keys })
}
