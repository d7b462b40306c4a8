import Envelope
import Glibc

/// A bar on standard error while something long goes on; nothing where standard error is not a terminal.
final class Progress {
    private let label: String
    private let isShown = isatty(2) == 1
    private var last = -1

    init(label: String) { self.label = label }

    func show(_ count: Int, of all: Int) {
        let percent = all == 0 ? 100 : count * 100 / all
        guard isShown, percent != last else { return }
        last = percent
        let full = percent * 30 / 100
        let bar = String(repeating: "#", count: full) + String(repeating: "-", count: 30 - full)
        StandardStream.error.write("\r\(label) [\(bar)] \(count) of \(all)")
    }

    /// Takes the bar away.
    func end() {
        guard isShown, last >= 0 else { return }
        last = -1
        StandardStream.error.write("\r\u{1B}[K")
    }
}
