import Console
import Custody
import Envelope
import Files
import Ledger
import Policies
import Sealing
import Warnings

extension Desk {
    /// Signs a yes to the text that stands, byte for byte.
    ///
    /// - Parameters:
    ///   - manuscript: the one that the reviewer has read to its end.
    ///   - reasons: why it may go out in spite of a warning, by warning; signed together with the approval, or not at all.
    ///   - texts: other texts that must share no sentence with it, each with the name it is called by.
    ///   - cache: what is known of the other cases; what is read is added.
    /// - Returns: how many approvals of it count now.
    /// - Throws: `Refusal` while a warning stands for which nobody signed a reason.
    func approve(
        _ manuscript: Digest, over reasons: [Digest: String] = [:], in file: inout CaseFile,
        beside texts: [(name: String, text: String)], _ cache: inout QueueCache, progress: Progress? = nil
    ) throws -> Int {
        try update(&file)
        let candidate = try file.openCandidate()
        guard candidate.manuscript == manuscript else {
            throw Refusal(
                .notPermitted, "the proposed manuscript is another one than you confirmed",
                hint: "read it again: firsthand-review approve \(file.state.caseID.short)")
        }
        let key = try manuscriptKey(for: candidate, in: file)
        let warnings = try warnings(about: candidate, in: file, beside: texts, &cache, progress: progress)
        let open = warnings.filter { $0.answer == nil }.map(\.warning.digest)
        let unsaid = open.count { reasons[$0] == nil }
        guard unsaid == 0 else {
            throw Refusal(
                .notPermitted, "\(unsaid == 1 ? "a warning stands" : "\(unsaid) warnings stand") against this text",
                hint: "firsthand-review warnings \(file.state.caseID.short) shows why, and takes a reason to go on")
        }
        let approval = Approval(
            proposal: candidate.statement, manuscript: candidate.manuscript, consent: file.state.consentHeads,
            policy: policies.review.digest, manuscriptKey: key)
        var statements: [SealedStatement] = []
        for (warning, reason) in reasons.sorted(by: { $0.key < $1.key }) where open.contains(warning) {
            statements.append(
                try signed(
                    WarningOverridden(manuscript: manuscript, warning: warning, reason: reason), in: file,
                    after: statements.last))
        }
        statements.append(try signed(approval, in: file, after: statements.last))
        try keep(statements, in: &file)
        if file.state.candidate?.approvers.count == policies.review.approvals {
            try tell(Notice(stage: .approved), in: &file)
            try destroyDrafts(of: file.state.caseID, by: nil)
        }
        try signCheckpoint(of: &file)
        return file.state.candidate?.approvers.count ?? 0
    }

    /// The proposal's data key, if this reviewer's approval completes the number that policy asks for.
    private func manuscriptKey(for candidate: CaseState.Candidate, in file: borrowing CaseFile) throws -> [UInt8]? {
        guard !file.state.recused.contains(me) else {
            throw Refusal(.notPermitted, "you stepped aside from this case", hint: "another reviewer approves it")
        }
        guard policies.review.authorMayApprove || candidate.author != me else {
            throw Refusal(.notPermitted, "policy asks that others approve what you proposed")
        }
        guard Set(candidate.approvers).union([me]).count >= policies.review.approvals else { return nil }
        // No publisher can open a manuscript before this: the key leaves the reviewers only with the last approval.
        return try reviewer.dataKey(of: file.body(of: candidate.statement), of: file.state.caseID)
    }
}

extension CaseFile {
    /// The proposal that can be approved or declined now.
    func openCandidate() throws -> CaseState.Candidate {
        guard state.flaws.isEmpty else {
            throw Refusal(
                .badData, "this case is not as its signatures say",
                hint: "firsthand-review log \(state.caseID.short) names what is wrong")
        }
        guard state.candidates.count < 2 else {
            throw Refusal(
                .notPermitted, "two proposals stand beside each other",
                hint: "propose again: a new proposal takes the place of both")
        }
        guard let candidate = state.candidate else {
            throw Refusal(
                .noInput, "nothing is proposed in this case", hint: "firsthand-review redact \(state.caseID.short)")
        }
        return candidate
    }
}
