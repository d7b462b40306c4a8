import Testing

@testable import Envelope
@_spi(KeyMaterial) @testable import Unsealing

/// One flaw at a time, beside the same thing without it.
@Suite final class OpeningFlawTests {
    let cast: Cast
    init() throws { cast = try Cast() }

    /// Where the fields of a sealed body with three slots and no letter slot start (FORMAT §4).
    private enum Offset {
        static let size = 20, caseID = 21, keyring = 37, share = 69, mark = 70, count = 86, slots = 87, slot = 128
        static let letter = slots + 3 * slot, stream = letter + 1, message = stream + 24
    }

    private func changed(_ sealed: Sealed, at offset: Int) throws -> Sealed {
        var bytes = sealed.encoded
        bytes[offset] ^= 1
        return try Sealed(bytes)
    }

    @Test func `what the forge makes opens, so that each flaw below is the only one`() throws {
        let sealed = try Sealed(cast.forge().sealed(to: cast.readers).encoded)
        #expect(try cast.reason(in: sealed) == Cast.reason)
    }

    @Test func `a body that is cut short anywhere is malformed`() throws {
        let bytes = cast.forge().sealed(to: cast.readers).encoded
        for count in [0, 1, 19, 20, 69, 70, 85, 86, 87, 100, Offset.letter, Offset.message, bytes.count - 1] {
            #expect(throws: FormatError(.sealed)) { _ = try Sealed(Array(bytes.prefix(count))) }
        }
        #expect(throws: FormatError(.sealed)) { _ = try Sealed(bytes + [0]) }
    }

    @Test func `an unknown version, size or number of slots is malformed`() throws {
        let bytes = cast.forge().sealed(to: cast.readers).encoded
        let changes: [(Int, UInt8)] = [
            (18, UInt8(ascii: "2")), (Offset.size, 4), (Offset.share, 3), (Offset.count, 0), (Offset.count, 65),
            (Offset.letter, 2),
        ]
        for (offset, value) in changes {
            var changed = bytes
            changed[offset] = value
            #expect(throws: FormatError(.sealed)) { _ = try Sealed(changed) }
        }
    }

    @Test func `slots out of order or twice are malformed`() throws {
        let bytes = cast.forge().sealed(to: cast.readers).encoded
        let first = Array(bytes[Offset.slots..<Offset.slots + Offset.slot])
        let second = Array(bytes[Offset.slots + Offset.slot..<Offset.slots + 2 * Offset.slot])
        let head = Array(bytes[..<Offset.slots])
        let rest = Array(bytes[(Offset.slots + 2 * Offset.slot)...])
        _ = try Sealed(head + first + second + rest)
        #expect(throws: FormatError(.sealed)) { _ = try Sealed(head + second + first + rest) }
        #expect(throws: FormatError(.sealed)) { _ = try Sealed(head + first + first + rest) }
    }

    @Test func `two readers' boxes do not change places`() throws {
        let sealed = cast.forge().sealed(to: cast.readers)
        let boxes = sealed.slots.map(\.box)
        let slots = zip(sealed.slots, [boxes[1], boxes[2], boxes[0]]).map { Sealed.Slot(reader: $0.reader, box: $1) }
        let swapped = Sealed(
            header: sealed.header, slots: slots, letterSlot: nil, streamHeader: sealed.streamHeader,
            message: sealed.message)
        #expect(try cast.cannotOpen(swapped))
    }

    @Test func `one changed bit in any field is noticed`() throws {
        let sealed = cast.forge().sealed(to: [cast.ana.publicKey])
        let stream = Offset.slots + Offset.slot + 1
        for offset in [
            Offset.keyring, Offset.share, Offset.slots + 16, Offset.slots + 127, stream, stream + 24,
            stream + 24 + 4112,
        ] {
            #expect(try cast.cannotOpen(changed(sealed, at: offset)), "at \(offset)")
        }
    }

