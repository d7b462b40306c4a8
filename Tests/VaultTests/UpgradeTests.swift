import Envelope
import Foundation
import GRDB
import Ledger
import Testing

@testable import Vault

/// Vaults of earlier versions, made by their own migrations and filled with what they could hold.
struct UpgradeTests {
    let folder: ScratchFolder
    init() throws { folder = try ScratchFolder() }

    /// Makes a vault as the program had it that knew the migrations up to this one, with a connection like its own.
    private func make(_ version: String) throws -> DatabaseQueue {
        try VaultFile(path: folder.vault).make()
        let connection = try Connection.open(folder.vault, writes: true)
        try connection.write {
            try $0.execute(
                sql: "CREATE TABLE grdb_migrations (identifier TEXT PRIMARY KEY NOT NULL) STRICT, WITHOUT ROWID")
        }
        try Schema.migrator.migrate(connection, upTo: version)
        return connection
    }

    /// What stands in each table that a vault had.
    private func rows(_ tables: [String], _ connection: DatabaseQueue) throws -> [[Row]] {
        try connection.read { db in try tables.map { try Row.fetchAll(db, sql: "SELECT * FROM \($0) ORDER BY 1") } }
    }

    @Test(arguments: Schema.migrator.migrations)
    func `a vault of each earlier version is brought to this one, and every row of it stays`(version: String) throws {
        let (kept, taken) = (try Sender(folder), try Sender(folder))
        let story = try kept.submission("We came home late, and the light was on.")
        let gone = try taken.submission()
        let (number, day) = (try #require(Int(version)), Day(number: 30_000))
        let draft = try Sender(folder).withdrawal(of: kept.caseID)
        let awaited = try Sender(folder).withdrawal().statement
        let old = try make(version)
        try old.write { db in
            for submission in [story, gone] {
                try Admissions.remember(submission.tag, of: submission.caseID, db)
                for statement in submission.statements { try StatementTable.add(statement, db) }
            }
            try StatementTable.add(taken.withdrawal().statement, body: nil, db)
            // As the first version destroyed bodies: it knew no deadlines.
            for row in try Row.fetchAll(
                db, sql: "SELECT digest, body_id FROM statements WHERE case_id = ?",
                arguments: [Data(taken.caseID.bytes)])
            {
                try db.execute(
                    sql: "UPDATE statements SET body_id = NULL WHERE digest = ?", arguments: [row[0] as Data])
                try db.execute(sql: "DELETE FROM bodies WHERE id = ?", arguments: [row[1] as Int64?])
            }
            if number >= 2 {
                try StatementTable.schedule(
                    [story.statements[1].statement.digest], of: kept.caseID, on: day, because: .shown, db)
                try db.execute(sql: "INSERT INTO kept_codes VALUES (?)", arguments: [Data(kept.caseID.bytes)])
            }
            if number >= 3 { try DraftTable.keep(draft, replacing: [], until: day, db) }
            if number >= 4 { _ = try StatementTable.addAwaiting(awaited, db) }
            if number >= 5 { try db.execute(sql: "INSERT INTO passes VALUES (zeroblob(32), 7, NULL)") }
        }
        let tables = try old.read {
            try String.fetchAll(
                $0, sql: "SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'grdb_migrations'")
        }
        let before = try rows(tables, old)
        try old.close()
        if version != Schema.migrator.migrations.last {
            #expect(throws: VaultError.olderVersion) { try VaultReader.open(path: folder.vault) }
        }

        let vault = try VaultArchive.open(path: folder.vault)
        #expect(try rows(tables, vault.store.writer) == before)
        #expect(try vault.store.writer.read { try Schema.migrator.hasCompletedMigrations($0) })
        // It reads, it is whole, and it does what today's program does with a vault.
        let stands = try vault.statements(of: kept.caseID)
        for sealed in story.statements {
            #expect(stands.contains(.sound(sealed.statement, body: sealed.body)))
        }
        #expect(try vault.drafts(of: kept.caseID).count == (number >= 3 ? 1 : 0))
        let keyring = Keyring(serial: 1, from: .today, until: .today + 30, reviewers: [], publishers: [])
        #expect(throws: VaultError.withdrawn) { try vault.append([taken.withdrawal()], under: keyring) }
        #expect(try VaultCheck.open(path: folder.vault).rows(under: nil) == [])
        try vault.upkeep.rewrite()
        try vault.destroyBodies(of: kept.caseID, keeping: [])
        #expect(try VaultCheck.open(path: folder.vault).rows(under: nil).map(\.kind) == [])
    }

    @Test func `a vault that is brought to this version twice, or by two programs, is brought there once`() throws {
        try make("1").close()
        for _ in 0..<2 { _ = try VaultArchive.open(path: folder.vault) }
        let applied = try folder.intruder().read { try String.fetchAll($0, sql: "SELECT * FROM grdb_migrations") }
        #expect(applied == Schema.migrator.migrations)
    }
}
