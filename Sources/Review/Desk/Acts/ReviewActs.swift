import Envelope
import Ledger
import Policies

/// The acts of review, each with all that is known of it.
///
/// To add one, write its value here and name it in `all`, and in `commands` if its plain command needs nothing but a case and
/// a reason.
extension ReviewAct {
    /// In the order of the desk's menu.
    static let all = [
        claim, giveBack, letter, propose, approve, declineText, release, hold, worry, comfort, stepAside, retract,
        declineStory, withdraw,
    ]

    /// The plain commands that are made of their act alone.
    static var commands: [any CommandOfAct.Type] { [ActCommand<StepAside>.self, ActCommand<Retract>.self] }

    // MARK: Who works on it

    static let claim = ReviewAct(
        command: "claim", key: "C", name: "Take this case",
        abstract: "Take a case into your hands, so that the others see it; --back gives it back.",
        isOffered: { !$0.acts.contains(.giveBack) }, refusal: permitted(.claim),
        consequence: { _, _ in "Others see that you work on it. It stops nobody. You can give it back." },
        perform: { desk, file, _ in
            try desk.claim(true, in: &file)
            return "Yours for \(desk.policies.review.claimDays) days."
        })

    static let giveBack = ReviewAct(
        command: "claim --back", key: "C", name: "Give this case back", abstract: "Give the case back.",
        isOffered: { $0.acts.contains(.giveBack) }, refusal: permitted(.giveBack),
        consequence: { _, _ in "Others see that it is free." },
        perform: { desk, file, _ in
            try desk.claim(false, in: &file)
            return "Given back."
        })

    static let stepAside = ReviewAct(
        command: "recuse", key: "O", name: "Step aside from this case",
        abstract: "Step aside from a case, for good: your approvals in it do not count any more.",
        question: "Why not you? The other reviewers can read it.", refusal: permitted(.recuse),
        consequence: { _, _ in
            "For good: your approval of it does not count, also not one that you gave. You can still hold or withdraw it."
        },
        perform: { desk, file, reason in
            try desk.recuse(reason: reason, in: &file)
            return "You stepped aside from this case."
        })

    private enum StepAside: ActWithCommand {
        static let act = stepAside
        static let discussion = """
            For a reviewer who knows someone in the story, or cannot carry it. You can
            still hold or withdraw it.
            """
    }

    // MARK: The writer

    static let letter = ReviewAct(
        command: "letter", key: "L", name: "Write to them",
        abstract: "Leave a letter for the survivor, who finds it when they come back, or print it for the mail.",
        refusal: { standing in
            standing.out
                ?? (standing.state.cameByMail
                    ? "It came by post: firsthand-review letter \(standing.state.caseID.short) --print prints one."
                    : nil)
        },
        consequence: { _, _ in
            "It is sealed. They find it when they come back with their code. Nobody is told that it is there."
        })

    static let worry = ReviewAct(
        command: "safety", key: "S", name: "We are worried about them",
        abstract: "Say that you are worried about someone: their case stands at the top for all. --off takes it back.",
        question: "What worries you? The other reviewers can read it.",
        isOffered: { $0.state.safetyMarks.isEmpty }, refusal: permitted(.safety),
        consequence: { _, _ in "It goes to the top of the queue for everyone." },
        perform: { desk, file, reason in
            try desk.mark(isWorried: true, reason: reason, in: &file)
            return "Marked: it stands at the top for everyone. Talk about it with the others today."
        })

    static let comfort = ReviewAct(
        command: "safety --off", key: "S", name: "Not worried any more", abstract: "Take off the marks of this case.",
        question: "Why is it better? The other reviewers can read it.",
        isOffered: { !$0.state.safetyMarks.isEmpty }, refusal: permitted(.safety),
        consequence: { _, _ in "The marks go off, and it goes back to its place in the queue." },
        perform: { desk, file, reason in
            try desk.mark(isWorried: false, reason: reason, in: &file)
            return "Taken off."
        })

    // MARK: The text

    private static let flawed: @Sendable (Standing) -> String? = {
        $0.state.flaws.isEmpty ? nil : "This case is not as its signatures say: pane 1 tells."
    }

    private static let textless: @Sendable (Standing) -> String? = {
        flawed($0) ?? ($0.state.candidates.isEmpty ? "No text is put forward." : nil)
    }

    static let propose = ReviewAct(
        command: "redact", key: "P", name: "Propose this text",
        abstract: "Take out names and places, then propose the text for approval.",
        refusal: permitted(.propose) { flawed($0) ?? "They agreed to no use: only reviewers read it." },
        consequence: { _, view in
            let first = view.terms?.showFirst == true ? "The writer sees it and says yes or no. " : ""
            let old = view.text == nil ? "" : "The text before it is declined. "
            return "\(old)\(first)\(view.approvalsNeeded) reviewers must approve it, byte for byte."
        })