    @Test func `a changed case id is noticed by who expects the old one and by who expects the new one`() throws {
        let moved = try changed(cast.forge().sealed(to: cast.readers), at: Offset.caseID)
        #expect(try cast.cannotOpen(moved))
        #expect(try cast.cannotOpen(moved, of: moved.header.caseID))
    }

    @Test func `a slot that is bound to another header does not open`() throws {
        var forge = cast.forge()
        let header = forge.header
        let others = [
            SealedHeader(
                size: .sixteenKiB, caseID: header.caseID, keyring: header.keyring, mark: header.mark),
            SealedHeader(
                size: header.size, caseID: CaseID(unchecked: randomBytes(16)), keyring: header.keyring,
                mark: header.mark),
            SealedHeader(
                size: header.size, caseID: header.caseID, keyring: Digest(unchecked: randomBytes(32)),
                mark: header.mark),
            SealedHeader(
                size: header.size, caseID: header.caseID, keyring: header.keyring, share: .story, mark: header.mark),
            // Another body of the same case.
            SealedHeader(size: header.size, caseID: header.caseID, keyring: header.keyring),
        ]
        for other in others {
            forge.boundTo = other
            #expect(try cast.cannotOpen(forge.sealed(to: cast.readers)))
        }
    }

    @Test func `a first part of a longer stream is not taken for the whole`() throws {
        var forge = cast.forge()
        forge.tag = 0
        #expect(try cast.cannotOpen(forge.sealed(to: cast.readers)))
    }

    @Test func `padding other than 0x80 and zeros does not open`() throws {
        var forge = cast.forge()
        let good = forge.padded
        let end = try #require(good.lastIndex(of: 0x80))
        for (offset, value) in [(end, UInt8(0x81)), (end, 0), (end + 1, 1), (good.count - 1, 0x01)] {
            forge.padded = good
            forge.padded[offset] = value
            #expect(try cast.cannotOpen(forge.sealed(to: cast.readers)), "\(value) at \(offset)")
        }
    }

    @Test func `a body that is no record of its kind does not open`() throws {
        var forge = cast.forge()
        let salt = randomBytes(32)
        let records = [
            [], Record(["kind": Array("held".utf8)]).encoded, Record(["reason": []]).encoded,
            Record(["kind": Array("holds".utf8), "reason": []]).encoded,
            Record(["kind": Array("held".utf8), "more": [], "reason": []]).encoded,
            HoldPlaced(reason: "").record.encoded + [0],
        ]
        for record in records {
            forge.padded = Forge.pad(salt + record)
            #expect(try cast.cannotOpen(forge.sealed(to: cast.readers)))
        }
    }

    @Test func `a story in the smallest class does not open, since its size would tell`() throws {
        var forge = cast.forge()
        var fields = Dictionary(uniqueKeysWithValues: StatementKind.received.names.map { ($0, [UInt8]()) })
        fields["kind"] = Array("received".utf8)
        let body = randomBytes(32) + Record(fields).encoded
        forge.padded = Forge.pad(body)
        #expect(try cast.cannotOpen(forge.sealed(to: cast.readers)))
        forge.size = .sixteenKiB
        forge.padded = Forge.pad(body, to: .sixteenKiB)
        let kind = try cast.ana.open(forge.sealed(to: cast.readers), of: cast.caseID).kind
        #expect(kind == .received)
    }

    @Test func `a box from a low-order sender key does not open`() throws {
        let forge = cast.forge()
        let sealed = forge.sealed(to: [cast.ana.publicKey])
        let box = Forge.lowOrderBox(forge.inside, to: cast.ana.publicKey.encryption.bytes)
        let forged = Sealed(
            header: sealed.header, slots: [Sealed.Slot(reader: cast.ana.publicKey.id, box: box)], letterSlot: nil,
            streamHeader: sealed.streamHeader, message: sealed.message)
        #expect(try cast.cannotOpen(forged))
    }
}
