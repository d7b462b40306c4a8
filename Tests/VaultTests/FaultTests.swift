import Envelope
import GRDB
import Testing

@testable import Vault

struct FaultTests {
    let folder: ScratchFolder
    init() throws { folder = try ScratchFolder() }

    @Test func `a disk that is full at any page leaves a whole story or nothing`() async throws {
        let vault = try folder.inlet()
        let sender = try Sender(folder)
        let submission = try sender.submission(String(repeating: "So it went on. ", count: 2_000))
        var failures = 0
        for pages in try #require(try pageCount(vault))... {
            try await vault.store.writer.writeWithoutTransaction {
                try $0.execute(sql: "PRAGMA max_page_count = \(pages)")
            }
            do {
                let admission = try await vault.inlet.admit(submission)
                #expect(admission == .stored)
                break
            } catch {
                #expect(error == .full)
                #expect(try rowCounts(vault) == [0, 0, 0])
                #expect(try await vault.inlet.standing(of: submission.tag, in: sender.caseID) == nil)
                failures += 1
            }
            try #require(failures < 100)
        }
        // The story alone fills 17 pages and its consent two.
        #expect(failures > 18)
        #expect(try rowCounts(vault) == [1, 2, 2])
        #expect(try folder.inlet().statements(of: sender.caseID).map(\.digest) == submission.digests)
    }

    @Test func `one story that cannot be stored does not fail its neighbors`() async throws {
        let vault = try folder.inlet()
        let senders = try (0..<4).map { _ in try Sender(folder) }
        var submissions = try senders.map { try $0.submission() }
        submissions[2] = Submission(caseID: senders[2].caseID, tag: submissions[2].tag, statements: [])
        let batch = submissions
        // The second statement of the second case is refused, when the first is in already.
        try await vault.store.writer.write { db in
            try db.execute(
                sql: """
                    CREATE TRIGGER refusal BEFORE INSERT ON statements
                    WHEN NEW.digest = x'\(batch[1].statements[1].statement.digest.hex)'
                    BEGIN SELECT RAISE(ABORT, 'refused'); END
                    """)
        }
        let outcomes = try await vault.store.writer.writeWithoutTransaction {
            try Admissions.admit(batch.map { ($0, nil) }, $0)
        }
        #expect(outcomes == [.success(.stored), .failure(.failed), .failure(.malformed), .success(.stored)])
        #expect(try vault.caseIDs() == [senders[0].caseID, senders[3].caseID].sorted())
        #expect(try rowCounts(vault) == [2, 4, 4])
    }

    @Test func `a vault that another program holds is busy, and takes the story later`() async throws {
        let vault = try folder.inlet()
        let submission = try Sender(folder).submission()
        try await vault.store.writer.writeWithoutTransaction { try $0.execute(sql: "PRAGMA busy_timeout = 20") }
        let other = try folder.intruder()
        try await other.writeWithoutTransaction { try $0.beginTransaction(.immediate) }
        await #expect(throws: VaultError.busy) { try await vault.inlet.admit(submission) }
        try await other.writeWithoutTransaction { try $0.rollback() }
        #expect(try await vault.inlet.admit(submission) == .stored)
    }

    private func pageCount(_ vault: VaultArchive) throws -> Int? {
        try vault.store.writer.read { try Int.fetchOne($0, sql: "PRAGMA page_count") }
    }
}
