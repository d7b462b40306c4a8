import Console
import Glibc

extension Prompt {
    /// Asks for one line on the second screen, where words of a story may be typed: nothing of it stays behind.
    ///
    /// - Parameters:
    ///   - status: how things stand, above.
    ///   - note: what the last answer did.
    ///   - help: shown when the answer is `?`; the question then comes again. If empty, `?` is an answer like others.
    ///   - below: stands under the line from the start.
    /// - Throws: `TerminalError`; `.closed` at Ctrl-D.
    static func screenLine(
        status: String, note: String, help: String, below: String = ""
    ) throws(TerminalError) -> String {
        try Terminal.require()
        return try screenLine(status: status, note: note, help: help, below: below, on: Terminal.open())
    }

    static func screenLine(
        status: String, note: String, help: String, below: String = "", on terminal: consuming Terminal
    ) throws(TerminalError) -> String {
        let original = try terminal.settings()
        return try AlternateScreen.show(on: terminal) { (terminal) throws(TerminalError) in
            // The terminal's own line editing, which knows the person's keys; backspace takes whole code points.
            var edited = original
            edited.c_iflag |= tcflag_t(ICRNL | IUTF8)
            edited.c_lflag |= tcflag_t(ICANON | ECHO | ECHOE | ECHOK | ISIG)
            TerminalRestore.nowShown(edited)
            try terminal.set(edited)
            var below = below
            while true {
                let screen = page(status: status, note: note, below: below, size: terminal.size())
                try terminal.write(screen)
                let answer = try readLine(on: terminal) { () throws(TerminalError) in try terminal.write(screen) }
                guard answer == "?", !help.isEmpty else { return answer }
                below = help + "\n\nThe question still stands: type the answer above."
            }
        }
    }

    /// The question stands high up, so that the Enter after it does not scroll, and long answers may wrap.
    ///
    /// No line is cut at the edge: what is compared with a sheet of paper must be seen to its last word.
    static func page(status: String, note: String, below: String, size: Terminal.Size) -> String {
        func wrapped(_ text: String) -> [String] { WrappedText(text, columns: size.columns).lines.map(\.text) }
        let above = wrapped(TerminalText.line(status)) + wrapped(TerminalText.line(note)) + [""]
        let rows = above + ["", ""] + wrapped(TerminalText.sanitise(below))
        let drawn = (0..<size.rows).map { row in
            let isCut = row == size.rows - 1 && rows.count > size.rows
            let text = isCut ? "… more stands below: make the window taller" : row < rows.count ? rows[row] : ""
            return "\u{1B}[\(row + 1);1H\u{1B}[2K" + Pager.fit(text, size.columns)
        }
        return drawn.joined() + "\u{1B}[\(above.count + 1);1H> \u{1B}[?25h\u{1B}[?7h"
    }
}
