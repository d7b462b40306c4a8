import Envelope
import Foundation
import GRDB
import Ledger
import Mailbox
import Sealing
import Testing

@testable import Vault

/// Each sort of flaw is put into a vault, and found there.
struct CheckTests {
    let folder: ScratchFolder
    let sender: Sender
    let vault: VaultArchive
    let story, terms: Digest

    init() async throws {
        folder = try ScratchFolder()
        sender = try Sender(folder)
        vault = try folder.inlet()
        let submission = try sender.submission()
        (story, terms) = (submission.statements[0].statement.digest, submission.statements[1].statement.digest)
        _ = try await vault.inlet.admit(submission)
    }

    private func rows(under keyring: Keyring? = nil) throws -> [VaultFlaw] {
        try VaultCheck.open(path: folder.vault).rows(under: keyring)
    }

    private func keyring(naming signer: Sender?, publisher: Bool = false) throws -> Keyring {
        let member = try signer.map { signer in
            Keyring.Member(
                key: try PublicKey(
                    role: publisher ? .publisher : .reviewer, name: "ana",
                    encryption: EncryptionKey(unchecked: randomBytes(32)), signing: signer.survivor.signingKey),
                standing: .active)
        }
        return Keyring(serial: 1, from: .today, until: .today + 30, members: [member].compactMap(\.self))
    }

    /// Runs `sql` past all of the vault's rules.
    private func tamper(_ sql: String) throws {
        let arguments: [String: (any DatabaseValueConvertible)?] = [
            "story": Data(story.bytes), "terms": Data(terms.bytes), "case": Data(sender.caseID.bytes),
        ]
        try folder.intruder().writeWithoutTransaction { db in
            let statements = try db.allStatements(sql: sql)
            while let statement = try statements.next() {
                let named = arguments.filter { statement.sql.contains(":\($0.key)") }
                try statement.execute(arguments: StatementArguments(named))
            }
        }
    }

    private static let storyBody = "(SELECT body_id FROM statements WHERE digest = :story)"

    @Test func `a vault with a row of each kind is whole`() async throws {
        try vault.keepDraft(try Sender(folder).withdrawal(of: sender.caseID), replacing: [], until: Day(number: 30_000))
        try await vault.inlet.scheduleDestruction([terms], of: sender.caseID, on: Day(number: 30_000))
        try vault.append([try sender.withdrawal()])
        let awaited = try Sender(folder).withdrawal().statement
        try await vault.store.transaction { _ = try StatementTable.addAwaiting(awaited, $0) }
        #expect(try rows() == [])
        let check = try VaultCheck.open(path: folder.vault)
        #expect(try await check.pages() == [])
        var count = 0
        _ = try check.rows(under: nil) { count += $0 }
        #expect(try count == check.count())
        // Statements, their draft, their bodies, the deadline, the one that is awaited, the tag.
        #expect(count == 4 + 1 + 4 + 1 + 1 + 1)
    }

    @Test(arguments: [
        (sql: "UPDATE statements SET header = x'00' WHERE digest = :story", kind: VaultFlaw.Kind.header, "statements"),
        (sql: "UPDATE statements SET signature = zeroblob(64) WHERE digest = :story", kind: .signature, "statements"),
        (
            sql: """
            UPDATE statements SET header = (SELECT header FROM statements WHERE digest = :terms)
            WHERE digest = :story
            """, kind: .digest, "statements"
        ),
        (sql: "UPDATE statements SET case_id = zeroblob(16) WHERE digest = :story", kind: .place, "statements"),
        (
            sql: "UPDATE bodies SET bytes = substr(bytes, 1, 500) WHERE id = \(storyBody)", kind: .body, "statements"
        ),
        (sql: "DELETE FROM bodies WHERE id = \(storyBody)", kind: .lost, "statements"),
        (sql: "UPDATE statements SET body_id = NULL WHERE digest = :story", kind: .stray, "bodies"),
        (
            sql: """
            INSERT INTO drafts SELECT digest, case_id, header, signature, body_id, 9 FROM statements
            WHERE digest = :story
            """, kind: .stray, "bodies"
        ),
        (
            sql: """
            INSERT INTO drafts SELECT digest, case_id, header, signature, body_id, 9 FROM statements
            WHERE digest = :story
            """, kind: .author, "drafts"
        ),
        (
            sql: "UPDATE bodies SET margin = CAST(randomblob(4096) AS BLOB) WHERE id = \(storyBody)", kind: .body,
            "bodies"
        ),
        (sql: "INSERT INTO deadlines VALUES (zeroblob(32), 'shown', 9)", kind: .reference, "deadlines"),
        (sql: "INSERT INTO awaited VALUES (:story)", kind: .reference, "awaited"),
        (sql: "INSERT INTO retry_tags VALUES (zeroblob(32), zeroblob(16))", kind: .reference, "retry_tags"),
        (sql: "INSERT INTO reports VALUES (zeroblob(32), x'00', zeroblob(64), 1)", kind: .header, "reports"),
    ])
    func `a flaw is found, and told by its table and key`(sql: String, kind: VaultFlaw.Kind, table: String) throws {
        #expect(try rows() == [])
        try tamper(sql)
        let found = try rows()
        let flaw = try #require(found.first { $0.kind == kind && $0.table == table }, "\(found)")
        #expect(flaw.key.count >= 8 && flaw.key.allSatisfy(\.isHexDigit))
    }

