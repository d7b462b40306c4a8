import Envelope
import Glibc

/// The file that a vault stands in.
///
/// SQLite gives its log and its shared memory the same mode and owner.
struct VaultFile {
    let path: String

    private var folder: String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// Makes an empty file for its owner alone, and its folder, where they are not there.
    func make() throws(VaultError) {
        do { try OutputFile.makeFolder(folder) } catch { throw .cannotOpen }
        // Never opened when it is there: closing it again would drop the locks of this process's other connections.
        let file = unsafe open(path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0o600)
        guard file >= 0 else {
            guard errno == EEXIST else { throw .cannotOpen }
            return
        }
        close(file)
        try withFolder { (folder) throws(VaultError) in
            guard fsync(folder) == 0 else { throw .failed }
        }
    }

    /// Refuses a file that is not there, is no file, or that every account of the machine can reach.
    func check() throws(VaultError) {
        var status = stat()
        let result = unsafe stat(path, &status)
        guard result == 0 else { throw errno == ENOENT ? .missing : .cannotOpen }
        guard status.st_mode & S_IFMT == S_IFREG else { throw .unreadable }
        guard status.st_mode & 0o007 == 0 else { throw .exposed }
    }

    /// Does `work` while no other Firsthand program opens a vault in this folder.
    ///
    /// Two that made the tables or switched to the write-ahead log at the same moment would get in each other's way.
    func alone<Result>(_ work: () throws(VaultError) -> Result) throws(VaultError) -> Result {
        try withFolder { (folder) throws(VaultError) in
            guard flock(folder, LOCK_EX) == 0 else { throw .failed }
            return try work()
        }
    }

    private func withFolder<Result>(_ work: (Int32) throws(VaultError) -> Result) throws(VaultError) -> Result {
        let descriptor = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw errno == ENOENT ? .missing : .cannotOpen }
        defer { close(descriptor) }
        return try work(descriptor)
    }
}
