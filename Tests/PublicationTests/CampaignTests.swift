import Envelope
import FoundationEssentials
import Press
import Testing
import Yams

@testable import Publication

/// Stories that share a theme, and what is asked for above them.
struct CampaignTests {
    static func campaign(
        _ name: String = "kitchen", theme: String = "In the kitchen", demand: String = "Let \"them\" go.",
        step: String = "Write", link: String? = "https://county.example/?a=1&b=2",
        stories: [String] = ["The kitchen light"]
    ) throws -> Campaign {
        try #require(
            Campaign(
                name: name, theme: ["en": theme, "es": "En la cocina"], demand: ["en": demand],
                steps: [Campaign.Step(words: ["en": step, "es": "Escribe"], link: link)], stories: stories))
    }

    private static let page = "site/campaign-kitchen.html"

    @Test func `a campaign has a page with its demand, what to do and its stories, and each story leads there`() throws
    {
        let export = try Sample.export(
            [
                try Sample.story(1), try Sample.story(2, title: "Other"),
                try Sample.story(3, title: "Luz", language: "es"),
            ], use: .campaign, formats: [.site, .markdown, .ghost, .wordpress], address: "https://stories.example",
            campaigns: [try Self.campaign(stories: ["The  kitchen light", "0303030303030303"])])
        let page = try Sample.text(Self.page, of: export)
        for part in [
            "<title>In the kitchen</title>", "<p class=\"demand\">Let “them” go.</p>", "<h2>What we ask for</h2>",
            "<li>Write <a href=\"https://county.example/?a=1&amp;b=2\" rel=\"noreferrer\">",
            "<section class=\"asks\" lang=\"es\">\n<h2 class=\"theme\">En la cocina</h2>", "<li>Escribe <a",
            "content=\"https://stories.example/campaign-kitchen.html\"", "href=\"0101010101010101.html\"",
            "href=\"0303030303030303.html\"",
        ] { #expect(page.contains(literally: part), "\(part)") }
        #expect(!page.contains(literally: "0202020202020202"))
        let index = try Sample.text("site/index.html", of: export)
        #expect(index.contains(literally: "<a href=\"campaign-kitchen.html\"><bdi>In the kitchen</bdi></a>"))
        #expect(index.contains(literally: "id=\"t0\"> <bdi>In the kitchen</bdi>"))
        #expect(
            try Sample.text("site/choose.css", of: export).contains(
                literally: ".list:has(#t0:checked) .stories > :not(.t0) { display: none; }"))
        let link = "Tema: <a href=\"campaign-kitchen.html\" lang=\"es\"><bdi>En la cocina</bdi></a>"
        #expect(try Sample.text("site/0303030303030303.html", of: export).contains(literally: link))
        #expect(try !Sample.text("site/0202020202020202.html", of: export).contains(literally: "campaign"))
        #expect(
            try Sample.text("markdown/0101010101010101.md", of: export).contains(
                literally: "themes: [\"In the kitchen\"]"))
        #expect(try !Sample.text("markdown/0202020202020202.md", of: export).contains(literally: "themes"))
        #expect(try Sample.text("ghost.json", of: export).contains(literally: "\"name\": \"In the kitchen\""))
        #expect(
            try Sample.text("wordpress.xml", of: export).contains(
                literally: "<category domain=\"category\" nicename=\""))
    }

    @Test func `a demand stands above stories whose writers said yes to campaigns, and above no others`() throws {
        for use in Use.allCases {
            let export = try Sample.export([try Sample.story()], use: use, campaigns: [try Self.campaign()])
            let page = try Sample.text(Self.page, of: export)
            #expect(page.contains(literally: "<title>In the kitchen</title>"))
            for part in ["Let “them” go.", "county.example", "What you can do"] {
                #expect(page.contains(literally: part) == (use == .campaign), "\(use): \(part)")
            }
        }
    }

    @Test func `a campaign that is over leaves a page that says so, and what it names in vain is told`() throws {
        let export = try Sample.export(
            [try Sample.story()], campaigns: [try Self.campaign(stories: ["The kitchen light", "Nobody’s", "ffff"])],
            formerCampaigns: ["kitchen", "over", "../x"])
        let files = try export.files().map(\.path)
        #expect(files.contains("site/campaign-over.html") && files.contains(Self.page))
        #expect(files.allSatisfy { !$0.contains("..") })
        let over = try Sample.text("site/campaign-over.html", of: export)
        #expect(over.contains(literally: "This page is no longer here") && !over.contains(literally: "kitchen light"))
        let scratch = try ExportScratch()
        let publisher = try scratch.publisher()
        let written = try export.write(to: scratch.path + "/out") { try publisher.minisign($0, trustedComment: $1) }
        #expect(written.unmet.map(\.story) == ["Nobody’s", "ffff"])
    }

    @Test func `a campaign takes the address of no story and of no other page, and no other page takes its own`() throws
    {
        let names = ["0101010101010101", "0101010101010101-agreed", "index", "help-en", "campaign-index", "x"]
        let export = try Sample.export(
            [try Sample.story(1, title: "campaign-x")], tombstones: [try Sample.tombstone(9)],
            surroundings: SiteListTests.turn, campaigns: try names.map { try Self.campaign($0) },
            formerCampaigns: ["x", "0909090909090909"])
        let pages = try export.files().map(\.path).filter { $0.hasSuffix(".html") }
        #expect(Set(pages).count == pages.count)
        let theirs = pages.filter { $0.hasPrefix("site/campaign-") }
        #expect(theirs == (names + ["0909090909090909"]).map { "site/campaign-\($0).html" }.sorted())
        #expect(try Sample.text("site/0101010101010101.html", of: export).contains(literally: "<h1>campaign-x</h1>"))
        #expect(
            try Sample.text("site/campaign-x.html", of: export).contains(literally: "<title>In the kitchen</title>"))
    }

    @Test(arguments: ["controls", "direction", "no width", "line ends"])
    func `what would act on a reader's screen is left out of a theme, a demand and a step`(name: String) throws {
        let text = Hostile.text(name)
        let export = try Sample.export(
            [try Sample.story()], use: .campaign, formats: [.site, .markdown, .wordpress, .ghost],
            campaigns: [try Self.campaign(theme: text, demand: text, step: text)])
        for file in try export.files() {
            let scalars = String(decoding: file.bytes, as: UTF8.self).unicodeScalars
            #expect(!scalars.contains(where: PlainText.isDropped), "\(file.path)")
            #expect(!scalars.contains("\u{2028}") && !scalars.contains("\u{85}"), "\(file.path)")
        }
    }

    @Test(arguments: Hostile.names) func `no theme, demand or step adds a tag to a page`(name: String) throws {
        func tags(_ text: String, _ path: String) throws -> [String] {
            let export = try Sample.export(
                [try Sample.story(1), try Sample.story(2)], use: .campaign, title: text,
                campaigns: [
                    try Self.campaign(theme: text, demand: text, step: text, stories: ["0101010101010101", text])
                ])
            return try Sample.text(path, of: export).utf8
                .split(separator: UInt8(ascii: "<"), omittingEmptySubsequences: false).dropFirst()
                .map { String(decoding: $0.prefix { $0 != UInt8(ascii: ">") }, as: UTF8.self) }
                .map { $0.hasPrefix("meta ") ? $0.replacing(/content="[^"]*"/, with: "content") : $0 }
        }
        for path in [Self.page, "site/index.html", "site/0101010101010101.html"] {
            #expect(try tags(Hostile.text(name), path) == tags("x", path), "\(path)")
        }
    }

    @Test(arguments: Hostile.names) func `a theme stays a text in front matter, categories and tags`(name: String)
        throws
    {
        let hostile = Hostile.text(name)
        let export = try Sample.export(
            [try Sample.story()], use: .campaign, formats: [.markdown, .wordpress, .ghost],
            campaigns: [try Self.campaign(theme: hostile)])
        let text = try Sample.text("markdown/0101010101010101.md", of: export)
        let body = text.dropFirst(4)
        let end = try #require(body.firstRange(of: "\n---\n"))
        let front = try #require(try Yams.load(yaml: String(body[..<end.lowerBound])) as? [String: Any])
        #expect((front["themes"] as? [String])?.count == 1 && front.count == 10)
        struct Tag: Decodable { let name: String }
        struct Tags: Decodable { let tags: [Tag] }
        struct Part: Decodable { let data: Tags }
        struct Whole: Decodable { let db: [Part] }
        let ghost = try JSONDecoder().decode(Whole.self, from: Data(Sample.text("ghost.json", of: export).utf8))
        #expect(ghost.db.first?.data.tags.count == 2)
        let markup = try Sample.text("wordpress.xml", of: export)
        #expect(markup.ranges(of: "<category ").count == 1 && !markup.contains(literally: "<script"))
    }

    @Test(arguments: ["", "A", "a b", "../a", "a.b", String(repeating: "a", count: 41)])
    func `a name that cannot stand in an address makes no campaign`(name: String) {
        #expect(Campaign(name: name, theme: ["en": "x"], demand: [:], steps: [], stories: []) == nil)
    }

    @Test(arguments: ["javascript:alert(1)", "http://x.example", "https://x.example/ y", "https://x.example/\u{202E}"])
    func `a link that is no plain https address makes no campaign`(link: String) {
        let step = Campaign.Step(words: ["en": "x"], link: link)
        #expect(Campaign(name: "x", theme: ["en": "x"], demand: [:], steps: [step], stories: []) == nil)
    }
}
