import Envelope
import GRDB
import Testing

@testable import Vault

struct DestructionTests {
    let folder: ScratchFolder
    let vault: SQLiteVault
    init() throws {
        folder = try ScratchFolder()
        vault = try folder.inlet()
    }

    @Test func `destroyed bodies are gone from the file, its free pages and its log`() async throws {
        let senders = try (0..<24).map { _ in try Sender(folder) }
        let stories = try senders.enumerated().map { index, sender in
            try sender.submission(String(repeating: "So it went on. ", count: index % 3 * 2_000 + 1))
        }
        for story in stories { _ = try await vault.admit(story) }
        let before = try Words(folder.raw())
        #expect(stories.allSatisfy { before.hold(most: $0) })
        for sender in senders.prefix(20) { try vault.destroyBodies(of: sender.caseID, keeping: []) }
        let after = try Words(folder.raw())
        #expect(stories.prefix(20).allSatisfy { after.hold(none: $0) })
        #expect(stories.suffix(4).allSatisfy { after.hold(most: $0) })
    }

    @Test func `headers, signatures and tags stay, and say that the body was destroyed`() async throws {
        let sender = try Sender(folder)
        let submission = try sender.submission()
        _ = try await vault.admit(submission)
        let kept = submission.statements[1]
        try vault.destroyBodies(of: sender.caseID, keeping: [kept.statement.digest])
        let expected: [StoredStatement] = [
            .sound(submission.statements[0].statement, body: nil), .sound(kept.statement, body: kept.body),
        ]
        let rows = try vault.statements(of: sender.caseID)
        #expect(rows == expected.sorted { $0.digest < $1.digest })
        #expect(try await vault.admit(sender.submission()) == .alreadyHere)
        #expect(try rowCounts(vault) == [1, 2, 1])
    }

    @Test func `another case keeps its bodies`() async throws {
        let (one, two) = (try Sender(folder), try Sender(folder))
        _ = try await vault.admit(one.submission())
        _ = try await vault.admit(two.submission())
        let before = try vault.statements(of: two.caseID)
        try vault.destroyBodies(of: one.caseID, keeping: [])
        #expect(try vault.statements(of: two.caseID) == before)
    }

    @Test func `nothing is confirmed while a reader holds the log, and a second try finishes it`() async throws {
        let sender = try Sender(folder)
        let submission = try sender.submission()
        _ = try await vault.admit(submission)
        try await vault.writer.writeWithoutTransaction { try $0.execute(sql: "PRAGMA busy_timeout = 20") }
        let reader = try folder.intruder()
        try await reader.writeWithoutTransaction { db in
            try db.beginTransaction(.deferred)
            _ = try Int.fetchOne(db, sql: "SELECT count(*) FROM bodies")
        }
        #expect(throws: VaultError.busy) { try vault.destroyBodies(of: sender.caseID, keeping: []) }
        try await reader.writeWithoutTransaction { try $0.rollback() }
        try vault.destroyBodies(of: sender.caseID, keeping: [])
        #expect(try Words(folder.raw()).hold(none: submission))
    }
}

/// Every eight bytes in a row of some bytes, so that any run of fifteen that is left of a body is found.
private struct Words {
    private let words: Set<UInt64>

    init(_ bytes: [UInt8]) {
        var words: Set<UInt64> = []
        words.reserveCapacity(bytes.count)
        var word: UInt64 = 0
        for byte in bytes {
            word = word << 8 | UInt64(byte)
            words.insert(word)
        }
        self.words = words
    }

    func hold(none submission: Submission) -> Bool { found(submission).allSatisfy { !$0 } }

    /// Nearly all: a body is cut where one page ends and the next begins.
    func hold(most submission: Submission) -> Bool {
        let found = found(submission)
        return found.filter(\.self).count > found.count * 9 / 10
    }

    /// Whether each eight bytes are there of what only these bodies hold: boxes and ciphertext, and no key id.
    private func found(_ submission: Submission) -> [Bool] {
        submission.statements.flatMap { statement -> [Bool] in
            let bytes = statement.body.slots.flatMap(\.box) + statement.body.streamHeader + statement.body.message
            return stride(from: 0, to: bytes.count - 8, by: 8).map { start in
                words.contains(bytes[start..<(start + 8)].reduce(0) { $0 << 8 | UInt64($1) })
            }
        }
    }
}
