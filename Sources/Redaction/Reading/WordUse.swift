/// How each word is written over a whole text: a name is never seen small, an ordinary word nearly always is.
struct WordUse {
    struct Seen: OptionSet {
        let rawValue: UInt8
        /// Small, in a line where capitals mean something.
        static let lower = Seen(rawValue: 1)
        /// With a capital inside a sentence.
        static let capitalInside = Seen(rawValue: 2)
        /// With a capital where a sentence begins.
        static let capitalAtStart = Seen(rawValue: 4)
        /// With a capital more than once.
        static let again = Seen(rawValue: 8)
        static let written: Seen = [.capitalInside, .capitalAtStart]
        /// After a title, a kinship word, "named", or a given name: somewhere in this text it is a name.
        static let announced = Seen(rawValue: 16)
        /// After an article or "my", or before one: somewhere in this text it is an ordinary word.
        static let determined = Seen(rawValue: 32)
    }

    private var seen: [UInt64: Seen] = [:]
    /// For each token, whether a sentence begins with it.
    private(set) var starts: [Bool]
    /// Shares of the words that belong to English and to Spanish grammar.
    private(set) var english = 0
    private(set) var spanish = 0

    init(_ text: TokenizedText) {
        starts = [Bool](repeating: false, count: text.tokens.count)
        var isStart = true
        for (index, token) in text.tokens.enumerated() {
            if token.gap == .paragraph { isStart = true }
            guard token.kind != .sign else {
                isStart = Self.isStart(after: index, text, isStart)
                continue
            }
            starts[index] = isStart
            // "a", "he", "me" and "no" are words of both languages, and so say nothing of either.
            let grammar = token.cues.intersection(.function)
            if grammar == .functionEnglish { english += 1 }
            if grammar == .functionSpanish { spanish += 1 }
            if token.isWord, text.lineCases[index] == .mixed {
                var now: Seen = token.shape == .lower ? .lower : isStart ? .capitalAtStart : .capitalInside
                if token.shape != .lower, let before = seen[token.hash], !before.isDisjoint(with: .written) {
                    now.formUnion(.again)
                }
                seen[token.hash, default: []].formUnion(now)
            }
            if token.isWord, token.foldedLength > 1, let beside = Self.beside(index, text) {
                seen[token.hash, default: []].formUnion(beside)
            }
            isStart = false
        }
    }

    /// What the word before says of this one, on the same line.
    private static func beside(_ index: Int, _ text: TokenizedText) -> Seen? {
        var before = index - 1
        guard before >= 0, text.tokens[index].gap <= .line else { return nil }
        if text.tokens[before].isSign("."), text.tokens[before].gap == .none, before > 0 { before -= 1 }
        let cue = text.tokens[before]
        guard cue.isWord, !text.tokens[index].isFunction else { return nil }
        if !cue.cues.isDisjoint(with: .determiner), cue.isFunction { return .determined }
        let isTitle =
            cue.cues.contains(.title) && cue.foldedLength > 1 || cue.cues.contains(.kin)
            || cue.cues.contains(.named) && !cue.isFunction
        let isGiven =
            before == index - 1 && cue.flags.contains(.givenCommon) && cue.flags.isDisjoint(with: [.core, .common])
        return isTitle || isGiven ? .announced : nil
    }

    /// Whether the text has the word as a name, and never with an article.
    func isAnnounced(_ hash: UInt64) -> Bool {
        let seen = self[hash]
        return seen.contains(.announced) && !seen.contains(.determined)
    }

    subscript(_ hash: UInt64) -> Seen { seen[hash] ?? [] }

    var isMostlySpanish: Bool { spanish > english }
    /// Whether a Spanish word is an ordinary word here.
    var hasSpanish: Bool { spanish * 8 > english }
    var hasEnglish: Bool { english * 8 > spanish }

    private static func isStart(after index: Int, _ text: TokenizedText, _ wasStart: Bool) -> Bool {
        let token = text.tokens[index]
        switch token.value {
        case 0x2E:
            // "Mr. Smith", "J. Doe", "St. Paul": a point that ends no sentence.
            guard index > 0, token.gap == .none else { return true }
            let before = text.tokens[index - 1]
            if before.shape == .initial || before.isWord && before.cues.contains(.title) && before.foldedLength <= 4 {
                return false
            }
            if before.isWord, before.cues.contains(.street), before.foldedLength <= 2 { return false }
            return true
        case 0x21, 0x3F, 0x3A, 0x2026, 0xBF, 0xA1, 0x2022, 0x25CF: return true
        // A quote or bracket: what it holds may begin like a sentence.
        case 0x22, 0x201C, 0x201D, 0xAB, 0x28, 0x2018, 0x27, 0x2D, 0x2014, 0x2013, 0x2A:
            return wasStart || (token.gap != .none && token.value != 0x2D && token.value != 0x28)
        default: return wasStart && token.value != 0x2C
        }
    }
}
