import Glibc

/// The terminal's second screen, where a story is shown: it has no scrollback, and it is blanked before it is left.
enum AlternateScreen {
    /// Second screen, no wrapping at the edge (so that nothing ever scrolls), cursor hidden, blank.
    static let enter = "\u{1B}[?1049h\u{1B}[?7l\u{1B}[?25l\u{1B}[2J\u{1B}[H"

    /// Row by row and not by one erase, which some terminals answer by saving the screen into their scrollback.
    ///
    /// Then the first screen as it was, and last the scrollback, for terminals that keep one for both screens.
    static let leave =
        "\u{1B}[m\u{1B}[?2004l\u{1B}[?1006l\u{1B}[?1000l\u{1B}[H" + String(repeating: "\u{1B}[2K\u{1B}[B", count: 400)
        + "\u{1B}[H\u{1B}[?7h\u{1B}[?25h\u{1B}[?1049l\u{1B}[3J"

    /// Asks the terminal to mark what is pasted, so that it is never taken for commands.
    static let markPastes = "\u{1B}[?2004h"

    /// Asks the terminal for clicks and the wheel, in the form that has no bytes of keys in it.
    static let takeMouse = "\u{1B}[?1000h\u{1B}[?1006h"

    /// Shows the second screen while `body` runs, with keys read one by one and not echoed.
    ///
    /// Whatever ends the program in between, the screen is blanked and the terminal is as before.
    ///
    /// - Parameters:
    ///   - marksPastes: whether what is pasted comes as `Key.paste`.
    ///   - takesMouse: whether clicks and the wheel come as keys. Whatever ends the program turns that off again with the rest.
    ///   - finishes: whether a signal that ends the program while `body` waits for keys lets it end by itself
    ///     (`TerminalRestore.ending`), after the screen was blanked.
    /// - Throws: `TerminalError`, and what `body` throws.
    static func show<Result>(
        on terminal: borrowing Terminal, marksPastes: Bool = false, takesMouse: Bool = false,
        finishes: Bool = false,
        _ body: (borrowing Terminal) throws(TerminalError) -> Result
    ) throws(TerminalError) -> Result {
        let original = try terminal.settings()
        let shown = raw(original)
        let enter = enter + (marksPastes ? markPastes : "") + (takesMouse ? takeMouse : "")
        try TerminalRestore.arm(
            terminal, original: original, shown: shown, enter: enter, leave: leave, finishes: finishes)
        defer {
            // The handlers go last: a signal in between only does the same again.
            try? terminal.write(leave)
            try? terminal.set(original)
            TerminalRestore.disarm()
        }
        try terminal.set(shown)
        try terminal.write(enter)
        return try body(terminal)
    }

    /// Keys one by one, not echoed.
    ///
    /// Ctrl-C and Ctrl-Z keep their meaning: they work when nothing else does.
    private static func raw(_ original: termios) -> termios {
        var settings = original
        unsafe cfmakeraw(&settings)
        settings.c_lflag |= tcflag_t(ISIG)
        return settings
    }
}
