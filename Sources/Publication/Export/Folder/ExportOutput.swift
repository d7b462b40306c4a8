import Envelope
import Files

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
