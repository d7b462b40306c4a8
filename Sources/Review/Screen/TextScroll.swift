import Console

/// A text with lines that is scrolled: consent, history, letters, help.
struct TextScroll {
    /// A line as it is drawn.
    struct Line: Equatable {
        let text: String
        var style: Style = []
    }

    private let paragraphs: [Line]
    private(set) var top = 0
    private var rows = 1
    private(set) var lines: [Line] = []

    // How far the second and every later line of a paragraph is set in.
    private let indent: Int

    init(_ text: String, indent: Int = 0) { self.init([Line(text: text)], indent: indent) }

    /// - Parameter paragraphs: each with the style in which all of its lines are drawn.
    init(_ paragraphs: [Line], indent: Int = 0) {
        self.paragraphs = paragraphs.flatMap { paragraph in
            TerminalText.sanitise(paragraph.text).split(separator: "\n", omittingEmptySubsequences: false).map {
                Line(text: String($0), style: paragraph.style)
            }
        }
        self.indent = indent
    }

    mutating func lay(columns: Int, rows: Int) {
        lines = paragraphs.flatMap { paragraph in
            wrapped(paragraph.text, columns).map { Line(text: $0, style: paragraph.style) }
        }
        self.rows = max(1, rows)
        top = max(0, min(top, lines.count - self.rows))
    }

    private func wrapped(_ paragraph: String, _ columns: Int) -> [String] {
        let head = WrappedText(paragraph, columns: columns).lines.map(\.text)
        guard head.count > 1, indent > 0, indent < columns / 2 else { return head }
        // The words after the label, wrapped in their own column.
        let words = String(paragraph.dropFirst(indent))
        let rest = WrappedText(words, columns: columns - indent).lines.map(\.text)
        return rest.enumerated().map {
            ($0.offset == 0 ? String(paragraph.prefix(indent)) : String(repeating: " ", count: indent)) + $0.element
        }
    }

    var visible: ArraySlice<Line> { lines[top..<min(lines.count, top + rows)] }
    var hasMore: Bool { top + rows < lines.count }

    /// Takes a key that moves; false for another one.
    mutating func press(_ key: Key) -> Bool {
        guard let move = Move(key, page: rows) else { return false }
        top = max(0, min(move.from(top, last: lines.count), lines.count - rows))
        return true
    }
}

/// How far a key moves in a list or a text.
enum Move: Equatable {
    case by(Int), first, last

    init?(_ key: Key, page: Int) {
        switch key {
        case .character("j"), .down: self = .by(1)
        case .character("k"), .up: self = .by(-1)
        case .character(" "), .pageDown: self = .by(max(1, page - 1))
        case .character("b"), .pageUp: self = .by(-max(1, page - 1))
        case .character("g"), .home: self = .first
        case .character("G"), .end: self = .last
        default: return nil
        }
    }

    func from(_ place: Int, last: Int) -> Int {
        switch self {
        case .by(let steps): place + steps
        case .first: 0
        case .last: last
        }
    }
}
