import Custody
import Envelope
import Foundation
import Opening
import Sealing
import Testing

@_spi(KeyMaterial) @testable import Unsealing

/// A backup's file: what opens it, and what it tells to those who cannot (FORMAT §10).
struct BackupTests {
    private static let folder = FileManager.default.temporaryDirectory.path + "/backup-keys-\(UUID().uuidString)"
    /// The files of two backup keys: Argon2id takes its time, so they are made once.
    private static let keys = Result {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        return try ["safe", "vault"].map { try make($0) }
    }

    private static func word() throws -> GuardedBytes { try GuardedBytes(copying: Array("six random words here".utf8)) }

    private static func make(_ name: String) throws -> PublicKey {
        try BackupKey.create(name: name, at: "\(folder)/\(name)", passphrase: word(), cost: .interactive).publicKey
    }

    private static func sealed(_ inside: [UInt8], to keys: [PublicKey]) throws -> [UInt8] {
        var file: [UInt8] = []
        let sealer = try BackupSealer(to: keys) { file += $0 }
        for start in stride(from: 0, to: inside.count, by: 10_000) {
            try sealer.add(Array(inside[start..<min(start + 10_000, inside.count)]))
        }
        try sealer.finish()
        return file
    }

    private static func reader(_ file: [UInt8]) throws -> BackupReader {
        var rest = file[...]
        return try BackupReader(size: file.count) { count in
            defer { rest = rest.dropFirst(count) }
            return Array(rest.prefix(count))
        }
    }

    private static func opened(_ file: [UInt8], with name: String) throws -> [UInt8] {
        let key = try BackupKey.open("\(folder)/\(name)", passphrase: word())
        var (reader, inside) = (try reader(file), [UInt8]())
        try key.open(&reader) { inside += $0 }
        return inside
    }

    private let inside = (0..<200_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }

    @Test func `each backup key opens a backup, and what is inside is followed by zeros`() throws {
        let keys = try Self.keys.get()
        let file = try Self.sealed(inside, to: keys)
        for name in ["safe", "vault"] {
            let opened = try Self.opened(file, with: name)
            #expect(opened.starts(with: inside))
            #expect(opened.dropFirst(inside.count).allSatisfy { $0 == 0 })
        }
    }

