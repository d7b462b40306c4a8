import Envelope
import Foundation
import Testing

@testable import Review

/// Words that are being typed: nothing of them is lost, and nothing of them lies open.
@Suite struct PostDraftTests {
    private let mailroom: Mailroom
    private var organisation: Organisation { mailroom.organisation }

    init() throws { mailroom = try Mailroom() }

    /// How many drafts there are.
    private func drafts() throws -> String {
        try Programs.run("/usr/bin/sqlite3", [organisation.vault, "SELECT count(*) FROM drafts"]).text
    }

    /// Whether a word stands in a file of the vault.
    private func isOpen(_ word: String) throws -> Bool {
        try FileManager.default.contentsOfDirectory(atPath: organisation.folder)
            .filter { $0.hasPrefix("vault.sqlite") }
            .contains { name in
                try Data(contentsOf: URL(filePath: "\(organisation.folder)/\(name)")).range(of: Data(word.utf8)) != nil
            }
    }

    private static let marks: [Screenplay.Step] = [
        ("question 1 of 7", "1\n"), ("question 2 of 7", "\n"), ("question 3 of 7", "\n"), ("question 4 of 7", "\n"),
        ("question 5 of 7", "\n"), ("question 6 of 7", "\n"), ("question 7 of 7", "\n"),
        ("What was marked", ".seal\n"),
    ]

    @Test
    func
        `who is cut off while typing a letter finds all of it again, the line in hand too, and nothing of it lies open`()
        throws
    {
        let code = try mailroom.sheet()
        _ = try organisation.screen(
            "ana", ["transcribe"],
            [
                ("The ten words of the sheet", code + "\n"), ("The letter: 0 lines", "It was late.\n"),
                ("The letter: 1 lines", "Rosa held the door.\n"), ("The letter: 2 lines", "My sis"),
                ("My sis", ""),
            ], isCut: true)
        #expect(try drafts() == "1\n")
        #expect(try organisation.cases().isEmpty, "nothing of it is a case yet")
        for word in ["Rosa", "late"] { #expect(try !isOpen(word)) }
        #expect(try mailroom.post("ben").map(\.waitsFor) == ["the rest of its words"])

        // Left for today at the questions: the words are still there.
        let later = try organisation.screen(
            "ana", ["transcribe"],
            [
                ("The ten words of the sheet", code + "\n"), ("The letter: 3 lines", ".show\n"),
                ("Rosa held the door.", "q"), ("what you typed before", ".undo\n"),
                ("nothing to take back", ".fix 3\n"), ("Line 3 is: My sis", "My sister wrote it down.\n"),
                ("Kept.", ".done\n"),
                ("Read it to the end", "q"), ("question 1 of 7", ".quit\n"),
            ])
        #expect(later.drawn.contains("Not sent. What you typed is kept here for"), "\(later.drawn.suffix(400))")
        #expect(try organisation.cases().isEmpty)

        let sealed = try organisation.screen(
            "ana", ["transcribe"],
            [
                ("The ten words of the sheet", code + "\n"), ("The letter: 3 lines", ".done\n"),
                ("Read it to the end", "q"),
            ] + Self.marks)
        #expect(sealed.status == 0 && sealed.drawn.contains("Sealed as case"), "\(sealed.drawn.suffix(400))")
        #expect(try drafts() == "0\n")
        #expect(
            try Opened(organisation).texts() == ["It was late.\nRosa held the door.\nMy sister wrote it down."])
    }

    @Test func `what was begun on plain paper is found without a code, by whoever typed it`() throws {
        let path = organisation.folder + "/answer.html"
        let begun = try organisation.screen(
            "ana", ["transcribe", "plain", "--to", path],
            [("The letter: 0 lines", "It was late.\n"), ("The letter: 1 lines", ".later\n")])
        #expect(
            begun.drawn.contains("What you typed is kept here for") && !FileManager.default.fileExists(atPath: path))
        let other = try organisation.screen(
            "ben", ["transcribe", "plain", "--to", path], [("The letter: 0 lines", ".quit\n")])
        #expect(other.drawn.contains("nothing is kept"))
        #expect(try drafts() == "1\n")
        let sealed = try organisation.screen(
            "ana", ["transcribe", "plain", "--to", path],
            [("The letter: 1 lines", ".done\n"), ("Read it to the end", "q")] + Self.marks)
        #expect(sealed.drawn.contains("Sealed as case"), "\(sealed.drawn.suffix(400))")
        #expect(try drafts() == "0\n")
    }

    @Test func `a letter to the writer is taken up again, and goes when it is left for good or sealed`() throws {
        let code = try mailroom.sheet()
        let id = try Mailroom.id(try mailroom.type(code))
        let arguments = ["letter", id, "--print", "--confirm", id, "--to", organisation.folder + "/letter.html"]
        _ = try organisation.screen(
            "ana", arguments,
            [
                ("Your letter: 0 lines", "We read it all.\n"), ("Your letter: 1 lines", "Goodbye"), ("Goodbye", ""),
            ],
            isCut: true)
        #expect(try drafts() == "1\n")
        // Pages that are typed meanwhile have a draft of their own.
        _ = try organisation.screen(
            "ana", ["transcribe", "add", id],
            [("The ten words", code + "\n"), ("The letter: 0 lines", "One more page.\n"), ("1 lines", ".later\n")])
        #expect(try drafts() == "2\n")
        _ = try organisation.screen(
            "ana", ["transcribe", "add", id], [("The ten words", code + "\n"), ("The letter: 1 lines", ".quit\n")])
        #expect(try drafts() == "1\n")
        let sealed = try organisation.screen(
            "ana", arguments, [("Your letter: 2 lines", ".done\n"), ("Read it to the end", "q")])
        #expect(sealed.status == 0 && sealed.drawn.contains("Sealed for the other reviewers"), "\(sealed.drawn)")
        #expect(try drafts() == "0\n")
    }

    @Test func `a correction that was begun is not taken up in words that were put right meanwhile`() throws {
        let code = try mailroom.sheet()
        let id = try Mailroom.id(try mailroom.type(code, words: "Roza held the door."))
        let arguments = ["transcribe", "correct", id]
        func correct(_ sees: String) throws {
            _ = try organisation.screen(
                "ben", arguments,
                [
                    ("The ten words", code + "\n"), ("The letter: 1 lines", ".show\n"), (sees, "q"),
                    ("The letter: 1 lines", ".fix 1\n"), ("Line 1 is", "Rosa held the gate.\n"),
                    ("Kept.", ".later\n"),
                ])
        }
        try correct("Roza held the door.")
        try correct("Rosa held the gate.")
        let first = try organisation.review("ana", arguments + ["--text-fd", "0"], input: code + "\n\nRosa held it.")
        #expect(first.status == 0, "\(first.errors)")
        try correct("Rosa held it.")
    }

    @Test func `a case that was only begun is sealed anew with the others when somebody comes or leaves`() throws {
        let code = try mailroom.sheet()
        _ = try organisation.screen(
            "ana", ["transcribe"],
            [
                ("The ten words of the sheet", code + "\n"), ("The letter: 0 lines", "It was late.\n"),
                ("The letter: 1 lines", ".later\n"),
            ])
        try #require(try organisation.steward(["compromise", "ben"]).status == 0)
        let sealed = try organisation.review("ana", ["keys", "reseal"])
        #expect(sealed.text.contains("1 sealed body closed to somebody who left"), "\(sealed.text)\(sealed.errors)")
        let exposed = try organisation.review("ana", ["keys", "exposure", "ben", "--json"])
        #expect(exposed.status == 0, "\(exposed.errors)")
    }
}
