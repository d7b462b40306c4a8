public import Envelope

/// Reads what is inside a backup, as it comes piece by piece (FORMAT §10.2).
public struct DumpReader {
    /// One thing that it says.
    public enum Entry {
        case head(DumpHead)
        case row(DumpRow)
        /// A withdrawal, told once more at the end: it may have come after its case was read.
        case tombstone(Statement)
    }

    private enum Place { case start, rows, ended }

    private var waiting: [UInt8] = []
    private var place = Place.start
    private var rows: UInt64 = 0

    public init() {}

    /// Takes the next bytes, and hands on what is whole.
    ///
    /// - Throws: `FormatError(.backup)` where a byte is not as FORMAT §10.2 says, and what `take` throws.
    public mutating func add(_ bytes: [UInt8], each take: (Entry) throws -> Void) throws {
        waiting += bytes
        var start = 0
        defer { waiting.removeFirst(start) }
        while place != .ended, waiting.count - start >= 5 {
            let tag = waiting[start]
            guard let length = UInt32(bigEndian: Array(waiting[(start + 1)..<(start + 5)])),
                length <= DumpFormat.longest
            else { throw FormatError(.backup) }
            let end = start + 5 + Int(length)
            guard end <= waiting.count else { return }
            let content = Array(waiting[(start + 5)..<end])
            start = end
            try read(tag, content, take)
        }
        guard place == .ended else { return }
        guard waiting[start...].allSatisfy({ $0 == DumpFormat.Tag.padding }) else { throw FormatError(.backup) }
        start = waiting.count
    }

    /// - Throws: `FormatError(.backup)` if its end has not come.
    public func end() throws(FormatError) { guard place == .ended else { throw FormatError(.backup) } }

    private mutating func read(_ tag: UInt8, _ content: [UInt8], _ take: (Entry) throws -> Void) throws {
        switch (place, tag) {
        case (.start, DumpFormat.Tag.head):
            place = .rows
            try take(.head(DumpHead(content)))
        case (.rows, DumpFormat.Tag.tombstone): try take(.tombstone(Statement(record: content)))
        case (.rows, DumpFormat.Tag.end):
            let record = try Record(content, names: ["rows"], code: .backup)
            guard let count = DumpRow.integer(record["rows"] ?? []), count >= 0, UInt64(count) == rows else {
                throw FormatError(.backup)
            }
            place = .ended
        case (.rows, _):
            guard let table = DumpFormat.Table(rawValue: tag) else { throw FormatError(.backup) }
            rows += 1
            try take(.row(DumpRow(table, content)))
        default: throw FormatError(.backup)
        }
    }
}

/// Looks at each row of a backup: whether it is what its key says, and whether its statement is signed.
public struct DumpCheck {
    public private(set) var head: DumpHead?
    public private(set) var statements = 0
    public private(set) var withdrawals = 0
    /// The statements that are not sound, by their keys.
    public private(set) var flawed: [Digest] = []
    /// How many bodies belong to nothing.
    public var stray: Int { bodies.count }
    public private(set) var cases: Set<CaseID> = []
    /// The case that each body is sealed for whose statement has not come yet; nil for what is no body.
    private var bodies: [Int64: CaseID?] = [:]

    public init() {}

    public mutating func take(_ entry: DumpReader.Entry) {
        switch entry {
        case .head(let head): self.head = head
        case .tombstone: withdrawals += 1
        case .row(let row): take(row)
        }
    }

    private mutating func take(_ row: DumpRow) {
        switch row.table {
        case .bodies:
            guard let id = row.integer("id") else { return }
            bodies[id] = .some((try? Sealed(row["bytes"] ?? []))?.header.caseID)
        case .reports:
            if let id = row.integer("body-id") { bodies.removeValue(forKey: id) }
        case .statements, .drafts:
            if row.table == .statements { statements += 1 }
            if !isSound(row) {
                let key = (row["digest"] ?? []) + [UInt8](repeating: 0, count: Digest.length)
                flawed.append(Digest(unchecked: Array(key.prefix(Digest.length))))
            }
        default: break
        }
    }

    private mutating func isSound(_ row: DumpRow) -> Bool {
        guard let header = try? StatementHeader(row["header"] ?? []),
            let signature = row["signature"].flatMap({ Signature($0) })
        else { return false }
        cases.insert(header.caseID)
        let statement = Statement(header: header, signature: signature)
        let body = row.integer("body-id").map { bodies.removeValue(forKey: $0) ?? nil ?? nil }
        guard statement.digest.bytes == row["digest"], header.caseID.bytes == row["case-id"], statement.isSigned
        else { return false }
        return body.map { $0 == header.caseID } ?? true
    }
}
