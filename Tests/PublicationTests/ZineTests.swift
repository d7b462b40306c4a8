import Ledger
import Testing

@testable import Publication

/// The booklet: what stands on its pages.
struct ZineTests {
    @Test func `stories stand by language, that of the zine first, and the contents say so`() throws {
        let stories = [
            try Sample.story(1, title: "Uno", language: "es"), try Sample.story(2, title: "Two"),
            try Sample.story(3, title: "ثلاثة", text: "نعم", language: "ar"),
            try Sample.story(4, title: "Cuatro", language: "es-MX"), try Sample.story(5, title: "?", language: "und"),
        ]
        let zine = try Self.zine(stories, language: "es")
        let articles = zine.ranges(of: "<article id=\"s-")
        let order = articles.map { String(decoding: Array(zine.utf8)[($0 + 15)..<($0 + 17)], as: UTF8.self) }
        #expect(order == ["01", "04", "02", "03", "05"])
        let names = ["Español", "English", "العربية"]
        let main = try #require(zine.ranges(of: "<main>").first)
        let contents = String(decoding: Array(zine.utf8)[..<main], as: UTF8.self)
        for name in names {
            #expect(contents.components(separatedBy: ">\(name)</p>") == 2, "\(name) in the contents")
            #expect(zine.components(separatedBy: ">\(name)</p>") == 3, "\(name) over its stories")
        }
        #expect(zine.contains(literally: "<div class=\"stories\" lang=\"ar\" dir=\"rtl\">"))
        // One language needs no name.
        let alone = try Self.zine([stories[1]])
        #expect(!alone.contains(literally: "class=\"language\""))
    }

