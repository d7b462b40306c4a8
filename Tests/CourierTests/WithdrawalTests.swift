import Envelope
import Foundation
import GRDB
import Testing
import Vault

@testable import Courier

/// What was withdrawn or destroyed stays gone, whatever bundles bring.
struct WithdrawalTests {
    let team: Team
    init() throws { team = try Team() }

    @Test func `no bundle brings a withdrawn story back, and its bodies go from the desk's file and log`() throws {
        let (server, desk) = (try team.vault("server"), try team.vault("desk"))
        let (writer, other) = (try team.writer(), try team.writer())
        let story = try team.story(by: writer, String(repeating: "So it went on. ", count: 400))
        try server.vault.append(story)
        try server.vault.append(team.story(by: other))
        let old = try server.out()
        try desk.take(old)
        #expect(try found(story, in: desk.raw()) > 0)
        try server.vault.append([team.withdrawal(writer.caseID, by: writer)])
        try server.vault.destroyBodies(of: writer.caseID, keeping: [])
        let arrived = try desk.take(server.out())
        #expect(arrived.destroyed == [writer.caseID])
        #expect(try found(story, in: desk.raw()) == 0)
        // The old bundle, made before the withdrawal, to a desk and to the server; also with what they never had.
        let late = try team.hold(writer.caseID, by: team.ben)
        let stale = try team.vault("stale")
        try stale.take(old)
        try stale.vault.append([late])
        for store in [desk, server] {
            try store.take(old)
            try store.take(stale.out())
            #expect(try store.bodies(of: story + [late]) == 0)
            #expect(try found(story + [late], in: store.raw()) == 0)
        }
        #expect(try desk.cases() == server.cases())
        #expect(try desk.cases()[other.caseID]?.count == 2)
    }

    @Test func `two reviewers' withdrawals that meet in a bundle destroy a story, and one does not`() throws {
        let (a, b) = (try team.vault("a"), try team.vault("b"))
        let writer = try team.writer()
        let story = try team.story(by: writer)
        try a.vault.append(story)
        try b.take(a.out())
        try a.vault.append([team.withdrawal(writer.caseID, by: team.ana)])
        #expect(try b.take(a.out()).destroyed.isEmpty)
        #expect(try b.bodies(of: story) == 2)
        // Twice by one is once.
        try a.vault.append([team.withdrawal(writer.caseID, by: team.ana)])
        #expect(try b.take(a.out()).destroyed.isEmpty)
        try b.vault.append([team.withdrawal(writer.caseID, by: team.ben)])
        #expect(try a.take(b.out()).destroyed == [writer.caseID])
        #expect(try a.bodies(of: story) == 0)
        #expect(try b.take(a.out()).destroyed == [writer.caseID])
        #expect(try a.cases() == b.cases())
    }

    @Test func `a withdrawal by a key that left, and that its leaving list does not name, destroys nothing`() throws {
        let (server, thief) = (try team.vault("server"), try team.vault("thief"))
        let writer = try team.writer()
        let story = try team.story(by: writer)
        try server.vault.append(story + [team.withdrawal(writer.caseID, by: team.ana)])
        let late = try team.withdrawal(writer.caseID, by: team.ben)
        try thief.vault.append([late])
        let bundle = try thief.out()
        func rules(naming: [Digest]) -> ImportRules {
            let list = LeavingList(of: team.ben.publicKey, day: team.today, statements: naming, again: [])
            let signed = SignedLeavingList(list, maker: "ana", signature: team.ana.sign(list.signedMessage))
            let keyring = Keyring(
                serial: 2, from: team.today, until: team.today + 30,
                reviewers: [
                    .init(key: team.ana.publicKey, standing: .active),
                    .init(key: team.ben.publicKey, standing: .compromised(list: signed.digest)),
                ], publishers: [])
            return ImportRules(keyring: keyring.with(lists: [signed]), draftsDays: 90)
        }
        #expect(try Courier(vault: server.vault.upkeep).take(bundle, rules(naming: [])).destroyed.isEmpty)
        #expect(try server.bodies(of: story) == 2)
        let named = try Courier(vault: server.vault.upkeep).take(bundle, rules(naming: [late.statement.digest]))
        #expect(named.destroyed == [writer.caseID])
        #expect(try server.bodies(of: story) == 0)
    }

    @Test func `a stranger's withdrawal, and another survivor's, destroy nothing`() throws {
        let (server, hostile) = (try team.vault("server"), try team.vault("hostile"))
        let (writer, other) = (try team.writer(), try team.writer())
        let story = try team.story(by: writer)
        try server.vault.append(story)
        for signer in [team.stranger, other] as [any StatementSigner] {
            try hostile.vault.append([team.withdrawal(writer.caseID, by: signer)])
            #expect(throws: CourierError.self) { try server.take(hostile.out()) }
        }
        #expect(try server.bodies(of: story) == 2)
    }

