import Files
import Glibc

/// The path of a unix socket, held by one process.
enum SocketPlace {
    /// Holds the path until the process ends, and takes away a socket that an earlier run left there.
    ///
    /// Binding alone would take the path from an intake that runs: so a lock beside it says whose it is.
    static func claim(_ path: String) throws(Refusal) {
        do { try FileLock.takeToEnd(path + ".lock") } catch {
            guard error.code == .cannotCreate || error.code == .missing else {
                throw Refusal(
                    .unavailable, "another intake listens at \(path)",
                    hint: "stop it first, or give this one a configuration of its own")
            }
            throw Refusal(.cannotCreate, "no file can be made beside \(path)", hint: "check its folder")
        }
        var status = stat()
        guard unsafe lstat(path, &status) == 0 else { return }
        guard status.st_mode & S_IFMT == S_IFSOCK else {
            throw Refusal(.cannotCreate, "something that is no socket stands at \(path)", hint: "move it away")
        }
        _ = unsafe unlink(path)
    }
}
