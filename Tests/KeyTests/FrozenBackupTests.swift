import CSeal
import CUnseal
import Custody
import Envelope
import Foundation
import Sealing
import Testing
import Vault

@_spi(KeyMaterial) @testable import Unsealing

/// The first backup in version 1 of the format opens today (`Tests/Frozen`).
///
/// A backup is 16 MiB at least, most of it padding. So its head, what is inside and its data key are kept, from which each of
/// its bytes follows; the digest at its end says whether they are the same.
struct FrozenBackupTests {
    private static let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path
    private static let frozen = repository + "/Tests/Frozen/v1"
    private static let folder = repository + "/Tests/Frozen/backup-v1"
    private static let scratch = FileManager.default.temporaryDirectory.path + "/frozen-backup-\(UUID().uuidString)"

    private static func bytes(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(filePath: "\(folder)/\(name)")))
    }

    private static func key() throws -> BackupKey {
        try FileManager.default.createDirectory(atPath: scratch, withIntermediateDirectories: true)
        let file = scratch + "/\(UUID().uuidString)"
        try FileManager.default.copyItem(atPath: frozen + "/secret/safe.secret", toPath: file)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file)
        let word = try String(contentsOfFile: frozen + "/passphrase.txt", encoding: .utf8)
        return try BackupKey.open(file, passphrase: GuardedBytes(copying: Array(word.utf8.dropLast())))
    }

    private static func reader(_ file: [UInt8]) throws -> BackupReader {
        var read = 0
        return try BackupReader(size: file.count) { count in
            defer { read += count }
            return Array(file[read..<min(read + count, file.count)])
        }
    }

    /// The file, byte for byte.
    private static func file() throws -> [UInt8] {
        let (head, inside, dataKey) = (try bytes("head"), try bytes("inside"), try bytes("data-key"))
        var state = [UInt8](repeating: 0, count: Int(FH_UNSEAL_STATE))
        // With a header that is known, the state is the same for who seals and who opens.
        #expect(unsafe fh_unseal_stream_begin(&state, Array(head[20..<44]), dataKey) == 0)
        let slots = stride(from: 45, to: head.count, by: 112).map { Array(head[$0..<($0 + 112)]) }
        let made = BackupHead(streamHeader: Array(head[20..<44]), slots: slots)
        let pieces = BackupFormat.pieces(
            holding: (inside.count + BackupFormat.pieceLength - 1) / BackupFormat.pieceLength)
        var (file, link) = (head, made.firstLink)
        for number in 0..<pieces {
            let start = min(inside.count, number * BackupFormat.pieceLength)
            let words = inside[start..<min(inside.count, start + BackupFormat.pieceLength)]
            let piece = Array(words) + [UInt8](repeating: 0, count: BackupFormat.pieceLength - words.count)
            var sealed = [UInt8](repeating: 0, count: piece.count + BackupFormat.overhead)
            let result = unsafe fh_seal_stream_next(
                &state, &sealed, piece, piece.count, made.binding, 32, number == pieces - 1 ? 1 : 0)
            #expect(result == 0)
            file += sealed
            link = BackupFormat.link(link, sealed)
        }
        return file + link.bytes
    }

    @Test func `a backup opens with its key, and gives the vault that it was made of`() throws {
        try Self.written.get()
        let file = try Self.file()
        #expect(try Hash.digest("firsthand/frozen", file).bytes == Self.bytes("digest"))
        var (reader, dump, check) = (try Self.reader(file), DumpReader(), DumpCheck())
        let key = try Self.key()
        let path = Self.scratch + "/restored-\(UUID().uuidString).sqlite"
        try RestoredVault.make(path, under: nil) { vault in
            try key.open(&reader) { piece in
                try dump.add(piece) { entry in
                    check.take(entry)
                    try vault.take(entry)
                }
            }
            try dump.end()
        }
        #expect(check.flawed.isEmpty && check.stray == 0 && check.cases.count == 3)
        let (vault, old) = (try VaultArchive.open(path: path), try VaultArchive.open(path: Self.vault()))
        #expect(try vault.caseIDs() == old.caseIDs())
        for caseID in try vault.caseIDs() { #expect(try vault.statements(of: caseID) == old.statements(of: caseID)) }
        #expect(try vault.upkeep.restoration()?.isWaiting == true)
    }

    private static func vault() throws -> String {
        let path = scratch + "/vault-\(UUID().uuidString).sqlite"
        try FileManager.default.copyItem(atPath: frozen + "/vault.sqlite", toPath: path)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        return path
    }

    // MARK: - Writing it, once

    private static let written = Result {
        if ProcessInfo.processInfo.environment["FIRSTHAND_FREEZE"] != nil { try freeze() }
    }

    private static func freeze() throws {
        try #require(!FileManager.default.fileExists(atPath: folder), "\(folder) is there, and never changes")
        let key = try key()
        let keyring = try Keyring(unchecked: String(contentsOfFile: frozen + "/keys/keyring.txt", encoding: .utf8))
        let day = try #require(Day(String(contentsOfFile: frozen + "/day.txt", encoding: .utf8).dropLast()))
        var file: [UInt8] = []
        let sealer = try BackupSealer(to: [key.publicKey]) { file += $0 }
        var inside: [UInt8] = []
        _ = try VaultUpkeep.open(path: vault()).dump(on: day, under: keyring) {
            inside += $0
            try sealer.add($0)
        }
        try sealer.finish()
        let head = try reader(file).head
        let dataKey = try key.material.dataKey(of: head)
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        for (name, bytes) in [
            ("head", head.encoded), ("inside", inside), ("digest", Hash.digest("firsthand/frozen", file).bytes),
            ("data-key", dataKey.withBytes { bytes in bytes.indices.map { bytes[$0] } }),
        ] { try Data(bytes).write(to: URL(filePath: "\(folder)/\(name)")) }
    }
}
