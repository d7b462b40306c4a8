import Console

/// A text one paragraph at a time, for people who hear the screen: each is written once, as plain lines, and nothing around it.
struct LinearReading {
    /// What is written at one time: a paragraph, or as much of it as the window holds.
    struct Part: Equatable {
        /// From 1.
        let paragraph: Int
        let lines: [String]
    }

    private let paragraphs: [String]
    private(set) var parts: [Part] = []
    private(set) var place = 0

    /// Begins at the first paragraph.
    init(_ text: String, columns: Int, rows: Int) {
        let all = TerminalText.sanitise(text).split(separator: "\n").map(String.init)
        paragraphs = all.filter { $0.contains { $0 != " " } }
        lay(columns: columns, rows: rows)
    }

    /// Cuts anew for another size and stays at the same paragraph.
    mutating func lay(columns: Int, rows: Int) {
        let paragraph = parts.isEmpty ? 1 : parts[place].paragraph
        // One row is for where one is.
        let room = max(1, rows - 1)
        parts = paragraphs.enumerated().flatMap { index, text -> [Part] in
            let lines = WrappedText(text, columns: max(1, columns)).lines.map(\.text)
            return stride(from: 0, to: lines.count, by: room).map {
                Part(paragraph: index + 1, lines: Array(lines[$0..<min(lines.count, $0 + room)]))
            }
        }
        if parts.isEmpty { parts = [Part(paragraph: 1, lines: [""])] }
        place = parts.firstIndex { $0.paragraph == paragraph } ?? 0
    }

    /// Goes where a key says; false if there is nothing more there.
    mutating func go(_ key: PagerKey) -> Bool {
        let next =
            switch key {
            case .next: place + 1
            case .previous: place - 1
            case .first: 0
            case .last: parts.count - 1
            case .quit: place
            }
        guard parts.indices.contains(next) else { return false }
        place = next
        return true
    }

    /// Said after each part.
    var status: String {
        let part = parts[place]
        let isLast = place == parts.count - 1
        let next =
            isLast
            ? "This is the end." : parts[place + 1].paragraph == part.paragraph ? "It goes on." : "Space goes on."
        return "Paragraph \(part.paragraph) of \(max(1, paragraphs.count)). \(next) q leaves."
    }

    /// Shows a text so on the second screen, until the person leaves.
    ///
    /// - Throws: `TerminalError`: not a terminal, or it went away.
    static func show(_ text: String) throws(TerminalError) {
        try Terminal.require()
        try show(text, on: Terminal.open())
    }

    static func show(_ text: String, on terminal: consuming Terminal) throws(TerminalError) {
        try AlternateScreen.show(on: terminal) { (terminal) throws(TerminalError) in
            var size = terminal.size()
            var resumptions = TerminalRestore.resumptions
            var reading = LinearReading(text, columns: size.columns, rows: size.rows)
            var keys = KeyReader()
            try terminal.write(reading.drawing)
            while true {
                for key in try keys.next(on: terminal, within: 500).compactMap({ PagerKey($0) }) {
                    if key == .quit { return }
                    // At an end only that is said: what was heard is not said again.
                    try terminal.write(reading.go(key) ? reading.drawing : "\u{7}")
                }
                let now = terminal.size()
                guard now != size || resumptions != TerminalRestore.resumptions else { continue }
                if now != size { reading.lay(columns: now.columns, rows: now.rows) }
                (size, resumptions) = (now, TerminalRestore.resumptions)
                try terminal.write(reading.drawing)
            }
        }
    }

    /// The lines in the order in which they are heard; never more than the window has, so that nothing scrolls.
    var drawing: String {
        let status = "\(status)"
        return "\u{1B}[2J\u{1B}[H\u{1B}[?25h" + (parts[place].lines + [status]).joined(separator: "\r\n")
    }
}
