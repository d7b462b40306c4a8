import Testing

@testable import Review

@Suite struct `Reading page by page` {
    private let text = (1...25).map { "line \($0)" }.joined(separator: "\n")

    @Test func `shows a page at a time and stops at both ends`() {
        var reading = PagedReading(text, columns: 20, rows: 10)
        #expect(reading.pageCount == 3)
        #expect(reading.visible.map(\.text) == (1...10).map { "line \($0)" })
        reading.go(.previous)
        #expect(reading.page == 0)
        for _ in 0..<5 { reading.go(.next) }
        #expect(reading.page == 2)
        #expect(reading.visible.map(\.text) == (21...25).map { "line \($0)" })
        #expect(reading.status == "page 3 of 3 · q leaves and clears the screen")
        reading.go(.first)
        #expect(reading.status == "page 1 of 3 · q leaves and clears the screen")
    }

    @Test func `is complete when every page was shown, in any order that skips none`() {
        var reading = PagedReading(text, columns: 20, rows: 10)
        #expect(!reading.isComplete)
        reading.go(.next)
        reading.go(.previous)
        #expect(!reading.isComplete)
        reading.go(.next)
        reading.go(.next)
        #expect(reading.isComplete)
    }

    @Test func `is not complete after a jump to the end`() {
        var reading = PagedReading(text, columns: 20, rows: 10)
        reading.go(.last)
        #expect(!reading.isComplete)
        #expect(reading.status.contains("some pages were skipped"))
        reading.go(.previous)
        #expect(!reading.isComplete)
        reading.go(.first)
        reading.go(.next)
        reading.go(.next)
        #expect(reading.isComplete)
    }

    @Test(arguments: ["", "one line", "a\nb"])
    func `of one page is complete at once`(text: String) {
        let reading = PagedReading(text, columns: 20, rows: 10)
        #expect(reading.isComplete)
        #expect(reading.pageCount == 1)
    }

    @Test func `keeps its words when the window changes`() {
        var reading = PagedReading(text, columns: 20, rows: 10)
        reading.go(.next)
        reading.lay(columns: 20, rows: 4)
        #expect(reading.visible.contains { $0.text == "line 11" })
        reading.lay(columns: 4, rows: 4)
        #expect(reading.visible.contains { $0.text == "11" || $0.text == "line" })
        reading.lay(columns: 80, rows: 50)
        #expect(reading.pageCount == 1)
        #expect(reading.isComplete)
    }

    @Test func `a smaller window does not skip what was not shown`() {
        var reading = PagedReading(text, columns: 20, rows: 10)
        reading.lay(columns: 20, rows: 3)
        while reading.page < reading.pageCount - 1 { reading.go(.next) }
        #expect(reading.isComplete)
    }
}

@Suite struct `Keys` {
    @Test(arguments: [
        (" ", PagerKey.next), ("\r", .next), ("\n", .next), ("\u{1B}[B", .next), ("\u{1B}OB", .next),
        ("\u{1B}[6~", .next), ("b", .previous),
        ("\u{1B}[A", .previous), ("\u{1B}[5~", .previous), ("g", .first), ("\u{1B}[H", .first), ("\u{1B}[1~", .first),
        ("G", .last),
        ("\u{1B}[F", .last), ("\u{1B}[4~", .last), ("q", .quit), ("\u{1B}\u{1B}[B", .next),
    ])
    func `are known, whole or in pieces`(bytes: String, key: PagerKey) {
        var whole = KeyDecoder()
        #expect(whole.keys(Array(bytes.utf8)) == [key])
        var pieces = KeyDecoder()
        #expect(bytes.utf8.flatMap { pieces.keys([$0]) } == [key])
    }

    @Test func `that mean nothing are passed over`() {
        var decoder = KeyDecoder()
        #expect(decoder.keys(Array("xyz\u{1B}[C\u{1B}[200~é\u{1B}OP".utf8)).isEmpty)
        #expect(decoder.keys(Array("\u{1B}[1;5B".utf8)).isEmpty)
        #expect(decoder.keys(Array("q".utf8)) == [.quit])
        var flooded = KeyDecoder()
        #expect(flooded.keys(Array("\u{1B}[".utf8) + [UInt8](repeating: 0x31, count: 100) + [0x71]) == [.quit])
    }
}
