import FoundationEssentials
import GRDB
import Glibc

extension VaultUpkeep {
    /// Writes every row anew, so that neither the pages of the file nor the bytes within a page tell the order in which the
    /// rows came; then empties the log.
    ///
    /// It works inside the file, a few rows in a transaction: nothing is copied to another place, what another program
    /// writes meanwhile is not held up, and what is stopped anywhere leaves every row where it was or where it goes.
    /// - Parameter progress: gets the rows that were written so far, and about how many there are.
    /// - Throws: `VaultError.unreadable` where a row cannot be written as it stands; `.busy` if a reader would not let go of
    ///   the log. What was written anew until then stays so.
    public func rewrite(progress: (Int, Int) -> Void = { _, _ in }) throws(VaultError) {
        var steps: [RewriteStep]
        let all: Int
        (steps, all) = try store.read { db in
            let steps = try RewriteStep.all(db)
            let counts = try steps.map { try Int.fetchOne(db, sql: "SELECT count(*) FROM \($0.table)") ?? 0 }
            return (steps, counts.reduce(0, +))
        }
        var done = 0
        for index in steps.indices {
            while true {
                let start = ContinuousClock.now
                var count = 0
                try store.transaction { count = try steps[index].next($0) }
                guard count > 0 else { break }
                done += count
                progress(min(done, all), all)
                // SQLite asks for its lock anew after a tenth of a second at most: in a pause as long, whoever waits gets it.
                Self.rest(max(RewriteStep.pause, .now - start))
            }
        }
        try finishRewriting()
    }

    /// Readers come and go: it waits for a moment without one, and not with the lock in its hand.
    private func finishRewriting() throws(VaultError) {
        for _ in 0..<RewriteStep.tries {
            do throws(VaultError) { return try store.emptyLogAtOnce() } catch {
                guard error == .busy else { throw error }
                Self.rest(RewriteStep.pause)
            }
        }
        throw .busy
    }

    private static func rest(_ time: Duration) { _ = usleep(useconds_t(min(time, .seconds(10)) / .microseconds(1))) }
}

/// The rows of one table, which are taken out and put in again, a few at a time.
///
/// They are taken by key, and put in by key. Keys are random, or digests: so any few rows come from any time, and they get each
/// other's pages in an order that tells nothing of it. An index follows its table.
struct RewriteStep: Sendable {
    /// What is written in one transaction: as much as holds up a survivor's own for a moment only.
    static let bytes = 4 << 20
    static let rows = 512
    static let pause = Duration.milliseconds(150)
    static let tries = 400

    let table: String
    /// The first column of the primary key.
    let key: String
    private let columns: Int
    private var after: DatabaseValue?

    /// A step for each table that a vault has, whichever version made it.
    static func all(_ db: Database) throws -> [RewriteStep] {
        // A table that is made by a migration is listed by itself.
        let tables = try String.fetchAll(
            db,
            sql: """
                SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'
                AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name <> 'grdb_migrations' ORDER BY name
                """)
        return try tables.map { table in
            let sql = "SELECT name, pk FROM pragma_table_info(?) ORDER BY cid"
            let columns = try Row.fetchAll(db, sql: sql, arguments: [table])
            guard let key = columns.first(where: { $0[1] == 1 }) else { throw VaultError.unreadable }
            return RewriteStep(table: table, key: key[0], columns: columns.count)
        }
    }

    private init(table: String, key: String, columns: Int) {
        (self.table, self.key, self.columns) = (table, key, columns)
    }

    /// Writes the next rows anew, inside a transaction.
    ///
    /// - Returns: how many there were; 0 at the end.
    mutating func next(_ db: Database) throws -> Int {
        let range = after == nil ? "" : "WHERE \(key) > ?"
        let rows = try Row.fetchCursor(
            db, sql: "SELECT \(key), * FROM \(table) \(range) ORDER BY 1",
            arguments: StatementArguments([after].compactMap(\.self)))
        var taken: [[DatabaseValue]] = []
        var last: DatabaseValue?
        var size = 0
        while let row = try rows.next() {
            let values = Array(row.databaseValues)
            // Rows that share the first column of a key stay together.
            guard size < Self.bytes && taken.count < Self.rows || values[0] == last else { break }
            last = values[0]
            size += values.reduce(0) { $0 + Self.size($1) }
            taken.append(Array(values.dropFirst()))
        }
        guard let last else { return 0 }
        try put(taken, upTo: last, db)
        after = last
        return taken.count
    }

    private func put(_ taken: [[DatabaseValue]], upTo last: DatabaseValue, _ db: Database) throws {
        // Rows name each other; between going and coming back they name nothing.
        try db.execute(sql: "PRAGMA defer_foreign_keys = ON")
        let range = after == nil ? "" : "\(key) > ? AND "
        try db.execute(
            sql: "DELETE FROM \(table) WHERE \(range)\(key) <= ?",
            arguments: StatementArguments([after, last].compactMap(\.self)))
        guard db.changesCount == taken.count else { throw VaultError.unreadable }
        let places = Array(repeating: "?", count: columns).joined(separator: ", ")
        let insertion = try db.cachedStatement(sql: "INSERT INTO \(table) VALUES (\(places))")
        do {
            for row in taken { try insertion.execute(arguments: StatementArguments(row)) }
        } catch DatabaseError.SQLITE_CONSTRAINT {
            // A row that no program of ours can have written: the check of the vault names it.
            throw VaultError.unreadable
        }
    }

    private static func size(_ value: DatabaseValue) -> Int {
        if case .blob(let data) = value.storage { data.count } else { 8 }
    }
}
