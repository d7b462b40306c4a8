import Envelope
import Foundation
import Ledger
import Testing
import Unsealing
import Vault

@testable import Review

/// What comes by post for a case that is here: words on a slip, letters to the team, and a code that takes something back.
@Suite struct PostLaterTests {
    private let mailroom: Mailroom
    private var organisation: Organisation { mailroom.organisation }

    init() throws { mailroom = try Mailroom() }

    private func line(_ id: String) throws -> Organisation.CaseLine? { try organisation.cases().first { $0.id == id } }

    /// A letter that two reviewers stand by, with a text of it that waits for its slip.
    private func proposed(boxes: String = "use-website yes\nshow-first yes\n") throws -> (
        id: String, code: String, number: String
    ) {
        let code = try mailroom.sheet()
        let id = try Mailroom.id(try mailroom.type(code, boxes: boxes))
        try #require(try mailroom.compare("ben", id).status == 0)
        let answer = try organisation.propose(
            "ana", id, title: "The door", edits: "find\tRosa\t[Name 1]\nfind\tDayton\t[Place 1]")
        try #require(answer.status == 0, "\(answer.errors)")
        let manuscript = try #require(try line(id)?.manuscript)
        let proof = try organisation.review(
            "ana", ["proof", id, "--to", organisation.folder + "/proof.html", "--confirm", manuscript])
        let number = try #require(proof.errors.firstMatch(of: /Number of this text: ([0-9A-Z-]{9})\n/)?.1)
        return (id, code, String(number))
    }

    private func slip(_ name: String, _ id: String, _ lines: String) throws -> Programs.Answer {
        try organisation.review(name, ["slip", id, "--slip-fd", "0"], input: lines)
    }

    /// The desk of a reviewer, in this process.
    private func desk(_ name: String) throws -> Desk { try Opened(organisation, by: name).desk() }

    /// What the letters of a case show on the second screen.
    private func letters(_ name: String, _ id: String) throws -> String {
        try organisation.screen(name, ["letters", id], [("q leaves", "q")]).drawn
    }

