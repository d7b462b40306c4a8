import Custody
import Envelope
import Foundation
import Ledger
import Opening
import Policies
import Sealing
import Testing
import Unsealing
import Vault

@testable import Mailbox

/// The drill for a stolen laptop, with the real programs: from the theft to the day on which all is as it was.
@Suite(.serialized) struct StolenKeyTests {
    /// Somebody with a reviewer's key, its passphrase, and copies of the vault.
    private struct Thief {
        let key: Colleague
        let folder: String

        init(_ organisation: Organisation) throws {
            key = try Colleague("ben", in: organisation)
            folder = organisation.folder
        }

        /// A copy of the vault as it is now.
        func copy(_ name: String) throws -> VaultReader {
            let path = "\(folder)/\(name).sqlite"
            let answer = try Programs.run("/usr/bin/sqlite3", ["\(folder)/vault.sqlite", ".backup \(path)"])
            try #require(answer.status == 0, "\(answer.errors)")
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
            return try VaultReader.open(path: path)
        }

        func bodies(_ vault: VaultReader) throws -> [(StatementHeader, Sealed)] {
            try vault.caseIDs().flatMap { try vault.statements(of: $0) }.compactMap { row in
                if case .sound(let statement, let body?) = row { (statement.header, body) } else { nil }
            }
        }

        /// How many bodies of a copy open with the key.
        func opened(_ vault: VaultReader) throws -> Int {
            try bodies(vault).filter { header, body in (try? key.key.dataKeyOpens(body, of: header.caseID)) == true }
                .count
        }

        /// The letter keys that stand in the stories of a copy.
        func letterKeys(_ vault: VaultReader) throws -> [[UInt8]] {
            try bodies(vault).filter { $0.0.kind == .received }.compactMap { header, body in
                try key.key.open(body, of: header.caseID).field("letter-key")
            }
        }

        /// How many bodies of a copy open with one of these letter keys.
        func opened(_ vault: VaultReader, under keys: [[UInt8]]) throws -> Int {
            try bodies(vault).filter { _, body in
                guard let slot = body.letterSlot else { return false }
                return try keys.contains { bytes in
                    let key = try GuardedBytes(copying: Array(bytes.prefix(32)))
                    let found = try SmallBox.open(slot.box, nonce: slot.nonce, ad: body.header.encoded, key: key)
                    return found != nil
                }
            }.count
        }
    }

    /// A case of ten days ago: Ana's text, approved by her and by Ben, which Ana listed the day after.
    private func oldCase(_ organisation: Organisation) throws -> CaseID {
        let book = try Casebook(organisation)
        let file = try book.file()
        let day = book.today + -10
        let readers = try Sealer(
            keyring: Digest(unchecked: randomBytes(32)), readers: [book.ana.key.publicKey, book.ben.key.publicKey])
        let letterKey = try GuardedBytes.random(count: LetterKeyField.keyLength)
        let body = try letterKey.withBytes { key in
            try StoryAnswers(language: "en").body(
                text: Array("The old words.".utf8).span, publicKey: file.writer.signingKey, letterKey: key)
        }
        guard let body else { throw OpeningError() }
        let story = try readers.statement(
            body, caseID: file.caseID, seen: [], day: day, by: file.writer)
        try book.vault.append([story], under: nil)
        try file.agree(day: day)
        let proposal = try file.say(
            Proposal(
                manuscript: Manuscript(title: "An old story", text: "It was late.", language: "en"),
                consent: file.consents, policy: book.policies.review.digest), by: book.ana, day: day)
        for (colleague, key) in [
            (book.ana, nil), (book.ben, try book.ben.key.dataKey(of: proposal.body, of: file.caseID)),
        ] {
            try file.say(
                Approval(
                    proposal: proposal.statement.digest, manuscript: proposal.statement.header.body,
                    consent: file.consents, policy: book.policies.review.digest, manuscriptKey: key), by: colleague,
                day: day)
        }
        try file.say(Checkpoint(statements: file.statements.map(\.statement.digest)), by: book.ana, day: day + 1)
        try file.store()
        return file.caseID
    }

