import Envelope
import Foundation
import GRDB
import Testing
import Vault

struct OpeningTests {
    let folder: ScratchFolder
    init() throws { folder = try ScratchFolder() }

    @Test func `the file, its log, its shared memory and its folder are the owner's alone`() async throws {
        let vault = try folder.inlet()
        _ = try await vault.admit(Sender(folder).submission())
        #expect(try folder.mode("") == 0o700)
        for end in ["", "-wal", "-shm"] { #expect(try folder.mode("/vault.sqlite" + end) == 0o600) }
    }

    @Test(arguments: [SQLiteVault.Mode.archive, .readOnly])
    func `a desk does not make a vault where there is none`(mode: SQLiteVault.Mode) throws {
        #expect(throws: VaultError.missing) { try SQLiteVault.open(path: folder.vault, mode: mode) }
        #expect(!FileManager.default.fileExists(atPath: folder.vault))
    }

    @Test func `a vault that every account can read is refused`() throws {
        _ = try folder.inlet()
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: folder.vault)
        #expect(throws: VaultError.exposed) { try folder.inlet() }
    }

    @Test(arguments: [SQLiteVault.Mode.inlet, .archive, .readOnly])
    func `a file that is no database is refused and left as it is`(mode: SQLiteVault.Mode) throws {
        let bytes = Data(String(repeating: "A letter, and no vault. ", count: 400).utf8)
        try makeFile(bytes)
        #expect(throws: VaultError.unreadable) { try SQLiteVault.open(path: folder.vault, mode: mode) }
        #expect(try Data(contentsOf: URL(filePath: folder.vault)) == bytes)
    }

    @Test func `another program's database is refused and left as it is`() throws {
        try makeFile(Data())
        try DatabaseQueue(path: folder.vault).write { try $0.execute(sql: "CREATE TABLE recipes (name TEXT)") }
        let before = try Data(contentsOf: URL(filePath: folder.vault))
        #expect(throws: VaultError.unreadable) { try folder.inlet() }
        #expect(try Data(contentsOf: URL(filePath: folder.vault)) == before)
    }

    @Test(arguments: [SQLiteVault.Mode.inlet, .archive, .readOnly])
    func `a vault of a newer version is refused`(mode: SQLiteVault.Mode) throws {
        _ = try folder.inlet()
        try folder.intruder().write { try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('99')") }
        #expect(throws: VaultError.newerVersion) { try SQLiteVault.open(path: folder.vault, mode: mode) }
    }

    @Test func `a vault of an older version is not read without its tables`() throws {
        try makeFile(Data())
        #expect(throws: VaultError.olderVersion) { try SQLiteVault.open(path: folder.vault, mode: .readOnly) }
    }

    @Test func `what is opened for reading reads, and cannot write`() async throws {
        let sender = try Sender(folder)
        let submission = try sender.submission()
        let inlet = try folder.inlet()
        _ = try await inlet.admit(submission)
        let vault = try SQLiteVault.open(path: folder.vault, mode: .readOnly)
        #expect(try vault.statements(of: sender.caseID).map(\.digest) == submission.digests)
        let withdrawal = try sender.withdrawal()
        #expect(throws: VaultError.cannotOpen) { try vault.append([withdrawal]) }
        #expect(throws: VaultError.cannotOpen) { try vault.destroyBodies(of: sender.caseID, keeping: []) }
        await #expect(throws: VaultError.cannotOpen) { try await vault.admit(Sender(folder).submission()) }
        #expect(try inlet.statements(of: sender.caseID).map(\.digest) == submission.digests)
    }

    @Test func `a closed vault can be opened for reading only`() async throws {
        let sender = try Sender(folder)
        _ = try await folder.inlet().admit(sender.submission())
        let vault = try SQLiteVault.open(path: folder.vault, mode: .readOnly)
        #expect(try vault.caseIDs() == [sender.caseID])
    }

    @Test func `many programs may open a new vault at the same moment`() async throws {
        let path = folder.vault
        let cases = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<8 {
                group.addTask { try SQLiteVault.open(path: path, mode: .inlet).caseIDs().count }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(cases == [Int](repeating: 0, count: 8))
    }

    @Test func `it answers while the file can be read`() async throws {
        let vault = try folder.inlet()
        #expect(await vault.isAnswering())
        try await folder.intruder().write { try $0.execute(sql: "DROP TABLE grdb_migrations") }
        #expect(await !vault.isAnswering())
    }

    private func makeFile(_ bytes: Data) throws {
        try FileManager.default.createDirectory(atPath: folder.path + "/state", withIntermediateDirectories: true)
        try bytes.write(to: URL(filePath: folder.vault))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: folder.vault)
    }
}
