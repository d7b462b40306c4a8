/// A reviewer takes a case into their hands, or gives it back.
///
/// It stops nobody: it says who is at work, and it lapses after the days that policy says.
public struct Claim: StatementBody {
    /// Whether the case is taken; false gives it back.
    public let isTaken: Bool

    public init(isTaken: Bool) { self.isTaken = isTaken }

    public var kind: StatementKind { .claimed }
    public var fields: [String: [UInt8]] { ["taken": YesNo(isTaken).bytes] }

    public init?(_ record: Record) {
        guard let taken: YesNo = record.choice("taken") else { return nil }
        self.init(isTaken: taken == .yes)
    }
}

/// A reviewer steps aside from a case, for good: they know someone in it, or cannot carry it.
///
/// Their approvals and releases in this case do not count any more. They can still hold or withdraw it.
public struct Recusal: StatementBody {
    /// Why, for the other reviewers; may be empty.
    public let reason: String
    public init(reason: String) { self.reason = reason }
    public var kind: StatementKind { .recused }
    public var fields: [String: [UInt8]] { ["reason": Array(reason.utf8)] }

    public init?(_ record: Record) {
        guard let reason = record.text("reason") else { return nil }
        self.init(reason: reason)
    }
}

/// "We are worried about them": brings a case to the top for everyone, until somebody who has seen the mark takes it off.
public struct SafetyMark: StatementBody {
    /// Whether the author is worried; false takes off the marks that they had seen.
    public let isWorried: Bool
    /// Why, for the other reviewers.
    public let reason: String

    public init(isWorried: Bool, reason: String) {
        self.isWorried = isWorried
        self.reason = reason
    }

    public var kind: StatementKind { .safety }
    public var fields: [String: [UInt8]] { ["reason": Array(reason.utf8), "worried": YesNo(isWorried).bytes] }

    public init?(_ record: Record) {
        guard let reason = record.text("reason"), let worried: YesNo = record.choice("worried") else { return nil }
        self.init(isWorried: worried == .yes, reason: reason)
    }
}

/// A reviewer takes back what was published of a story.
///
/// Nothing of the case is published any more, and what was is taken down, until a text that was proposed by someone who
/// had seen this is approved.
public struct Retraction: StatementBody {
    public let reason: String
    public init(reason: String) { self.reason = reason }
    public var kind: StatementKind { .retracted }
    public var fields: [String: [UInt8]] { ["reason": Array(reason.utf8)] }

    public init?(_ record: Record) {
        guard let reason = record.text("reason") else { return nil }
        self.init(reason: reason)
    }
}

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
