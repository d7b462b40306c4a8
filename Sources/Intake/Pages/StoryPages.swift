import Envelope
import HTTPTypes
import Policies

/// The pages that carry a story's form: to write it, to look at it, and to be told about an open case.
extension Pages {
    /// What stands in the form before anything was said.
    var untouched: FormFields { FormFields(consent: .untouched(policies.consent), answers: .none) }

    /// The first page, with an empty form behind it.
    ///
    /// - Parameters:
    ///   - form: the form's hidden fields; nil while no story can be taken in.
    ///   - problem: why none can be.
    func welcome(_ form: HiddenFields?, problem: Problem = .closed) -> Page {
        guard let form else {
            let closed = texts["problem.\(problem.rawValue)"]
            return render(
                "story", ["at-start": true, "open": false, "closed": closed, "ways": true, "report": report],
                turn: .link(""))
        }
        return story(form, untouched, first: .start)
    }

    /// The first page in the place of a form that nothing was typed into, and that cannot be taken in now.
    func closed(_ problem: Problem) -> Page {
        var page = welcome(nil, problem: problem)
        page.status = problem.status
        return page
    }

    /// An empty form.
    func write(_ form: HiddenFields) -> Page { story(form, untouched, first: .words) }

    /// The form with what was said before, and with a place for the words if they are to be shown.
    func write(_ form: HiddenFields, _ said: FormFields, keepsWords: Bool) -> Page {
        story(form, said, first: keepsWords || said.isAnything ? .words : .start, keepsWords: keepsWords)
    }

    /// The form again after a problem, at the question that it is about.
    func write(_ form: HiddenFields, _ said: FormFields, problem: Problem, keepsWords: Bool) -> Page {
        var page = story(
            form, said, first: problem == .longName ? .naming : .words, problem: problem, keepsWords: keepsWords)
        page.status = problem.status
        return page
    }

    /// Everything once more, with a mark where the words are shown and one where the form carries them.
    func check(_ form: HiddenFields, _ said: FormFields) -> Page {
        var values = carried(form, said)
        values["answers"] = summary(said)
        return render("check", values, turn: .form("carried", FormStep.check.rawValue))
    }

    /// What to know while a case is open.
    ///
    /// It is shown once, and then leads on to where the form was going.
    func openCase(_ form: HiddenFields, _ said: FormFields, next: FormStep) -> Page {
        var values = carried(form, said)
        values["next"] = next.rawValue
        values["go-on"] = texts["open-case.on-\(next.rawValue)"]
        return render("open-case", values, turn: .form("carried", next.rawValue))
    }

    /// Instead of a page that would show the words to somebody who came back to this browser: the form carries them
    /// unseen, so that they can still be sent.
    func unseen(_ form: HiddenFields, _ said: FormFields, problem: Problem?) -> Page {
        var values = carried(form, said)
        values["problem"] = problem.map { texts["problem.\($0.rawValue)"] }
        values["left"] = texts["problem.left"]
        values["fits"] = problem != .tooLong
        var enter: (place: String, act: ReturnAct?)?
        switch problem {
        case .longName:
            // The name may tell as much as the words. So it is asked for anew, and comes from this page no more.
            let rest = said.values.filter { $0.key != ConsentChoices.creditField }
            values["hidden"] = hidden(form.values.merging(rest) { $1 })
            values["name"] = [texts.creditModel(.untouched(policies.consent), hasProblem: true)]
            values["left"] = texts["problem.left-name"]
            enter = (FormStep.send.rawValue, nil)
        case .tooLong: values["left"] = texts["problem.left-long"]
        default: break
        }
        var page = render("unseen", values, turn: .form("carried", FormStep.check.rawValue, enter: enter))
        page.status = problem?.status ?? .ok
        return page
    }

    /// Whether readers must report, in the organization's own words, and when a lawyer was asked.
    var report: String { texts["whose.report"] }

