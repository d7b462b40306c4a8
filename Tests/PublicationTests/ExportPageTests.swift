import Ledger
import Testing

@testable import Publication

/// The pages.
struct ExportPageTests {
    @Test(arguments: Hostile.names)
    func `no text adds a tag or an attribute to a page`(name: String) throws {
        let hostile = Hostile.text(name)
        let lines = PlainText.paragraphs(hostile)
        let story = try Sample.story(
            title: hostile, text: hostile, language: hostile, notes: [hostile, "grief"], credit: hostile)
        // The same page with words that mean nothing: as many paragraphs and lines, so the same tags.
        let letter = name == "right to left" ? "ب" : "x"
        let calm = try Sample.story(
            title: "x", text: lines.map { $0.map { _ in letter }.joined(separator: "\n") }.joined(separator: "\n\n"),
            language: "und", notes: ["x", "y"], credit: "x")
        for path in ["site/0101010101010101.html", "site/0101010101010101-agreed.html", "site/index.html"] {
            let page = try Sample.text(path, of: Sample.export([story]))
            #expect(tags(page) == tags(try Sample.text(path, of: Sample.export([calm]))), "\(path)")
        }
    }

    @Test(arguments: Hostile.names)
    func `a page holds the text whole`(name: String) throws {
        let hostile = Hostile.text(name)
        let story = try Sample.story(title: hostile, text: hostile)
        let page = try Sample.text("site/0101010101010101.html", of: Sample.export([story]))
        let shown = ShownStory(story).typeset()
        let expected = shown.paragraphs.map { "<p>" + $0.joined(separator: "<br>") + "</p>\n" }.joined()
        let body = page.components(after: "<div class=\"text\">\n")
        let end = try #require(body.ranges(of: "</div>\n").last)
        #expect(unescaped(String(decoding: Array(body.utf8)[..<end], as: UTF8.self)) == expected)
        #expect(unescaped(page).contains(literally: "<h1>\(shown.title)</h1>"))
    }

    @Test func `a long story and a long title come out whole`() throws {
        let story = try Sample.story(title: Hostile.longTitle, text: Hostile.long)
        let page = unescaped(try Sample.text("site/0101010101010101.html", of: Sample.export([story])))
        #expect(page.contains(literally: PlainText.paragraphs(Hostile.long)[0][0]))
        #expect(page.contains(literally: "<h1>\(ShownStory(story).typeset().title)</h1>"))
        // Browsers look for the character set in the first 1,024 bytes only.
        #expect(try #require(page.ranges(of: "<meta charset=\"utf-8\">").first) < 1000)
    }

    @Test func `content notes come before the text, and every page has one heading of the first rank`() throws {
        let story = try Sample.story(text: "The words.", notes: ["grief"])
        let export = try Sample.export([story])
        let page = try Sample.text("site/0101010101010101.html", of: export)
        let notes = try #require(page.ranges(of: "<li>Grief</li>").first)
        let words = try #require(page.ranges(of: "The words.").first)
        #expect(notes < words)
        #expect(page.ranges(of: "<h1").count == 1)
        #expect(try Sample.text("site/index.html", of: export).ranges(of: "<h1").count == 1)
    }

    @Test func `a page speaks the language of its story and runs its way`() throws {
        let spanish = try Sample.story(1, title: "La luz", language: "es", notes: ["duelo"])
        let arabic = try Sample.story(2, title: "الضوء", text: "كان الوقت متأخرًا.", language: "ar")
        let export = try Sample.export([spanish, arabic], language: "es")
        let first = try Sample.text("site/0101010101010101.html", of: export)
        #expect(first.contains(literally: "<html lang=\"es\" dir=\"ltr\">"))
        #expect(first.contains(literally: "Avisos de contenido"))
        #expect(first.contains(literally: "<span>noviembre de 2026</span>"))
        let second = try Sample.text("site/0202020202020202.html", of: export)
        #expect(second.contains(literally: "<html lang=\"ar\" dir=\"rtl\">"))
        #expect(second.contains(literally: "<p class=\"about\" lang=\"en\" dir=\"ltr\"><span>November 2026</span>"))
        let index = try Sample.text("site/index.html", of: export)
        #expect(index.contains(literally: "<li class=\"l1 m0\" lang=\"ar\" dir=\"rtl\">"))
        #expect(index.contains(literally: "<h1>Historias</h1>"))
    }