    @Test func `a stolen laptop costs what was on it, and nothing that comes after`() throws {
        let organisation = try Organisation()
        let old = try oldCase(organisation)
        #expect(try organisation.review("ana", ["checkpoint"]).status == 0)
        try organisation.startIntake()
        let writer = try ReturnTests.Visitor(organisation, story: "Everyone in Milltown knew.")
        let fresh = try #require(try organisation.cases().first { $0.id != old.short }?.id)
        #expect(try organisation.letter("ana", to: fresh, "Before the theft.").status == 0)
        #expect(try organisation.propose("ana", fresh, title: "A title", edits: "find\tMilltown\tmy town").status == 0)
        #expect(try organisation.approve("ana", fresh).status == 0)
        #expect(try organisation.export("before").errors.contains("Exported 1 story"))

        // The theft. The thief copies what is there, and signs.
        let thief = try Thief(organisation)
        let first = try thief.copy("first")
        let stolen = try thief.letterKeys(first)
        #expect(try thief.opened(first) == thief.bodies(first).count && stolen.count == 2)
        #expect(try organisation.approve("ben", fresh).status == 0)
        let hold = try organisation.review("ben", ["hold", old.short, "--reason-fd", "0"], input: "a lie")
        #expect(hold.status == 0, "\(hold.errors)")

        // It would take the slots off by itself: here a desk does, at the same vault.
        organisation.stopIntake()

        // At once, without a list: the key is out, and no story in which it spoke goes out.
        let keyring = try String(contentsOfFile: organisation.folder + "/keys/keyring.txt", encoding: .utf8)
        let rehearsal = try organisation.steward(["compromise", "ben", "--rehearse"])
        #expect(rehearsal.status == 0 && rehearsal.text.contains("reviewer ben is out"))
        #expect(try String(contentsOfFile: organisation.folder + "/keys/keyring.txt", encoding: .utf8) == keyring)
        #expect(try organisation.steward(["compromise", "ben"]).status == 0)
        #expect(try organisation.review("ben", ["inbox"]).status == 77)
        let closed = try organisation.export("closed")
        #expect(closed.errors.contains("no leaving list is made for ben yet"), "\(closed.errors)")
        #expect(closed.errors.contains("Exported 0 stories for website; 2 left out"), "\(closed.errors)")

        // Ana lists what of it is older than the theft, and what must be approved again.
        let today = Day.today.description
        let leaving = ["keys", "leaving", "ben", "--stolen", today]
        let looked = try organisation.review("ana", leaving + ["--rehearse"])
        #expect(looked.status == 0, "\(looked.errors)")
        #expect(looked.text.contains("must be approved again: case \(old.short)"))
        #expect(looked.text.contains("will not count: case \(fresh), \(today): approved the text"))
        #expect(looked.text.contains("will not count: case \(old.short), \(today): put a hold"))
        #expect(looked.text.contains("could be opened with the key: case \(fresh)"))
        let lists = organisation.folder + "/lists"
        #expect(!FileManager.default.fileExists(atPath: lists))
        #expect(try organisation.review("ana", leaving + ["--to", lists]).status == 0)
        let list = lists + "/ben.leaving"
        let replacement = try organisation.newKey("cleo")
        let replaced = try organisation.steward(["replace", "ben", replacement, "--stolen", "--list", list])
        #expect(replaced.status == 0, "\(replaced.errors)")

        // Nothing that the thief signed counts, and what must be done again is named.
        let again = try organisation.export("again")
        #expect(again.status == 0, "\(again.errors)")
        for id in [old.short, fresh] {
            #expect(
                again.errors.contains(
                    "case \(id): the approval of ben does not count: the key is not used any more"), "\(again.errors)")
        }
        #expect(!again.errors.contains("a lie"))

