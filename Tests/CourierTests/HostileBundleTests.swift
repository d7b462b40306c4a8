import Envelope
import Files
import Foundation
import Testing
import Vault

@testable import Courier

/// Bundles that mean harm: each is named for its flaw, and changes nothing.
struct HostileBundleTests {
    let team: Team
    let store: Store
    let writer: Writer
    let hold: SealedStatement

    init() throws {
        team = try Team()
        store = try team.vault("store")
        writer = try team.writer()
        hold = try team.hold(writer.caseID, by: team.ana)
        try store.vault.append(team.story(by: team.writer()))
    }

    /// Takes in a bundle that must be refused, and sees that the vault's file holds what it held.
    func refused(
        _ bytes: [UInt8], _ place: SourceLocation = #_sourceLocation, inspector: Person? = nil
    ) throws -> [BundleFlaw] {
        let path = team.path()
        try Data(bytes).write(to: URL(filePath: path))
        let before = try (store.cases(), store.fingerprint())
        let found = try flaws { try store.take(path, from: "partner", inspector: inspector) }
        let after = try (store.cases(), store.fingerprint())
        #expect(after.0 == before.0, sourceLocation: place)
        #expect(after.1 == before.1, sourceLocation: place)
        // Nor is anything remembered of whoever made it.
        #expect(!FileManager.default.fileExists(atPath: store.path + "/state/exchange"), sourceLocation: place)
        return try #require(found, "it was taken in", sourceLocation: place)
    }

    @Test func `the bundle that the others are made from is taken in`() throws {
        let path = team.path()
        try Data(Forge.bundle(writer.caseID, [hold])).write(to: URL(filePath: path))
        #expect(try store.take(path).statements == 1)
    }

    @Test func `a forged statement is named`() throws {
        var signature = hold.statement.signature.bytes
        signature[7] ^= 1
        let forged = Statement(header: hold.statement.header, signature: Signature(unchecked: signature))
        let bundle = Forge.bundle(writer.caseID, [SealedStatement(statement: forged, body: hold.body)])
        #expect(try refused(bundle) == [.forged(writer.caseID, forged.digest)])
    }

    @Test func `a statement by an unknown key is named, and what to do is said`() throws {
        let unknown = try team.hold(writer.caseID, by: team.stranger)
        let found = try refused(Forge.bundle(writer.caseID, [unknown, hold]))
        #expect(found == [.unknownAuthor(writer.caseID, unknown.statement.digest)])
        #expect(CourierError.refused(found).refusal.hint?.contains("newest keyring") == true)
    }

    @Test func `a publisher's statement is by an unknown key`() throws {
        let unknown = try team.hold(writer.caseID, by: team.press)
        #expect(
            try refused(Forge.bundle(writer.caseID, [unknown])) == [
                .unknownAuthor(writer.caseID, unknown.statement.digest)
            ])
    }

    @Test func `a statement by another case's survivor is named`() throws {
        let other = try team.writer()
        let letter = try team.say(Letter(language: "en", text: "Stop."), in: writer.caseID, by: other)
        #expect(
            try refused(Forge.bundle(writer.caseID, [letter])) == [
                .unknownAuthor(writer.caseID, letter.statement.digest)
            ])
    }

    @Test func `a statement under another case is named`() throws {
        let other = try team.writer()
        #expect(
            try refused(Forge.bundle(other.caseID, [hold])) == [.wrongCase(other.caseID, hold.statement.digest)])
    }

    @Test func `a survivor's checkpoint and a reviewer's story are named`() throws {
        let checkpoint = try team.say(Checkpoint(statements: []), in: writer.caseID, by: writer)
        #expect(
            try refused(Forge.bundle(writer.caseID, [checkpoint]))
                == [.wrongAuthor(writer.caseID, checkpoint.statement.digest)])
        let header = StatementHeader(
            author: team.ana.signingKey, body: hold.statement.header.body, caseID: writer.caseID, day: team.today,
            kind: .received, seen: [])
        let story = Statement(header: header, signature: team.ana.sign(header.signedMessage))
        #expect(
            try refused(Forge.bundle(writer.caseID, [SealedStatement(statement: story, body: hold.body)]))
                == [.wrongAuthor(writer.caseID, story.digest)])
    }

    @Test func `a body of another case is named`() throws {
        let other = try team.hold(team.writer().caseID, by: team.ana)
        let swapped = SealedStatement(statement: hold.statement, body: other.body)
        #expect(
            try refused(Forge.bundle(writer.caseID, [swapped])) == [.brokenBody(writer.caseID, hold.statement.digest)])
    }

    @Test func `bodies swapped within a case are named by whoever can open them, and by whoever has them`() throws {
        let other = try team.hold(writer.caseID, by: team.ben, "another reason")
        let swapped = [
            SealedStatement(statement: hold.statement, body: other.body),
            SealedStatement(statement: other.statement, body: hold.body),
        ].sorted { $0.statement.digest < $1.statement.digest }
        let bundle = Forge.bundle(writer.caseID, swapped)
        #expect(
            try refused(bundle, inspector: team.ana)
                == swapped.map { .brokenBody(writer.caseID, $0.statement.digest) })
        try store.vault.append([hold, other])
        #expect(try refused(bundle) == swapped.map { .otherBody(writer.caseID, $0.statement.digest) })
    }

    @Test func `junk by a key that left stops a bundle only where its leaving list names it`() throws {
        let junk = try team.hold(writer.caseID, by: team.ben)
        var bytes = junk.body.encoded
        bytes[bytes.count - 100] ^= 1
        let path = team.path()
        try Data(
            Forge.bundle(
                writer.caseID,
                [hold, SealedStatement(statement: junk.statement, body: Sealed(bytes))])
        ).write(to: URL(filePath: path))
        func keyring(naming digests: [Digest]) -> Keyring {
            let list = LeavingList(of: team.ben.publicKey, day: team.today, statements: digests, again: [])
            let signed = SignedLeavingList(list, maker: "ana", signature: team.ana.sign(list.signedMessage))
            return Keyring(
                serial: 2, from: team.today, until: team.today + 30,
                reviewers: [
                    .init(key: team.ana.publicKey, standing: .active),
                    .init(key: team.ben.publicKey, standing: .compromised(list: signed.digest)),
                ], publishers: []
            ).with(lists: [signed])
        }
        let named = try flaws {
            try store.take(path, inspector: team.ana, under: keyring(naming: [junk.statement.digest]))
        }
        #expect(named == [.brokenBody(writer.caseID, junk.statement.digest)])
        #expect(try store.take(path, inspector: team.ana, under: keyring(naming: [])).statements == 2)
    }

    @Test func `a body with a changed byte is named by whoever can open it`() throws {
        var bytes = hold.body.encoded
        bytes[bytes.count - 100] ^= 1
        let changed = SealedStatement(statement: hold.statement, body: try Sealed(bytes))
        let expected = [BundleFlaw.brokenBody(writer.caseID, hold.statement.digest)]
        #expect(try refused(Forge.bundle(writer.caseID, [changed]), inspector: team.ben) == expected)
        var forge = Forge()
        forge.open(writer.caseID)
        forge.add(
            .statement,
            Record([
                "body": Array(bytes.dropLast()), "header": hold.statement.header.encoded,
                "signature": hold.statement.signature.bytes,
            ]).encoded)
        forge.close([hold])
        forge.end()
        #expect(try refused(forge.bytes) == expected)
    }
}
