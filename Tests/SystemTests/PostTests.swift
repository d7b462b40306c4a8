import Envelope
import Foundation
import Ledger
import Testing
import Vault

/// Letters that come by post: typed, compared, proposed, printed, answered on a slip, published; and each refusal.
@Suite struct PostTests {
    private let mailroom: Mailroom
    private var organisation: Organisation { mailroom.organisation }

    init() throws { mailroom = try Mailroom() }

    private func stage(_ id: String) throws -> String? { try organisation.cases().first { $0.id == id }?.stage }

    /// A letter that two reviewers stand by.
    private func compared() throws -> (id: String, code: String) {
        let code = try mailroom.sheet()
        let id = try Mailroom.id(try mailroom.type(code))
        let second = try mailroom.compare("ben", id)
        try #require(second.status == 0, "\(second.errors)")
        return (id, code)
    }

    private func propose(_ id: String, _ title: String = "The door") throws {
        let answer = try organisation.propose(
            "ana", id, title: title, edits: "find\tRosa\t[Name 1]\nfind\tDayton\t[Place 1]")
        try #require(answer.status == 0, "\(answer.errors)")
    }

    /// Prints the proposed text, and gives the page and the number on it.
    private func proof(_ id: String, _ file: String) throws -> (page: String, number: String) {
        let manuscript = try #require(try organisation.cases().first { $0.id == id }?.manuscript)
        let path = "\(organisation.folder)/\(file)"
        let answer = try organisation.review("ana", ["proof", id, "--to", path, "--confirm", manuscript])
        try #require(answer.status == 0, "\(answer.errors)")
        let number = try #require(answer.errors.firstMatch(of: /Number of this text: ([0-9A-Z-]{9})\n/)?.1)
        return (try String(contentsOfFile: path, encoding: .utf8), String(number))
    }

    private func slip(_ name: String, _ id: String, _ number: String, _ answer: String) throws -> Programs.Answer {
        try organisation.review(name, ["slip", id, "--slip-fd", "0"], input: "\(number)\n\(answer)\n")
    }

