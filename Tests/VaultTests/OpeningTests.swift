import Envelope
import Foundation
import GRDB
import Testing

@testable import Vault

struct OpeningTests {
    let folder: ScratchFolder
    init() throws { folder = try ScratchFolder() }

    @Test func `the file, its log, its shared memory and its folder are the owner's alone`() async throws {
        let vault = try folder.inlet()
        _ = try await vault.inlet.admit(Sender(folder).submission())
        #expect(try folder.mode("") == 0o700)
        for end in ["", "-wal", "-shm"] { #expect(try folder.mode("/vault.sqlite" + end) == 0o600) }
    }

    @Test(arguments: [VaultStore.Mode.archive, .readOnly])
    func `a desk does not make a vault where there is none`(mode: VaultStore.Mode) throws {
        #expect(throws: VaultError.missing) { try VaultStore.open(path: folder.vault, mode: mode) }
        #expect(!FileManager.default.fileExists(atPath: folder.vault))
    }

    @Test func `a vault that every account can read is refused`() throws {
        _ = try folder.inlet()
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: folder.vault)
        #expect(throws: VaultError.exposed) { try folder.inlet() }
    }

    @Test(arguments: [VaultStore.Mode.making, .archive, .readOnly])
    func `a file that is no database is refused and left as it is`(mode: VaultStore.Mode) throws {
        let bytes = Data(String(repeating: "A letter, and no vault. ", count: 400).utf8)
        try makeFile(bytes)
        #expect(throws: VaultError.unreadable) { try VaultStore.open(path: folder.vault, mode: mode) }
        #expect(try Data(contentsOf: URL(filePath: folder.vault)) == bytes)
    }

    @Test func `another program's database is refused and left as it is`() throws {
        try makeFile(Data())
        try DatabaseQueue(path: folder.vault).write { try $0.execute(sql: "CREATE TABLE recipes (name TEXT)") }
        let before = try Data(contentsOf: URL(filePath: folder.vault))
        #expect(throws: VaultError.unreadable) { try folder.inlet() }
        #expect(try Data(contentsOf: URL(filePath: folder.vault)) == before)
    }

    @Test(arguments: [VaultStore.Mode.making, .archive, .readOnly])
    func `a vault of a newer version is refused`(mode: VaultStore.Mode) throws {
        _ = try folder.inlet()
        try folder.intruder().write { try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('99')") }
        #expect(throws: VaultError.newerVersion) { try VaultStore.open(path: folder.vault, mode: mode) }
    }

    @Test func `a vault of an older version is not read without its tables`() throws {
        try makeFile(Data())
        #expect(throws: VaultError.olderVersion) { try VaultReader.open(path: folder.vault) }
    }

    @Test func `what is opened for reading reads, and cannot write`() async throws {
        let sender = try Sender(folder)
        let submission = try sender.submission()
        let made = try folder.inlet()
        _ = try await made.inlet.admit(submission)
        let reader = try VaultReader.open(path: folder.vault)
        #expect(try reader.statements(of: sender.caseID).map(\.digest) == submission.digests)
        // No call of a reader writes. SQLite refuses as well, whatever type is put over the store.
        let vault = VaultArchive(store: reader.store)
        let withdrawal = try sender.withdrawal()
        #expect(throws: VaultError.cannotOpen) { try vault.append([withdrawal]) }
        #expect(throws: VaultError.cannotOpen) { try vault.destroyBodies(of: sender.caseID, keeping: []) }
        await #expect(throws: VaultError.cannotOpen) { try await vault.inlet.admit(Sender(folder).submission()) }
        #expect(try made.statements(of: sender.caseID).map(\.digest) == submission.digests)
    }

    @Test func `a closed vault can be opened for reading only`() async throws {
        let sender = try Sender(folder)
        _ = try await folder.inlet().inlet.admit(sender.submission())
        let vault = try VaultReader.open(path: folder.vault)
        #expect(try vault.caseIDs() == [sender.caseID])
    }

    @Test func `many programs may open a new vault at the same moment`() async throws {
        let path = folder.vault
        let cases = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<8 {
                group.addTask { try VaultArchive.open(path: path, makes: true).caseIDs().count }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(cases == [Int](repeating: 0, count: 8))
    }

    @Test func `it answers while the file can be read and written`() async throws {
        let vault = try folder.inlet()
        #expect(await vault.store.pulse.beat(vault.store, within: .seconds(600)) == nil)
        try await folder.intruder().write { try $0.execute(sql: "DROP TABLE grdb_migrations") }
        #expect(await vault.store.pulse.beat(vault.store, within: .seconds(600)) == .failed)
    }

    private func makeFile(_ bytes: Data) throws {
        try FileManager.default.createDirectory(atPath: folder.path + "/state", withIntermediateDirectories: true)
        try bytes.write(to: URL(filePath: folder.vault))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: folder.vault)
    }
}
