import Envelope
import Ledger
import Policies

extension Desk {
    /// What the publisher's gate would hold against the text of a case today, in words; none where it would let it out for one
    /// of the uses that the survivor agreed to.
    ///
    /// It is the gate itself that says so, and not a rule of the desk's own. What only a publisher can see (that its own key
    /// opens the text, and what it saw before) is left to it.
    /// - Parameter isApproved: whether to judge it as if it had its approvals, and the checkpoint that is signed with the last.
    func stops(_ file: borrowing CaseFile, asIfApproved isApproved: Bool = false) -> [String] {
        guard let uses = file.state.terms?.uses.sorted(), !uses.isEmpty else {
            return ["the survivor agreed to no use"]
        }
        var first: [String]?
        for use in uses {
            let gate = Gate(use: use, day: today, keyring: keyring, rules: policies.rules())
            let verdict = gate.judge(
                Gate.Case(
                    caseID: file.state.caseID, entries: file.entries, brokenRows: [], publicIDs: [:], seenBefore: []))
            guard case .refuse(let reasons) = verdict else { return [] }
            let left = reasons.filter { !Self.isForPublisher($0) && !(isApproved && Self.comesWithApproval($0)) }
            if left.isEmpty { return [] }
            first = first ?? left.map(\.sentence)
        }
        return first ?? []
    }

    private static func isForPublisher(_ reason: Reason) -> Bool {
        switch reason {
        case .notOpened, .rolledBack: true
        default: false
        }
    }

    private static func comesWithApproval(_ reason: Reason) -> Bool {
        switch reason {
        case .tooFewApprovals, .approvalSetAside, .nothingProposed, .noManuscriptKey, .noCheckpoint, .staleCheckpoint:
            true
        default: false
        }
    }
}
