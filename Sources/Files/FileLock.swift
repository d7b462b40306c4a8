import Glibc
import SystemPackage

/// A lock that one process has at a time, until it lets go or ends, however it ends.
public struct FileLock: ~Copyable {
    private let descriptor: Int32

    /// Takes the lock that stands in a file of its own, which is made if it is not there, and waits while another process
    /// has it.
    ///
    /// - Throws: `FileError`, `.cannotCreate`, `.cannotLock`.
    public init(_ path: String) throws(FileError) { descriptor = try Self.takeFile(path, waits: true) }

    /// Takes the same kind of lock until the process ends.
    ///
    /// - Throws: `FileError`, `.busy` while another process has it.
    public static func takeToEnd(_ path: String) throws(FileError) { _ = try takeFile(path, waits: false) }

    /// Whether a process has the lock now; where there is no such file, none does.
    ///
    /// Nothing is written, so it can be asked where nothing may be.
    public static func isHeld(_ path: String) -> Bool {
        do throws(FileError) {
            _ = try FileLock(leftover: path)
            return false
        } catch { return error.code == .busy }
    }

    private static func takeFile(_ path: String, waits: Bool) throws(FileError) -> Int32 {
        try take(
            path, .readWrite, [.create, .noFollow], permissions: .ownerReadWrite, waits: waits, failing: .cannotCreate)
    }

    /// Takes the lock of a folder, and waits while another process has it.
    public init(folder: String) throws(FileError) {
        descriptor = try Self.take(folder, .readOnly, [.directory], waits: true, failing: .unreadable)
    }

    /// Takes the lock of a folder, and waits no longer than this while another process has it.
    ///
    /// - Throws: `FileError`, `.busy` if it still has it then.
    public init(folder: String, within longest: Duration) throws(FileError) {
        let end = ContinuousClock.now + longest
        while true {
            do throws(FileError) {
                descriptor = try Self.take(folder, .readOnly, [.directory], waits: false, failing: .unreadable)
                return
            } catch { guard error.code == .busy, .now < end else { throw error } }
            usleep(20_000)
        }
    }

    /// Takes the lock of a file that may be left over; fails where its program still writes.
    init(leftover path: String) throws(FileError) {
        descriptor = try Self.take(path, .readOnly, [.noFollow, .nonBlocking], waits: false, failing: .unreadable)
    }

    private static func take(
        _ path: String, _ access: FileDescriptor.AccessMode, _ options: FileDescriptor.OpenOptions,
        permissions: FilePermissions? = nil, waits: Bool, failing: FileError.Code
    ) throws(FileError) -> Int32 {
        let descriptor: Int32
        do {
            descriptor = try FileDescriptor.open(
                FilePath(path), access, options: options.union(.closeOnExec), permissions: permissions
            ).rawValue
        } catch { throw FileError(error as? Errno == .noSuchFileOrDirectory ? .missing : failing, path) }
        while flock(descriptor, waits ? LOCK_EX : LOCK_EX | LOCK_NB) != 0 {
            if errno == EINTR { continue }
            let code: FileError.Code = errno == EWOULDBLOCK ? .busy : .cannotLock
            close(descriptor)
            throw FileError(code, path)
        }
        return descriptor
    }

    deinit { close(descriptor) }

    /// Does something while the lock is held.
    public borrowing func during<Result, Failure>(
        _ work: () throws(Failure) -> Result
    ) throws(Failure) -> Result { try work() }
}