    /// The screens of the document, in their order; the raw value is the fragment that shows each.
    private enum Screen: String {
        case start, words
        case openCase = "case"
        case age
        case uses = "use"
        case term = "time"
        case naming, send
    }

    private func story(
        _ form: HiddenFields, _ said: FormFields, first: Screen, problem: Problem? = nil, keepsWords: Bool = false
    ) -> Page {
        let screens: [Screen] =
            [.words, .openCase] + (policies.form.asksAge ? [.age] : []) + [.uses, .term, .naming, .send]
        let consent = texts.consentGroups(said.consent, chosen: said.chosen, policy: policies.consent)
        let fields = Fields(pages: self, said: said, consent: consent, problem: problem, keepsWords: keepsWords)
        let steps: [[String: any Sendable]] = screens.enumerated().map { index, screen in
            // Each value is there in each step: one that is missing would be looked for in the page.
            let always: [String: any Sendable] = [
                "id": screen.rawValue, "first": screen == first,
                "previous": index == 0 ? "before" : screens[index - 1].rawValue,
                "next": screen == screens.last ? "" : screens[index + 1].rawValue,
                "place": texts.filled(
                    "write.place", ["place": String(index + 1), "count": String(screens.count)]),
                "trouble": screen == first ? fields.trouble : Model.one(nil), "words": false, "uses": screen == .uses,
                "end": screen == .send, "notes": [[String: any Sendable]](), "groups": [[String: any Sendable]](),
                "name": [[String: any Sendable]](),
                "next-only": ![.words, .uses, .send].contains(screen),
            ]
            return always.merging(fields[screen]) { $1 }
        }
        var values: [String: any Sendable] = [
            "open": true, "at-start": first == .start, "steps": steps, "report": report,
            "hidden": hidden(form.values.merging(said.toldValues) { $1 }),
        ]
        values["problem"] = problem.map { texts["problem.\($0.rawValue)"] }
        return render(
            "story", values, turn: .form("all", FormStep.write.rawValue, enter: (FormStep.check.rawValue, nil)))
    }

    /// What each screen asks.
    private struct Fields {
        let pages: Pages
        let said: FormFields
        let consent: PageTexts.ConsentGroups
        let problem: Problem?
        let keepsWords: Bool

        var trouble: [[String: any Sendable]] {
            Model.one(
                problem.map {
                    [
                        "problem": pages.texts["problem.\($0.rawValue)"], "kept": keepsWords,
                        "of-name": $0 == .longName,
                    ]
                })
        }

        subscript(screen: Screen) -> [String: any Sendable] {
            let texts = pages.texts
            switch screen {
            case .start, .send: return [:]
            case .words:
                return [
                    "words": true, "mark": keepsWords ? String(Page.mark) : "",
                    "story-problem": problem != nil && problem != .longName,
                    "notes": pages.notes(said.answers).map { group in
                        ["any": !said.answers.notes.isEmpty, "boxes": [group]] as [String: any Sendable]
                    },
                ]
            case .openCase: return ["groups": [texts.openCase(said.answers).titled.model]]
            case .age: return ["groups": [texts.age(said.answers).titled.model]]
            case .uses: return ["groups": [consent.uses.titled.model]]
            case .term: return ["groups": [consent.term.titled.model, consent.showFirst.model]]
            case .naming:
                return [
                    "groups": [consent.edits.titled.model],
                    "name": [texts.creditModel(said.consent, hasProblem: problem == .longName)],
                ]
            }
        }
    }

    private func carried(_ form: HiddenFields, _ said: FormFields) -> [String: any Sendable] {
        [
            "hidden": hidden(form.values.merging(said.values) { $1 }), "has-words": true, "mark": String(Page.mark),
            "holds": true,
        ]
    }

    /// The values of a form's hidden fields, in their order.
    func hidden(_ values: [String: String]) -> [[String: any Sendable]] {
        values.sorted { $0.key < $1.key }.map { ["field": $0.key, "content": $0.value] }
    }
}
