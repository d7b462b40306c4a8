import Envelope
import Files
import FoundationEssentials
import Policies

/// The folder in which backups stand: one file each, named for its day.
struct BackupFolder {
    let path: String

    /// The backups that are there, the oldest first; a file of any other name is nobody's business.
    func backups() throws(Refusal) -> [BackupName] {
        do {
            return try FileManager.default.contentsOfDirectory(atPath: path).compactMap { BackupName($0) }.sorted()
        } catch {
            throw Refusal(
                .noInput, "the folder of backups \(path) cannot be read",
                hint: "make it, for the service's account alone, or mount what stands there")
        }
    }

    func path(of backup: BackupName) -> String { "\(path)/\(backup.text)" }

    /// Writes one, whole or not at all; what a run that was killed left is removed first.
    func write(_ backup: BackupName, _ fill: (@escaping ([UInt8]) throws -> Void) throws -> Void) throws {
        AtomicFile.removeLeftovers(in: path) { BackupName($0) != nil }
        let file = OpenFile(try AtomicFile(path(of: backup), .new))
        try fill { try file.write($0) }
        try file.finish()
    }

    /// Destroys what is as old as the pages say that copies get, but for the newest that is left.
    ///
    /// The beginning is written over first, since without the sealed keys in it nothing of the rest opens.
    /// - Returns: how many went.
    func destroyOld(after days: Int, on day: Day) throws -> Int {
        let old = try backups().dropLast().filter { day - $0.day >= days }
        for backup in old { try AtomicFile.remove(path(of: backup), overwriting: 64 << 10) }
        return old.count
    }

    /// A file that closures write to.
    private final class OpenFile {
        private var file: AtomicFile?

        init(_ file: consuming AtomicFile) { self.file = consume file }

        func write(_ bytes: [UInt8]) throws(FileError) { try file?.write(bytes) }

        func finish() throws(FileError) { try file.take()?.finish() }
    }
}

extension BackupReader {
    /// A backup in a file.
    static func open(_ path: String) throws -> BackupReader {
        let file = OpenInput(try InputFile(path, plain: true))
        return try BackupReader(size: file.size) { try file.read($0) }
    }

    private final class OpenInput {
        private let file: InputFile
        var size: Int { file.size }

        init(_ file: consuming InputFile) { self.file = consume file }

        func read(_ count: Int) throws(FileError) -> [UInt8] { try file.read(count) }
    }
}
