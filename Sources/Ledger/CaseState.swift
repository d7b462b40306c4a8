public import Envelope

/// What a set of signed statements adds up to.
///
/// A pure, total function of the set: neither order, nor duplicates, nor missing statements change the answer or stop it.
public struct CaseState: Sendable, Equatable {
    /// A hold that is not released.
    public struct Hold: Sendable, Equatable {
        /// What a release names: the `held` statement, or the digest of this one hold of a consent statement.
        public let digest: Digest
        /// `open-case`, `under-18`, `transcription` (of a story that came by post), or a reviewer's own.
        public let reason: String
        /// The active reviewers who may release it; empty if comparing with the paper does.
        public let releasers: [Person]

        /// Whether it ends only when a second person has compared the story with the paper.
        public var awaitsTranscription: Bool { reason == "transcription" && releasers.isEmpty && isOfConsent }
        /// Whether it is of a consent statement, and not a reviewer's own, whose reason could be any word.
        let isOfConsent: Bool
    }

    /// What the survivor will allow once a wider consent has waited its days.
    public struct Coming: Sendable, Equatable {
        public let terms: Terms
        /// The day from which it counts; nil while no checkpoint lists it, from whose day it waits.
        public let from: Day?
    }

    /// A proposal that stands, with the reviewers whose approvals of it count.
    public struct Candidate: Sendable, Equatable {
        public let statement: Digest
        /// The body digest, which fixes the manuscript byte for byte.
        public let manuscript: Digest
        public let author: Person
        public let proposal: Proposal
        /// Ascending.
        public let approvers: [Person]
        /// Why an approval by a key that left does not count.
        static let keyLeft = "the key is not used any more; somebody must approve again"

        /// Why approvals do not count, by the name of the key that signed them.
        public let setAside: [String: String]
        /// The warnings about it that reviewers looked at and overrode, each with a reason.
        public let overridden: Set<Digest>
        /// Whether the survivor said yes to it; nil if they said nothing.
        public let signOff: SignOff.Answer?
    }

    public let caseID: CaseID
    /// The stories and additions, ascending by digest; without those that were typed anew from the same paper.
    public let stories: [Digest]
    /// Whether the survivor was told that a reviewer has read it.
    public let isOpened: Bool
    public let withdrawn: Withdrawn
    public let isDeclined: Bool
    /// Why a reviewer took back what was published; nil if nobody did, or if a later text takes its place.
    public let retraction: String?
    /// What the survivor allows today; nil if no consent statement counts.
    public let terms: Terms?
    /// A wider consent that waits; nil if there is none.
    public let coming: Coming?
    public let consentHeads: [Digest]
    public let holds: [Hold]
    /// The reviewers who took the case into their hands and did not give it back, ascending.
    public let claimants: [Person]
    /// The reviewers who stepped aside, ascending.
    public let recused: [Person]
    /// Why reviewers are worried about the survivor; empty if nobody is.
    public let safetyMarks: [String]
    /// Whether the story came on paper.
    public let cameByMail: Bool
    /// Whether it did, and no second person has compared it with the paper yet: it is held until then.
    public let awaitsTranscription: Bool
    /// Stories that were typed anew, as two reviewers say: their words may be destroyed.
    public let settledStories: [Digest]
    /// The proposals that no later one takes the place of and nobody declined.
    public let candidates: [Candidate]
    /// The day of the newest checkpoint by an active reviewer, as of the day that is asked about.
    ///
    /// One of a later day is by a clock that was ahead: it says nothing of how fresh the case is, and hides none before it.
    let checkpointDay: Day?
    public let flaws: [Flaw]
    /// The statements that no other names: what a new statement says it has seen.
    public let frontier: [Digest]
    /// Every statement that counts, ascending.
    public let counting: [Entry]

