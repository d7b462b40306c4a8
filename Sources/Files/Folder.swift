import FoundationEssentials
import Glibc
import SystemPackage

/// Folders, and what is on the disk of them.
public enum Folder {
    /// Makes a folder that only its owner may enter, and those that it stands in, if it is not there.
    public static func make(_ path: String) throws(FileError) {
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch { throw FileError(.cannotMakeFolder, path) }
    }

    /// The folder that a file stands in.
    public static func holding(_ path: String) -> String {
        let folder = FilePath(path).removingLastComponent()
        return folder.isEmpty ? "." : folder.string
    }

    /// The files in a folder and in those below it, each by its way from there, in order; nil for what is no folder.
    ///
    /// What begins with a point is passed over.
    public static func files(in path: String) throws(FileError) -> [String]? {
        guard let status = try? FilePath(path).stat(), status.type == .directory else { return nil }
        guard let found = try? FileManager.default.subpathsOfDirectory(atPath: path) else {
            throw FileError(.unreadable, path)
        }
        return found.filter { !$0.split(separator: "/").contains { $0.hasPrefix(".") } }
            .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// Waits until the name of a file or a folder is on the disk; whether it is.
    public static func sync(of path: String) -> Bool {
        withOpen(FilePath(holding(path)), [.directory]) { sync($0) }
    }

    /// Gives a file or a folder a mode and a time, and waits until both are on the disk; whether they are.
    ///
    /// - Parameters:
    ///   - path: the file or the folder; a link is not followed.
    ///   - mode: the permission bits that it gets, such as `0o644`.
    ///   - seconds: the time of its last access and its last change, in seconds since 1970-01-01 UTC.
    public static func settle(_ path: String, mode: UInt32, seconds: Int) -> Bool {
        let time = timespec(tv_sec: seconds, tv_nsec: 0)
        return withOpen(FilePath(path), [.noFollow]) { file in
            let isTimed = unsafe futimens(file, [time, time]) == 0
            return isTimed && fchmod(file, mode) == 0 && sync(file)
        }
    }

    private static func withOpen(
        _ path: FilePath, _ options: FileDescriptor.OpenOptions, _ work: (Int32) -> Bool
    ) -> Bool {
        guard let file = try? FileDescriptor.open(path, .readOnly, options: options.union(.closeOnExec)) else {
            return false
        }
        defer { try? file.close() }
        return work(file.rawValue)
    }

    /// Some file systems of sticks cannot be asked this for a folder, and say so.
    private static func sync(_ file: Int32) -> Bool { fsync(file) == 0 || errno == EINVAL }
}