    @Test
    func `a story that came by post is taken in under the code of its sheet, as mail, and goes out after two slips`()
        throws
    {
        let code = try mailroom.sheet()
        let typed = try mailroom.type(code)
        let id = try Mailroom.id(typed)
        #expect(try mailroom.post().map(\.waitsFor) == ["a second person with the paper"])
        #expect(try mailroom.post().first?.typedBy == ["ana"])
        #expect(try stage(id) == "held")

        // The vault shows nowhere that it is mail; its files hold no word of it.
        for body in try organisation.bodies() { #expect(body.range(of: Data("mail".utf8)) == nil) }
        let vault = try Data(contentsOf: URL(filePath: organisation.vault))
        // A word by itself may stand in the schema's own text; no two of a code do.
        let words = code.split(separator: " ")
        for text in ["Rosa", "Dayton"] + zip(words, words.dropFirst()).map({ "\($0) \($1)" }) {
            #expect(vault.range(of: Data(text.utf8)) == nil)
        }

        // Held until a second person compared it: also from a publisher who sees only the signatures.
        try propose(id)
        for name in ["ana", "ben"] { #expect(try organisation.approve(name, id).status == 0) }
        let early = try organisation.export("early")
        #expect(early.errors.contains("two reviewers have not compared it with the paper yet"), "\(early.errors)")
        let release = try organisation.review("ben", ["release", id, "--reason-fd", "0"], input: "It is fine.")
        #expect(release.status == 77 && release.errors.contains("transcribe check \(id)"), "\(release.errors)")
        #expect(try !organisation.review("ben", ["log", id]).text.contains("released a hold"))
        let own = try organisation.review("ana", ["transcribe", "check", id, "--confirm", "2222-2222"])
        #expect(own.status == 77 && own.errors.contains("somebody else does it now"), "\(own.errors)")
        let blind = try organisation.review("ben", ["transcribe", "check", id, "--confirm", "2222-2222"])
        #expect(blind.status == 77 && blind.errors.contains("that is the code of another text"), "\(blind.errors)")
        #expect(try stage(id) == "held")
        let second = try mailroom.compare("ben", id)
        #expect(second.status == 0 && second.errors.contains("Two reviewers compared it"), "\(second.errors)")
        #expect(try stage(id) == "approved")

        // Nothing goes out before the slip is back, recorded by two.
        let waiting = try organisation.export("waiting")
        #expect(waiting.errors.contains("has not said yes to it"), "\(waiting.errors)")
        let (page, number) = try proof(id, "proof.html")
        #expect(page.contains("[Name 1]") && !page.contains("Rosa") && !page.contains("Dayton"))
        #expect(page.components(separatedBy: number).count == 3, "on the text and on the slip")
        #expect(page.contains("P.O. Box 100"))
        let first = try slip("ana", id, number, "yes")
        #expect(first.status == 0 && first.errors.contains("next: another reviewer"), "\(first.errors)")
        #expect(try mailroom.post().first?.waitsFor == "a second person with the slip")
        #expect(try organisation.export("half").errors.contains("has not said yes to it"))
        let log = try organisation.review("ben", ["log", id])
        #expect(
            log.text.contains("recorded the slip") && !log.text.contains("agreed"),
            "what the first one read is not shown")
        let other = try slip("ben", id, number.lowercased().replacing("-", with: " "), "yes")
        #expect(other.status == 0 && other.errors.contains("Both read yes"), "\(other.errors)")
        let export = try organisation.export("out")
        #expect(export.errors.contains("Exported 1 story"), "\(export.errors)")
        #expect(try organisation.verify("out").status == 0)
    }

    @Test(arguments: [
        (["--check", "3f2a-91c0"], "transcribe check CASE"),
        (["--check", "3f2a-91c0", "--confirm", "2222-2222"], "transcribe check CASE"),
        (["--again", "3f2a-91c0", "--text-fd", "0"], "transcribe again CASE"),
        (["--correct", "3f2a-91c0"], "transcribe correct CASE"), (["--add", "3f2a-91c0"], "transcribe add CASE"),
        (["--answer", "3f2a-91c0"], "transcribe answer CASE"),
        (["--no-sheet", "--to", "answer.html"], "transcribe plain --to FILE"),
    ]) func `what was a flag before it was a command names the command, and does nothing`(
        flags: [String], command: String
    ) throws {
        let answer = try Programs.run("firsthand-review", ["transcribe"] + flags)
        #expect(
            answer.status == 64 && answer.errors.contains("is now: firsthand-review \(command)"), "\(answer.errors)")
    }

    @Test func `the same sheet typed twice makes no second story, and a wrong word of its code is named by its place`()
        throws
    {
        let code = try mailroom.sheet()
        let id = try Mailroom.id(try mailroom.type(code))
        let again = try mailroom.type(code, by: "ben", words: "Other words.")
        #expect(again.status == 77 && again.errors.contains("typed already: case \(id)"), "\(again.errors)")
        #expect(again.errors.contains("transcribe check \(id)"))
        #expect(try organisation.cases().count == 1)

        var words = try mailroom.sheet().split(separator: " ").map(String.init)
        words[2] = "zzzz"
        let wrong = try mailroom.type(words.joined(separator: " "))
        #expect(wrong.status == 64 && wrong.errors.contains("word 3 of the code"), "\(wrong.errors)")
        #expect(!words.contains { wrong.errors.contains(" \($0) ") })
        words.swapAt(0, 1)
        #expect(try mailroom.type(words.dropLast().joined(separator: " ")).errors.contains("ten words"))
        for boxes in ["use-cinema yes\n", "use-print maybe\n", "term ten-years\n", "note-prison yes\n"] {
            #expect(try mailroom.type(try mailroom.sheet(), boxes: boxes).status == 64, "\(boxes)")
        }
        #expect(try mailroom.type(try mailroom.sheet(), words: " \n ").errors.contains("no words"))
        #expect(try organisation.cases().count == 1)
    }

