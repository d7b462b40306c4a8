import Envelope
import Ledger
import Redaction

/// What is shown before something is signed: what, for which uses, under which name, and what happens then.
struct ActSummary: Equatable {
    let act: DeskAct
    let title: String
    /// What it says, each with its label.
    let facts: [(label: String, words: String)]
    /// What must be typed; nil where Enter is enough.
    let typed: String?

    static func == (left: ActSummary, right: ActSummary) -> Bool { left.act == right.act && left.typed == right.typed }

    /// - Parameter warned: the warnings about the text, each with why it may go out all the same.
    init(
        _ act: DeskAct, _ view: CaseView, leftIn: [String] = [], warned: [StandingWarning] = []
    ) {
        self.act = act
        title = act.kind.name
        var facts = [("Case", view.caseID.short)]
        switch act {
        case .simple(_, let reason): if !reason.isEmpty { facts.append(("Reason", reason)) }
        case .release(let hold, let reason): facts += [("Hold", hold.reason), ("Reason", reason)]
        case .letter(let text, let language):
            facts.append(("In", "\(language), \(Self.count(text))"))
            facts.append(("Letter", text))
        case .propose(let text):
            let (title, words) = (text.manuscript.title, Self.count(text.manuscript.text))
            facts.append(("What", "“\(title)”, \(words), \(text.replacements) places taken out"))
            facts.append(("In", Self.name(text.manuscript.language)))
        case .approve:
            if let text = view.text {
                facts.append(
                    ("What", "“\(text.manuscript.title)”, \(Self.count(text.manuscript.text)), by \(text.author)"))
                facts.append(("Text", text.digits))
                facts.append(("In", Self.name(text.manuscript.language)))
            }
        }
        if [.propose, .approve].contains(act.kind) { facts += Self.use(view) }
        if act.kind == .propose { facts += (view.text?.asked ?? []).map { ("Asked", "“\($0)”") } }
        if let exposure = view.exposure, Self.goesToWriter(act, view) {
            facts.append(
                (
                    "Look",
                    "\(exposure.prefix(1).uppercased())\(exposure.dropFirst()). Let it say only what they may know."
                ))
        }
        if !leftIn.isEmpty { facts.append(("Stays", leftIn.joined(separator: "\n"))) }
        if case .propose(let text) = act, let warning = text.warning { facts.append(("Look", warning)) }
        if !warned.isEmpty { facts.append(("Warned", warned.map(\.words).joined(separator: "\n"))) }
        facts.append(("Then", Self.consequence(act, view)))
        self.facts = facts
        typed =
            switch act.kind {
            case .approve: view.text?.digits
            case .withdraw, .declineStory: view.caseID.short
            case .declineText: "decline"
            default: nil
            }
    }

    /// Whether its words are sealed to the writer too.
    private static func goesToWriter(_ act: DeskAct, _ view: CaseView) -> Bool {
        act.kind == .letter || act.kind == .propose && view.terms?.showFirst == true
    }

    private static func name(_ language: String) -> String {
        StoryLanguage.name(language) + (LanguageGuess.knows(language) ? "" : ": not checked by machine")
    }

    private static func count(_ text: String) -> String { "\(text.split { $0.isWhitespace }.count) words" }

    private static func use(_ view: CaseView) -> [(String, String)] {
        let uses = view.terms?.uses.sorted().map(\.rawValue).joined(separator: ", ") ?? ""
        let credit = view.terms?.credit ?? ""
        return [
            ("For", uses.isEmpty ? "no use" : uses),
            ("Name", credit.isEmpty ? "none: it stands without a name" : credit),
            ("Until", view.terms?.until.map { "\($0)" } ?? "they say stop"),
        ]
    }

    private static func consequence(_ act: DeskAct, _ view: CaseView) -> String {
        switch act.kind {
        case .claim: "Others see that you work on it. It stops nobody. You can give it back."
        case .giveBack: "Others see that it is free."
        case .stepAside:
            "For good: your approval of it does not count, also not one that you gave. You can still hold or withdraw it."
        case .comfort: "The marks go off, and it goes back to its place in the queue."
        case .worry: "It goes to the top of the queue for everyone."
        case .letter: "It is sealed. They find it when they come back with their code. Nobody is told that it is there."
        case .propose: afterProposal(view)
        case .approve: afterApproval(view)
        case .declineText: "It cannot be approved any more. The story stays; a new text can be proposed."
        case .hold: "Nothing of it is published until another reviewer releases it."
        case .release:
            view.holds > 1
                ? "This hold ends. Another is left, and still stops the story."
                : "The reason to hold it is gone. It can go on as before."
        case .retract: "The publisher's next export takes it back. Copies that people have are not reached."
        case .declineStory:
            "The writer is told kindly. The words are destroyed on \(view.declineDay), unless a text is proposed before."
        case .withdraw:
            "With a second reviewer the story is destroyed at once, here and at each desk. It cannot be undone. Copies and backups are not reached."
        }
    }

    private static func afterProposal(_ view: CaseView) -> String {
        let first = view.terms?.showFirst == true ? "The writer sees it and says yes or no. " : ""
        let old = view.text == nil ? "" : "The text before it is declined. "
        return "\(old)\(first)\(view.approvalsNeeded) reviewers must approve it, byte for byte."
    }

    private static func afterApproval(_ view: CaseView) -> String {
        guard let text = view.text else { return "" }
        let have = text.approvers.count + 1
        guard have >= view.approvalsNeeded else {
            return "This is approval \(have) of \(view.approvalsNeeded). Another reviewer must approve it too."
        }
        guard view.terms?.showFirst == true, text.signOff != .agreed else {
            return "This is the last approval. The publisher can open this text, and publish it for these uses."
        }
        return "This is the last approval. It waits for the writer's yes; then the publisher can publish it."
    }
}
