/// A reviewer's yes to one manuscript, byte for byte, under one consent.
public struct Approval: StatementBody {
    /// The proposal's statement.
    public let proposal: Digest
    /// The proposal's body digest, which fixes the manuscript.
    public let manuscript: Digest
    /// The consent statements it was given under.
    public let consent: [Digest]
    public let policy: Digest
    /// The proposal's data key, in the approval that completes the number that policy asks for.
    public let manuscriptKey: [UInt8]?

    public init(proposal: Digest, manuscript: Digest, consent: [Digest], policy: Digest, manuscriptKey: [UInt8]?) {
        self.proposal = proposal
        self.manuscript = manuscript
        self.consent = Set(consent).sorted()
        self.policy = policy
        self.manuscriptKey = manuscriptKey
    }

    public var kind: StatementKind { .approved }

    public var fields: [String: [UInt8]] {
        [
            "consent": DigestList.encode(consent), "manuscript": manuscript.bytes,
            "manuscript-key": manuscriptKey ?? [], "policy": policy.bytes, "proposal": proposal.bytes,
        ]
    }

    public init?(_ record: Record) {
        guard let proposal = record.digest("proposal"), let manuscript = record.digest("manuscript"),
            let consent = record.digests("consent"), let policy = record.digest("policy"),
            let key = record["manuscript-key"], key.isEmpty || key.count == 32
        else { return nil }
        self.init(
            proposal: proposal, manuscript: manuscript, consent: consent, policy: policy,
            manuscriptKey: key.isEmpty ? nil : key)
    }
}

/// A reviewer's no, to a proposal or to the case.
public struct Decline: StatementBody {
    /// The reason of a case that is no story of a survivor: what came is kept for a few days only.
    public static let spam = "spam"

    /// The proposal's statement; nil declines the case.
    public let proposal: Digest?
    public let reason: String

    public init(proposal: Digest?, reason: String) {
        self.proposal = proposal
        self.reason = reason
    }

    public var kind: StatementKind { .declined }
    public var fields: [String: [UInt8]] { ["proposal": proposal?.bytes ?? [], "reason": Array(reason.utf8)] }

    public init?(_ record: Record) {
        guard let proposal = record.optionalDigest("proposal"), let reason = record.text("reason") else { return nil }
        self.init(proposal: proposal, reason: reason)
    }
}

/// Nothing of this case is published until the hold is released.
public struct HoldPlaced: StatementBody {
    public let reason: String
    public init(reason: String) { self.reason = reason }
    public var kind: StatementKind { .held }
    public var fields: [String: [UInt8]] { ["reason": Array(reason.utf8)] }

    public init?(_ record: Record) {
        guard let reason = record.text("reason") else { return nil }
        self.init(reason: reason)
    }
}

/// One hold is over.
public struct HoldReleased: StatementBody {
    /// The `held` statement, or the digest of one hold that a consent statement carries (`Consent.Hold.digest(in:)`).
    public let hold: Digest
    public let reason: String

    public init(hold: Digest, reason: String) {
        self.hold = hold
        self.reason = reason
    }

    public var kind: StatementKind { .released }
    public var fields: [String: [UInt8]] { ["hold": hold.bytes, "reason": Array(reason.utf8)] }

    public init?(_ record: Record) {
        guard let hold = record.digest("hold"), let reason = record.text("reason") else { return nil }
        self.init(hold: hold, reason: reason)
    }
}

/// The survivor's answer to the text as it would be published.
///
/// Publishers open it to count it, so it holds no words: those are a `Letter` that answers this statement.
public struct SignOff: StatementBody {
    public enum Answer: String, Sendable { case agreed, changes, refused }

    public let proposal: Digest
    public let manuscript: Digest
    public let consent: [Digest]
    public let answer: Answer

    public init(proposal: Digest, manuscript: Digest, consent: [Digest], answer: Answer) {
        self.proposal = proposal
        self.manuscript = manuscript
        self.consent = Set(consent).sorted()
        self.answer = answer
    }

    public var kind: StatementKind { .signedOff }

    public var fields: [String: [UInt8]] {
        [
            "answer": Array(answer.rawValue.utf8), "consent": DigestList.encode(consent),
            "manuscript": manuscript.bytes, "proposal": proposal.bytes,
        ]
    }

    public init?(_ record: Record) {
        guard let proposal = record.digest("proposal"), let manuscript = record.digest("manuscript"),
            let consent = record.digests("consent"), let answer: Answer = record.choice("answer")
        else { return nil }
        self.init(proposal: proposal, manuscript: manuscript, consent: consent, answer: answer)
    }
}

/// The story is taken back.
///
/// Absorbs everything that comes later.
public struct Withdrawal: StatementBody {
    public let reason: String
    public init(reason: String) { self.reason = reason }
    public var kind: StatementKind { .withdrawn }
    public var fields: [String: [UInt8]] { ["reason": Array(reason.utf8)] }

    public init?(_ record: Record) {
        guard let reason = record.text("reason") else { return nil }
        self.init(reason: reason)
    }
}

/// Every statement of a case that a reviewer had, so that a missing one is noticed later.
public struct Checkpoint: StatementBody {
    public let statements: [Digest]
    public init(statements: some Sequence<Digest>) { self.statements = Set(statements).sorted() }
    public var kind: StatementKind { .checkpoint }
    public var fields: [String: [UInt8]] { ["statements": DigestList.encode(statements)] }

    public init?(_ record: Record) {
        guard let statements = record.digests("statements") else { return nil }
        self.init(statements: statements)
    }
}
