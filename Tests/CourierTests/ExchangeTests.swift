import Envelope
import Files
import Foundation
import Testing
import Vault

@testable import Courier

/// What two ends of an exchange come to.
struct ExchangeTests {
    let team: Team
    init() throws { team = try Team() }

    @Test(arguments: 1...8)
    func `vaults that exchange in any order agree byte for byte on each case`(round: Int) throws {
        let stores = try ["server", "desk-a", "desk-b"].map { try team.vault("\($0)-\(round)") }
        for _ in 0..<4 {
            let writer = try team.writer()
            try stores[0].vault.append(try team.story(by: writer))
            // Each says something that the others do not have yet.
            for store in stores {
                let statement =
                    try Bool.random()
                    ? team.hold(writer.caseID, by: [team.ana, team.ben].randomElement() ?? team.ana)
                    : team.say(Letter(language: "en", text: "Hello."), in: writer.caseID, by: team.ben)
                if Bool.random() { try store.vault.append([statement]) }
            }
            if Int.random(in: 0..<4) == 0 {
                // As every program that takes a withdrawal does, it destroys what is there at once.
                let vault = stores[Int.random(in: 0...2)].vault
                try vault.append([team.withdrawal(writer.caseID, by: writer)])
                try vault.destroyBodies(of: writer.caseID, keeping: [])
            }
        }
        // Some bundles are lost, some arrive twice, none in an order that anybody chose; then each pair meets.
        for _ in 0..<6 {
            let (from, to) = (Int.random(in: 0...2), Int.random(in: 0...2))
            let file = try stores[from].out(for: from == to ? nil : "partner-\(to)")
            if Bool.random() { try stores[to].take(file, from: "partner-\(from)") }
            if Bool.random() { try stores[to].take(file) }
        }
        for _ in 0..<2 {
            for (from, to) in [(0, 1), (1, 2), (2, 0), (1, 0), (2, 1), (0, 2)].shuffled() {
                try stores[to].take(stores[from].out(for: "partner-\(to)"), from: "partner-\(from)")
            }
        }
        let expected = try stores[0].cases()
        #expect(expected.count == 4)
        for store in stores.dropFirst() { #expect(try store.cases() == expected) }
    }

    @Test func `a bundle has what its partner is not known to have, and the next has only what is new`() throws {
        let (server, desk) = (try team.vault("server"), try team.vault("desk"))
        let writers = try (0..<3).map { _ in try team.writer() }
        for writer in writers { try server.vault.append(team.story(by: writer)) }
        let first = try desk.take(server.out(for: "ana"), from: "server")
        #expect(first.statements == 6)
        #expect(first.bodies == 6)
        let hold = try team.hold(writers[0].caseID, by: team.ana)
        try desk.vault.append([hold])
        let back = try desk.out(for: "server")
        #expect(try size(back) < 8_000)
        #expect(try server.take(back, from: "ana").statements == 1)
        // The server knows now what the desk has: nothing is sent again.
        let next = try server.out(for: "ana")
        #expect(try size(next) < 2_000)
        let again = try desk.take(next, from: "server")
        #expect(again.statements == 0)
        #expect(again.cases.isEmpty)
    }

    @Test func `what was sent in a bundle that got lost is sent again`() throws {
        let (server, desk) = (try team.vault("server"), try team.vault("desk"))
        let writer = try team.writer()
        try server.vault.append(team.story(by: writer))
        try server.take(desk.out(for: "server"), from: "ana")
        let lost = try server.out(for: "ana")
        try FileManager.default.removeItem(atPath: lost)
        #expect(try desk.take(server.out(for: "ana"), from: "server").statements == 2)
    }

    @Test func `a partner that went back to an older copy gets again what it lost, and is told so`() throws {
        let (server, desk, old) = (try team.vault("server"), try team.vault("desk"), try team.vault("old"))
        let writer = try team.writer()
        try server.vault.append(team.story(by: writer))
        try desk.take(server.out(for: "ana"), from: "server")
        try server.take(desk.out(for: "server"), from: "ana")
        let exchange = Exchange(vault: server.vault.upkeep, state: server.path + "/state")
        let (_, report) = try exchange.take(old.out(), from: "ana", team.rules, on: team.today)
        #expect(report.lines.contains("older than one that came before"))
        #expect(try old.take(server.out(for: "ana")).statements == 2)
    }

    @Test func `the same vault and the same partner give the same bytes`() throws {
        let (server, desk) = (try team.vault("server"), try team.vault("desk"))
        for _ in 0..<5 { try server.vault.append(team.story(by: team.writer())) }
        let withdrawn = try team.writer()
        try server.vault.append(team.story(by: withdrawn) + [team.withdrawal(withdrawn.caseID, by: withdrawn)])
        #expect(try digest(server.out()) == digest(server.out()))
        // Another vault that has the same says the same: nothing of the order in which things came is in a bundle.
        try desk.take(server.out())
        try server.vault.destroyBodies(of: withdrawn.caseID, keeping: [])
        #expect(try digest(server.out()) == digest(desk.out()))
    }

    @Test func `a bundle is its owner's alone, is written whole, and replaces nothing`() throws {
        let server = try team.vault("server")
        try server.vault.append(team.story(by: team.writer()))
        let file = try server.out()
        let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? NSNumber
        #expect(mode?.intValue == 0o600)
        #expect(!FileManager.default.fileExists(atPath: file + ".part"))
        let before = try digest(file)
        let exchange = Exchange(vault: server.vault.upkeep, state: server.path)
        #expect(throws: CourierError.self) { try exchange.send(to: file, for: nil, atMost: 1 << 20) }
        #expect(try digest(file) == before)
        // What a killed program left stands under another name, and is no bundle.
        try Data([1, 2, 3]).write(to: URL(filePath: team.folder + "/next.bundle.part"))
        _ = try exchange.send(to: team.folder + "/next.bundle", for: nil, atMost: 1 << 20)
        #expect(try digest(team.folder + "/next.bundle") == before)
    }

    @Test func `what does not fit goes with the next bundle, and withdrawals always fit`() throws {
        let (server, desk) = (try team.vault("server"), try team.vault("desk"))
        for _ in 0..<6 { try server.vault.append(team.story(by: team.writer())) }
        let withdrawn = try team.writer()
        try server.vault.append(team.story(by: withdrawn) + [team.withdrawal(withdrawn.caseID, by: withdrawn)])
        let exchange = Exchange(vault: server.vault.upkeep, state: server.path + "/state")
        var rounds = 0
        repeat {
            rounds += 1
            let file = team.path()
            _ = try exchange.send(to: file, for: "ana", atMost: 50_000)
            let arrived = try desk.take(file, from: "server")
            if rounds == 1 { #expect(arrived.cases.contains(withdrawn.caseID)) }
            try server.take(desk.out(for: "server"), from: "ana")
        } while try desk.vault.caseIDs().count < 7 && rounds < 20
        #expect(rounds > 2)
        try server.vault.destroyBodies(of: withdrawn.caseID, keeping: [])
        #expect(try desk.cases() == server.cases())
    }

    @Test func `drafts travel between desks and go to no publisher`() throws {
        let (desk, server, other) = (try team.vault("desk"), try team.vault("server"), try team.vault("other"))
        let press = try team.vault("press")
        let writer = try team.writer()
        try desk.vault.append(team.story(by: writer))
        let draft = try team.say(
            Draft(turn: 1, stories: [], content: [1]), in: writer.caseID, by: team.ana)
        try desk.vault.keepDraft(draft, replacing: [], until: team.today + 90)
        #expect(try server.take(desk.out()).drafts == 1)
        #expect(try server.take(desk.out()).drafts == 0)
        #expect(try other.take(server.out()).drafts == 1)
        let expected = try desk.vault.drafts(of: writer.caseID)
        #expect(try other.vault.drafts(of: writer.caseID) == expected)
        #expect(expected.count == 1)
        #expect(try press.take(server.out(withoutStories: true)).drafts == 0)
        #expect(try press.vault.drafts(of: writer.caseID).isEmpty)
        // A withdrawal takes the draft with it.
        try other.vault.append([team.withdrawal(writer.caseID, by: writer)])
        try server.take(other.out())
        #expect(try server.vault.drafts(of: writer.caseID).isEmpty)
    }

    @Test func `a publisher's bundle has no story and all that the gate weighs`() throws {
        let (server, press) = (try team.vault("server"), try team.vault("press"))
        let writer = try team.writer()
        let story = try team.story(by: writer)
        let hold = try team.hold(writer.caseID, by: team.ana)
        try server.vault.append(story + [hold])
        try press.take(server.out(withoutStories: true), from: "server")
        for statement in story + [hold] {
            let kept = try #require(try press.vault.upkeep.find(statement.statement.digest))
            let hasBody: Bool
            if case .sound(_, _?) = kept.row { hasBody = true } else { hasBody = false }
            #expect(hasBody == (statement.statement.header.kind != .received))
        }
        // It is not sent to them again, and a desk that gets its work from there awaits the story still.
        #expect(try press.take(server.out(withoutStories: true)).statements == 0)
    }

    @Test func `more readers of a text travel, and a spoiled slot takes nobody's place`() throws {
        let (server, desk) = (try team.vault("server"), try team.vault("desk"))
        let writer = try team.writer()
        let hold = try team.hold(writer.caseID, by: team.ana)
        try server.vault.append([hold])
        try desk.take(server.out())
        let cleo = try Person("cleo")
        let wider = Keyring(
            serial: 2, from: team.today, until: team.today + 30,
            reviewers: [team.ana, team.ben, cleo].map { .init(key: $0.publicKey, standing: .active) },
            publishers: [.init(key: team.press.publicKey, standing: .active)])
        let box = randomBytes(Sealed.Slot.boxLength)
        let more = hold.body.slots + [Sealed.Slot(reader: cleo.publicKey.id, box: box)]
        try desk.vault.reseal([hold.statement.digest: more], of: writer.caseID)
        let rules = ImportRules(keyring: wider, draftsDays: 90)
        let courier = Courier(vault: server.vault.upkeep)
        let file = try desk.out()
        // A key that is no active member's gets no slot.
        #expect(try courier.take(file, team.rules).resealed == 0)
        #expect(try courier.take(file, rules).resealed == 1)
        #expect(try server.cases() == desk.cases())
        #expect(try courier.take(file, rules).resealed == 0)
        // Ana's slot, spoiled: what stands here stays.
        let spoiled = hold.body.slots.map {
            $0.reader == team.ana.publicKey.id ? Sealed.Slot(reader: $0.reader, box: box) : $0
        }
        let before = try server.cases()
        try desk.vault.reseal([hold.statement.digest: spoiled], of: writer.caseID)
        #expect(try courier.take(desk.out(), rules).resealed == 0)
        #expect(try server.cases() == before)
    }

    @Test func `the last day and what partners have are all that is remembered`() throws {
        let (server, desk) = (try team.vault("server"), try team.vault("desk"))
        let book = ExchangeBook(state: desk.path + "/state")
        #expect(book.lastDay == nil)
        try server.vault.append(team.story(by: team.writer()))
        try desk.take(server.out(), from: "server")
        #expect(book.lastDay == team.today)
        let names = try FileManager.default.contentsOfDirectory(atPath: desk.path + "/state/exchange").sorted()
        #expect(names == ["day", "server.holdings"])
        let kept = try book.holdings(of: "server")
        #expect(kept.count == 1)
        #expect(Holdings(kept.file) == kept)
        // A record that is not whole counts as none.
        try Data(kept.file.dropLast()).write(to: URL(filePath: desk.path + "/state/exchange/server.holdings"))
        #expect(try book.holdings(of: "server") == Holdings())
        #expect(throws: Refusal.self) { try book.holdings(of: "../server") }
    }

    private func digest(_ path: String) throws -> Digest {
        Hash.digest("file", Array(try Data(contentsOf: URL(filePath: path))))
    }

    private func size(_ path: String) throws -> Int { try Data(contentsOf: URL(filePath: path)).count }
}
