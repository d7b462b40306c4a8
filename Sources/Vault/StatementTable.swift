import Envelope
import FoundationEssentials
import GRDB

/// Writing statements and bodies.
///
/// Every call is made inside a transaction.
enum StatementTable {
    /// Adds a statement and its body; one that is here changes nothing, also if its body was destroyed since.
    static func add(_ sealed: SealedStatement, _ db: Database) throws {
        let statement = sealed.statement
        guard sealed.body.header.caseID == statement.header.caseID else { throw VaultError.malformed }
        let digest = Data(statement.digest.bytes)
        guard try !exists("SELECT 1 FROM statements WHERE digest = ?", digest, db) else { return }
        try add(statement, body: addBody(sealed.body, db), db)
    }

    /// Stores a body under a random id.
    static func addBody(_ body: Sealed, _ db: Database) throws -> Int64 {
        let id = randomID()
        try db.cachedStatement(sql: "INSERT INTO bodies (id, bytes) VALUES (?, ?)")
            .execute(arguments: [id, Data(body.encoded)])
        return id
    }

    /// The stored body of a statement.
    static func body(of statement: Envelope.Statement, _ db: Database) throws -> Sealed? {
        guard case .sound(_, let body)? = try StatementRow.one(Data(statement.digest.bytes), db)?.stored else {
            return nil
        }
        return body
    }

    /// Puts other slots into the stored body of a statement or a draft of a case.
    ///
    /// - Returns: false if the body is not there, or not one.
    static func reseal(_ digest: Digest, of caseID: CaseID, slots: [Sealed.Slot], _ db: Database) throws -> Bool {
        func row(_ table: String) throws -> Row? {
            let sql = "SELECT id, bytes FROM bodies JOIN \(table) ON id = body_id WHERE digest = ? AND case_id = ?"
            return try Row.fetchOne(db, sql: sql, arguments: [Data(digest.bytes), Data(caseID.bytes)])
        }
        guard let row = try row("statements") ?? row("drafts"),
            let body = StatementRow.bytes(row[1]).flatMap({ try? Sealed($0) })
        else { return false }
        let id: DatabaseValue = row[0]
        try db.execute(
            sql: "UPDATE bodies SET bytes = ? WHERE id = ?", arguments: [Data(body.with(slots: slots).encoded), id])
        return true
    }

    /// Adds a header and its signature, whose body may come later; false if it is here.
    static func addAwaiting(_ statement: Envelope.Statement, _ db: Database) throws -> Bool {
        let digest = Data(statement.digest.bytes)
        guard try !exists("SELECT 1 FROM statements WHERE digest = ?", digest, db) else { return false }
        try add(statement, body: nil, db)
        try db.cachedStatement(sql: "INSERT INTO awaited (digest) VALUES (?)").execute(arguments: [digest])
        return true
    }

    /// Whether a statement's body was never here.
    static func isAwaited(_ digest: Data, _ db: Database) throws -> Bool {
        try exists("SELECT 1 FROM awaited WHERE digest = ?", digest, db)
    }

    /// Adds the body of a statement that awaits it; false, and nothing is changed, for any other.
    static func attach(_ body: Sealed, to statement: Envelope.Statement, _ db: Database) throws -> Bool {
        let digest = Data(statement.digest.bytes)
        guard try isAwaited(digest, db) else { return false }
        try db.cachedStatement(sql: "UPDATE statements SET body_id = ? WHERE digest = ? AND body_id IS NULL")
            .execute(arguments: [addBody(body, db), digest])
        try db.cachedStatement(sql: "DELETE FROM awaited WHERE digest = ?").execute(arguments: [digest])
        return true
    }

    /// Lets no body of a case come later.
    static func awaitNothing(of caseID: CaseID, _ db: Database) throws {
        let sql = "DELETE FROM awaited WHERE digest IN (SELECT digest FROM statements WHERE case_id = ?)"
        try db.execute(sql: sql, arguments: [Data(caseID.bytes)])
    }

    /// Adds a header and its signature, with a body that is stored already or with none.
    static func add(_ statement: Envelope.Statement, body: Int64?, _ db: Database) throws {
        try db.cachedStatement(
            sql: "INSERT INTO statements (digest, case_id, header, signature, body_id) VALUES (?, ?, ?, ?, ?)"
        ).execute(
            arguments: [
                Data(statement.digest.bytes), Data(statement.header.caseID.bytes), Data(statement.header.encoded),
                Data(statement.signature.bytes), body,
            ])
    }

