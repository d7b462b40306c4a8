import Custody
import Envelope
import Foundation
import Ledger
import Policies
import Sealing
import Testing
import Unsealing
import Vault

@testable import Review

/// One human with two keys, through the real programs: Ben acts, leaves, comes back under a new key and acts again.
///
/// Each act is tried at the desk, and then signed and put into the vault past the desk, as somebody with their own program would.
@Suite(.serialized) struct OnePersonTests {
    /// How Ben's first key left.
    enum Way: String, CaseIterable, Sendable { case replace, rotate, compromise }

    private let mailroom: Mailroom
    private let book: Casebook
    private var organisation: Organisation { mailroom.organisation }

    init() throws {
        mailroom = try Mailroom()
        book = try Casebook(mailroom.organisation)
    }

    private func done(_ answer: Programs.Answer) throws { try #require(answer.status == 0, "\(answer.errors)") }

    /// Puts Ben's new key into the keyring, and Ana's too where all are changed; gives Ana's name after that.
    private func change(_ way: Way) throws -> String {
        let lists = organisation.folder + "/lists"
        let list = lists + "/ben.leaving"
        try done(organisation.review("ana", ["checkpoint"]))
        let whose =
            switch way {
            case .replace: ["ben"]
            case .rotate: ["--all"]
            case .compromise: ["ben", "--stolen", (Day.today + 1).description]
            }
        try done(organisation.review("ana", ["keys", "leaving"] + whose + ["--to", lists]))
        let key = try organisation.newKey("ben-2")
        switch way {
        case .replace: try done(organisation.steward(["replace", "ben", key, "--list", list]))
        case .rotate: try done(organisation.steward(["rotate", organisation.newKey("ana-2"), key, "--lists", lists]))
        case .compromise:
            try done(organisation.steward(["compromise", "ben", "--list", list]))
            // Without a terminal to ask at, the steward has to say whether it is somebody who was there before.
            let unsaid = try organisation.steward(["add", key])
            #expect(unsaid.status == 64 && unsaid.errors.contains("may be one of them under a new key: ben"))
            try done(organisation.steward(["add", key, "--follows", "ben"]))
        }
        try done(organisation.review("ana", ["keys", "reseal"]))
        return way == .rotate ? "ana-2" : "ana"
    }

    /// Signs with Ben's new key, past the desk, and puts it into the vault.
    private func forge(_ body: some StatementBody, in caseID: CaseID) throws {
        let keyring = try KeyringFolder(
            keys: organisation.folder + "/keys", steward: organisation.folder + "/steward.pub",
            state: organisation.folder + "/state-forge"
        ).load()
        let sealer = try Sealer(keyring: keyring.digest, readers: keyring.activeReviewers + keyring.activePublishers)
        let known = try book.vault.statements(of: caseID).compactMap { row in
            if case .sound(let statement, _) = row { statement } else { nil }
        }
        let ben = try Colleague("ben-2", in: organisation)
        let statement = try sealer.statement(
            body, caseID: caseID, seen: SeenGraph(known).frontier, day: book.today, by: ben)
        try book.vault.append([statement], under: nil)
    }

    /// What the publisher says of an export from the server's vault, and of one from bundles alone.
    private func exports(_ name: String, by ana: String) throws -> [String] {
        try done(organisation.review(ana, ["checkpoint"]))
        let (server, press) = (
            Place(organisation: organisation, name: "server"), Place(organisation: organisation, name: "press")
        )
        try server.carry(to: press)
        return [
            try organisation.export(name).errors,
            try press.run(["export", "--use", "website", "--to", "\(organisation.folder)/\(name)-at-press"]).errors,
        ]
    }

    private func line(_ id: CaseID, by name: String) throws -> Organisation.CaseLine {
        try #require(try organisation.cases(name).first { $0.id == id.short })
    }

    @Test(arguments: Way.allCases) func `one person publishes nothing`(_ way: Way) throws {
        let file = try book.file()
        try file.agree()
        let words = Manuscript(title: "A title", text: "It was late.", language: "en")
        let text = try file.say(
            Proposal(manuscript: words, consent: file.consents, policy: book.policies.review.digest), by: book.ben)
        try file.approve(text, by: book.ben, withKey: false)
        try file.store()
        let ana = try change(way)
        let again = try organisation.approve("ben-2", file.caseID.short)
        #expect(again.status == 0 && again.errors.contains("1 of 2"), "\(again.errors)")
        let key = try Colleague("ben-2", in: organisation).key.dataKey(
            of: try #require(try stored(text.statement.digest, of: file.caseID)), of: file.caseID)
        try forge(
            Approval(
                proposal: text.statement.digest, manuscript: text.statement.header.body, consent: file.consents,
                policy: book.policies.review.digest, manuscriptKey: key), in: file.caseID)
        #expect(try line(file.caseID, by: ana).approvals == 1)
        for said in try exports("one", by: ana) {
            #expect(said.contains("Exported 0 stories") && said.contains("1 of the 2 approvals"), "\(said)")
        }
        // A second person makes two.
        try done(organisation.approve(ana, file.caseID.short))
        for said in try exports("two", by: ana) { #expect(said.contains("Exported 1 story"), "\(said)") }
    }

    private func stored(_ digest: Digest, of caseID: CaseID) throws -> Sealed? {
        for case .sound(let statement, let body) in try book.vault.statements(of: caseID)
        where statement.digest == digest {
            return body
        }
        return nil
    }

    @Test(arguments: Way.allCases)
    func `one person withdraws nothing, lifts no hold of their own, and stays stepped aside`(
        _ way: Way
    ) throws {
        let taken = try book.approved("One"), held = try book.approved("Two"), aside = try book.file()
        try aside.agree()
        let text = try aside.propose(Manuscript(title: "Three", text: "It was late.", language: "en"))
        try aside.store()
        func act(_ name: String, _ verb: String, _ file: Casebook.File, _ more: [String] = []) throws -> Programs.Answer
        {
            try organisation.review(name, [verb, file.caseID.short, "--reason-fd", "0"] + more, input: "A reason.")
        }
        try done(act("ben", "withdraw", taken, ["--confirm", taken.caseID.short]))
        try done(act("ben", "hold", held))
        try done(act("ben", "recuse", aside))
        let ana = try change(way)

        let second = try act("ben-2", "withdraw", taken, ["--confirm", taken.caseID.short])
        #expect(second.status == 0 && second.errors.contains("A second reviewer must do the same"), "\(second.errors)")
        try forge(Withdrawal(reason: "again"), in: taken.caseID)
        #expect(try line(taken.caseID, by: ana).stage != "withdrawn")
        let bodies = try book.vault.statements(of: taken.caseID).filter {
            if case .sound(_, let body) = $0 { body == nil } else { true }
        }
        #expect(bodies.isEmpty, "something was destroyed on one person's word")

        let released = try act("ben-2", "release", held)
        #expect(
            released.status == 77 && released.errors.contains("another reviewer must release"), "\(released.errors)")
        let hold = try #require(
            try book.vault.statements(of: held.caseID).compactMap { row -> Digest? in
                guard case .sound(let statement, let body?) = row,
                    statement.header.author == book.ben.signingKey,
                    let opened = try? Colleague(ana, in: organisation).key.open(body, of: held.caseID)
                else { return nil }
                return opened.kind == .held ? statement.digest : nil
            }.first)
        try forge(HoldReleased(hold: hold, reason: "over"), in: held.caseID)
        #expect(try line(held.caseID, by: ana).stage == "held")

        let approved = try organisation.approve("ben-2", aside.caseID.short)
        #expect(approved.status == 77 && approved.errors.contains("you stepped aside"), "\(approved.errors)")
        try forge(
            Approval(
                proposal: text.statement.digest, manuscript: text.statement.header.body, consent: aside.consents,
                policy: book.policies.review.digest, manuscriptKey: nil), in: aside.caseID)
        #expect(try line(aside.caseID, by: ana).approvals == 0)
        for said in try exports("none", by: ana) {
            #expect(said.contains("left out: case \(held.caseID.short): it is held"), "\(said)")
            #expect(said.contains("left out: case \(aside.caseID.short): "), "\(said)")
        }

        // Somebody else does what the second person must.
        let other = try act(ana, "withdraw", taken, ["--confirm", taken.caseID.short])
        #expect(other.errors.contains("Withdrawn."), "\(other.errors)")
        try done(act(ana, "release", held))
        #expect(try line(held.caseID, by: ana).stage != "held")
    }

    @Test func `who stepped aside does not undo it by the day of a theft that they name`() throws {
        let file = try book.file()
        try file.agree()
        try file.propose(Manuscript(title: "A title", text: "It was late.", language: "en"))
        try file.store()
        let id = file.caseID.short
        try done(organisation.review("ben", ["recuse", id, "--reason-fd", "0"], input: "I know her."))
        let lists = organisation.folder + "/lists"
        // The key was stolen before, he says: so nothing that it signed today counts, he hopes.
        let leaving = ["keys", "leaving", "ben", "--stolen", Day.today.description, "--to", lists]
        func asksHimself(_ name: String) throws {
            let own = try organisation.review(name, leaving)
            #expect(own.status == 77 && own.errors.contains("is made by another reviewer"), "\(own.errors)")
        }
        try asksHimself("ben")
        #expect(!FileManager.default.fileExists(atPath: lists))
        try done(organisation.review("ana", leaving))
        try done(
            organisation.steward(
                ["replace", "ben", organisation.newKey("ben-2"), "--stolen", "--list", lists + "/ben.leaving"]))
        try done(organisation.review("ana", ["keys", "reseal"]))
        try asksHimself("ben-2")
        let approved = try organisation.approve("ben-2", id)
        #expect(approved.status == 77 && approved.errors.contains("you stepped aside"), "\(approved.errors)")
    }

    @Test(arguments: Way.allCases) func `one person compares what was typed once, and reads a slip once`(_ way: Way)
        throws
    {
        let typed = try Mailroom.id(try mailroom.type(mailroom.sheet(), by: "ben"))
        let answered = try Mailroom.id(try mailroom.type(mailroom.sheet(), by: "ben"))
        try done(mailroom.compare("ana", answered))
        try done(
            organisation.propose(
                "ana", answered, title: "The door", edits: "find\tRosa\t[Name 1]\nfind\tDayton\t[Place 1]"))
        for name in ["ana", "ben"] { try done(organisation.approve(name, answered)) }
        let manuscript = try #require(try organisation.cases().first { $0.id == answered }?.manuscript)
        let proof = try organisation.review(
            "ana", ["proof", answered, "--to", organisation.folder + "/proof.html", "--confirm", manuscript])
        let number = try #require(proof.errors.firstMatch(of: /Number of this text: ([0-9A-Z-]{9})\n/)?.1)
        func slip(_ name: String) throws -> Programs.Answer {
            try organisation.review(name, ["slip", answered, "--slip-fd", "0"], input: "\(number)\nyes\n")
        }
        try done(slip("ben"))
        let ana = try change(way)

        let cases = try book.vault.caseIDs()
        let (paper, onSlip) = (
            try #require(cases.first { $0.short == typed }), try #require(cases.first { $0.short == answered })
        )
        let story = try #require(
            try book.vault.statements(of: paper).compactMap { row -> Digest? in
                guard case .sound(let statement, _) = row, statement.header.kind == .received else { return nil }
                return statement.digest
            }.first)
        if way != .compromise {
            let again = try organisation.review("ben-2", ["transcribe", "check", typed, "--confirm", "2222-2222"])
            #expect(again.status == 77 && again.errors.contains("somebody else does it now"), "\(again.errors)")
            let twice = try slip("ben-2")
            #expect(twice.status == 77 && twice.errors.contains("you recorded this slip already"), "\(twice.errors)")
        }
        try forge(Transcription(story: story), in: paper)
        #expect(try mailroom.post(ana).first { $0.id == typed }?.waitsFor == "a second person with the paper")

        let file = try Desk.opened(ana, of: organisation, book).file(onSlip)
        let text = try #require(file.state.candidate)
        try forge(
            ReturnedSlip(
                proposal: text.statement, manuscript: text.manuscript, consent: file.state.consentHeads, answer: .agreed
            ),
            in: onSlip)
        #expect(try Desk.opened(ana, of: organisation, book).file(onSlip).state.candidate?.signOff == nil)
        for said in try exports("none", by: ana) { #expect(said.contains("Exported 0 stories"), "\(said)") }

        let both = try slip(ana)
        #expect(both.status == 0 && both.errors.contains("Both read yes"), "\(both.errors)")
        try done(mailroom.compare(ana, typed))
        #expect(try mailroom.post(ana).first { $0.id == typed }?.waitsFor != "a second person with the paper")
    }
}
