import Envelope
import Files
import Ledger

extension CaseState.Hold {
    /// What the hold is for, as a person says it.
    ///
    /// A reviewer's own hold has the words of the form's only if they typed them.
    var meaning: String {
        switch Consent.Hold(rawValue: reason) {
        case .openCase: "open-case: a case against them may still be open"
        case .underEighteen: "under-18: they may be under 18"
        case nil: reason
        }
    }

    /// What a release of it would let happen.
    ///
    /// - Parameter others: how many more holds stand; each goes on stopping the story.
    func afterRelease(others: Int) -> String {
        let danger: String =
            switch Consent.Hold(rawValue: reason) {
            case .openCase:
                "What goes out can be read by a prosecutor, and used against them. Ask first whether the case is over, or what their lawyer says."
            case .underEighteen:
                "The story of a child can go out. They cannot agree alone in most places, and somebody at home may find it. Ask first who can agree with them, and whether it is safe."
            case nil: "What the hold was for is taken to be over."
            }
        let next =
            others == 0
            ? "Nothing holds it then: with its approvals the text can go out."
            : others == 1
                ? "One more hold still stops the story." : "\(others) more holds still stop the story."
        return "\(danger) \(next)"
    }
}

extension Desk {
    /// Stops a story from being published until another reviewer releases it.
    func hold(reason: String, in file: inout CaseFile) throws {
        try act(HoldPlaced(reason: reason), in: &file)
    }

    /// Ends one hold.
    ///
    /// - Parameter hold: its digest.
    /// - Returns: what to tell the person, with what is left.
    /// - Throws: `Refusal` if no such hold stands, or if somebody else must release it; then nothing is signed.
    func release(_ hold: Digest, reason: String, in file: inout CaseFile) throws -> String {
        try update(&file)
        guard let hold = file.state.holds.first(where: { $0.digest == hold }) else {
            throw Refusal(.noInput, "no such hold stands in this case", hint: "open the case again and look")
        }
        guard !hold.awaitsTranscription else {
            throw Refusal(
                .notPermitted, "comparing what was typed with the paper ends this hold",
                hint: "firsthand-review transcribe check \(file.state.caseID.short)")
        }
        guard file.state.wasRead || file.state.stories.isEmpty else {
            throw Refusal(
                .notPermitted, "nobody has read this story yet: a hold is weighed by who knows what it is for",
                hint: "firsthand-review read \(file.state.caseID.short)")
        }
        guard hold.releasers.contains(me) else {
            throw Refusal(
                .notPermitted,
                "another reviewer must release this hold: not the one who placed it, who proposed the text, or who stepped aside",
                hint: "ask another reviewer")
        }
        try sign(HoldReleased(hold: hold.digest, reason: reason), in: &file)
        try signCheckpoint(of: &file)
        let left = file.state.holds
        guard !left.isEmpty else { return "Released." }
        let words = Self.sentence(left)
        return "Released. \(words)"
    }

    /// What still holds a case, and what ends it.
    private static func sentence(_ holds: [CaseState.Hold]) -> String {
        let reasons = holds.filter { !$0.awaitsTranscription }.map(\.reason)
        let paper = holds.contains(where: \.awaitsTranscription) ? " It must be compared with the paper, too." : ""
        return reasons.isEmpty
            ? "It is still held: it must be compared with the paper."
            : "It is still held: \(reasons.joined(separator: ", "))." + paper
    }

    /// Takes back what was published of a story.
    func retract(reason: String, in file: inout CaseFile) throws {
        try act(Retraction(reason: reason), in: &file)
    }

    /// One of the two withdrawals that a story needs without its code; with the second everything of it is destroyed here.
    ///
    /// - Returns: whether the story is withdrawn now. It is said only when nothing of it is left in the vault's file and log.
    func withdraw(reason: String, in file: inout CaseFile) throws -> Bool {
        try update(&file)
        // It cannot be undone, so nobody's first half of it may be a thief's.
        let isUnknown = file.entries.contains {
            $0.statement.header.kind == .withdrawn && file.state.flaws.contains(.unweighable($0.digest))
        }
        guard !isUnknown else {
            throw Refusal(
                .unavailable,
                "somebody who left withdrew this story, and their leaving list is not here to show whether "
                    + "that counts", hint: "hold the story, and ask the steward for the list")
        }
        try sign(Withdrawal(reason: reason), in: &file)
        guard file.state.withdrawn == .surely else { return false }
        try destroy(file.state.caseID)
        try update(&file)
        return true
    }

    /// Takes a case into this reviewer's hands, or gives it back.
    func claim(_ isTaken: Bool, in file: inout CaseFile) throws {
        try act(Claim(isTaken: isTaken), in: &file)
    }

    /// Steps aside from a case, for good; the reviewer's own draft goes.
    func recuse(reason: String, in file: inout CaseFile) throws {
        try update(&file)
        try sign(Recusal(reason: reason), in: &file)
        try destroyDrafts(of: file.state.caseID, by: me, file.drafts)
        try signCheckpoint(of: &file)
    }

    /// Says that this reviewer is worried about the survivor, or takes the marks off that are there.
    func mark(isWorried: Bool, reason: String, in file: inout CaseFile) throws {
        try update(&file)
        guard isWorried || !file.state.safetyMarks.isEmpty else {
            throw Refusal(.noInput, "nobody marked this case")
        }
        try sign(SafetyMark(isWorried: isWorried, reason: reason), in: &file)
        try signCheckpoint(of: &file)
    }
}
