import Envelope
import Files
import Ledger
import Testimony

/// A table as a form service writes it: a row for each answer, of which two columns are looked at and no other.
final class FormExport: StorySource {
    private let bytes: GuardedBytes
    private let limit: Int
    private(set) var rows: [SourceRow] = []
    private(set) var leftOut: [String] = []

    /// - Parameter limit: the most Unicode scalars of a story.
    /// - Throws: `FileError`, `GuardedMemoryError`, `Refusal` if the first line does not name the columns.
    init(_ path: String, story: String, consent: MappedConsent?, limit: Int) throws {
        bytes = try StoryFile.bytes(path, limit: StoryFile.limit)
        self.limit = limit
        try read(story, consent)
    }

    func words(of row: SourceRow) throws(RowFlaw) -> Testimony {
        if let flaw = row.flaw { throw flaw }
        guard let story = row.story else { throw .empty }
        return try bytes.withBytes { (bytes) throws(RowFlaw) in
            try StoryFile.words(bytes.extracting(story.range), isQuoted: story.isQuoted, limit: limit)
        }
    }

    private func read(_ story: String, _ consent: MappedConsent?) throws {
        let (rows, leftOut) = try bytes.withBytes { (bytes) throws(Refusal) -> ([SourceRow], [String]) in
            let start = bytes.starts(with: StoryFile.byteOrderMark) ? StoryFile.byteOrderMark.count : 0
            var (reader, header) = try Self.header(of: bytes, from: start, naming: story)
            let place = try Self.place(of: story, in: header)
            let answer = try consent.map { (consent) throws(Refusal) in
                (place: try Self.place(of: consent.column, in: header), consent: consent)
            }
            var gathering = RowGathering(width: header.count, story: place, answer: answer)
            while let record = reader.next(in: bytes) { gathering.take(record, in: bytes) }
            let named = Set([place, answer?.place].compactMap { $0 })
            let others = header.enumerated().filter { !named.contains($0.offset) }
            return (gathering.rows, others.map { $0.element ?? "a column with a long name" })
        }
        (self.rows, self.leftOut) = (rows, leftOut)
    }

    /// The names of the columns, by the separator with which one is the story's.
    ///
    /// Only then is the first line known to hold names, and nothing of it is shown before.
    private static func header(
        of bytes: Span<UInt8>, from start: Int, naming story: String
    ) throws(Refusal) -> (reader: CSVReader, names: [String?]) {
        let wanted = MappedConsent.folded(story)
        for separator in [",", ";", "\t"].compactMap(\.utf8.first) {
            var reader = CSVReader(separator: separator, from: start)
            guard case .fields(let fields, _) = reader.next(in: bytes) else { continue }
            let names = fields.map { $0.label(in: bytes) }
            if names.contains(wanted) { return (reader, names) }
        }
        // A spreadsheet is an archive, and programs that write UTF-16 say so first.
        guard !bytes.starts(with: [0x50, 0x4B]), !bytes.starts(with: [0xFF, 0xFE]), !bytes.starts(with: [0xFE, 0xFF])
        else {
            throw Refusal(.badData, "this is no CSV file in UTF-8", hint: "save the table as “CSV UTF-8”")
        }
        throw missing
    }

    private static let missing = Refusal(
        .usage, "no column has this name in the first line of the file",
        hint: "open the file and write the name as it stands there, capital letters too")

    private static func place(of name: String, in header: [String?]) throws(Refusal) -> Int {
        let folded = MappedConsent.folded(name)
        let places = header.indices.filter { header[$0] == folded }
        guard let place = places.first else { throw missing }
        guard places.count == 1 else {
            throw Refusal(
                .usage, "\(places.count) columns have the same name", hint: "give each its own name in the first line")
        }
        return place
    }
}

extension CSVField {
    /// The longest name of a column, or answer in a list, in bytes.
    private static let longestLabel = 1000

    /// The field as a name or an answer of a list, with single blanks; nil if it is too long for one, or no text.
    func label(in bytes: Span<UInt8>) -> String? {
        guard range.count <= Self.longestLabel else { return nil }
        let text = String(validating: range.map { bytes[$0] }, as: UTF8.self)
        return text.map { MappedConsent.folded(isQuoted ? $0.replacing("\"\"", with: "\"") : $0) }
    }
}

extension Span<UInt8> {
    func starts(with prefix: [UInt8]) -> Bool {
        count >= prefix.count && prefix.indices.allSatisfy { self[$0] == prefix[$0] }
    }
}