    @Test func `a statement by a key that the keyring does not name is found, and by one that it names is none`() throws
    {
        let other = try Sender(folder)
        try vault.append([other.withdrawal(of: sender.caseID)])
        #expect(try rows(under: keyring(naming: other)) == [])
        let found = try rows(under: keyring(naming: nil))
        #expect(found.map(\.kind) == [.author] && found.map(\.table) == ["statements"])
        // Without one nobody is known, and nobody is a stranger.
        #expect(try rows() == [])
    }

    @Test func `a report is found where its key, its publisher, its signature or its body is wrong`() throws {
        let press = try Sender(folder)
        let report = try press.sealer.report(
            PublicationReport(copies: []), number: 1, by: press.survivor.signingKey
        ) { press.survivor.sign($0) }
        try vault.store.transaction { _ = try ReportTable.take(report, $0) }
        let keyring = try keyring(naming: press, publisher: true)
        #expect(try rows(under: keyring) == [])
        #expect(try rows(under: self.keyring(naming: press)).map(\.kind) == [.author])
        // Each of them hides the one before.
        let body = "(SELECT body_id FROM reports)"
        for (sql, kind) in [
            ("UPDATE reports SET signature = zeroblob(64)", VaultFlaw.Kind.signature),
            ("UPDATE bodies SET bytes = substr(bytes, 1, 500) WHERE id = \(body)", .body),
            ("DELETE FROM bodies WHERE id = \(body)", .lost),
            ("UPDATE reports SET publisher = zeroblob(32)", .digest),
        ] {
            try tamper(sql)
            let found = try rows(under: keyring).filter { $0.table == "reports" }
            #expect(found.map(\.kind) == [kind], "\(sql)")
        }
    }

    @Test func `values of impossible types are found, and no row is passed over`() throws {
        try tamper("PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql, 'STRICT, ', '')")
        try tamper(
            """
            PRAGMA ignore_check_constraints = ON;
            UPDATE statements SET digest = 17, header = 'words', signature = 17 WHERE digest = :story
            """)
        #expect(try rows().map(\.kind).contains(.header))
    }

    @Test(arguments: [(36, "free"), (4096 * 3, "page")])
    func `damage to the pages is found by SQLite itself`(place: Int, of: String) async throws {
        try await vault.store.emptyLog()
        let file = try FileHandle(forUpdating: URL(filePath: folder.vault))
        try file.seek(toOffset: UInt64(place))
        try file.write(contentsOf: [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF])
        try file.close()
        let found = try #require(try await VaultCheck.open(path: folder.vault).pages())
        #expect(!found.isEmpty && found.allSatisfy { $0.kind == .pages && !$0.key.isEmpty }, "\(of)")
    }

    @Test func `the check of the pages lets go as soon as somebody writes, and says that it did not see them`()
        async throws
    {
        let check = try VaultCheck.open(path: folder.vault)
        // In place of a check that takes long, a question that does.
        let long = """
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300000000)
            SELECT 'ok' FROM n WHERE i = 300000000
            """
        let writer = Task { [vault] in
            while !Task.isCancelled {
                // A task of its own, so that no write is broken off in the middle.
                let write = Task {
                    try await vault.store.transaction {
                        try $0.execute(sql: "PRAGMA user_version = \(Int.random(in: 0...9_999))")
                    }
                }
                try await write.value
                try await Task.sleep(for: .milliseconds(50))
            }
        }
        #expect(try await check.pages(asking: long, tries: 2) == nil)
        // What it reads next is let be.
        #expect(try check.rows(under: nil) == [])
        writer.cancel()
        // Nobody writes any more, and nobody's log is held.
        _ = await writer.result
        #expect(try await check.pages() == [])
        try await vault.store.emptyLog()
    }

    @Test func `what is destroyed during a check is gone from the log at once`() async throws {
        for _ in 0..<8 { _ = try await vault.inlet.admit(Sender(folder).submission()) }
        let check = try VaultCheck.open(path: folder.vault)
        var outcomes: [Erasure] = []
        // In the middle of the reading, between two steps of it.
        _ = try check.rows(under: nil) { _ in
            guard outcomes.isEmpty else { return }
            do {
                try self.vault.destroyBodies(of: self.sender.caseID, keeping: [])
                outcomes.append(.done)
            } catch { Issue.record(error) }
        }
        #expect(outcomes == [.done])
    }
}
