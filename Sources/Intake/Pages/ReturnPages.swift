import Envelope
import Ledger
import Mailbox
import Policies

/// What a page of someone who came back says has just been done.
enum ReturnNote: String, CaseIterable {
    case letterGone = "letter-gone"
    case lettersGone = "letters-gone"
    /// Letters are destroyed, and traces of them may be left on the disk.
    case erasing
    case letterSent = "letter-sent"
    case newText = "new-text"
    case choicesKept = "choices-kept"
    /// Words were typed, and a button that leads away was pressed.
    case unsent
}

/// The page that asks for the code, in each of its states.
extension Pages {
    func askCode() -> Page { render("ask-code", code(["ways": true]), turn: .link(ReturnPlace.status.rawValue)) }

    /// - Parameter keepsWords: whether what was typed stands in the field.
    func askCode(problem: Problem, keepsWords: Bool = false) -> Page {
        var page = render(
            "ask-code",
            code([
                "problem": texts["problem.\(problem.rawValue)"], "mark": keepsWords ? String(Page.mark) : "",
                "title": texts[problem == .unsure ? "return.unsure-title" : "return.problem-title"], "ways": true,
            ]))
        page.status = problem.status
        return page
    }

    /// A word stands in no list: it is named, with those that it may have been.
    func askCode(place: Int, typed: String, near: [String]) -> Page {
        var values = code([
            "problem": texts.filled("return.unknown-word", ["place": String(place), "word": typed]),
            "mark": String(Page.mark), "ways": true,
        ])
        if !near.isEmpty { values["near-words"] = near.joined(separator: ", ") }
        var page = render("ask-code", values)
        page.status = Problem.fewWords.status
        return page
    }

    /// Words were on their way when something came between: they stand here, with the fields that they came with.
    func askCode(
        keeping fields: [String: String], at place: ReturnPlace, problem: Problem = .visitEnded
    ) -> Page {
        let carried = ReturnForm.acts(at: place).map(\.rawValue) + [ReturnPlace.actField, ReturnPlace.onceField]
        var page = render(
            "ask-code",
            code([
                "problem": texts["problem.\(problem.rawValue)"], "place": place.rawValue, "keeping": true,
                "hidden": hidden(fields.filter { carried.contains($0.key) }), "mark": String(Page.mark), "holds": true,
            ]), turn: .form("code-form", place.rawValue, enter: (place.rawValue, nil)))
        page.status = problem.status
        return page
    }

    /// The writer said that the code is kept.
    func kept() -> Page { render("kept", ["ways": true]) }

    private func code(_ values: [String: any Sendable]) -> [String: any Sendable] {
        let empty: [[String: any Sendable]] = []
        return [
            "place": ReturnPlace.status.rawValue, "hidden": empty, "mark": "", "keeping": false,
            "title": texts["return.problem-title"],
        ].merging(values) { $1 }
    }
}

/// The pages of a visit.
extension Pages {
    /// Letters, with a mark for each, and one for the words of a letter that is being written if they are to be shown.
    func letters(
        _ visit: borrowing Visit, _ letters: [SurvivorCase.Item], note: ReturnNote?, problem: Problem?, keepsWords: Bool
    ) -> Page {
        let days = visit.deadlines
        let last = visit.day + policies.retention.lettersDays
        let shown: [[String: any Sendable]] = letters.enumerated().map { index, letter in
            [
                "number": String(index + 1), "about": letter.digest.hex, "mark": String(Page.mark),
                "head": texts.filled("letters.head", ["day": texts.said(letter.day)]),
                "gone": texts.filled("letters.gone", ["day": texts.said(days[letter.digest] ?? last)]),
            ]
        }
        return told(
            "letters",
            [
                "visit": visit.token, "letters": shown, "any": !letters.isEmpty,
                "once": randomBytes(16).base64URL, "kept": keepsWords, "mark": String(Page.mark),
            ], note, problem, turn: .form("letter", ReturnPlace.letters.rawValue))
    }

    /// The texts that are put forward, with three marks for each: its title, its text, its name.
    ///
    /// - Parameter keepsWords: whether what was typed has a mark after them.
    func texts(_ visit: borrowing Visit, note: ReturnNote?, problem: Problem?, keepsWords: Bool) -> Page {
        let view = visit.view
        let answers = view.answers
        let texts = view.texts
        let shown: [[String: any Sendable]] = texts.map { text in
            let answer = answers[text.digest].map { self.texts["text.before-\($0.rawValue)"] }
            return [
                "about": text.digest.hex, "mark": String(Page.mark), "nameless": !visit.hasName(text),
                "before": Model.one(answer.map { ["before": $0] }), "several": texts.count > 1,
                "out": Model.one(out(text, view).map { ["line": $0] }),
                "can-agree": !view.isOut(text) || view.saidNo(to: text),
            ]
        }
        return told(
            "texts",
            [
                "visit": visit.token, "texts": shown, "any": !shown.isEmpty,
                "asks": !texts.allSatisfy { view.isOut($0) }, "mark": String(Page.mark),
                "has-field": keepsWords || !shown.isEmpty, "kept": keepsWords,
                "one": Model.one(texts.count == 1 ? ["about": texts[0].digest.hex] : nil),
            ], note, problem, turn: .form("answer", ReturnPlace.text.rawValue))
    }

