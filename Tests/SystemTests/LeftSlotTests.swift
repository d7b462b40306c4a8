import Envelope
import Foundation
import Testing
import Vault

@testable import Review

/// Slots of a key that left: they go from every vault, and no story is lost with them.
@Suite(.serialized) struct LeftSlotTests {
    private let organisation: Organisation
    private let server: Place

    init() throws {
        organisation = try Organisation()
        server = Place(organisation: organisation, name: "server")
    }

    private func place(_ name: String) -> Place { Place(organisation: organisation, name: name) }

    private func ok(_ answer: Programs.Answer, _ place: SourceLocation = #_sourceLocation) {
        #expect(answer.status == 0, "\(answer.errors)", sourceLocation: place)
    }

    /// Every body of a vault, those of drafts too.
    private func bodies(_ vault: VaultArchive) throws -> [Sealed] {
        try (vault.caseIDs() + vault.caseIDsOfDrafts()).flatMap {
            try vault.statements(of: $0) + vault.drafts(of: $0)
        }.compactMap { row in
            if case .sound(_, let body?) = row { body } else { nil }
        }
    }

    private func slots(of key: KeyID, in vault: VaultArchive) throws -> [Sealed.Slot] {
        try bodies(vault).flatMap(\.slots).filter { $0.reader == key }
    }

    private func id(of name: String) throws -> KeyID {
        try PublicKey(file: String(contentsOfFile: "\(organisation.folder)/secret/\(name).pub", encoding: .utf8)).id
    }

    /// How many of these stand anywhere in a vault's file, its free pages or its log: the key's id, and every quarter of a
    /// box, which may lie across two pages.
    private func traces(of key: KeyID, _ slots: [Sealed.Slot], in path: String) throws -> Int {
        // Read by another process: closing the file here would drop the locks of the vaults that this one holds open.
        let raw = try ["", "-wal"].reduce(into: Data()) { raw, end in
            raw += try Programs.run("/bin/cat", [path + end]).output
        }
        let wanted =
            [Data(key.bytes)]
            + slots.flatMap { slot in (0..<4).map { Data(slot.box[($0 * 28)..<(($0 + 1) * 28)]) } }
        return wanted.count { raw.range(of: $0) != nil }
    }

    private struct Report: Decodable {
        let cases, statements, drafts: Int
        let resealed: Int?
    }

    private func report(_ answer: Programs.Answer) throws -> Report {
        try #require(answer.status == 0, "\(answer.errors)")
        return try JSONDecoder().decode(Report.self, from: Data(answer.output))
    }

    /// Carries what is new; how many statements were sent, and how many things were taken in.
    private func exchange(_ from: Place, _ to: Place, _ more: [String] = []) throws -> (sent: Int, taken: Int) {
        let file = "\(organisation.folder)/\(UUID().uuidString).bundle"
        let verb = from.name == "server" ? "bundle" : "courier"
        let sent = try report(from.run([verb, "out", "--to", file, "--with", to.name, "--json"] + more))
        let taken = try report(to.take(file, from: from.name, ["--json"]))
        return (sent.statements, taken.cases + taken.statements + taken.drafts + (taken.resealed ?? 0))
    }

