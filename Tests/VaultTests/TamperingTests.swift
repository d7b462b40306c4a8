import Envelope
import GRDB
import Testing

@testable import Vault

private let termsHeader = "SELECT header FROM statements WHERE digest = :terms"

struct TamperingTests {
    let folder: ScratchFolder
    let sender: Sender
    let vault: VaultArchive
    let story: Envelope.Statement
    let terms: SealedStatement

    init() async throws {
        folder = try ScratchFolder()
        sender = try Sender(folder)
        vault = try folder.inlet()
        let submission = try sender.submission()
        _ = try await vault.inlet.admit(submission)
        story = submission.statements[0].statement
        terms = submission.statements[1]
    }

    @Test(arguments: [
        (sql: "UPDATE statements SET header = x'00' WHERE digest = :story", flaw: StoredStatement.Flaw.malformedHeader),
        (sql: "UPDATE statements SET header = substr(header, 1, 90) WHERE digest = :story", flaw: .malformedHeader),
        (
            sql: "UPDATE statements SET header = (\(termsHeader)) WHERE digest = :story", flaw: .digestMismatch
        ),
        (sql: "UPDATE bodies SET bytes = x'' WHERE id = :body", flaw: .bodyMalformed),
        (sql: "UPDATE bodies SET bytes = CAST(bytes || x'00' AS BLOB) WHERE id = :body", flaw: .bodyMalformed),
        (sql: "UPDATE bodies SET bytes = substr(bytes, 1, 500) WHERE id = :body", flaw: .bodyMalformed),
        (sql: "DELETE FROM bodies WHERE id = :body", flaw: .bodyMissing),
        (sql: "UPDATE statements SET body_id = body_id / 2 WHERE digest = :story", flaw: .bodyMissing),
    ])
    func `a changed row is named, and its neighbor still reads`(sql: String, flaw: StoredStatement.Flaw) throws {
        try tamper(sql)
        let rows = try vault.statements(of: sender.caseID)
        #expect(rows.count == 2)
        #expect(rows.contains(.flawed(story.digest, flaw)))
        #expect(rows.contains(.sound(terms.statement, body: terms.body)))
    }

    @Test func `a row that was moved to another case is named there`() throws {
        let other = CaseID(unchecked: [UInt8](repeating: 9, count: 16))
        try tamper("UPDATE statements SET case_id = x'\(other.hex)' WHERE digest = :story")
        #expect(try vault.statements(of: other) == [.flawed(story.digest, .wrongCase)])
        #expect(try vault.statements(of: sender.caseID).map(\.digest) == [terms.statement.digest])
        #expect(try vault.caseIDs() == [sender.caseID, other].sorted())
    }

    @Test func `bodies that were swapped between two cases are named in both`() async throws {
        let other = try Sender(folder)
        let second = try other.submission()
        _ = try await vault.inlet.admit(second)
        let digest = second.statements[0].statement.digest
        try tamper(
            """
            CREATE TEMP TABLE swap AS SELECT body_id FROM statements WHERE digest = x'\(digest.hex)';
            UPDATE statements SET body_id = NULL WHERE digest = :story;
            UPDATE statements SET body_id = :body WHERE digest = x'\(digest.hex)';
            UPDATE statements SET body_id = (SELECT body_id FROM swap) WHERE digest = :story;
            """)
        #expect(try vault.statements(of: other.caseID).contains(.flawed(digest, .wrongCase)))
        #expect(try vault.statements(of: sender.caseID).contains(.flawed(story.digest, .wrongCase)))
    }

    @Test func `a row under a key that is not its own is named by that key`() throws {
        let key = Digest(unchecked: [UInt8](repeating: 5, count: 32))
        try tamper("UPDATE statements SET digest = x'\(key.hex)' WHERE digest = :story")
        #expect(try vault.statements(of: sender.caseID).contains(.flawed(key, .digestMismatch)))
    }

    /// A table's types and checks keep an honest program from such rows, not somebody with the file.
    @Test func `values of impossible types and lengths are named, and nothing crashes`() throws {
        try tamper(
            """
            PRAGMA writable_schema = ON;
            UPDATE sqlite_schema SET sql = replace(sql, 'STRICT, ', '');
            """)
        try tamper(
            """
            PRAGMA ignore_check_constraints = ON;
            UPDATE statements SET digest = x'0102', header = 'words', signature = 17, body_id = 'none'
            WHERE digest = :story
            """)
        let name = Digest(unchecked: [1, 2] + [UInt8](repeating: 0, count: 30))
        let reopened = try VaultReader.open(path: folder.vault)
        #expect(try reopened.statements(of: sender.caseID).contains(.flawed(name, .malformedHeader)))
    }

    @Test func `a case id that is none is an error, and no case less`() throws {
        try tamper(
            """
            PRAGMA ignore_check_constraints = ON;
            UPDATE statements SET case_id = x'0102' WHERE digest = :story
            """)
        #expect(throws: VaultError.unreadable) { try vault.caseIDs() }
    }

    @Test func `a damaged file is unreadable, and nothing crashes`() throws {
        try tamper("PRAGMA writable_schema = ON; UPDATE sqlite_schema SET rootpage = 1 WHERE name = 'bodies'")
        #expect(throws: VaultError.self) {
            try VaultReader.open(path: folder.vault).statements(of: sender.caseID)
        }
    }

    /// Runs `sql` past all of the vault's rules, with the story's row, its body and the terms' row by name.
    private func tamper(_ sql: String) throws {
        let intruder = try folder.intruder()
        try intruder.writeWithoutTransaction { db in
            let id = try Int64.fetchOne(
                db, sql: "SELECT body_id FROM statements WHERE digest = x'\(story.digest.hex)'")
            let filled =
                sql
                .replacing(":story", with: "x'\(story.digest.hex)'")
                .replacing(":terms", with: "x'\(terms.statement.digest.hex)'")
                .replacing(":body", with: "\(id ?? 0)")
            try db.execute(sql: filled)
        }
    }
}