    /// - Parameter wasOut: whether the text was out when the answer came: a no takes it back.
    func answered(_ visit: borrowing Visit, _ answer: SignOff.Answer, wasOut: Bool = false) -> Page {
        let isBack = wasOut && answer != .agreed
        return render(
            "answered",
            [
                "visit": visit.token, "answer": texts["text.\(isBack ? "before" : "answer")-\(answer.rawValue)"],
                "more": Model.one(
                    wasOut && !isBack ? nil : ["line": texts[isBack ? "text.out-no" : "text.change-mind"]]),
                "home": home,
            ], turn: .visit(.status, token: visit.token))
    }

    func choices(_ visit: borrowing Visit, _ chosen: ConsentChoices, problem: Problem? = nil) -> Page {
        var values: [String: any Sendable] = [
            "visit": visit.token, "paper": visit.view.consents.cameByMail, "of-name": problem == .longName,
            "waits": visit.view.consents.coming != nil,
            "consent": texts.consentFields(
                chosen, policy: policies.consent, hasNameProblem: problem == .longName),
            "pause": to(.choices, .pause, "choices.pause-button", look: "other"),
            "home": to(.status, nil, "choices.leave", look: "other"),
        ]
        values["ends"] = ends(visit)
        let place = ReturnPlace.choices.rawValue
        return told("choices", values, nil, problem, turn: .form("choices", place, enter: (place, .save)))
    }

    /// Taking the story back, asked twice.
    func withdraw(_ visit: borrowing Visit, isSure: Bool) -> Page {
        render(
            "withdraw",
            [
                "visit": visit.token, "sure": isSure, "home": home,
                "undone": lines(undone(visit.view.places)),
                "can-pause": visit.sealers != nil && visit.view.withdrawn == .no,
                "go-on": isSure
                    ? to(.withdraw, .now, "withdraw.now", look: "destroy")
                    : to(.withdraw, .sure, "withdraw.go-on", look: "other"),
            ], turn: .visit(.withdraw, token: visit.token))
    }

    /// - Parameters:
    ///   - places: where the words were when they were taken back, as far as that is known.
    ///   - isErasing: whether traces may be left on the disk.
    func withdrawn(_ places: [SurvivorCase.Place] = [], isErasing: Bool = false) -> Page {
        render("withdrawn", ["ways": true, "erasing": isErasing, "undone": lines(undone(places))])
    }

    private func told(
        _ template: String, _ values: [String: any Sendable], _ note: ReturnNote?, _ problem: Problem?, turn: Turn
    ) -> Page {
        var values = values
        values["note"] = note.map { texts["note-\($0.rawValue)"] }
        if note == .unsent { values["leave"] = to(.status, nil, "return.leave", look: "other") }
        values["problem"] = problem.map { texts["problem.\($0.rawValue)"] }
        var page = render(template, values, turn: turn)
        if let problem { page.status = problem.status }
        return page
    }

    /// The button back to where the story stands.
    var home: [String: any Sendable] { to(.status, nil, "return.home", look: "other") }

    /// A button of these pages.
    func to(
        _ place: ReturnPlace, _ act: ReturnAct?, _ label: String, look: String = "main"
    ) -> [String: any Sendable] {
        [
            "place": place.rawValue, "label": texts[label], "look": look, "has-act": act != nil,
            "act": act?.rawValue ?? "",
        ]
    }

    /// When what was allowed ends; nil if it lasts until the survivor says stop, or nothing is allowed.
    func ends(_ visit: borrowing Visit) -> String? {
        guard let terms = visit.view.consents.terms(of: visit.view.consents.heads), !terms.uses.isEmpty,
            let until = terms.until
        else { return nil }
        let isOver = until <= visit.day
        return texts.filled(isOver ? "status.ended" : "status.ends", ["day": texts.said(until)])
    }
}

extension PageTexts {
    /// The keys of the texts that these pages choose by.
    static let returnKeys: Set<String> = {
        let answers = ["agreed", "changes", "refused"]
        let stages = ["waiting", "unopened", "opened", "approved", "published", "retracted", "declined"]
        let plain = [
            "day.form", "letters.head", "letters.gone", "choices.pause-button", "choices.leave",
            "withdraw.now", "withdraw.go-on", "return.home", "return.leave", "return.unknown-word",
            "return.problem-title", "return.unsure-title", "text.out", "text.out-no",
            "text.change-mind", "status.ends",
            "status.ended",
            "status.letters-none", "status.letters-some", "status.letters-paper", "status.letters-button",
            "status.text-waits", "status.text-answered", "status.text-button", "status.change", "status.coming",
            "status.coming-unseen",
            "status.back", "status.shut", "status.shut-more", "status.closed", "status.closed-more",
            "status.unopened-more", "status.declined-more",
            "status.opened-more", "status.nothing",
        ]
        let uses = Use.allCases.flatMap { ["place.\($0.rawValue)"] }
        let acts = [
            "received", "added", "changed", "wrote", "opened", "letter", "proposed", "set-aside", "approved",
            "approved-second", "declined", "shared", "undone-nothing", "undone-copies", "undone-paper", "button",
        ]
        let told =
            acts.map { "history.\($0)" } + answers.map { "history.answered-\($0)" } + [
                "place.out", "place.taken-back", "place.undo-nothing", "place.undo-copies", "place.undo-paper",
                "day.month-form",
            ]
        return Set(
            plain + uses + told + (1...12).map { "day.month-\($0)" } + ReturnNote.allCases.map { "note-\($0.rawValue)" }
                + answers.flatMap { ["text.before-\($0)", "text.answer-\($0)"] } + stages.map { "status.\($0)" })
    }()
}
