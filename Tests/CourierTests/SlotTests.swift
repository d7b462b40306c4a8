import Envelope
import Sealing
import Testing
import Vault

@testable import Courier
@_spi(KeyMaterial) @testable import Unsealing

/// What bundles do to the slots of stored bodies: those of new members come, and those of keys that left go.
struct SlotTests {
    let team: Team
    let cleo: Person
    let writer: Writer
    let hold: SealedStatement
    /// Ben is out, and nobody took his place.
    let without: Keyring

    init() throws {
        team = try Team()
        cleo = try Person("cleo")
        writer = try team.writer()
        hold = try team.hold(writer.caseID, by: team.ana)
        without = Keyring(
            serial: 2, from: team.today, until: team.today + 30,
            reviewers: [
                .init(key: team.ana.publicKey, standing: .active),
                .init(key: team.ben.publicKey, standing: .compromised(list: nil)),
                .init(key: cleo.publicKey, standing: .active),
            ], publishers: [.init(key: team.press.publicKey, standing: .active)])
    }

    private func readers(_ store: Store) throws -> Set<KeyID> {
        guard case .sound(_, let body?)? = try store.vault.upkeep.find(hold.statement.digest)?.row else { return [] }
        return Set(body.slots.map(\.reader))
    }

    private func arrival(_ slots: [Sealed.Slot]) -> Arrival {
        Arrival(caseID: writer.caseID, statements: [(hold.statement, hold.body.with(slots: slots))])
    }

    private func junk(_ person: Person) -> Sealed.Slot {
        Sealed.Slot(reader: person.publicKey.id, box: randomBytes(Sealed.Slot.boxLength))
    }

    private var active: Set<KeyID> { [team.ana.publicKey.id, team.press.publicKey.id] }

    @Test func `slots of a key that left go when nothing new comes, and do not come back`() throws {
        let (server, late) = (try team.vault("server"), try team.vault("late"))
        try server.vault.append([hold])
        let all = arrival(hold.body.slots)
        let taken = try server.vault.upkeep.take([all], under: without, draftsDays: 90)
        #expect(taken.closed == 1 && taken.resealed == 0)
        #expect(try readers(server) == active)
        // From somebody who has them still: to a body that is here, and to one that is awaited.
        #expect(try server.vault.upkeep.take([all], under: without, draftsDays: 90) == Taking())
        _ = try late.vault.upkeep.take([all], under: without, draftsDays: 90)
        #expect(try readers(late) == active)
    }

    @Test func `a body that only keys which left can open is taken in with their slots`() throws {
        let store = try team.vault("store")
        let old = hold.body.slots.filter { $0.reader == team.ben.publicKey.id }
        _ = try store.vault.upkeep.take([arrival(old)], under: without, draftsDays: 90)
        #expect(try readers(store) == [team.ben.publicKey.id])
        #expect(try store.vault.upkeep.take([arrival(old)], under: without, draftsDays: 90) == Taking())
        // A publisher cannot seal to anybody else; a reviewer can.
        let press = hold.body.slots.filter { $0.reader == team.press.publicKey.id }
        _ = try store.vault.upkeep.take([arrival(press)], under: without, draftsDays: 90)
        #expect(try readers(store) == [team.ben.publicKey.id, team.press.publicKey.id])
        #expect(try store.vault.upkeep.take([arrival([junk(cleo)])], under: without, draftsDays: 90).closed == 1)
        #expect(try readers(store) == [cleo.publicKey.id, team.press.publicKey.id])
    }