    @Test func `a wrong key, a changed byte and a missing end are one error`() throws {
        let keys = try Self.keys.get()
        let file = try Self.sealed(inside, to: [keys[0]])
        #expect(throws: OpeningError()) { try Self.opened(file, with: "vault") }
        let piece = BackupFormat.pieceLength + BackupFormat.overhead
        let head = file.count - 32 - 256 * piece
        // In the header of the stream, in the slot, in a piece, in its tag, in the last one, in the digest.
        for place in [25, 60, head + 5, head + piece - 1, file.count - 40, file.count - 1] {
            var changed = file
            changed[place] ^= 1
            #expect(throws: OpeningError(), "\(place)") { try Self.opened(changed, with: "safe") }
        }
        // Whoever changes it on purpose makes the digest fit, too.
        func fitting(_ pieces: [ArraySlice<UInt8>], _ start: ArraySlice<UInt8>? = nil) -> [UInt8] {
            var made = Array(start ?? file[..<head])
            let slots = stride(from: 45, to: made.count, by: 112).map { Array(made[$0..<($0 + 112)]) }
            var link = BackupHead(streamHeader: Array(made[20..<44]), slots: slots).firstLink
            for piece in pieces {
                made += piece
                link = BackupFormat.link(link, Array(piece))
            }
            return made + link.bytes
        }
        let pieces = (0..<256).map { file[(head + $0 * piece)..<(head + ($0 + 1) * piece)] }
        #expect(fitting(pieces) == file)
        var swapped = pieces
        swapped.swapAt(0, 1)
        let other = try Self.sealed(inside, to: [keys[0]])
        let ownSlot = file[..<20] + other[20..<44] + file[44..<head]
        let cut = pieces.dropLast(32) + [pieces[255]]
        var doubled = file[..<head]
        doubled[44] = 2
        doubled += file[45..<head]
        for (name, made) in [
            ("pieces in another order", fitting(swapped)), ("the head of another", fitting(pieces, other[..<head])),
            ("a slot of another", fitting(pieces, ownSlot)), ("one more slot", fitting(pieces, doubled)),
            ("the last piece early", fitting(cut + (0..<31).map { _ in pieces[255] })),
            ("the end left out", fitting(pieces.dropLast() + [pieces[0]])),
        ] {
            // It passes for whole without a key, which is why nobody may rely on that.
            #expect(throws: Never.self, "\(name)") {
                var reader = try Self.reader(made)
                try reader.check()
            }
            #expect(throws: OpeningError(), "\(name)") { try Self.opened(made, with: "safe") }
        }
    }

    @Test func `a slot gives no key to another backup than its own`() throws {
        let safe = try Self.keys.get()[0]
        let heads = try (0..<2).map { _ in try Self.reader(Self.sealed(inside, to: [safe])).head }
        func isOpened(_ head: BackupHead) throws -> Bool {
            let key = try BackupKey.open("\(Self.folder)/safe", passphrase: Self.word())
            do throws(OpeningError) { _ = try key.material.dataKey(of: head) } catch { return false }
            return true
        }
        #expect(try isOpened(heads[0]))
        #expect(try !isOpened(BackupHead(streamHeader: heads[0].streamHeader, slots: heads[1].slots)))
    }

    @Test func `the first part of a longer backup does not pass for a whole one`() throws {
        let file = try Self.sealed(Array(repeating: 7, count: 17 << 20), to: [Self.keys.get()[0]])
        let piece = BackupFormat.pieceLength + BackupFormat.overhead
        let head = file.count - 32 - 288 * piece
        // As long as a whole one can be, and with a digest that fits.
        var (cut, link) = (Array(file[..<head]), try Self.reader(file).head.firstLink)
        for number in 0..<256 {
            let next = Array(file[(head + number * piece)..<(head + (number + 1) * piece)])
            cut += next
            link = BackupFormat.link(link, next)
        }
        #expect(throws: OpeningError()) { try Self.opened(cut + link.bytes, with: "safe") }
    }

    @Test func `without a key a damaged backup and one that was cut short are told from a whole one`() throws {
        let file = try Self.sealed(inside, to: Self.keys.get())
        func check(_ file: [UInt8]) throws {
            var reader = try Self.reader(file)
            try reader.check()
        }
        try check(file)
        for place in [0, 19, 44, 100, 5000, file.count / 2, file.count - 33, file.count - 1] {
            var changed = file
            changed[place] ^= 0x40
            #expect(throws: FormatError(.backup), "\(place)") { try check(changed) }
        }
        let piece = BackupFormat.pieceLength + BackupFormat.overhead
        for count in [0, 10, 44, 300, file.count - piece, file.count - 1] {
            #expect(throws: FormatError(.backup), "\(count)") { try check(Array(file.prefix(count))) }
        }
        #expect(throws: FormatError(.backup)) { try check(file + [0]) }
        #expect(throws: FormatError(.backup)) { try check(file + [UInt8](repeating: 0, count: piece)) }
    }

    @Test func `a backup's size is one of few, and its file holds nothing in the clear`() throws {
        let keys = try Self.keys.get()
        let sizes = try Set(
            [1, 1000, 200_000, 9_000_000].map { try Self.sealed(Array(repeating: 7, count: $0), to: keys).count })
        #expect(sizes.count == 1)
        // Between 16 MiB and a terabyte there are eight sizes to each doubling, and no step is above an eighth.
        var counts: [Int] = []
        var next = 1
        while next < 1 << 24 {
            let count = BackupFormat.pieces(holding: next)
            #expect(count >= next && BackupFormat.pieces(holding: count) == count)
            if let last = counts.last { #expect(Double(count) / Double(last) <= 1.126) }
            counts.append(count)
            next = count + 1
        }
        #expect(counts.count == 129)
        let file = try Self.sealed(Array(repeating: 7, count: 100_000), to: keys)
        let data = Data(file)
        #expect(data.range(of: Data(repeating: 7, count: 8)) == nil)
        for key in keys { #expect(data.range(of: Data(key.id.bytes)) == nil) }
        // The same twice has no run of bytes in common beyond its name.
        let again = try Self.sealed(Array(repeating: 7, count: 100_000), to: keys)
        #expect(file[20..<44] != again[20..<44])
        #expect(zip(file, again).dropFirst(45).prefix(200_000).count { $0 == $1 } < 1500)
    }

    @Test func `a backup is sealed to backup keys, and to no other`() throws {
        let signing = try Self.keys.get()[0].signing
        let reviewer = try PublicKey(
            role: .reviewer, name: "ana", encryption: EncryptionKey(unchecked: randomBytes(32)), signing: signing)
        #expect(throws: SealingError.badReaderKey) { try Self.sealed([1], to: [reviewer]) }
        #expect(throws: SealingError.noReaders) { try Self.sealed([1], to: []) }
        let low = try PublicKey(
            role: .backup, name: "low", encryption: EncryptionKey(unchecked: [UInt8](repeating: 0, count: 32)),
            signing: signing)
        #expect(throws: SealingError.badReaderKey) { try Self.sealed([1], to: [low]) }
    }

    @Test func `a name says a day and a random number, and any other name is no backup's`() throws {
        let name = BackupName(day: Day(number: 22_000))
        #expect(BackupName(name.text) == name && name.text.hasPrefix("firsthand-2030-03-27-"))
        for other in [
            "firsthand-2030-03-27-3f2a91c0.backup.part-0123456789abcdef", "firsthand-2030-13-27-3f2a91c0.backup",
            "firsthand-2030-03-27-3F2A91C0.backup", "other-2030-03-27-3f2a91c0.backup",
            "../firsthand-2030-03-27-3f2a91c0.backup",
        ] { #expect(BackupName(other) == nil, "\(other)") }
    }
}
