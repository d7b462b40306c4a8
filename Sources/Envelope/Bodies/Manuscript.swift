/// The text that would be published, and nothing of what was taken out (FORMAT §6.3).
public struct Manuscript: Sendable, Equatable {
    static let names: Set<String> = ["content-notes", "credit", "language", "text", "title"]

    public let title: String
    public let text: String
    /// A BCP 47 tag such as `en`.
    public let language: String
    public let contentNotes: [String]
    /// The name to publish under; empty for none.
    public let credit: String

    public init(title: String, text: String, language: String, contentNotes: [String] = [], credit: String = "") {
        self.title = title
        self.text = text
        self.language = language
        self.contentNotes = contentNotes
        self.credit = credit
    }

    /// Whether a text is in the form of a BCP 47 tag, such as `en` or `es-MX`.
    public static func isLanguageTag(_ text: String) -> Bool {
        let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }
        guard text.utf8.count <= 35, let primary = parts.first, (2...3).contains(primary.count) else { return false }
        return primary.allSatisfy(isLetter)
            && parts.allSatisfy { part in
                (1...8).contains(part.count) && part.allSatisfy { isLetter($0) || (0x30...0x39).contains($0) }
            }
    }

    /// Reads a manuscript strictly.
    ///
    /// - Throws: `FormatError(.body)`.
    public init(_ bytes: [UInt8]) throws(FormatError) {
        let record = try Record(bytes, names: Self.names, code: .body)
        guard let title = record.text("title"), let text = record.text("text"), let language = record.text("language"),
            let notes = record.words("content-notes"), let credit = record.text("credit")
        else { throw FormatError(.body) }
        self.init(title: title, text: text, language: language, contentNotes: notes, credit: credit)
    }

    /// The bytes that are approved.
    public var encoded: [UInt8] {
        Record([
            "content-notes": WordList.encode(contentNotes), "credit": Array(credit.utf8),
            "language": Array(language.utf8), "text": Array(text.utf8), "title": Array(title.utf8),
        ]).encoded
    }
}

/// A redacted manuscript put forward for approval.
public struct Proposal: StatementBody {
    public let manuscript: Manuscript
    /// The consent statements it was made under.
    public let consent: [Digest]
    public let policy: Digest

    public init(manuscript: Manuscript, consent: [Digest], policy: Digest) {
        self.manuscript = manuscript
        self.consent = Set(consent).sorted()
        self.policy = policy
    }

    public var kind: StatementKind { .proposed }

    public var fields: [String: [UInt8]] {
        ["consent": DigestList.encode(consent), "manuscript": manuscript.encoded, "policy": policy.bytes]
    }

    public init?(_ record: Record) {
        guard let consent = record.digests("consent"), let policy = record.digest("policy"),
            let manuscript = try? Manuscript(record["manuscript"] ?? [])
        else { return nil }
        self.init(manuscript: manuscript, consent: consent, policy: policy)
    }
}
