/// Draws frames on a terminal, and of each only the rows that changed.
struct Painter {
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
