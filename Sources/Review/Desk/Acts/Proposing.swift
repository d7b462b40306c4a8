import Console
import Custody
import Envelope
import Files
import Ledger
import Policies
import Sealing
import Warnings

extension Desk {
    /// Signs a text as a proposal: what went through the gate and was shown, and nothing is made of it again.
    ///
    /// - Throws: `Refusal` if the survivor allows something else now than when the text was made.
    func propose(_ text: ReviewedText, in file: inout CaseFile) throws {
        try update(&file)
        let terms = try file.termsForWork()
        guard text.terms == terms else {
            throw Refusal(
                .notPermitted, "what the survivor allows has changed since this text was made",
                hint: "open the case again")
        }
        let proposal = Proposal(
            manuscript: text.manuscript, consent: file.state.consentHeads, policy: policies.review.digest)
        let letterKey = terms.showFirst ? try file.letterKey() : nil
        try noteOpened(&file)
        // A publisher cannot see that there is a newer text before it is approved: the older ones are declined by name.
        var statements = try declines(
            of: file.state.candidates.map(\.statement), reason: "a newer text takes its place", in: file)
        statements.append(try signed(proposal, in: file, letterKey: letterKey))
        try keep(statements, in: &file)
        // A proposal opens a declined case again.
        try cancelDestruction(of: file)
        try signCheckpoint(of: &file)
    }
}

extension CaseFile {
    /// When the text that stands was put forward, and when each reviewer whose approval counts agreed to it first; nil if
    /// nobody did.
    var reviewDays: ReviewDays? {
        guard let candidate = state.candidate, let proposal = opened[candidate.statement]?.entry.statement else {
            return nil
        }
        var days: [Person: Day] = [:]
        for entry in counted {
            guard case .approved(let approval) = entry.content, approval.proposal == candidate.statement,
                let person = keyring.person(signing: entry.statement.header.author),
                candidate.approvers.contains(person)
            else { continue }
            days[person] = min(days[person] ?? entry.statement.header.day, entry.statement.header.day)
        }
        return days.isEmpty ? nil : ReviewDays(proposed: proposal.header.day, approvals: days.values)
    }

    /// What the survivor agreed to, if it is enough to make a text.
    func termsForWork() throws -> Terms {
        guard let terms = state.terms, !terms.uses.isEmpty else {
            throw Refusal(.notPermitted, "the survivor agreed to no use: only reviewers may read this story")
        }
        return terms
    }
}

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
        let wasApproved = file.state.approvedText(policies.review) != nil
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
        if !wasApproved, file.state.approvedText(policies.review) != nil {
            try tell(Notice(stage: .approved, review: file.reviewDays), in: &file)
            try destroyDrafts(of: file.state.caseID, by: nil, file.drafts)
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
        return try end(&file, because: reason, days: policies.retention.declinedDays)
    }

    /// A no to what is no story of a survivor.
    ///
    /// Whoever sent it is told as after any other no: it may have been a survivor after all, who can still say so.
    /// - Returns: the day on which it is destroyed, unless a text is proposed before.
    func declineSpam(_ file: inout CaseFile) throws -> Day {
        try update(&file)
        guard !file.state.isDeclined else { throw Refusal(.notPermitted, "this story was declined before") }
        // Two texts beside each other have no title that the queue could show.
        if let reason = file.state.candidates.isEmpty ? try QueueLine(file, at: self).noSpam : QueueLine.isWorkedOn {
            throw Refusal(.notPermitted, reason, hint: "read it, and decline it by itself: --case")
        }
        return try end(&file, because: Envelope.Decline.spam, days: policies.retention.spamDays)
    }

    private func end(_ file: inout CaseFile, because reason: String, days: Int) throws -> Day {
        try sign(Envelope.Decline(proposal: nil, reason: reason), in: &file)
        try tell(Notice(stage: .declined), in: &file)
        let day = today + days
        try scheduleDestruction(of: file, on: day)
        try destroyDrafts(of: file.state.caseID, by: nil, file.drafts)
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
            let retention = policies.retention
            let day = file.counted.compactMap { entry -> Day? in
                guard case .declined(let decline) = entry.content, decline.proposal == nil else { return nil }
                let isSpam = decline.reason == Envelope.Decline.spam
                return entry.statement.header.day + (isSpam ? retention.spamDays : retention.declinedDays)
            }.max()
            try scheduleDestruction(of: file, on: day ?? today + retention.declinedDays)
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
