import Glibc

/// The terminal that a person sits at, whatever the standard streams are.
struct Terminal: ~Copyable {
    /// Columns and rows.
    struct Size: Equatable {
        let columns: Int
        let rows: Int
    }

    /// The descriptor to read keys from and to draw on.
    let descriptor: Int32

    /// Takes over an open descriptor of a terminal; it is closed with this value.
    init(descriptor: Int32) { self.descriptor = descriptor }

    deinit { close(descriptor) }

    /// The terminal of this process.
    ///
    /// - Throws: `TerminalError.noTerminal`.
    static func open() throws(TerminalError) -> Terminal {
        let descriptor = unsafe Glibc.open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .noTerminal }
        return Terminal(descriptor: descriptor)
    }

    /// Refuses when a story could end anywhere but on a terminal that can forget it.
    ///
    /// Exit code 77.
    ///
    /// - Throws: `TerminalError.notATerminal` or `.plainTerminal`.
    static func require() throws(TerminalError) {
        let name = unsafe getenv("TERM").map { unsafe String(cString: $0) }
        try require(input: STDIN_FILENO, output: STDOUT_FILENO, name: name)
    }

    /// Whether there is such a terminal.
    static var isThere: Bool {
        do throws(TerminalError) { try require() } catch { return false }
        return true
    }

    static func require(input: Int32, output: Int32, name: String?) throws(TerminalError) {
        guard isatty(input) == 1, isatty(output) == 1 else { throw .notATerminal }
        guard let name, !name.isEmpty, name != "dumb" else { throw .plainTerminal }
    }

    /// The size now; 80 by 24 when the terminal does not say.
    borrowing func size() -> Size {
        var size = winsize()
        let result = unsafe ioctl(descriptor, UInt(TIOCGWINSZ), &size)
        guard result == 0, size.ws_col > 0, size.ws_row > 0 else { return Size(columns: 80, rows: 24) }
        return Size(columns: Int(size.ws_col), rows: Int(size.ws_row))
    }

    /// Writes all of it.
    ///
    /// - Throws: `TerminalError.closed`.
    borrowing func write(_ text: String) throws(TerminalError) {
        let bytes = Array(text.utf8)
        var sent = 0
        while sent < bytes.count {
            let count = unsafe bytes.withUnsafeBytes {
                unsafe Glibc.write(descriptor, $0.baseAddress.map { unsafe $0 + sent }, $0.count - sent)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw .closed }
            sent += count
        }
    }

    /// Up to `limit` bytes that were typed; none when a signal came first.
    ///
    /// - Throws: `TerminalError.closed` when there will be no more.
    borrowing func read(upTo limit: Int) throws(TerminalError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: limit)
        let count = unsafe Glibc.read(descriptor, &bytes, limit)
        if count < 0, errno == EINTR { return [] }
        guard count > 0 else { throw .closed }
        return Array(bytes.prefix(count))
    }

    /// The settings now.
    borrowing func settings() throws(TerminalError) -> termios {
        var settings = termios()
        guard unsafe tcgetattr(descriptor, &settings) == 0 else { throw .cannotSwitch }
        return settings
    }

    /// Changes the settings.
    borrowing func set(_ settings: termios) throws(TerminalError) {
        var settings = settings
        while unsafe tcsetattr(descriptor, TCSADRAIN, &settings) != 0 {
            guard errno == EINTR else { throw .cannotSwitch }
        }
    }
}
