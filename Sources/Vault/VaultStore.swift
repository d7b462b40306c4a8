import Envelope
import FoundationEssentials
import GRDB

/// The SQLite file behind every kind of vault: ciphertext and signed statements, and nothing that says who or when.
///
/// Outside this room nothing can be done with it. What a program may do with a vault is said by the type that it holds:
/// `VaultInlet`, `VaultUpkeep`, `VaultArchive` or `VaultReader`.
public final class VaultStore: Sendable {
    /// What a vault is opened for.
    enum Mode: Sendable {
        /// Makes the vault if there is none. A question has a connection of its own, and waits for no commit.
        case making
        /// Reads, adds, destroys; there must be a vault.
        case archive
        /// Reads; SQLite itself refuses to write.
        case readOnly
    }

    let writer: DatabaseQueue
    /// Where a vault may be made, a connection of its own.
    let reader: DatabaseQueue
    let commits: GroupCommit

    private init(writer: DatabaseQueue, reader: DatabaseQueue) {
        self.writer = writer
        self.reader = reader
        self.commits = GroupCommit(writer)
    }

    /// Opens a vault, and brings it to this program's version unless it is opened for reading only.
    ///
    /// A new file is made with mode 0600, its folder with mode 0700.
    /// - Throws: `VaultError.missing`, `.cannotOpen`, `.exposed`, `.unreadable`, `.newerVersion`, `.olderVersion`, `.busy`.
    static func open(path: String, mode: Mode) throws(VaultError) -> VaultStore {
        let file = VaultFile(path: path)
        guard mode != .readOnly else {
            try file.check()
            return try VaultError.naming {
                let connection = try Connection.open(path, writes: false)
                try Schema.check(connection)
                return VaultStore(writer: connection, reader: connection)
            }
        }
        if mode == .making { try file.make() }
        try file.check()
        return try file.alone { () throws(VaultError) in
            try VaultError.naming {
                let writer = try Connection.open(path, writes: true)
                try Schema.update(writer)
                let reader = mode == .making ? try Connection.open(path, writes: false) : writer
                return VaultStore(writer: writer, reader: reader)
            }
        }
    }

    func read<Result>(_ work: (Database) throws -> Result) throws(VaultError) -> Result {
        try VaultError.naming { try reader.read(work) }
    }

    func read<Result: Sendable>(
        _ work: @escaping @Sendable (Database) throws -> Result
    ) async throws(VaultError) -> Result {
        do { return try await reader.read(work) } catch { throw VaultError(naming: error) }
    }

    func transaction(_ work: (Database) throws -> Void) throws(VaultError) {
        try VaultError.naming {
            try writer.writeWithoutTransaction { db in
                try db.inTransaction(.immediate) {
                    try work(db)
                    return .commit
                }
            }
        }
    }

    func transaction<Result: Sendable>(
        _ work: @escaping @Sendable (Database) throws -> Result
    ) async throws(VaultError) -> Result {
        do {
            return try await writer.writeWithoutTransaction { db in
                var result: Result?
                try db.inTransaction(.immediate) {
                    result = try work(db)
                    return .commit
                }
                guard let result else { throw VaultError.failed }
                return result
            }
        } catch { throw VaultError(naming: error) }
    }

    /// Moves the log into the file and cuts it to nothing, so that nothing destroyed, and no slot that was taken off, is left
    /// in it.
    ///
    /// - Throws: `VaultError.busy` if a reader would not let go of it; doing it again finishes it.
    func emptyLog() throws(VaultError) {
        try VaultError.naming { try writer.writeWithoutTransaction { try Self.emptyLog($0) } }
    }

    func emptyLog() async throws(VaultError) {
        do { try await writer.writeWithoutTransaction { try Self.emptyLog($0) } } catch {
            throw VaultError(naming: error)
        }
    }

    /// Each try waits up to the busy timeout.
    private static func emptyLog(_ db: Database) throws {
        for _ in 0..<2 {
            do { return _ = try db.checkpoint(.truncate) } catch DatabaseError.SQLITE_BUSY {}
        }
        try db.checkpoint(.truncate)
    }
}

/// How every connection to a vault is set up.
enum Connection {
    /// - Parameter writes: false for a connection that SQLite itself keeps from writing.
    static func open(_ path: String, writes: Bool) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.label = "vault"
        configuration.readonly = !writes
        configuration.busyMode = .timeout(5)
        configuration.foreignKeysEnabled = true
        configuration.prepareDatabase { db in
            try db.execute(
                sql: """
                    PRAGMA trusted_schema = OFF;
                    PRAGMA cell_size_check = ON;
                    PRAGMA temp_store = MEMORY;
                    """)
            try Schema.refuseForeign(db)
            guard writes else { return }
            // The page size takes effect in an empty file, before it has a log.
            try db.execute(sql: "PRAGMA secure_delete = ON; PRAGMA page_size = \(Schema.pageSize)")
            let journal = try String.fetchOne(db, sql: "PRAGMA journal_mode = WAL")
            guard journal == "wal" else { throw VaultError.cannotOpen }
            // A receipt is sent once a commit returns, so a commit must have reached the disk, log included.
            try db.execute(sql: "PRAGMA synchronous = FULL")
        }
        return try DatabaseQueue(path: path, configuration: configuration)
    }
}
