/// The cursor through which every rule looks: the tokens around one, what the lists say of them, and short ways on.
///
/// Each way is bounded, so that a walk over a text is linear.
struct Walk {
    let text: TokenizedText
    let use: WordUse
    private(set) var spans: [RuleSpan] = []
    /// For each token, whether a sure rule of an earlier table has it.
    private(set) var settled: [Bool]

    init(_ text: TokenizedText, _ use: WordUse, isStandIn: [Bool]) {
        self.text = text
        self.use = use
        settled = isStandIn
        run(.forms)
        for span in spans where span.strength == .sure { for index in span.tokens { settled[index] = true } }
        run(.names)
    }

    /// Only what may still point to one person, beside what is settled.
    init(linksIn text: TokenizedText, _ use: WordUse, settled: [Bool]) {
        self.text = text
        self.use = use
        self.settled = settled
        run(.links)
    }

    private mutating func run(_ table: RuleTable) {
        var index = 0
        while index < text.tokens.count {
            var next = index + 1
            var candidates =
                table.isOfNames && settled[index] ? RuleTable.Numbers() : table.candidates(at: index, in: self)
            while let number = candidates.next() {
                guard let match = table.rules[number].match(self, index) else { continue }
                record(match, table.rules[number], table.first + number)
                if match.next > index {
                    next = max(next, match.next)
                    break
                }
            }
            index = next
        }
    }

    private mutating func record(_ match: Match, _ rule: Rule, _ number: Int) {
        if !match.tokens.isEmpty {
            spans.append(
                RuleSpan(
                    tokens: match.tokens, type: match.type ?? rule.type, rule: number,
                    strength: match.strength ?? rule.strength, stands: match.stands, isBare: match.isBare,
                    why: match.reason ?? rule.reason, cue: match.cue.map { text.tokens[$0].range }))
        }
        for other in match.more { record(other, rule, number) }
    }

    // MARK: Tokens

    /// The token at a place; outside of the text, a sign that is none, where a paragraph begins.
    @inline(__always) subscript(index: Int) -> Token {
        index >= 0 && index < text.tokens.count ? text.tokens[index] : .outside
    }

    /// Whether a word is in one of these lists, or a slip away from a word that is.
    @inline(__always) func has(_ index: Int, _ cue: Cue) -> Bool {
        !self[index].cues.union(self[index].nearCues).isDisjoint(with: cue)
    }

    /// Whether a word itself is in one of these lists.
    @inline(__always) func cued(_ index: Int, _ cue: Cue) -> Bool { !self[index].cues.isDisjoint(with: cue) }

    @inline(__always) func word(_ index: Int, _ list: WordList) -> Bool {
        WordLists.standard.set(Int(self[index].lists), holds: list)
    }

    @inline(__always) func sign(_ index: Int, _ character: Unicode.Scalar) -> Bool { self[index].isSign(character) }

    func sign(_ index: Int, of characters: String) -> Bool {
        self[index].kind == .sign && characters.unicodeScalars.contains { $0.value == self[index].value }
    }

    /// A sign that stands joined to what is before it.
    func joinedSign(_ index: Int, _ character: Unicode.Scalar) -> Bool {
        self[index].gap == .none && self[index].isSign(character)
    }

    func joinedHyphen(_ index: Int) -> Bool { self[index].isHyphen && self[index].gap == .none }

    /// Whether the token is in the paragraph of the one before it.
    @inline(__always) func follows(_ index: Int) -> Bool { self[index].gap != .paragraph }

    /// A sign, a new line or the text's end.
    func stops(_ index: Int) -> Bool { self[index].kind == .sign || self[index].gap >= .line }

    /// A number in figures, of so many digits.
    func number(_ index: Int, _ digits: ClosedRange<Int> = 1...9) -> Bool {
        self[index].kind == .number && digits.contains(self[index].length)
    }

    /// A number in figures of at most two digits, or in words.
    func smallNumber(_ index: Int) -> Bool { number(index, 1...2) || cued(index, [.digit, .number]) }

