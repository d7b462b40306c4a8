import HTML
import NIOCore
import Testing

@testable import Intake

struct HTMLTextTests {
    private static func escaped(_ text: String) -> String {
        var buffer = ByteBuffer()
        HTMLText.escape(Array(text.utf8).span, into: &buffer)
        return String(buffer: buffer)
    }

    @Test(arguments: [
        ("", ""), ("plain", "plain"), ("<script>", "&lt;script&gt;"), ("a & b &amp; c", "a &amp; b &amp;amp; c"),
        ("\"it's\"", "&quot;it&#39;s&quot;"), ("</textarea>", "&lt;/textarea&gt;"), ("\u{0}", "\u{FFFD}"),
        ("señora 🌻\n\ttwo", "señora 🌻\n\ttwo"), ("\u{202E}\u{1A}", "\u{202E}\u{1A}"),
        // Where a mark makes one character of a sign and its neighbor.
        (
            "<\u{338}>\u{338}&\u{338}\"\u{338}'\u{338}\u{600}<",
            "&lt;\u{338}&gt;\u{338}&amp;\u{338}&quot;\u{338}&#39;\u{338}\u{600}&lt;"
        ),
    ])
    func `signs that mean something in HTML are escaped and nothing else is changed`(text: String, html: String) {
        #expect(Self.escaped(text).utf8.elementsEqual(html.utf8))
        #expect(HTMLText.escape(text).utf8.elementsEqual(html.utf8))
        #expect(HTMLText.count(Array(text.utf8).span) == html.utf8.count)
    }

    @Test func `no escaped text can end its element or start another`() {
        var random = Seeded(state: 3)
        for _ in 0..<200 {
            let html = Self.escaped(random.words())
            #expect(!html.contains("<") && !html.contains(">") && !html.contains("\"") && !html.contains("'"))
        }
    }
}
