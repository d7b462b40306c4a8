import Envelope
import Vault

/// A bundle cut into pieces that fit into memory, always at the same places.
///
/// It is read twice: once to check all of it, once to take it in. Each piece's digest tells that the second reading meets what
/// the first one checked, whoever writes to the file meanwhile.
struct BundleChunks: ~Copyable {
    /// Bytes of sealed bodies in a piece, but for the last body.
    private static let limit = 16 << 20

    struct Chunk {
        let group: BundleFormat.Group
        let arrival: Arrival
        /// What the maker has of the case; nil where the case goes on in the next piece.
        let holdings: (list: [Holding], bytes: [UInt8])?
        /// The digest of everything up to the end of this piece.
        let chain: Digest
    }

    /// What publishers told the desks: all of it once the end was reached.
    private(set) var reports: [Report] = []
    private var reader: BundleReader
    private var open: (group: BundleFormat.Group, caseID: CaseID)?

    init(_ path: String) throws(CourierError) { reader = try BundleReader(path) }

    /// The next piece, nil at the end.
    mutating func next() throws(CourierError) -> Chunk? {
        var statements: [(statement: Statement, body: Sealed?)] = []
        var drafts: [SealedStatement] = []
        var size = 0
        while true {
            switch try reader.next() {
            case .end: return nil
            case .opening(let group, let caseID): open = (group, caseID)
            case .statement(let statement, let body):
                statements.append((statement, body))
                size += body?.message.count ?? 0
            case .draft(let draft):
                drafts.append(draft)
                size += draft.body.message.count
            case .report(let report): reports.append(report)
            case .holdings(let list, let bytes): return try chunk(statements, drafts, (list, bytes))
            }
            if size >= Self.limit { return try chunk(statements, drafts, nil) }
        }
    }

    private func chunk(
        _ statements: [(statement: Statement, body: Sealed?)], _ drafts: [SealedStatement],
        _ holdings: (list: [Holding], bytes: [UInt8])?
    ) throws(CourierError) -> Chunk {
        guard let open else { throw .refused([.malformed]) }
        return Chunk(
            group: open.group, arrival: Arrival(caseID: open.caseID, statements: statements, drafts: drafts),
            holdings: holdings, chain: reader.chain)
    }
}
