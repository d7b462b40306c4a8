import GRDB
import Synchronization

/// The connections of a vault: one that writes and, where the vault may be created, a separate one that reads.
///
/// Each write is checked to be where it belongs. Where a lock cannot be released, as after a failed unlock, they are
/// closed and opened anew: the system lets go of all that a process holds of a file once it closes it.
final class Connections: Sendable {
    private struct Pair {
        let writer: DatabaseQueue
        let reader: DatabaseQueue
    }

    /// The time between two openings.
    private static let pause = Duration.seconds(10)

    private let path: String
    private let mode: VaultStore.Mode
    private let place: VaultPlace
    private let pair: Mutex<Pair>
    private let opened = Mutex(ContinuousClock.now - pause)
    private let flaw = Mutex<VaultError?>(nil)

    var writer: DatabaseQueue { pair.withLock { $0.writer } }
    var reader: DatabaseQueue { pair.withLock { $0.reader } }
    /// Why the last write failed; nil if it did not.
    var lastFlaw: VaultError? { flaw.withLock { $0 } }

    init(path: String, mode: VaultStore.Mode) throws {
        self.path = path
        self.mode = mode
        place = try VaultPlace(path)
        let writer = try Connection.open(path, writes: mode != .readOnly)
        if mode == .readOnly { try Schema.check(writer) } else { try Schema.update(writer) }
        pair = Mutex(Pair(writer: writer, reader: mode == .making ? try Connection.open(path, writes: false) : writer))
        // Had another file come to stand there while it was opened, nobody could tell which of them SQLite has.
        if mode != .readOnly { try place.check() }
    }

    /// - Throws: `VaultError.replaced`.
    func checkPlace() throws(VaultError) { try place.check() }

    /// Does `work` in a transaction; it is durable, at the vault's path, when this returns.
    func write<Result: Sendable>(
        _ work: @escaping @Sendable (Database) throws -> Result
    ) async throws(VaultError) -> Result {
        do {
            let result = try await writer.writeWithoutTransaction { [place] in try Self.write($0, place, work) }
            flaw.withLock { $0 = nil }
            return result
        } catch { throw note(error) }
    }

    func write<Result>(_ work: (Database) throws -> Result) throws(VaultError) -> Result {
        try VaultError.naming { try writer.writeWithoutTransaction { try Self.write($0, place, work) } }
    }

    private static func write<Result>(
        _ db: Database, _ place: VaultPlace, _ work: (Database) throws -> Result
    ) throws -> Result {
        var result: Result?
        try db.inTransaction(.immediate) {
            result = try work(db)
            // Nothing is changed then.
            try place.check()
            return .commit
        }
        // A file that went away in between has taken the commit with it.
        try place.check()
        guard let result else { throw VaultError.failed }
        return result
    }

    func read<Result: Sendable>(
        _ work: @escaping @Sendable (Database) throws -> Result
    ) async throws(VaultError) -> Result {
        do { return try await reader.read(work) } catch DatabaseError.SQLITE_MISUSE {
            // It was closed in between.
            do { return try await reader.read(work) } catch { throw note(error) }
        } catch { throw note(error) }
    }

    /// Moves the log into the file and cuts it to nothing.
    ///
    /// - Parameter waits: whether it waits for readers, up to the busy timeout, during which nobody else writes.
    func emptyLog(waits: Bool) async throws(VaultError) {
        do { try await writer.writeWithoutTransaction { try Self.emptyLog($0, waits: waits) } } catch {
            throw note(error)
        }
    }

    func emptyLog(waits: Bool = true) throws(VaultError) {
        try VaultError.naming { try writer.writeWithoutTransaction { try Self.emptyLog($0, waits: waits) } }
    }

    private static func emptyLog(_ db: Database, waits: Bool) throws {
        guard !waits else { return _ = try db.checkpoint(.truncate) }
        let timeout = try Int.fetchOne(db, sql: "PRAGMA busy_timeout") ?? 0
        try db.execute(sql: "PRAGMA busy_timeout = 0")
        defer { try? db.execute(sql: "PRAGMA busy_timeout = \(timeout)") }
        try db.checkpoint(.truncate)
    }

    private func note(_ thrown: any Error) -> VaultError {
        let error = VaultError(naming: thrown)
        // What was handed in was at fault, and not the vault.
        if [.malformed, .withdrawn, .closed].contains(error) { return error }
        flaw.withLock { $0 = error }
        // Closing waits for whoever uses a connection now.
        if mode == .making, [.busy, .failed].contains(error) { Task.detached { self.openAnew() } }
        return error
    }

    /// Closes both connections and opens them anew; while another program holds the vault this changes nothing.
    private func openAnew() {
        let isDue = opened.withLock { opened in
            guard .now - opened >= Self.pause else { return false }
            opened = .now
            return true
        }
        // Of a file that was replaced, no other one is taken in its place: somebody has to look.
        guard isDue, (try? place.check()) != nil else { return }
        pair.withLock { pair in
            // Both, before one is opened: connections of one process share their locks.
            guard (try? pair.reader.close()) != nil, (try? pair.writer.close()) != nil else { return }
            place.forgetLog()
            guard let writer = try? Connection.open(path, writes: true),
                let reader = try? Connection.open(path, writes: false)
            else { return }
            pair = Pair(writer: writer, reader: reader)
        }
    }
}
