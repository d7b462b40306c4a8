public import Envelope

/// What it takes to share a story (`review.yaml`).
public struct ReviewPolicy: Sendable {
    /// How many different reviewers must approve the same manuscript.
    public let approvals: Int
    /// Whether the reviewer who proposed a manuscript can be one of those.
    public let authorMayApprove: Bool
    /// The most days between a reviewer's checkpoint of a case and an export of its story.
    public let checkpointMaximumAgeDays: Int
    /// The days for which a reviewer's claim on a case stands.
    public let claimDays: Int
    /// The answers that hold a story until a second person releases it.
    public let holds: Set<Consent.Hold>
    /// The digest of the file, which every act of review records.
    public let digest: Digest

    public init(
        approvals: Int, authorMayApprove: Bool, checkpointMaximumAgeDays: Int, claimDays: Int,
        holds: Set<Consent.Hold>, digest: Digest
    ) {
        self.approvals = approvals
        self.authorMayApprove = authorMayApprove
        self.checkpointMaximumAgeDays = checkpointMaximumAgeDays
        self.claimDays = claimDays
        self.holds = holds
        self.digest = digest
    }
}

/// What a case is weighed by.
public struct Rules: Sendable {
    public let review: ReviewPolicy
    /// The days before a wider consent takes effect, from when somebody else saw it.
    public let widerConsentDelayDays: Int
    /// The digest of each `consent.yaml` whose words are known: today's, and those that were in force before.
    public let consentPolicies: Set<Digest>

    public init(review: ReviewPolicy, widerConsentDelayDays: Int, consentPolicies: Set<Digest>) {
        self.review = review
        self.widerConsentDelayDays = widerConsentDelayDays
        self.consentPolicies = consentPolicies
    }
}
