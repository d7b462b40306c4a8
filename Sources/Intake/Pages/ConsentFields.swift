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
        let groups = consentGroups(choices, chosen: ConsentChoices.singleFields, policy: policy)
        return [
            "uses": groups.uses.model, "term": groups.term.model, "edits": groups.edits.model,
            "show-first": groups.showFirst.model, "name": creditModel(choices, hasProblem: hasNameProblem),
        ]
    }

    /// The field for a name.
    func creditModel(_ choices: ConsentChoices, hasProblem: Bool) -> [String: any Sendable] {
        [
            "credit": choices.credit, "longest-name": String(ConsentChoices.longestName), "name-problem": hasProblem,
        ]
    }

    /// What policy offers, with every choice as it stands now.
    ///
    /// - Parameter chosen: the questions with one answer that somebody answered; at the others no answer is chosen, and what
    ///   counts then is said.
    func consentGroups(_ choices: ConsentChoices, chosen: Set<String>, policy: ConsentPolicy) -> ConsentGroups {
        let uses = policy.uses.map { use in
            FieldGroup.Option(
                name: ConsentChoices.usePrefix + use.rawValue, value: ConsentChoices.yes,
                label: self["consent.use.\(use.rawValue).label"], hint: self["consent.use.\(use.rawValue).hint"],
                isChosen: choices.uses.contains(use))
        }
        func one<Choice: RawRepresentable<String> & Equatable>(
            _ field: String, _ offered: [Choice], _ choice: Choice
        ) -> FieldGroup {
            var group = group("consent", field, offered, chosen: chosen.contains(field) ? choice : nil)
            if !chosen.contains(field) { group.unmarked = self["consent.\(field).\(choice.rawValue)"] }
            return group
        }
        return ConsentGroups(
            uses: FieldGroup(
                id: "uses", kind: .boxes, question: self["consent.use.question"], note: self["consent.use.note"],
                options: uses),
            term: one(ConsentChoices.termField, policy.terms, choices.term),
            edits: one(ConsentChoices.editsField, policy.edits, choices.edits),
            showFirst: one(
                ConsentChoices.showFirstField, [StoryAnswers.Answer.yes, .no], choices.showFirst ? .yes : .no))
    }

    /// Whether a case is open.
    func openCase(_ answers: FormAnswers) -> FieldGroup {
        group("ask", FormAnswers.openCaseField, FormAnswers.openCaseAnswers, chosen: answers.openCase)
    }

    /// Whether somebody is under 18.
    func age(_ answers: FormAnswers) -> FieldGroup {
        group("ask", FormAnswers.underEighteenField, FormAnswers.underEighteenAnswers, chosen: answers.underEighteen)
    }

    /// A question with one answer; each answer has words of its own.
    ///
    /// - Parameter part: the part of the texts that it stands in.
    fileprivate func group<Choice: RawRepresentable<String> & Equatable>(
        _ part: String, _ field: String, _ offered: [Choice], chosen: Choice?
    ) -> FieldGroup {
        FieldGroup(
            id: field, kind: .oneOf, question: self["\(part).\(field).question"], note: self["\(part).\(field).note"],
            options: offered.map {
                FieldGroup.Option(
                    name: field, value: $0.rawValue, label: self["\(part).\(field).\($0.rawValue)"],
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

/// The notes for readers, and all answers as they are read over before sending.
extension Pages {
    /// The notes for readers; none if the policy has none.
    func notes(_ answers: FormAnswers) -> [[String: any Sendable]] {
        let options = policies.form.contentNotes.map { note in
            FieldGroup.Option(
                name: FormAnswers.notePrefix + note, value: ConsentChoices.yes, label: texts["note.\(note)"],
                isChosen: answers.notes.contains(note))
        }
        guard !options.isEmpty else { return [] }
        let group = FieldGroup(
            id: "notes", kind: .boxes, question: texts["ask.notes.question"], note: texts["ask.notes.note"],
            options: options)
        return [group.model]
    }

    /// Every answer in words, in the order of the form.
    func summary(_ said: FormFields) -> [[String: any Sendable]] {
        let consent = said.consent
        let answers = said.answers
        let uses = policies.consent.uses.filter { consent.uses.contains($0) }
            .map { texts["consent.use.\($0.rawValue).label"] }
        let notes = policies.form.contentNotes.filter { answers.notes.contains($0) }.map { texts["note.\($0)"] }
        var all = [
            row("consent.use.question", uses.isEmpty ? [texts["consent.nothing"]] : uses),
            row("consent.term.question", [texts["consent.term.\(consent.term.rawValue)"]]),
            row("consent.edits.question", [texts["consent.edits.\(consent.edits.rawValue)"]]),
            row("consent.show-first.question", [texts["consent.show-first.\(consent.showFirst ? "yes" : "no")"]]),
            consent.credit.isEmpty
                ? row("consent.credit", [texts["consent.no-credit"]]) : row("consent.credit", [], name: consent.credit),
        ]
        if !notes.isEmpty { all.append(row("ask.notes.question", notes)) }
        if let answer = answers.openCase {
            all.append(row("ask.open-case.question", [texts["ask.open-case.\(answer.rawValue)"]]))
        }
        if let answer = answers.underEighteen {
            all.append(row("ask.under-18.question", [texts["ask.under-18.\(answer.rawValue)"]]))
        }
        return all
    }

    /// A question with what was said to it, in words or as a name.
    func row(_ question: String, _ said: [String], name: String? = nil) -> [String: any Sendable] {
        var row: [String: any Sendable] = ["question": texts[question], "said": said.map { ["answer": $0] }]
        // Without a value the template would look for one in the levels above; there is none.
        row["name"] = name
        return row
    }
}

extension PageTexts {
    /// The keys of the texts that the questions and the summary choose by.
    static func askKeys(notes: [String]) -> Set<String> {
        let openCase = FormAnswers.openCaseAnswers.map { "ask.open-case.\($0.rawValue)" }
        let age = FormAnswers.underEighteenAnswers.map { "ask.under-18.\($0.rawValue)" }
        let questions = ["notes", FormAnswers.openCaseField, FormAnswers.underEighteenField]
            .flatMap { ["ask.\($0).question", "ask.\($0).note"] }
        return Set(openCase + age + questions + notes.map { "note.\($0)" } + ["consent.no-credit"])
    }
}

/// A question of a form, as the `group` template draws it.
struct FieldGroup {
    enum Kind: String {
        /// Any number of boxes.
        case boxes = "checkbox"
        /// One of several answers.
        case oneOf = "radio"
    }

    /// One box or answer.
    struct Option {
        /// Its name in the form.
        let name: String
        let value: String
        let label: String
        var hint = ""
        let isChosen: Bool
    }

    let id: String
    let kind: Kind
    let question: String
    var note = ""
    let options: [Option]
    /// Whether its question is the title of the page.
    var isTitle = false
    /// What counts if no answer is chosen.
    var unmarked = ""

    /// The same, with its question as the title.
    var titled: FieldGroup {
        var group = self
        group.isTitle = true
        return group
    }

    /// The values that the template asks for.
    var model: [String: any Sendable] {
        let options: [[String: any Sendable]] = options.map { option in
            [
                "type": kind.rawValue, "name": option.name, "value": option.value, "label": option.label,
                "id": kind == .boxes ? option.name : "\(option.name)-\(option.value)", "checked": option.isChosen,
                "hint": option.hint, "has-hint": !option.hint.isEmpty,
            ]
        }
        return [
            "group-id": id, "question": question, "note": note, "has-note": !note.isEmpty, "options": options,
            "is-title": isTitle, "unmarked": Model.one(unmarked.isEmpty ? nil : ["answer": unmarked]),
        ]
    }
}
