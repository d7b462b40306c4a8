import Console
import Envelope
import Foundation
import Testing

@testable import Review

@Suite struct `A hostile story at the desk` {
    /// Each holds the word "invented", and more than a terminal should ever get.
    static let corpus: [(name: String, text: String)] =
        TextForTheTerminal.hostile.map { ($0.name, "invented \($0.text) invented") } + [
            ("accents in heaps", "invented a" + String(repeating: "\u{323}", count: 5_000) + "b invented"),
            ("joined emoji without end", "invented " + String(repeating: "👨\u{200D}", count: 2_000) + " invented"),
            ("a megabyte on one line", "invented " + String(repeating: "x", count: 1 << 20)),
            ("line ends without number", "invented" + String(repeating: "\n", count: 20_000) + "invented"),
            (
                "every control character",
                "invented " + (0...0x9F).compactMap { Unicode.Scalar($0).map(String.init) }.joined()
            ),
            ("nested sequences", "invented \u{1B}\u{1B}[\u{1B}]52;c;\u{1B}[2J\u{7}\u{1B}[201~q invented"),
            ("right to left", "invented מישהו אמר לי שלום ‏ مرحبا invented"),
        ]

    /// What may reach the terminal: our own cursor moves and styles, and text without a control character.
    private func isHarmless(_ drawing: String) -> Bool {
        let ours = /\u{1B}\[[0-9;]*[HKm]|\u{1B}\[\?25[hl]/
        let rest = drawing.replacing(ours, with: "")
        return rest.unicodeScalars.allSatisfy {
            $0.properties.generalCategory != .control && !$0.properties.isBidiControl
                && ($0.properties.generalCategory != .format || $0 == "\u{200D}")
        }
    }

    @Test(arguments: corpus.map(\.name)) func `cannot act on the terminal in any pane`(name: String) throws {
        let story = try #require(Self.corpus.first { $0.name == name })
        var desk = try Rehearsal(story.text, notes: ["violence\u{1B}]52;c;x\u{7}"])
        var painter = Painter(withColors: true)
        func look() {
            let drawing = painter.drawing(desk.screen.frame())
            #expect(isHarmless(drawing))
            #expect(desk.seen.allSatisfy { DisplayWidth.of($0) <= 80 })
        }
        try desk.openStory()
        look()
        #expect(desk.sees("invented"))
        for keys in [["v", "w", "v", "w"], ["\u{1B}"], ["G"], ["4"], ["5"], ["o"], ["6"], ["1"]] {
            for key in keys { try desk.press(key == "\u{1B}" ? .escape : .character(Character(key))) }
            look()
        }
        try desk.press(.character("L"), .character("0"), .paste(story.text))
        look()
    }

    @Test(arguments: corpus.map(\.name)) func `cannot act on the terminal in JSON, and is the same when it is read`(
        name: String
    ) throws {
        let story = try #require(Self.corpus.first { $0.name == name })
        let json = try JSON.text(["reason": story.text])
        #expect(isHarmless(json.filter { $0 != "\n" }))
        #expect(try JSONDecoder().decode([String: String].self, from: Data(json.utf8)) == ["reason": story.text])
    }

    @Test func `is shown without its tricks one paragraph at a time too`() {
        for story in Self.corpus {
            let reading = LinearReading(story.text, columns: 80, rows: 24)
            let drawing = reading.drawing.replacing("\u{1B}[2J\u{1B}[H\u{1B}[?25h", with: "").replacing(
                "\r\n", with: "")
            #expect(isHarmless(drawing), "\(story.name)")
            #expect(reading.parts.allSatisfy { $0.lines.count < 24 })
        }
    }
}

@Suite struct `One paragraph at a time` {
    private let story = "First paragraph.\n\nSecond one.\n\n   \nThird, " + String(repeating: "long ", count: 100)

    @Test func `each is written once, in order, and says where it is`() {
        var reading = LinearReading(story, columns: 40, rows: 6)
        func go(_ key: PagerKey, isThere: Bool = true) {
            let moved = reading.go(key)
            #expect(moved == isThere)
        }
        #expect(reading.drawing.hasSuffix("First paragraph.\r\nParagraph 1 of 3. Space goes on. q leaves."))
        go(.next)
        #expect(reading.drawing.hasSuffix("Second one.\r\nParagraph 2 of 3. Space goes on. q leaves."))
        go(.next)
        #expect(reading.status == "Paragraph 3 of 3. It goes on. q leaves.")
        while reading.go(.next) {}
        #expect(reading.status == "Paragraph 3 of 3. This is the end. q leaves.")
        go(.first)
        go(.previous, isThere: false)
    }

    @Test func `a changed window stays at the paragraph`() {
        var reading = LinearReading(story, columns: 40, rows: 6)
        _ = reading.go(.next)
        reading.lay(columns: 8, rows: 3)
        #expect(reading.status.hasPrefix("Paragraph 2 of 3."))
    }
}
