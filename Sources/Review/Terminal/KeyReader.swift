import Glibc

/// Keys as they come from a terminal.
struct KeyReader {
    // Longer than a slow line takes between two bytes of one key, shorter than a person notices.
    private static let pause: Int32 = 60

    private var decoder = KeyDecoder()

    /// The keys that were pressed; none when `milliseconds` went by, or when a signal came.
    ///
    /// - Throws: `TerminalError.closed` when there will be no more.
    mutating func next(on terminal: borrowing Terminal, within milliseconds: Int32) throws(TerminalError) -> [Key] {
        let wait = decoder.isWaiting ? Self.pause : milliseconds
        if try Self.isReady(terminal, within: wait) { return decoder.keys(try terminal.read(upTo: 256)) }
        return decoder.flush()
    }

    private static func isReady(
        _ terminal: borrowing Terminal, within milliseconds: Int32
    ) throws(TerminalError) -> Bool {
        var poll = pollfd(fd: terminal.descriptor, events: Int16(POLLIN), revents: 0)
        let count = unsafe Glibc.poll(&poll, 1, milliseconds)
        guard count >= 0 || errno == EINTR else { throw .closed }
        return count > 0
    }
}
