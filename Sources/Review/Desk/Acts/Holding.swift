import Envelope
import Ledger

extension Desk {
    /// Stops a story from being published until another reviewer releases it.
    func hold(reason: String, in file: borrowing CaseFile) throws {
        try sign(HoldPlaced(reason: reason), in: file)
        try signCheckpoint(of: file.state.caseID)
    }

    /// Ends the holds that this reviewer may end.
    ///
    /// - Throws: `Refusal` if there is none, or if one is left that somebody else must release.
    func release(reason: String, in file: borrowing CaseFile) throws {
        let caseID = file.state.caseID
        let holds = Set(file.state.holds.filter { !$0.awaitsTranscription }.map(\.statement)).sorted()
        guard !holds.isEmpty else {
            guard file.state.awaitsTranscription else { throw Refusal(.noInput, "this case is not held") }
            throw Self.notCompared(caseID)
        }
        for hold in holds { try sign(HoldReleased(hold: hold, reason: reason), in: self.file(caseID)) }
        try signCheckpoint(of: caseID)
        let left = try self.file(caseID).state.holds
        if !left.isEmpty, left.allSatisfy(\.awaitsTranscription) { throw Self.notCompared(caseID) }
        guard left.isEmpty else {
            throw Refusal(
                .notPermitted, "a hold is left: the one who placed it, or who proposed the text, cannot release it",
                hint: "ask another reviewer")
        }
    }

    private static func notCompared(_ caseID: CaseID) -> Refusal {
        Refusal(
            .notPermitted, "a hold is left: nobody has compared with the paper what was typed",
            hint: "firsthand-review transcribe --check \(caseID.short)")
    }

    /// Takes back what was published of a story.
    func retract(reason: String, in file: borrowing CaseFile) throws {
        try sign(Retraction(reason: reason), in: file)
        if file.entries.contains(where: { $0.content == .notice(Notice(stage: .published)) }) {
            try tell(Notice(stage: .retracted), in: self.file(file.state.caseID))
        }
        try signCheckpoint(of: file.state.caseID)
    }

    /// One of the two withdrawals that a story needs without its code; with the second everything of it is destroyed here.
    ///
    /// - Returns: whether the story is withdrawn now. It is said only when nothing of it is left in the vault's file and log.
    func withdraw(reason: String, in file: borrowing CaseFile) throws -> Bool {
        // It cannot be undone, so nobody's first half of it may be a thief's.
        let unknown = file.entries.first {
            $0.statement.header.kind == .withdrawn
                && keyring.weight(of: $0.digest, by: $0.statement.header.author) == .unknown
        }
        guard unknown == nil else {
            throw Refusal(
                .unavailable,
                "somebody who left withdrew this story, and their leaving list is not here to show whether "
                    + "that counts", hint: "hold the story, and ask the steward for the list")
        }
        try sign(Withdrawal(reason: reason), in: file)
        guard try self.file(file.state.caseID).withdrawn == .surely else { return false }
        try destroy(file.state.caseID)
        return true
    }
}
