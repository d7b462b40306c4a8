import Testing

@testable import Publication

/// A text as a printer sets it.
struct TypographyTests {
    @Test(arguments: [
        ("\"Stay,\" she said.", "“Stay,” she said."),
        ("She said \"no\" (\"never\").", "She said “no” (“never”)."),
        ("I don't. Rob's and the girls' room.", "I don’t. Rob’s and the girls’ room."),
        ("'Stay,' she said, 'or don't.'", "‘Stay,’ she said, ‘or don’t.’"),
        ("the '90s, 'cause they hurt 'em", "the ’90s, ’cause they hurt ’em"),
        ("I ran -- and ran---and - at last -", "I ran — and ran—and – at last -"),
        ("Wait... what....", "Wait… what...."), ("¿\"Quién\" fue?", "¿“Quién” fue?"),
        ("a 5-year-old", "a 5-year-old"), ("write to o'b--x@mail.example", "write to o'b--x@mail.example"),
        ("see https://a.example/--'x'... there", "see https://a.example/--'x'... there"), ("", ""), ("'", "’"),
        ("\"", "“"), ("----", "----"), ("''", "’’"),
    ])
    func `quotes, apostrophes, dashes and points are set`(typed: String, set: String) {
        #expect(Typography(LanguageTag("en")).set(typed) == set)
        #expect(Typography(LanguageTag("es-MX")).set(typed) == set)
    }

    @Test func `a quote may go over the ends of lines, and lines stay lines`() {
        let lines = ["'Stay,", "", "  she said.'", "\"No\""]
        #expect(Typography(LanguageTag("en")).set(lines) == ["‘Stay,", "", "  she said.’", "“No”"])
    }

    @Test func `another language keeps its straight quotes`() {
        #expect(Typography(LanguageTag("fr")).set("l'eau \"est\" la") == "l'eau \"est\" la")
    }

    @Test(arguments: Hostile.names)
    func `letters, digits, blanks and lines stay, one for one`(name: String) {
        let lines = PlainText.paragraphs(Hostile.text(name))
        for tag in ["en", "es", "de", "ar", "und"] {
            let typography = Typography(LanguageTag(tag))
            for paragraph in lines {
                let set = typography.set(paragraph)
                #expect(set.count == paragraph.count)
                #expect(zip(set, paragraph).allSatisfy { kept($0) == kept($1) })
            }
        }
    }

    private func kept(_ line: String) -> [Unicode.Scalar] {
        line.unicodeScalars.filter { !"\"'“”„‘’-—–.…".unicodeScalars.contains($0) }
    }

    @Test func `a story says how it begins and how long it takes`() throws {
        let long = String(repeating: "word and more ", count: 300)
        let shown = ShownStory(try Sample.story(text: "\(long)\n\nThe end."))
        #expect(shown.minutes == 5)
        #expect(shown.opening.unicodeScalars.count <= 140 && shown.opening.hasSuffix("…"))
        #expect(long.hasPrefix(shown.opening.dropLast() + " "), "whole words")
        let sentences = ShownStory(try Sample.story(text: String(repeating: "Six. ", count: 40))).opening
        #expect(sentences.hasSuffix("Six. Six…"))
        #expect(ShownStory(try Sample.story(text: "")).minutes == 1)
        #expect(ShownStory(try Sample.story(text: String(repeating: "漢字", count: 600))).minutes == 3)
        let one = ShownStory(try Sample.story(text: "One.\nTwo.\n\nThree."))
        #expect(one.opening == "One. Two.")
    }

    @Test func `what other programs read stays as it was signed`() throws {
        let story = try Sample.story(title: "Don't", text: "\"No\" -- she said...")
        let export = try Sample.export([story], formats: [.site, .epub, .zine, .json, .csv, .markdown])
        for path in ["stories.json", "stories.csv"] {
            let text = try Sample.text(path, of: export)
            #expect(text.contains(literally: "Don't") && text.contains(literally: "-- she said..."), "\(path)")
        }
        for path in ["site/0101010101010101.html", "zine/zine-01.html"] {
            let text = try Sample.text(path, of: export)
            #expect(text.contains(literally: "“No” — she said…") && text.contains(literally: "Don’t"), "\(path)")
        }
    }
}
