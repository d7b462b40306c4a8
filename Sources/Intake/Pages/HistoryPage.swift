import Envelope
import Mailbox
import Policies

/// What became of a story: where the words are, what can be taken back, and every act by role and day.
///
/// It names no reviewer: nothing of what it is made from does.
extension Pages {
    func history(_ visit: borrowing Visit) -> Page { history(visit.view.history, visit: visit.token) }

    /// - Parameter visit: what the page carries in place of the code.
    func history(_ acts: [SurvivorCase.Act], visit: String) -> Page {
        let acts: [[String: any Sendable]] = acts.map { ["when": said($0.when), "what": said($0)] }
        return render(
            "history", ["visit": visit, "acts": acts, "home": home], turn: .visit(.history, token: visit))
    }

    /// Where the words are, or were.
    func said(_ place: SurvivorCase.Place) -> String {
        var values = ["place": texts["place.\(place.use.rawValue)"], "since": texts.said(place.since)]
        values["until"] = place.takenBack.map(texts.said)
        return texts.filled(place.takenBack == nil ? "place.out" : "place.taken-back", values)
    }

    /// What is done when the story is taken back now, for each place where its words are.
    func undone(_ places: [SurvivorCase.Place]) -> [String] {
        places.filter { $0.takenBack == nil }.map { undone($0.use, "place.undo") }
    }

    private func undone(_ use: Use, _ tense: String) -> String {
        let reach =
            switch use.remains {
            case .nothing: "nothing"
            case .copies: "copies"
            case .paper: "paper"
            }
        return texts.filled("\(tense)-\(reach)", ["place": texts["place.\(use.rawValue)"]])
    }

    /// Values for a list; none if there is no line.
    func lines(_ lines: [String]) -> [[String: any Sendable]] {
        Model.one(lines.isEmpty ? nil : ["each": lines.map { ["line": $0] }])
    }

    private func said(_ when: SurvivorCase.Act.When) -> String {
        switch when {
        case .day(let day): texts.said(day)
        case .month(let month): texts.said(month)
        }
    }

    private func said(_ act: SurvivorCase.Act) -> String {
        switch act.kind {
        case .received: texts["history.received"]
        case .added: texts["history.added"]
        case .changedChoices: texts["history.changed"]
        case .answered(let answer): texts["history.answered-\(answer.rawValue)"]
        case .wrote: texts["history.wrote"]
        case .opened: texts["history.opened"]
        case .letter: texts["history.letter"]
        case .proposed: texts["history.proposed"]
        case .setAside: texts["history.set-aside"]
        case .approved: texts[act.role == .secondReader ? "history.approved-second" : "history.approved"]
        case .declined: texts["history.declined"]
        case .shared(let use): texts.filled("history.shared", ["place": texts["place.\(use.rawValue)"]])
        case .takenBack(let use): undone(use, "history.undone")
        }
    }
}
