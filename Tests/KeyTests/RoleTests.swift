import Custody
import Envelope
import Opening
import Foundation
import Mailbox
import Press
import Sealing
import Testing
@_spi(KeyMaterial) import Unsealing

/// What a reviewer, a steward and a publisher can each do with their key, and nothing beside.
@Suite final class RoleTests {
    let scratch: Scratch
    let cast: Cast

    init() throws {
        scratch = try Scratch()
        cast = try Cast()
    }

    private func path(_ name: String) -> String { "\(scratch.path)/\(name).secret" }

    private func reviewer(_ name: String) throws -> ReviewerKey {
        try ReviewerKey.create(
            name: name, at: path(name), passphrase: KeyFileTests.passphrase(), cost: .interactive)
    }

    private func steward() throws -> StewardKey {
        try StewardKey.create(
            name: "steward", at: path("steward"), passphrase: KeyFileTests.passphrase(), cost: .interactive)
    }

    private func publisher() throws -> PublisherKey {
        try PublisherKey.create(
            name: "press", at: path("press"), passphrase: KeyFileTests.passphrase(), cost: .interactive)
    }

    private func keyring(
        reviewers: [PublicKey], publishers: [PublicKey] = [], from: String = "2026-01-01", until: String = "2027-01-01",
        standing: Keyring.Standing = .active
    ) throws -> Keyring {
        Keyring(
            serial: 4, from: try #require(Day(from)), until: try #require(Day(until)),
            reviewers: reviewers.map { Keyring.Member(key: $0, standing: standing) },
            publishers: publishers.map { Keyring.Member(key: $0, standing: .active) })
    }

