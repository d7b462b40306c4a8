import Glibc
import SystemPackage

/// A file that is read.
public struct InputFile: ~Copyable {
    private let path: String
    private let descriptor: FileDescriptor
    private let status: Stat

    /// Opens a file, and no folder.
    ///
    /// What is asked of it afterwards is asked of the open file: what is checked is what is read.
    /// - Parameters:
    ///   - path: where the file is.
    ///   - plain: whether only a regular file will do, and no pipe or device.
    ///   - followsLink: false where a link could lead to a file that somebody else put in place.
    /// - Throws: `FileError`, `.missing`, `.notAFile`, `.unreadable`.
    public init(_ path: String, plain: Bool = false, followsLink: Bool = true) throws(FileError) {
        self.path = path
        (descriptor, status) = try Self.open(path, plain, followsLink)
    }

    private static func open(
        _ path: String, _ plain: Bool, _ followsLink: Bool
    ) throws(FileError) -> (FileDescriptor, Stat) {
        var options: FileDescriptor.OpenOptions = [.closeOnExec]
        // A pipe that nobody writes into must not hang us where none may be.
        if plain { options.insert(.nonBlocking) }
        if !followsLink { options.insert(.noFollow) }
        let descriptor: FileDescriptor
        do { descriptor = try FileDescriptor.open(FilePath(path), .readOnly, options: options) } catch {
            switch error as? Errno {
            case .noSuchFileOrDirectory: throw FileError(.missing, path)
            case .tooManySymbolicLinkLevels: throw FileError(.notAFile, path)
            default: throw FileError(.unreadable, path)
            }
        }
        if let status = try? descriptor.stat(), plain ? status.type == .regular : status.type != .directory {
            return (descriptor, status)
        }
        try? descriptor.close()
        throw FileError(.notAFile, path)
    }

    deinit { try? descriptor.close() }

    /// Whether nobody but its owner may do anything with it.
    public var isPrivate: Bool {
        status.permissions.isDisjoint(with: [.groupReadWriteExecute, .otherReadWriteExecute])
    }
    /// Whether it belongs to whoever runs the program.
    public var isOwn: Bool { status.userID == UserID(geteuid()) }
    /// How many bytes it had when it was opened.
    public var size: Int { Int(status.size) }

    /// The next bytes: as many as are asked for, or fewer at its end.
    public func read(_ count: Int) throws(FileError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var done = 0
        do {
            while done < count {
                let got = try unsafe bytes.withUnsafeMutableBytes {
                    try unsafe descriptor.read(into: UnsafeMutableRawBufferPointer(rebasing: $0[done...]))
                }
                guard got > 0 else { break }
                done += got
            }
        } catch { throw FileError(.unreadable, path) }
        bytes.removeLast(count - done)
        return bytes
    }

    /// All that is left of it.
    ///
    /// - Throws: `FileError`, `.tooLong` past the limit.
    public func bytes(limit: Int = .max) throws(FileError) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(min(size, limit))
        while true {
            let next = try read(1 << 16)
            guard !next.isEmpty else { return bytes }
            bytes += next
            guard bytes.count <= limit else { throw FileError(.tooLong, path) }
        }
    }

    /// Whether anything stands at a path, and a link leads to something.
    public static func exists(_ path: String) -> Bool { (try? Stat(FilePath(path))) != nil }

    /// Reads a file whole.
    public static func bytes(_ path: String) throws(FileError) -> [UInt8] { try InputFile(path).bytes() }

    /// Reads a text file in UTF-8 whole.
    public static func text(_ path: String) throws(FileError) -> String {
        guard let text = String(validating: try bytes(path), as: UTF8.self) else { throw FileError(.unreadable, path) }
        return text
    }

    /// Reads text files, each with its name and without its folder.
    ///
    /// A folder stands for the plain files in it and below that are text, in order of name; what is no text is passed over.
    ///
    /// - Parameters:
    ///   - paths: files, and folders of files.
    ///   - limit: how many bytes all of them may have.
    /// - Throws: `FileError`, `.tooLong` past the limit.
    public static func texts(
        _ paths: [String], limit: Int = .max
    ) throws(FileError) -> [(name: String, text: String)] {
        var texts: [(name: String, text: String)] = []
        var left = limit
        for path in paths {
            guard let inside = try Folder.files(in: path) else {
                let bytes = try InputFile(path).bytes(limit: left)
                guard let text = String(validating: bytes, as: UTF8.self) else { throw FileError(.unreadable, path) }
                left -= bytes.count
                texts.append((FilePath(path).lastComponent?.string ?? path, text))
                continue
            }
            for name in inside {
                let file = FilePath(path).appending(name).string
                // A link could lead out of the folder, and a pipe has no end.
                guard let open = try? InputFile(file, plain: true, followsLink: false) else { continue }
                let bytes = try open.bytes(limit: left)
                left -= bytes.count
                if let text = String(validating: bytes, as: UTF8.self) { texts.append((name, text)) }
            }
        }
        return texts
    }
}
