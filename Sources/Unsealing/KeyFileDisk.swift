import Glibc

/// How a secret key file touches the disk.
enum KeyFileDisk {
    /// A key file has about 400 bytes; what is far longer is none.
    static let limit = 1024

    /// Reads a file that only its owner, who asks, can read or write.
    static func read(_ path: String) throws(KeyFileError) -> String {
        // O_NOFOLLOW: a link could lead to a file that somebody else put in place. O_NONBLOCK: a pipe must not hang us.
        let file = unsafe open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard file >= 0 else { throw errno == ELOOP ? .notAFile : .missing }
        defer { close(file) }
        var status = stat()
        // Asked of the open file, not of the path: what is checked is what is read.
        guard unsafe fstat(file, &status) == 0 else { throw .missing }
        guard status.st_mode & S_IFMT == S_IFREG else { throw .notAFile }
        guard status.st_mode & 0o077 == 0, status.st_uid == geteuid() else { throw .exposed }
        var bytes = [UInt8](repeating: 0, count: limit + 1)
        var count = 0
        while count < bytes.count {
            let room = bytes.count - count
            let got = unsafe bytes.withUnsafeMutableBytes { bytes in
                unsafe Glibc.read(file, bytes.baseAddress?.advanced(by: count), room)
            }
            if got < 0 && errno == EINTR { continue }
            guard got >= 0 else { throw .missing }
            if got == 0 { break }
            count += got
        }
        guard count <= limit, let text = String(validating: bytes.prefix(count), as: UTF8.self) else {
            throw .malformed
        }
        return text
    }

    /// Writes a new file with mode 0600 and returns when it is durable; never touches a file that is there.
    static func write(_ bytes: [UInt8], to path: String) throws(KeyFileError) {
        let file = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw errno == EEXIST ? .exists : .unwritable }
        let isWritten = writeAll(bytes, file) && fsync(file) == 0
        let isClosed = close(file) == 0
        guard isWritten, isClosed, syncFolder(of: path) else {
            // Half a key is no key: whoever finds it must not believe that they have one.
            unsafe unlink(path)
            throw .unwritable
        }
    }

    private static func writeAll(_ bytes: [UInt8], _ file: Int32) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(file, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    /// A file whose name is not durable is lost with the next power cut.
    private static func syncFolder(of path: String) -> Bool {
        let parent = path.lastIndex(of: "/").map { path[...$0] } ?? "."
        let folder = unsafe open(String(parent), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { return false }
        defer { close(folder) }
        return fsync(folder) == 0
    }
}
