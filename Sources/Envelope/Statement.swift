/// What a signed statement says in the clear: who, about which case, which day, and the digest of a sealed body (FORMAT §6.1).
public struct StatementHeader: Sendable, Equatable {
    /// What a stolen vault may tell of a statement: the kinds that tell nothing; every other kind stands in the sealed body
    /// only.
    public enum Kind: String, Sendable {
        case received, withdrawn, checkpoint
        /// Sealed to reviewers and publishers: what the gate weighs. It is signed, so nobody can take a publisher's slot
        /// off a hold unnoticed.
        case sealed
        /// Not for publishers: a proposal, a letter, a notice. Its body may be destroyed while the case lives.
        case closed
    }

    public let author: SigningKey
    public let body: Digest
    public let caseID: CaseID
    public let day: Day
    public let kind: Kind
    /// The statements that the author had seen and that no other seen one names; ascending.
    public let seen: [Digest]

    public init(author: SigningKey, body: Digest, caseID: CaseID, day: Day, kind: Kind, seen: some Sequence<Digest>) {
        self.author = author
        self.body = body
        self.caseID = caseID
        self.day = day
        self.kind = kind
        self.seen = Set(seen).sorted()
    }

    /// Reads a header strictly.
    ///
    /// - Throws: `FormatError(.header)`.
    public init(_ bytes: [UInt8]) throws(FormatError) {
        let record = try Record(
            bytes, names: ["author", "body", "case", "day", "kind", "seen", "version"], code: .header)
        guard record["version"] == Array("1".utf8),
            let author = SigningKey(record["author"] ?? []), let body = Digest(record["body"] ?? []),
            let caseID = CaseID(record["case"] ?? []), let day = UInt32(bigEndian: record["day"] ?? []),
            let kind = Kind(rawValue: String(decoding: record["kind"] ?? [], as: UTF8.self)),
            let seen = DigestList.decode(record["seen"] ?? [])
        else { throw FormatError(.header) }
        self.init(author: author, body: body, caseID: caseID, day: Day(number: day), kind: kind, seen: seen)
    }

    /// The bytes that are signed and stored.
    public var encoded: [UInt8] {
        Record([
            "author": author.bytes, "body": body.bytes, "case": caseID.bytes, "day": day.number.bigEndianBytes,
            "kind": Array(kind.rawValue.utf8), "seen": DigestList.encode(seen), "version": Array("1".utf8),
        ]).encoded
    }

    /// The statement's digest, by which others name it.
    public var digest: Digest { Hash.digest("firsthand/statement/v1", encoded) }

    /// What the signature covers.
    public var signedMessage: [UInt8] { PreAuthentication.encoding(encoded, type: "firsthand/statement/v1") }

    /// Whether the author is the survivor whose case this is.
    public var isBySurvivor: Bool { CaseID(survivor: author) == caseID }
}

/// A header and its signature.
public struct Statement: Sendable, Equatable {
    public let header: StatementHeader
    public let signature: Signature
    /// The statement's digest.
    public let digest: Digest

    public init(header: StatementHeader, signature: Signature) {
        self.header = header
        self.signature = signature
        self.digest = header.digest
    }

    /// Whether the signature is the author's.
    ///
    /// It says nothing of whether the author counts.
    public var isSigned: Bool { header.author.verifies(signature, over: header.signedMessage) }
}

/// A statement and its sealed body, as they are stored and carried.
public struct SealedStatement: Sendable, Equatable {
    public let statement: Statement
    public let body: Sealed

    public init(statement: Statement, body: Sealed) {
        self.statement = statement
        self.body = body
    }
}

/// Who can sign a statement: a survivor for the length of a request, or a reviewer.
public protocol StatementSigner: ~Copyable {
    /// The public half.
    var signingKey: SigningKey { get }
    /// Ed25519 over `message`.
    borrowing func sign(_ message: [UInt8]) -> Signature
}

/// A list of digests as a field: strictly ascending, joined.
enum DigestList {
    static func encode(_ digests: [Digest]) -> [UInt8] { digests.sorted().flatMap(\.bytes) }

    static func decode(_ bytes: [UInt8]) -> [Digest]? {
        guard bytes.count.isMultiple(of: Digest.length) else { return nil }
        let digests = stride(from: 0, to: bytes.count, by: Digest.length).map {
            Digest(unchecked: Array(bytes[$0..<($0 + Digest.length)]))
        }
        guard zip(digests, digests.dropFirst()).allSatisfy({ $0 < $1 }) else { return nil }
        return digests
    }
}

/// A list of words as a field: strictly ascending, joined by LF.
enum WordList {
    static func encode(_ words: some Sequence<String>) -> [UInt8] {
        Array(Set(words).sorted { $0.utf8Precedes($1) }.joined(separator: "\n").utf8)
    }

    static func decode(_ bytes: [UInt8]) -> [String]? {
        guard !bytes.isEmpty else { return [] }
        guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
        let words = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard words.allSatisfy({ !$0.isEmpty }), zip(words, words.dropFirst()).allSatisfy({ $0.utf8Precedes($1) })
        else { return nil }
        return words
    }
}

/// What a signature over a typed payload covers: the DSSE pre-authentication encoding, so that nothing signed as one type can
/// be taken for another.
///
/// Source: <https://github.com/secure-systems-lab/dsse/blob/master/protocol.md>
public enum PreAuthentication {
    /// The encoding of `payload` as `type`.
    public static func encoding(_ payload: [UInt8], type: String) -> [UInt8] {
        Array("DSSEv1 \(type.utf8.count) \(type) \(payload.count) ".utf8) + payload
    }
}

/// What the intake hands to the vault for one form: a sealed story and its consent, and the tag of its retry.
public struct Submission: Sendable {
    public let caseID: CaseID
    public let tag: RetryTag
    public let statements: [SealedStatement]

    public init(caseID: CaseID, tag: RetryTag, statements: [SealedStatement]) {
        self.caseID = caseID
        self.tag = tag
        self.statements = statements
    }
}
