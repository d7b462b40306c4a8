import Envelope
import Foundation
import Testing
import Vault

/// What somebody who can write a vault's file does to it, beside all its rules.
extension Casebook.File {
    private func sql(_ text: String) throws {
        let answer = try Programs.run("/usr/bin/sqlite3", [vaultPath, "PRAGMA foreign_keys = OFF; " + text])
        try #require(answer.status == 0, "\(answer.errors)")
    }

    private func blob(_ digest: Digest) -> String { "x'\(digest.hex)'" }

    /// A statement once more, with another author or day than its signature covers.
    func relabel(_ index: Int, author: SigningKey? = nil, day: Day? = nil) throws {
        let sealed = statements[index]
        let old = sealed.statement.header
        let header = StatementHeader(
            author: author ?? old.author, body: old.body, caseID: old.caseID, day: day ?? old.day, kind: old.kind,
            seen: old.seen)
        try append(
            SealedStatement(
                statement: Statement(header: header, signature: sealed.statement.signature), body: sealed.body))
    }

    func remove(_ index: Int) throws {
        try sql("DELETE FROM statements WHERE digest = \(blob(statements[index].statement.digest))")
    }

    func swapBodies(of first: Int, and second: Int) throws {
        let one = blob(statements[first].statement.digest)
        let two = blob(statements[second].statement.digest)
        try sql(
            """
            CREATE TEMP TABLE pair AS SELECT digest, body_id FROM statements WHERE digest IN (\(one), \(two));
            UPDATE statements SET body_id = NULL WHERE digest IN (\(one), \(two));
            UPDATE statements SET body_id = (SELECT body_id FROM pair WHERE pair.digest <> statements.digest)
                WHERE digest IN (\(one), \(two));
            """)
    }

    func replaceBody(of index: Int, by other: SealedStatement) throws {
        let bytes = other.body.encoded.hex
        try sql(
            "UPDATE bodies SET bytes = x'\(bytes)' WHERE id = "
                + "(SELECT body_id FROM statements WHERE digest = \(blob(statements[index].statement.digest)))")
    }
}
