public import Envelope

/// Decides, from signatures alone, whether a story may be exported for one use on one day (PROMISES.md, promise 7).
public struct Gate: Sendable {
    /// A case as a publisher can open it.
    public struct Case: Sendable {
        public let caseID: CaseID
        public let entries: [Entry]
        public let brokenRows: [Digest]
        /// The public id that each consent statement's sealed body gives (FORMAT §7).
        public let publicIDs: [Digest: String]
        /// The statements that this publisher saw at earlier exports.
        public let seenBefore: Set<Digest>

        public init(
            caseID: CaseID, entries: [Entry], brokenRows: [Digest], publicIDs: [Digest: String], seenBefore: Set<Digest>
        ) {
            self.caseID = caseID
            self.entries = entries
            self.brokenRows = brokenRows
            self.publicIDs = publicIDs
            self.seenBefore = seenBefore
        }
    }

    /// What the gate says of a case.
    public enum Verdict: Sendable {
        case export(ApprovedStory)
        case refuse([Reason])
    }

    let use: Use
    let day: Day
    let keyring: Keyring
    let rules: Rules

    public init(use: Use, day: Day, keyring: Keyring, rules: Rules) {
        self.use = use
        self.day = day
        self.keyring = keyring
        self.rules = rules
    }

    /// Every reason against an export, or the story.
    public func judge(_ subject: Case) -> Verdict {
        let state = state(of: subject)
        // A withdrawal absorbs everything: nothing else about the case matters, or may be told.
        guard !state.isWithdrawn else { return .refuse([.withdrawn]) }
        return verdict(state, subject, reasonsOfAllUses(state, subject))
    }

    /// What is said of a case that is not withdrawn.
    func verdict(_ state: CaseState, _ subject: Case, _ ofAllUses: (first: [Reason], last: [Reason])) -> Verdict {
        let reasons = ofAllUses.first + consent(state) + ofAllUses.last
        guard reasons.isEmpty else { return .refuse(reasons) }
        guard let candidate = state.candidate, let story = story(candidate, state, subject) else {
            return .refuse([.notOpened])
        }
        return .export(story)
    }

    /// Every reason against a case that is not withdrawn.
    func reasons(_ state: CaseState, _ subject: Case) -> [Reason] {
        let (first, last) = reasonsOfAllUses(state, subject)
        return first + consent(state) + last
    }

    /// The reasons that are the same whatever the use: those before what consent says, and those after it.
    func reasonsOfAllUses(_ state: CaseState, _ subject: Case) -> (first: [Reason], last: [Reason]) {
        (damage(state, subject), review(state, subject) + checkpoint(state))
    }

    /// What the statements add up to on the gate's day.
    func state(of subject: Case) -> CaseState {
        CaseState(
            caseID: subject.caseID, entries: subject.entries, brokenRows: subject.brokenRows, keyring: keyring,
            rules: rules, on: day)
    }

    private func damage(_ state: CaseState, _ subject: Case) -> [Reason] {
        let present = Set(subject.entries.map(\.digest)).union(subject.brokenRows)
        return state.flaws.map { .flaw($0) } + (subject.seenBefore.isSubset(of: present) ? [] : [.rolledBack])
            + (hidesText(state) ? [.notOpened] : [])
    }

    private func consent(_ state: CaseState) -> [Reason] {
        guard let terms = state.terms else { return [.noConsentStatement] }
        var reasons: [Reason] = knowsPolicies(state) ? [] : [.unknownPolicy]
        if !terms.uses.contains(use) {
            reasons.append(.noConsent(use))
        } else if !terms.allows(use, on: day) {
            reasons.append(.consentEnded(terms.until ?? day))
        }
        return reasons
    }

    /// Whether every consent that counts was asked for in words that this publisher has.
    private func knowsPolicies(_ state: CaseState) -> Bool {
        state.counting.allSatisfy { entry in
            guard case .consent(let consent) = entry.content else { return true }
            return rules.consentPolicies.contains(consent.policy)
        }
    }

    private func review(_ state: CaseState, _ subject: Case) -> [Reason] {
        // Nobody releases a story from the hold that comparing it with the paper ends.
        var reasons: [Reason] = state.holds.filter { !$0.awaitsTranscription }.map { .held($0.reason) }
        if state.awaitsTranscription { reasons.append(.notCompared) }
        if state.isDeclined { reasons.append(.declined) }
        if let reason = state.retraction { reasons.append(.retracted(reason)) }
        reasons += signOff(state)
        guard state.candidates.count < 2 else { return reasons + [.severalProposals] }
        let need = rules.review.approvals
        guard let candidate = state.candidate else {
            return reasons + [unopened(state, need: need)] + approvalsOfKeysThatLeft(state, subject)
        }
        if candidate.approvers.count < need {
            reasons.append(.tooFewApprovals(have: candidate.approvers.count, need: need))
            reasons += candidate.setAside.sorted { $0.key < $1.key }
                .map { .approvalSetAside(reviewer: $0.key, why: $0.value) }
        }
        return reasons
    }

