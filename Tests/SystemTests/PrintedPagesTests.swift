import Envelope
import Foundation
import ParsedHTML
import Policies
import Testing

@testable import Review

/// What is printed, as a browser reads it before it is on paper.
struct PrintedPagesTests {
    private let mailroom: Mailroom

    init() throws { mailroom = try Mailroom() }

    /// Every page that a reviewer prints, with these words in all its places.
    private func pages(_ words: String) throws -> [(name: String, html: String)] {
        let folder = mailroom.organisation.policies
        let policies = try PolicySet.load(folder: folder)
        var options = DeskOptions()
        options.policies = folder
        let languages = try options.languages(policies)
        let desk = try PrintDesk(options, languages, policies)
        let manuscript = Manuscript(
            title: words, text: "\(words)\n\(words)\n\n\(words)", language: words, contentNotes: [words, words],
            credit: words)
        let code = CheckCode(
            of: Digest(unchecked: [UInt8](repeating: 0, count: 32)),
            in: CaseID(unchecked: [UInt8](repeating: 0, count: 16)))
        var all: [(name: String, html: String)] = []
        for language in languages.all {
            all += [
                ("letter \(language.code)", try desk.letter("\(words)\n\n\(words)\n\(words)", language)),
                (
                    "first answer \(language.code)",
                    try desk.firstAnswer(Array(repeating: words, count: 10), language)
                ), ("proof \(language.code)", try desk.proof(manuscript, code, language)),
            ]
        }
        return all
    }

    @Test
    func `whatever words stand on a printed page, it has the elements and attributes that it has with a plain name`()
        throws
    {
        let plain = try pages(HostileWords.plain)
        for words in HostileWords.all {
            for (one, other) in zip(plain, try pages(words)) {
                let parsed = ParsedHTML(other.html)
                #expect(parsed.errors == [], "\(one.name): \(words)")
                #expect(parsed.shape == ParsedHTML(one.html).shape, "\(one.name): \(words)")
            }
        }
    }

    @Test func `a printed page lets in its own style and nothing else`() throws {
        let sheet = try Programs.run(
            "firsthand-intake", ["paper", "--config", mailroom.organisation.folder + "/intake.yaml", "--count", "2"])
        for (name, html) in try pages("Ana") + [("sheet", sheet.text)] {
            let page = ParsedHTML(html)
            let policy = page.first("content", of: "meta") {
                $0.contains { $0.name == "http-equiv" && $0.value == "Content-Security-Policy" }
            }
            let style = try #require(page.text(in: "style"), "\(name)")
            let sum = try Programs.run("/usr/bin/sha256sum", [], input: Array(style.utf8)).text.prefix(64)
            let hash = try #require(Digest(hex: sum)).bytes.base64
            let expected = "default-src 'none'; style-src 'sha256-\(hash)'; base-uri 'none'; form-action 'none'"
            #expect(policy == expected, "\(name)")
            // It counts only for what follows it.
            let start = try #require(html.range(of: "<meta http-equiv"), "\(name)")
            #expect(try start.lowerBound < #require(html.range(of: "<style>")).lowerBound)
            #expect(page.tokens.filter { if case .start("style", _) = $0 { true } else { false } }.count == 1)
        }
    }
}
