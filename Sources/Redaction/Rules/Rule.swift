/// One way in which something that could identify someone is written.
struct Rule: Sendable {
    /// The languages whose words it reads; a form of figures and signs is of all.
    struct Languages: OptionSet, Sendable {
        let rawValue: UInt8
        static let english = Languages(rawValue: 1)
        static let spanish = Languages(rawValue: 2)
        static let all: Languages = [.english, .spanish]
    }

    /// What a token must be for the rule to be asked at all; the table dispatches by it.
    enum Start {
        /// One of these signs.
        case sign(String)
        case number, mixed, word
        /// A single capital; a word with a capital, where capitals say something.
        case initial, capital
        /// A word where capitals say nothing; one that no list keeps from being a name.
        case flat, flatWord
        /// A word of a list, or a slip away from one that announces what stands beside it.
        case cue(Cue)
        case list(WordList)
        /// A word that the lexicon knows as such.
        case known(WordFlags)
        /// The word after it is of these lists.
        case before(Cue)
        /// What follows stands joined, with no blank between.
        case joined
        /// It begins a run with no blank that holds such signs.
        case run(Walk.Run.Signs)
    }

    /// Its name in the bench.
    let id: String
    let type: IdentifierType
    let strength: RuleSpan.Strength
    let languages: Languages
    let starts: [Start]
    /// Why, in the words that a reviewer reads; "%" is the word that said so.
    let reason: String
    /// A sentence with brackets around what it must find, and one in which it must find nothing.
    let example, counterexample: String
    let match: @Sendable (borrowing Walk, Int) -> Match?

    private init(
        _ id: String, _ type: IdentifierType, _ strength: RuleSpan.Strength, _ languages: Languages, _ starts: [Start],
        _ reason: String, _ examples: (yes: String, no: String),
        _ match: @escaping @Sendable (borrowing Walk, Int) -> Match?
    ) {
        (self.id, self.type, self.strength, self.languages, self.starts) = (id, type, strength, languages, starts)
        (self.reason, self.match, example, counterexample) = (reason, match, examples.yes, examples.no)
    }

    init(
        _ id: String, _ type: IdentifierType, _ strength: RuleSpan.Strength = .sure, _ languages: Languages = .all,
        on starts: Start..., because reason: String, yes: String, no: String,
        match: @escaping @Sendable (borrowing Walk, Int) -> Match?
    ) {
        self.init(id, type, strength, languages, starts, reason, (yes, no), match)
    }

    /// A rule that finds what stands from the token at hand to where `end` says.
    init(
        _ id: String, _ type: IdentifierType, _ strength: RuleSpan.Strength = .sure, _ languages: Languages = .all,
        on starts: Start..., because reason: String, yes: String, no: String,
        to end: @escaping @Sendable (borrowing Walk, Int) -> Int?
    ) {
        self.init(id, type, strength, languages, starts, reason, (yes, no)) { walk, index in
            end(walk, index).map { Match(index..<$0) }
        }
    }
}

/// What a rule finds at a token.
struct Match {
    var tokens: Range<Int>
    /// The word that says so.
    var cue: Int?
    /// In place of the rule's own.
    var type: IdentifierType?
    var strength: RuleSpan.Strength?
    /// Whether it is shown whatever the model says.
    var stands = false
    /// Whether its capital alone says so.
    var isBare = false
    /// In place of the rule's reason.
    var reason: String?
    /// What else it tells.
    var more: [Match] = []
    /// Where the walk goes on; at the same token, other rules are asked too.
    var next: Int

    init(
        _ tokens: Range<Int>, cue: Int? = nil, _ type: IdentifierType? = nil, _ strength: RuleSpan.Strength? = nil,
        stands: Bool = false, isBare: Bool = false, reason: String? = nil, more: [Match] = [], next: Int? = nil
    ) {
        self.tokens = tokens
        self.cue = cue
        self.type = type
        self.strength = strength
        self.stands = stands
        self.isBare = isBare
        self.reason = reason
        self.more = more
        self.next = next ?? max(tokens.upperBound, more.last?.next ?? 0)
    }

    /// Nothing is found, and what stands before `index` is no name.
    static func none(until index: Int) -> Match { Match(index..<index) }
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
    /// The rule's number in its table.
    var rule: Int
    var strength: Strength
    /// Whether it is shown whatever the model says; no feature of the model tells it, so it may change without training anew.
    var stands: Bool
    /// Whether its capital alone says so.
    var isBare: Bool
    /// Why in words; "%" stands for the code points of the cue.
    var why: String
    var cue: Range<Int>?
}
