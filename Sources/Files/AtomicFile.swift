import FoundationEssentials
import Glibc
import SystemPackage

/// A file that stands under its name whole, or not at all: readers see the old one or the new one, never a part.
///
/// It grows beside its place as `NAME.part-` and a random number. `finish` waits until its bytes are on the disk, gives it
/// its name, and waits until the name is on the disk too. A file that is let go of before that is removed; one that a killed program
/// left behind is removed by the next program that writes the same file.
public struct AtomicFile: ~Copyable {
    /// What becomes of a file that has the name already.
    public enum Policy: Sendable {
        /// It stays, and the new one is refused. The new one is for its owner alone.
        case new
        /// It is replaced, and the new one takes over its mode; `mode` is for where there was none.
        case replacing(mode: UInt32 = 0o666)
    }

    private static let chunk = 1 << 18

    private let path: String
    private let policy: Policy
    private let file: NewFile
    private var buffer: [UInt8] = []
    /// The bytes written so far.
    public private(set) var count = 0

    /// Starts a file.
    ///
    /// - Throws: `FileError`, `.exists` for a new one whose name is taken, `.cannotCreate`.
    public init(_ path: String, _ policy: Policy = .new) throws(FileError) {
        self.path = path
        self.policy = policy
        Self.removeLeftovers(of: path)
        let mode: UInt32
        switch policy {
        case .new:
            guard !Self.isTaken(path) else { throw FileError(.exists, path) }
            mode = 0o600
        case .replacing(let given): mode = given
        }
        file = try Self.begin(path, mode)
        if case .replacing = policy, let old = try? Stat(FilePath(path)) { file.takeMode(of: old) }
    }

    deinit { unsafe unlink(file.path) }

    /// Adds bytes at its end.
    public mutating func write(_ bytes: [UInt8]) throws(FileError) {
        buffer += bytes
        count += bytes.count
        if buffer.count >= Self.chunk { try flush() }
    }

    /// Gives the file its name.
    ///
    /// - Throws: `FileError`. Then no new file stands there; where one was to be replaced the old one does, or the new one,
    ///   whose name may not outlive a power cut.
    public consuming func finish() throws(FileError) {
        try flush()
        guard file.sync() else { throw FileError(.cannotWrite, path) }
        try Self.name(file.path, path, policy)
    }

    private static func name(_ part: String, _ path: String, _ policy: Policy) throws(FileError) {
        switch policy {
        case .replacing: guard unsafe rename(part, path) == 0 else { throw FileError(.cannotWrite, path) }
        case .new:
            // A link fails where something stands meanwhile. File systems of sticks have none: there it is moved.
            if unsafe link(part, path) != 0 {
                guard errno != EEXIST, !isTaken(path) else { throw FileError(.exists, path) }
                guard unsafe rename(part, path) == 0 else { throw FileError(.cannotWrite, path) }
            }
            unsafe unlink(part)
        }
        guard Folder.sync(of: path) else {
            if case .new = policy { unsafe unlink(path) }
            throw FileError(.cannotWrite, path)
        }
    }

    /// Lets another library write a new file, which gets its name once it is whole and on the disk.
    ///
    /// - Parameters:
    ///   - path: where the file goes; nothing may be there.
    ///   - write: makes the file at the path that it is given, and closes it.
    /// - Throws: `FileError`, and what `write` throws; nothing is left behind then.
    public static func make(_ path: String, _ write: (String) throws -> Void) throws {
        removeLeftovers(of: path)
        guard !isTaken(path) else { throw FileError(.exists, path) }
        let file = try begin(path, 0o600)
        defer { unsafe unlink(file.path) }
        try write(file.path)
        guard file.sync() else { throw FileError(.cannotWrite, path) }
        try name(file.path, path, .new)
    }

    /// Writes past the buffer: no copy is made.
    private borrowing func writeThrough(_ bytes: Span<UInt8>) throws(FileError) {
        do throws(FileError) { try file.write(bytes) } catch { throw FileError(.cannotWrite, path) }
    }

