import FoundationEssentials
import Ledger
import Testing

@testable import Publication

/// What links show, and files for Ghost and for WordPress's REST API.
struct CardTests {
    @Test(arguments: Hostile.names + ["long"])
    func `a card holds its words as text, in lines that fit, and nothing else`(
        name: String
    ) throws {
        let title = name == "long" ? Hostile.longTitle : Hostile.text(name)
        let shown = ShownStory(try Sample.story(title: title, language: "en"))
        let card = Card(shown.shortTitle, by: title, language: shown.language).svg
        let tags = card.utf8.split(separator: UInt8(ascii: "<"), omittingEmptySubsequences: false).dropFirst()
            .map {
                String(decoding: $0.prefix { (0x61...0x7A).contains($0) || $0 == UInt8(ascii: "/") }, as: UTF8.self)
            }
        let rows = tags.count { $0 == "text" }
        #expect(Set(tags) == ["svg", "rect", "text", "/text", "/svg"] && (2...7).contains(rows))
        // 42 letters in the smallest size; a title of 160 is 5 of them and a word that was parted.
        for line in card.matches(of: /<text[^>]*>([^<]*)</.matchingSemantics(.unicodeScalar)) {
            let shown = line.output.1.replacing(/&[^;]*;/.matchingSemantics(.unicodeScalar), with: "x")
            #expect(shown.unicodeScalars.count <= 64, "\(shown)")
        }
        // A drawing can fetch, link and run: this one names none of it.
        for sign in ["href", "url(", "<style", "<script", "<!", "<?", " on"] {
            let outside = card.replacing(/>[^<]*</, with: "><")
            #expect(!outside.contains(literally: sign), "\(sign)")
        }
    }

    @Test func `the picture of a story is named in its page, and a story that was taken back has one that says so`()
        throws
    {
        let drawn = OutsidePrograms(draw: { drawing, picture in
            try Data("picture of \(Data(contentsOf: URL(filePath: drawing)).count)".utf8).write(
                to: URL(filePath: picture))
        })
        let export = try Sample.export(
            [try Sample.story(1, title: "A \"light\"")], formats: [.site, .cards],
            tombstones: [try Sample.tombstone(9)], address: "https://stories.example", surroundings: SiteListTests.turn)
        let files = try export.files(drawn)
        let paths = files.map(\.path).filter { $0.contains("cards/") }
        #expect(
            paths
                == ["0101010101010101", "0909090909090909"].flatMap {
                    ["site/cards/\($0).png", "site/cards/\($0).svg"]
                })
        func text(_ path: String) throws -> String {
            String(decoding: try #require(files.first { $0.path == path }).bytes, as: UTF8.self)
        }
        let page = try text("site/0101010101010101.html")
        #expect(page.contains(literally: "og:image\" content=\"https://stories.example/cards/0101010101010101.png\">"))
        #expect(page.contains(literally: "og:image:alt\" content=\"A “light”\">"))
        let card = try text("site/cards/0101010101010101.svg")
        #expect(card.contains(literally: ">A “light”</text>") && card.contains(literally: ">Heron &amp; Circle</text>"))
        #expect(try text("site/cards/0909090909090909.svg").contains(literally: "This story is no"))
        #expect(throws: ExportError.notDrawn) { try export.files() }
    }

    @Test(arguments: Hostile.names) func `Ghost gets the words as text, node by node, and every post as a draft`(
        name: String
    ) throws {
        struct File: Decodable {
            struct Part: Decodable { let data: Content }
            struct Content: Decodable {
                let posts: [Post]
                let tags: [Tag]
                let posts_tags: [Link]
            }
            struct Post: Decodable {
                let id: Int
                let title, slug, status, lexical: String
            }
            struct Tag: Decodable {
                let id: Int
                let name, slug: String
            }
            struct Link: Decodable { let tag_id, post_id: Int }
            let db: [Part]
        }
        struct Document: Decodable { let root: Node }
        struct Node: Decodable {
            let type: String
            let text: String?
            let children: [Node]?
        }
        let hostile = Hostile.text(name)
        let story = try Sample.story(7, title: hostile, text: hostile, notes: [hostile], credit: "R.")
        let text = try Sample.text("ghost.json", of: Sample.export([story], formats: [.ghost]))
        let file = try JSONDecoder().decode(File.self, from: Data(text.utf8)).db[0].data
        let post = try #require(file.posts.first)
        let shown = ShownStory(story)
        #expect(
            post.title == GhostWriter.cut(shown.title, to: 255) && post.status == "draft"
                && post.slug == "story-\(story.id)")
        #expect(
            file.tags.map(\.name) == [shown.language.name].compactMap(\.self)
                + shown.notes.map { GhostWriter.cut($0.words, to: 191) })
        #expect(
            file.posts_tags.allSatisfy { link in link.post_id == post.id && file.tags.contains { $0.id == link.tag_id }
            })
        let root = try JSONDecoder().decode(Document.self, from: Data(post.lexical.utf8)).root
        let paragraphs = (root.children ?? []).map { paragraph in
            (paragraph.children ?? []).compactMap { $0.type == "extended-text" ? $0.text : nil }
        }
        let first = shown.notes.isEmpty ? [] : [["\(shown.words.contentNotes): \(shown.noteLine)"]]
        #expect(paragraphs == first + shown.paragraphs + [["— R."]])
    }

    @Test func `a title that Ghost would refuse is cut between signs`() {
        #expect(GhostWriter.cut(String(repeating: "a", count: 255), to: 255).utf16.count == 255)
        for text in [String(repeating: "a", count: 256), String(repeating: "𝒜", count: 200), Hostile.longTitle] {
            let cut = GhostWriter.cut(text, to: 255)
            #expect((254...255).contains(cut.utf16.count) && cut.hasSuffix("…"))
            #expect(text.unicodeScalars.starts(with: cut.unicodeScalars.dropLast()))
        }
    }

    @Test(arguments: Hostile.names) func `a request for WordPress holds what its importer would get`(name: String)
        throws
    {
        struct Request: Decodable { let slug, title, content, status, comment_status, ping_status, date: String }
        let hostile = Hostile.text(name)
        let story = try Sample.story(7, title: hostile, text: hostile, notes: [hostile], credit: hostile)
        let export = try Sample.export([story], formats: [.wordpress, .wordpressDrafts])
        let text = try Sample.text("wordpress/0707070707070707.json", of: export)
        let request = try JSONDecoder().decode(Request.self, from: Data(text.utf8))
        #expect(request.status == "draft" && request.comment_status == "closed" && request.slug == "story-\(story.id)")
        let shown = ShownStory(story)
        #expect(request.content == WordPressWriter.blocks(shown) && request.title == WordPressWriter.html(shown.title))
        // The script takes this field out of the request for a post that is there: it stands there once, whatever a story says.
        #expect(text.ranges(of: "\"status\": \"draft\", ").count == 1)
    }
}
