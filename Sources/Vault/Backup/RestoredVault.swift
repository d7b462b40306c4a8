public import Envelope
import Files
import FoundationEssentials
import GRDB

/// A vault that is made anew from a backup: whole, or not at all.
public final class RestoredVault {
    private static let rowsAtOnce = 512

    private let connection: DatabaseQueue
    private var day: Day?
    private var columns: [DumpFormat.Table: Set<String>] = [:]
    private var waiting: [DumpRow] = []
    private var tombstones: [Envelope.Statement] = []

    /// Makes a vault of what `fill` hands in, at a path where nothing stands.
    ///
    /// It is marked as brought back, and serves nothing until withdrawals since then came in.
    /// - Parameters:
    ///   - path: the new vault's file.
    ///   - keyring: whose reviewers' withdrawals count; with nil only survivors' do.
    ///   - fill: hands the rows of the backup to the vault, in their order.
    /// - Throws: `VaultError`, `FileError`, and what `fill` throws; no file is left behind then.
    public static func make(
        _ path: String, under keyring: Keyring?, _ fill: (RestoredVault) throws -> Void
    ) throws {
        try AtomicFile.make(path) { part in
            let vault = try RestoredVault(part)
            try fill(vault)
            try vault.finish(keyring)
        }
    }

    private init(_ path: String) throws {
        var configuration = Configuration()
        configuration.label = "restored"
        configuration.prepareDatabase { db in
            // Nothing is there to go back to: what fails is thrown away whole. The file is synced before it gets its name,
            // and no other file ever stands beside it.
            try db.execute(
                sql: """
                    PRAGMA page_size = \(Schema.pageSize);
                    PRAGMA journal_mode = MEMORY;
                    PRAGMA synchronous = OFF;
                    PRAGMA trusted_schema = OFF;
                    PRAGMA temp_store = MEMORY;
                    PRAGMA secure_delete = ON;
                    """)
        }
        connection = try DatabaseQueue(path: path, configuration: configuration)
    }

    /// Takes in what a backup says next.
    public func take(_ entry: DumpReader.Entry) throws {
        switch entry {
        case .head(let head):
            day = head.day
            try VaultError.naming { try Schema.make(connection, as: head.schema) }
            for table in DumpFormat.Table.allCases {
                let names = try connection.read { try $0.tableExists(table.name) ? $0.columns(in: table.name) : [] }
                columns[table] = Set(names.map(\.name))
            }
        case .row(let row):
            waiting.append(row)
            if waiting.count >= Self.rowsAtOnce { try write() }
        case .tombstone(let statement): tombstones.append(statement)
        }
    }

    private func write() throws {
        try VaultError.naming {
            try connection.write { db in for row in waiting { try add(row, db) } }
        }
        waiting = []
    }

    private func add(_ row: DumpRow, _ db: Database) throws {
        let known = columns[row.table] ?? []
        let names = row.fields.map { $0.name.replacing("-", with: "_") }
        guard !names.isEmpty, known.isSuperset(of: names) else { throw VaultError.unreadable }
        let values = try row.fields.map { name, value -> DatabaseValue in
            switch name {
            case "id", "body-id", "day", "number", "after":
                guard let number = DumpRow.integer(value) else { throw VaultError.unreadable }
                return number.databaseValue
            case "reason", "step", "name": return String(decoding: value, as: UTF8.self).databaseValue
            default: return Data(value).databaseValue
            }
        }
        let marks = Array(repeating: "?", count: names.count).joined(separator: ", ")
        // The names are those of columns, as just compared.
        let sql = "INSERT INTO \(row.table.name) (\(names.joined(separator: ", "))) VALUES (\(marks))"
        try db.cachedStatement(sql: sql).execute(arguments: StatementArguments(values))
    }

    private func finish(_ keyring: Keyring?) throws {
        try write()
        guard let day else { throw VaultError.unreadable }
        try VaultError.naming {
            try Schema.make(connection)
            try connection.write { db in
                _ = try Tombstones.merge(tombstones, under: keyring, db)
                try Restoration.begin(with: day, db)
            }
            try connection.close()
        }
    }
}