    @Test
    func `a correction needs the code of the sheet and two people, and then the words that it replaced are destroyed`()
        throws
    {
        let code = try mailroom.sheet()
        let id = try Mailroom.id(try mailroom.type(code, words: "Roza held the door."))
        let bodies = try organisation.bodies()
        let again = try organisation.review(
            "ben", ["transcribe", "again", id, "--text-fd", "0"], input: "\nRosa held the door.")
        #expect(again.status == 65 && again.errors.contains("differ in paragraph 1"), "\(again.errors)")
        #expect(!again.errors.contains("Rosa") && !again.errors.contains("Roza"))

        let correction = ["transcribe", "correct", id, "--text-fd", "0"]
        let foreign = try organisation.review(
            "ben", correction, input: try mailroom.sheet() + "\n\nRosa held the door.")
        #expect(foreign.status == 77 && foreign.errors.contains("of another case"), "\(foreign.errors)")
        let corrected = try organisation.review("ben", correction, input: code + "\n\nRosa held the door.")
        #expect(corrected.status == 0, "\(corrected.errors)")
        #expect(try stage(id) == "held")
        #expect(try mailroom.post().first?.typedBy == ["ben"])

        let kept = Set(try organisation.bodies())
        #expect(bodies.allSatisfy { kept.contains($0) }, "nothing is destroyed on one person's word")
        let first = try mailroom.compare("ana", id)
        #expect(first.status == 0, "\(first.errors)")
        let after = Set(try organisation.bodies())
        #expect(bodies.count { !after.contains($0) } == 1, "the first story's words, and nothing else")
        // Its header stays, and nobody takes it for a sign of tampering: neither a desk nor the publisher.
        #expect(try stage(id) == "new")
        let log = try organisation.review("ana", ["log", id])
        #expect(log.status == 0 && log.text.contains("destroyed"), "\(log.errors)")
        let export = try organisation.export("out")
        #expect(!export.errors.contains("lost its sealed body"), "\(export.errors)")
    }

    @Test func `two entries that are the same letter by letter need no second reading`() throws {
        let code = try mailroom.sheet()
        let id = try Mailroom.id(try mailroom.type(code))
        let again = try organisation.review(
            "ben", ["transcribe", "again", id, "--text-fd", "0"], input: "\n" + Mailroom.words + "\n")
        #expect(again.status == 0 && again.errors.contains("Two reviewers compared it"), "\(again.errors)")
        #expect(try stage(id) == "new")
    }

    @Test func `a slip counts for the text that was printed, and for no other`() throws {
        let (id, _) = try compared()
        try propose(id)
        let old = try proof(id, "first.html").number
        try propose(id, "Another title")
        let new = try proof(id, "second.html").number
        #expect(old != new)
        let earlier = try slip("ana", id, old, "yes")
        #expect(
            earlier.status == 77 && earlier.errors.contains("an earlier text, proposed by ana"), "\(earlier.errors)")
        var signs = Array(new)
        signs[0] = signs[0] == "2" ? "3" : "2"
        let mistyped = try slip("ana", id, String(signs), "yes")
        #expect(mistyped.status == 64 && mistyped.errors.contains("no number of a text"), "\(mistyped.errors)")
        #expect(try slip("ana", id, "2222-2222", "yes").errors.contains("no text of this case"))
        #expect(try slip("ana", id, new, "yes and no").status == 64)
        #expect(try slip("ana", id, new, "yes").status == 0)
        #expect(try slip("ana", id, new, "yes").errors.contains("you recorded this slip already"))
        // One no is enough; and whoever was wrong can say so.
        let no = try slip("ben", id, new, "no")
        #expect(no.errors.contains("You read two things"), "\(no.errors)")
        for name in ["ana", "ben"] { #expect(try organisation.approve(name, id).status == 0) }
        #expect(try organisation.export("no").errors.contains("did not say yes"))
        #expect(try slip("ben", id, new, "yes").errors.contains("Both read yes"))
        #expect(try organisation.export("yes").errors.contains("Exported 1 story"))
    }

