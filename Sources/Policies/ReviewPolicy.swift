public import Envelope

/// What it takes to share a story (`review.yaml`).
public struct ReviewPolicy: Sendable {
    /// How many different reviewers must approve the same manuscript.
    public let approvals: Int
    /// Whether the reviewer who proposed a manuscript can be one of those.
    public let authorMayApprove: Bool
    /// The most days between a reviewer's checkpoint of a case and an export of its story.
    public let checkpointMaximumAgeDays: Int
    /// The answers that hold a story until a second person releases it.
    public let holds: Set<Consent.Hold>
    /// The days for which a reviewer's claim on a case stands.
    public let claimDays: Int
    /// The digest of the file, which every act of review records.
    public let digest: Digest

    /// Reads the bytes of a file that errors call `name`.
    ///
    /// - Throws: `PolicyError`.
    public init(_ bytes: [UInt8], name: String = "review.yaml") throws(PolicyError) {
        try self.init(PolicyFile(bytes: bytes, name: name))
    }

    init(_ file: PolicyFile) throws(PolicyError) {
        let reader = try file.section(keys: [
            "approvals", "author-may-approve", "checkpoint-max-age-days", "claim-days", "holds",
        ])
        approvals = try reader.wholeNumber("approvals", 2...9)
        authorMayApprove = try reader.yesOrNo("author-may-approve")
        checkpointMaximumAgeDays = try reader.wholeNumber("checkpoint-max-age-days", 1...7)
        claimDays = try reader.wholeNumber("claim-days", 1...90)
        let known = Consent.Hold.allCases.map(\.rawValue).joined(separator: ", ")
        let words = try reader.list("holds", "answers from: \(known); [] for none", mayBeEmpty: true) {
            Consent.Hold(rawValue: $0) != nil
        }
        holds = Set(words.compactMap { Consent.Hold(rawValue: $0) })
        digest = file.digest
    }
}
