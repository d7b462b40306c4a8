import Envelope
import Files
import Testimony

/// A folder of text files, each of which is a story.
final class StoryFolder: StorySource {
    private static let endings = [".txt", ".text", ".md"]
    private let folder: String
    private let limit: Int
    let rows: [SourceRow]
    let leftOut: [String]

    /// - Parameters:
    ///   - names: what is in the folder.
    ///   - limit: the most Unicode scalars of a story.
    init(_ folder: String, names: [String], limit: Int) {
        let shown = names.filter { !$0.hasPrefix(".") }.sorted()
        let texts = shown.filter { name in Self.endings.contains { name.lowercased().hasSuffix($0) } }
        rows = texts.enumerated().map { SourceRow(place: $0.element, number: $0.offset + 1) }
        leftOut = shown.filter { !texts.contains($0) }
        (self.folder, self.limit) = (folder, limit)
    }

    func words(of row: SourceRow) throws(RowFlaw) -> Testimony {
        let bytes = try bytes(of: row.place)
        return try bytes.withBytes { (bytes) throws(RowFlaw) in
            let start = bytes.starts(with: StoryFile.byteOrderMark) ? StoryFile.byteOrderMark.count : 0
            return try StoryFile.words(bytes.extracting(start..<bytes.count), limit: limit)
        }
    }

    private func bytes(of name: String) throws(RowFlaw) -> GuardedBytes {
        // As many as the longest story can have, with a mark in front and white space at its end.
        do { return try StoryFile.bytes("\(folder)/\(name)", limit: limit * 4 + 1024) } catch let refusal as Refusal {
            throw refusal.status == .noInput ? .tooLong(limit: limit) : .changed
        } catch { throw .unreadable }
    }
}
