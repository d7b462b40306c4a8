import Glibc

/// A new file that only its owner may read, written piece by piece: it stands under its name whole, or not at all.
///
/// It grows beside its place as `NAME.part`. What is let go of before `finish` is removed; what a killed program left is
/// replaced by the next try, and is never taken for the whole, since it does not have the name.
public struct NewFile: ~Copyable {
    private static let chunk = 1 << 18

    private let path: String
    private var part: String { path + ".part" }
    private let file: Int32
    private var buffer: [UInt8] = []
    /// The bytes written so far.
    public private(set) var count = 0

    /// Starts a file.
    ///
    /// - Throws: `Refusal` if something stands at `path` already, or no file can be made there.
    public init(_ path: String) throws(Refusal) {
        guard !Self.isTaken(path) else { throw Self.taken(path) }
        let part = path + ".part"
        _ = unsafe unlink(part)
        // O_NOFOLLOW: a link could lead to a place that others read.
        let file = unsafe open(part, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard file >= 0 else {
            throw Refusal(.cannotCreate, "the file \(path) cannot be made", hint: "check its folder")
        }
        self.init(path: path, file: file)
    }

    private init(path: String, file: Int32) {
        self.path = path
        self.file = file
    }

    deinit {
        close(file)
        unsafe unlink(part)
    }

    /// Adds bytes at its end.
    public mutating func write(_ bytes: [UInt8]) throws(Refusal) {
        buffer += bytes
        count += bytes.count
        if buffer.count >= Self.chunk { try flush() }
    }

    /// Gives the file its name, once all of it is on the disk.
    public consuming func finish() throws(Refusal) {
        try flush()
        guard fsync(file) == 0 else { throw failed }
        // A link fails where something stands meanwhile. File systems of sticks have none: there a name is given by moving.
        if unsafe link(part, path) != 0 {
            guard errno != EEXIST, !Self.isTaken(path) else { throw Self.taken(path) }
            guard unsafe rename(part, path) == 0 else { throw failed }
        }
        _ = OutputFile.syncFolder(of: path)
    }

    private mutating func flush() throws(Refusal) {
        guard StandardStream.write(buffer, to: file) else { throw failed }
        buffer.removeAll(keepingCapacity: true)
    }

    private var failed: Refusal {
        Refusal(.inputOutput, "the file \(path) cannot be written whole", hint: "check the room on the disk")
    }

    private static func taken(_ path: String) -> Refusal {
        Refusal(.cannotCreate, "\(path) is there already", hint: "choose a new name; nothing is overwritten")
    }

    private static func isTaken(_ path: String) -> Bool {
        var status = stat()
        return unsafe lstat(path, &status) == 0
    }
}
