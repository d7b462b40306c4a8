import FoundationEssentials
import Glibc

/// Files that a program makes: never over one that is there, unless it replaces it whole.
public enum OutputFile {
    /// Makes a folder that only its owner may enter, if it is not there.
    public static func makeFolder(_ path: String) throws(Refusal) {
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch { throw Refusal(.cannotCreate, "the folder \(path) cannot be made", hint: "check its parent folder") }
    }

    /// Whether anything stands at `path`.
    public static func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

    /// Writes a file whole, and waits until it is on the disk: readers see the old one or the new one, never a part.
    ///
    /// - Throws: `Refusal`; then the old one stands, or the new one whose name may not outlive a power cut.
    public static func write(_ text: String, to path: String) throws(Refusal) { try write(Array(text.utf8), to: path) }

    /// The same with bytes.
    public static func write(_ bytes: [UInt8], to path: String) throws(Refusal) {
        let part = "\(path).part-\(randomBytes(8).hex)"
        let file = unsafe open(part, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o666)
        guard file >= 0 else {
            throw Refusal(.cannotCreate, "the file \(path) cannot be written", hint: "check its folder")
        }
        var old = stat()
        if unsafe stat(path, &old) == 0 { _ = fchmod(file, old.st_mode & 0o777) }
        let isWritten = StandardStream.write(bytes, to: file) && fsync(file) == 0
        let isClosed = close(file) == 0
        guard isWritten, isClosed, unsafe rename(part, path) == 0 else {
            unsafe unlink(part)
            throw unwritten(path)
        }
        guard syncFolder(of: path) else { throw unwritten(path) }
    }

    /// Waits until the name of a file or a folder is on the disk; whether it is.
    public static func syncFolder(of path: String) -> Bool {
        let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
        let descriptor = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        // Some file systems of sticks cannot be asked this for a folder, and say so.
        return fsync(descriptor) == 0 || errno == EINVAL
    }

    /// Writes a new file that only its owner may read, whole or not at all; never touches what is there.
    public static func writePrivate(_ text: String, to path: String) throws(Refusal) {
        // O_NOFOLLOW: a link could lead to a place that others read.
        let file = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard file >= 0 else {
            throw errno == EEXIST
                ? Refusal(.cannotCreate, "\(path) is there already", hint: "choose a new name; nothing is overwritten")
                : Refusal(.cannotCreate, "the file \(path) cannot be made", hint: "check its folder")
        }
        let isWritten = StandardStream.write(text, to: file)
        let isClosed = close(file) == 0
        guard isWritten, isClosed else {
            // Part of it would look like the whole.
            unsafe unlink(path)
            throw unwritten(path)
        }
    }

    /// Takes a file or a folder away, if it is there.
    public static func remove(_ path: String) throws(Refusal) {
        guard exists(path) else { return }
        do { try FileManager.default.removeItem(atPath: path) } catch {
            throw Refusal(.cannotCreate, "the file \(path) cannot be removed", hint: "check its folder")
        }
    }

    /// Reads a small text file.
    public static func read(_ path: String) throws(Refusal) -> String {
        guard let text = String(validating: try bytes(path), as: UTF8.self) else { throw unreadable(path) }
        return text
    }

    /// Reads small text files, each with its name and without its folder.
    public static func texts(_ paths: [String]) throws(Refusal) -> [(name: String, text: String)] {
        var texts: [(name: String, text: String)] = []
        for path in paths {
            texts.append((path.split(separator: "/").last.map(String.init) ?? path, try read(path)))
        }
        return texts
    }

    /// Reads a file whole.
    public static func bytes(_ path: String) throws(Refusal) -> [UInt8] {
        guard let data = FileManager.default.contents(atPath: path) else { throw unreadable(path) }
        return Array(data)
    }

    private static func unwritten(_ path: String) -> Refusal {
        Refusal(.inputOutput, "the file \(path) cannot be written whole", hint: "check the room on the disk")
    }

    private static func unreadable(_ path: String) -> Refusal {
        Refusal(.noInput, "the file \(path) cannot be read", hint: "check its name")
    }
}
