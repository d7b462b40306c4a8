public import Envelope
import FoundationEssentials
import GRDB

/// How much a backup holds.
public struct DumpCount: Sendable, Equatable {
    public internal(set) var cases = 0
    public internal(set) var statements = 0
    var rows: UInt64 = 0
}

extension VaultUpkeep {
    /// Hands on every row of the vault, for a backup, while others read and write.
    ///
    /// Each case is read in a transaction of its own, whole or not yet there: what was stored before this began is in it, and
    /// of what comes meanwhile each story is in it whole or not at all. No read is longer than that of one case. One that
    /// held the whole vault would keep the log from being emptied, and a survivor's withdrawal would wait for the backup.
    /// What is withdrawn meanwhile, after its case was read, is told at the end.
    /// - Parameters:
    ///   - day: the day of the backup, which its head names.
    ///   - keyring: the keyring in force, whose digest the head names.
    ///   - take: gets the bytes in their order; nothing is kept in memory but a row.
    /// - Throws: `VaultError`, and what `take` throws.
    public func dump(
        on day: Day, under keyring: Keyring, into take: @escaping ([UInt8]) throws -> Void
    ) throws -> DumpCount {
        let dump = VaultDump(store: store, take: take)
        try dump.head(day, keyring)
        // Before the cases: a tag without its statement would turn a retry away, and that story would be lost.
        try dump.tables()
        try dump.cases()
        try dump.reports()
        try dump.tombstones()
        // Of a file that was replaced meanwhile, nobody could say what this is a backup of.
        try store.connections.checkPlace()
        try dump.end()
        return dump.count
    }
}

/// One run over a vault.
private final class VaultDump {
    private static let casesAtOnce = 64
    private static let rowsAtOnce = 1024

    private let store: VaultStore
    private let take: ([UInt8]) throws -> Void
    private(set) var count = DumpCount()

    init(store: VaultStore, take: @escaping ([UInt8]) throws -> Void) {
        self.store = store
        self.take = take
    }

    func head(_ day: Day, _ keyring: Keyring) throws {
        let schema = try store.read { try Schema.version($0) }
        try frame(DumpFormat.Tag.head, DumpFormat.head(day: day, keyring: keyring.digest, schema: schema))
    }

    /// The tables that belong to no case, and the one that names cases without an order of its own.
    func tables() throws {
        try read { db in
            for table in [DumpFormat.Table.passes, .restored] {
                try self.rows(of: table, "SELECT * FROM \(table.name)", [], db)
            }
        }
        var last = Data()
        var isMore = true
        while isMore {
            try read { db in
                isMore = false
                let sql = "SELECT * FROM retry_tags WHERE tag > ? ORDER BY tag LIMIT \(Self.rowsAtOnce)"
                try self.rows(of: .retryTags, sql, [last], db) { row in
                    last = StatementRow.data(row["tag"]) ?? last
                    isMore = true
                }
            }
        }
    }

    func cases() throws {
        // The first of each table, so that no page of them costs more than another.
        let sources = ["statements", "drafts", "kept_codes"].map {
            "SELECT * FROM (SELECT DISTINCT case_id FROM \($0) WHERE case_id > ?1 ORDER BY case_id LIMIT \(Self.casesAtOnce))"
        }
        let sql = sources.joined(separator: " UNION ") + " ORDER BY case_id LIMIT \(Self.casesAtOnce)"
        var last = Data()
        while true {
            let page = try store.read { try Data.fetchAll($0, sql: sql, arguments: [last]) }
            guard let end = page.last else { return }
            for caseID in page { try read { try self.oneCase(caseID, $0) } }
            last = end
        }
    }

    private func oneCase(_ caseID: Data, _ db: Database) throws {
        func rows(_ table: DumpFormat.Table, _ sql: String) throws { try self.rows(of: table, sql, [caseID], db) }
        for table in [DumpFormat.Table.statements, .drafts] {
            // A body comes before what names it.
            try rows(
                .bodies,
                "SELECT id, bytes FROM \(table.name) JOIN bodies ON id = body_id WHERE case_id = ? ORDER BY digest")
            let start = count.rows
            try rows(table, "SELECT * FROM \(table.name) WHERE case_id = ? ORDER BY digest")
            guard table == .statements, count.rows > start else { continue }
            count.statements += Int(count.rows - start)
            count.cases += 1
        }
        for table in [DumpFormat.Table.deadlines, .awaited] {
            try rows(
                table,
                "SELECT \(table.name).* FROM \(table.name) JOIN statements USING (digest) WHERE case_id = ? ORDER BY digest"
            )
        }
        try rows(.keptCodes, "SELECT * FROM kept_codes WHERE case_id = ?")
    }

    func reports() throws {
        try read { db in
            try self.rows(
                of: .bodies, "SELECT id, bytes FROM reports JOIN bodies ON id = body_id ORDER BY publisher", [], db)
            try self.rows(of: .reports, "SELECT * FROM reports ORDER BY publisher", [], db)
        }
    }

    func tombstones() throws {
        for tombstone in try store.read({ try Tombstones.all($0) }).sorted(by: { $0.digest < $1.digest }) {
            try frame(DumpFormat.Tag.tombstone, tombstone.record)
        }
    }

    func end() throws {
        let rows = (0..<8).map { UInt8(truncatingIfNeeded: count.rows >> (56 - 8 * UInt64($0))) }
        try frame(DumpFormat.Tag.end, Record(["rows": rows]).encoded)
    }

    private func rows(
        of table: DumpFormat.Table, _ sql: String, _ arguments: StatementArguments, _ db: Database,
        each: (Row) -> Void = { _ in }
    ) throws {
        let cursor = try Row.fetchCursor(db.cachedStatement(sql: sql), arguments: arguments)
        while let row = try cursor.next() {
            try frame(table.rawValue, DumpFormat.row(row))
            count.rows += 1
            each(row)
        }
    }

    private func frame(_ tag: UInt8, _ content: [UInt8]) throws { try take(DumpFormat.frame(tag, content)) }

    /// Reads, and lets through what is not SQLite's to name: a disk that is full of the backup is no fault of the vault.
    private func read(_ work: (Database) throws -> Void) throws {
        var other: (any Error)?
        try store.read { db in
            do { try work(db) } catch {
                guard error is DatabaseError || error is VaultError else { return other = error }
                throw error
            }
        }
        if let other { throw other }
    }
}