    @Test func `a desk lets slots of who left go only where its own opens the body, whatever junk a carrier brings`()
        throws
    {
        let store = try team.vault("store")
        let (ana2, ben2) = (try Person("ana-2"), try Person("ben-2"))
        // After a change of all keys the old slots are the only way to the words.
        func gone(_ person: Person) -> Keyring.Member {
            .init(key: person.publicKey, standing: .compromised(list: nil))
        }
        let rotated = Keyring(
            serial: 3, from: team.today, until: team.today + 30,
            reviewers: [
                gone(team.ana), gone(team.ben),
                .init(key: ana2.publicKey, standing: .active, follows: team.ana.publicKey.name),
                .init(key: ben2.publicKey, standing: .active, follows: team.ben.publicKey.name),
            ], publishers: [.init(key: team.press.publicKey, standing: .active)])
        try store.vault.append([hold])
        let before = try readers(store)
        let own = OwnSlots(of: ana2.publicKey.id) { ana2.opensSlot(of: $0) }
        for slots in [[junk(ana2)], [junk(ben2)], [junk(ana2), junk(ben2)]] {
            _ = try store.vault.upkeep.take([arrival(slots)], under: rotated, draftsDays: 90, own: own)
            _ = try store.vault.upkeep.dropLeftSlots(under: rotated, own: own)
            #expect(try readers(store).isSuperset(of: before), "the old slots stay")
            #expect(try !readers(store).contains(ana2.publicKey.id), "one's own junk is not taken in")
        }
        // A slot of her own that opens vouches for the body.
        let sealer = try Sealer(keyring: hold.body.header.keyring, readers: [ana2.publicKey])
        let good = try sealer.slots(team.ana.dataKey(of: hold.body, of: writer.caseID), header: hold.body.header)
        #expect(try store.vault.upkeep.take([arrival(good)], under: rotated, draftsDays: 90, own: own).closed == 1)
        #expect(try readers(store) == [ana2.publicKey.id, ben2.publicKey.id, team.press.publicKey.id])
    }

