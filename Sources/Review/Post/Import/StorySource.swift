import Envelope
import Files
import Ledger
import Testimony

/// Where the stories of an import lie: a table, or a folder of texts.
protocol StorySource: AnyObject {
    var rows: [SourceRow] { get }
    /// What is in the source and not taken in, by name.
    var leftOut: [String] { get }
    /// The words of a row, in guarded memory.
    func words(of row: SourceRow) throws(RowFlaw) -> Testimony
}

/// A row of a source, without its words.
struct SourceRow {
    /// Where it stands, for a person: `line 12`, or the name of a file.
    let place: String
    /// The line it begins on, or the place of its file among the others by name, from 1.
    let number: Int
    /// What it was agreed to, by the answers that were mapped.
    var uses: Set<Use> = []
    /// Whether an answer about consent stands there that was not mapped.
    var hasOtherAnswer = false
    /// Where its words lie in a table.
    var story: CSVField?
    var flaw: RowFlaw?
}

/// Files that hold stories, read into guarded memory.
enum StoryFile {
    /// The most bytes of a table.
    static let limit = 64 << 20
    static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    /// All bytes of a plain file; what passes through other memory is wiped.
    ///
    /// - Throws: `FileError`, `GuardedMemoryError`; `Refusal` if it is longer than `limit`, or grows meanwhile.
    static func bytes(_ path: String, limit: Int) throws -> GuardedBytes {
        let file = try InputFile(path, plain: true)
        guard file.size <= limit else {
            throw Refusal(.noInput, "the file \(path) is longer than \(limit >> 20) MiB", hint: "split it")
        }
        var memory = try GuardedBytes(count: file.size)
        var count = 0
        while true {
            var part = try file.read(min(1 << 16, file.size - count + 1))
            defer {
                var span = part.mutableSpan
                wipe(&span)
            }
            guard !part.isEmpty else { break }
            guard part.count <= file.size - count else {
                throw Refusal(.unavailable, "the file \(path) is being written", hint: "wait, then run the same again")
            }
            memory.write(part.span, at: count)
            count += part.count
        }
        guard count == file.size else {
            throw Refusal(.unavailable, "the file \(path) is being written", hint: "wait, then run the same again")
        }
        return memory
    }

    /// Puts the words of a story into guarded memory, without white space at their end.
    ///
    /// - Parameter isQuoted: whether two quotes stand for one.
    static func words(_ bytes: Span<UInt8>, isQuoted: Bool = false, limit: Int) throws(RowFlaw) -> Testimony {
        var end = bytes.count
        while end > 0, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[end - 1]) { end -= 1 }
        // It would end the text early in programs that read it later, and nobody typed it.
        for index in 0..<end where bytes[index] == 0 { throw .zeroByte }
        do throws(TestimonyError) {
            var builder = try TestimonyBuilder(limit: limit, bytes: end)
            var index = 0
            while index < end {
                let byte = bytes[index]
                try builder.append(byte)
                index += isQuoted && byte == UInt8(ascii: "\"") ? 2 : 1
            }
            return try builder.finish()
        } catch {
            switch error {
            case .empty: throw .empty
            case .tooLong: throw .tooLong(limit: limit)
            case .invalidUTF8: throw .notUTF8
            case .noMemory: throw .unreadable
            }
        }
    }
}
