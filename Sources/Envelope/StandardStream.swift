import Glibc

/// The two streams of a command: results to one, everything else to the other (clig.dev).
public enum StandardStream: Int32, Sendable {
    case output = 1
    case error = 2

    /// Whether it is a terminal, which keeps what is written on it.
    public var isTerminal: Bool { isatty(rawValue) == 1 }

    /// Writes the text, as far as somebody reads it.
    public func write(_ text: String) { _ = writeAll(text) }

    /// Writes the text, and says whether all of it was taken.
    public func writeAll(_ text: String) -> Bool { Self.write(text, to: rawValue) }

    static func write(_ text: String, to file: Int32) -> Bool { write(Array(text.utf8), to: file) }

    static func write(_ all: [UInt8], to file: Int32) -> Bool {
        var bytes = all[...]
        while !bytes.isEmpty {
            let written = unsafe bytes.withUnsafeBytes { unsafe Glibc.write(file, $0.baseAddress, $0.count) }
            if written < 0 && errno == EINTR { continue }
            guard written > 0 else { return false }
            bytes = bytes.dropFirst(written)
        }
        return true
    }
}
