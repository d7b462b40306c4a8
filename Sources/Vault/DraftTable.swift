import Envelope
import FoundationEssentials
import GRDB

/// Unfinished work of reviewers.
///
/// Every call is made inside a transaction.
enum DraftTable {
    static let selection = """
        SELECT digest, case_id, header, signature, body_id, bytes
        FROM drafts LEFT JOIN bodies ON bodies.id = body_id
        WHERE case_id = ? ORDER BY digest
        """

    /// Keeps a draft in the place of others; one that is here changes nothing.
    static func keep(_ draft: SealedStatement, replacing: Set<Digest>, until day: Day, _ db: Database) throws {
        let statement = draft.statement
        guard draft.body.header.caseID == statement.header.caseID else { throw VaultError.malformed }
        try remove(replacing.subtracting([statement.digest]), of: statement.header.caseID, db)
        let digest = Data(statement.digest.bytes)
        guard try !StatementTable.exists("SELECT 1 FROM drafts WHERE digest = ?", digest, db) else { return }
        let body = try StatementTable.addBody(draft.body, db)
        try db.cachedStatement(
            sql: "INSERT INTO drafts (digest, case_id, header, signature, body_id, day) VALUES (?, ?, ?, ?, ?, ?)"
        ).execute(
            arguments: [
                digest, Data(statement.header.caseID.bytes), Data(statement.header.encoded),
                Data(statement.signature.bytes), body, Int64(day.number),
            ])
    }

    /// Adds a draft beside those that are here, as long as its author has no more than so many in its case; the oldest goes.
    ///
    /// - Returns: false if it is here, or is itself the oldest of too many.
    static func add(_ draft: SealedStatement, until day: Day, atMost limit: Int, _ db: Database) throws -> Bool {
        let header = draft.statement.header
        let rows = try Row.fetchAll(
            db.cachedStatement(sql: selection), arguments: [Data(header.caseID.bytes)]
        ).compactMap { row -> Envelope.Statement? in
            guard case .sound(let statement, _) = StatementRow(row).stored else { return nil }
            return statement.header.author == header.author ? statement : nil
        }
        guard !rows.contains(draft.statement) else { return false }
        let oldest = (rows + [draft.statement]).sorted { ($1.header.day, $1.digest) < ($0.header.day, $0.digest) }
            .dropFirst(limit).map(\.digest)
        guard !oldest.contains(draft.statement.digest) else { return false }
        try keep(draft, replacing: Set(oldest), until: day, db)
        return true
    }

    /// Takes these drafts of a case out of the tables.
    static func remove(_ digests: some Sequence<Digest>, of caseID: CaseID, _ db: Database) throws {
        for digest in digests {
            let sql = "SELECT digest, body_id FROM drafts WHERE digest = ? AND case_id = ?"
            let found = try Row.fetchAll(db, sql: sql, arguments: [Data(digest.bytes), Data(caseID.bytes)])
            try remove(found, db)
        }
    }

    static func removeAll(of caseID: CaseID, _ db: Database) throws {
        let sql = "SELECT digest, body_id FROM drafts WHERE case_id = ?"
        try remove(Row.fetchAll(db, sql: sql, arguments: [Data(caseID.bytes)]), db)
    }

    static func removeAll(dueOn day: Day, _ db: Database) throws {
        let sql = "SELECT digest, body_id FROM drafts WHERE day <= ?"
        try remove(Row.fetchAll(db, sql: sql, arguments: [Int64(day.number)]), db)
    }

    private static func remove(_ rows: [Row], _ db: Database) throws {
        for row in rows {
            let (key, body): (DatabaseValue, DatabaseValue) = (row[0], row[1])
            try db.execute(sql: "DELETE FROM drafts WHERE digest = ?", arguments: [key])
            try db.execute(sql: "DELETE FROM bodies WHERE id = ?", arguments: [body])
        }
    }
}
