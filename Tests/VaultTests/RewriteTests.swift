import Envelope
import Foundation
import GRDB
import Ledger
import Testing

@testable import Vault

/// Writing a vault anew, so that its layout does not tell the order of arrival (promise 3).
struct RewriteTests {
    /// Ten thousand stories with `FIRSTHAND_LONG_FAULTS=1`, which prints what it took.
    static let isLong = ProcessInfo.processInfo.environment["FIRSTHAND_LONG_FAULTS"] != nil

    let folder: ScratchFolder
    init() throws { folder = try ScratchFolder() }

    /// Sends stories one after the other.
    private func send(_ count: Int, to vault: VaultArchive) async throws -> [Submission] {
        var sent: [Submission] = []
        for _ in 0..<count {
            let submission = try Sender(folder).submission()
            _ = try await vault.inlet.admit(submission)
            sent.append(submission)
        }
        try await vault.store.emptyLog()
        return sent
    }

    private func root(_ table: String, _ vault: VaultArchive) throws -> Int {
        try vault.store.writer.read {
            try Int.fetchOne($0, sql: "SELECT rootpage FROM sqlite_schema WHERE name = ?", arguments: [table]) ?? 0
        }
    }

    /// The bodies in the order in which they came.
    private func bodies(of sent: [Submission], _ vault: VaultArchive) throws -> [Int64] {
        try vault.store.writer.read { db in
            try sent.flatMap(\.statements).map { sealed in
                let sql = "SELECT body_id FROM statements WHERE digest = ?"
                return try #require(try Int64.fetchOne(db, sql: sql, arguments: [Data(sealed.statement.digest.bytes)]))
            }
        }
    }

    /// Every row of every table.
    private func rows(_ vault: VaultArchive) throws -> [String: [[DatabaseValue]]] {
        try vault.store.writer.read { db in
            let steps = try RewriteStep.all(db)
            return try Dictionary(
                uniqueKeysWithValues: steps.map { step in
                    let sql = "SELECT * FROM \(step.table) ORDER BY \(step.key)"
                    return (step.table, try Row.fetchAll(db, sql: sql).map { Array($0.databaseValues) })
                })
        }
    }

    private func soundness(_ vault: VaultArchive) throws -> [String] {
        try vault.store.writer.read { db in
            try String.fetchAll(db, sql: "PRAGMA integrity_check")
                + Row.fetchAll(db, sql: "PRAGMA foreign_key_check").map { "\($0)" }
        }
    }

