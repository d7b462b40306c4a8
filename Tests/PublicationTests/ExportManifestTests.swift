import Envelope
import FoundationEssentials
import Testing
import Transparency

@testable import Ledger
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
        let first = "0303030303030303"
        let second = "0909090909090909"
        #expect(
            text == """
                {
                  "schema": "firsthand/export/v1",
                  "use": "website",
                  "place": "website",
                  "day": "2026-11-23",
                  "publishable": true,
                  "formats": ["site", "markdown"],
                  "retracted": [],
                  "stories": [
                    {"id": "\(first)", "title": "A", "language": "es", "published": "2026-11", "updated": "2026-11", \
                "manuscript": "\(digest)", "people": 2, "writer": false, \
                "files": ["markdown/\(first).md", "site/\(first)-agreed.html", "site/\(first).html"]},
                    {"id": "\(second)", "title": "B", "language": "en", "published": "2026-11", "updated": "2026-11", \
                "manuscript": "\(other)", "people": 2, "writer": false, \
                "files": ["markdown/\(second).md", "site/\(second)-agreed.html", "site/\(second).html"]}
                  ],
                  "files": [
                    "site/choose.css",
                    "site/index.html",
                    "site/style.css"
                  ]
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
                "SHA256SUMS", "manifest.json", "markdown/0101010101010101.md", "site/0101010101010101-agreed.html",
                "site/0101010101010101.html", "site/index.html", "site/style.css",
            ])
    }

    @Test func `a sum is the one that sha256sum gives`() {
        // FIPS 180-4, the examples for SHA-256.
        #expect(
            SHA256Sum.of(Array("abc".utf8)).hex == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(SHA256Sum.of([]).hex == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
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

    @Test(arguments: ["", "0123456789ABCDEF", "0123456789abcde", "../../../etc/pass", "0123456789abcdef0"])
    func `what is not 16 hex digits names no story`(id: String) {
        let manuscript = Manuscript(title: "", text: "", language: "en")
        #expect(ApprovedStory(id: id, manuscript: manuscript, publishedMonth: "2026-11") == nil)
        #expect(ApprovedStory(id: "0123456789abcdef", manuscript: manuscript, publishedMonth: "2026-13") == nil)
    }
}