    @Test func `each role opens its own file and no other's`() throws {
        let reviewer = try reviewer("ana").publicKey
        let steward = try steward().minisignKey
        let publisher = try publisher().publicKey
        let passphrase = try KeyFileTests.passphrase()
        #expect(try ReviewerKey.open(path("ana"), passphrase: passphrase).publicKey == reviewer)
        #expect(try StewardKey.open(path("steward"), passphrase: passphrase).minisignKey == steward)
        #expect(try PublisherKey.open(path("press"), passphrase: passphrase).publicKey == publisher)
        for name in ["steward", "press"] {
            #expect(throws: KeyFileError.wrongRole) {
                _ = try ReviewerKey.open(self.path(name), passphrase: KeyFileTests.passphrase())
            }
        }
        for name in ["ana", "press"] {
            #expect(throws: KeyFileError.wrongRole) {
                _ = try StewardKey.open(self.path(name), passphrase: KeyFileTests.passphrase())
            }
        }
        for name in ["ana", "steward"] {
            #expect(throws: KeyFileError.wrongRole) {
                _ = try PublisherKey.open(self.path(name), passphrase: KeyFileTests.passphrase())
            }
        }
    }

    @Test func `a reviewer hands out the data key of a proposal, and never that of a story`() throws {
        let reviewer = try reviewer("ana")
        let publisher = try publisher()
        let manuscript = Manuscript(title: "Title", text: "Redacted.", language: "en")
        let proposal = Proposal(manuscript: manuscript, consent: [], policy: Digest(unchecked: randomBytes(32)))
        let sealer = try Sealer(keyring: Cast.keyring, readers: [reviewer.publicKey])
        let sealed = try sealer.statement(
            proposal, caseID: cast.caseID, seen: [], day: Day(number: 20_000), by: reviewer)
        #expect(throws: OpeningError()) { _ = try publisher.open(sealed.body, of: self.cast.caseID) }
        let key = try reviewer.dataKey(of: sealed.body, of: cast.caseID)
        let digest = try sealed.body.open(of: cast.caseID, dataKey: key).digest
        #expect(digest == sealed.statement.header.body)

        let story = try cast.story(to: [reviewer.publicKey])
        let kind = try reviewer.open(story, of: cast.caseID).kind
        #expect(kind == .received)
        #expect(throws: OpeningError()) { _ = try reviewer.dataKey(of: story, of: self.cast.caseID) }
    }

    @Test func `a body in the place of another is not sealed to anybody new`() throws {
        let reviewer = try reviewer("ana")
        let publisher = try publisher()
        let hold = try Sealer(keyring: Cast.keyring, readers: [reviewer.publicKey]).statement(
            HoldPlaced(reason: Cast.reason), caseID: cast.caseID, seen: [], day: Day(number: 20_000), by: reviewer)
        let new = try Sealer(keyring: Cast.keyring, readers: [publisher.publicKey])
        let slots = try reviewer.slots(of: hold.body, named: hold.statement.header, for: new)
        #expect(slots.map(\.reader) == [publisher.publicKey.id])
        let kind = try publisher.open(hold.body.with(slots: hold.body.slots + slots), of: cast.caseID).kind
        #expect(kind == .held)
        // Whoever can write the vault puts a story where the hold was, to have it sealed to the publisher.
        let story = try cast.story(to: [reviewer.publicKey])
        #expect(throws: OpeningError()) {
            _ = try reviewer.slots(of: story, named: hold.statement.header, for: new)
        }
    }

    @Test func `a publisher opens what is sealed to publishers`() throws {
        let publisher = try publisher()
        let sealed = cast.forge().sealed(to: [publisher.publicKey])
        let kind = try publisher.open(sealed, of: cast.caseID).kind
        #expect(kind == .held)
        #expect(throws: OpeningError()) {
            _ = try publisher.open(self.cast.forge().sealed(to: self.cast.readers), of: self.cast.caseID)
        }
    }

    @Test func `minisign verifies a keyring that the steward signed, and so do the programs`() throws {
        let steward = try steward()
        let keyring = try keyring(
            reviewers: cast.readers, publishers: [try Cast.key("press", role: .publisher).publicKey])
        let signature = try steward.sign(keyring)
        #expect(signature.trustedComment == "firsthand keyring serial 4")
        scratch.write(keyring.text, "keyring.txt")
        scratch.write(signature.file, "keyring.txt.minisig")
        scratch.write(steward.minisignKey.file(comment: "steward"), "steward.pub")
        #expect(try scratch.minisign("-V", "-p", "steward.pub", "-m", "keyring.txt"))
        let read = try Keyring.verified(
            bytes: Array(keyring.text.utf8), signature: signature.file, steward: steward.minisignKey, seen: nil,
            on: keyring.from)
        #expect(read == keyring)
    }

    @Test func `a steward signs no keyring that the programs would refuse`() throws {
        let steward = try steward()
        let ana = cast.ana.publicKey
        let again = try PublicKey(role: .reviewer, name: "again", bytes: ana.bytes)
        let zeros = try PublicKey(
            role: .reviewer, name: "zeros", bytes: [UInt8](repeating: 0, count: 32) + cast.ben.publicKey.signing.bytes)
        let many = try (0..<65).map { try Cast.key("reader-\($0)").publicKey }
        let gone = Keyring.Standing.retired(list: Digest(unchecked: randomBytes(32)))
        let flawed: [(Keyring, KeyringFlaw)] = [
            (try keyring(reviewers: []), .noReviewer), (try keyring(reviewers: [ana], standing: gone), .noReviewer),
            (try keyring(reviewers: [ana, again]), .malformed), (try keyring(reviewers: [ana, ana]), .malformed),
            (try keyring(reviewers: [ana], publishers: [cast.ben.publicKey]), .malformed),
            (try keyring(reviewers: [ana], from: "2027-01-01"), .malformed),
            (try keyring(reviewers: [ana, zeros]), .badKey), (try keyring(reviewers: many), .tooManyReaders),
        ]
        for (keyring, flaw) in flawed {
            #expect(throws: flaw) { _ = try steward.sign(keyring) }
        }
        // Only a reviewer has a leaving list.
        let (good, press) = (try keyring(reviewers: [ana]), try Cast.key("press", role: .publisher).publicKey)
        for standing in [gone, .compromised(list: gone.list)] {
            let listed = Keyring(
                serial: good.serial, from: good.from, until: good.until, reviewers: good.reviewers,
                publishers: [.init(key: press, standing: standing)])
            #expect(throws: KeyringFlaw.malformed) { _ = try steward.sign(listed) }
        }
        _ = try steward.sign(keyring(reviewers: [ana]))
    }
}