    @Test func `after a rewrite the pages of the file do not tell what came first`() async throws {
        let vault = try folder.inlet()
        let sent = try await send(Self.isLong ? 10_000 : 150, to: vault)
        let order = try bodies(of: sent, vault)
        let root = try root("bodies", vault)
        func correlation() throws -> Double {
            let pages = try PageOrder(folder.vault).firstPages(root: root)
            try #require(pages.count == order.count)
            return try rankCorrelation(order.map { try #require(pages[$0]) })
        }
        let before = try correlation()
        #expect(before > 0.99)
        let size = try FileManager.default.attributesOfItem(atPath: folder.vault)[.size] as? Int ?? 0
        let start = ContinuousClock.now
        try vault.upkeep.rewrite()
        let took = ContinuousClock.now - start
        let after = try correlation()
        // Of rows in no order, six standard deviations.
        #expect(abs(after) < 6 / Double(order.count).squareRoot())
        #expect(try soundness(vault) == ["ok"])
        let grown = (try FileManager.default.attributesOfItem(atPath: folder.vault)[.size] as? Int ?? 0) - size
        // No second copy of the vault anywhere: a few pages of the file, and the log is empty.
        #expect(grown <= 4 << 20)
        let log = try FileManager.default.attributesOfItem(atPath: folder.vault + "-wal")[.size] as? Int
        #expect(log == 0)
        if Self.isLong {
            print("\(sent.count) stories, \(size >> 20) MiB: rank correlation \(before) before, \(after) after")
            print("written anew in \(took); the file has grown by \(grown >> 10) KiB")
        }
    }

    @Test func `within a page rows stand as they came, and by key after a rewrite`() async throws {
        let vault = try folder.inlet()
        // As many as fit one page.
        let sent = try await send(3, to: vault)
        let root = try root("statements", vault)
        let came = sent.flatMap(\.statements).map(\.statement.digest.bytes)
        #expect(try PageOrder(folder.vault).writtenKeys(root: root) == [came])
        try vault.upkeep.rewrite()
        let sorted = came.sorted { $0.lexicographicallyPrecedes($1) }
        #expect(try PageOrder(folder.vault).writtenKeys(root: root) == [sorted])
    }

    @Test func `a rewrite changes no row of any table, and moves every one`() async throws {
        let vault = try folder.inlet()
        let sent = try await send(4, to: vault)
        let (first, story) = (sent[0], sent[1].statements[0])
        try await vault.inlet.keepCode(of: first.caseID)
        try await vault.inlet.scheduleDestruction(
            [first.statements[0].statement.digest], of: first.caseID, on: Day(number: 30_000))
        try vault.scheduleDestruction(
            [first.statements[0].statement.digest], of: first.caseID, on: Day(number: 30_000))
        let draft = try Sender(folder).withdrawal()
        try vault.keepDraft(draft, replacing: [], until: Day(number: 30_000))
        let awaited = try Sender(folder).withdrawal().statement
        try await vault.store.transaction { db in
            _ = try StatementTable.addAwaiting(awaited, db)
            try db.execute(sql: "INSERT INTO passes VALUES (zeroblob(32), 7, NULL)")
        }
        let before = try rows(vault)
        let filled = before.filter { !$0.value.isEmpty }.keys
        #expect(
            Set(filled) == [
                "bodies", "statements", "retry_tags", "deadlines", "kept_codes", "drafts", "awaited", "passes",
            ])
        var told: [Int] = []
        try vault.upkeep.rewrite { done, all in
            told.append(done)
            #expect(all == before.values.reduce(0) { $0 + $1.count })
        }
        #expect(told == told.sorted() && told.last == before.values.reduce(0) { $0 + $1.count })
        #expect(try rows(vault) == before)
        #expect(try soundness(vault) == ["ok"])
        #expect(
            try vault.statements(of: story.statement.header.caseID).contains(.sound(story.statement, body: story.body)))
    }

    @Test func `nothing that was destroyed comes back with a rewrite, and free pages hold nothing`() async throws {
        let vault = try folder.inlet()
        let sent = try await send(30, to: vault)
        for submission in sent.prefix(20) { try vault.destroyBodies(of: submission.caseID, keeping: []) }
        try vault.upkeep.rewrite()
        let free = try PageOrder(folder.vault).freeLeaves()
        #expect(free.count > 50)
        #expect(free.allSatisfy { $0.allSatisfy { $0 == 0 } })
        let raw = Data(try folder.raw())
        for (index, submission) in sent.enumerated() {
            // A run of what is sealed, from its middle.
            let bytes = submission.statements[0].body.encoded
            let run = Data(bytes[(bytes.count / 2)..<(bytes.count / 2 + 48)])
            #expect((raw.range(of: run) == nil) == (index < 20))
        }
    }

    @Test func `stories come in while a vault is written anew, and each is there`() async throws {
        let vault = try folder.inlet()
        let sent = try await send(20, to: vault)
        let upkeep = try VaultUpkeep.open(path: folder.vault)
        let rewriting = Task { try upkeep.rewrite() }
        var more: [Submission] = []
        repeat {
            let submission = try Sender(folder).submission()
            #expect(try await vault.inlet.admit(submission) == .stored)
            more.append(submission)
        } while more.count < 20
        try await rewriting.value
        // The file is the one that the intake opened: nothing is refused afterwards.
        #expect(await vault.store.pulse.beat(vault.store, within: .seconds(600)) == nil)
        #expect(await vault.inlet.obstacle() == nil)
        for submission in sent + more {
            #expect(try vault.statements(of: submission.caseID).map(\.digest) == submission.digests)
        }
        #expect(try soundness(vault) == ["ok"])
    }

    @Test func `a row that cannot be written again stays where it is, with all others`() async throws {
        let vault = try folder.inlet()
        _ = try await send(3, to: vault)
        try await folder.intruder().writeWithoutTransaction { db in
            try db.execute(
                sql: """
                    PRAGMA ignore_check_constraints = ON;
                    UPDATE retry_tags SET case_id = x'01' WHERE tag = (SELECT max(tag) FROM retry_tags)
                    """)
        }
        let before = try rows(vault)
        #expect(throws: VaultError.unreadable) { try vault.upkeep.rewrite() }
        #expect(try rows(vault) == before)
    }
}
