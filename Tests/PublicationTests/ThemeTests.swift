import Files
import FoundationEssentials
import Testing

@testable import Publication

/// An organization's own look of the site.
struct ThemeTests {
    private static let page = """
        <main class="own"><h1>{{title}}</h1>
        {{#notes}}<p class="notes">{{line}}</p>{{/notes}}
        {{#paragraphs}}<p>{{#lines}}{{.}}{{/lines}}</p>{{/paragraphs}}
        <p><a href="{{id}}-agreed.html">{{words.howAgreed}}</a> <a href="https://press.example/" title="{{title}}">x</a></p></main>

        """

    @Test func `a theme's pages and style take the place of ours, and the head of each page stays`() throws {
        let theme = try Self.theme(["style.css": "body { color: #222; }", "pages/story.mustache": Self.page])
        let export = try Sample.export([try Sample.story(notes: ["grief"])], theme: theme)
        #expect(try Sample.text("site/style.css", of: export) == "body { color: #222; }")
        let story = try Sample.text("site/0101010101010101.html", of: export)
        #expect(story.contains(literally: "<body>\n<main class=\"own\"><h1>The kitchen light</h1>"))
        #expect(story.contains(literally: "default-src 'none'; style-src 'self' file:;"))
        #expect(story.contains(literally: "<p>It was late.</p>"))
        // What it does not name is as it ships.
        let plain = try Sample.export([try Sample.story(notes: ["grief"])])
        #expect(try Sample.text("site/index.html", of: export) == Sample.text("site/index.html", of: plain))
    }

    @Test func `the theme that the documents show is taken, with every page of the site in it`() throws {
        let folder =
            URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().path + "/Documentation/Theme"
        let theme = try Theme.load(folder)
        #expect(theme.style != nil && Set(theme.pages.keys) == Set(ThemePage.known.map(\.name)))
        let files = try Sample.export(
            [try Sample.story(1, notes: ["grief"]), try Sample.story(2, language: "es")],
            tombstones: [try Sample.tombstone(9)], surroundings: SiteListTests.turn, theme: theme,
            campaigns: [CampaignTests.campaign()]
        ).files()
        #expect(files.count { $0.path.hasPrefix("site/") && $0.path.hasSuffix(".html") } == 10)
    }

    @Test(arguments: Hostile.names) func `no text adds a tag to a page of a theme`(name: String) throws {
        let hostile = Hostile.text(name)
        let theme = try Self.theme(["pages/story.mustache": Self.page])
        func tags(_ text: String) throws -> [String] {
            let export = try Sample.export([try Sample.story(title: text, notes: [text])], theme: theme)
            let page = try Sample.text("site/0101010101010101.html", of: export)
            let body = page.components(after: "<body>\n")
            return body.utf8.split(separator: UInt8(ascii: "<"), omittingEmptySubsequences: false).dropFirst().map {
                String(decoding: $0.prefix { $0 != UInt8(ascii: ">") }, as: UTF8.self)
                    .replacing(/title="[^"]*"/, with: "title")
            }
        }
        #expect(try tags(hostile) == tags("x"))
    }

    @Test(arguments: [
        ("<script>alert(1)</script>", "<script> is not allowed"), ("<p onclick=\"x()\">", "onclick= is not allowed"),
        ("<p title={{title}}>", "is no tag that a theme may hold"),
        ("<p {{title}}>", "is no tag that a theme may hold"),
        ("<p class=\"a\"\u{300} onclick=\" title=\"x()\">", "is no tag that a theme may hold"),
        ("<a href=\"{{title}}\">", "this link is not allowed"),
        ("<a href=\"javascript:alert(1)\">", "this link is not"),
        ("<a href=\"//elsewhere.example\">", "this link is not"), ("<a href=\"data:text/html,x\">", "this link is not"),
        ("<a href=\"https://x.example/{{title}}\">", "this link is not"), ("<img alt=\"x\">", "<img> is not allowed"),
        ("<iframe>", "<iframe> is not allowed"), ("<style>", "<style> is not allowed"),
        ("<meta class=\"x\">", "<meta> is not allowed"), ("<base class=\"x\">", "<base> is not allowed"),
        ("<p style=\"x\">", "style= is not allowed"), ("<!-- x -->", "is no tag"), ("<P>", "is no tag"),
        ("<", "is no tag"),
        ("{{{title}}}", "no template that can be used"), ("{{&title}}", "no template that can be used"),
        ("{{> other}}", "is nothing that this page has"), ("{{titel}}", "{{titel}} is nothing that this page has"),
        ("{{#notes}}", "no template that can be used"),
        ("{{#notes}}<p class=\"{{/notes}}\">", "a section stands in an attribute"),
    ])
    func `what a page of a theme may not hold is refused, with its line`(text: String, message: String) throws {
        let error = try #require(throws: Refusal.self) { try Self.theme(["pages/story.mustache": Self.page + text]) }
        #expect(error.status == .configuration && "\(error)".contains(message), "\(error)")
        #expect("\(error)".contains("line 5") || message.contains("no template"), "\(error)")
    }

    @Test(arguments: [
        "@import \"x.css\";", "a { background: url(https://x.example) }", "a { background: URL(x) }",
        "a { background: image-set(\"x\" 1x) }", "a { background: \\75rl(x) }", "</style><script>",
    ])
    func `a style sheet that could fetch something is refused`(text: String) throws {
        let error = try #require(throws: Refusal.self) { try Self.theme(["style.css": "p { margin: 0 }\n" + text]) }
        #expect("\(error)".contains("line 2"), "\(error)")
    }

    @Test func `a page that hides the notes or shows them after the words is refused, as is one that is none`() throws {
        let late = Self.page.replacing(/(?s)(\{\{#notes.*notes\}\}\n)(.*)/) { "\($0.output.2)\($0.output.1)" }
        let without = Self.page.replacing(/\{\{#notes.*notes\}\}\n/, with: "")
        for page in [late, without] {
            let error = try #require(throws: Refusal.self) { try Self.theme(["pages/story.mustache": page]) }
            #expect("\(error)".contains("{{paragraphs}}") || "\(error)".contains("{{notes}}"), "\(error)")
        }
        let unknown = try #require(throws: Refusal.self) {
            try Self.theme(["style.css": "p {}", "pages/storry.mustache": Self.page])
        }
        #expect("\(unknown)".contains("storry.mustache is no page of the site"))
        #expect(throws: Refusal.self) { try Self.theme([:]) }
    }

    private static func theme(_ files: [String: String]) throws -> Theme {
        let scratch = try ExportScratch()
        try FileManager.default.createDirectory(atPath: "\(scratch.path)/pages", withIntermediateDirectories: false)
        for (name, text) in files { try scratch.write(Array(text.utf8), to: name) }
        return try Theme.load(scratch.path)
    }
}
