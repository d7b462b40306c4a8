import Envelope
import Foundation
import Opening
import Policies
import Testing
import Vault

@testable import Mailbox
@testable import Review

/// Post after a reviewer left, with the real programs: whose key a letter to the writer is sealed to.
@Suite struct PostKeysTests {
    private let mailroom: Mailroom
    private var organisation: Organisation { mailroom.organisation }

    init() throws { mailroom = try Mailroom() }

    /// The bodies of the letters to the writer of a sheet, who reads them with the keys of one generation and those before.
    private func letters(_ code: String, generation: UInt32) throws -> (opened: Int, closed: Int) {
        let languages = try Languages.load(folder: Programs.policies, codes: ["en", "es"])
        let survivor = try SheetCode(languages).read(Array(code.utf8)).survivor(letterGeneration: generation)
        var found = (opened: 0, closed: 0)
        for row in try VaultReader.open(path: organisation.vault).statements(of: survivor.caseID) {
            guard case .sound(let statement, let body?) = row, statement.header.kind == .closed,
                body.letterSlot != nil
            else { continue }
            if (try? survivor.open(body)) == nil { found.closed += 1 } else { found.opened += 1 }
        }
        return found
    }

    private func print(_ id: String, _ file: String) throws -> Programs.Answer {
        let path = "\(organisation.folder)/\(file)"
        let answer = try organisation.review(
            "ana", ["letter", id, "--template", "received", "--print", "--to", path, "--confirm", id])
        try #require(answer.status == 0, "\(answer.errors)")
        return answer
    }

    @Test func `a letter typed after a reviewer left carries a key that they never had`() throws {
        try #require(try organisation.steward(["compromise", "ben"]).status == 0)
        let code = try mailroom.sheet()
        let id = try Mailroom.id(try mailroom.type(code))
        let printed = try print(id, "letter.html")
        #expect(!printed.errors.contains("somebody who left"), "\(printed.errors)")
        #expect(try letters(code, generation: 0) == (0, 1))
        #expect(try letters(code, generation: 1) == (1, 0))
    }

    @Test(arguments: ["hold", "narrow", "answer"])
    func `whatever comes with their code brings a new key, and until then a text for them says who could read it`(
        way: String
    ) throws {
        let code = try mailroom.sheet()
        let id = try Mailroom.id(
            try mailroom.type(code, boxes: "use-website yes\nuse-print yes\nshow-first yes\n"))
        try #require(try organisation.steward(["compromise", "ben"]).status == 0)
        func propose(_ title: String) throws -> Programs.Answer {
            try organisation.propose("ana", id, title: title, edits: "find\tRosa\t[Name 1]")
        }
        #expect(try propose("The door").errors.contains("somebody who left could read this text"))
        let answer =
            switch way {
            case "hold": try organisation.review("ana", ["hold", "--code-fd", "0"], input: code)
            case "narrow":
                try organisation.review(
                    "ana", ["narrow", "--code-fd", "0", "--confirm", id], input: code + "\nuse-print no\n")
            default:
                try organisation.review(
                    "ana", ["transcribe", "answer", id, "--text-fd", "0"], input: code + "\n\nI moved.")
            }
        #expect(answer.status == 0, "\(answer.errors)")
        #expect(try !propose("A door").errors.contains("somebody who left"))
        #expect(try letters(code, generation: 0).closed > 0)
        #expect(try letters(code, generation: 1).closed == 0)
    }

    @Test func `who wrote before a reviewer left gets a new key with the next pages that are typed`() throws {
        let code = try mailroom.sheet()
        let id = try Mailroom.id(try mailroom.type(code))
        try #require(try organisation.steward(["compromise", "ben"]).status == 0)
        let warned = try print(id, "first.html")
        #expect(warned.errors.contains("somebody who left could read this letter"), "\(warned.errors)")
        #expect(try letters(code, generation: 0) == (1, 0))
        let more = try organisation.review(
            "ana", ["transcribe", "add", id, "--text-fd", "0"], input: code + "\n\nOne more page.")
        #expect(more.status == 0, "\(more.errors)")
        #expect(!(try print(id, "second.html").errors.contains("somebody who left")))
        #expect(try letters(code, generation: 0) == (1, 1))
        #expect(try letters(code, generation: 1) == (2, 0))
    }
}
