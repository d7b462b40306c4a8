/// What a statement says.
///
/// Most kinds stand only inside the sealed body.
public enum StatementKind: String, Sendable, CaseIterable {
    case received, consent, proposed, approved, declined, held, released, withdrawn, checkpoint, letter, notice
    case retracted, claimed, recused, safety, transcribed, slip, draft, overridden, report
    case signedOff = "signed-off"
    case letterKey = "letter-key"
    case slipWords = "slip-words"

    /// What the header may show: the kind itself where it tells nothing, else only whether publishers can open it.
    public var visible: StatementHeader.Kind {
        switch self {
        case .received: .received
        case .withdrawn: .withdrawn
        case .checkpoint: .checkpoint
        case .proposed, .letter, .notice, .claimed, .safety, .draft, .overridden, .letterKey, .slipWords,
            .report:
            .closed
        case .consent, .approved, .declined, .held, .released, .signedOff, .retracted, .recused, .transcribed, .slip:
            .sealed
        }
    }

    /// The names of the fields beside `kind` (FORMAT §6.2).
    public var names: Set<String> {
        switch self {
        case .received:
            [
                "channel", "content-notes", "language", "letter-key", "open-case", "part", "public-key", "text",
                "under-18",
            ]
        case .consent: ["channel", "credit", "edits", "holds", "policy", "replaces", "show-first", "until", "uses"]
        case .proposed: ["consent", "manuscript", "policy"]
        case .approved: ["consent", "manuscript", "manuscript-key", "policy", "proposal"]
        case .declined: ["proposal", "reason"]
        case .held, .withdrawn, .retracted, .recused: ["reason"]
        case .released: ["hold", "reason"]
        case .signedOff: ["answer", "consent", "manuscript", "proposal"]
        case .checkpoint: ["statements"]
        case .letter: ["answers", "language", "text"]
        case .notice: ["about", "approvals", "places", "proposed", "stage"]
        case .letterKey: ["letter-key"]
        case .claimed: ["taken"]
        case .safety: ["reason", "worried"]
        case .transcribed: ["replaces", "story"]
        case .slip: ["answer", "consent", "manuscript", "proposal"]
        case .slipWords: ["slip", "words"]
        case .overridden: ["manuscript", "reason", "warning"]
        case .draft: ["content", "stories", "turn", "work"]
        case .report: ["copies"]
        }
    }
}

/// The body of a statement other than a story: what was said, decoded (FORMAT §6.2).
public protocol StatementBody: Sendable, Equatable {
    /// The statement's kind.
    var kind: StatementKind { get }
    /// The fields beside `kind`.
    var fields: [String: [UInt8]] { get }
    /// Reads the fields strictly; nil if one has a value that its kind does not allow.
    init?(_ fields: Record)
}

extension StatementBody {
    /// The record, `kind` included.
    public var record: Record {
        var all = fields
        all["kind"] = Array(kind.rawValue.utf8)
        return Record(all)
    }
}

extension Record {
    func text(_ name: String) -> String? { self[name].flatMap { String(validating: $0, as: UTF8.self) } }

    func digest(_ name: String) -> Digest? { self[name].flatMap { Digest($0) } }

    /// A field that may be empty: nil if malformed, `.some(nil)` if empty.
    func optionalDigest(_ name: String) -> Digest?? {
        guard let bytes = self[name] else { return nil }
        if bytes.isEmpty { return .some(nil) }
        return Digest(bytes).map { .some($0) }
    }

    func digests(_ name: String) -> [Digest]? { self[name].flatMap { DigestList.decode($0) } }

    func words(_ name: String) -> [String]? { self[name].flatMap { WordList.decode($0) } }

    func choice<Choice: RawRepresentable<String>>(_ name: String) -> Choice? {
        text(name).flatMap { Choice(rawValue: $0) }
    }
}

/// Yes or no as a field.
enum YesNo: String {
    case yes, no

    init(_ isYes: Bool) { self = isYes ? .yes : .no }

    var bytes: [UInt8] { Array(rawValue.utf8) }
}

/// The body of a statement before it is sealed: 32 random bytes and a record, in memory of the size of its class.
public struct StatementPlaintext: ~Copyable {
    static let saltLength = 32
    public let kind: StatementKind
    /// The body's digest, which the header carries.
    public let digest: Digest
    /// The number of bytes used, of `memory`.
    public let count: Int
    public let size: SizeClass
    /// The body, then zeros up to the size of the class.
    public var memory: GuardedBytes

    init(kind: StatementKind, memory: consuming GuardedBytes, count: Int, size: SizeClass) {
        self.kind = kind
        self.digest = Hash.digest("firsthand/body/v1", memory, prefix: count)
        self.count = count
        self.size = size
        self.memory = memory
    }

    /// The plaintext of a statement that is no story.
    ///
    /// - Parameters:
    ///   - body: what the statement says.
    ///   - least: the smallest size class that may be used.
    /// - Returns: the padded plaintext, or nil if it is longer than the largest size class.
    public static func of(
        _ body: some StatementBody, least: SizeClass = .fourKiB
    ) throws(GuardedMemoryError) -> StatementPlaintext? {
        let record = body.record.encoded
        guard let size = SizeClass(holding: record.count + Self.saltLength, least: least) else { return nil }
        var memory = try GuardedBytes(count: size.size)
        let bytes = randomBytes(Self.saltLength) + record
        memory.write(bytes.span, at: 0)
        return StatementPlaintext(kind: body.kind, memory: memory, count: bytes.count, size: size)
    }
}
