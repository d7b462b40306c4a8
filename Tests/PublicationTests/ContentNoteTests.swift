import FoundationEssentials
import Ledger
import Testing

@testable import Publication

/// Content notes: what readers are told, in whose language, and what stays the same for other programs.
struct ContentNoteTests {
    static let words = NoteWords([
        "en": ["police": "Police or courts", "self-harm": "Self-harm or suicide"],
        "es": ["police": "Policía o tribunales"],
    ])
    private static let formats: [Format] = [
        .site, .markdown, .wordpress, .wordpressDrafts, .ghost, .jsonFeed, .atom, .epub, .zine, .csv, .json,
    ]

    private static func export(_ stories: [ApprovedStory], words: NoteWords = words) throws -> SampleExport {
        let surroundings = Surroundings(organization: [:], address: nil, countries: [], notes: words)
        return try Sample.export(
            stories, formats: formats, address: "https://stories.example", surroundings: surroundings)
    }

    @Test func `a note is told in words, in the language of its story, in every format`() throws {
        let export = try Self.export([
            try Sample.story(1, notes: ["police", "self-harm"]), try Sample.story(2, language: "es", notes: ["police"]),
        ])
        let (one, two) = ("0101010101010101", "0202020202020202")
        let parts = [
            "site/\(one).html": "<ul lang=\"en\">\n<li>Police or courts</li>\n<li>Self-harm or suicide</li>",
            "site/\(two).html": "<ul lang=\"es\">\n<li>Policía o tribunales</li>",
            "site/index.html":
                "<p class=\"notes\" lang=\"es\"><span lang=\"es\">Avisos de contenido:</span> Policía o tribunales</p>",
            "zine/zine-01.html": "<strong lang=\"es\">Avisos de contenido:</strong> Policía o tribunales</p>",
            "markdown/\(one).md": "*Content notes:* Police or courts, Self-harm or suicide",
            "markdown/\(two).md": "tags: [\"Policía o tribunales\"]\nnotes: [\"police\"]",
            "wordpress/\(two).json": "Policía o tribunales", "ghost.json": "Avisos de contenido: Policía o tribunales",
            "site/feed.json": "\"tags\": [\"Police or courts\", \"Self-harm or suicide\"]",
            "site/feed.xml": "<category term=\"police\" label=\"Policía o tribunales\"/>",
            "stories.csv": "\"Police or courts, Self-harm or suicide\"",
            "stories.json":
                "\"content_notes\": [\"police\"], \"content_note_words\": [\"Policía o tribunales\"]",
            "stories.epub": "Avisos de contenido:</strong> Policía o tribunales</p>",
            "wordpress.xml": "<span lang=\"es\">Policía o tribunales</span>".replacing("<", with: "&lt;")
                .replacing(">", with: "&gt;").replacing("\"", with: "&quot;"),
        ]
        let files = try export.files()
        for (path, part) in parts {
            let file = try #require(files.first { $0.path == path }, "\(path)")
            #expect(String(decoding: file.bytes, as: UTF8.self).contains(literally: part), "\(path)")
        }
        let page = try Sample.text("site/\(one).html", of: export)
        let preview = "content=\"Content notes: Police or courts, Self-harm or suicide\""
        #expect(page.ranges(of: preview).count == 2)
        #expect(!page.contains(literally: "self-harm"))
    }

