import Envelope
import Files
import FoundationEssentials
import Glibc
import Transparency

/// The files of an export while it grows: each is written once, in pieces, and summed as it is written.
final class ExportOutput {
    private let folder: GrowingFolder
    private(set) var sums = Checksums()
    /// The files written since they were last taken that hold one story and go when it goes.
    private var ofStory: [String] = []
    private(set) var shared: [String] = []

    init(_ folder: GrowingFolder) { self.folder = folder }

    /// Begins a file that belongs to no one story.
    func open(_ path: String) throws(ExportError) -> ExportStream {
        shared.append(path)
        return try begin(path)
    }

    /// Writes a file that belongs to no one story.
    func file(_ path: String, _ text: String) throws(ExportError) { try Self.write(text, to: open(path)) }

    /// Writes a file that holds one story and nothing of another.
    func story(_ path: String, _ text: String) throws(ExportError) {
        ofStory.append(path)
        try Self.write(text, to: begin(path))
    }

    private func begin(_ path: String) throws(ExportError) -> ExportStream {
        ExportStream(try folder.create(path)) { [self] digest throws(ExportError) in
            guard sums.add(path, digest) else { throw .badFile }
        }
    }

    private static func write(_ text: String, to stream: ExportStream) throws(ExportError) {
        try stream.write(text)
        try stream.close()
    }

    /// The files of the story that was just written.
    func takeStoryFiles() -> [String] {
        defer { ofStory = [] }
        return ofStory.sorted { $0.utf8Precedes($1) }
    }

    /// Takes in a file that another program made at its place.
    func adopt(_ path: String) throws(ExportError) {
        guard sums.add(path, try folder.adopt(path)) else { throw .badFile }
        shared.append(path)
    }

    /// The same of a file that holds one story and nothing of another.
    func adoptStory(_ path: String) throws(ExportError) {
        guard sums.add(path, try folder.adopt(path)) else { throw .badFile }
        ofStory.append(path)
    }

    /// Where a file of the export stands on the disk.
    func place(of path: String) -> String { folder.place(of: path) }

    /// Writes the list of sums, which is in no list itself, and returns its bytes.
    func closeSums() throws(ExportError) -> [UInt8] {
        let text = sums.text
        try alone(Checksums.path, text)
        return Array(text.utf8)
    }

    /// Writes a file that the sums do not list: the sums themselves, and their signature.
    func alone(_ path: String, _ text: String) throws(ExportError) {
        try Self.write(text, to: ExportStream(try folder.create(path)) { _ throws(ExportError) in })
    }
}

/// One file that is being written: a buffer, a sum, a file on the disk.
final class ExportStream {
    private static let limit = 1 << 16

    private let file: NewFile
    private var buffer: [UInt8] = []
    private var sum = SHA256Sum()
    private let done: (Digest) throws(ExportError) -> Void
    /// The bytes taken so far.
    private(set) var count = 0

    init(_ file: consuming NewFile, done: @escaping (Digest) throws(ExportError) -> Void) {
        self.file = file
        self.done = done
    }

    func write(_ text: String) throws(ExportError) { try write(Array(text.utf8)) }

    func write(_ bytes: [UInt8]) throws(ExportError) {
        buffer += bytes
        count += bytes.count
        if buffer.count >= Self.limit { try flush() }
    }

    /// Ends the file; it is summed when this returns.
    func close() throws(ExportError) {
        try flush()
        try done(sum.finish())
    }

    private func flush() throws(ExportError) {
        let bytes = buffer
        buffer = []
        sum.add(bytes)
        do { try file.write(bytes.span) } catch { throw .cannotWrite }
    }
}

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
    func create(_ file: String) throws(ExportError) -> NewFile {
        guard ExportFile.isPath(file) else { throw .badFile }
        let folder = file.split(separator: "/").dropLast().joined(separator: "/")
        if !folder.isEmpty, made.insert(folder).inserted {
            do {
                try FileManager.default.createDirectory(atPath: place(of: folder), withIntermediateDirectories: true)
            } catch { throw .cannotWrite }
        }
        do { return try NewFile(place(of: file)) } catch { throw .cannotWrite }
    }

    /// Takes in a file that another program made, and sums it.
    func adopt(_ file: String) throws(ExportError) -> Digest {
        guard ExportFile.isPath(file) else { throw .badFile }
        var sum = SHA256Sum()
        do throws(FileError) {
            let made = try InputFile(place(of: file), plain: true, followsLink: false)
            var bytes: [UInt8]
            repeat {
                bytes = try made.read(1 << 16)
                sum.add(bytes)
            } while !bytes.isEmpty
        } catch { throw .cannotWrite }
        return sum.finish()
    }

    /// Opens all of it to all readers, with a day for its time, and waits until it is on the disk.
    func settle() throws(ExportError) {
        guard let names = try? FileManager.default.subpathsOfDirectory(atPath: path) else { throw .cannotWrite }
        for name in names {
            var isFolder = false
            guard FileManager.default.fileExists(atPath: place(of: name), isDirectory: &isFolder) else {
                throw .cannotWrite
            }
            try settle(place(of: name), mode: isFolder ? 0o755 : 0o644)
        }
        try settle(path, mode: 0o755)
    }

    private func settle(_ place: String, mode: UInt32) throws(ExportError) {
        guard Folder.settle(place, mode: mode, seconds: Int(day.number) * 86_400) else { throw .cannotWrite }
    }

    /// Moves the whole to its place, and waits until its name is on the disk.
    func move() throws(ExportError) {
        // rename(2) takes the place of an empty folder, and refuses one that has filled up meanwhile.
        guard unsafe rename(path, target) == 0 else {
            throw [ENOTEMPTY, EEXIST, ENOTDIR].contains(errno) ? .folderInUse : .cannotCreate
        }
        guard Folder.sync(of: target) else { throw .cannotWrite }
    }

    /// Removes what was written so far.
    func remove() { try? FileManager.default.removeItem(atPath: path) }
}
