public import Envelope
import Ledger

/// What readers learn of a case that passed: its public id, its months, how many agreed.
extension Gate {
    func story(_ candidate: CaseState.Candidate, _ state: CaseState, _ subject: Case) -> ApprovedStory? {
        let completions = completions(state, subject)
        guard let id = Self.publicID(subject), let updated = completions[candidate.statement] else { return nil }
        let first = completions.values.min() ?? updated
        let agreement = ApprovedStory.Agreement(
            reviewers: candidate.approvers.count, isSignedOff: candidate.signOff == .agreed)
        return ApprovedStory(
            id: id, manuscript: candidate.proposal.manuscript, publishedMonth: first.month, updatedMonth: updated.month,
            revision: completions.values.count { $0 <= updated } - 1, agreement: agreement)
    }

    /// The public id of the case's story; nil if no consent of it can be opened any more.
    public static func publicID(_ subject: Case) -> String? {
        let roots = subject.entries.filter { entry in
            if case .consent(let consent) = entry.content { consent.replaces.isEmpty } else { false }
        }
        let first = roots.min { ($0.statement.header.day, $0.digest) < ($1.statement.header.day, $1.digest) }
        return first.flatMap { subject.publicIDs[$0.digest] }
    }

    /// The day on which consent ends; nil where nothing is set, or nothing of the case may be told.
    public func consentEnd(_ subject: Case) -> Day? {
        let state = state(of: subject)
        return state.isWithdrawn ? nil : state.terms?.until
    }

    /// For each text that was ever approved, the day on which its approvals were complete: the last one's.
    ///
    /// Read off the vault alone, so that they do not change from export to export, nor from publisher to publisher.
    private func completions(_ state: CaseState, _ subject: Case) -> [Digest: Day] {
        let counted = Set(state.counted)
        var days: [Digest: Day] = [:]
        var hasKey: Set<Digest> = []
        for entry in subject.entries where counted.contains(entry.digest) {
            guard case .approved(let approval) = entry.content else { continue }
            days[approval.proposal] = max(
                days[approval.proposal] ?? entry.statement.header.day, entry.statement.header.day)
            if approval.manuscriptKey != nil { hasKey.insert(approval.proposal) }
        }
        return days.filter { hasKey.contains($0.key) }
    }
}
