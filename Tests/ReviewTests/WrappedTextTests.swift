import Console
import Testing

@testable import Review

private func wrap(_ text: String, _ columns: Int) -> [String] { WrappedText(text, columns: columns).lines.map(\.text) }

@Suite struct `Wrapping` {
    @Test(arguments: [
        ("one two three", 7, ["one two", "three"]), ("one two three", 8, ["one two", "three"]),
        ("one two three", 13, ["one two three"]), ("one two three", 3, ["one", "two", "thr", "ee"]), ("", 10, [""]),
        ("a\n\nb\n", 10, ["a", "", "b", ""]), ("  indented words", 10, ["  indented", "words"]),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]), ("ab cdefghij k", 4, ["ab", "cdef", "ghij", "k"]),
        ("a      b", 3, ["a", "b"]), ("王小明王小明", 5, ["王小", "明王", "小明"]), ("王", 1, ["王"]),
        ("e\u{301}e\u{301}e\u{301}", 2, ["e\u{301}e\u{301}", "e\u{301}"]), ("x 王王王", 6, ["x", "王王王"]),
    ])
    func `breaks between words and by columns`(text: String, columns: Int, expected: [String]) {
        #expect(wrap(text, columns) == expected)
    }

    @Test func `never cuts a character of several code points`() {
        let family = "👨\u{200D}👩\u{200D}👧"
        #expect(wrap(String(repeating: family, count: 3), 7) == [family, family, family])
    }

    @Test(arguments: 1...40)
    func `shows every word once, no line too wide, and counts to the end`(columns: Int) {
        let text =
            "In 2014 my friend José — 王小明 to others — wrote:  «no  me   olvides»\n\n\tand supercalifragilistic 👍🏽 words."
        let safe = TerminalText.sanitise(text)
        let lines = WrappedText(safe, columns: columns).lines
        #expect(lines.map(\.text).joined().filter { $0 != " " } == safe.filter { $0 != " " && $0 != "\n" })
        #expect(lines.allSatisfy { DisplayWidth.of($0.text) <= max(columns, 4) })
        #expect(zip(lines, lines.dropFirst()).allSatisfy { $0.end < $1.end })
        #expect(lines.last?.end == safe.count + 1)
    }

    @Test func `a megabyte on one line is done`() {
        let words =
            String(repeating: "word ", count: 100_000) + String(repeating: "x", count: 250_000)
            + String(repeating: " ", count: 250_000) + "y"
        #expect(wrap(words, 80).last == "y")
    }
}

@Suite struct `Width` {
    @Test(arguments: [
        ("a", 1), ("é", 1), ("e\u{301}", 1), ("王", 2), ("ｘ", 2), ("👍", 2), ("한", 2), ("\u{1100}", 2), ("—", 1),
        ("ß", 1), ("🇺🇸", 4), ("❤\u{FE0F}", 2),
        ("", 0), ("שָׁ", 1),
    ])
    func `is counted in columns`(text: String, columns: Int) {
        #expect(DisplayWidth.of(text) == columns)
    }
}
