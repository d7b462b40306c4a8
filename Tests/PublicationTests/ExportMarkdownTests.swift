import Testing
import Yams

@testable import Publication

/// Markdown and front matter for Hugo and Jekyll.
struct ExportMarkdownTests {
    @Test func `a story is front matter and text`() throws {
        let story = try Sample.story(
            title: "Late: a \"story\"", text: "One.\nTwo.\n\nThree.", notes: ["grief", "prison"], credit: "R. L.")
        #expect(
            MarkdownWriter.text(ShownStory(story)) == """
                ---
                title: "Late: a “story”"
                slug: "0101010101010101"
                lang: "en"
                dir: "ltr"
                date: 2026-11-01
                tags: ["Grief", "Prison"]
                notes: ["grief", "prison"]
                languages: ["English"]
                author: "R. L."
                draft: false
                ---

                *Content notes:* Grief, Prison

                One.  
                Two.

                Three.

                — R. L.

                """)
    }

    @Test func `ordinary sentences stay as a person would write them`() {
        let text = "Well, it rained; she said (twice): \u{201C}go\u{201D}. A well-known café, 100% open! Why? Yes."
        #expect(MarkdownText.line(text) == text)
    }

    @Test(arguments: Hostile.names)
    func `front matter holds its own keys and the text of the story`(name: String) throws {
        let hostile = Hostile.text(name)
        let story = try Sample.story(
            title: hostile, text: hostile, language: hostile, notes: [hostile, "grief"], credit: hostile)
        let front = try frontMatter(MarkdownWriter.text(ShownStory(story)))
        #expect(
            Set(front.keys) == [
                "title", "slug", "lang", "dir", "date", "tags", "notes", "languages", "author", "draft",
            ])
        let title = try #require(front["title"] as? String)
        #expect(undefused(title) == undefused(PlainText.line(hostile)), "only its marks may differ")
        #expect(front["lang"] as? String == "und")
        #expect(front["draft"] as? Bool == false)
        #expect((front["tags"] as? [String])?.last == "Grief")
        let notes = try #require(front["notes"] as? [String])
        #expect(notes.last == "grief")
        #expect(front["tags"] as? [String] == notes.map { NoteWords.none.name(of: $0, in: "en") })
        #expect((front["languages"] as? [Any])?.isEmpty == true)
        for sign in ["<", ">", "\"", "'", "{{", "{%", "]("] { #expect(!title.contains(literally: sign), "\(sign)") }
    }

    @Test(arguments: Hostile.names)
    func `nothing in a text begins anything in Markdown, a template or HTML`(name: String) throws {
        let body = MarkdownText.paragraphs(PlainText.paragraphs(Hostile.text(name)))
        for sign in ["<", ">", "{", "}", "|", "~", "^", "@", "\\\\"] {
            #expect(!body.contains(literally: sign), "\(sign)")
        }
        for line in body.unicodeScalars.split(separator: "\n") {
            let first = try #require(line.first)
            #expect(!"#-+=:*_`>[ \t".unicodeScalars.contains(first), "a line starts a block: \(name)")
            let rest = line.drop { ("0"..."9").contains($0) }
            if rest.count < line.count { #expect(rest.first != "." && rest.first != ")", "a list: \(name)") }
        }
    }

    @Test(arguments: Hostile.names)
    func `taking the escapes away gives the text back`(name: String) {
        let paragraphs = PlainText.paragraphs(Hostile.text(name))
        let shown = paragraphs.map { $0.joined(separator: "  \n") }.joined(separator: "\n\n")
        let body = plain(MarkdownText.paragraphs(paragraphs))
        #expect(Array(body.utf8) == Array(spaced(shown).utf8))
    }

    @Test func `a long story and a long title come out whole`() throws {
        let story = try Sample.story(title: Hostile.longTitle, text: Hostile.long)
        let text = MarkdownWriter.text(ShownStory(story))
        let title = try #require(try frontMatter(text)["title"] as? String)
        #expect(undefused(title) == undefused(Hostile.longTitle))
        #expect(title.unicodeScalars.count >= 10_000)
        let body = text.components(after: "draft: false\n---\n\n")
        #expect(plain(body) == PlainText.paragraphs(Hostile.long)[0][0] + "\n")
    }

    // MARK: - Reading back

    private func frontMatter(_ text: String) throws -> [String: Any] {
        let lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
        try #require(lines.first == "---")
        let end = try #require(lines.dropFirst().firstIndex(of: "---"))
        return try #require(try Yams.load(yaml: lines[1..<end].joined(separator: "\n")) as? [String: Any])
    }

    /// A line without the marks that front matter writes in another way.
    private func undefused(_ line: String) -> String {
        String(String.UnicodeScalarView(line.unicodeScalars.filter { !"<>‹›\"'“”‘’ ".unicodeScalars.contains($0) }))
    }

    /// Leading blanks as `MarkdownText` shows them.
    private func spaced(_ text: String) -> String {
        text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            let start = line.firstIndex { $0 != " " && $0 != "\t" } ?? line.endIndex
            let blanks = line[..<start].map { $0 == "\t" ? "\u{A0}\u{A0}\u{A0}\u{A0}" : "\u{A0}" }.joined()
            return blanks + String(line[start...])
        }.joined(separator: "\n")
    }

    /// Backslashes and references undone, as CommonMark §2.4 and §2.5 say.
    private func plain(_ markdown: String) -> String {
        var out = String.UnicodeScalarView()
        var rest = markdown.unicodeScalars[...]
        while let scalar = rest.popFirst() {
            if scalar == "\\", let next = rest.popFirst() {
                out.append(next)
            } else if scalar == "&" {
                let reference = String(rest.prefix { $0 != ";" })
                rest = rest.dropFirst(reference.unicodeScalars.count + 1)
                let named: [String: Unicode.Scalar] = ["lt": "<", "gt": ">", "amp": "&"]
                let number = UInt32(reference.dropFirst()).flatMap { Unicode.Scalar($0) }
                out.append(named[reference] ?? number ?? "\u{FFFD}")
            } else {
                out.append(scalar)
            }
        }
        return String(out)
    }
}

extension String {
    /// Whether these bytes stand anywhere in it; Swift's own `contains` compares characters and can miss them.
    func contains(literally other: String) -> Bool { !ranges(of: other).isEmpty }

    /// What follows the first place where these bytes stand; empty if they stand nowhere.
    func components(after other: String) -> String {
        ranges(of: other).first.map { String(decoding: Array(utf8)[($0 + other.utf8.count)...], as: UTF8.self) } ?? ""
    }

    /// Where these bytes stand.
    func ranges(of other: String) -> [Int] {
        let all = Array(utf8)
        let part = Array(other.utf8)
        guard let head = part.first, all.count >= part.count else { return [] }
        return (0...(all.count - part.count)).filter { start in
            all[start] == head && all[start..<(start + part.count)].elementsEqual(part)
        }
    }
}
