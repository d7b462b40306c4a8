extension Rule {
    /// All rules in order: the first that matches at a token is the one that counts.
    static let all: [Rule] = forms + names

    /// What is known by its form or by the words beside it.
    static let forms: [Rule] =
        contacts + people + houses + dates + places + numbers + housesInWords + amounts + ages + durations + vehicles
        + codes
        + roads + bareCodes + prices + apostropheYears + headlines

    /// What is no name and may still point to one person; each is called by its `LinkKind` first.
    static let links: [Rule] = roles + honors + convictions + conditions + surroundings + titles

    private static let byID = Dictionary((all + links).map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })

    /// The rule of a name in the bench.
    static func named(_ id: String) -> Rule? { byID[id] }
}

/// Rules with, for every kind of token and word, those that it may start: each token meets only its own.
struct RuleTable: Sendable {
    /// Numbers of rules, in order.
    struct Numbers: Sendable {
        private var low: UInt64 = 0
        private var high: UInt64 = 0

        mutating func insert(_ number: Int) {
            if number < 64 { low |= 1 << number } else { high |= 1 << (number - 64) }
        }

        @inline(__always) mutating func formUnion(_ other: Numbers) {
            low |= other.low
            high |= other.high
        }

        @inline(__always) mutating func next() -> Int? {
            if low != 0 {
                defer { low &= low - 1 }
                return low.trailingZeroBitCount
            }
            guard high != 0 else { return nil }
            defer { high &= high - 1 }
            return 64 + high.trailingZeroBitCount
        }
    }

    let rules: [Rule]
    /// The number of the first rule among all.
    let first: Int
    /// Whether it passes over what another table has settled.
    var isOfNames: Bool { first > 0 }
    private var signs: [UInt32: Numbers] = [:]
    private var kinds = [Numbers](repeating: Numbers(), count: 5)
    private var joined = Numbers()
    private var (initial, capital, flat, flatWord) = (Numbers(), Numbers(), Numbers(), Numbers())
    private var known: [(flags: WordFlags, numbers: Numbers)] = []
    private var runs = [Numbers](repeating: Numbers(), count: 8)
    private var near = [Numbers](repeating: Numbers(), count: 64)
    /// For each set of lists that a word may be in.
    private var sets: [Numbers]
    private var setsAfter: [Numbers]

    static let forms = RuleTable(Rule.forms, first: 0)
    static let names = RuleTable(Rule.names, first: Rule.forms.count)
    /// Walked by itself, after all else is found: so no feature of the model and no other rule knows of it.
    static let links = RuleTable(Rule.links, first: Rule.all.count)

    private init(_ rules: [Rule], first: Int) {
        self.rules = rules
        self.first = first
        let lists = WordLists.standard
        sets = Array(repeating: Numbers(), count: lists.setCount)
        setsAfter = sets
        for (number, rule) in rules.enumerated() {
            for start in rule.starts {
                switch start {
                case .sign(let scalars):
                    for scalar in scalars.unicodeScalars { signs[scalar.value, default: Numbers()].insert(number) }
                case .number: kinds[Int(Token.Kind.number.rawValue)].insert(number)
                case .initial: initial.insert(number)
                case .capital: capital.insert(number)
                case .flat: flat.insert(number)
                case .flatWord: flatWord.insert(number)
                case .mixed: kinds[Int(Token.Kind.mixed.rawValue)].insert(number)
                case .word: kinds[Int(Token.Kind.word.rawValue)].insert(number)
                case .cue(let cue):
                    for set in sets.indices where !lists.cues(of: set).isDisjoint(with: cue) {
                        sets[set].insert(number)
                    }
                    for bit in near.indices where cue.rawValue >> bit & 1 == 1 { near[bit].insert(number) }
                case .list(let list):
                    for set in sets.indices where lists.set(set, holds: list) { sets[set].insert(number) }
                case .known(let flags):
                    var numbers = Numbers()
                    numbers.insert(number)
                    known.append((flags, numbers))
                case .before(let cue):
                    for set in sets.indices where !lists.cues(of: set).isDisjoint(with: cue) {
                        setsAfter[set].insert(number)
                    }
                case .joined: joined.insert(number)
                case .run(let signs):
                    for bit in runs.indices where signs.rawValue >> bit & 1 == 1 { runs[bit].insert(number) }
                }
            }
        }
    }

    /// The rules to ask at a token.
    @inline(__always) func candidates(at index: Int, in walk: borrowing Walk) -> Numbers {
        let token = walk[index]
        guard token.kind != .sign else { return signs.isEmpty ? Numbers() : signs[token.value] ?? Numbers() }
        var numbers = kinds[Int(token.kind.rawValue)]
        guard token.kind != .possessive else { return numbers }
        if token.lists != 0 { numbers.formUnion(sets[Int(token.lists)]) }
        if !token.nearCues.isEmpty {
            for bit in near.indices where token.nearCues.rawValue >> bit & 1 == 1 { numbers.formUnion(near[bit]) }
        }
        for (flags, rules) in known where !token.flags.isDisjoint(with: flags) { numbers.formUnion(rules) }
        let next = walk[index + 1]
        if next.lists != 0 { numbers.formUnion(setsAfter[Int(next.lists)]) }
        if next.gap == .none { numbers.formUnion(joined) }
        if !isOfNames {
            var signs = walk.runSigns(index).rawValue
            while signs != 0 {
                numbers.formUnion(runs[signs.trailingZeroBitCount])
                signs &= signs - 1
            }
        } else if token.isWord || token.isCapital {
            if token.shape == .initial { numbers.formUnion(initial) }
            if !walk.isFlat(index) {
                if token.isCapital { numbers.formUnion(capital) }
            } else {
                numbers.formUnion(flat)
                if walk.isFlatWord(token) { numbers.formUnion(flatWord) }
            }
        }
        return numbers
    }
}
