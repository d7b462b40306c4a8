import Testing

@testable import Publication

/// What is left of a text when it goes out.
struct ExportTextTests {
    @Test func `controls, direction marks and characters of no width are dropped and nothing else is`() {
        #expect(PlainText.clean(Hostile.text("controls")) == "ab[31mcdefghi\tj")
        #expect(PlainText.clean(Hostile.text("direction")) == "abcdefg")
        #expect(PlainText.clean(Hostile.text("no width")).utf8.elementsEqual("abcde\u{200C}f\u{200D}g".utf8))
        for name in ["4-byte", "right to left", "YAML", "Liquid", "script behind a mark"] {
            let text = Hostile.text(name)
            #expect(Array(PlainText.clean(text).utf8) == Array(text.utf8), "\(name)")
        }
    }

    @Test func `every way to end a line ends a line`() {
        #expect(PlainText.paragraphs(Hostile.text("line ends")) == [["a", "b", "c", "d", "e", "f", "g"], ["h"]])
        #expect(PlainText.clean("a\r\n\r\nb\n\rc") == "a\n\nb\n\nc")
    }

    @Test func `paragraphs and the blanks that begin a line are kept`() {
        #expect(
            PlainText.paragraphs(Hostile.text("poem")) == [
                ["one", "  two", "    three", "\tfour"], ["five   six"], ["seven"],
            ])
        #expect(PlainText.paragraphs(" \n\t\n").isEmpty)
    }

    @Test func `a title is one line`() {
        #expect(PlainText.line(" a\r\n\u{2029}b\t\tc  ") == "a b c")
        #expect(PlainText.line("\u{200B}\n") == "")
    }

    @Test(arguments: [
        ("en", "ltr"), ("es-MX", "ltr"), ("ar", "rtl"), ("he", "rtl"), ("fa-IR", "rtl"), ("ur", "rtl"), ("AR", "rtl"),
        ("ku-Arab", "rtl"), ("ur-Latn", "ltr"), ("zh-Hant-TW", "ltr"),
    ])
    func `a language says which way its text runs`(tag: String, direction: String) {
        #expect(LanguageTag(tag).tag == tag)
        #expect(LanguageTag(tag).direction.rawValue == direction)
    }

    @Test(arguments: ["", "e", "en\"", "en_US", "en-", "12", "<b>", "en us", String(repeating: "a-", count: 40) + "a"])
    func `what is not a language tag is an unknown language`(text: String) {
        #expect(LanguageTag(text).tag == "und")
    }
}
