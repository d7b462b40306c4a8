import Files
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
        do throws(FileError) {
            try Folder.make(folder)
            // Never opened when it is there: closing it again would drop the locks of this process's other connections.
            _ = try NewFile(path)
        } catch {
            guard error.code == .exists else { throw .cannotOpen }
            return
        }
        guard Folder.sync(of: path) else { throw .failed }
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
        let lock: FileLock
        do { lock = try FileLock(folder: folder) } catch {
            throw error.code == .missing ? .missing : error.code == .cannotLock ? .failed : .cannotOpen
        }
        return try lock.during(work)
    }
}
