/// A reviewer looked at a warning about a text, and says why the text may go out in spite of it.
///
/// It holds for this text and what this warning saw, and for nothing else.
public struct WarningOverridden: StatementBody {
    /// The proposal's body digest.
    public let manuscript: Digest
    /// The digest of the warning.
    public let warning: Digest
    public let reason: String

    public init(manuscript: Digest, warning: Digest, reason: String) {
        self.manuscript = manuscript
        self.warning = warning
        self.reason = reason
    }

    public var kind: StatementKind { .overridden }

    public var fields: [String: [UInt8]] {
        ["manuscript": manuscript.bytes, "reason": Array(reason.utf8), "warning": warning.bytes]
    }

    public init?(_ record: Record) {
        guard let manuscript = record.digest("manuscript"), let warning = record.digest("warning"),
            let reason = record.text("reason"), !reason.isEmpty
        else { return nil }
        self.init(manuscript: manuscript, warning: warning, reason: reason)
    }
}