    /// Whether capitals say nothing where this token stands.
    func isFlat(_ index: Int) -> Bool { index >= 0 && index < text.tokens.count && text.isFlatCase(at: index) }

    // MARK: Ways on

    /// One past a sign, if it is there.
    func past(_ index: Int, _ character: Unicode.Scalar) -> Int { sign(index, character) ? index + 1 : index }

    /// One past a word of a list, if it is there.
    func past(_ index: Int, _ list: WordList) -> Int { word(index, list) ? index + 1 : index }

    /// One past a run of at most so many tokens that fit.
    func run(_ start: Int, _ most: Int, _ fits: (Int) -> Bool) -> Int {
        var end = start
        while end < start + most, end < text.tokens.count, fits(end) { end += 1 }
        return end
    }

    /// The first of a run of at most so many tokens that fit, going back.
    func runBack(_ start: Int, _ most: Int, _ fits: (Int) -> Bool) -> Int {
        var first = start
        while first > start - most, first > 0, fits(first - 1) { first -= 1 }
        return first
    }

    /// The end of a run with no blank in it that begins at `index`, without the signs that only close it.
    func chunkEnd(_ index: Int, limit: Int = 48) -> Int {
        var end = index + 1
        while end < text.tokens.count, end - index < limit, text.tokens[end].gap == .none { end += 1 }
        while end > index + 1, text.tokens[end - 1].kind == .sign, !sign(end - 1, "/") || end - index == 2 { end -= 1 }
        return end
    }

    // MARK: Letters

    @inline(__always) func letters(_ index: Int) -> ArraySlice<UInt32> {
        text.folded[Int(self[index].foldedStart)..<Int(self[index].foldedEnd)]
    }

    /// The first folded letter, 0 for none.
    func letter(_ index: Int) -> UInt32 { letters(index).first ?? 0 }

    /// "22nd", "3pm": how many digits stand before letters that are in a list; nil for anything else.
    func figures(_ index: Int, before list: WordList) -> Int? {
        let letters = self.letters(index)
        let ending = letters.drop { (0x30...0x39).contains($0) }
        let digits = letters.count - ending.count
        guard digits > 0, !ending.isEmpty else { return nil }
        return WordLists.standard.holds(WordHash.of(ending), list) ? digits : nil
    }

    /// "3rd", "9th", "1o".
    func isOrdinal(_ index: Int) -> Bool {
        guard self[index].kind == .mixed else { return false }
        if let digits = figures(index, before: .ordinalEndings) { return digits <= 3 }
        return self[index].foldedLength == 2 && letters(index).last == 0x6F
    }

    /// Nothing that a number could belong to stands joined before it.
    func isFreeLeft(_ index: Int) -> Bool {
        guard self[index].gap == .none, index > 0 else { return true }
        return self[index - 1].kind == .sign && !self[index - 1].isHyphen && !sign(index - 1, of: "/$#.,:'")
    }

    /// Whether a word or one of these signs stands joined before it.
    func isJoinedLeft(_ index: Int, _ signs: String) -> Bool {
        guard self[index].gap == .none, index > 0 else { return false }
        return self[index - 1].kind != .sign || self[index - 1].isHyphen || sign(index - 1, of: signs)
    }
}

extension Token {
    /// What stands outside of a text.
    static let outside = Token(
        start: 0, end: 0, foldedStart: 0, foldedEnd: 0, hash: 0, kind: .sign, shape: .none, gap: .paragraph)

    var isDay: Bool { kind == .number && length <= 2 && (1...31).contains(value) }
    var isYear: Bool { kind == .number && length == 4 && (1850...2039).contains(value) }
}

/// Lists of words that stand in code, for the rooms that still have them so.
enum StructuredScan {
    static func set(_ words: String) -> Set<UInt64> {
        Set(words.split(separator: " ").map { WordHash.of(String($0)) })
    }
}
