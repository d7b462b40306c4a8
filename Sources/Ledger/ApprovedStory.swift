public import Envelope

/// A story that may leave: its manuscript passed the gate.
///
/// Only this room can make one, so whatever is exported went through the gate first.
public struct ApprovedStory: Sendable, Equatable {
    /// How a story came to be agreed, as far as readers may know: nothing in it tells one writer from another.
    public struct Agreement: Sendable, Equatable {
        /// How many reviewers approved exactly these words.
        public let reviewers: Int
        /// Whether the writer asked to see the words first, and said yes to them.
        public let isSignedOff: Bool
    }

    /// The story's public name: 16 hex digits, always the same for one story, and nothing that a vault shows.
    public let id: String
    /// The text that was approved, byte for byte.
    public let manuscript: Manuscript
    /// The month in which it was first approved, `YYYY-MM`: the finest time that readers learn.
    public let publishedMonth: String
    /// The month in which these words were approved.
    public let updatedMonth: String
    /// How many texts of it were approved before this one.
    public let revision: Int
    public let agreement: Agreement

    /// Takes what the gate let through; nil if `id` or a month is not in its form.
    ///
    /// - Parameters:
    ///   - id: 16 lower-case hex digits; it names files, so nothing else is taken.
    ///   - manuscript: the approved manuscript.
    ///   - publishedMonth: `YYYY-MM`.
    ///   - updatedMonth: `YYYY-MM`, not before `publishedMonth`; nil if it is the same.
    init?(
        id: String, manuscript: Manuscript, publishedMonth: String, updatedMonth: String? = nil, revision: Int = 0,
        agreement: Agreement = Agreement(reviewers: 2, isSignedOff: false)
    ) {
        let updated = updatedMonth ?? publishedMonth
        guard Self.isID(id), Day("\(publishedMonth)-01") != nil, Day("\(updated)-01") != nil,
            !updated.utf8Precedes(publishedMonth)
        else { return nil }
        self.id = id
        self.manuscript = manuscript
        self.publishedMonth = publishedMonth
        self.updatedMonth = updated
        self.revision = revision
        self.agreement = agreement
    }

    /// Whether `text` may name a story in public.
    public static func isID(_ text: String) -> Bool {
        text.utf8.count == 16 && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    }

    /// What the manifest calls this manuscript.
    ///
    /// It is a digest of what readers see anyway. The proposal's digest would not do: a vault shows that one beside
    /// the case, so it would tell whoever holds a copy of the vault which case a published story is.
    public var manuscriptDigest: Digest { Hash.digest("firsthand/manuscript/v1", manuscript.encoded) }
}

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
