import Envelope
import Files
import Ledger
import Policies
import Sealing

extension Desk {
    /// A no to every text that stands.
    func declineTexts(reason: String, in file: borrowing CaseFile) throws {
        let proposals = file.state.candidates.map(\.statement)
        guard !proposals.isEmpty else {
            throw Refusal(.noInput, "nothing is proposed in this case", hint: "add --case to decline the story")
        }
        try keep(declines(of: proposals, reason: reason, in: file))
        try signCheckpoint(of: file.state.caseID)
    }

    /// A no to the story itself.
    ///
    /// - Returns: the day on which its words are destroyed, unless a text is proposed before.
    func declineStory(reason: String, in file: borrowing CaseFile) throws -> Day {
        try sign(Envelope.Decline(proposal: nil, reason: reason), in: file)
        try tell(Notice(stage: .declined), in: self.file(file.state.caseID))
        let day = today + policies.retention.declinedDays
        try scheduleDestruction(of: self.file(file.state.caseID), on: day)
        try destroyDrafts(of: file.state.caseID, by: nil)
        try signCheckpoint(of: file.state.caseID)
        return day
    }

    /// A no to each of these proposals, and a word to the survivor about each that was shown to them.
    func declines(
        of proposals: [Digest], reason: String, in file: borrowing CaseFile
    ) throws -> [SealedStatement] {
        var statements: [SealedStatement] = []
        for proposal in proposals {
            statements.append(try signed(Envelope.Decline(proposal: proposal, reason: reason), in: file))
            guard try file.body(of: proposal).letterSlot != nil else { continue }
            let notice = Notice(stage: .setAside, about: proposal)
            statements.append(try signed(notice, in: file, letterKey: try file.letterKey(reviewer)))
        }
        return statements
    }
}
