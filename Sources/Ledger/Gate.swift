public import Envelope

/// Decides, from signatures alone, whether a story may be exported for one use on one day (DESIGN promise 7).
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
        let reasons = reasons(state, subject)
        guard reasons.isEmpty else { return .refuse(reasons) }
        guard let candidate = state.candidate, let story = story(candidate, state, subject) else {
            return .refuse([.notOpened])
        }
        return .export(story)
    }

    /// Every reason against a case that is not withdrawn.
    func reasons(_ state: CaseState, _ subject: Case) -> [Reason] {
        damage(state, subject) + consent(state, subject) + review(state, subject) + checkpoint(state)
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
            + (hidesText(state, subject) ? [.notOpened] : [])
    }

    private func consent(_ state: CaseState, _ subject: Case) -> [Reason] {
        guard let terms = state.terms else { return [.noConsentStatement] }
        var reasons: [Reason] = knowsPolicies(state, subject) ? [] : [.unknownPolicy]
        if !terms.uses.contains(use) {
            reasons.append(.noConsent(use))
        } else if !terms.allows(use, on: day) {
            reasons.append(.consentEnded(terms.until ?? day))
        }
        return reasons
    }

    /// Whether every consent that counts was asked for in words that this publisher has.
    private func knowsPolicies(_ state: CaseState, _ subject: Case) -> Bool {
        let counted = Set(state.counted)
        return subject.entries.allSatisfy { entry in
            guard counted.contains(entry.digest), case .consent(let consent) = entry.content else { return true }
            return rules.consentPolicies.contains(consent.policy)
        }
    }

    private func review(_ state: CaseState, _ subject: Case) -> [Reason] {
        // Nobody releases a story from the hold that comparing it with the paper ends.
        var reasons: [Reason] = state.holds.filter { !$0.awaitsTranscription }.map { .held($0.reason) }
        if state.awaitsTranscription { reasons.append(.notCompared) }
        if state.isDeclined { reasons.append(.declined) }
        if let reason = state.retraction { reasons.append(.retracted(reason)) }
        reasons += signOff(state, subject)
        guard state.candidates.count < 2 else { return reasons + [.severalProposals] }
        let need = rules.review.approvals
        guard let candidate = state.candidate else {
            return reasons + [unopened(state, subject, need: need)] + approvalsOfKeysThatLeft(state, subject)
        }
        if candidate.approvers.count < need {
            reasons.append(.tooFewApprovals(have: candidate.approvers.count, need: need))
            reasons += candidate.setAside.sorted { $0.key < $1.key }
                .map { .approvalSetAside(reviewer: $0.key, why: $0.value) }
        }
        return reasons
    }

    /// Why no proposal could be opened: a publisher cannot read one, nor see that it is there, before its last approval.
    private func unopened(_ state: CaseState, _ subject: Case, need: Int) -> Reason {
        let counted = Set(state.counted)
        var approvers: [Digest: Set<Person>] = [:]
        for entry in subject.entries where counted.contains(entry.digest) {
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
