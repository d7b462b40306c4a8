import Console
import Glibc

/// Lines that are typed on the second screen, read key by key.
///
/// The terminal's own line editing holds the line that is being typed where no program can reach it, and loses it with the
/// connection. Here what stands in it can be kept.
struct TypedLines {
    private static let pause: Int32 = 500

    private var reader = KeyReader()
    // What came after the end of the line before: a paste may hold many lines.
    private var waiting: ArraySlice<Key> = []

    /// One line, ended by Enter.
    ///
    /// - Parameters:
    ///   - status: how things stand, above.
    ///   - note: what the last line did.
    ///   - help: shown when the line is `?`; then the line is asked again.
    ///   - keep: gets what stands in the line when nobody typed for a moment, and when the program is about to end.
    /// - Throws: `TerminalError`; `.closed` at Ctrl-D in an empty line, and when the terminal goes away.
    mutating func next(
        status: String, note: String, help: String, keeping keep: (String) -> Void
    ) throws(TerminalError) -> String {
        try Terminal.require()
        let terminal = try Terminal.open()
        do throws(TerminalError) {
            return try AlternateScreen.show(on: terminal, finishes: true) { (terminal) throws(TerminalError) in
                try line(on: terminal, Page(status: status, note: note, help: help), keeping: keep)
            }
        } catch {
            TerminalRestore.end()
            throw error
        }
    }

    private struct Page {
        let status: String
        let note: String
        let help: String
        var below = ""
    }

    private mutating func line(
        on terminal: borrowing Terminal, _ page: Page, keeping keep: (String) -> Void
    ) throws(TerminalError) -> String {
        var (page, field, kept) = (page, TextField(longest: Prompt.longestLine), "")
        TerminalRestore.now(.brief)
        while true {
            while let key = waiting.popFirst() {
                switch key {
                case .enter where field.text == "?" && !page.help.isEmpty:
                    page.below = page.help + "\n\nThe question still stands: type the answer above."
                    field = TextField(longest: Prompt.longestLine)
                case .enter: return field.text
                case .control("d") where field.text.isEmpty: throw .closed
                default: _ = field.press(key)
                }
            }
            let screen = Prompt.page(status: page.status, note: page.note, below: page.below, size: terminal.size())
            // The rest of the line stands behind the cursor.
            let rest = TerminalText.line(String(field.text.dropFirst(field.beforeCursor.count)))
            try terminal.write(screen + TerminalText.line(field.beforeCursor) + "\u{1B}7\(rest)\u{1B}8")
            func keepTyped() {
                guard field.text != kept else { return }
                kept = field.text
                keep(kept)
            }
            do throws(TerminalError) {
                TerminalRestore.now(.waiting)
                defer { TerminalRestore.now(.brief) }
                // A signal between this question and the wait is answered when the wait is over.
                waiting = TerminalRestore.ending == nil ? try reader.next(on: terminal, within: Self.pause)[...] : []
            } catch {
                keepTyped()
                throw error
            }
            guard TerminalRestore.ending == nil else {
                keepTyped()
                // The screen was given back already: nothing may be drawn on it any more.
                throw .closed
            }
            if waiting.isEmpty { keepTyped() }
        }
    }
}
