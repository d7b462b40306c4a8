import Testing

@testable import Redaction

/// Texts longer than what is held in memory at once.
@Suite struct `A long text` {
    private static let paragraph =
        "So Keisha Whitlow called 219 555 0147 on March 3, 2014, and officer Pulaski wrote badge 4471 in Gary, Indiana.\n"
        + "She mailed jane.doe@example.com from 4410 Larkmoor Ct., Unit 2-C, and nobody came until Thursday night.\n\n"

    private static func long(_ count: Int) -> String { (0..<count).map { _ in paragraph }.joined() }

    @Test(arguments: [1, 60, 500, 5_000]) func `is cut into pieces that make it up again`(size: Int) {
        let text = "\u{FEFF}" + Self.long(12) + "👨‍👩‍👧‍👦\r\nthe end"
        let windows = Array(TextWindows(text, size: size))
        #expect(windows.flatMap(\.scalars) == text.unicodeScalars.map(\.value))
        var start = 0
        for window in windows {
            #expect(window.start == start)
            start += window.scalars.count
        }
    }

    @Test func `is cut where paragraphs end`() {
        let windows = Array(TextWindows(Self.long(12), size: 500))
        #expect(windows.count > 3)
        #expect(windows.allSatisfy { $0.scalars.suffix(2) == [0x0A, 0x0A] })
    }

    @Test func `is cut after a word where it has no lines`() {
        let windows = Array(TextWindows(String(repeating: "word ", count: 2_000), size: 1_000))
        #expect(windows.count > 5)
        #expect(windows.allSatisfy { $0.scalars.last == 0x20 })
    }

    @Test func `gives the same as one read whole`() {
        let text = Self.long(20)
        let redactor = Redactor()
        let whole = redactor.suggestions(in: TokenizedText(text))
        let pieces = redactor.suggestions(in: text, windowSize: 900)
        #expect(pieces.map(\.range) == whole.map(\.range))
        #expect(pieces.map(\.type) == whole.map(\.type))
    }

    @Test func `that fits in one piece is read as before`() {
        let text = Self.long(3)
        #expect(Redactor().suggestions(in: text) == Redactor().suggestions(in: TokenizedText(text)))
    }

    @Test func `has a name of its last piece found in its first`() {
        let filler = (0..<40).map { _ in "It rained again and I read my letters twice.\n\n" }.joined()
        let text = "Bear laughed at me.\n\n" + filler + "I told my cellmate Bear everything, because Bear listens."
        let redactor = Redactor(usesModel: false)
        #expect(!redactor.suggestions(in: "Bear laughed at me.\n\n" + filler).contains { $0.range == 0..<4 })
        let found = redactor.suggestions(in: text, windowSize: 300).first { $0.range == 0..<4 }
        guard case .sameAs(let range) = found?.reason else {
            Issue.record("\(String(describing: found))")
            return
        }
        #expect(String(CodePoints(text)[range]) == "Bear")
        #expect(range.lowerBound > 300)
    }

    @Test(arguments: ["Maria Lopez", "219 555 0147", "4410 Larkmoor Court", "March 3, 2014"])
    func `has what a cut parts found whole`(words: String) throws {
        let filler = String(repeating: "and so it went on and on ", count: 40)
        let text = filler + words + " " + filler
        let first = filler.unicodeScalars.count
        let whole = first..<(first + words.unicodeScalars.count)
        // The text has no lines: the cut is after the first blank past one and a half pieces, here inside the words.
        let cut = try #require(words.firstIndex(of: " ")).utf16Offset(in: words) + 1
        let size = try #require((1...).first { $0 + $0 / 2 >= first + cut })
        #expect(Array(TextWindows(text, size: size)).dropFirst().first?.start == first + cut)
        let found = Redactor().suggestions(in: text, windowSize: size).map(\.range)
        #expect(found.contains(whole), "\(found)")
    }

    @Test func `keeps its reasons pointing at the right words`() {
        let text = Self.long(20)
        let points = CodePoints(text)
        for suggestion in Redactor().suggestions(in: text, windowSize: 900) {
            guard case .cue(let range) = suggestion.reason else { continue }
            let cue = String(points[range])
            #expect(["officer", "badge", "called", "mailed", "Unit", "from", "cellmate"].contains(cue), "\(cue)")
        }
    }

    @Test func `has its code points reached by number`() {
        let text = (0..<900).map { ["a", "é", "👩‍👩‍👧", "\r\n", "ñ", "中"][$0 % 6] }.joined()
        let scalars = Array(text.unicodeScalars)
        let points = CodePoints(text)
        var random = SeededGenerator(seed: 5)
        for _ in 0..<400 {
            let start = Int.random(in: 0..<scalars.count, using: &random)
            let end = Int.random(in: start...min(scalars.count, start + 40), using: &random)
            #expect(Array(points[start..<end]) == Array(scalars[start..<end]))
        }
        #expect(points[scalars.count..<(scalars.count + 9)].isEmpty)
    }
}
