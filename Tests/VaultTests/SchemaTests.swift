import Envelope
import GRDB
import Testing

@testable import Vault

struct SchemaTests {
    let folder: ScratchFolder
    init() throws { folder = try ScratchFolder() }

    @Test func `every table is strict, and only the bodies have a rowid`() throws {
        let tables = try folder.inlet().store.writer.read { db in
            try Row.fetchAll(
                db, sql: "SELECT name, wr, strict FROM pragma_table_list WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'")
        }
        let strict = tables.filter { $0["strict"] == 1 }.map { $0["name"] as String }
        let rowless = tables.filter { $0["wr"] == 1 }.map { $0["name"] as String }
        #expect(
            Set(strict) == [
                "bodies", "statements", "retry_tags", "deadlines", "kept_codes", "drafts", "awaited", "passes",
                "reports", "restored", "grdb_migrations",
            ])
        #expect(strict.count == tables.count)
        #expect(
            Set(rowless) == [
                "statements", "retry_tags", "deadlines", "kept_codes", "drafts", "awaited", "passes", "reports",
                "restored", "grdb_migrations",
            ])
    }

    /// A new column has to be added here too, by somebody who asks what it tells of when and who.
    @Test func `no column holds a time finer than a day, a place or a length`() throws {
        let columns = try folder.inlet().store.writer.read { db in
            try String.fetchSet(
                db,
                sql: """
                    SELECT t.name || '.' || c.name || ' ' || c.type
                    FROM pragma_table_list t, pragma_table_xinfo(t.name) c
                    WHERE t.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
                    """)
        }
        #expect(
            columns == [
                "bodies.id INTEGER", "bodies.margin BLOB", "bodies.bytes BLOB", "statements.digest BLOB",
                "statements.case_id BLOB", "statements.header BLOB", "statements.signature BLOB",
                "statements.body_id INTEGER", "retry_tags.tag BLOB", "retry_tags.case_id BLOB",
                "deadlines.digest BLOB", "deadlines.reason TEXT", "deadlines.day INTEGER", "kept_codes.case_id BLOB",
                "drafts.digest BLOB", "drafts.case_id BLOB", "drafts.header BLOB", "drafts.signature BLOB",
                "drafts.body_id INTEGER", "drafts.day INTEGER", "awaited.digest BLOB",
                "passes.keyring BLOB", "passes.number INTEGER", "passes.after INTEGER",
                "reports.publisher BLOB", "reports.header BLOB", "reports.signature BLOB", "reports.body_id INTEGER",
                "restored.step TEXT", "restored.name TEXT", "restored.day INTEGER",
                "grdb_migrations.identifier TEXT",
            ])
    }

    @Test func `bodies are not numbered in the order they came`() async throws {
        let vault = try folder.inlet()
        var ids: [Int64] = []
        for _ in 0..<8 {
            _ = try await vault.inlet.admit(Sender(folder).submission())
            let all = try await vault.store.writer.read { try Int64.fetchAll($0, sql: "SELECT id FROM bodies") }
            ids += all.filter { !ids.contains($0) }
        }
        #expect(ids.count == 16)
        #expect(ids != ids.sorted())
        #expect(ids.allSatisfy { $0 > 0 })
        // Of 16 random numbers one is below 2^48 once in two thousand runs.
        #expect(ids.filter { $0 > 1 << 48 }.count >= 15)
    }

    @Test func `the settings that keep promises are in force`() throws {
        func settings(_ vault: VaultArchive) throws -> [String] {
            try vault.store.writer.read { db in
                try [
                    "journal_mode", "synchronous", "secure_delete", "trusted_schema", "foreign_keys", "cell_size_check",
                    "temp_store", "busy_timeout",
                ].map { "\($0)=\(try String.fetchOne(db, sql: "PRAGMA \($0)") ?? "")" }
            }
        }
        let expected = [
            "journal_mode=wal", "synchronous=2", "secure_delete=1", "trusted_schema=0", "foreign_keys=1",
            "cell_size_check=1", "temp_store=2", "busy_timeout=5000",
        ]
        let inlet = try folder.inlet()
        #expect(try settings(inlet) == expected)
        #expect(try settings(VaultArchive.open(path: folder.vault)) == expected)
    }
}
