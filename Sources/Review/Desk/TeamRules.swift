import Envelope
import Policies
import Redaction

extension TeamLists {
    /// The team's own lists as the policy writes them.
    init(_ policy: RedactionPolicy) {
        self.init(
            recognizers: policy.recognizers.map {
                Recognizer(
                    name: $0.name, type: IdentifierType(policyName: $0.type), words: $0.denyList, patterns: $0.patterns,
                    context: $0.context)
            },
            allowed: policy.allowList)
    }
}

extension IdentifierType {
    /// `ID_NUMBER` is `id-number` in a policy.
    var policyName: String { String(rawValue.lowercased().map { $0 == "_" ? "-" : $0 }) }

    /// The type of a name that the policy has checked.
    init(policyName: String) { self = Self.allCases.first { $0.policyName == policyName } ?? .other }

    /// The words that the policy has for things of this kind.
    var policyKind: RedactionPolicy.Kind { RedactionPolicy.Kind(rawValue: series.rawValue) ?? .other }
}

extension PseudonymNames {
    /// The policy's names in the language of a story; nil if it has none.
    init?(_ policy: RedactionPolicy, language: String) {
        guard let names = policy.pseudonyms(in: language) else { return nil }
        self.init(women: names.women, men: names.men, either: names.either, family: names.family)
    }
}

extension RedactionPolicy {
    /// What is offered first for an entity, where people get no pseudonyms.
    func offer(_ entity: Entity, in plan: RedactionPlan, language: String) -> Decision {
        switch actions[entity.type.policyName] {
        case .remove: .remove
        case .generalize:
            Generalization(language).usual(of: entity, plan.name(of: entity)).map { .generalized($0) }
                ?? (entity.type == .person ? .numbered : .remove)
        case .number, .pseudonym, nil: .numbered
        }
    }

    /// Words of the team's own that no pseudonym may be.
    var ownWords: [String] { allowList + recognizers.flatMap(\.denyList) }
}

extension RedactionPlan {
    /// Decides everything that is open as a policy offers it first, names in the policy's order.
    mutating func takeOffers(of policy: RedactionPolicy, language: String) {
        var offers: [Int: Decision] = [:]
        if policy.actions["person"] == .pseudonym, let names = PseudonymNames(policy, language: language) {
            offers = pseudonyms(
                for: unresolved.filter { $0.type == .person }.map(\.id), from: names, beside: policy.ownWords)
        }
        // An offer is never one that a plan refuses.
        for entity in unresolved {
            try? decide(entity.id, offers[entity.id] ?? policy.offer(entity, in: self, language: language))
        }
    }
}

extension StandInWords {
    /// The policy's words in the language of a story.
    init(_ policy: RedactionPolicy, language: String) {
        self.init(
            language: language, brackets: Brackets(rawValue: policy.brackets.rawValue) ?? .all,
            removed: policy.leftOut(in: language)
        ) { type, number in policy.standIn(type.policyKind, number, in: language) }
    }
}

/// The language of a story: guessed from its words, until a reviewer says which it is.
struct StoryLanguage: Equatable {
    /// What is offered first; whatever else has a tag can be typed.
    static let offered: [(tag: String, name: String)] = [
        ("en", "English"), ("es", "Spanish"), ("pt", "Portuguese"), ("fr", "French"), ("ht", "Haitian Creole"),
        ("zh", "Chinese"), ("vi", "Vietnamese"), ("tl", "Tagalog"), ("ar", "Arabic"),
    ]

    /// The tag that a reviewer said; nil while nobody did.
    var said: String?
    private let guess: LanguageGuess
    private let form: String

    /// - Parameter form: the language of the form, for a story whose words tell nothing.
    init(_ guess: LanguageGuess, form: String, said: String? = nil) {
        self.guess = guess
        self.form = form
        self.said = said
    }

    /// The tag that goes out with a text; nil while nobody can tell.
    var tag: String? { said ?? guess.code ?? (guess.isKnown ? form : nil) }

    /// The language of what is put into the text: the story's, where there are words for it.
    var ofStandIns: String { String((tag ?? form).lowercased().prefix { $0 != "-" }) }

    /// Whether the machine knows the language in which it looked for what could identify someone.
    var isChecked: Bool { said.map(LanguageGuess.knows) ?? guess.isKnown }

    /// Whether a person must read the whole story before a text of it is approved.
    ///
    /// What the author said of the language can ask for that, and can never lift it.
    static func needsReader(_ manuscript: Manuscript, of story: String) -> Bool {
        !LanguageGuess.knows(manuscript.language) || !Redactor.knowsLanguage(of: story)
    }

    /// A tag with its name, as far as it has one here.
    static func name(_ tag: String) -> String {
        offered.first { $0.tag == tag }.map { "\($0.name) (\(tag))" } ?? tag
    }
}
