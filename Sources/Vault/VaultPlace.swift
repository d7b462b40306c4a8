import Files
import Glibc
import Synchronization

/// Whether the files that a vault was opened from still stand at its path.
///
/// SQLite goes on writing to the files that it opened, and says of each commit that it is durable. Where one of them was moved,
/// deleted or replaced meanwhile, what is committed is nowhere; so each commit asks here, before and after.
final class VaultPlace: Sendable {
    private struct File: Equatable {
        let device: dev_t
        let inode: ino_t
        let links: nlink_t
    }

    private struct Known {
        var files: [File?]
        /// The most bytes that the tables' file had: it never shrinks, so a smaller one was written over it.
        var size: off_t = 0
    }

    /// The tables, SQLite's log, and the memory that its connections share.
    private static let endings = ["", "-wal", "-shm"]

    private let path: String
    private let known = Mutex(Known(files: []))

    /// Begins with the file that stands there now, before it is opened.
    ///
    /// - Throws: `VaultError.missing` or `.cannotOpen`.
    init(_ path: String) throws(VaultError) {
        self.path = path
        let (file, size) = try Self.look(at: path)
        known.withLock { $0 = Known(files: [file, nil, nil], size: size) }
    }

    /// Forgets the files beside the tables' own, which SQLite makes anew when a vault is opened again.
    func forgetLog() { known.withLock { $0.files = [$0.files[0], nil, nil] } }

    /// - Throws: `VaultError.replaced`.
    func check() throws(VaultError) {
        for (index, ending) in Self.endings.enumerated() {
            let file: File
            let size: off_t
            do { (file, size) = try Self.look(at: path + ending) } catch { throw .replaced }
            let isSame = known.withLock { known in
                // SQLite makes its own files when they are first needed: the first that is seen is the one.
                guard let before = known.files[index] else {
                    known.files[index] = file
                    return true
                }
                guard index == 0 else { return before == file }
                guard before == file, size >= known.size else { return false }
                known.size = size
                return true
            }
            guard isSame else { throw .replaced }
        }
    }

    private static func look(at path: String) throws(VaultError) -> (File, off_t) {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else { throw errno == ENOENT ? .missing : .cannotOpen }
        return (File(device: status.st_dev, inode: status.st_ino, links: status.st_nlink), status.st_size)
    }
}
