import Envelope
import Files

/// Writes a bundle part by part.
struct BundleWriter: ~Copyable {
    private var file: AtomicFile
    private var chain: Digest

    init(_ path: String) throws(CourierError) {
        var file = try CourierError.file { () throws(FileError) in try AtomicFile(path) }
        do { try file.write(BundleFormat.magic) } catch { throw .file(error.refusal) }
        self.file = file
        chain = BundleFormat.chain(nil, BundleFormat.magic)
    }

    /// The bytes written so far.
    var count: Int { file.count }

    mutating func open(_ caseID: CaseID, _ group: BundleFormat.Group) throws(CourierError) {
        try write(.opening, [group.rawValue] + caseID.bytes)
    }

    mutating func add(_ draft: SealedStatement) throws(CourierError) {
        try add(draft.statement, body: draft.body, as: .draft)
    }

    mutating func add(
        _ statement: Statement, body: Sealed?, as tag: BundleFormat.Tag = .statement
    ) throws(CourierError) {
        try write(
            tag,
            Record([
                "body": body?.encoded ?? [], "header": statement.header.encoded, "signature": statement.signature.bytes,
            ]).encoded)
    }

    mutating func close(_ holdings: [Holding]) throws(CourierError) {
        try write(.holdings, holdings.flatMap(\.bytes))
    }

    mutating func add(_ report: Report) throws(CourierError) {
        try write(
            .report,
            Record([
                "body": report.body.encoded, "header": report.header.encoded, "signature": report.signature.bytes,
            ]).encoded)
    }

    /// Gives the file its name.
    consuming func finish() throws(CourierError) {
        try write(.end, chain.bytes)
        do { try file.finish() } catch { throw .file(error.refusal) }
    }

    private mutating func write(_ tag: BundleFormat.Tag, _ content: [UInt8]) throws(CourierError) {
        let frame = BundleFormat.frame(tag, content)
        guard file.count + frame.count <= BundleFormat.maximumBytes else {
            throw .file(
                Refusal(.cannotCreate, "a bundle of all this would be too large", hint: "send less: --at-most 1024"))
        }
        do { try file.write(frame) } catch { throw .file(error.refusal) }
        chain = BundleFormat.chain(chain, frame)
    }
}
