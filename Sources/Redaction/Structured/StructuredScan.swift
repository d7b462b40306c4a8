// Finds what is known by its form: contacts, numbers, dates, addresses. One walk over the tokens; each rule looks at most
// a few dozen tokens ahead, so the whole is linear.
struct StructuredScan {
    let text: TokenizedText
    var spans: [RuleSpan] = []

    init(_ text: TokenizedText) {
        self.text = text
        var index = 0
        while index < text.tokens.count {
            index = max(step(index), index + 1)
        }
    }

    var tokens: [Token] { text.tokens }

    /// Tries every rule at a token; returns where to go on.
    private mutating func step(_ index: Int) -> Int {
        let token = text.tokens[index]
        switch token.kind {
        case .sign:
            switch token.value {
            case 0x40, 0x23: return contact(index) ?? index  // @ #
            case 0x2B, 0x28: return phone(index) ?? index  // + (
            case 0x24, 0x20AC, 0xA3: return cashTag(index) ?? money(index) ?? index
            case 0x27, 0x2019, 0x2018: return shortYear(index) ?? index
            case 0x22, 0x201C, 0xAB: return headline(index) ?? index
            default: return index
            }
        case .possessive: return index
        case .number, .mixed:
            return numeric(index) ?? index
        case .word:
            if token.shape != .lower, let end = iban(index) { return end }
            if let end = contact(index) ?? spelled(index) ?? corner(index) ?? soleOne(index) ?? occupation(index)
                ?? event(index)
            {
                return end
            }
            if token.foldedLength <= 5, Self.directions.contains(token.hash), at(index + 1)?.kind == .mixed,
                let end = route(index)
            {
                return end
            }
            if token.cues.isEmpty, let end = saidNumber(index) { return end }
            guard !token.cues.isEmpty || !token.nearCues.isEmpty else {
                return foreignStreet(index) ?? mixedCode(index) ?? index
            }
            return cued(index) ?? index
        }
    }

    /// The rules that a word with a cue may begin.
    private mutating func cued(_ index: Int) -> Int? {
        if let end = houseOfStreet(index) ?? clock(index) ?? labelledAge(index) ?? schoolYear(index) { return end }
        if let end = date(index) ?? postBox(index) ?? unit(index) ?? route(index) { return end }
        if let end = streetThenNumber(index) ?? grid(index) ?? foreignStreet(index) { return end }
        if let end = spanishStreet(index) ?? marked(index) ?? saidNumber(index) { return end }
        if let end = addressed(index) ?? houseNumber(index) { return end }
        if let end = moneyWords(index) ?? family(index) ?? fewOf(index) { return end }
        if let end = birthday(index) ?? soleOne(index) ?? age(index) ?? duration(index) { return end }
        return vehicle(index) ?? numberAfterCue(index) ?? mixedCode(index)
    }

    /// The rules that a number may begin.
    private mutating func numeric(_ index: Int) -> Int? {
        if let end = contact(index) ?? spelled(index) ?? houseOfStreet(index) { return end }
        if let end = date(index) ?? schoolYear(index) ?? clock(index) { return end }
        if let end = addressed(index) ?? zip(index) ?? numberedName(index) ?? iban(index) { return end }
        if let end = phone(index) ?? saidNumber(index) ?? moneyWords(index) ?? family(index) { return end }
        if let end = fewOf(index) ?? birthday(index) ?? age(index) ?? duration(index) { return end }
        return route(index) ?? code(index)
    }

    // MARK: Looking around

    @inline(__always) func at(_ index: Int) -> Token? {
        index >= 0 && index < text.tokens.count ? text.tokens[index] : nil
    }

    /// Whether the token follows the one before it on the same line or the next, with no sign between.
    func follows(_ index: Int) -> Bool { (at(index)?.gap).map { $0 != .paragraph } ?? false }

    /// Whether a word announces this, or is a slip away from one that does.
    func has(_ index: Int, _ cue: Cue) -> Bool {
        at(index).map { !$0.cues.isDisjoint(with: cue) || !$0.nearCues.isDisjoint(with: cue) } ?? false
    }

    func isWord(_ index: Int, _ words: Set<UInt64>) -> Bool { at(index).map { words.contains($0.hash) } ?? false }

    func isSign(_ index: Int, _ character: Unicode.Scalar) -> Bool { at(index)?.isSign(character) ?? false }

    @discardableResult
    mutating func add(
        _ tokens: Range<Int>, _ type: IdentifierType, _ reason: Reason, _ strength: RuleSpan.Strength = .sure
    ) -> Int {
        spans.append(RuleSpan(tokens: tokens, type: type, reason: reason, strength: strength))
        return tokens.upperBound
    }

    func cueReason(_ index: Int) -> Reason { .cue(text.tokens[index].range) }

    /// The end of a run with no blank in it that begins at `index`, without the signs that only close it.
    func chunkEnd(_ index: Int, limit: Int = 48) -> Int {
        var end = index + 1
        while end < text.tokens.count, end - index < limit, text.tokens[end].gap == .none { end += 1 }
        while end > index + 1, text.tokens[end - 1].kind == .sign, !isSign(end - 1, "/") || end - index == 2 {
            end -= 1
        }
        return end
    }

    static func set(_ words: String) -> Set<UInt64> {
        Set(words.split(separator: " ").map { WordHash.of(String($0)) })
    }
}

/// What a rule found: whole tokens, so that nothing is ever cut in half.
struct RuleSpan {
    /// How far a rule is to be trusted on its own.
    enum Strength: UInt8, Comparable {
        /// Shown only when a reviewer asks for everything.
        case wide
        /// Shown unless the model is sure that it is nothing.
        case doubtful
        /// Always shown.
        case sure

        static func < (left: Strength, right: Strength) -> Bool { left.rawValue < right.rawValue }
    }

    var tokens: Range<Int>
    var type: IdentifierType
    var reason: Reason
    var strength: Strength = .sure
    /// Whether it is shown whatever the model says; no feature of the model tells it, so it may change without training anew.
    var stands = false
}
