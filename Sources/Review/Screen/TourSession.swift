import Files
import Glibc
import Policies

/// The tour in a terminal, by itself or from the desk.
enum TourSession {
    /// Shows it on a terminal of its own, without a vault and without a key.
    static func run(_ policies: PolicySet) throws(TerminalError) {
        try AlternateScreen.show(on: Terminal.open(), marksPastes: true) { (terminal) throws(TerminalError) in
            try run(policies, on: terminal)
        }
    }

    /// Shows it where a desk is on the screen already.
    static func run(_ policies: PolicySet, on terminal: borrowing Terminal) throws(TerminalError) {
        var tour = Tour(policies, size: terminal.size())
        var painter = Painter(withColors: Painter.mayColor)
        var keys = KeyReader()
        var resumptions = TerminalRestore.resumptions
        while true {
            if resumptions != TerminalRestore.resumptions || terminal.size() != tour.screen.size { painter.forget() }
            resumptions = TerminalRestore.resumptions
            tour.resize(terminal.size())
            try terminal.write(painter.drawing(tour.frame()))
            for key in try keys.next(on: terminal, within: 500) where tour.press(key) { return }
        }
    }

    // MARK: Offered once

    /// Whether nobody was offered the tour at this desk yet; from then on somebody was.
    ///
    /// An empty file says so, and nothing else is kept of it. Where it cannot be written the tour is offered again.
    static func isNew(in folder: String) -> Bool {
        let path = "\(folder)/tour-offered"
        guard !InputFile.exists(path) else { return false }
        try? AtomicFile.write("", to: path)
        return true
    }

    static let offer = "New here? h shows six keys on an invented story. Any other key goes on."
}
