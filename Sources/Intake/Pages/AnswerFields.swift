import Envelope
import Policies

/// The questions beside consent, and all answers as they are read over before sending.
extension Pages {
    /// The questions about the person; what was answered before stands in them.
    func questions(_ answers: FormAnswers) -> [[String: any Sendable]] {
        var groups = [group(FormAnswers.openCaseField, FormAnswers.openCaseAnswers, chosen: answers.openCase)]
        if policies.form.asksAge {
            groups.append(
                group(FormAnswers.underEighteenField, FormAnswers.underEighteenAnswers, chosen: answers.underEighteen))
        }
        return groups.map(\.model)
    }

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

    private func group(
        _ field: String, _ offered: [StoryAnswers.Answer], chosen: StoryAnswers.Answer?
    ) -> FieldGroup {
        FieldGroup(
            id: field, kind: .oneOf, question: texts["ask.\(field).question"], note: texts["ask.\(field).note"],
            options: offered.map {
                FieldGroup.Option(
                    name: field, value: $0.rawValue, label: texts["ask.\(field).\($0.rawValue)"],
                    isChosen: $0 == chosen)
            })
    }

    private func row(_ question: String, _ said: [String], name: String? = nil) -> [String: any Sendable] {
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
