import Envelope
import HTTPTypes
import Policies

/// The pages that carry a story's form: to write it, to look at it, and to be told about an open case.
extension Pages {
    /// What stands in the form before anything was said.
    var untouched: FormFields { FormFields(consent: .untouched(policies.consent), answers: .none) }

    /// An empty form.
    func write(_ form: HiddenFields) -> Page { render("write", fields(form, untouched), at: "write") }

    /// The form with what was said before, and with a place for the words if they are to be shown.
    func write(_ form: HiddenFields, _ said: FormFields, keepsWords: Bool) -> Page {
        var values = fields(form, said)
        values["mark"] = keepsWords ? String(Page.mark) : ""
        return render("write", values)
    }

    /// The form again after a problem.
    func write(_ form: HiddenFields, _ said: FormFields, problem: Problem, keepsWords: Bool) -> Page {
        let isAboutName = problem == .longName
        var values = fields(form, said, hasNameProblem: isAboutName)
        values["problem"] = texts["problem.\(problem.rawValue)"]
        values["story-problem"] = !isAboutName
        values["place"] = isAboutName ? ConsentChoices.creditField : "story"
        values["to-place"] = texts[isAboutName ? "problem.to-name" : "problem.to-words"]
        values["kept"] = keepsWords
        values["mark"] = keepsWords ? String(Page.mark) : ""
        var page = render("write", values)
        page.status = problem.status
        return page
    }

    /// Everything once more, with a mark where the words are shown and one where the form carries them.
    func check(_ form: HiddenFields, _ said: FormFields) -> Page {
        var values = carried(form, said)
        values["has-words"] = true
        values["mark"] = String(Page.mark)
        values["answers"] = summary(said)
        return render("check", values)
    }

    /// What to know while a case is open.
    ///
    /// It is shown once, and then leads on to where the form was going.
    ///
    /// - Parameter form: the form's own hidden fields; nil if there is no form yet.
    func openCase(_ form: HiddenFields?, _ said: FormFields, next: FormStep, hasWords: Bool) -> Page {
        var values = carried(form, said.told)
        values["has-words"] = hasWords
        values["mark"] = String(Page.mark)
        values["next"] = next.rawValue
        values["go-on"] = texts["open-case.on-\(next.rawValue)"]
        return render("open-case", values)
    }

    /// Instead of a page that would show the words to somebody who came back to this browser: the form carries them
    /// unseen, so that they can still be sent.
    func unseen(_ form: HiddenFields, _ said: FormFields, problem: Problem?) -> Page {
        var values = carried(form, said)
        values["has-words"] = true
        values["mark"] = String(Page.mark)
        values["problem"] = problem.map { texts["problem.\($0.rawValue)"] }
        var page = render("unseen", values)
        page.status = problem?.status ?? .ok
        return page
    }

    private func fields(
        _ form: HiddenFields, _ said: FormFields, hasNameProblem: Bool = false
    ) -> [String: any Sendable] {
        [
            "hidden": hidden(form.values.merging(said.toldValues) { $1 }),
            "consent": texts.consentFields(said.consent, policy: policies.consent, hasNameProblem: hasNameProblem),
            "notes": notes(said.answers), "questions": questions(said.answers), "mark": "", "story-problem": false,
        ]
    }

    private func carried(_ form: HiddenFields?, _ said: FormFields) -> [String: any Sendable] {
        ["hidden": hidden((form?.values ?? [:]).merging(said.values) { $1 })]
    }

    /// The values of a form's hidden fields, in their order.
    func hidden(_ values: [String: String]) -> [[String: any Sendable]] {
        values.sorted { $0.key < $1.key }.map { ["field": $0.key, "content": $0.value] }
    }
}