        // The new reviewer opens old stories once they are sealed to her; a later copy is closed to the thief.
        #expect(try organisation.cases("cleo").allSatisfy { $0.stage == "damaged" })
        let would = try organisation.review("ana", ["keys", "reseal", "--rehearse"])
        #expect(would.status == 0 && would.text.contains("would be sealed to somebody new"), "\(would.errors)")
        #expect(try thief.opened(thief.copy("rehearsed")) > 0)
        let resealed = try organisation.review("ana", ["keys", "reseal"])
        #expect(resealed.status == 0, "\(resealed.errors)")
        #expect(
            try organisation.review("ana", ["keys", "reseal"]).text
                == "0 sealed bodies sealed to somebody new; 0 sealed bodies closed to somebody who left.\n")
        for name in ["ana", "cleo"] {
            #expect(
                try Opened(organisation, by: name).texts().sorted() == ["Everyone in Milltown knew.", "The old words."])
            #expect(try organisation.cases(name).allSatisfy { $0.flaws.isEmpty })
        }
        #expect(try thief.opened(thief.copy("resealed")) == 0)
        let exposed = try organisation.review("ana", ["keys", "exposure", "ben", "--json"])
        for id in [old.short, fresh] { #expect(exposed.text.contains("\"\(id)\""), "\(exposed.errors)") }

        // New stories are sealed to her and not to him.
        try organisation.startIntake()
        #expect(try organisation.send("A story after the theft.").status == 200)
        #expect(try thief.opened(thief.copy("new")) == 0)

        // Letters: as they were until the writer comes back, and closed from then on.
        let warned = try organisation.letter("ana", to: fresh, "After the theft.")
        #expect(warned.status == 0 && warned.errors.contains("somebody who left could read this letter"))
        let before = try thief.opened(thief.copy("letters"), under: stolen)
        #expect(before > 0)
        #expect(try writer.status().contains("letter"))
        let safe = try organisation.letter("ana", to: fresh, "After they came back.")
        #expect(safe.status == 0 && !safe.errors.contains("could read this letter"), "\(safe.errors)")
        let after = try thief.copy("after")
        #expect(try thief.opened(after, under: stolen) == before)
        #expect(try thief.opened(after) == 0)
        let page = try writer.go("letters")
        for words in ["Before the theft.", "After the theft.", "After they came back."] {
            #expect(page.contains(words))
        }
        // Coming back once more tells nothing new.
        let count = try thief.bodies(thief.copy("count")).count
        _ = try writer.status()
        #expect(try thief.bodies(thief.copy("again")).count == count)

        // Approved again, both stories go out.
        for id in [old.short, fresh] { #expect(try organisation.approve("cleo", id).status == 0) }
        let text = try #require(Organisation.value("agreed", in: writer.go("text")))
        _ = try writer.go("text", ["agreed": text])
        let last = try organisation.export("last")
        #expect(
            last.status == 0 && last.errors.contains("Exported 2 stories for website; 1 left out"), "\(last.errors)")
    }

    @Test func `the steward takes a list for a stolen key from another active reviewer only`() throws {
        let organisation = try Organisation()
        let ana = try Colleague("ana", in: organisation)
        let ben = try Colleague("ben", in: organisation)
        func write(_ name: String, of key: PublicKey, by maker: Colleague, as signer: String) throws -> String {
            let list = LeavingList(of: key, day: .today, statements: [], again: [])
            let signed = SignedLeavingList(list, maker: signer, signature: maker.sign(list.signedMessage))
            try signed.text.write(toFile: "\(organisation.folder)/\(name)", atomically: true, encoding: .utf8)
            return "\(organisation.folder)/\(name)"
        }
        let own = try write("own", of: ben.key.publicKey, by: ben, as: "ben")
        let forged = try write("forged", of: ben.key.publicKey, by: ben, as: "ana")
        let other = try write("other", of: ana.key.publicKey, by: ana, as: "ana")
        let unknown = try write("unknown", of: ben.key.publicKey, by: ana, as: "cleo")
        let good = try write("good", of: ben.key.publicKey, by: ana, as: "ana")
        for (path, says) in [
            (own, "is signed by the person whose key was stolen"), (forged, "is not signed by an active reviewer"),
            (other, "is not about the key of ben"), (unknown, "is not signed by an active reviewer"),
        ] {
            let answer = try organisation.steward(["compromise", "ben", "--list", path])
            #expect(answer.status != 0 && answer.errors.contains(says), "\(answer.errors)")
        }
        // Who leaves in good standing may list their own.
        #expect(try organisation.steward(["retire", "ben", "--list", own, "--rehearse"]).status == 0)
        #expect(try organisation.steward(["compromise", "ben", "--list", good]).status == 0)
        // And nobody makes a stolen key one that left in good standing.
        let mild = try organisation.steward(["retire", "ben", "--list", good])
        #expect(mild.status == 77 && mild.errors.contains("ben is not active any more"), "\(mild.errors)")
        let listed = try Programs.run(
            "firsthand-review",
            [
                "keys", "list", "--keys", organisation.folder + "/keys", "--steward",
                organisation.folder + "/steward.pub",
                "--state", organisation.folder + "/state-ana",
            ])
        #expect(listed.text.contains("compromised") && listed.text.contains("here"), "\(listed.errors)")
    }
}

extension ReviewerKey {
    /// Whether a body opens with this key.
    fileprivate func dataKeyOpens(_ sealed: Sealed, of caseID: CaseID) throws -> Bool {
        _ = try open(sealed, of: caseID)
        return true
    }
}