    /// Why no proposal could be opened: a publisher cannot read one, nor see that it is there, before its last approval.
    private func unopened(_ state: CaseState, need: Int) -> Reason {
        var approvers: [Digest: Set<Person>] = [:]
        for entry in state.counting {
            guard case .approved(let approval) = entry.content,
                let person = keyring.person(signing: entry.statement.header.author)
            else { continue }
            approvers[approval.proposal, default: []].insert(person)
        }
        guard let have = approvers.values.map(\.count).max() else { return .nothingProposed }
        return have < need ? .tooFewApprovals(have: have, need: need) : .noManuscriptKey
    }

    private func checkpoint(_ state: CaseState) -> [Reason] {
        guard let newest = state.checkpointDay else { return [.noCheckpoint] }
        return day - newest <= rules.review.checkpointMaximumAgeDays ? [] : [.staleCheckpoint(newest)]
    }
}

/// What the gate can tell about texts that it does not have in front of it.
extension Gate {
    /// What the survivor said: to the one text that could go out, or, where there is no such text, to the last one.
    func answer(_ state: CaseState) -> SignOff.Answer? {
        if let candidate = state.candidate { return candidate.signOff }
        let answers = state.counting.compactMap { entry -> (digest: Digest, answer: SignOff.Answer)? in
            switch entry.content {
            case .signedOff(let signOff): (entry.digest, signOff.answer)
            case .slip(let slip): (entry.digest, slip.answer)
            default: nil
            }
        }
        return SignOff.standing(of: answers, in: SeenGraph(state.counting.map(\.statement)))
    }

    /// What the survivor's answer is against.
    func signOff(_ state: CaseState) -> [Reason] {
        switch answer(state) {
        case .agreed: []
        case .changes: [.signedOffNo(.changes)]
        case .refused: [.signedOffNo(.refused)]
        // Silence is never sign-off.
        case nil: state.terms?.showFirst == true ? [.notSignedOff] : []
        }
    }

    /// Whether a text that was approved does not open with the key that came with its approvals, and no text that opens
    /// was made after it.
    ///
    /// Else whoever can spoil the body of a corrected text would bring out the one before it.
    func hidesText(_ state: CaseState) -> Bool {
        // The words of a declined case are destroyed, and are no damage.
        guard !state.isDeclined else { return false }
        let entries = state.counting
        var approved: Set<Digest> = []
        var declined: Set<Digest> = []
        for entry in entries {
            switch entry.content {
            case .approved(let approval) where approval.manuscriptKey != nil: approved.insert(approval.proposal)
            case .declined(let decline): if let proposal = decline.proposal { declined.insert(proposal) }
            default: break
            }
        }
        let hidden = entries.filter {
            approved.contains($0.digest) && !declined.contains($0.digest)
                && ($0.content == .unopened || $0.content == .destroyed)
        }
        guard !hidden.isEmpty else { return false }
        let graph = SeenGraph(entries.map(\.statement))
        let older = entries.reduce(into: Set<Digest>()) { older, entry in
            if case .proposed = entry.content { older.formUnion(graph.ancestors(of: entry.digest)) }
        }
        return hidden.contains { !older.contains($0.digest) }
    }

    /// The approvals that do not count because their key left: one of them may have carried the key to the text.
    func approvalsOfKeysThatLeft(_ state: CaseState, _ subject: Case) -> [Reason] {
        let counted = Set(state.counted)
        let names = subject.entries.compactMap { entry -> String? in
            guard case .approved = entry.content, entry.statement.isSigned, !counted.contains(entry.digest) else {
                return nil
            }
            let member = keyring.reviewer(signing: entry.statement.header.author)
            return member.flatMap { $0.standing == .active ? nil : $0.key.name }
        }
        return Set(names).sorted().map {
            .approvalSetAside(reviewer: $0, why: CaseState.Candidate.keyLeft)
        }
    }
}

/// What readers learn of a case that passed: its public id, its months, how many agreed.
extension Gate {
    func story(_ candidate: CaseState.Candidate, _ state: CaseState, _ subject: Case) -> ApprovedStory? {
        let completions = completions(state)
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

    /// For each text that was ever approved, the day on which its approvals were complete: the last one's.
    ///
    /// Read off the vault alone, so that they do not change from export to export, nor from publisher to publisher.
    private func completions(_ state: CaseState) -> [Digest: Day] {
        var days: [Digest: Day] = [:]
        var hasKey: Set<Digest> = []
        for entry in state.counting {
            guard case .approved(let approval) = entry.content else { continue }
            days[approval.proposal] = max(
                days[approval.proposal] ?? entry.statement.header.day, entry.statement.header.day)
            if approval.manuscriptKey != nil { hasKey.insert(approval.proposal) }
        }
        return days.filter { hasKey.contains($0.key) }
    }
}
