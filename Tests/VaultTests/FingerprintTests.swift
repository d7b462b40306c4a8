import Envelope
import Foundation
import GRDB
import Testing

@testable import Vault

/// What a vault has of a case, in one digest: whatever changes in a row changes it.
struct FingerprintTests {
    private let folder: ScratchFolder
    private let sender, other: Sender
    private let vault: VaultArchive
    private let story: Digest

    init() async throws {
        folder = try ScratchFolder()
        (sender, other) = (try Sender(folder), try Sender(folder))
        vault = try folder.inlet()
        let submission = try sender.submission()
        _ = try await vault.inlet.admit(submission)
        _ = try await vault.inlet.admit(other.submission())
        story = submission.statements[0].statement.digest
    }

    @Test func `the same rows always give the same, for every case that is here`() throws {
        let first = try vault.fingerprints()
        #expect(Set(first.keys) == [sender.caseID, other.caseID])
        #expect(first[sender.caseID] != first[other.caseID])
        let copy = folder.path + "/copy.sqlite"
        try vault.store.writer.vacuum(into: copy)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: copy)
        let again = try VaultReader(store: VaultStore.open(path: copy, mode: .readOnly)).fingerprints()
        #expect(again == first)
    }

    @Test(arguments: [
        "UPDATE statements SET signature = zeroblob(64) WHERE digest = :story",
        "UPDATE statements SET header = CAST(header || x'00' AS BLOB) WHERE digest = :story",
        "UPDATE statements SET header = CAST(substr(header, 1, length(header) - 1) || x'00' AS BLOB) WHERE digest = :story",
        "UPDATE statements SET body_id = body_id + 1 WHERE digest = :story",
        "UPDATE statements SET body_id = NULL WHERE digest = :story",
        "UPDATE statements SET digest = zeroblob(32) WHERE digest = :story",
        "DELETE FROM statements WHERE digest = :story",
    ])
    func `a row that was changed by hand gives another, and the other cases stay as they are`(sql: String) throws {
        let before = try vault.fingerprints()
        try folder.intruder().writeWithoutTransaction { db in
            try db.execute(
                sql: "PRAGMA ignore_check_constraints = ON; PRAGMA foreign_keys = OFF")
            try db.execute(sql: sql, arguments: ["story": Data(story.bytes)])
        }
        let after = try vault.fingerprints()
        #expect(after[sender.caseID] != nil && after[sender.caseID] != before[sender.caseID])
        #expect(after[other.caseID] == before[other.caseID])
    }

    @Test func `what is typed or named in a case gives another, and begins none`() throws {
        let before = try vault.fingerprints()
        let draft = try sender.withdrawal()
        try vault.keepDraft(draft, replacing: [], until: Day(number: 30_000))
        #expect(try vault.fingerprints()[sender.caseID] != before[sender.caseID])
        let nobody = try Sender(folder)
        try vault.keepDraft(nobody.withdrawal(), replacing: [], until: Day(number: 30_000))
        #expect(try vault.fingerprints()[nobody.caseID] == nil)
    }

    @Test func `a row under no case makes the vault unreadable`() throws {
        try folder.intruder().writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA ignore_check_constraints = ON")
            try db.execute(
                sql: "UPDATE statements SET case_id = x'00' WHERE digest = ?", arguments: [Data(story.bytes)])
        }
        #expect(throws: VaultError.unreadable) { try vault.fingerprints() }
    }
}
