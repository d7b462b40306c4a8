import Envelope
import Files
import Foundation
import Ledger
import Policies
import Sealing
import Testing
import Vault

@testable import Review

/// Days that somebody wrote and that are not so, and holds that one release must not end together.
@Suite(.serialized) struct DayAndHoldTests {
    private let organisation: Organisation
    private let book: Casebook

    init() throws {
        organisation = try Organisation()
        book = try Casebook(organisation)
    }

    private func hold(_ id: String, by name: String = "ana") throws -> Programs.Answer {
        try organisation.review(name, ["hold", id, "--reason-fd", "0"], input: "A call came.")
    }

    /// How many statements stand in the vault.
    private func count() throws -> Int {
        try book.vault.caseIDs().reduce(0) { try $0 + book.vault.statements(of: $1).count }
    }

    @Test func `a wider consent that is dated back goes out no sooner, by bundle or in the vault`() throws {
        let file = try book.file()
        try file.agree([.print], day: book.today + -40)
        try file.checkpoint(day: book.today + -10)
        // Whoever holds the code, or runs the intake, writes a day that is longer ago than the wait.
        try file.agree([.print, .website], replacing: true, day: book.today + -8)
        try file.publish(Manuscript(title: "A title", text: "It was late.", language: "en"))
        try file.checkpoint()
        try file.store()
        let place = Place(organisation: organisation, name: "press")
        try organisation.configureIntake()
        try Place(organisation: organisation, name: "server").carry(to: place)
        for export in [
            try organisation.export("out"),
            try place.run(["export", "--use", "website", "--to", organisation.folder + "/at-press-out"]),
        ] {
            #expect(export.status == 0 && export.errors.contains("Exported 0 stories"), "\(export.errors)")
            #expect(export.errors.contains("website"), "\(export.errors)")
        }
        // The desk says from when it counts: from the day of the checkpoint that lists it.
        let state = try Desk.opened("ana", of: organisation, book).file(file.caseID).state
        #expect(state.terms?.uses == [.print] && state.coming?.from == book.today + 7)
    }

    @Test func `the last approval of what the gate would hold says that it cannot go out yet, and why`() throws {
        func proposed(showFirst: Bool = false) throws -> String {
            let file = try book.file()
            try file.agree([.website], showFirst: showFirst)
            _ = try file.propose(Manuscript(title: "A title", text: "It was late.", language: "en"))
            try file.store()
            return file.caseID.short
        }
        let (held, free, unasked) = (try proposed(), try proposed(), try proposed(showFirst: true))
        #expect(try hold(held).status == 0)
        func last(_ id: String) throws -> String {
            #expect(try organisation.approve("ben", id).status == 0)
            let answer = try organisation.approve("ana", id)
            #expect(answer.status == 0 && answer.errors.contains("Approved: 2 of 2."), "\(answer.errors)")
            return answer.errors
        }
        #expect(try last(free).contains("the publisher can export it"))
        for (id, why) in [(held, "it is held (A call came.)"), (unasked, "has not said yes to it")] {
            let said = try last(id)
            #expect(said.contains("It cannot go out yet:") && said.contains(why), "\(said)")
            #expect(!said.contains("can export it"))
        }
    }

