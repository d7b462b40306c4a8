import Envelope
import Foundation
import Policies
import Testing
import Vault

/// People come and go, with the real programs and a real vault.
@Suite(.serialized) struct KeysOverTimeTests {
    private func keyring(_ organisation: Organisation) throws -> String {
        try String(contentsOfFile: organisation.folder + "/keys/keyring.txt", encoding: .utf8)
    }

    @Test func `who leaves in good standing leaves their work, and who joins reads what was there before`() throws {
        let organisation = try Organisation()
        let book = try Casebook(organisation)
        try book.approved("A story")
        let cleo = try organisation.newKey("cleo")
        let list = organisation.folder + "/ben.leaving"
        #expect(try organisation.review("ana", ["keys", "leaving", "ben", "--to", organisation.folder]).status == 0)
        let before = try keyring(organisation)
        for arguments in [["add", cleo], ["retire", "ben", "--list", list], ["renew"], ["compromise", "press"]] {
            let rehearsal = try organisation.steward(arguments + ["--rehearse"])
            #expect(
                rehearsal.status == 0 && rehearsal.text.contains("Keyring 1 becomes keyring 2"), "\(rehearsal.errors)")
            #expect(try keyring(organisation) == before)
        }
        #expect(!FileManager.default.fileExists(atPath: organisation.folder + "/keys/cleo.pub"))
        #expect(try organisation.steward(["retire", "ben"]).errors.contains("keys leaving ben"))

        #expect(try organisation.steward(["add", cleo]).status == 0)
        #expect(try organisation.steward(["retire", "ben", "--list", list]).status == 0)
        #expect(try keyring(organisation).hasPrefix("firsthand/keyring/v1\nserial 3\n"))
        for path in [cleo, "\(organisation.folder)/secret/ben.pub"] {
            #expect(try organisation.steward(["add", path]).errors.contains("a name is used once for ever"))
        }
        // One key under two names would be two people.
        let alias = organisation.folder + "/bob.pub"
        try String(contentsOfFile: organisation.folder + "/secret/ben.pub", encoding: .utf8)
            .replacing(" ben ", with: " bob ").write(toFile: alias, atomically: true, encoding: .utf8)
        let second = try organisation.steward(["add", alias, "--new-person"])
        #expect(second.status == 77 && second.errors.contains("under another name"), "\(second.errors)")
        #expect(try organisation.review("ben", ["inbox"]).status == 77)
        #expect(try organisation.cases("cleo").allSatisfy { $0.approvals == 0 })
        let resealed = try organisation.review("ana", ["keys", "reseal"])
        #expect(resealed.status == 0, "\(resealed.errors)")
        #expect(try organisation.cases("cleo").allSatisfy { $0.approvals == 2 && $0.flaws.isEmpty })
        // Ben's approval still counts; only the checkpoint must be by somebody who is active.
        #expect(try organisation.review("cleo", ["checkpoint"]).status == 0)
        let export = try organisation.export("export")
        #expect(export.errors.contains("Exported 1 story"), "\(export.errors)")

