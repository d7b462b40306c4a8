public import Envelope
import FoundationEssentials

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Writes an export into a folder of its own: all of it, or nothing.
public enum ExportWriter {
    /// Writes files into a folder that is not there yet, or is empty.
    ///
    /// They grow in a hidden folder beside its place, which moves there when it is whole, so that a half export never
    /// shows. Files can be read by all, and carry a day as their time, nothing finer.
    ///
    /// - Parameters:
    ///   - files: the files, signature included; one at a time is held.
    ///   - folder: where they will stand. Its parent folder must be there.
    ///   - day: the time of the files.
    /// - Throws: `ExportError`; then nothing of them is left.
    public static func write(
        _ files: some Sequence<ExportFile>, to folder: String, day: Day = .today
    ) throws(ExportError) {
        var folder = folder
        while folder.utf8.count > 1, folder.utf8.last == UInt8(ascii: "/") { folder.removeLast() }
        try refuseInUse(folder)
        let growing = try GrowingFolder(beside: folder, day: day)
        do throws(ExportError) {
            for file in files { try growing.write(file) }
            try growing.move(to: folder)
        } catch {
            growing.remove()
            throw error
        }
    }

    private static func refuseInUse(_ folder: String) throws(ExportError) {
        // A link, also one that leads nowhere, is somebody else's: nothing is written through it.
        guard let attributes = try? FileManager.default.attributesOfItem(atPath: folder) else { return }
        guard attributes[.type] as? FileAttributeType == .typeDirectory,
            let names = try? FileManager.default.contentsOfDirectory(atPath: folder), names.isEmpty
        else { throw .folderInUse }
    }
}

/// The folder in which an export grows, closed to others until it is whole.
private struct GrowingFolder {
    private let path: String
    private let time: Date

    /// Makes `.NAME.part-RANDOM` beside the folder.
    init(beside folder: String, day: Day) throws(ExportError) {
        time = Date(timeIntervalSince1970: Double(day.number) * 86_400)
        let slash = folder.utf8.lastIndex(of: UInt8(ascii: "/"))
        let parent = slash.map { String(folder[...$0]) } ?? ""
        let name = slash.map { String(folder[folder.utf8.index(after: $0)...]) } ?? folder
        guard !name.isEmpty, name != ".", name != ".." else { throw .cannotCreate }
        path = "\(parent).\(name).part-\(randomBytes(8).hex)"
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        } catch { throw .cannotCreate }
    }

    func write(_ file: ExportFile) throws(ExportError) {
        guard ExportFile.isPath(file.path) else { throw .badFile }
        let names = file.path.split(separator: "/")
        do {
            if names.count > 1 {
                try FileManager.default.createDirectory(
                    atPath: "\(path)/\(names.dropLast().joined(separator: "/"))", withIntermediateDirectories: true)
            }
            // Without overwriting: two files of one name must not become one.
            try Data(file.bytes).write(to: URL(filePath: "\(path)/\(file.path)"), options: .withoutOverwriting)
        } catch { throw .cannotWrite }
        try settle("\(path)/\(file.path)", 0o644)
    }

    /// Opens the folders to all and moves the whole to its place.
    func move(to folder: String) throws(ExportError) {
        guard let names = try? FileManager.default.subpathsOfDirectory(atPath: path) else { throw .cannotWrite }
        for name in names {
            var isFolder = false
            if FileManager.default.fileExists(atPath: "\(path)/\(name)", isDirectory: &isFolder), isFolder {
                try settle("\(path)/\(name)", 0o755)
            }
        }
        try settle(path, 0o755)
        // rename(2) takes the place of an empty folder, and refuses one that has filled up meanwhile.
        guard unsafe rename(path, folder) == 0 else {
            throw [ENOTEMPTY, EEXIST, ENOTDIR].contains(errno) ? .folderInUse : .cannotCreate
        }
    }

    /// Removes what was written so far.
    func remove() { try? FileManager.default.removeItem(atPath: path) }

    private func settle(_ place: String, _ mode: Int) throws(ExportError) {
        do {
            try FileManager.default.setAttributes(
                [.posixPermissions: mode, .modificationDate: time], ofItemAtPath: place)
        } catch { throw .cannotWrite }
    }
}