    static let approve = ReviewAct(
        command: "approve", key: "A", name: "Approve the text",
        abstract: "Read the proposed text to its end and sign that it may be published.",
        confirmation: .text, refusal: permitted(.approve) { textless($0) ?? whyNotApprove($0) },
        consequence: afterApproval)

    static let declineText = ReviewAct(
        command: "decline", key: "D", name: "Decline the text",
        abstract: "Decline the proposed text, with --case the story, or with --spam what is none.",
        question: "What should be different? The other reviewers can read it.", confirmation: .word("decline"),
        refusal: permitted(.decline) { textless($0) ?? "" },
        consequence: { _, _ in "It cannot be approved any more. The story stays; a new text can be proposed." },
        perform: { desk, file, reason in
            try desk.declineTexts(reason: reason, in: &file)
            return "Declined."
        })

    private static func whyNotApprove(_ standing: Standing) -> String {
        let state = standing.state
        if state.candidates.count > 1 { return "Two texts stand beside each other: propose again, and one is left." }
        if state.candidate?.approvers.contains(standing.me) == true {
            return "You approved it. Another reviewer must too."
        }
        if state.candidate?.author == standing.me { return "Policy asks that others approve what you proposed." }
        return "It cannot be approved now."
    }

    private static let afterApproval: @Sendable (DeskAct, CaseView) -> String = { _, view in
        guard let text = view.text else { return "" }
        let have = text.approvers.count + 1
        guard have >= view.approvalsNeeded else {
            return "This is approval \(have) of \(view.approvalsNeeded). Another reviewer must approve it too."
        }
        guard view.stops.isEmpty else {
            return "This is the last approval. It cannot go out yet: \(view.stops.joined(separator: "; "))."
        }
        return "This is the last approval. The publisher can open this text, and publish it for these uses."
    }

    // MARK: Stopping

    static let release = ReviewAct(
        command: "release", key: "R", name: "Release the hold",
        abstract: "Release one hold: of another reviewer, or of an answer that the writer gave.",
        question: "Why can it go on? The other reviewers can read it.",
        refusal: permitted(.release) {
            $0.state.holds.isEmpty
                ? "It is not on hold."
                : $0.state.holds.allSatisfy(\.awaitsTranscription)
                    ? "Comparing it with the paper ends this hold." : "Another reviewer must release this hold."
        },
        consequence: { act, view in
            guard case .release(let hold, _) = act else { return "What the hold was for is taken to be over." }
            return hold.afterRelease(others: view.holds - 1)
        })

    static let hold = ReviewAct(
        command: "hold", key: "H", name: "Hold the story",
        abstract: "Hold a story: nothing of it is published until another reviewer releases it.",
        question: "Why? The other reviewers can read it.", refusal: permitted(.hold),
        consequence: { _, _ in "Nothing of it is published until another reviewer releases it." },
        perform: { desk, file, reason in
            try desk.hold(reason: reason, in: &file)
            return "Held. Another reviewer can release it."
        })

    static let retract = ReviewAct(
        command: "retract", key: "B", name: "Take back what was published",
        abstract: "Take back what was published of a story: the publisher's next export removes it everywhere.",
        question: "Why? The other reviewers and the publisher can read it.", refusal: { $0.gone },
        consequence: { _, _ in "The publisher's next export takes it back. Copies that people have are not reached." },
        perform: { desk, file, reason in
            try desk.retract(reason: reason, in: &file)
            return "Taken back. Tell the publisher: firsthand-publish retractions"
        })

    private enum Retract: ActWithCommand {
        static let act = retract
        static let discussion = """
            The story itself stays, and a new text of it can be proposed and approved later.
            The writer is told when the publisher reports that it is done.
            """
    }

    static let declineStory = ReviewAct(
        command: "decline --case", key: "X", name: "Decline the story",
        abstract: "Decline the story itself, not only the proposed text.",
        question: "Why? The other reviewers can read it.", confirmation: .caseID,
        refusal: { $0.out ?? ($0.state.isDeclined ? "It is declined." : nil) },
        consequence: { _, view in
            "The writer is told kindly. The words are destroyed on \(view.declineDay), unless a text is proposed before."
        },
        perform: { desk, file, reason in
            let day = try desk.declineStory(reason: reason, in: &file)
            return "Declined. The words are destroyed on \(day), unless a text is proposed before."
        })

    static let withdraw = ReviewAct(
        command: "withdraw", key: "W", name: "Withdraw it on their request",
        abstract: "Withdraw a story on request. Two reviewers must do it, or one with its code; then it is destroyed.",
        question: "Who asked, and how? The other reviewers can read it.", confirmation: .caseID,
        refusal: permitted(.withdraw),
        consequence: { _, _ in
            "With a second reviewer the story is destroyed at once, here and at each desk. It cannot be undone. Copies and backups are not reached."
        },
        perform: { desk, file, reason in
            guard try desk.withdraw(reason: reason, in: &file) else {
                return "Signed. A second reviewer must do the same. Hold it meanwhile: H."
            }
            return "Withdrawn. It is destroyed in this vault. Tell the publisher."
        })
}