        // Without Ben's list, or with another in its place, the story stays back until the right one is there.
        let place = organisation.folder + "/keys/ben.leaving"
        let text = try String(contentsOfFile: place, encoding: .utf8)
        try text.replacing("day ", with: "day 9").write(toFile: place, atomically: true, encoding: .utf8)
        let without = try organisation.export("without")
        #expect(
            without.errors.contains("ben.leaving is not in the keys folder, or is another file"), "\(without.errors)")
        #expect(without.errors.contains("Exported 0 stories"))
        try text.write(toFile: place, atomically: true, encoding: .utf8)
        #expect(try organisation.export("with").errors.contains("Exported 1 story"))
    }

    @Test func `after all keys were changed the old ones open nothing, and the work goes on`() throws {
        let organisation = try Organisation()
        let book = try Casebook(organisation)
        try book.approved("A story")
        #expect(try organisation.export("old").status == 0)
        let lists = organisation.folder + "/lists"
        #expect(try organisation.review("ana", ["keys", "leaving", "--all", "--to", lists]).status == 0)
        let new =
            try ["ana-2", "ben-2"].map { try organisation.newKey($0) }
            + [organisation.newKey("press-2", of: "firsthand-publish")]
        let rotated = try organisation.steward(["rotate"] + new + ["--lists", lists])
        #expect(rotated.status == 0, "\(rotated.errors)")
        #expect(rotated.text.contains("Active then: reviewers ana-2, ben-2; publishers press-2."))

        #expect(try organisation.review("ana", ["inbox"]).status == 77)
        #expect(try organisation.export("none").status == 77)
        // A key that was active opens what is there, and signs nothing.
        let resealed = try organisation.review("ana", ["keys", "reseal"])
        #expect(resealed.status == 0, "\(resealed.errors)")
        // The test holds the vault open, so that its log does not go away by itself: what was taken off is in it.
        #expect(try Data(contentsOf: URL(filePath: organisation.vault + "-wal")).isEmpty)
        #expect(try organisation.review("ana", ["keys", "reseal"]).text.hasPrefix("0 sealed bodies sealed"))
        let readers = try book.vault.caseIDs().flatMap { try book.vault.statements(of: $0) }.flatMap { row in
            if case .sound(_, let body?) = row { body.slots.map(\.reader) } else { [KeyID]() }
        }
        let active = try KeyringFolder(
            keys: organisation.folder + "/keys", steward: organisation.folder + "/steward.pub",
            state: organisation.folder + "/state-looked"
        ).load()
        #expect(Set(readers) == Set((active.activeReviewers + active.activePublishers).map(\.id)))
        #expect(try organisation.review("ben-2", ["checkpoint"]).status == 0)
        let export = try organisation.publish(
            ["export", "--use", "website", "--to", organisation.folder + "/new"], by: "press-2")
        #expect(export.errors.contains("Exported 1 story"), "\(export.errors)")
        #expect(try organisation.verify("old").status == 0)
        // A stolen publisher's key may have signed anything.
        #expect(try organisation.steward(["compromise", "press"]).status == 0)
        #expect(try organisation.verify("old").status == 65)
        #expect(try organisation.verify("new").status == 0)
    }

    @Test func `a new steward takes everybody along, and the old keyring is the older one`() throws {
        let organisation = try Organisation()
        let second = organisation.folder + "/second"
        let taken = try Programs.run(
            "firsthand-review",
            ["steward", "init", "--from", organisation.folder, "--folder", second, "--passphrase-fd", "0"],
            input: Array(String(repeating: Organisation.passphrase + "\n", count: 3).utf8))
        #expect(taken.status == 0, "\(taken.errors)")
        let old = KeyringFolder(
            keys: organisation.folder + "/keys", steward: organisation.folder + "/steward.pub",
            state: second + "/state")
        let before = try old.load()
        let mixed = KeyringFolder(
            keys: second + "/keys", steward: organisation.folder + "/steward.pub", state: second + "/state")
        #expect(throws: KeyringError.altered) { _ = try mixed.load() }
        let new = KeyringFolder(keys: second + "/keys", steward: second + "/steward.pub", state: second + "/state")
        let after = try new.load()
        #expect(after.reviewers == before.reviewers && after.publishers == before.publishers)
        #expect(after.serial == before.serial + 1)
        #expect(throws: KeyringError.rolledBack) { _ = try old.load() }
        // Whoever can write a keyring but not sign it makes no steward of anybody.
        let forged = try String(contentsOfFile: organisation.folder + "/keys/keyring.txt", encoding: .utf8)
            .replacing("serial 1", with: "serial 2")
        try forged.write(toFile: organisation.folder + "/keys/keyring.txt", atomically: true, encoding: .utf8)
        for arguments in [["renew"], ["compromise", "ben"]] {
            #expect(try organisation.steward(arguments).errors.contains("is not signed by the steward"))
        }
    }
}
