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

extension StandInWords {
    /// The policy's words in the language of a story.
    init(_ policy: RedactionPolicy, language: String) {
        self.init { type, number in policy.standIn(type.policyKind, number, in: language) }
    }
}
