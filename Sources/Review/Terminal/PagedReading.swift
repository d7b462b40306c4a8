/// Where a person is in a text, and whether all of it was on the screen.
struct PagedReading {
    private let text: String
    private var lines: [WrappedText.Line] = []
    private var rows = 1
    /// The page on the screen, the first being 0.
    private(set) var page = 0
    // All characters before this one were shown without a gap.
    private var shownEnd = 0
    private var textEnd = 0

    /// Begins at the first page of a text that `TerminalText` made safe.
    init(_ text: String, columns: Int, rows: Int) {
        self.text = text
        lay(columns: columns, rows: rows)
    }

    /// The number of pages, at least 1.
    var pageCount: Int { (lines.count + rows - 1) / rows }

    /// The lines of the page on the screen.
    var visible: ArraySlice<WrappedText.Line> { lines[(page * rows)..<min(lines.count, (page + 1) * rows)] }

    /// Whether every page was on the screen, none skipped.
    var isComplete: Bool { shownEnd >= textEnd }

    /// Wraps again for another size and stays at the same words.
    mutating func lay(columns: Int, rows: Int) {
        let top = page == 0 ? 0 : lines[page * self.rows - 1].end
        self.rows = max(1, rows)
        lines = WrappedText(text, columns: columns).lines
        textEnd = lines.last?.end ?? 0
        page = (lines.firstIndex { $0.end > top } ?? 0) / self.rows
        note()
    }

    /// Goes where `key` says; `.quit` stays.
    mutating func go(_ key: PagerKey) {
        switch key {
        case .next: page = min(page + 1, pageCount - 1)
        case .previous: page = max(page - 1, 0)
        case .first: page = 0
        case .last: page = pageCount - 1
        case .quit: break
        }
        note()
    }

    private mutating func note() {
        let start = page == 0 ? 0 : lines[page * rows - 1].end
        if start <= shownEnd { shownEnd = max(shownEnd, visible.last?.end ?? 0) }
    }

    /// The last row of the screen.
    var status: String {
        let skipped = page == pageCount - 1 && !isComplete ? " · some pages were skipped" : ""
        return "page \(page + 1) of \(pageCount)\(skipped) · q leaves and clears the screen"
    }
}
