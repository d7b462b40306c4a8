import Envelope
import FoundationEssentials
import Testing

@testable import Ledger
@testable import Publication

/// What each format is built of; programs that are not ours read them in `make readers`.
struct ExportFormatTests {
    private static let formats = Format.allCases.filter { !$0.needsPrograms }

    private func fragments(_ text: String, _ sign: String) -> Int { text.ranges(of: sign).count }

    @Test(arguments: Hostile.names)
    func `no text ends a cell, adds a row, or starts a formula in CSV`(name: String) throws {
        let hostile = Hostile.text(name)
        let story = try Sample.story(title: hostile, text: hostile, notes: [hostile, "grief"], credit: hostile)
        let rows = Self.rows(try Sample.text("stories.csv", of: Sample.export([story], formats: [.csv])))
        try #require(rows.count == 2)
        #expect(rows[0] == CSVWriter.columns)
        try #require(rows[1].count == CSVWriter.columns.count)
        for cell in rows[1] {
            let first = cell.unicodeScalars.first { !" \n\u{A0}".unicodeScalars.contains($0) } ?? "x"
            #expect(!"=+-@\t\r＝＋－＠".unicodeScalars.contains(first), "\(cell.prefix(20))")
        }
    }

    @Test func `a cell is quoted so that readers of bytes and readers of characters find its end`() {
        #expect(CSVWriter.cell("a \"b\", c") == "\"a \"\"b\"\", c\"")
        #expect(CSVWriter.cell(" =1+1") == "\"' =1+1\"")
        #expect(CSVWriter.cell("＝1") == "\"'＝1\"")
        for text in ["\u{301}a", "a\u{600}", "x\"\u{301}y", "x\u{600}\"y", "\u{600}"] {
            let cell = CSVWriter.cell(text)
            #expect(cell.first == "\"" && cell.last == "\"", "\(text)")
            #expect(cell.dropFirst().dropLast().allSatisfy { $0 != "\"" }, "\(text)")
        }
    }

    @Test func `JSON holds no sign with which a page's script could end`() throws {
        let all = String(String.UnicodeScalarView((0...0xFF).compactMap { Unicode.Scalar($0) })) + "</script>\u{2028}𝒜"
        let text = JSONText.string(all)
        for sign in ["<", ">", "&", "\u{2028}", "\u{7F}", "\u{9F}", "\n"] {
            #expect(!text.unicodeScalars.contains(try #require(sign.unicodeScalars.first)))
        }
        #expect(try JSONDecoder().decode([String].self, from: Data("[\(text)]".utf8)) == [all])
    }

    @Test(arguments: Hostile.names)
    func `WordPress finds no shortcode, no markup in a title and no address to embed`(name: String) throws {
        let hostile = Hostile.text(name)
        let story = try Sample.story(title: hostile, text: hostile, notes: [hostile], credit: hostile)
        let text = try Sample.text("wordpress.xml", of: Sample.export([story], formats: [.wordpress]))
        let item = text.components(after: "<item>")
        #expect(!item.contains(literally: "[") && !item.contains(literally: "]]>"))
        #expect(fragments(item, "://") == 0)
        let title = item.components(after: "<title>")
        let end = try #require(title.ranges(of: "</title>").first)
        #expect(!String(decoding: Array(title.utf8)[..<end], as: UTF8.self).contains(literally: "&lt;"))
        for line in ["<wp:status>draft</wp:status>", "<wp:comment_status>closed</wp:comment_status>"] {
            #expect(fragments(item, line) == 1)
        }
    }

