/// What a story says beside its words: the answers that the survivor gave.
public struct StoryAnswers: Sendable, Equatable {
    public enum Channel: String, Sendable { case web, mail }
    public enum Answer: String, Sendable { case yes, no, unsure, unsaid }
    public enum Part: String, Sendable { case story, addition }

    public let channel: Channel
    public let contentNotes: [String]
    /// The language of the page it was written on.
    public let language: String
    public let openCase: Answer
    public let part: Part
    public let underEighteen: Answer

    public init(
        channel: Channel = .web, contentNotes: [String] = [], language: String, openCase: Answer = .unsaid,
        part: Part = .story, underEighteen: Answer = .unsaid
    ) {
        self.channel = channel
        self.contentNotes = contentNotes
        self.language = language
        self.openCase = openCase
        self.part = part
        self.underEighteen = underEighteen
    }

    /// Reads the answers of an opened story; nil if one is not as FORMAT §6.2 says.
    public init?(_ record: Record) {
        guard let channel: Channel = record.choice("channel"), let notes = record.words("content-notes"),
            let language = record.text("language"), let openCase: Answer = record.choice("open-case"),
            let part: Part = record.choice("part"), let underEighteen: Answer = record.choice("under-18")
        else { return nil }
        self.init(
            channel: channel, contentNotes: notes, language: language, openCase: openCase, part: part,
            underEighteen: underEighteen)
    }

    /// Writes the body of a `received` statement into guarded memory: 32 random bytes and the record, text included.
    ///
    /// - Returns: the body with its digest, or nil if it is longer than the largest size class.
    public func body(
        text: Span<UInt8>, publicKey: SigningKey, letterKey: Span<UInt8>
    ) throws(GuardedMemoryError) -> StatementPlaintext? {
        // The largest class is the bound; the record is written once and padded in place by the sealing room.
        guard let size = SizeClass(holding: text.count + 1024 + contentNotes.joined().utf8.count, least: .sixteenKiB)
        else { return nil }
        var body = try GuardedRecord(capacity: size.size, prefix: randomBytes(StatementPlaintext.saltLength))
        let fits =
            body.append("channel", Array(channel.rawValue.utf8))
            && body.append("content-notes", WordList.encode(contentNotes))
            && body.append("kind", Array(StatementKind.received.rawValue.utf8))
            && body.append("language", Array(language.utf8)) && body.append("letter-key", letterKey)
            && body.append("open-case", Array(openCase.rawValue.utf8)) && body.append("part", Array(part.rawValue.utf8))
            && body.append("public-key", publicKey.bytes) && body.append("text", text)
            && body.append("under-18", Array(underEighteen.rawValue.utf8))
        guard fits else { return nil }
        let count = body.count
        return StatementPlaintext(kind: .received, memory: body.finish(), count: count, size: size)
    }
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
    /// - Returns: nil if it is longer than the largest size class.
    public static func of(_ body: some StatementBody) throws(GuardedMemoryError) -> StatementPlaintext? {
        let record = body.record.encoded
        guard let size = SizeClass(holding: record.count + Self.saltLength) else { return nil }
        var memory = try GuardedBytes(count: size.size)
        let bytes = randomBytes(Self.saltLength) + record
        memory.write(bytes.span, at: 0)
        return StatementPlaintext(kind: body.kind, memory: memory, count: bytes.count, size: size)
    }
}

/// A body that was opened: guarded bytes, checked to be a record of one kind, its fields read on demand.
public struct OpenedBody: ~Copyable {
    public let kind: StatementKind
    public let digest: Digest
    private let memory: GuardedBytes
    private let layout: RecordLayout

    /// The first `count` bytes of an opened body.
    ///
    /// - Throws: `FormatError(.body)` unless they are 32 bytes and a record with exactly its kind's fields.
    public static func of(_ memory: consuming GuardedBytes, count: Int) throws(FormatError) -> OpenedBody {
        let salt = StatementPlaintext.saltLength
        guard count > salt, count <= memory.count else { throw FormatError(.body) }
        let digest = Hash.digest("firsthand/body/v1", memory, prefix: count)
        let (layout, kindBytes) = try memory.withBytes { (bytes) throws(FormatError) -> (RecordLayout, [UInt8]) in
            let record = bytes.extracting(salt..<count)
            let layout: RecordLayout
            do { layout = try RecordLayout(record) } catch { throw FormatError(.body) }
            let field = layout.ranges.first { $0.name == "kind" }
            return (layout, field.map { $0.range.map { record[$0] } } ?? [])
        }
        guard let kind = StatementKind(rawValue: String(decoding: kindBytes, as: UTF8.self)),
            Set(layout.ranges.map(\.name)) == kind.names.union(["kind"])
        else { throw FormatError(.body) }
        return OpenedBody(kind: kind, digest: digest, memory: memory, layout: layout)
    }

    private init(kind: StatementKind, digest: Digest, memory: consuming GuardedBytes, layout: RecordLayout) {
        self.kind = kind
        self.digest = digest
        self.memory = memory
        self.layout = layout
    }

    /// A field's bytes, copied out of guarded memory: for text, only where a person is about to read it.
    public borrowing func field(_ name: String) -> [UInt8]? {
        guard let range = layout.ranges.first(where: { $0.name == name })?.range else { return nil }
        return memory.withBytes { bytes in range.map { bytes[$0 + StatementPlaintext.saltLength] } }
    }

    /// Every field but the words of a story.
    public borrowing func record() -> Record {
        var fields: [String: [UInt8]] = [:]
        for name in layout.ranges.map(\.name) where name != "kind" && !(kind == .received && name == "text") {
            fields[name] = field(name)
        }
        return Record(fields)
    }
}