    @Test func `after one exchange each way no vault holds a slot of a stolen key, and a second one moves nothing`()
        throws
    {
        let (ana, ben, cleo, press) = (place("ana"), place("ben"), place("cleo"), place("press"))
        ok(try organisation.steward(["add", organisation.newKey("cleo")]))
        try organisation.startIntake()
        for story in ["The first story speaks of a river.", "The second story speaks of a hill."] {
            #expect(try organisation.send(story).status == 200)
        }
        organisation.stopIntake()
        for desk in [ana, ben, cleo] { try server.carry(to: desk) }
        let ids = try ana.inbox().map(\.id)
        ok(try ana.run(["redact", ids[0], "--edits-fd", "0"], input: "title\tA title\n"))
        ok(try ana.run(["letter", ids[1], "--text-fd", "0"], input: "How are you?"))
        // Work on a text stands in a draft.
        let desk = try Desk.opened(
            "ana", of: organisation, at: VaultArchive.open(path: ana.vault),
            state: organisation.folder + "/at-ana/state")
        let caseID = try desk.find(ids[0])
        try desk.save([1, 2, 3], of: desk.file(caseID))
        try ana.carry(to: ben)
        ok(try ben.run(["hold", ids[1], "--reason-fd", "0"], input: "a call came\n"))
        try ben.carry(to: server)
        try ana.carry(to: server)
        for other in [ana, cleo] { try server.carry(to: other) }
        try server.carry(to: press, ["--without-stories"])

        let places = [server, ana, cleo, press]
        // Held open by the test, so that no log goes away with the last program that closes it.
        let vaults = try places.map { try VaultArchive.open(path: $0.vault) }
        let key = try id(of: "ben")
        let before = try vaults.map { try slots(of: key, in: $0) }
        let gone = before.flatMap { $0 }
        for (place, slots) in zip(places, before) {
            #expect(!slots.isEmpty, "\(place.name)")
            #expect(try traces(of: key, slots, in: place.vault) > 0, "\(place.name)")
        }
        #expect(try !vaults[2].drafts(of: caseID).isEmpty && !vaults[0].drafts(of: caseID).isEmpty)

        ok(try organisation.steward(["compromise", "ben"]))
        let lists = organisation.folder + "/lists"
        ok(try ana.run(["keys", "leaving", "ben", "--stolen", Day.today.description, "--to", lists]))
        ok(try organisation.steward(["compromise", "ben", "--list", lists + "/ben.leaving"]))
        ok(try ana.run(["keys", "reseal"]))
        func round() throws -> [(sent: Int, taken: Int)] {
            try [
                exchange(ana, server), exchange(server, ana), exchange(server, cleo), exchange(cleo, server),
                exchange(server, press, ["--without-stories"]), exchange(press, server),
            ]
        }
        _ = try round()
        for (place, vault) in zip(places, vaults) {
            #expect(try slots(of: key, in: vault).isEmpty, "\(place.name)")
            #expect(try traces(of: key, gone, in: place.vault) == 0, "\(place.name)")
        }
        // What the key could open is known all the same, also where nobody sealed anew.
        for desk in [ana, cleo] {
            let exposed = try desk.run(["keys", "exposure", "ben", "--json"])
            for id in ids { #expect(exposed.text.contains("\"\(id)\""), "\(desk.name): \(exposed.errors)") }
        }
        #expect(try round().allSatisfy { $0.sent == 0 && $0.taken == 0 })
        let expected = try server.cases()
        for desk in [ana, cleo] {
            let agrees = try desk.cases() == expected
            #expect(agrees, "\(desk.name)")
        }
        #expect(try cleo.inbox().allSatisfy { $0.flaws.isEmpty })
    }

    /// Waits until the intake has looked at every body under the keyring that it has now.
    private func waitUntilLooked() throws {
        for _ in 0..<2_400 {
            let row = try Programs.run(
                "/usr/bin/sqlite3", [server.vault, "SELECT count(*) FROM passes WHERE after IS NULL"])
            if row.text == "1\n" { return }
            usleep(50_000)
        }
        Issue.record("the intake did not look at every body")
    }

    @Test func `an intake that starts under a new keyring takes off the slots of who left`() throws {
        try organisation.startIntake()
        for number in 0..<6 { #expect(try organisation.send("Story \(number).").status == 200) }
        let vault = try VaultArchive.open(path: server.vault)
        let key = try id(of: "ben")
        let gone = try slots(of: key, in: vault)
        #expect(gone.count == 12)
        ok(try organisation.steward(["compromise", "ben"]))
        organisation.stopIntake()
        try organisation.startIntake()
        for _ in 0..<2_400 where try !slots(of: key, in: vault).isEmpty { usleep(50_000) }
        #expect(try slots(of: key, in: vault).isEmpty)
        try waitUntilLooked()
        #expect(try traces(of: key, gone, in: server.vault) == 0)
        #expect(try Opened(organisation).texts().count == 6)
    }

    @Test func `a desk takes no slot off a body that its own slot does not open`() throws {
        let ana = place("ana")
        try organisation.startIntake()
        #expect(try organisation.send("The story speaks of a river.").status == 200)
        organisation.stopIntake()
        try server.carry(to: ana)
        let vault = try VaultArchive.open(path: ana.vault)
        let ben = try id(of: "ben")
        // Whoever can write the file leaves one slot that opens: that of the key which leaves.
        for caseID in try vault.caseIDs() {
            for case .sound(let statement, let body?) in try vault.statements(of: caseID) {
                let slots = body.slots.map { slot in
                    slot.reader == ben
                        ? slot : Sealed.Slot(reader: slot.reader, box: randomBytes(Sealed.Slot.boxLength))
                }
                try vault.reseal([statement.digest: slots], of: caseID)
            }
        }
        ok(try organisation.steward(["compromise", "ben"]))
        let sealed = try ana.run(["keys", "reseal"])
        #expect(sealed.status == 0 && sealed.errors.contains("2 sealed bodies do not open for you"), "\(sealed.errors)")
        #expect(try slots(of: ben, in: vault).count == 2)
    }

    @Test func `no slot is made for what nobody of the case signed`() throws {
        let book = try Casebook(organisation)
        let file = try book.file()
        try file.tell("The story speaks of a river.")
        try file.store()
        let known = file.statements.map(\.statement.digest)
        let strange = try file.say(HoldPlaced(reason: "a lie"), by: book.file().writer)
        try file.append(strange)
        let header = StatementHeader(
            author: book.ana.signingKey, body: strange.statement.header.body, caseID: file.caseID, day: .today,
            kind: strange.statement.header.kind, seen: [])
        try file.append(
            SealedStatement(
                statement: Statement(header: header, signature: strange.statement.signature), body: strange.body))
        ok(try organisation.steward(["add", organisation.newKey("cleo")]))
        ok(try organisation.review("ana", ["keys", "reseal"]))
        let cleo = try id(of: "cleo")
        let sealed = try book.vault.statements(of: file.caseID).filter { row in
            row.body?.slots.contains { $0.reader == cleo } == true
        }
        #expect(try book.vault.statements(of: file.caseID).count == 4)
        #expect(Set(sealed.map(\.digest)) == Set(known))
    }

    @Test func `no story is sealed to a publisher because a signature calls it something else`() throws {
        let book = try Casebook(organisation)
        let file = try book.file()
        try file.tell("The story speaks of a river.")
        let hold = try file.say(HoldPlaced(reason: "a call came"), by: book.ana)
        let other = try file.say(HoldPlaced(reason: "another call"), by: book.ana)
        try file.store()
        let consent = try #require(file.consents.first)
        // Ben, or who has his key, signs that the story is for publishers.
        let story = try #require(file.statements.first { $0.statement.header.kind == .received })
        let header = StatementHeader(
            author: book.ben.signingKey, body: story.statement.header.body, caseID: file.caseID, day: .today,
            kind: .sealed, seen: [])
        try file.append(
            SealedStatement(
                statement: Statement(header: header, signature: book.ben.sign(header.signedMessage)), body: story.body))
        // Somebody who has the file puts one body in the place of another.
        let index = try #require(file.statements.firstIndex { $0.statement == hold.statement })
        try file.replaceBody(of: index, by: other)
        ok(try organisation.steward(["add", organisation.newKey("press-2", of: "firsthand-publish")]))
        ok(try organisation.review("ana", ["keys", "reseal"]))
        let press = try id(of: "press-2")
        let sealed = try book.vault.statements(of: file.caseID).filter { row in
            row.body?.slots.contains { $0.reader == press } == true
        }
        #expect(Set(sealed.map(\.digest)) == [consent, other.statement.digest])
    }

    @Test func `what an intake hands out is closed to who left, and so is what it keeps`() throws {
        try organisation.startIntake()
        #expect(try organisation.send("The story speaks of a river.").status == 200)
        organisation.stopIntake()
        let vault = try VaultArchive.open(path: server.vault)
        let key = try id(of: "ben")
        func names(_ bundle: String) throws -> Bool {
            try Data(contentsOf: URL(filePath: bundle)).range(of: Data(key.bytes)) != nil
        }
        #expect(try names(server.out(for: "ana")))
        let gone = try slots(of: key, in: vault)
        #expect(gone.count == 2)
        ok(try organisation.steward(["compromise", "ben"]))
        #expect(try !names(server.out(for: "ana")))
        #expect(try slots(of: key, in: vault).isEmpty)
        #expect(try traces(of: key, gone, in: server.vault) == 0)
    }

    @Test func `after all keys were changed nothing goes before somebody active can read it`() throws {
        try organisation.startIntake()
        for number in 0..<3 { #expect(try organisation.send("Story \(number).").status == 200) }
        organisation.stopIntake()
        let ana = place("ana")
        try server.carry(to: ana)
        let vault = try VaultArchive.open(path: server.vault)
        let before = try bodies(vault)
        let lists = organisation.folder + "/lists"
        ok(try ana.run(["keys", "leaving", "--all", "--to", lists]))
        let keys = try [
            organisation.newKey("ana-2"), organisation.newKey("ben-2"),
            organisation.newKey("press-2", of: "firsthand-publish"),
        ]
        ok(try organisation.steward(["rotate"] + keys + ["--lists", lists]))

        // The intake alone, and an exchange before anybody sealed anew: what the old keys open is all that there is.
        try organisation.startIntake()
        try waitUntilLooked()
        organisation.stopIntake()
        #expect(try bodies(vault).map(\.encoded.count) == before.map(\.encoded.count))
        #expect(try bodies(vault) == before)

        // Whoever can write the desk's file puts junk in the slots of the new keys: only their owners could tell.
        let new = try ["ana-2", "ben-2", "press-2"].map { try id(of: $0) }
        let desk = try VaultArchive.open(path: ana.vault)
        for caseID in try desk.caseIDs() {
            for case .sound(let statement, let body?) in try desk.statements(of: caseID) {
                let junk = new.map { Sealed.Slot(reader: $0, box: randomBytes(Sealed.Slot.boxLength)) }
                let slots = (body.slots + junk).sorted { $0.reader < $1.reader }
                try desk.reseal([statement.digest: slots], of: caseID)
            }
        }

        // The old key opens it, and what it seals anew travels.
        ok(try ana.run(["keys", "reseal"]))
        let file = "\(organisation.folder)/resealed.bundle"
        ok(try ana.run(["courier", "out", "--to", file]))
        ok(try server.take(file, from: "ana"))
        let active = try Set(["ana-2", "ben-2", "press-2"].map { try id(of: $0) })
        for body in try bodies(vault) {
            #expect(Set(body.slots.map(\.reader)).isSubset(of: active) && body.slots.count >= 2)
        }
        #expect(try Opened(organisation, by: "ben-2").texts().count == 3)
    }
}
