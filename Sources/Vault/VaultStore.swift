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

    let connections: Connections
    let commits: GroupCommit
    let room: Room
    let tombstones: TombstoneFile
    let pulse = Pulse()

    var writer: DatabaseQueue { connections.writer }
    var reader: DatabaseQueue { connections.reader }

    private init(_ connections: Connections, _ file: VaultFile, _ budget: DiskBudget) {
        self.connections = connections
        room = Room(of: file, budget)
        tombstones = TombstoneFile(besides: file.path)
        commits = GroupCommit(connections)
    }

    /// Opens a vault, and brings it to this program's version unless it is opened for reading only.
    ///
    /// A new file is made with mode 0600, its folder with mode 0700.
    /// - Throws: `VaultError.missing`, `.cannotOpen`, `.exposed`, `.unreadable`, `.newerVersion`, `.olderVersion`, `.busy`,
    ///   `.replaced`.
    static func open(path: String, mode: Mode, budget: DiskBudget = .unlimited) throws(VaultError) -> VaultStore {
        let file = VaultFile(path: path)
        func store() throws(VaultError) -> VaultStore {
            try VaultError.naming {
                VaultStore(try Connections(path: path, mode: mode), file, budget)
            }
        }
        if mode == .making { try file.make() }
        try file.check()
        guard mode != .readOnly else { return try store() }
        return try file.alone(store)
    }

    func read<Result>(_ work: (Database) throws -> Result) throws(VaultError) -> Result {
        try VaultError.naming { try reader.read(work) }
    }

    /// Does what asks the tables one question, which is a transaction of its own.
    ///
    /// Between a transaction's begin and its end SQLite prepares each question anew; with many cases that takes as long as to
    /// read them.
    func ask<Result>(_ work: (Database) throws -> Result) throws(VaultError) -> Result {
        try VaultError.naming { try reader.unsafeRead(work) }
    }

    func read<Result: Sendable>(
        _ work: @escaping @Sendable (Database) throws -> Result
    ) async throws(VaultError) -> Result { try await connections.read(work) }

    func transaction<Result>(_ work: (Database) throws -> Result) throws(VaultError) -> Result {
        try connections.write(work)
    }

    func transaction<Result: Sendable>(
        _ work: @escaping @Sendable (Database) throws -> Result
    ) async throws(VaultError) -> Result { try await connections.write(work) }

    /// A transaction for which room is kept, also on a disk that is full.
    func transactionFromReserve<Result: Sendable>(
        _ work: @escaping @Sendable (Database) throws -> Result
    ) async throws(VaultError) -> Result {
        do throws(VaultError) { return try await connections.write(work) } catch {
            guard error == .full, room.release() else { throw error }
            return try await connections.write(work)
        }
    }

    /// Empties the log, or leaves it to the upkeep: what stood in it is taken out of the tables already.
    func emptyLogOrOwe() async -> Erasure {
        do throws(VaultError) { try await emptyLog() } catch {
            room.owesErasure = true
            return .pending
        }
        room.keep()
        return .done
    }

    /// Moves the log into the file and cuts it to nothing, so that nothing destroyed, and no slot that was taken off, is left
    /// in it.
    ///
    /// - Throws: `VaultError.busy` if a reader would not let go of it; doing it again finishes it.
    func emptyLog() throws(VaultError) { try connections.emptyLog() }

    /// The same, where no reader holds the log now.
    func emptyLogAtOnce() throws(VaultError) { try connections.emptyLog(waits: false) }

    /// - Parameter waits: whether it waits for readers; meanwhile nobody else writes.
    func emptyLog(waits: Bool = true) async throws(VaultError) {
        try await connections.emptyLog(waits: waits)
        room.owesErasure = false
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