    @Test func `a note is one tag and one choice for stories in all languages, named by its key in addresses`() throws {
        let export = try Self.export([
            try Sample.story(1, notes: ["police"]), try Sample.story(2, language: "es", notes: ["police", "police"]),
        ])
        let markup = try Sample.text("wordpress.xml", of: export)
        let tag = "<category domain=\"post_tag\" nicename=\"police\">Police or courts</category>"
        #expect(markup.ranges(of: tag).count == 3 && markup.ranges(of: "<category ").count == 3)
        let ghost = try Sample.text("ghost.json", of: export)
        #expect(ghost.ranges(of: "\"name\": \"Police or courts\", \"slug\": \"police\"").count == 1)
        #expect(ghost.ranges(of: "\"tag_id\"").count == 4)
        let index = try Sample.text("site/index.html", of: export)
        #expect(index.contains(literally: "<input type=\"checkbox\" id=\"n0\"> <bdi>Police or courts</bdi>"))
        #expect(index.ranges(of: "type=\"checkbox\"").count == 1)
        #expect(
            index.contains(literally: "<li class=\"l0 m0 n0\"") && index.contains(literally: "<li class=\"l1 m0 n0\""))
    }

    @Test func `notes of a story in another language are in that of the words around, and say so`() throws {
        let arabic = try Sample.story(1, title: "ضوء", text: "نعم.", language: "ar", notes: ["police"])
        let export = try Self.export([arabic])
        let page = try Sample.text("site/0101010101010101.html", of: export)
        #expect(page.contains(literally: "<ul lang=\"en\">\n<li>Police or courts</li>"))
        let feed = try Sample.text("site/feed.json", of: export)
        #expect(feed.contains(literally: "\\u003cp lang=\\\"en\\\" dir=\\\"ltr\\\"\\u003e\\u003cstrong"))
        #expect(
            try Sample.text("wordpress/0101010101010101.json", of: export).contains(
                literally: "\\u003cp\\u003e\\u003cspan lang=\\\"en\\\"\\u003ePolice or courts"))
    }

    @Test(arguments: [
        ("self-harm", "es", "Self harm"), ("grief", "en", "Grief"), ("violence at home", "en", "violence at home"),
        ("Duelo", "es", "Duelo"), ("---", "en", "---"), ("POLICE", "en", "POLICE"), ("ünder-way", "en", "ünder-way"),
    ]) func `a note without words in a language is its key as a person would write it`(
        key: String, language: String, words: String
    ) {
        #expect(Self.words.name(of: key, in: language) == words)
    }

    @Test(arguments: Hostile.names) func `no note and no words for one add a tag to a page or a book`(name: String)
        throws
    {
        let hostile = Hostile.text(name)
        func tags(_ key: String, _ words: String) throws -> [String] {
            let words = NoteWords(["en": ["police": words]])
            let story = try Sample.story(notes: ["police", key])
            let export = try Self.export([story], words: words)
            let names = ["site/0101010101010101.html", "site/index.html", "zine/zine-01.html"]
            let pages = try names.map { try Sample.text($0, of: export) }
            return (pages + [EPUBText.chapter(ShownStory(story, notes: words).typeset())]).flatMap { page in
                page.utf8
                    .split(separator: UInt8(ascii: "<"), omittingEmptySubsequences: false).dropFirst()
                    .map { String(decoding: $0.prefix { $0 != UInt8(ascii: ">") }, as: UTF8.self) }
                    .map { $0.hasPrefix("meta ") ? $0.replacing(/content="[^"]*"/, with: "content") : $0 }
            }
        }
        #expect(try tags(hostile, hostile) == tags("x", "x"))
    }

    @Test(arguments: Hostile.names) func `words for a note stay a text for WordPress, Ghost, feeds and tables`(
        name: String
    ) throws {
        let hostile = Hostile.text(name)
        let words = NoteWords(["en": ["police": hostile]])
        let export = try Self.export([try Sample.story(notes: ["police"])], words: words)
        let item = try Sample.text("wordpress.xml", of: export).components(after: "<item>")
        #expect(!item.contains(literally: "[") && item.ranges(of: "<category ").count == 1)
        #expect(
            try Sample.text("site/feed.xml", of: export).ranges(of: "<category term=\"police\" label=\"").count == 1)
        let rows = try Sample.text("stories.csv", of: export)
        #expect(rows.ranges(of: "\r\n").count == 2)
        for path in ["ghost.json", "site/feed.json", "stories.json", "wordpress/0101010101010101.json"] {
            let bytes = Data(try Sample.text(path, of: export).utf8)
            #expect(throws: Never.self, "\(path)") { try JSONDecoder().decode(Anything.self, from: bytes) }
        }
    }

    private struct Anything: Decodable {}
}
