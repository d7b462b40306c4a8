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
