/// Finds names by their capitals, by the words beside them, and by lists where capitals say nothing.
struct NameScan {
    let text: TokenizedText
    let use: WordUse
    /// Tokens that a structured rule has settled.
    let settled: [Bool]
    var spans: [RuleSpan] = []

    init(_ text: TokenizedText, _ use: WordUse, settled: [Bool]) {
        self.text = text
        self.use = use
        self.settled = settled
        var index = 0
        while index < text.tokens.count {
            index = max(step(index), index + 1)
        }
    }

    private mutating func step(_ index: Int) -> Int {
        let token = text.tokens[index]
        guard token.isWord || token.kind == .mixed && token.isCapital, !settled[index] else { return index }
        if token.isForeign { return foreign(index) }
        if token.shape == .initial, let end = safeInitials(index) ?? spelledName(index) {
            guard at(end)?.isCapital == true, has(end + 1, .court), index + 4 == end else { return end }
            return chain(end) > end ? widenLast(to: index, end) : end
        }
        if let end = framed(index) ?? nicknamed(index) { return end }
        kinList(index)
        if isStateCode(index) {
            spans.append(
                RuleSpan(
                    tokens: index..<(index + 1), type: .location,
                    reason: .shape("two capitals after a place, as a state")))
            return index + 1
        }
        if let end = quotedNickname(index) ?? lowerFullName(index) { return end }
        return text.lineCases[index] == .mixed ? chain(index) : flat(index)
    }

    @inline(__always) func at(_ index: Int) -> Token? {
        index >= 0 && index < text.tokens.count ? text.tokens[index] : nil
    }

    func has(_ index: Int, _ cue: Cue) -> Bool { at(index)?.cues.isDisjoint(with: cue) == false }

    func isSign(_ index: Int, _ character: Unicode.Scalar) -> Bool { at(index)?.isSign(character) ?? false }

    func isWord(_ index: Int, _ words: Set<UInt64>) -> Bool { at(index).map { words.contains($0.hash) } ?? false }

    func follows(_ index: Int) -> Bool { (at(index)?.gap).map { $0 != .paragraph } ?? false }

    /// Whether readers of this text know the word as an ordinary one.
    func isOrdinary(_ token: Token) -> Bool {
        if token.cues.contains(.functionEnglish) && use.hasEnglish
            || token.cues.contains(.functionSpanish) && use.hasSpanish || token.cues.contains(.slang)
        {
            return true
        }
        if !token.flags.isDisjoint(with: [.core, .common]) { return true }
        if token.flags.contains(.rare), token.flags.isDisjoint(with: [.given, .family, .placeKnown]) { return true }
        return token.flags.contains(.spanish) && use.hasSpanish
            && (token.flags.isDisjoint(with: [.givenCommon, .placeKnown]))
    }

    /// The nearest word before `index` in the same sentence, over one sign and possessives.
    func wordBefore(_ index: Int) -> Int? {
        var before = index - 1
        if let token = at(before), token.kind == .sign,
            token.isSign(".") || token.isSign("\"") || token.isSign("\u{201C}") || token.isSign(",")
                || token.isSign(":")
        {
            before -= 1
        }
        guard let token = at(before), token.kind == .word else { return nil }
        return before
    }

    // "U.S. Circuit Court": the letters belong to the court.
    private mutating func widenLast(to start: Int, _ end: Int) -> Int {
        guard let last = spans.indices.last, spans[last].tokens.lowerBound == end else { return end }
        spans[last].tokens = start..<spans[last].tokens.upperBound
        return spans[last].tokens.upperBound
    }

    // "Aurora, CO 80999"
    private func isStateCode(_ index: Int) -> Bool {
        let token = text.tokens[index]
        guard token.cues.contains(.state), token.shape == .upper, token.foldedLength == 2 else { return false }
        if let next = at(index + 1), next.kind == .number, next.length == 5, next.gap <= .line { return true }
        return isSign(index - 1, ",") && at(index - 2)?.isCapital == true
            && !(text.lineCases[index] == .upper && token.isFunction)
    }

    /// A run of letters of another script.
    private mutating func foreign(_ index: Int) -> Int {
        var end = index + 1
        while end < text.tokens.count, text.tokens[end].isForeign, text.tokens[end].gap <= .blank { end += 1 }
        spans.append(RuleSpan(tokens: index..<end, type: .person, reason: .shape("letters of another script")))
        return end
    }
}

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