    @Test func `stories stand under their themes where that is asked for, and those of none come last`() throws {
        let stories = [
            try Sample.story(1, title: "Uno", language: "es"), try Sample.story(2, title: "Two"),
            try Sample.story(3, title: "Three"), try Sample.story(4, title: "Cuatro", language: "es"),
        ]
        let campaigns = [
            try CampaignTests.campaign("kitchen", stories: ["Three", "Cuatro"]),
            try CampaignTests.campaign("roads", theme: "\"Roads\" <b>", stories: ["Uno", "Three"]),
        ]
        func zine(_ isByTheme: Bool) throws -> String {
            let export = try Sample.export(
                stories, formats: [.zine], surroundings: SiteListTests.turn, printing: Printing(isByTheme: isByTheme),
                campaigns: campaigns)
            return try Sample.text("zine/zine-01.html", of: export)
        }
        func order(_ zine: String) -> [String] {
            zine.ranges(of: "<article id=\"s-").map {
                String(decoding: Array(zine.utf8)[($0 + 15)..<($0 + 17)], as: UTF8.self)
            }
        }
        let themed = try zine(true)
        #expect(order(themed) == ["03", "04", "01", "02"])
        for name in ["In the kitchen", "“Roads” &lt;b&gt;", "More stories"] {
            #expect(
                themed.ranges(of: "<p class=\"language\" lang=\"en\" dir=\"ltr\">\(name)</p>").count == 2, "\(name)")
        }
        // The last pages say where to turn in each language that a story has.
        #expect(themed.contains(literally: "id=\"turn-es\""))
        #expect(try order(zine(false)) == ["02", "03", "01", "04"])
    }

    @Test func `no number of a story is in sight but its short form on the page about the stories`() throws {
        let story = try Sample.story(0x2F, title: "Late")
        let zine = try Self.zine([story], tombstones: [try Sample.tombstone(0xEE)])
        let seen = zine.replacing(/<[^>]*>/, with: "")
        #expect(!seen.contains(literally: story.id) && !seen.contains(literally: "eeeeeeeeeeeeeeee"))
        #expect(zine.contains(literally: "<li><b>2f2f-2f2f</b> <span lang=\"en\" dir=\"ltr\">Late</span></li>"))
        #expect(zine.contains(literally: "<li><b>eeee-eeee</b></li>"))
        #expect(zine.ranges(of: "2f2f-2f2f").count == 1)
    }

    @Test func `the cover has the mark and who made it, and the last page where to turn and how to take part`() throws {
        let zine = try Self.zine(
            [try Sample.story(1), try Sample.story(2, language: "es")], surroundings: SiteListTests.turn)
        #expect(
            zine.contains(literally: "<svg class=\"mark\" viewBox=\"0 0 8 8\" aria-hidden=\"true\"><path d=\"M0 7h8\""))
        #expect(zine.contains(literally: "<p class=\"by\">Heron &amp; Circle</p>"))
        #expect(zine.contains(literally: "fill=\"&quot;&gt;&lt;script&gt;\"/>"))
        let last = try #require(zine.ranges(of: "<section class=\"turn\" id=\"turn-en\"").first)
        let other = try #require(zine.ranges(of: "<section class=\"turn\" id=\"turn-es\"").first)
        #expect(other < last)
        let page = String(decoding: Array(zine.utf8)[last...], as: UTF8.self)
        for part in [
            "<strong>A &lt;b&gt;line&lt;/b&gt;</strong> For all.",
            "<b>Call 1-800-555-0100</b> · <b>Text START to 88788</b> · <b>Chat: https://chat.example/?a=1&amp;b=2</b></p>",
            "in your own words: https://tell.example/</p>", "<p class=\"lines\">Heron &amp; Circle\nP.O. Box 100</p>",
        ] { #expect(page.contains(literally: part), "\(part)") }
        let bare = try Self.zine([try Sample.story(1)])
        #expect(!bare.contains(literally: "class=\"turn\"") && !bare.contains(literally: "<svg"))
    }

    @Test(arguments: Hostile.names) func `no title, note or name adds a tag to the zine`(name: String) throws {
        let hostile = Hostile.text(name)
        func tags(_ text: String, _ title: String) throws -> [String] {
            let story = try Sample.story(title: text, text: "x", language: "en", notes: [text, "grief"], credit: text)
            let zine = try Self.zine([story], title: title, surroundings: SiteListTests.turn)
            return zine.utf8.split(separator: UInt8(ascii: "<"), omittingEmptySubsequences: false).dropFirst().map {
                String(decoding: $0.prefix { $0 != UInt8(ascii: ">") }, as: UTF8.self)
                    .replacing(/data-head="[^"]*"/, with: "data-head")
            }
        }
        #expect(try tags(hostile, hostile) == tags("x", "x"))
    }

    @Test func `a page is half a sheet of either paper, and the large edition has letters of 16 points`() throws {
        func style(_ printing: Printing) throws -> String {
            try Sample.text("zine/zine.css", of: Sample.export([], formats: [.zine], printing: printing))
        }
        let usual = try style(Printing())
        let large = try style(Printing(paper: .a5, isLarge: true))
        #expect(
            usual.contains(literally: "size: 5.5in 8.5in;") && usual.contains(literally: "font-size: 10pt; line-height")
        )
        #expect(
            large.contains(literally: "size: 148mm 210mm;") && large.contains(literally: "font-size: 16pt; line-height")
        )
        // Nothing but black, white and greys: what is told apart by a color is not told apart on most printers.
        for color in (usual + large).matches(of: /#[0-9a-f]{3,6}/) {
            let digits = color.output.dropFirst()
            #expect(Set(digits).count == 1, "\(color.output)")
        }
    }

    @Test func `a title over a page is cut, and stays whole at its story`() throws {
        let title = String(repeating: "word ", count: 30)
        let zine = try Self.zine([try Sample.story(title: title)])
        let whole = PlainText.line(title)
        #expect(zine.contains(literally: ">\(whole)</h2>"))
        #expect(zine.contains(literally: "data-head=\"\(whole.prefix(59))…\""))
    }

    private static func zine(
        _ stories: [ApprovedStory], language: String = "en", title: String? = nil, tombstones: [Tombstone] = [],
        surroundings: Surroundings = .none
    ) throws -> String {
        let export = try Sample.export(
            stories, formats: [.zine], tombstones: tombstones, title: title, language: language,
            surroundings: surroundings)
        return try Sample.text("zine/zine-01.html", of: export)
    }
}

extension String {
    /// In how many parts a text falls.
    fileprivate func components(separatedBy text: String) -> Int { ranges(of: text).count + 1 }
}
