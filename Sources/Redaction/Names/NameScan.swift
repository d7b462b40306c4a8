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
