import Envelope
import FoundationEssentials
import Glibc

/// The folder in which an export grows, closed to others until it is whole.
///
/// So a half export never shows. Files can be read by all, and carry a day as their time, nothing finer.
final class GrowingFolder {
    /// Where it grows, from the root.
    let path: String
    /// Where it goes, from the root.
    let target: String
    private let day: Day
    private var made: Set<String> = []

    /// Makes `.NAME.part-RANDOM` beside a folder that is not there yet, or is empty.
    ///
    /// - Throws: `ExportError.folderInUse`, `.cannotCreate`. The parent folder must be there.
    init(beside target: String, day: Day) throws(ExportError) {
        var folder = target
        while folder.utf8.count > 1, folder.utf8.last == UInt8(ascii: "/") { folder.removeLast() }
        guard !folder.isEmpty else { throw .cannotCreate }
        if !folder.hasPrefix("/") { folder = FileManager.default.currentDirectoryPath + "/" + folder }
        try Self.refuseInUse(folder)
        self.target = folder
        self.day = day
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

    private static func refuseInUse(_ folder: String) throws(ExportError) {
        // A link, also one that leads nowhere, is somebody else's: nothing is written through it.
        guard let attributes = try? FileManager.default.attributesOfItem(atPath: folder) else { return }
        guard attributes[.type] as? FileAttributeType == .typeDirectory,
            let names = try? FileManager.default.contentsOfDirectory(atPath: folder), names.isEmpty
        else { throw .folderInUse }
    }

    /// Where a file of the export stands on the disk.
    func place(of file: String) -> String { "\(path)/\(file)" }

    /// Makes an empty file, and the folders it stands in.
    func create(_ file: String) throws(ExportError) -> OpenFile {
        guard ExportFile.isPath(file) else { throw .badFile }
        let folder = file.split(separator: "/").dropLast().joined(separator: "/")
        if !folder.isEmpty, made.insert(folder).inserted {
            do {
                try FileManager.default.createDirectory(atPath: place(of: folder), withIntermediateDirectories: true)
            } catch { throw .cannotWrite }
        }
        return try OpenFile(making: place(of: file), day: day)
    }

    /// Takes in a file that another program made, and sums it.
    func adopt(_ file: String) throws(ExportError) -> Digest {
        guard ExportFile.isPath(file) else { throw .badFile }
        let open = try OpenFile(reading: place(of: file), day: day)
        var sum = SHA256Sum()
        while true {
            let bytes = try open.read()
            guard !bytes.isEmpty else { break }
            sum.add(bytes)
        }
        try open.settle()
        return sum.finish()
    }

    /// Opens the folders to all, and waits until every file and folder is on the disk.
    func settle() throws(ExportError) {
        guard let names = try? FileManager.default.subpathsOfDirectory(atPath: path) else { throw .cannotWrite }
        for name in names {
            var isFolder = false
            if FileManager.default.fileExists(atPath: place(of: name), isDirectory: &isFolder), isFolder {
                try settle(place(of: name))
            }
            try sync(place(of: name))
        }
        try settle(path)
        try sync(path)
    }

    /// Moves the whole to its place, and waits until its name is on the disk.
    func move() throws(ExportError) {
        // rename(2) takes the place of an empty folder, and refuses one that has filled up meanwhile.
        guard unsafe rename(path, target) == 0 else {
            throw [ENOTEMPTY, EEXIST, ENOTDIR].contains(errno) ? .folderInUse : .cannotCreate
        }
        guard OutputFile.syncFolder(of: target) else { throw .cannotWrite }
    }

    /// Removes what was written so far.
    func remove() { try? FileManager.default.removeItem(atPath: path) }

    private func sync(_ name: String) throws(ExportError) {
        let descriptor = unsafe open(name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else { throw .cannotWrite }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 || errno == EINVAL else { throw .cannotWrite }
    }

    private func settle(_ folder: String) throws(ExportError) {
        let time = Date(timeIntervalSince1970: Double(day.number) * 86_400)
        do {
            try FileManager.default.setAttributes(
                [.posixPermissions: 0o755, .modificationDate: time], ofItemAtPath: folder)
        } catch { throw .cannotWrite }
    }
}
