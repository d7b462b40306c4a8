import Console

/// Shows a text page by page on the second screen, and leaves nothing of it behind.
///
/// Space, Enter, Page Down and the down arrow go on; b, Page Up and the up arrow go back; g and G go to the first and the last
/// page; q leaves.
enum Pager {
    // Longer lines are hard to read, however wide the window is.
    private static let widestLine = 80

    /// Shows `text` under `title` until the person leaves.
    ///
    /// - Returns: whether every page was on the screen, to the last one.
    /// - Throws: `TerminalError`: not a terminal, or it went away.
    @discardableResult
    static func show(title: String, text: String) throws(TerminalError) -> Bool {
        try Terminal.require()
        return try show(title: title, text: text, on: Terminal.open())
    }

    static func show(title: String, text: String, on terminal: consuming Terminal) throws(TerminalError) -> Bool {
        let title = TerminalText.line(title)
        let text = TerminalText.sanitise(text)
        return try AlternateScreen.show(on: terminal) { (terminal) throws(TerminalError) in
            var size = terminal.size()
            var resumptions = TerminalRestore.resumptions
            var reading = PagedReading(text, columns: columns(size), rows: rows(size))
            var keys = KeyReader()
            try draw(reading, title, size, on: terminal)
            while true {
                // It looks up twice a second: a signal can come just before it waits.
                for key in try keys.next(on: terminal, within: 500).compactMap({ PagerKey($0) }) {
                    if key == .quit { return reading.isComplete }
                    reading.go(key)
                    // Each page that counts as shown is drawn, however fast the keys come.
                    try draw(reading, title, size, on: terminal)
                }
                let now = terminal.size()
                guard now != size || resumptions != TerminalRestore.resumptions else { continue }
                if now != size { reading.lay(columns: columns(now), rows: rows(now)) }
                size = now
                resumptions = TerminalRestore.resumptions
                try draw(reading, title, size, on: terminal)
            }
        }
    }

    private static func columns(_ size: Terminal.Size) -> Int { min(size.columns, widestLine) }

    /// The rows for the text: all that the title and the status leave.
    private static func rows(_ size: Terminal.Size) -> Int {
        size.rows - (hasTitle(size) ? 2 : 0) - (hasStatus(size) ? 1 : 0)
    }

    // A very low window is for the text: what counts as read must have been on the screen.
    private static func hasTitle(_ size: Terminal.Size) -> Bool { size.rows >= 6 }
    private static func hasStatus(_ size: Terminal.Size) -> Bool { size.rows >= 2 }

    private static func draw(
        _ reading: PagedReading, _ title: String, _ size: Terminal.Size, on terminal: borrowing Terminal
    ) throws(TerminalError) {
        // Row by row at fixed places, never by a line end, so that nothing scrolls.
        let head = hasTitle(size) ? [fit(title, size.columns), ""] : []
        var rows = head + reading.visible.map(\.text)
        if hasStatus(size) {
            while rows.count < size.rows - 1 { rows.append("") }
            rows.append(fit(reading.status, size.columns))
        }
        let drawn = rows.enumerated().map { "\u{1B}[\($0.offset + 1);1H\u{1B}[2K\($0.element)" }
        try terminal.write(drawn.joined())
    }

    static func fit(_ line: String, _ columns: Int) -> String {
        guard DisplayWidth.of(line) > columns else { return line }
        var kept = ""
        var width = 0
        for character in line {
            width += DisplayWidth.of(String(character))
            if width > columns - 1 { break }
            kept.append(character)
        }
        return kept + "…"
    }
}
