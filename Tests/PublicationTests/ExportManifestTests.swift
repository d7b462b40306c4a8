import Envelope
import FoundationEssentials
import Press
import Testing

@testable import Publication

/// What is the same in every export: the order, the manifest, the sums.
struct ExportManifestTests {
    @Test func `the same stories in any order give the same bytes`() throws {
        let export = try Sample.hostile()
        let again = try Sample.export(export.stories.reversed())
        #expect(try export.files() == again.files())
    }

    @Test func `the manifest lists the stories by id and names nobody`() throws {
        let stories = [try Sample.story(9, title: "B"), try Sample.story(3, title: "A\u{1B}", language: "es")]
        let text = try Sample.text("manifest.json", of: Sample.export(stories))
        let digest = stories[1].manuscriptDigest.hex
        let other = stories[0].manuscriptDigest.hex
        #expect(
            text == """
                {
                  "day" : "2026-11-23",
                  "files" : [
                    "html/index.html",
                    "html/style.css"
                  ],
                  "schema" : "firsthand/export/v1",
                  "stories" : [
                    {
                      "files" : [
                        "html/0303030303030303.html",
                        "stories/0303030303030303.md"
                      ],
                      "id" : "0303030303030303",
                      "language" : "es",
                      "manuscript" : "\(digest)",
                      "title" : "A"
                    },
                    {
                      "files" : [
                        "html/0909090909090909.html",
                        "stories/0909090909090909.md"
                      ],
                      "id" : "0909090909090909",
                      "language" : "en",
                      "manuscript" : "\(other)",
                      "title" : "B"
                    }
                  ],
                  "use" : "website"
                }

                """)
    }

    @Test func `the sums cover every other file in order of path`() throws {
        let files = try Sample.export([try Sample.story()]).files()
        let sums = try #require(files.first { $0.path == "SHA256SUMS" })
        let expected = files.filter { $0.path != "SHA256SUMS" }
            .map { "\(SHA256Sum.of($0.bytes).hex)  \($0.path)\n" }.joined()
        #expect(String(decoding: sums.bytes, as: UTF8.self) == expected)
        #expect(
            files.map(\.path) == [
                "SHA256SUMS", "html/0101010101010101.html", "html/index.html", "html/style.css", "manifest.json",
                "stories/0101010101010101.md",
            ])
    }

    @Test(arguments: ["\n", "x", "../a", "/a", "a//b", ".a", "a/.b", "a b", "SHA256SUMS", "a\u{301}"])
    func `sums with a path that no export has are refused`(path: String) {
        let line = "\(String(repeating: "0", count: 64))  \(path)\n"
        // "x" alone is good: the others fail for their path, not for their form.
        #expect((Checksums(Array(line.utf8)) != nil) == (path == "x"))
    }

    @Test func `sums out of order, twice, or without their last line end are refused`() {
        let zero = String(repeating: "0", count: 64)
        #expect(Checksums(Array("\(zero)  a\n\(zero)  b\n".utf8)) != nil)
        for text in ["\(zero)  b\n\(zero)  a\n", "\(zero)  a\n\(zero)  a\n", "\(zero)  a", "\(zero) *a\n", "\n"] {
            #expect(Checksums(Array(text.utf8)) == nil)
        }
    }

    @Test func `two stories of one id are refused`() throws {
        let stories = [try Sample.story(title: "A"), try Sample.story(title: "B")]
        #expect(throws: ExportError.storyTwice) { try Sample.export(stories) }
    }

    @Test(arguments: ["", "0123456789ABCDEF", "0123456789abcde", "../../../etc/pass", "0123456789abcdef0"])
    func `what is not 16 hex digits names no story`(id: String) {
        let manuscript = Manuscript(title: "", text: "", language: "en")
        #expect(ApprovedStory(id: id, manuscript: manuscript, publishedMonth: "2026-11") == nil)
        #expect(ApprovedStory(id: "0123456789abcdef", manuscript: manuscript, publishedMonth: "2026-13") == nil)
    }
}
