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
        let body = bodyID()
        try db.cachedStatement(sql: "INSERT INTO bodies (id, bytes) VALUES (?, ?)")
            .execute(arguments: [body, Data(sealed.body.encoded)])
        try db.cachedStatement(
            sql: "INSERT INTO statements (digest, case_id, header, signature, body_id) VALUES (?, ?, ?, ?, ?)"
        ).execute(
            arguments: [
                digest, Data(statement.header.caseID.bytes), Data(statement.header.encoded),
                Data(statement.signature.bytes), body,
            ])
    }

    /// Takes the bodies of a case out of the tables; `secure_delete` overwrites where they stood.
    static func removeBodies(of caseID: CaseID, keeping: Set<Digest>, _ db: Database) throws {
        let sql = "SELECT digest, body_id FROM statements WHERE case_id = ? AND body_id IS NOT NULL"
        for row in try Row.fetchAll(db, sql: sql, arguments: [Data(caseID.bytes)]) {
            let (key, body): (DatabaseValue, DatabaseValue) = (row[0], row[1])
            if let digest = StatementRow.bytes(key).flatMap({ Digest($0) }), keeping.contains(digest) { continue }
            try db.execute(sql: "UPDATE statements SET body_id = NULL WHERE digest = ?", arguments: [key])
            try db.execute(sql: "DELETE FROM bodies WHERE id = ?", arguments: [body])
        }
    }

    static func exists(_ sql: String, _ key: Data, _ db: Database) throws -> Bool {
        try Int.fetchOne(db.cachedStatement(sql: sql), arguments: [key]) != nil
    }

    /// A random positive 63-bit number.
    ///
    /// SQLite refuses one that is taken.
    private static func bodyID() -> Int64 {
        max(1, Int64(randomBytes(8).reduce(0 as UInt64) { $0 << 8 | UInt64($1) } >> 1))
    }
}
