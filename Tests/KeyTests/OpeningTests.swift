import Mailbox
import Sealing
import Testing

@testable import Envelope
import Opening
@testable import Unsealing

/// What opens, and for whom.
@Suite final class OpeningTests {
    let cast: Cast
    init() throws { cast = try Cast() }

    @Test func `each of three reviewers opens the same story, byte for byte`() throws {
        let sealed = try Sealed(cast.story().encoded)
        let digests = [
            try cast.ana.open(sealed, of: cast.caseID).digest, try cast.ben.open(sealed, of: cast.caseID).digest,
            try cast.cleo.open(sealed, of: cast.caseID).digest,
        ]
        #expect(Set(digests).count == 1)
        let body = try cast.ana.open(sealed, of: cast.caseID)
        let (kind, text, key) = (body.kind, body.field("text"), body.field("public-key"))
        #expect(kind == .received)
        #expect(text == Array(Cast.text.utf8))
        #expect(key == cast.survivor.signingKey.bytes)
    }

    @Test func `nobody else opens a story`() throws {
        let sealed = try cast.story()
        #expect(throws: OpeningError()) { _ = try self.cast.stranger.open(sealed, of: self.cast.caseID) }
    }

    @Test func `a slot under a stranger's id does not open with the stranger's key`() throws {
        let sealed = try cast.story()
        let slots = sealed.slots.map { Sealed.Slot(reader: cast.stranger.publicKey.id, box: $0.box) }
        for slot in slots {
            let moved = Sealed(
                header: sealed.header, slots: [slot], letterSlot: nil, streamHeader: sealed.streamHeader,
                message: sealed.message)
            #expect(throws: OpeningError()) { _ = try self.cast.stranger.open(moved, of: self.cast.caseID) }
        }
    }

    @Test func `a story does not open in another case`() throws {
        let sealed = try cast.story()
        let other = CaseID(unchecked: randomBytes(CaseID.length))
        #expect(try cast.cannotOpen(sealed, of: other))
        #expect(throws: OpeningError()) { _ = try self.cast.ana.dataKey(of: sealed, of: other) }
        let key = try cast.ana.dataKey(of: sealed, of: cast.caseID)
        #expect(throws: OpeningError()) { _ = try sealed.open(of: other, dataKey: key) }
    }

    @Test func `a data key opens its own body and no other`() throws {
        let sealed = cast.forge().sealed(to: cast.readers)
        let key = try cast.ana.dataKey(of: sealed, of: cast.caseID)
        let copy = key.withBytes { key in key.indices.map { key[$0] } }
        let kind = try sealed.open(of: cast.caseID, dataKey: copy).kind
        #expect(kind == .held)
        let other = cast.forge().sealed(to: cast.readers)
        for wrong in [copy.dropLast() + [copy[31] ^ 1], Array(copy.dropLast()), copy + [0], []] {
            #expect(throws: OpeningError()) { _ = try sealed.open(of: self.cast.caseID, dataKey: wrong) }
        }
        #expect(throws: OpeningError()) { _ = try other.open(of: self.cast.caseID, dataKey: copy) }
    }

    @Test func `a low-order key is refused before anything is sealed`() throws {
        // 0, 1, and a point of order 8: with each, X25519 gives all zeros.
        let points = [
            [UInt8](repeating: 0, count: 32), [1] + [UInt8](repeating: 0, count: 31),
            try #require([UInt8](base64: "4Ot6fDtBuK4WVuP68Z/EatoJjeucMrH9hmIFFl9JuAA=")),
        ]
        for point in points {
            let bad = try PublicKey(role: .reviewer, name: "bad", bytes: point + cast.ana.publicKey.signing.bytes)
            #expect(throws: SealingError.badReaderKey) {
                _ = try Sealer(keyring: Cast.keyring, readers: [self.cast.ben.publicKey, bad])
            }
        }
    }
}