    @Test func `of two holds each is released by its own name, and a release of anything else changes nothing`() throws
    {
        let file = try book.file()
        try file.tell("It was late.", holds: [.openCase, .underEighteen])
        try file.publish(Manuscript(title: "A title", text: "It was late.", language: "en"))
        try file.checkpoint()
        try file.store()
        let id = file.caseID.short
        func release(_ more: [String]) throws -> Programs.Answer {
            try organisation.review("ben", ["release", id, "--reason-fd", "0"] + more, input: "It is over.")
        }
        let before = try count()
        let which = try release([])
        #expect(which.status == 64 && which.errors.contains("2 holds, and a release ends one"), "\(which.errors)")
        let digits = try ["open-case", "under-18"].map { word in
            String(try #require(which.errors.firstMatch(of: try Regex("([0-9a-f]{8})  \(word)"))?.output[1].substring))
        }
        // The digest of the consent statement is the name of no hold, and a made-up one is neither.
        let consent = try #require(file.consents.first)
        for other in [String(consent.hex.prefix(8)), "00000000", String(digits[0].prefix(3))] {
            #expect(try release(["--hold", other]).status == 64)
        }
        let desk = try Desk.opened("ben", of: organisation, book)
        var open = try desk.file(file.caseID)
        #expect(throws: Refusal.self) { _ = try desk.release(consent, reason: "over", in: &open) }
        #expect(try count() == before)
        // Signed past the desk it ends nothing either, at the desk or at the gate.
        try file.say(HoldReleased(hold: consent, reason: "over"), by: book.ben)
        try file.checkpoint()
        try file.store()
        let none = try organisation.export("none")
        #expect(none.errors.contains("open-case") && none.errors.contains("under-18"), "\(none.errors)")

        let first = try release(["--hold", digits[0]])
        #expect(first.status == 0 && first.errors.contains("It is still held: under-18"), "\(first.errors)")
        let half = try organisation.export("half")
        #expect(half.errors.contains("Exported 0 stories") && half.errors.contains("under-18"), "\(half.errors)")
        #expect(!half.errors.contains("open-case"))
        #expect(try release(["--hold", digits[0]]).status == 64)
        // The last one is named by nothing but itself.
        #expect(try release([]).status == 0)
        #expect(try organisation.export("whole").errors.contains("Exported 1 story"))
    }

    @Test func `a desk whose clock is far off signs nothing, and says how to set it`() throws {
        for distance in [-200, 20] {
            let organisation = try Organisation()
            let book = try Casebook(organisation)
            let file = try book.file()
            let day = book.today + distance
            try file.agree(day: day)
            for colleague in [book.ana, book.ben] {
                try file.say(
                    Checkpoint(statements: file.statements.map(\.statement.digest)), by: colleague, day: day)
            }
            try file.store()
            let id = file.caseID.short
            let refused = try organisation.review("ana", ["hold", id, "--reason-fd", "0"], input: "A call came.")
            #expect(refused.status == 69, "\(refused.errors)")
            #expect(
                refused.errors.contains("\(abs(distance)) days \(distance < 0 ? "after" : "before")"),
                "\(refused.errors)")
            #expect(refused.errors.contains("timedatectl set-time"))
            #expect(try book.vault.statements(of: file.caseID).count == file.statements.count)
            // Reading needs no clock.
            #expect(try organisation.review("ana", ["log", id]).status == 0)
            // Whoever knows that the day is right says which it is; another day than the machine's is refused.
            let other = try organisation.review(
                "ana", ["hold", id, "--reason-fd", "0", "--today", (book.today + 1).description], input: "A call came.")
            #expect(other.status == 64 && other.errors.contains("set the clock"), "\(other.errors)")
            let said = try organisation.review(
                "ana", ["hold", id, "--reason-fd", "0", "--today", book.today.description], input: "A call came.")
            #expect(said.status == 0, "\(said.errors)")
        }
    }