    @Test func `a text runs as its letters do, whatever page of the form it was written on`() throws {
        let arabic = try Sample.story(1, title: "الضوء", text: "كان الوقت متأخرًا. 2014 (ok)", language: "es")
        let english = try Sample.story(
            2, title: "Late", text: "It was late, and my sister said: قالت أختي نعم.", language: "en")
        let numbers = try Sample.story(3, title: "1", text: "1. 2. 3.", language: "ar")
        let kurdish = try Sample.story(4, title: "چرا", text: "چرا هات", language: "ku")
        let export = try Sample.export([arabic, english, numbers, kurdish])
        let first = try Sample.text("site/0101010101010101.html", of: export)
        #expect(first.contains(literally: "<html lang=\"und\" dir=\"rtl\">"))
        // The room's own words stay in the language of that page.
        #expect(first.contains(literally: "<span>noviembre de 2026</span>"))
        #expect(
            try Sample.text("site/0202020202020202.html", of: export).contains(
                literally: "<html lang=\"en\" dir=\"ltr\">"))
        #expect(
            try Sample.text("site/0303030303030303.html", of: export).contains(
                literally: "<html lang=\"ar\" dir=\"rtl\">"))
        // What a reviewer said stands, in whatever script.
        #expect(
            try Sample.text("site/0404040404040404.html", of: export).contains(
                literally: "<html lang=\"ku\" dir=\"rtl\">"))
    }

    @Test func `the list links to the feeds that stand beside it, and to no other`() throws {
        let story = try Sample.story()
        let both = try Sample.export([story], formats: [.site, .atom, .jsonFeed])
        let index = try Sample.text("site/index.html", of: both)
        #expect(index.contains(literally: "<a href=\"feed.xml\">Atom</a>, <a href=\"feed.json\">JSON Feed</a>"))
        let link = "<link rel=\"alternate\" type=\"application/atom+xml\" title=\"Atom\" href=\"feed.xml\">"
        for page in ["index", story.id] {
            #expect(try Sample.text("site/\(page).html", of: both).contains(literally: link), "\(page)")
        }
        let none = try Sample.text("site/index.html", of: Sample.export([story], formats: [.site]))
        #expect(!none.contains(literally: "feed") && !none.contains(literally: "<footer"))
    }

    @Test func `a story without a title gets one, and an export without stories says so`() throws {
        let export = try Sample.export([try Sample.story(title: " \u{200B} ")])
        #expect(try Sample.text("site/0101010101010101.html", of: export).contains(literally: "<h1>A story</h1>"))
        let empty = try Sample.text("site/index.html", of: Sample.export([]))
        #expect(empty.contains(literally: "There are no stories here yet."))
        #expect(!empty.contains(literally: "<ul"))
    }

    @Test func `no page runs a script or loads anything but its own style sheet`() throws {
        for file in try Sample.export([try Sample.story()]).files() where file.path.hasPrefix("site/") {
            let text = String(decoding: file.bytes, as: UTF8.self)
            for sign in ["<script", "://", "url(", "@import", "<img", "<iframe", "<form", "style=\""] {
                #expect(!text.contains(literally: sign), "\(file.path) has \(sign)")
            }
        }
    }

    // MARK: - Reading back

    /// Everything from each `<` to the next `>`, without what a title or a text put there in escaped form, and without the
    /// words of a preview: a quote in them would end it early, and show.
    private func tags(_ page: String) -> [String] {
        page.utf8.split(separator: UInt8(ascii: "<"), omittingEmptySubsequences: false).dropFirst()
            .map { String(decoding: $0.prefix { $0 != UInt8(ascii: ">") }, as: UTF8.self) }
            .map { $0.hasPrefix("meta ") ? $0.replacing(/content="[^"]*"/, with: "content") : $0 }
    }

    private func unescaped(_ text: String) -> String {
        var out = String.UnicodeScalarView()
        var rest = text.unicodeScalars[...]
        let named: [String: Unicode.Scalar] = ["lt": "<", "gt": ">", "amp": "&", "quot": "\"", "#39": "'"]
        while let scalar = rest.popFirst() {
            guard scalar == "&" else {
                out.append(scalar)
                continue
            }
            let name = String(rest.prefix { $0 != ";" })
            rest = rest.dropFirst(name.unicodeScalars.count + 1)
            out.append(named[name] ?? "\u{FFFD}")
        }
        return String(out)
    }
}