    /// Adds up the statements of one case.
    ///
    /// - Parameters:
    ///   - caseID: the case; statements of another one are flaws.
    ///   - entries: the statements of the case, each with what its body says, as far as it could be opened.
    ///   - brokenRows: rows of the vault that could not be read as what their key says.
    ///   - keyring: whose signatures count.
    ///   - rules: what the policies ask for.
    ///   - day: the day on which consent is asked about.
    public init(
        caseID: CaseID, entries: [Entry], brokenRows: [Digest] = [], keyring: Keyring, rules: Rules, on day: Day
    ) {
        let set = StatementSet(caseID: caseID, entries: entries, keyring: keyring)
        self.caseID = caseID
        withdrawn = set.withdrawn
        let history = ConsentHistory(set.consents, widerDelay: rules.widerConsentDelayDays, today: day)
        consentHeads = history.heads
        terms = history.terms(of: history.heads)
        coming = history.coming.map { Coming(terms: $0.terms, from: $0.from) }
        isOpened = set.counting.contains { $0.content == .notice(Notice(stage: .opened)) }

        let team = Teamwork(set, history: history, review: rules.review, on: day)
        stories = set.all { if case .story = $0 { true } else { false } }.map(\.digest)
            .filter { !team.replacedStories.contains($0) }
        claimants = team.claimants
        recused = team.recused.sorted()
        safetyMarks = team.safetyMarks
        cameByMail = history.cameByMail
        awaitsTranscription = team.awaitsTranscription
        settledStories = team.settledStories.sorted()
        let tally = Tally(
            set: set, history: history, terms: terms, keyring: keyring, review: rules.review, team: team)
        candidates = tally.candidates
        isDeclined = tally.isDeclined
        retraction = tally.retraction
        holds = tally.holds
        checkpointDay = set.checkpoints.filter(set.isActive).map(\.statement.header.day).filter { $0 <= day }.max()
        // After a withdrawal, and at the end of a decline, bodies are destroyed: that is no sign of tampering.
        // So it is when two reviewers say that a story was typed anew from the same paper.
        let unweighed =
            withdrawn != .no || isDeclined ? [] : set.unweighed.filter { !team.settledStories.contains($0.statement) }
        flaws = (set.flaws + unweighed + brokenRows.map { .brokenRow($0) }).sorted()
        frontier = set.frontier
        counting = set.counting
    }

    /// The digests of the statements that count, ascending.
    public var counted: [Digest] { counting.map(\.digest) }

    /// Whether it is withdrawn, or may be: nothing more may be done with it.
    public var isWithdrawn: Bool { withdrawn != .no }

    /// The one proposal that could be published; nil if there is none, or if two stand beside each other.
    public var candidate: Candidate? { candidates.count == 1 ? candidates[0] : nil }
}

extension CaseState {
    /// Where a case stands.
    public enum Stage: String, Sendable, Encodable {
        case withdrawn, damaged, declined, retracted, held, unread = "new", proposed, approved, conflict
    }

    /// Where the case stands: of several that hold, the one that stops most.
    public func stage(_ review: ReviewPolicy) -> Stage {
        if isWithdrawn { return .withdrawn }
        if !flaws.isEmpty { return .damaged }
        if isDeclined { return .declined }
        if retraction != nil { return .retracted }
        if !holds.isEmpty { return .held }
        if candidates.count > 1 { return .conflict }
        guard candidate != nil else { return .unread }
        return approvedText(review) == nil ? .proposed : .approved
    }

    /// The text that has all its approvals; nil where there is none, or the story was withdrawn.
    public func approvedText(_ review: ReviewPolicy) -> Candidate? {
        guard let candidate, !isWithdrawn, candidate.approvers.count >= review.approvals else { return nil }
        return candidate
    }

    /// What a reviewer can sign in a case.
    public enum Act: String, Sendable, CaseIterable, Comparable {
        case propose, approve, decline, release, hold, withdraw, claim, giveBack = "give back", recuse, safety

        public static func < (left: Act, right: Act) -> Bool { left.rawValue < right.rawValue }
    }

    /// What this reviewer may sign today, as the policy says.
    public func acts(of reviewer: Person, _ review: ReviewPolicy) -> Set<Act> {
        guard !isWithdrawn else { return [] }
        // Stopping is never refused: not to somebody who stepped aside, nor in a case that is not as its signatures say.
        var acts: Set<Act> = [.hold, .withdraw, .safety]
        guard !recused.contains(reviewer) else { return acts }
        acts.formUnion([.recuse, claimants.contains(reviewer) ? .giveBack : .claim])
        if holds.contains(where: { $0.releasers.contains(reviewer) }) { acts.insert(.release) }
        guard flaws.isEmpty else { return acts }
        if terms.map({ !$0.uses.isEmpty }) == true { acts.insert(.propose) }
        if !candidates.isEmpty { acts.insert(.decline) }
        if let candidate, !isDeclined, !candidate.approvers.contains(reviewer),
            review.authorMayApprove || candidate.author != reviewer
        {
            acts.insert(.approve)
        }
        return acts
    }
}
