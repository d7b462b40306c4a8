import Custody
import Envelope
import Foundation
import Testing
import Vault

@testable import Courier
@testable import Review

/// Somebody who carries bundles brings junk in the slots of a new member, before the good ones come.
@Suite(.serialized) struct JunkSlotTests {
    private static let story = "I waited by the river."
    private let organisation: Organisation
    private let server, ana, cleo: Place
    private let id: String

    init() throws {
        organisation = try Organisation()
        server = Place(organisation: organisation, name: "server")
        ana = Place(organisation: organisation, name: "ana")
        cleo = Place(organisation: organisation, name: "cleo")
        try organisation.startIntake()
        #expect(try organisation.send(Self.story).status == 200)
        organisation.stopIntake()
        try server.carry(to: ana)
        id = try #require(try ana.inbox().first?.id)
        #expect(try ana.run(["letter", id, "--text-fd", "0"], input: "How are you?").status == 0)
        try ana.carry(to: server)
        #expect(try organisation.steward(["add", organisation.newKey("cleo")]).status == 0)
    }

    /// What the server hands out, as a carrier without any key changes it.
    private func carried(_ change: (Sealed) throws -> Sealed) throws -> String {
        let folder = organisation.folder
        let path = "\(folder)/carried-\(UUID().uuidString)"
        let vault = try VaultArchive.open(path: path + "/vault.sqlite", makes: true)
        for (caseID, rows) in try server.cases() {
            try vault.append(
                rows.compactMap { row in
                    guard case .sound(let statement, let body?) = row else { return nil }
                    #expect(statement.header.caseID == caseID)
                    return SealedStatement(statement: statement, body: try change(body))
                }, under: nil)
        }
        _ = try Courier(vault: vault.upkeep).send(Sending(), to: path + "/bundle")
        return path + "/bundle"
    }

    private func texts(at place: Place) throws -> [String] {
        let desk = try Desk.opened(
            place.name, of: organisation, at: VaultArchive.open(path: place.vault),
            state: "\(organisation.folder)/at-\(place.name)/state")
        return try desk.cases().map { try desk.file($0).parts().text }
    }

    @Test func `junk in the slots of somebody new is as no slot, and a good one takes its place`() throws {
        let key = try PublicKey(
            file: String(contentsOfFile: organisation.folder + "/secret/cleo.pub", encoding: .utf8)
        ).id
        let junk = try carried { body in
            body.with(slots: body.slots + [.init(reader: key, box: randomBytes(Sealed.Slot.boxLength))])
        }
        let taken = try cleo.take(junk, from: "server")
        #expect(taken.status == 0 && taken.errors.contains("3 sealed texts of these do not open for you yet"))
        #expect(taken.errors.contains("firsthand-review keys reseal"), "\(taken.errors)")
        // What she must weigh and cannot open is missed, and nothing of it goes on.
        let line = try #require(try cleo.inbox().first)
        #expect(
            line.stage == "damaged"
                && line.flaws.contains { $0.contains("does not open for you, though you must weigh it") })

        #expect(try ana.run(["keys", "reseal"]).status == 0)
        let direct = try cleo.take(ana.out(for: "cleo"), from: "ana")
        #expect(
            direct.status == 0 && direct.errors.contains("3 sealed texts open for more people"), "\(direct.errors)")
        #expect(try cleo.inbox().allSatisfy { $0.flaws.isEmpty })
        #expect(try texts(at: cleo) == [Self.story])
        // The junk does not come back in its place.
        #expect(try cleo.take(junk, from: "server").errors.contains("Nothing new"))
        #expect(try texts(at: cleo) == [Self.story])
    }

    @Test func `a slot that opens before a body that was changed refuses the bundle all the same`() throws {
        let changed = try carried { body in
            var bytes = body.encoded
            bytes[bytes.count - 100] ^= 1
            return try Sealed(bytes)
        }
        let fresh = Place(organisation: organisation, name: "ben")
        let answer = try fresh.take(changed, from: "server")
        #expect(answer.status == 65 && answer.errors.contains("was changed or swapped"), "\(answer.errors)")
        #expect(try fresh.inbox().isEmpty)
    }
}