    @Test func `a slot of a stranger is not taken in, and no body gets more slots than it can have`() throws {
        let (store, fresh, full) = (try team.vault("store"), try team.vault("fresh"), try team.vault("full"))
        try store.vault.append([hold])
        let with = arrival(hold.body.slots + [junk(team.stranger)])
        #expect(try store.vault.upkeep.take([with], under: team.keyring, draftsDays: 90) == Taking())
        #expect(try fresh.vault.upkeep.take([with], under: team.keyring, draftsDays: 90).bodies == 1)
        for store in [store, fresh] { #expect(try readers(store) == Set(hold.body.slots.map(\.reader))) }
        // Nor is one of a key that opens backups: it opens nothing else.
        let safe = try Person("safe", role: .backup)
        let backed = Keyring(
            serial: 2, from: team.today, until: team.today + 30, reviewers: team.keyring.reviewers,
            publishers: team.keyring.publishers, backups: [.init(key: safe.publicKey, standing: .active)])
        let late = try team.vault("late")
        let saved = arrival(hold.body.slots + [junk(safe)])
        for store in [store, late] { _ = try store.vault.upkeep.take([saved], under: backed, draftsDays: 90) }
        for store in [store, late] { #expect(try readers(store) == Set(hold.body.slots.map(\.reader))) }
        // Somebody who holds the file has filled a body up.
        let many = (0..<Sealed.mostSlots).map { _ in
            Sealed.Slot(reader: KeyID(unchecked: randomBytes(KeyID.length)), box: randomBytes(Sealed.Slot.boxLength))
        }
        try full.vault.append([SealedStatement(statement: hold.statement, body: hold.body.with(slots: many))])
        _ = try full.vault.upkeep.take([arrival(hold.body.slots)], under: team.keyring, draftsDays: 90)
        #expect(try readers(full) == Set(many.map(\.reader)))
    }

    @Test func `a body or a draft that is new at a desk loses slots only where the desk's own opens it`() throws {
        let own = OwnSlots(of: team.ana.publicKey.id) { [team] in team.ana.opensSlot(of: $0) }
        let rest = hold.body.slots.filter { $0.reader != team.ana.publicKey.id }
        let draft = try team.say(Draft(turn: 1, stories: [], content: [1]), in: writer.caseID, by: team.ana)
        func drafts(_ store: Store) throws -> Set<KeyID> {
            guard case .sound(_, let body?)? = try store.vault.drafts(of: writer.caseID).first else { return [] }
            return Set(body.slots.map(\.reader))
        }
        // Ben's slot is the only way to the words where Ana's is junk, whatever a carrier put beside it.
        let (spoiled, good) = (try team.vault("spoiled"), try team.vault("good"))
        let junkDraft = SealedStatement(
            statement: draft.statement,
            body: draft.body.with(
                slots: draft.body.slots.filter { $0.reader != team.ana.publicKey.id } + [junk(team.ana)]))
        _ = try spoiled.vault.upkeep.take(
            [
                Arrival(
                    caseID: writer.caseID,
                    statements: [(hold.statement, hold.body.with(slots: rest + [junk(team.ana), junk(cleo)]))],
                    drafts: [junkDraft])
            ], under: without, draftsDays: 90, own: own)
        #expect(try readers(spoiled).contains(team.ben.publicKey.id))
        #expect(try drafts(spoiled).contains(team.ben.publicKey.id))
        _ = try good.vault.upkeep.take(
            [Arrival(caseID: writer.caseID, statements: [(hold.statement, hold.body)], drafts: [draft])],
            under: without, draftsDays: 90, own: own)
        #expect(try readers(good) == active && drafts(good) == [team.ana.publicKey.id])
        // A body has one slot at least, be it junk.
        let alone = try team.vault("alone")
        _ = try alone.vault.upkeep.take([arrival([junk(team.ana)])], under: without, draftsDays: 90, own: own)
        #expect(try readers(alone) == [team.ana.publicKey.id])
        // A key that left has no unfinished work; a publisher, who opens no story, keeps no slot of it either.
        let press = try team.vault("press")
        let bens = try team.say(Draft(turn: 1, stories: [], content: [1]), in: writer.caseID, by: team.ben)
        let closed = hold.body.with(slots: hold.body.slots.filter { $0.reader != team.press.publicKey.id })
        let taken = try press.vault.upkeep.take(
            [Arrival(caseID: writer.caseID, statements: [(hold.statement, closed)], drafts: [bens])], under: without,
            draftsDays: 90, own: OwnSlots(of: team.press.publicKey.id) { [team] in team.press.opensSlot(of: $0) })
        #expect(taken.drafts == 0)
        #expect(try readers(press) == [team.ana.publicKey.id])
    }

    @Test func `an exchange closes what nobody brings, and the next one moves nothing`() throws {
        let (server, desk) = (try team.vault("server"), try team.vault("desk"))
        let story = try team.story(by: writer)
        try server.vault.append(story + [hold])
        try desk.take(server.out(for: "ana"), from: "server")
        // Destroyed on the server, as a letter that was read is.
        try server.vault.destroyBodies(of: writer.caseID, keeping: Set(story.map(\.statement.digest)))
        #expect(try server.take(desk.out(for: "server"), from: "ana", under: without).closed == 2)
        #expect(try desk.take(server.out(for: "ana"), from: "server", under: without).closed == 3)
        #expect(try readers(desk) == active)
        _ = try server.take(desk.out(for: "server"), from: "ana", under: without)
        for (from, to, names) in [(server, desk, ("ana", "server")), (desk, server, ("server", "ana"))] {
            let arrived = try to.take(from.out(for: names.0), from: names.1, under: without)
            #expect(arrived.cases.isEmpty && arrived.statements + arrived.resealed + arrived.closed == 0)
        }
    }

    @Test func `whoever holds the key puts a good slot in the place of junk, and nothing in the place of a good one`()
        throws
    {
        let store = try team.vault("store")
        let good = try #require(hold.body.slots.first { $0.reader == team.ana.publicKey.id })
        let rest = hold.body.slots.filter { $0.reader != good.reader }
        func take(_ slot: Sealed.Slot, own: Person?) throws -> Int {
            let slots = own.map { person in OwnSlots(of: person.publicKey.id) { person.opensSlot(of: $0) } }
            return try store.vault.upkeep.take(
                [arrival(rest + [slot])], under: team.keyring, draftsDays: 90, own: slots
            ).resealed
        }
        func stands(_ slot: Sealed.Slot) throws -> Bool {
            guard case .sound(_, let body?)? = try store.vault.upkeep.find(hold.statement.digest)?.row else {
                return false
            }
            return body.slots.contains(slot) && body.slots.count == hold.body.slots.count
        }
        let bad = junk(team.ana)
        // As it comes to a server, or to somebody else.
        _ = try take(bad, own: nil)
        #expect(try stands(bad))
        // Without her key nobody can tell; other junk is no better.
        #expect(try take(good, own: nil) == 0 && take(good, own: team.ben) == 0)
        #expect(try take(junk(team.ana), own: team.ana) == 0)
        #expect(try stands(bad))
        #expect(try take(good, own: team.ana) == 1)
        #expect(try take(bad, own: team.ana) == 0)
        #expect(try stands(good))
        // Another that opens is no better: else two desks would change it for ever.
        let sealer = try Sealer(keyring: hold.body.header.keyring, readers: [team.ana.publicKey])
        let other = try sealer.slots(team.ana.dataKey(of: hold.body, of: writer.caseID), header: hold.body.header)
        #expect(try take(#require(other.first), own: team.ana) == 0)
        #expect(try stands(good))
    }
}