    @Test func `a withdrawal that no leaving list names destroys nothing`() throws {
        let (server, hostile) = (try team.vault("server"), try team.vault("hostile"))
        let writer = try team.writer()
        let story = try team.story(by: writer)
        let withdrawals = try [team.ana, team.ben].map { try team.withdrawal(writer.caseID, by: $0) }
        try server.vault.append(story + [withdrawals[0]])
        try hostile.vault.append([withdrawals[1]])
        let bundle = try hostile.out()
        func take(_ named: [Digest]?) throws -> Set<CaseID> {
            let list = LeavingList(of: team.ben.publicKey, day: team.today, statements: named ?? [], again: [])
            let signed = SignedLeavingList(list, maker: "ana", signature: team.ana.sign(list.signedMessage))
            let keyring = Keyring(
                serial: 2, from: team.keyring.from, until: team.keyring.until,
                reviewers: [
                    .init(key: team.ana.publicKey, standing: .active),
                    .init(key: team.ben.publicKey, standing: .compromised(list: named == nil ? nil : signed.digest)),
                ], publishers: team.keyring.publishers
            ).with(lists: [signed])
            return try server.take(bundle, under: keyring).destroyed
        }
        #expect(try take(nil).isEmpty)
        #expect(try take([]).isEmpty)
        #expect(try server.bodies(of: story) == 2)
        #expect(try take([withdrawals[1].statement.digest]) == [writer.caseID])
        #expect(try server.bodies(of: story) == 0)
    }

    @Test func `a body that was destroyed here does not come back, and one that was never here may come`() throws {
        let (server, desk, late) = (try team.vault("server"), try team.vault("desk"), try team.vault("late"))
        let writer = try team.writer()
        let letter = try team.say(Letter(language: "en", text: "Hello."), in: writer.caseID, by: team.ana)
        try desk.vault.append([letter])
        try server.take(desk.out())
        // Read by the survivor: gone on the server.
        try server.vault.destroyBodies(of: writer.caseID, keeping: [])
        try server.take(desk.out())
        #expect(try server.bodies(of: [letter]) == 0)
        // Another desk gets the header from the server, and may still get the letter from the first desk.
        try late.take(server.out())
        #expect(try late.vault.upkeep.find(letter.statement.digest)?.isAwaited == true)
        #expect(try late.bodies(of: [letter]) == 0)
        try late.take(desk.out())
        #expect(try late.bodies(of: [letter]) == 1)
        #expect(try late.vault.upkeep.find(letter.statement.digest)?.isAwaited == false)
        // And that the server has none any more destroys nothing here.
        try late.take(server.out())
        #expect(try late.bodies(of: [letter]) == 1)
    }

    @Test func `a bundle without bodies destroys no story`() throws {
        let (server, hollow) = (try team.vault("server"), try team.vault("hollow"))
        let writer = try team.writer()
        let story = try team.story(by: writer)
        try server.vault.append(story)
        try hollow.take(server.out())
        try hollow.vault.destroyBodies(of: writer.caseID, keeping: [])
        try server.take(hollow.out(), from: "ana")
        #expect(try server.bodies(of: story) == 2)
        // Nor does it keep the story from somebody who hears of it there first.
        let desk = try team.vault("desk")
        try desk.take(hollow.out())
        try desk.take(server.out())
        #expect(try desk.bodies(of: story) == 2)
    }

    @Test func `withdrawals are done before anything else is taken in`() throws {
        let (server, desk) = (try team.vault("server"), try team.vault("desk"))
        let (writer, other) = (try team.writer(), try team.writer())
        let story = try team.story(by: writer)
        try server.vault.append(story)
        try desk.take(server.out())
        try server.vault.append([team.withdrawal(writer.caseID, by: writer)])
        try server.vault.append(team.story(by: other))
        // The second case cannot be stored: the first is gone all the same, also from the log.
        let refusal = try DatabaseQueue(path: desk.path + "/vault.sqlite")
        try refusal.write { db in
            let first = "x'\(other.caseID.hex)'"
            try db.execute(
                sql: """
                    CREATE TRIGGER refusal BEFORE INSERT ON statements WHEN NEW.case_id = \(first)
                    BEGIN SELECT RAISE(ABORT, 'refused'); END
                    """)
        }
        try refusal.close()
        #expect(throws: CourierError.vault(.failed)) { try desk.take(server.out()) }
        #expect(try desk.bodies(of: story) == 0)
        #expect(try found(story, in: desk.raw()) == 0)
        #expect(try desk.vault.caseIDs() == [writer.caseID])
    }

    /// How many pieces of these bodies are in some bytes.
    private func found(_ statements: [SealedStatement], in disk: [UInt8]) throws -> Int {
        var wanted: Set<UInt64> = []
        for statement in statements {
            let bytes = statement.body.streamHeader + statement.body.message
            for start in stride(from: 0, to: bytes.count - 8, by: 8) {
                wanted.insert(bytes[start..<(start + 8)].reduce(0) { $0 << 8 | UInt64($1) })
            }
        }
        var found = 0
        var word: UInt64 = 0
        for byte in disk {
            word = word << 8 | UInt64(byte)
            if wanted.contains(word) { found += 1 }
        }
        return found
    }
}
