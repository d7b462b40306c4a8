import Console
import Glibc

/// How a piece of a row is drawn.
struct Style: OptionSet, Hashable {
    let rawValue: UInt8

    static let bold = Style(rawValue: 1)
    static let dim = Style(rawValue: 2)
    static let underline = Style(rawValue: 4)
    static let reverse = Style(rawValue: 8)
    /// Colors, which only help: nothing is told by a color alone.
    ///
    /// Those of the first eight that can be read on a light ground and on a dark one, and never a ground of our own.
    static let alert = Style(rawValue: 16)
    static let calm = Style(rawValue: 32)
    static let care = Style(rawValue: 64)
    static let good = Style(rawValue: 128)

    /// The escape sequence that turns this on.
    func sequence(withColors: Bool) -> String {
        var codes: [String] = []
        if contains(.bold) { codes.append("1") }
        if contains(.dim) { codes.append("2") }
        if contains(.underline) { codes.append("4") }
        if contains(.reverse) { codes.append("7") }
        if withColors, contains(.alert) { codes.append("31") }
        if withColors, contains(.calm) { codes.append("36") }
        if withColors, contains(.care) { codes.append("35") }
        if withColors, contains(.good) { codes.append("32") }
        return codes.isEmpty ? "" : "\u{1B}[" + codes.joined(separator: ";") + "m"
    }
}

/// A screen before it is drawn: rows of pieces, each at its own column.
///
/// What is put in is made safe and fits its place, so nothing that a story holds can act on the terminal or scroll it.
struct Frame: Equatable {
    struct Piece: Equatable {
        /// From 0.
        let column: Int
        let text: String
        let style: Style
    }

    let size: Terminal.Size
    private(set) var rows: [[Piece]]
    /// Where the cursor blinks, from 0; nil for nowhere.
    var cursor: (row: Int, column: Int)?

    init(_ size: Terminal.Size) {
        self.size = size
        rows = Array(repeating: [], count: max(1, size.rows))
    }

    static func == (left: Frame, right: Frame) -> Bool {
        left.size == right.size && left.rows == right.rows && left.cursor?.row == right.cursor?.row
            && left.cursor?.column == right.cursor?.column
    }

    /// Puts text at a place, cut with "…" where it would be wider than `width`; outside of the screen nothing happens.
    mutating func put(_ text: String, row: Int, column: Int, width: Int, style: Style = []) {
        guard rows.indices.contains(row), column >= 0, column < size.columns else { return }
        let width = min(width, size.columns - column)
        guard width > 0 else { return }
        let isPlain = text.utf8.allSatisfy { (0x20...0x7E).contains($0) }
        let fit = Pager.fit(isPlain ? text : TerminalText.line(text), width)
        guard !fit.isEmpty else { return }
        rows[row].append(Piece(column: column, text: fit, style: style))
    }

    /// Empties a row.
    mutating func clear(row: Int) {
        if rows.indices.contains(row) { rows[row] = [] }
    }

    /// Puts a whole bar of a style, with text at its start and at its end; the end goes first where there is no room.
    mutating func bar(_ text: String, end: String = "", row: Int, column: Int = 0, width: Int, style: Style) {
        let room = width - DisplayWidth.of(end)
        let tail = room > 12 ? end : ""
        let left = Pager.fit(TerminalText.line(text), tail.isEmpty ? width : room - 1)
        let gap = max(0, width - DisplayWidth.of(left) - DisplayWidth.of(tail))
        put(left + String(repeating: " ", count: gap) + tail, row: row, column: column, width: width, style: style)
    }

    /// The rows as plain text, without the blanks at their ends: what a person sees.
    var text: [String] {
        rows.map { pieces in
            var line: [Character] = []
            for piece in pieces.sorted(by: { $0.column < $1.column }) {
                var width = DisplayWidth.of(String(line))
                while width > piece.column, let last = line.popLast() { width -= DisplayWidth.of(String(last)) }
                line += Array(repeating: " ", count: max(0, piece.column - width)) + Array(piece.text)
            }
            while line.last == " " { line.removeLast() }
            return String(line)
        }
    }
}

/// Draws frames on a terminal, and of each only the rows that changed.
struct Painter {
    /// Whether the person lets programs use colors (no-color.org).
    static var mayColor: Bool { !(unsafe getenv("NO_COLOR").map { unsafe $0.pointee != 0 } ?? false) }

    private let withColors: Bool
    private var last: Frame?

    init(withColors: Bool) { self.withColors = withColors }

    /// Forgets what is on the screen, so that all of it is drawn anew.
    mutating func forget() { last = nil }

    /// What to write so that the screen shows `frame`.
    ///
    /// Row by row and piece by piece at fixed places, never by a line end, so that nothing scrolls; and a sign that a terminal
    /// draws wider than we think moves nothing that stands in another piece.
    mutating func drawing(_ frame: Frame) -> String {
        let old = last?.size == frame.size ? last : nil
        var drawing = old?.cursor == nil ? "" : "\u{1B}[?25l"
        for (row, pieces) in frame.rows.enumerated() where old == nil || old?.rows[row] != pieces {
            drawing += "\u{1B}[\(row + 1);1H\u{1B}[2K"
            for piece in pieces {
                let style = piece.style.sequence(withColors: withColors)
                drawing +=
                    "\u{1B}[\(row + 1);\(piece.column + 1)H" + style + piece.text + (style.isEmpty ? "" : "\u{1B}[m")
            }
        }
        if let cursor = frame.cursor {
            drawing += "\u{1B}[\(cursor.row + 1);\(cursor.column + 1)H\u{1B}[?25h"
        }
        last = frame
        return drawing
    }
}