    /// Takes the bodies and drafts of a case out of the tables; `secure_delete` overwrites where they stood.
    ///
    /// - Returns: how many bodies of statements there were.
    @discardableResult
    static func removeBodies(of caseID: CaseID, keeping: Set<Digest>, _ db: Database) throws -> Int {
        try DraftTable.removeAll(of: caseID, db)
        let sql = "SELECT digest, body_id FROM statements WHERE case_id = ? AND body_id IS NOT NULL"
        var count = 0
        for row in try Row.fetchAll(db, sql: sql, arguments: [Data(caseID.bytes)]) {
            let (key, body): (DatabaseValue, DatabaseValue) = (row[0], row[1])
            if let digest = StatementRow.bytes(key).flatMap({ Digest($0) }), keeping.contains(digest) { continue }
            try removeBody(body, ofStatement: key, db)
            count += 1
        }
        return count
    }

    /// Takes the bodies of these statements of a case out of the tables.
    static func removeBodies(_ digests: some Sequence<Digest>, of caseID: CaseID, _ db: Database) throws {
        let sql = "SELECT digest, body_id FROM statements WHERE digest = ? AND case_id = ? AND body_id IS NOT NULL"
        for digest in digests {
            guard let row = try Row.fetchOne(db, sql: sql, arguments: [Data(digest.bytes), Data(caseID.bytes)]) else {
                continue
            }
            try removeBody(row[1], ofStatement: row[0], db)
        }
    }

    /// Takes a body out of the tables, and the day at which that was to happen.
    static func removeBody(_ body: DatabaseValue, ofStatement key: DatabaseValue, _ db: Database) throws {
        try db.execute(sql: "UPDATE statements SET body_id = NULL WHERE digest = ?", arguments: [key])
        try db.execute(sql: "DELETE FROM bodies WHERE id = ?", arguments: [body])
        try db.execute(sql: "DELETE FROM deadlines WHERE digest = ?", arguments: [key])
    }

    /// Why a body is destroyed on a day.
    enum DeadlineReason: String { case shown, declined }

    /// Sets the day at which bodies are destroyed, where they are still there; one that was set for this reason stays.
    static func schedule(
        _ digests: some Sequence<Digest>, of caseID: CaseID, on day: Day, because reason: DeadlineReason, _ db: Database
    ) throws {
        for digest in digests {
            try db.execute(
                sql: """
                    INSERT INTO deadlines (digest, reason, day)
                    SELECT digest, ?, ? FROM statements WHERE digest = ? AND case_id = ? AND body_id IS NOT NULL
                    ON CONFLICT DO NOTHING
                    """, arguments: [reason.rawValue, Int64(day.number), Data(digest.bytes), Data(caseID.bytes)])
        }
    }

    /// Lets bodies stay that were to go because the story was declined.
    static func unschedule(_ digests: some Sequence<Digest>, of caseID: CaseID, _ db: Database) throws {
        for digest in digests {
            let sql =
                "DELETE FROM deadlines WHERE reason = 'declined' AND digest = (SELECT digest FROM statements WHERE digest = ? AND case_id = ?)"
            try db.execute(sql: sql, arguments: [Data(digest.bytes), Data(caseID.bytes)])
        }
    }

    /// What stands here of what survivors sent on a day.
    static func count(on day: Day, _ db: Database) throws -> DayCount {
        var count = DayCount(day: day)
        // Only the header is looked at; the record's fields before the day have one length each (FORMAT §6.1).
        let sql = """
            SELECT header, length(bytes) FROM statements JOIN bodies ON id = body_id WHERE substr(header, 118, 4) = ?
            """
        let number = Data([24, 16, 8, 0].map { UInt8(truncatingIfNeeded: day.number >> $0) })
        let rows = try Row.fetchCursor(db, sql: sql, arguments: [number])
        while let row = try rows.next() {
            guard let header = StatementRow.bytes(row[0]).flatMap({ try? StatementHeader($0) }), header.day == day,
                header.isBySurvivor
            else { continue }
            if header.kind == .received { count.stories += 1 }
            count.bytes += UInt64(max(0, row[1] as Int64))
        }
        return count
    }

    static func exists(_ sql: String, _ key: Data, _ db: Database) throws -> Bool {
        try Int.fetchOne(db.cachedStatement(sql: sql), arguments: [key]) != nil
    }

    /// A random positive 63-bit number.
    ///
    /// SQLite refuses one that is taken.
    static func randomID() -> Int64 {
        max(1, Int64(randomBytes(8).reduce(0 as UInt64) { $0 << 8 | UInt64($1) } >> 1))
    }
}
