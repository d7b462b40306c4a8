import Glibc

/// The two streams of a command: results to one, everything else to the other (clig.dev).
public enum StandardStream: Int32, Sendable {
    case output = 1
    case error = 2

    /// Writes the text, whole.
    public func write(_ text: String) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let written = unsafe bytes.withUnsafeBytes { unsafe Glibc.write(rawValue, $0.baseAddress, $0.count) }
            guard written > 0 else { return }
            bytes = bytes.dropFirst(written)
        }
    }
}
