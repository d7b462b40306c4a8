import Envelope
import Ledger
import Policies

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
