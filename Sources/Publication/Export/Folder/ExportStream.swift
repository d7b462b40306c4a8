import Envelope
import Glibc

/// One file that is being written: a buffer, a sum, a descriptor.
final class ExportStream {
    private static let limit = 1 << 16

    private let descriptor: OpenFile
    private var buffer: [UInt8] = []
    private var sum = SHA256Sum()
    private let done: (Digest) throws(ExportError) -> Void
    /// The bytes taken so far.
    private(set) var count = 0

    init(_ descriptor: OpenFile, done: @escaping (Digest) throws(ExportError) -> Void) {
        self.descriptor = descriptor
        self.done = done
    }

    func write(_ text: String) throws(ExportError) { try write(Array(text.utf8)) }

    func write(_ bytes: [UInt8]) throws(ExportError) {
        buffer += bytes
        count += bytes.count
        if buffer.count >= Self.limit { try flush() }
    }

    /// Ends the file; it is summed and has its mode and day when this returns.
    func close() throws(ExportError) {
        try flush()
        try descriptor.settle()
        try done(sum.finish())
    }

    private func flush() throws(ExportError) {
        sum.add(buffer)
        try descriptor.write(buffer)
        buffer.removeAll(keepingCapacity: true)
    }
}

/// A file descriptor, closed when it is let go.
final class OpenFile {
    private let descriptor: Int32
    private let time: timespec

    /// Makes a file that is not there yet; two files of one name must not become one.
    init(making path: String, day: Day) throws(ExportError) {
        time = timespec(tv_sec: Int(day.number) * 86_400, tv_nsec: 0)
        descriptor = unsafe open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw .cannotWrite }
    }

    /// Opens a plain file that another program made.
    init(reading path: String, day: Day) throws(ExportError) {
        time = timespec(tv_sec: Int(day.number) * 86_400, tv_nsec: 0)
        descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else { throw .cannotWrite }
    }

    deinit { close(descriptor) }

    func write(_ bytes: [UInt8]) throws(ExportError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let written = unsafe rest.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
            guard written > 0 || errno == EINTR else { throw .cannotWrite }
            rest = rest.dropFirst(max(written, 0))
        }
    }

    /// The next bytes, at most 64 KiB; empty at the end.
    func read() throws(ExportError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: 1 << 16)
        let count = unsafe bytes.withUnsafeMutableBytes { unsafe Glibc.read(descriptor, $0.baseAddress, $0.count) }
        guard count >= 0 else { throw .cannotWrite }
        return Array(bytes.prefix(count))
    }

    /// Opens the file to all readers and gives it a day for its time, nothing finer.
    func settle() throws(ExportError) {
        let times = [time, time]
        let answer = unsafe futimens(descriptor, times)
        guard fchmod(descriptor, 0o644) == 0, answer == 0 else { throw .cannotWrite }
    }
}
