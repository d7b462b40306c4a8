import Glibc

/// A bar on standard error while something long goes on; nothing where standard error is not a terminal.
public final class Progress {
    private let label: String
    private let isShown = isatty(2) == 1
    private var last = -1

    /// A bar that begins with `label`.
    public init(label: String) { self.label = label }

    /// Draws the bar, if it has moved by a percent.
    public func show(_ count: Int, of all: Int) {
        let percent = all == 0 ? 100 : count * 100 / all
        guard isShown, percent != last else { return }
        last = percent
        let full = percent * 30 / 100
        let bar = String(repeating: "#", count: full) + String(repeating: "-", count: 30 - full)
        StandardStream.error.write("\r\(label) [\(bar)] \(count) of \(all)")
    }

    /// Takes the bar away.
    public func end() {
        guard isShown, last >= 0 else { return }
        last = -1
        StandardStream.error.write("\r\u{1B}[K")
    }
}
