import Envelope
import Files

/// One file that is being written: a buffer, a sum, a file on the disk.
final class ExportStream {
    private static let limit = 1 << 16

    private let file: NewFile
    private var buffer: [UInt8] = []
    private var sum = SHA256Sum()
    private let done: (Digest) throws(ExportError) -> Void
    /// The bytes taken so far.
    private(set) var count = 0

    init(_ file: consuming NewFile, done: @escaping (Digest) throws(ExportError) -> Void) {
        self.file = file
        self.done = done
    }

    func write(_ text: String) throws(ExportError) { try write(Array(text.utf8)) }

    func write(_ bytes: [UInt8]) throws(ExportError) {
        buffer += bytes
        count += bytes.count
        if buffer.count >= Self.limit { try flush() }
    }

    /// Ends the file; it is summed when this returns.
    func close() throws(ExportError) {
        try flush()
        try done(sum.finish())
    }

    private func flush() throws(ExportError) {
        let bytes = buffer
        buffer = []
        sum.add(bytes)
        do { try file.write(bytes.span) } catch { throw .cannotWrite }
    }
}
