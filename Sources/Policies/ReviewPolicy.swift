public import Envelope
public import Ledger

extension ReviewPolicy {
    /// Reads the bytes of a file that errors call `name`.
    ///
    /// - Throws: `PolicyError`.
    public init(_ bytes: [UInt8], name: String = "review.yaml") throws(PolicyError) {
        try self.init(PolicyFile(bytes: bytes, name: name))
    }

    /// All keys of the file; `mouse` is the desk's (`DeskPolicy`).
    static let keys = ["approvals", "author-may-approve", "checkpoint-max-age-days", "claim-days", "holds", "mouse"]

    init(_ file: PolicyFile) throws(PolicyError) {
        let reader = try file.section(keys: Self.keys)
        let known = Consent.Hold.allCases.map(\.rawValue).joined(separator: ", ")
        let words = try reader.list("holds", "answers from: \(known); [] for none", mayBeEmpty: true) {
            Consent.Hold(rawValue: $0) != nil
        }
        self.init(
            approvals: try reader.wholeNumber("approvals", 2...9),
            authorMayApprove: try reader.yesOrNo("author-may-approve"),
            checkpointMaximumAgeDays: try reader.wholeNumber("checkpoint-max-age-days", 1...7),
            claimDays: try reader.wholeNumber("claim-days", 1...90),
            holds: Set(words.compactMap { Consent.Hold(rawValue: $0) }), digest: file.digest)
    }
}

extension PolicySet {
    /// By what these policies weigh a case.
    ///
    /// - Parameter earlier: the digest of each `consent.yaml` that was in force before.
    public func rules(earlier: Set<Digest> = []) -> Rules {
        Rules(
            review: review, widerConsentDelayDays: consent.widerConsentDelayDays,
            consentPolicies: earlier.union([consent.digest]))
    }
}