    @Test func `a desk that was left open for days signs nothing, and one wrong day makes no other right`() throws {
        let file = try book.approved("A title")
        let desk = try Desk.opened(
            "ana", of: organisation, at: book.vault, state: organisation.folder + "/state-ana", on: book.today + -8)
        var opened = try desk.file(file.caseID)
        #expect(throws: Refusal.self) { try desk.signCheckpoint(of: &opened) }
        #expect(try book.vault.statements(of: file.caseID).count == file.statements.count)
        // Also where nobody signed anything since: then the vault has nothing to say of the day.
        let quiet = try Organisation()
        let quietBook = try Casebook(quiet)
        let old = try quietBook.file()
        try old.agree(day: quietBook.today + -8)
        try old.store()
        let left = try Desk.opened(
            "ana", of: quiet, at: quietBook.vault, state: quiet.folder + "/state-ana", on: quietBook.today + -8)
        var seen = try left.file(old.caseID)
        #expect(throws: Refusal.self) { try left.signCheckpoint(of: &seen) }
        #expect(try quietBook.vault.statements(of: old.caseID).count == old.statements.count)
        // Ana's clock was a year ahead once. Ben's, which is half a year ahead, is not right for that.
        let keyring = desk.keyring
        let clock = DeskClock(
            [book.ana.signingKey: book.today + 400, book.ben.signingKey: book.today], keyring: keyring)
        #expect(clock.refusal(on: book.today + 200, said: nil)?.status == .unavailable)
        #expect(clock.refusal(on: book.today + 200, said: book.today + 200) == nil)
        #expect(clock.refusal(on: book.today, said: nil) == nil)
        // What a key that left signs, and its list does not name, says nothing of the day; nor does what nobody signed.
        let header = StatementHeader(
            author: book.ana.signingKey, body: file.statements[0].statement.header.body, caseID: file.caseID,
            day: book.today + 30, kind: .sealed, seen: [])
        let forged = Statement(header: header, signature: Signature(unchecked: randomBytes(Signature.length)))
        try book.vault.append([SealedStatement(statement: forged, body: file.statements[0].body)], under: nil)
        let revoked = Keyring(
            serial: 2, from: keyring.from, until: keyring.until,
            reviewers: keyring.reviewers.map {
                .init(key: $0.key, standing: $0.key.name == "ben" ? .compromised(list: nil) : .active)
            }, publishers: keyring.publishers)
        let days = try book.vault.newestDays(of: keyring.reviewers.map(\.key.signing), under: revoked)
        #expect(days == [book.ana.signingKey: book.today])
    }

    @Test func `one clock that is ahead stops no other desk, and no form key from rotating`() throws {
        let file = try book.approved("A title")
        // Ana's laptop was a year ahead for an hour, in every case that she touched.
        try file.say(
            Checkpoint(statements: file.statements.map(\.statement.digest)), by: book.ana, day: book.today + 400)
        try file.store()
        #expect(try organisation.export("out").errors.contains("Exported 1 story"))
        let held = try hold(file.caseID.short, by: "ben")
        #expect(held.status == 0, "\(held.errors)")
        #expect(try organisation.review("ana", ["checkpoint"]).status == 0)
        // The intake whose clock was once years ahead makes next month's key next month.
        let key = organisation.folder + "/form.key"
        try organisation.configureIntake()
        let ahead = ["FIRSTHAND-FORM-KEY-1"] + ["2098-12", "2099-01"].map { "\($0) \(randomBytes(32).base64)" }
        try (ahead.joined(separator: "\n") + "\n").write(toFile: key, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: key)
        try organisation.startIntake()
        #expect(try organisation.get("/write").status == 200)
        let months = try String(contentsOfFile: key, encoding: .utf8).split(separator: "\n").dropFirst().map {
            String($0.prefix(7))
        }
        #expect(months.last == Day.today.month, "\(months)")
    }

