import Envelope
import Foundation
import Ledger
import Testing

@testable import Review

/// A story in a language that the machine does not know: somebody says which, and whoever approves it reads all of it.
struct StoryLanguageTests {
    private static let czech =
        "Toto je vymyšlený příběh o ženě, která odešla z domu ve středu ráno. Nikdo jí nevěřil a soud mlčel."

    @Test func `the plain commands want the language said, and the whole story read by each who approves`() throws {
        let organisation = try Organisation()
        let book = try Casebook(organisation)
        let file = try book.file()
        try file.tell(Self.czech)
        try file.store()
        let id = file.caseID.short
        func redact(_ more: [String]) throws -> Programs.Answer {
            try organisation.review("ana", ["redact", id, "--edits-fd", "0"] + more, input: "title\tInvented\n")
        }
        let asked = try redact([])
        #expect(asked.status == 64 && asked.errors.contains("cannot tell in which language"))
        #expect(try redact(["--language", "Czech!"]).status == 64)
        #expect(try organisation.review("ana", ["redact", id, "--language", "cs"]).status == 64)
        let proposed = try redact(["--language", "cs"])
        #expect(proposed.status == 0 && proposed.errors.contains("Not checked by machine"), "\(proposed.errors)")
        let ana = try Desk.opened("ana", of: organisation, book)
        #expect(try ana.file(file.caseID).openCandidate().proposal.manuscript.language == "cs")

        for name in ["ana", "ben"] {
            let refused = try organisation.approve(name, id)
            #expect(refused.status == 77 && refused.errors.contains("was not checked by machine"), "\(refused.errors)")
            let manuscript = try #require(try organisation.cases(name).first { $0.id == id }?.manuscript)
            let approved = try organisation.review(name, ["approve", id, "--confirm", manuscript, "--story-read"])
            #expect(approved.status == 0, "\(approved.errors)")
        }
    }

    @Test func `what is guessed of the words goes before the language of the form, and a reviewer before both`() throws
    {
        let organisation = try Organisation()
        let book = try Casebook(organisation)
        let ana = try Desk.opened("ana", of: organisation, book)
        let spanish = "Estuve en la cárcel y nadie me dijo por qué se llevaron a mis hijos de la casa."
        for (words, more, language) in [
            (spanish, [], "es"), (spanish, ["--language", "es-MX"], "es-MX"), ("Yes.", [], "en"),
            ("Yes.", ["--language", "tl"], "tl"),
        ] {
            let file = try book.file()
            try file.tell(words)
            try file.store()
            let answer = try organisation.review(
                "ana", ["redact", file.caseID.short, "--edits-fd", "0"] + more, input: "title\tInvented\n")
            #expect(answer.status == 0, "\(answer.errors)")
            #expect(try ana.file(file.caseID).openCandidate().proposal.manuscript.language == language)
        }
    }

    @Test(arguments: [
        ("When I was there I told Renata all of it.", "Names and places were changed."),
        ("Estuve en la cárcel y Renata no me dijo por qué se llevaron a mis hijos.", "Se cambiaron nombres y lugares."),
    ])
    func `a text that is proposed by command ends with the line that says what was changed`(story: String, line: String)
        throws
    {
        let organisation = try Organisation()
        let book = try Casebook(organisation)
        let ana = try Desk.opened("ana", of: organisation, book)
        let file = try book.file()
        try file.tell(story)
        try file.store()
        let answer = try organisation.review(
            "ana", ["redact", file.caseID.short, "--edits-fd", "0"], input: "title\tInvented\nfind\tRenata\tA friend\n")
        #expect(answer.status == 0, "\(answer.errors)")
        let text = try ana.file(file.caseID).openCandidate().proposal.manuscript.text
        #expect(text.hasSuffix("\n\n\(line)\n") && !text.contains("Renata"))
    }
}