    @Test func `a text is printed only when its digits were typed, into a new file that is its owner's alone`() throws {
        let (id, _) = try compared()
        try propose(id)
        let path = organisation.folder + "/proof.html"
        let refused = try organisation.review("ana", ["proof", id, "--to", path, "--confirm", "00000000"])
        #expect(refused.status == 77 && !FileManager.default.fileExists(atPath: path), "\(refused.errors)")
        _ = try proof(id, "proof.html")
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? NSNumber
        #expect(mode?.intValue == 0o600)
        let manuscript = try #require(try organisation.cases().first?.manuscript)
        let again = try organisation.review("ana", ["proof", id, "--to", path, "--confirm", manuscript])
        #expect(again.status == 73, "\(again.errors)")
        let shown = try organisation.screen("ana", ["proof", id, "--to", "-", "--confirm", manuscript], [])
        #expect(shown.status == 77 && !shown.drawn.contains("[Name 1]"), "\(shown.drawn)")
    }

    @Test func `a letter to someone who wrote by post is printed, and left on the website for nobody`() throws {
        let (id, _) = try compared()
        let left = try organisation.review("ana", ["letter", id, "--template", "received"])
        #expect(left.status == 64 && left.errors.contains("--print --to"), "\(left.errors)")
        let path = organisation.folder + "/letter.html"
        let arguments = ["letter", id, "--template", "received", "--print", "--to", path]
        let refused = try organisation.review("ana", arguments + ["--confirm", "0000-0000"])
        #expect(refused.status == 77 && !FileManager.default.fileExists(atPath: path), "\(refused.errors)")
        let printed = try organisation.review("ana", arguments + ["--confirm", id])
        #expect(printed.status == 0, "\(printed.errors)")
        let page = try String(contentsOfFile: path, encoding: .utf8)
        #expect(
            page.contains("Your letter has reached us") && page.contains("put your ten words in the letter")
                && page.contains("P.O. Box 100"))
        for word in ["Rosa", "Dayton", id] { #expect(!page.contains(word)) }
        #expect(try mailroom.post().first?.waitsFor == "nothing by post")
        let blank = try organisation.review(
            "ana", ["letter", id, "--template", "question", "--print", "--to", path + "2", "--confirm", id])
        #expect(blank.status == 64 && blank.errors.contains("___"), "\(blank.errors)")
    }

    @Test func `who wrote on plain paper gets a code with the answer, and with that code the story is theirs`() throws {
        let path = organisation.folder + "/answer.html"
        let typed = try mailroom.type("", boxes: "", more: ["plain", "--to", path])
        let id = try Mailroom.id(typed)
        let page = try String(contentsOfFile: path, encoding: .utf8)
        let code = Mailroom.code(in: page)
        #expect(code.split(separator: " ").count == 10)
        #expect(!page.contains("Rosa"))
        #expect(try organisation.cases().first?.uses == [], "nothing was said, so nothing is agreed to")
        let withdrawn = try organisation.review("ben", ["withdraw", "--code-fd", "0", "--confirm", id], input: code)
        #expect(withdrawn.status == 0 && withdrawn.errors.contains("Withdrawn"), "\(withdrawn.errors)")
        #expect(try stage(id) == "withdrawn")
    }