    @Test func `what stands on the lines of a slip is for the reviewers, and is told before the next text`() throws {
        let (id, _, number) = try proposed()
        let words = "Leave out Elm Street, they know it."
        let first = try slip("ben", id, "\(number)\nchange\n\(words)\n")
        #expect(first.status == 0 && !first.errors.contains("Elm"), "\(first.errors)")
        for name in ["ana", "ben"] {
            let shown = try letters(name, id)
            #expect(shown.contains("On the slip that came back") && shown.contains("Elm Street"))
        }
        // Publishers open the answer, and never the words.
        let desk = try desk("ana")
        let file = try desk.file(desk.find(id))
        let readers = Set(desk.keyring.activeReviewers.map(\.id))
        let said = file.entries.filter { if case .slipWords = $0.content { true } else { false } }
        #expect(said.count == 1)
        for entry in said { #expect(Set(try file.body(of: entry.digest).slots.map(\.reader)) == readers) }
        #expect(try CaseView(file, at: desk).text?.asked == [words])

        // A yes has no words, and an empty line is none.
        #expect(try slip("ana", id, "\(number)\nyes\nThank you.\n").status == 0)
        #expect(try slip("ana", id, "\(number)\nno\n \n").status == 0)
        let now = try desk.file(file.state.caseID).entries
        #expect(now.filter { if case .slipWords = $0.content { true } else { false } }.count == 1)

        let next = try organisation.propose("ana", id, title: "A door", edits: "find\tRosa\t[Name 1]")
        #expect(next.status == 0 && next.errors.contains("the writer said what to change: firsthand-review letters"))
        #expect(!next.errors.contains("Elm"))
        let later = try organisation.propose("ana", id, title: "The red door", edits: "find\tRosa\t[Name 1]")
        #expect(!later.errors.contains("said what to change"), "of this text nothing was said")
    }

    @Test func `the words on a slip are typed on the second screen, which forgets them`() throws {
        let (id, _, number) = try proposed()
        let played = try organisation.screen(
            "ben", ["slip", id],
            [
                ("The number on the slip", number + "\n"), ("Which box is marked", "change\n"),
                ("The words on the slip", "Leave out Elm Street.\n"),
            ])
        #expect(played.status == 0, "\(played.drawn.suffix(300))")
        let last = try #require(played.drawn.components(separatedBy: "\u{1B}[?1049l").last)
        #expect(!last.contains("Elm") && last.contains("you read please change"))
        #expect(try letters("ana", id).contains("Elm Street"))
    }

    @Test func `a second letter is a letter to the team, and no word of it goes into the story`() throws {
        let (id, code, number) = try proposed()
        let words = "Did you get my first letter? I moved to C block."
        let wrong = try organisation.review(
            "ben", ["transcribe", "answer", id, "--text-fd", "0"], input: try mailroom.sheet() + "\n\n" + words)
        #expect(wrong.status == 77 && wrong.errors.contains("of another case"), "\(wrong.errors)")
        let typed = try organisation.review(
            "ben", ["transcribe", "answer", id, "--text-fd", "0"], input: code + "\n\n" + words)
        #expect(typed.status == 0 && typed.errors.contains("as a letter of case \(id)"), "\(typed.errors)")
        #expect(try line(id)?.letters == 1)
        #expect(try line(id)?.stage == "proposed", "nothing of the story is to be compared again")
        #expect(try Opened(organisation).texts() == [Mailroom.words])
        #expect(try letters("ana", id).contains("I moved to C block."))
        #expect(try mailroom.post().first?.waitsFor == "an answer to their letter")
        #expect(try slip("ana", id, "\(number)\nchange\nNot the street.\n").status == 0)
        #expect(try line(id)?.letters == 1, "to write down a slip is no answer")
        let answer = try organisation.review(
            "ana",
            [
                "letter", id, "--template", "received", "--print", "--to", organisation.folder + "/l.html",
                "--confirm", id,
            ])
        #expect(answer.status == 0, "\(answer.errors)")
        #expect(try line(id)?.letters == 0)
    }

    @Test func `a code that comes by post finds its case and holds it`() throws {
        let (id, code, _) = try proposed()
        let held = try organisation.review("ben", ["hold", "--code-fd", "0"], input: code)
        #expect(held.status == 0 && held.errors.contains("Case \(id) is held"), "\(held.errors)")
        #expect(try line(id)?.stage == "held")
        let log = try organisation.review("ana", ["log", id])
        #expect(log.text.contains("put a hold"))
        let unknown = try organisation.review("ben", ["hold", "--code-fd", "0"], input: try mailroom.sheet())
        #expect(unknown.status == 66 && unknown.errors.contains("no story with that code"), "\(unknown.errors)")
        for both in [["hold", id, "--code-fd", "0"], ["hold"], ["hold", "--code-fd", "0", "--reason-fd", "0"]] {
            #expect(try organisation.review("ben", both, input: code).status == 64)
        }
    }

    @Test func `a code that comes by post takes back a part of a consent at once, and never adds to it`() throws {
        let (id, code, number) = try proposed(
            boxes: "use-website yes\nuse-print yes\nterm until-stopped\nshow-first yes\ncredit Marigold W.\n")
        func narrow(_ lines: String, _ more: [String] = []) throws -> Programs.Answer {
            try organisation.review("ben", ["narrow", "--code-fd", "0"] + more, input: code + "\n" + lines)
        }
        for wider in [
            "use-press yes", "use-print yes", "show-first no", "credit Marigold", "term ten-years", "edits all",
        ] {
            #expect(try narrow(wider, ["--confirm", id]).status == 64, "\(wider)")
        }
        let same = try narrow("use-press no\nedits shorten\nterm until-stopped\n", ["--confirm", id])
        #expect(same.status == 64 && same.errors.contains("what holds already"), "\(same.errors)")
        let unsure = try narrow("use-website no", ["--confirm", "0000-0000"])
        #expect(unsure.status == 77, "\(unsure.errors)")
        #expect(try line(id)?.uses == ["website", "print"])

        for name in ["ana", "ben"] {
            #expect(try organisation.approve(name, id).status == 0)
            #expect(try slip(name, id, "\(number)\nyes\n").status == 0)
        }
        #expect(try organisation.export("before").errors.contains("Exported 1 story"))
        let done = try narrow("use-website no\nterm one-year\n", ["--confirm", id])
        #expect(done.status == 0 && done.errors.contains("may be used for: print\n"), "\(done.errors)")
        #expect(try line(id)?.uses == ["print"])
        #expect(try organisation.export("after").errors.contains("Exported 0 stories"))
        #expect(try organisation.export("print", use: "print").errors.contains("Exported 1 story"))
        // A name that is taken off takes the text with it.
        #expect(try narrow("credit no", ["--confirm", id]).status == 0)
        #expect(try organisation.export("name", use: "print").errors.contains("Exported 0 stories"))
        #expect(try narrow("use-print no", ["--confirm", id]).errors.contains("only reviewers read it"))
        #expect(try narrow("use-print no", ["--confirm", id]).status == 77)
    }

    @Test func `what is taken back is chosen on the second screen, among what would be less`() throws {
        let (id, code, _) = try proposed()
        let played = try organisation.screen(
            "ben", ["narrow"],
            [
                ("The ten words of the sheet", code + "\n"), ("not for website any more", "9\n"),
                ("Type numbers that stand here", "1\n"), ("To sign it with their key", id + "\n"),
            ])
        #expect(played.status == 0, "\(played.drawn.suffix(400))")
        #expect(!played.drawn.contains("not for print"))
        #expect(try line(id)?.uses == [])
    }

    @Test func `what nobody has compared yet is the turn of whoever did not type it`() throws {
        let id = try Mailroom.id(try mailroom.type(try mailroom.sheet()))
        func queued(_ name: String) throws -> QueueLine {
            let desk = try desk(name)
            return try desk.outline(of: desk.find(id)).line
        }
        #expect(try queued("ana").step == .waitForReviewers)
        #expect(try queued("ana").section(on: .today) == .held)
        #expect(try queued("ben").step == .comparePaper)
        #expect(try queued("ben").section(on: .today) == .needsYou)
        #expect(try queued("ben").word == "check paper")
        #expect(try mailroom.compare("ben", id).status == 0)
        for name in ["ana", "ben"] { #expect(try queued(name).step == .take) }
    }
}