    private mutating func flush() throws(FileError) {
        try writeThrough(buffer.span)
        buffer.removeAll(keepingCapacity: true)
    }

    /// Opens the file beside its place, under a name of its own: two programs that write at once do not meet.
    private static func begin(_ path: String, _ mode: UInt32) throws(FileError) -> NewFile {
        for _ in 0..<8 {
            let digits = String(UInt64.random(in: .min ... .max), radix: 16)
            let part = path + mark + String(repeating: "0", count: 16 - digits.count) + digits
            let file: NewFile
            do throws(FileError) { file = try NewFile(part, mode: mode) } catch { throw FileError(.cannotCreate, path) }
            if file.claim() { return file }
        }
        throw FileError(.cannotCreate, path)
    }

    private static func isTaken(_ path: String) -> Bool {
        (try? Stat(FilePath(path), followTargetSymlink: false)) != nil
    }

    private static let mark = ".part-"

    /// Removes what killed programs left beside a file: it can hold what the file must not keep.
    ///
    /// What is still being written is locked by its program, and stays.
    private static func removeLeftovers(of path: String) {
        guard let name = FilePath(path).lastComponent?.string else { return }
        removeLeftovers(in: Folder.holding(path)) { $0 == name }
    }

    /// The same of all files in a folder whose names are of a kind.
    public static func removeLeftovers(in folder: String, of isName: (String) -> Bool) {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        for left in names {
            let name = left.dropLast(mark.count + 16)
            let ending = left.dropFirst(name.count)
            guard ending.hasPrefix(mark), isNumber(ending.dropFirst(mark.count)), isName(String(name)) else { continue }
            let place = FilePath(folder).appending(left).string
            if let lock = try? FileLock(leftover: place) { lock.during { _ = unsafe unlink(place) } }
        }
    }

    private static func isNumber(_ text: Substring) -> Bool {
        text.utf8.count == 16 && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    }
}

extension AtomicFile {
    /// Writes a file whole, from where its bytes lie.
    public static func write(
        _ bytes: Span<UInt8>, to path: String, _ policy: Policy = .replacing()
    ) throws(FileError) {
        let file = try AtomicFile(path, policy)
        try file.writeThrough(bytes)
        try file.finish()
    }

    /// The same with bytes.
    public static func write(_ bytes: [UInt8], to path: String, _ policy: Policy = .replacing()) throws(FileError) {
        try write(bytes.span, to: path, policy)
    }

    /// The same with a text.
    public static func write(_ text: String, to path: String, _ policy: Policy = .replacing()) throws(FileError) {
        try write(Array(text.utf8), to: path, policy)
    }

    /// Takes a file or a folder away, if it is there, and waits until its name is off the disk.
    public static func remove(_ path: String) throws(FileError) {
        guard InputFile.exists(path) else { return }
        do { try FileManager.default.removeItem(atPath: path) } catch { throw FileError(.cannotRemove, path) }
        guard Folder.sync(of: path) else { throw FileError(.cannotRemove, path) }
    }

    /// The same, and first writes over its beginning, where a disk writes over what was there.
    public static func remove(_ path: String, overwriting count: Int) throws(FileError) {
        if let file = try? FileDescriptor.open(
            FilePath(path), .writeOnly, options: [.noFollow, .nonBlocking, .closeOnExec])
        {
            _ = try? file.writeAll([UInt8](repeating: 0, count: count))
            _ = fsync(file.rawValue)
            try? file.close()
        }
        try remove(path)
    }
}

/// A file that was not there before, open for writing.
public struct NewFile: ~Copyable {
    let path: String
    private let descriptor: FileDescriptor

    /// Makes an empty file.
    ///
    /// - Parameters:
    ///   - path: where the file goes; nothing may be there.
    ///   - mode: what its owner and others may do with it, as far as the process allows them at all.
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