    @Test func `a withdrawal in the writer's name that they did not sign is none: their code signs one`() throws {
        let (id, code) = try compared()
        let vault = try VaultArchive.open(path: organisation.vault)
        let caseID = try #require(try vault.caseIDs().first { $0.short == id })
        func statements() throws -> [(statement: Statement, body: Sealed?)] {
            try vault.statements(of: caseID).compactMap { row in
                if case .sound(let statement, let body) = row { (statement, body) } else { nil }
            }
        }
        let story = try #require(try statements().first { $0.statement.header.kind == .received })
        let header = StatementHeader(
            author: story.statement.header.author, body: story.statement.header.body, caseID: caseID, day: .today,
            kind: .withdrawn, seen: [])
        let forged = Statement(header: header, signature: Signature(unchecked: randomBytes(Signature.length)))
        try vault.append([SealedStatement(statement: forged, body: #require(story.body))], under: nil)
        let withdrawn = try organisation.review("ben", ["withdraw", "--code-fd", "0", "--confirm", id], input: code)
        #expect(withdrawn.status == 0, "\(withdrawn.errors)")
        let signed = try statements().map(\.statement).filter { $0.header.kind == .withdrawn && $0.isSigned }
        #expect(signed.count == 1 && signed.allSatisfy(\.header.isBySurvivor))
    }

    @Test func `a code that comes by post withdraws its story at once, and no other`() throws {
        let (id, code) = try compared()
        let other = try Mailroom.id(try mailroom.type(try mailroom.sheet()))
        let wrong = try organisation.review("ben", ["withdraw", "--code-fd", "0", "--confirm", other], input: code)
        #expect(wrong.status == 77 && wrong.errors.contains("not withdrawn"), "\(wrong.errors)")
        let withdrawn = try organisation.review("ben", ["withdraw", "--code-fd", "0", "--confirm", id], input: code)
        #expect(withdrawn.status == 0, "\(withdrawn.errors)")
        #expect(try stage(id) == "withdrawn")
        #expect(try stage(other) == "held")
        // Only the bodies of the other case are left.
        let counts = try Programs.run(
            "/usr/bin/sqlite3",
            [
                organisation.vault,
                "SELECT count(*) FROM statements JOIN bodies ON bodies.id = body_id WHERE lower(hex(case_id)) LIKE '\(id.replacing("-", with: ""))%'",
            ])
        #expect(counts.text == "0\n")
        let again = try mailroom.type(code)
        #expect(again.status == 77 && again.errors.contains("stays destroyed"), "\(again.errors)")
        let twice = try organisation.review("ben", ["withdraw", "--code-fd", "0", "--confirm", id], input: code)
        #expect(twice.status == 0, "\(twice.errors)")
    }

    @Test func `a letter is typed on the second screen, and nothing of it stays in the terminal`() throws {
        let code = try mailroom.sheet()
        let played = try organisation.screen(
            "ana", ["transcribe"],
            [
                (
                    "The ten words of the sheet",
                    "zebrq " + code.split(separator: " ").dropFirst().joined(separator: " ") + "\n"
                ),
                ("Word 1 is in no list", code + "\n"), ("The letter: 0 lines", "It was late.\n"),
                ("The letter: 1 lines", "Roza held the door.\n"), ("The letter: 2 lines", ".fix 2\n"),
                ("Line 2 is: Roza", "Rosa held the door.\n"), ("Kept.", ".done\n"), ("Read it to the end", "q"),
                ("question 1 of 7", "1 3\n"), ("question 2 of 7", "9\n"), ("Type numbers of boxes", "2\n"),
                ("question 3 of 7", "\n"), ("question 4 of 7", "1\n"), ("question 5 of 7", "\n"),
                ("question 6 of 7", "\n"), ("question 7 of 7", "\n"), ("What was marked", ".seal\n"),
            ])
        #expect(played.status == 0, "\(played.drawn.suffix(400))")
        let id = String(try #require(played.drawn.firstMatch(of: /Sealed as case ([0-9a-f-]{9})/)?.1))
        // What is said at the end may share a word with a code: "compare" is one of the list.
        let said = /Sealed as case [0-9a-f-]{9}\. Another reviewer compares it with the paper\./
        let last = try #require(played.drawn.components(separatedBy: "\u{1B}[?1049l").last)
        let left = last.replacing(said, with: "").replacing(
            /next: firsthand-review transcribe check [0-9a-f-]{9}/, with: "")
        #expect(last.contains(said) && left.count < 20, "\(left)")
        for word in ["Rosa", "late"] + code.split(separator: " ").map(String.init) { #expect(!left.contains(word)) }
        let line = try #require(try organisation.cases().first { $0.id == id })
        #expect(Set(line.uses) == ["website", "print"])

        let second = try organisation.screen(
            "ben", ["transcribe", "check", id], [("q leaves", "q"), ("in every word and box", "\n")])
        #expect(second.status == 77, "an empty answer signs nothing")
        #expect(second.drawn.contains("Rosa held the door.") && second.drawn.contains("Print it"))
        #expect(try mailroom.post().first?.waitsFor == "a second person with the paper")
    }
}
