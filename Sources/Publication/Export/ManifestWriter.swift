internal import Envelope
import Ledger

/// Writes `manifest.json` story by story; the same export gives the same bytes.
final class ManifestWriter {
    private let stream: ExportStream
    private var tombstones: [String] = []
    private var isFirst = true

    init(_ export: PublicationExport, _ output: ExportOutput) throws(ExportError) {
        stream = try output.open(Manifest.path)
        try stream.write(
            """
            {
              "schema": \(JSONText.string(Manifest.schemaName)),
              "use": \(JSONText.string(export.use.rawValue)),
              "place": \(JSONText.string(export.place)),
              "day": \(JSONText.string(export.day.description)),
              "publishable": \(!export.isRehearsal),
              "formats": \(JSONText.list(export.formats.map(\.rawValue))),

            """)
    }

    func bury(_ tombstone: Tombstone, files: [String]) throws(ExportError) {
        tombstones.append(
            JSONText.object([
                ("id", JSONText.string(tombstone.id)), ("month", JSONText.string(tombstone.month)),
                ("files", JSONText.list(files)),
            ]))
    }

    func add(_ story: ShownStory, files: [String]) throws(ExportError) {
        if isFirst { try beginStories() }
        try stream.write((isFirst ? "\n    " : ",\n    ") + Self.entry(story, files))
        isFirst = false
    }

    private func beginStories() throws(ExportError) {
        let list = tombstones.isEmpty ? "" : "\n    " + tombstones.joined(separator: ",\n    ") + "\n  "
        try stream.write("  \"retracted\": [\(list)],\n  \"stories\": [")
    }

    /// - Parameter shared: the files that belong to no one story.
    func finish(shared: [String], _ output: ExportOutput) throws(ExportError) {
        if isFirst { try beginStories() }
        let files = shared.filter { $0 != Manifest.path }.sorted { $0.utf8Precedes($1) }.map(JSONText.string)
        let list = files.isEmpty ? "" : "\n    " + files.joined(separator: ",\n    ") + "\n  "
        try stream.write((isFirst ? "" : "\n  ") + "],\n  \"files\": [\(list)]\n}\n")
        try stream.close()
    }

    private static func entry(_ story: ShownStory, _ files: [String]) -> String {
        JSONText.object([
            ("id", JSONText.string(story.id)), ("title", JSONText.string(story.title)),
            ("language", JSONText.string(story.language.tag)),
            ("published", JSONText.string(story.story.publishedMonth)),
            ("updated", JSONText.string(story.story.updatedMonth)),
            ("manuscript", JSONText.string(story.story.manuscriptDigest.hex)), ("files", JSONText.list(files)),
        ])
    }
}
