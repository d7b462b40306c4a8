import Glibc
import SystemPackage

/// A file that was not there before, open for writing.
public struct NewFile: ~Copyable {
    let path: String
    private let descriptor: FileDescriptor

    /// Makes an empty file.
    ///
    /// - Parameter mode: what its owner and others may do with it, as far as the process allows them at all.
    /// - Throws: `FileError`, `.exists`, `.cannotCreate`.
    public init(_ path: String, mode: UInt32 = 0o600) throws(FileError) {
        self.path = path
        do {
            // A link could lead to a place that others read.
            descriptor = try FileDescriptor.open(
                FilePath(path), .writeOnly, options: [.create, .exclusiveCreate, .noFollow, .closeOnExec],
                permissions: FilePermissions(rawValue: mode))
        } catch { throw FileError(error as? Errno == .fileExists ? .exists : .cannotCreate, path) }
    }

    deinit { try? descriptor.close() }

    /// Adds bytes at its end, taken from where they lie.
    public func write(_ bytes: Span<UInt8>) throws(FileError) {
        let isWritten = unsafe bytes.withUnsafeBytes { unsafe (try? descriptor.writeAll($0)) != nil }
        guard isWritten else { throw FileError(.cannotWrite, path) }
    }

    /// Waits until its bytes are on the disk.
    func sync() -> Bool { fsync(descriptor.rawValue) == 0 }

    /// Gives it the mode of the file whose place it takes.
    func takeMode(of old: Stat) { _ = fchmod(descriptor.rawValue, old.permissions.rawValue & 0o777) }

    /// Takes a lock on it that ends with this process, unless somebody took it for a leftover and removed it.
    func claim() -> Bool {
        guard flock(descriptor.rawValue, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK else { return false }
        return (try? descriptor.stat().linkCount > 0) ?? false
    }
}
