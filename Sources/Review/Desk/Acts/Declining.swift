import Envelope
import Files
import Ledger
import Policies
import Sealing

extension Desk {
    /// A no to every text that stands.
    func declineTexts(reason: String, in file: inout CaseFile) throws {
        try update(&file)
        let proposals = file.state.candidates.map(\.statement)
        guard !proposals.isEmpty else {
            throw Refusal(.noInput, "nothing is proposed in this case", hint: "add --case to decline the story")
        }
        try keep(declines(of: proposals, reason: reason, in: file), in: &file)
        try signCheckpoint(of: &file)
    }

    /// A no to the story itself.
    ///
    /// - Returns: the day on which its words are destroyed, unless a text is proposed before.
    func declineStory(reason: String, in file: inout CaseFile) throws -> Day {
        try update(&file)
        try sign(Envelope.Decline(proposal: nil, reason: reason), in: &file)
        try tell(Notice(stage: .declined), in: &file)
        let day = today + policies.retention.declinedDays
        try scheduleDestruction(of: file, on: day)
        try destroyDrafts(of: file.state.caseID, by: nil)
        try signCheckpoint(of: &file)
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
            statements.append(try signed(notice, in: file, letterKey: try file.letterKey()))
        }
        return statements
    }
}

extension Desk {
    /// Sees to what has to go from a case that something came for: another desk may have declined it, or saved newer work.
    func settle(_ caseID: CaseID) throws {
        let file = try file(caseID)
        guard !file.state.isWithdrawn else { return }
        try destroyReplaced(in: file)
        if file.state.isDeclined {
            // From the day of the decline, not of the exchange: every desk comes to the same day.
            let day = file.entries.compactMap { entry -> Day? in
                guard case .declined(let decline) = entry.content, decline.proposal == nil else { return nil }
                return entry.statement.header.day
            }.max()
            try scheduleDestruction(of: file, on: (day ?? today) + policies.retention.declinedDays)
            try destroyDrafts(of: caseID, by: nil)
        } else {
            try cancelDestruction(of: file)
            try destroyOldDrafts(of: caseID)
        }
    }

    /// Destroys the words that were typed anew from the same paper, once two reviewers say that they were.
    func destroyReplaced(in file: borrowing CaseFile) throws {
        let settled = Set(file.state.settledStories)
        let left = file.entries.filter { settled.contains($0.digest) && $0.content != .destroyed }
        if !left.isEmpty { try destroyBodies(of: Set(left.map(\.digest)), in: file) }
    }
}
