import Envelope
import Policies

extension PageTexts {
    /// The questions of consent, as they stand on a page and on paper.
    struct ConsentGroups {
        let uses, term, edits, showFirst: FieldGroup
    }

    /// What the `consent` template asks for: every choice as it stands now.
    ///
    /// - Parameter hasNameProblem: whether the page has a `problem` box that is about the name.
    func consentFields(
        _ choices: ConsentChoices, policy: ConsentPolicy, hasNameProblem: Bool = false
    ) -> [String: any Sendable] {
        let groups = consentGroups(choices, policy: policy)
        return [
            "uses": groups.uses.model, "term": groups.term.model, "edits": groups.edits.model,
            "show-first": groups.showFirst.model,
            "credit": choices.credit, "longest-name": String(ConsentChoices.longestName),
            "name-problem": hasNameProblem,
        ]
    }

    /// What policy offers, with every choice as it stands now.
    func consentGroups(_ choices: ConsentChoices, policy: ConsentPolicy) -> ConsentGroups {
        let uses = policy.uses.map { use in
            FieldGroup.Option(
                name: ConsentChoices.usePrefix + use.rawValue, value: ConsentChoices.yes,
                label: self["consent.use.\(use.rawValue).label"], hint: self["consent.use.\(use.rawValue).hint"],
                isChosen: choices.uses.contains(use))
        }
        let showFirst = [StoryAnswers.Answer.yes, .no].map { answer in
            FieldGroup.Option(
                name: ConsentChoices.showFirstField, value: answer.rawValue,
                label: self["consent.show-first.\(answer.rawValue)"],
                isChosen: choices.showFirst == (answer == .yes))
        }
        return ConsentGroups(
            uses: FieldGroup(
                id: "uses", kind: .boxes, question: self["consent.use.question"], note: self["consent.use.note"],
                options: uses),
            term: consentGroup(ConsentChoices.termField, policy.terms, chosen: choices.term),
            edits: consentGroup(ConsentChoices.editsField, policy.edits, chosen: choices.edits),
            showFirst: FieldGroup(
                id: ConsentChoices.showFirstField, kind: .oneOf, question: self["consent.show-first.question"],
                note: self["consent.show-first.note"], options: showFirst))
    }

    /// A question of consent with one answer; each answer has words of its own.
    private func consentGroup<Choice: RawRepresentable<String> & Equatable>(
        _ field: String, _ offered: [Choice], chosen: Choice
    ) -> FieldGroup {
        FieldGroup(
            id: field, kind: .oneOf, question: self["consent.\(field).question"], note: self["consent.\(field).note"],
            options: offered.map {
                FieldGroup.Option(
                    name: field, value: $0.rawValue, label: self["consent.\(field).\($0.rawValue)"],
                    isChosen: $0 == chosen)
            })
    }

    /// The keys of the texts that `consentFields` chooses by.
    ///
    /// All that the formats know, whatever the policy offers today: an offer can be added without new words.
    static let consentKeys: Set<String> = {
        let uses = Use.allCases.flatMap { ["use.\($0.rawValue).label", "use.\($0.rawValue).hint"] }
        let terms = Consent.Term.allCases.map { "term.\($0.rawValue)" }
        let edits = Consent.Edits.allCases.map { "edits.\($0.rawValue)" }
        let questions = ["use", "term", "edits", "show-first"].flatMap { ["\($0).question", "\($0).note"] }
        return Set((uses + terms + edits + questions + ["show-first.yes", "show-first.no"]).map { "consent.\($0)" })
    }()
}