    @Test func `a changed text is newer in feeds and a tombstone newer than what it stands on, and no day is told`()
        throws
    {
        let manuscript = Manuscript(title: "T", text: "x", language: "en")
        let first = try #require(
            ApprovedStory(id: "0101010101010101", manuscript: manuscript, publishedMonth: "2026-11"))
        let changed = try #require(
            ApprovedStory(id: "0101010101010101", manuscript: manuscript, publishedMonth: "2026-11", revision: 3))
        let times = [StoryTime.updated(first), StoryTime.updated(changed), StoryTime.buried(try Sample.tombstone(1))]
        #expect(times == ["2026-11-01T00:00:00Z", "2026-11-01T00:00:03Z", "2026-11-01T00:00:59Z"])
        let many = try #require(
            ApprovedStory(id: "0101010101010101", manuscript: manuscript, publishedMonth: "2026-11", revision: 900))
        #expect(StoryTime.updated(many) == "2026-11-01T00:00:58Z")
        let backwards = ApprovedStory(
            id: "0101010101010101", manuscript: manuscript, publishedMonth: "2026-11", updatedMonth: "2026-10")
        #expect(backwards == nil)
    }

    @Test func `every format says what was taken back`() throws {
        let grave = try Sample.tombstone(9)
        let files = try Sample.export([try Sample.story(1)], formats: Self.formats, tombstones: [grave]).files()
        let urn = StoryName.urn(of: grave.id)
        let signs = [
            "site/\(grave.id).html": "no longer here", "markdown/\(grave.id).md": "retracted: true",
            "wordpress.xml": "ref=\"\(urn)\"", "site/feed.xml": "ref=\"\(urn)\" when=\"2026-11-01T00:00:59Z\"",
            "site/feed.json": "\"id\": \"\(urn)\"", "stories.csv": "\"\(grave.id)\",\"retracted\"",
            "stories.json": "\"retracted\": [{\"id\": \"\(grave.id)\"", "stories.epub": "<li>\(grave.id)</li>",
            "zine/zine-01.html": "<li><b>\(StoryName.short(grave.id))</b></li>",
        ]
        for (path, sign) in signs {
            let file = try #require(files.first { $0.path == path }, "\(path)")
            #expect(String(decoding: file.bytes, as: UTF8.self).contains(literally: sign), "\(path)")
        }
    }

    @Test func `a zip has its first file first, no time, and the checksums of its files`() throws {
        #expect(CRC32.of(Array("123456789".utf8)) == 0xCBF4_3926)
        let bytes = try #require(
            try Sample.export([try Sample.story()], formats: [.epub]).files().first { $0.path == "stories.epub" }
        ).bytes
        #expect(Array(bytes[..<4]) == [0x50, 0x4B, 3, 4])
        #expect(String(decoding: bytes[30..<58], as: UTF8.self) == "mimetypeapplication/epub+zip")
        // Time 0 and 1 January 1980 in every header of a file.
        var headers = 0
        for start in bytes.indices.dropLast(30) where Array(bytes[start..<(start + 4)]) == [0x50, 0x4B, 3, 4] {
            headers += 1
            #expect(Array(bytes[(start + 8)..<(start + 14)]) == [0, 0, 0, 0, 0x21, 0])
            #expect(Array(bytes[(start + 28)..<(start + 30)]) == [0, 0])
        }
        #expect(headers == 8)
    }

    @Test func `a zine of more than a hundred stories has parts`() throws {
        let stories = try (0..<101).map { number in
            try #require(
                ApprovedStory(
                    id: [UInt8](repeating: UInt8(number), count: 8).hex,
                    manuscript: Manuscript(title: "Story \(number)", text: "x", language: "en"),
                    publishedMonth: "2026-11"))
        }
        let files = try Sample.export(stories, formats: [.zine]).files().filter { $0.path.hasSuffix(".html") }
        #expect(files.map(\.path) == ["zine/zine-01.html", "zine/zine-02.html"])
        #expect(
            String(decoding: files[1].bytes, as: UTF8.self).contains(
                literally: "<h1 data-head=\"Stories 2\">Stories 2</h1>"))
    }

    @Test func `feeds name addresses only where one is given`() throws {
        let story = try Sample.story()
        let without = try Sample.export([story], formats: [.atom, .jsonFeed])
        #expect(!(try Sample.text("site/feed.xml", of: without)).contains(literally: "<link"))
        let with = try Sample.export([story], formats: [.atom, .jsonFeed], address: "https://stories.example/a")
        #expect(
            try Sample.text("site/feed.xml", of: with).contains(literally: "https://stories.example/a/\(story.id).html")
        )
        for bad in ["stories.example", "javascript:alert(1)", "https://x/\"", "https://x/?q", "https://"] {
            #expect(throws: ExportError.badAddress) { try Sample.export([story], address: bad) }
        }
    }

    @Test func `a rehearsal says so in its manifest and in what is signed`() throws {
        let day = try #require(Day("2026-11-23"))
        let export = try PublicationExport(use: .website, day: day, isRehearsal: true)
        #expect(
            export.trustedComment(stories: 2) == "rehearsal, not for publishing: for website, 2026-11-23, stories: 2")
        let text = try Sample.text("manifest.json", of: SampleExport(export: export, stories: []))
        #expect(text.contains(literally: "\"publishable\": false"))
    }

    /// Rows and cells by bytes, as RFC 4180 says.
    private static func rows(_ text: String) -> [[String]] {
        var rows: [[String]] = []
        var row: [String] = []
        var cell: [UInt8] = []
        var isQuoted = false
        var bytes = Array(text.utf8)[...]
        while let byte = bytes.popFirst() {
            switch (byte, isQuoted) {
            case (0x22, true) where bytes.first == 0x22:
                bytes = bytes.dropFirst()
                cell.append(byte)
            case (0x22, _): isQuoted.toggle()
            case (0x2C, false), (0x0A, false):
                row.append(String(decoding: cell, as: UTF8.self))
                cell = []
                if byte == 0x0A {
                    rows.append(row)
                    row = []
                }
            case (0x0D, false): break
            default: cell.append(byte)
            }
        }
        return rows
    }
}
