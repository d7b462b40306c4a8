import Envelope
import GRDB
import Testing

@testable import Vault

struct DestructionTests {
    let folder: ScratchFolder
    let vault: VaultArchive
    init() throws {
        folder = try ScratchFolder()
        vault = try folder.inlet()
    }

    @Test func `destroyed bodies are gone from the file, its free pages and its log`() async throws {
        let senders = try (0..<12).map { _ in try Sender(folder) }
        let stories = try senders.enumerated().map { index, sender in
            try sender.submission(String(repeating: "So it went on. ", count: index % 3 * 2_000 + 1))
        }
        for story in stories { _ = try await vault.inlet.admit(story) }
        let before = try Residue(folder.raw())
        // Nearly all: a body is cut where one page ends and the next begins.
        #expect(before.share(of: stories.flatMap(\.statements)) > 0.9)
        for sender in senders.prefix(8) { try vault.destroyBodies(of: sender.caseID, keeping: []) }
        let after = try Residue(folder.raw())
        #expect(after.share(of: stories.prefix(8).flatMap(\.statements)) == 0)
        #expect(after.share(of: stories.suffix(4).flatMap(\.statements)) > 0.9)
    }

    /// SQLite moves rows between pages as they come and go, and may leave copies of their first bytes behind.
    ///
    /// It does so by chance, and more often when rows differ a little in length: without the margin of the bodies,
    /// nearly every second round finds some.
    @Test(arguments: 1...6)
    func `nothing of a destroyed body stays where rows were moved about`(round: Int) throws {
        let sender = try Sender(folder)
        let statements = try (0..<200).map { index in
            try sender.withdrawal(of: CaseID(unchecked: randomBytes(CaseID.length)), readers: index % 12 + 1)
        }
        for statement in statements { try vault.append([statement]) }
        let destroyed = Array(statements.prefix(100))
        for statement in destroyed { try vault.destroyBodies(of: statement.statement.header.caseID, keeping: []) }
        #expect(try Residue(folder.raw()).share(of: destroyed) == 0)
    }

    @Test func `headers, signatures and tags stay, and say that the body was destroyed`() async throws {
        let sender = try Sender(folder)
        let submission = try sender.submission()
        _ = try await vault.inlet.admit(submission)
        let kept = submission.statements[1]
        try vault.destroyBodies(of: sender.caseID, keeping: [kept.statement.digest])
        let expected: [StoredStatement] = [
            .sound(submission.statements[0].statement, body: nil), .sound(kept.statement, body: kept.body),
        ]
        let rows = try vault.statements(of: sender.caseID)
        #expect(rows == expected.sorted { $0.digest < $1.digest })
        #expect(try await vault.inlet.admit(sender.submission()) == .alreadyHere)
        #expect(try rowCounts(vault) == [1, 2, 1])
    }

    @Test func `another case keeps its bodies`() async throws {
        let (one, two) = (try Sender(folder), try Sender(folder))
        _ = try await vault.inlet.admit(one.submission())
        _ = try await vault.inlet.admit(two.submission())
        let before = try vault.statements(of: two.caseID)
        try vault.destroyBodies(of: one.caseID, keeping: [])
        #expect(try vault.statements(of: two.caseID) == before)
    }

    private func destroyDue(on day: Day) throws { try vault.upkeep.destroyDue(on: day) }

    @Test(arguments: [false, true])
    func `what was due is gone from the log too, also where an earlier turn could not empty it`(onServer: Bool)
        async throws
    {
        func destroy() async throws {
            let day = Day(number: 22_001)
            if onServer { try await vault.upkeep.destroyDue(on: day) } else { try destroyDue(on: day) }
        }
        let sender = try Sender(folder)
        let submission = try sender.submission()
        _ = try await vault.inlet.admit(submission)
        try vault.scheduleDestruction(Set(submission.digests), of: sender.caseID, on: Day(number: 22_001))
        try await vault.store.writer.writeWithoutTransaction { try $0.execute(sql: "PRAGMA busy_timeout = 20") }
        let reader = try folder.intruder()
        try await reader.writeWithoutTransaction { db in
            try db.beginTransaction(.deferred)
            _ = try Int.fetchOne(db, sql: "SELECT count(*) FROM bodies")
        }
        await #expect(throws: VaultError.busy) { try await destroy() }
        try await reader.writeWithoutTransaction { try $0.rollback() }
        // Nothing is due any more.
        try await destroy()
        #expect(try Residue(folder.raw()).share(of: submission.statements) == 0)
    }

    @Test func `nothing is confirmed while a reader holds the log, and a second try finishes it`() async throws {
        let sender = try Sender(folder)
        let submission = try sender.submission()
        _ = try await vault.inlet.admit(submission)
        try await vault.store.writer.writeWithoutTransaction { try $0.execute(sql: "PRAGMA busy_timeout = 20") }
        let reader = try folder.intruder()
        try await reader.writeWithoutTransaction { db in
            try db.beginTransaction(.deferred)
            _ = try Int.fetchOne(db, sql: "SELECT count(*) FROM bodies")
        }
        #expect(throws: VaultError.busy) { try vault.destroyBodies(of: sender.caseID, keeping: []) }
        try await reader.writeWithoutTransaction { try $0.rollback() }
        try vault.destroyBodies(of: sender.caseID, keeping: [])
        #expect(try Residue(folder.raw()).share(of: submission.statements) == 0)
    }
}

/// Bytes of a disk, to look for bodies in.
struct Residue {
    private let disk: [UInt8]

    init(_ disk: [UInt8]) { self.disk = disk }

    /// Which share of the eights of bytes of these bodies is there.
    ///
    /// Any run of fifteen bytes that is left of one holds an eight.
    func share(of statements: [SealedStatement]) -> Double {
        var wanted: Set<UInt64> = []
        for statement in statements {
            // What only this body holds: boxes and ciphertext, and no key id.
            let bytes = statement.body.slots.flatMap(\.box) + statement.body.streamHeader + statement.body.message
            for start in stride(from: 0, to: bytes.count - 8, by: 8) {
                wanted.insert(bytes[start..<(start + 8)].reduce(0) { $0 << 8 | UInt64($1) })
            }
        }
        let all = Double(wanted.count)
        var found = 0
        var word: UInt64 = 0
        for byte in disk {
            word = word << 8 | UInt64(byte)
            if wanted.remove(word) != nil { found += 1 }
        }
        return Double(found) / all
    }
}
