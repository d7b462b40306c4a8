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
            if token.cues.contains(.functionEnglish) { english += 1 }
            if token.cues.contains(.functionSpanish) { spanish += 1 }
            if token.isWord, text.lineCases[index] == .mixed {
                var now: Seen = token.shape == .lower ? .lower : isStart ? .capitalAtStart : .capitalInside
                if token.shape != .lower, let before = seen[token.hash], before != .lower { now.formUnion(.again) }
                seen[token.hash, default: []].formUnion(now)
            }
            isStart = false
        }
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
