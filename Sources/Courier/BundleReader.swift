import Envelope

/// Reads a bundle part by part, each in the order that FORMAT §9 sets.
struct BundleReader: ~Copyable {
    /// A part of a bundle.
    enum Part {
        case opening(BundleFormat.Group, CaseID)
        case statement(Statement, body: Sealed?)
        case draft(SealedStatement)
        /// The end of a case: what its maker has of it.
        case holdings([Holding], bytes: [UInt8])
        case report(Report)
        case end
    }

    private var frames: FrameReader
    private var place: CaseID?
    private var group = BundleFormat.Group.withdrawn
    private var isInCase = false
    private var withdrawn: Set<CaseID> = []
    /// The statement or draft read last, and whether it was a draft: drafts follow the statements.
    private var last: (isDraft: Bool, digest: Digest)?
    private var cases = 0
    private var items = 0
    /// Whose reports were read, the last of them last: they follow all cases.
    private var publishers: [SigningKey] = []

    init(_ path: String) throws(CourierError) { frames = try FrameReader.open(path) }

    /// The digest of everything that was read.
    var chain: Digest { frames.chain }

    /// The next part; nothing may be asked for after the end.
    mutating func next() throws(CourierError) -> Part {
        let frame = try frames.next()
        switch frame.tag {
        case .opening: return try opening(frame.content)
        case .statement:
            let (statement, body) = try item(frame.content, isDraft: false)
            return .statement(statement, body: body)
        case .draft:
            let (statement, body) = try item(frame.content, isDraft: true)
            guard let body, statement.header.kind == .closed else { throw .refused([.malformed]) }
            return .draft(SealedStatement(statement: statement, body: body))
        case .holdings: return try holdings(frame.content)
        case .report: return .report(try report(frame.content))
        case .end: return try end(frame)
        }
    }

    private mutating func opening(_ content: [UInt8]) throws(CourierError) -> Part {
        guard !isInCase, publishers.isEmpty, let group = content.first.flatMap({ BundleFormat.Group(rawValue: $0) }),
            let caseID = CaseID(content.dropFirst())
        else { throw .refused([.malformed]) }
        if let place, (self.group.rawValue, place) >= (group.rawValue, caseID) {
            throw .refused([.caseOutOfOrder(caseID)])
        }
        guard group == .withdrawn ? withdrawn.insert(caseID).inserted : !withdrawn.contains(caseID) else {
            throw .refused([.caseOutOfOrder(caseID)])
        }
        cases += 1
        guard cases <= BundleFormat.maximumCases else { throw .refused([.tooLarge]) }
        (self.group, place, isInCase, last, items) = (group, caseID, true, nil, 0)
        return .opening(group, caseID)
    }

    private mutating func item(
        _ content: [UInt8], isDraft: Bool
    ) throws(CourierError) -> (Statement, Sealed?) {
        guard isInCase, let place,
            let record = try? Record(content, names: ["body", "header", "signature"], code: .record),
            let bytes = record["header"], bytes.count <= BundleFormat.maximumHeader,
            let header = try? StatementHeader(bytes), let signature = Signature(record["signature"] ?? [])
        else { throw .refused([.malformed]) }
        let statement = Statement(header: header, signature: signature)
        if let last, (last.isDraft ? 1 : 0, last.digest) >= (isDraft ? 1 : 0, statement.digest) {
            throw .refused([.statementOutOfOrder(place, statement.digest)])
        }
        // What destroys must come first, so that nothing else is taken in before it.
        guard group == .withdrawn || header.kind != .withdrawn else { throw .refused([.malformed]) }
        last = (isDraft, statement.digest)
        items += 1
        guard items <= BundleFormat.maximumStatements else { throw .refused([.tooLarge]) }
        guard let body = record["body"], !body.isEmpty else { return (statement, nil) }
        guard let sealed = try? Sealed(body) else { throw .refused([.brokenBody(place, statement.digest)]) }
        return (statement, sealed)
    }

    private mutating func holdings(_ content: [UInt8]) throws(CourierError) -> Part {
        guard isInCase, let list = Holding.list(content) else { throw .refused([.malformed]) }
        isInCase = false
        return .holdings(list, bytes: content)
    }

    private mutating func report(_ content: [UInt8]) throws(CourierError) -> Report {
        guard !isInCase, let record = try? Record(content, names: ["body", "header", "signature"], code: .record),
            let bytes = record["header"], bytes.count <= BundleFormat.maximumReportHeader,
            let header = try? ReportHeader(bytes), let signature = Signature(record["signature"] ?? [])
        else { throw .refused([.malformed]) }
        if let last = publishers.last, last >= header.publisher { throw .refused([.reportOutOfOrder]) }
        publishers.append(header.publisher)
        guard publishers.count <= BundleFormat.maximumReports else { throw .refused([.tooLarge]) }
        guard let body = record["body"].flatMap({ try? Sealed($0) }),
            let report = Report(header: header, signature: signature, body: body)
        else { throw .refused([.brokenReport]) }
        return report
    }

    private mutating func end(_ frame: FrameReader.Frame) throws(CourierError) -> Part {
        guard !isInCase, frame.content.count == Digest.length else { throw .refused([.malformed]) }
        guard frame.content == frame.before.bytes else { throw .refused([.changed]) }
        guard frames.isAtEnd else { throw .refused([.trailingBytes]) }
        return .end
    }
}