    @Test func `the steward says whose key it was before, and no other answer is taken`() throws {
        let folder = organisation.folder
        func keyring() throws -> String { try String(contentsOfFile: folder + "/keys/keyring.txt", encoding: .utf8) }
        #expect(try organisation.review("ana", ["keys", "leaving", "ben", "--to", folder]).status == 0)
        // Nobody has left yet, so nobody can have come back.
        #expect(try organisation.steward(["add", organisation.newKey("cleo")]).status == 0)
        #expect(try organisation.steward(["retire", "ben", "--list", folder + "/ben.leaving"]).status == 0)
        let key = try organisation.newKey("ben-2")
        for (words, status, says) in [
            ([], 64, "may be one of them under a new key: ben"), (["--follows", "zoe"], 66, "nobody called zoe"),
            (["--follows", "ana"], 77, "a person has one key at a time"), (["--follows", "press"], 64, "another role"),
        ] as [([String], Int32, String)] {
            let answer = try organisation.steward(["add", key] + words)
            #expect(answer.status == status && answer.errors.contains(says), "\(words): \(answer.errors)")
        }
        #expect(try keyring().contains("serial 3\n"))

        // At a terminal it asks.
        let file = folder + "/passphrase"
        try Organisation.passphrase.write(toFile: file, atomically: true, encoding: .utf8)
        let command =
            "'\(Programs.folder)/firsthand-review' steward add '\(key)' --folder '\(folder)' --passphrase-fd 9 9<'\(file)'"
        let wrong = try Screenplay.play(command, [("not there before", "zoe\n")])
        #expect(wrong.status == 64 && wrong.drawn.contains("nobody of that name left"), "\(wrong.drawn)")
        let asked = try Screenplay.play(command, [("not there before", "ben\n")])
        #expect(asked.status == 0 && asked.drawn.contains("is the same person as ben"), "\(asked.drawn)")
        #expect(try keyring().contains(" follows ben\n"))
        let third = try organisation.newKey("dee")
        #expect(
            try organisation.steward(["add", third, "--follows", "ben"]).errors.contains("ben-2 follows ben already"))
        #expect(try organisation.steward(["add", third, "--new-person"]).status == 0)
        let list = try Programs.run(
            "firsthand-review",
            [
                "keys", "list", "--keys", folder + "/keys", "--steward", folder + "/steward.pub", "--state",
                folder + "/state-list",
            ])
        let row = try #require(list.text.split(separator: "\n").first { $0.hasPrefix("ben-2 ") }, "\(list.errors)")
        #expect(row.split(separator: " ").map(String.init).prefix(4) == ["ben-2", "reviewer", "active", "ben"])

        // Where all keys are changed, each says whose it is.
        #expect(try organisation.review("ana", ["keys", "leaving", "--all", "--to", folder + "/lists"]).status == 0)
        let luz = try organisation.newKey("luz")
        let lists = ["--lists", folder + "/lists"]
        // Only the very next name of somebody says it by itself: one out of order, and one like nobody's, do not.
        for (name, key) in try [
            ("luz", luz), ("ana-3", organisation.newKey("ana-3")), ("zoe-2", organisation.newKey("zoe-2")),
        ] {
            let unsaid = try organisation.steward(["rotate", key] + lists)
            #expect(unsaid.status == 64 && unsaid.errors.contains("whose new key \(name) is"), "\(unsaid.errors)")
        }
        let press = try organisation.newKey("press-2", of: "firsthand-publish")
        let alone = try organisation.steward(["rotate", press] + lists)
        #expect(alone.status == 64 && alone.errors.contains("no new reviewer's key"), "\(alone.errors)")
        let said = try organisation.steward(["rotate", "ana=\(luz)", organisation.newKey("ben-3")] + lists)
        #expect(said.status == 0, "\(said.errors)")
        #expect(try keyring().contains(" follows ana\n") && keyring().contains(" follows ben-2\n"))
    }

    @Test func `nothing but a backup is sealed to a backup key, and it is no reviewer's`() throws {
        let made = try Programs.run(
            "firsthand-review",
            [
                "keys", "new", "safe", "--backup", "--to", organisation.folder + "/secret", "--passphrase-fd", "0",
                "--small-machine",
            ], input: Array((Organisation.passphrase + "\n").utf8))
        #expect(made.status == 0 && made.errors.contains("Keep it away from the server"), "\(made.errors)")
        let added = try organisation.steward(["add", organisation.folder + "/secret/safe.pub"])
        #expect(added.status == 0 && added.text.contains("Backups are sealed to: safe."), "\(added.errors)")
        let keyring = try KeyringFolder(
            keys: organisation.folder + "/keys", steward: organisation.folder + "/steward.pub",
            state: organisation.folder + "/state-looked"
        ).load()
        let safe = try #require(keyring.activeBackups.first?.id)
        try Casebook(organisation).approved("A title")
        #expect(try organisation.review("ana", ["keys", "reseal"]).status == 0)
        for caseID in try book.vault.caseIDs() {
            for case .sound(_, let body?) in try book.vault.statements(of: caseID) {
                #expect(!body.slots.contains { $0.reader == safe })
            }
        }
        #expect(try organisation.review("safe", ["inbox"]).status == 77)
        #expect(try organisation.publish(["watch"], by: "safe").status == 77)
    }
}
