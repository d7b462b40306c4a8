/// A body that was opened: guarded bytes, checked to be a record of one kind, its fields read on demand.
public struct OpenedBody: ~Copyable {
    public let kind: StatementKind
    public let digest: Digest
    private let memory: GuardedBytes
    private let count: Int
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
        return OpenedBody(kind: kind, digest: digest, memory: memory, count: count, layout: layout)
    }

    /// A field's bytes, copied out of guarded memory: for text, only where a person is about to read it.
    public borrowing func field(_ name: String) -> [UInt8]? {
        guard let range = layout.ranges.first(where: { $0.name == name })?.range else { return nil }
        return memory.withBytes { bytes in range.map { bytes[$0 + StatementPlaintext.saltLength] } }
    }

    /// A field's bytes where they lie, for as long as `body` runs.
    public borrowing func withField<Result: ~Copyable, Failure: Error>(
        _ name: String, _ body: (Span<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result? {
        guard let range = layout.ranges.first(where: { $0.name == name })?.range else { return nil }
        let salt = StatementPlaintext.saltLength
        return try memory.withBytes { (bytes) throws(Failure) -> Result in
            try body(bytes.extracting((range.lowerBound + salt)..<(range.upperBound + salt)))
        }
    }

    /// A field that lists digests; nil if there is none of that name, or it is no list.
    public borrowing func digests(_ name: String) -> [Digest]? { field(name).flatMap { DigestList.decode($0) } }

    /// A field of the manuscript in a proposal where it lies, for as long as `body` runs; nil if there is none.
    public borrowing func withManuscriptField<Result: ~Copyable, Failure: Error>(
        _ name: String, _ body: (Span<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result? {
        guard kind == .proposed else { return nil }
        let result = try withField("manuscript") { (manuscript) throws(Failure) -> Result? in
            guard let layout = try? RecordLayout(manuscript),
                let range = layout.ranges.first(where: { $0.name == name })?.range
            else { return nil }
            return try body(manuscript.extracting(range))
        }
        guard let result else { return nil }
        return result
    }

    /// Every field but the words of a story.
    public borrowing func record() -> Record {
        var fields: [String: [UInt8]] = [:]
        for name in layout.ranges.map(\.name) where name != "kind" && !(kind == .received && name == "text") {
            fields[name] = field(name)
        }
        return Record(fields)
    }

    /// The public id of a story whose first consent this is: 16 hex digits that only those who can open it can link to the
    /// case (FORMAT §7).
    public var publicID: String {
        String(Hash.digest("firsthand/public-id/v1", memory, prefix: count).hex.prefix(16))
    }
}
