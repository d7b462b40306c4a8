import Envelope
import Foundation
import Testing

@testable import Vault

/// The withdrawals that stand beside a vault.
struct TombstoneFileTests {
    let folder: ScratchFolder
    let vault: VaultArchive
    private var path: String { folder.vault + "-withdrawn" }

    init() throws {
        folder = try ScratchFolder()
        vault = try folder.inlet()
    }

    private func withdraw(_ count: Int = 1) async throws -> [Sender] {
        let senders = try (0..<count).map { _ in try Sender(folder) }
        for sender in senders {
            _ = try await vault.inlet.admit(sender.submission())
            #expect(try await vault.inlet.withdraw(sender.withdrawal().statement) == .done)
        }
        return senders
    }

    private func bytes() throws -> [UInt8] { Array(try Data(contentsOf: URL(filePath: path))) }

    @Test func `a withdrawal stands beside the vault too, for its owner alone and in no order of arrival`() async throws
    {
        let senders = try await withdraw(8)
        let kept = try vault.store.tombstones.statements()
        #expect(Set(kept.map(\.header.caseID)) == Set(senders.map(\.caseID)))
        #expect(kept.map(\.digest) == kept.map(\.digest).sorted())
        #expect(try folder.mode("/vault.sqlite-withdrawn") == 0o600)
        #expect(vault.inlet.keepsTombstones)
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folder.path + "/state").filter { $0.contains("part") }
                == [])
    }

    @Test func `a vault that is brought back beside the file destroys what was taken back since`() async throws {
        let sender = try Sender(folder)
        _ = try await vault.inlet.admit(sender.submission())
        try vault.upkeep.emptyLog()
        let old = try Data(contentsOf: URL(filePath: folder.vault))
        _ = try await vault.inlet.withdraw(sender.withdrawal().statement)
        // The same disk, an older vault; the file beside it stays.
        let elsewhere = try ScratchFolder()
        try FileManager.default.createDirectory(atPath: elsewhere.path + "/state", withIntermediateDirectories: true)
        try old.write(to: URL(filePath: elsewhere.vault))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: elsewhere.vault)
        try FileManager.default.copyItem(atPath: path, toPath: elsewhere.vault + "-withdrawn")
        let back = try VaultArchive.open(path: elsewhere.vault)
        #expect(try back.statements(of: sender.caseID).count == 2)
        #expect(try back.upkeep.shareTombstones(under: nil) == 1)
        #expect(try back.statements(of: sender.caseID).count == 3)
        #expect(try rowCounts(back)[2] == 0)
        #expect(try back.upkeep.shareTombstones(under: nil) == 0)
    }

    @Test func `nothing in the file counts but a signature of the survivor whose case it is`() async throws {
        let (sender, stranger) = (try Sender(folder), try Sender(folder))
        _ = try await vault.inlet.admit(sender.submission())
        let own = try sender.withdrawal().statement
        let forged = Statement(header: own.header, signature: Signature(unchecked: [UInt8](repeating: 1, count: 64)))
        let strangers = try stranger.withdrawal(of: sender.caseID).statement
        for wrong in [forged, strangers] {
            try? FileManager.default.removeItem(atPath: path)
            try vault.store.tombstones.add([wrong])
            #expect(try vault.upkeep.shareTombstones(under: nil) == 0)
            #expect(try rowCounts(vault)[2] == 2)
        }
    }

    @Test func `a file that cannot be written stops no withdrawal, is told, and is mended`() async throws {
        try FileManager.default.createDirectory(atPath: path + "/in-the-way", withIntermediateDirectories: true)
        let sender = try await withdraw()[0]
        #expect(!vault.inlet.keepsTombstones && vault.upkeep.owesTombstones)
        #expect(try rowCounts(vault)[2] == 0)
        #expect(throws: VaultError.tombstones) { try vault.upkeep.shareTombstones(under: nil) }
        try FileManager.default.removeItem(atPath: path)
        #expect(try vault.upkeep.tombstonesMissing() == 1)
        try vault.upkeep.shareTombstones(under: nil)
        #expect(vault.inlet.keepsTombstones)
        #expect(try vault.store.tombstones.statements().map(\.header.caseID) == [sender.caseID])
        #expect(try vault.upkeep.tombstonesMissing() == 0)
    }

    @Test func `a changed byte and a missing end of the file are told, and it is not written over`() async throws {
        _ = try await withdraw(2)
        let whole = try bytes()
        for broken in [Array(whole.dropLast()), whole.map { $0 ^ 1 }, [], whole + [0]] {
            try Data(broken).write(to: URL(filePath: path))
            #expect(throws: VaultError.tombstones) { try vault.upkeep.shareTombstones(under: nil) }
            #expect(try bytes() == broken)
            #expect(try vault.upkeep.tombstonesMissing() == nil)
        }
        let link = folder.path + "/elsewhere"
        try Data(whole).write(to: URL(filePath: link))
        try FileManager.default.removeItem(atPath: path)
        try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: link)
        #expect(throws: VaultError.tombstones) { try vault.store.tombstones.statements() }
    }

    @Test func `ten thousand withdrawals make a file of a few megabytes`() throws {
        let one = try Sender(folder).withdrawal().statement
        // The signature is no part of a digest, so each needs a header of its own.
        let many = (0..<10_000).map { number in
            let header = StatementHeader(
                author: one.header.author, body: Digest(unchecked: randomBytes(32)), caseID: one.header.caseID,
                day: one.header.day, kind: .withdrawn, seen: [])
            return Statement(header: header, signature: one.signature)
        }
        try vault.store.tombstones.add(Array(many.dropLast()))
        let time = try ContinuousClock().measure { try vault.store.tombstones.add([many[9_999]]) }
        let size = try bytes().count
        print("tombstones: 10,000 of them in \(size) bytes; one more takes \(time)")
        #expect(size < 4 << 20)
        #expect(try vault.store.tombstones.statements().count == 10_000)
    }
}
