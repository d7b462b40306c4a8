import Mailbox
import Sealing
import Testing

@testable import Envelope
import Opening
@_spi(KeyMaterial) @testable import Unsealing

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

    /// A submission to Ana, Ben and Cleo, whose consent a publisher opens too.
    private func submission(to press: borrowing KeyMaterial) throws -> [SealedStatement] {
        let text = Array(Cast.text.utf8)
        let consent = Consent(uses: [.website], policy: Cast.keyring)
        return try cast.survivor.submission(
            text: text.span, answers: StoryAnswers(language: "en"), consent: consent,
            tag: RetryTag(unchecked: randomBytes(32)), day: Day(number: 20_000),
            reviewers: Sealer(keyring: Cast.keyring, readers: cast.readers),
            everyone: Sealer(keyring: Cast.keyring, readers: cast.readers + [press.publicKey])
        ).statements
    }

    @Test func `a submission has one box for each reader, and both of its bodies open for each reviewer`() throws {
        let press = try Cast.key("press", role: .publisher)
        let sent = try submission(to: press)
        #expect(Set(sent.flatMap(\.body.slots).map(\.box)).count == 4)
        for statement in sent {
            let body = try Sealed(statement.body.encoded)
            for digest in [
                try cast.ana.open(body, of: cast.caseID).digest, try cast.ben.open(body, of: cast.caseID).digest,
                try cast.cleo.open(body, of: cast.caseID).digest,
            ] {
                #expect(digest == statement.statement.header.body)
            }
        }
        let consent = try press.open(sent[1].body, of: cast.caseID).digest
        #expect(consent == sent[1].statement.header.body)
        let toSurvivor = try cast.survivor.open(sent[1].body).digest
        #expect(toSurvivor == consent)
        // Two of them have nothing in common but the case.
        let again = try submission(to: press)
        #expect(Set((sent + again).flatMap(\.body.slots).map(\.box)).count == 8)
    }

    @Test func `who opens the consent of a submission has nothing that opens its story`() throws {
        let press = try Cast.key("press", role: .publisher)
        let sent = try submission(to: press)
        let (story, consent) = (sent[0].body, sent[1].body)
        #expect(throws: OpeningError()) { _ = try press.open(story, of: self.cast.caseID) }
        let key = try press.dataKey(of: consent, of: cast.caseID)
        #expect(throws: OpeningError()) { _ = try story.open(of: self.cast.caseID, dataKey: key) }
        // Nor does what would follow if that key were the submission's.
        let derived = try story.header.dataKey(of: key)
        #expect(throws: OpeningError()) { _ = try story.open(of: self.cast.caseID, dataKey: derived) }
        // The publisher's box, moved to the story, is bound to another header.
        let slot = try #require(consent.slots.first { $0.reader == press.publicKey.id })
        #expect(throws: OpeningError()) {
            _ = try press.open(story.with(slots: story.slots + [slot]), of: self.cast.caseID)
        }
        // Sealed to somebody new, each body gets a box of its own.
        let new = try Sealer(keyring: Cast.keyring, readers: [cast.stranger.publicKey])
        let slots = try new.slots(cast.ana.dataKey(of: story, of: cast.caseID), header: story.header)
        let digest = try cast.stranger.open(story.with(slots: story.slots + slots), of: cast.caseID).digest
        #expect(digest == sent[0].statement.header.body)
        #expect(throws: OpeningError()) {
            _ = try self.cast.stranger.open(consent.with(slots: consent.slots + slots), of: self.cast.caseID)
        }
    }

    @Test func `a box of one submission is none of another of the same case`() throws {
        let press = try Cast.key("press", role: .publisher)
        let (one, other) = (try submission(to: press), try submission(to: press))
        for place in 0..<2 {
            let box = try #require(one[place].body.slots.first { $0.reader == cast.ana.publicKey.id })
            let (before, after) = (
                cast.ana.opensSlot(of: other[place].body), cast.ana.opensSlot(of: other[place].body.with(slots: [box]))
            )
            #expect(before && !after)
        }
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
