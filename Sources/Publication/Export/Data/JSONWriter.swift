internal import Envelope
import Ledger

/// `stories.json`: everything that readers may have, as data (FORMAT §7.3).
final class JSONWriter: FormatWriter {
    private let export: PublicationExport
    private var stream: ExportStream?
    private var isFirst = true

    init(_ export: PublicationExport) { self.export = export }

    func begin(_ output: ExportOutput) throws(ExportError) {
        stream = try output.open("stories.json")
        let graves = export.tombstones.map {
            JSONText.object([("id", JSONText.string($0.id)), ("month", JSONText.string($0.month))])
        }
        let head = [
            ("schema", JSONText.string("firsthand/stories/v1")), ("use", JSONText.string(export.use.rawValue)),
        ].map { "  \(JSONText.string($0.0)): \($0.1),\n" }.joined()
        try stream?.write("{\n\(head)  \"retracted\": [\(graves.joined(separator: ", "))],\n  \"stories\": [")
    }

    func add(_ story: ShownStory, _ output: ExportOutput) throws(ExportError) {
        let fields = [
            ("id", JSONText.string(story.id)), ("urn", JSONText.string(StoryName.urn(of: story.id))),
            ("title", JSONText.string(story.title)), ("language", JSONText.string(story.language.tag)),
            ("direction", JSONText.string(story.language.direction.rawValue)),
            ("published", JSONText.string(story.story.publishedMonth)),
            ("updated", JSONText.string(story.story.updatedMonth)),
            ("content_notes", JSONText.list(story.notes)),
            ("credit", story.credit.map(JSONText.string) ?? "null"), ("text", JSONText.string(story.text)),
        ]
        try stream?.write((isFirst ? "\n    " : ",\n    ") + JSONText.object(fields))
        isFirst = false
    }

    func finish(_ output: ExportOutput) throws(ExportError) {
        try stream?.write((isFirst ? "" : "\n  ") + "]\n}\n")
        try stream?.close()
    }
}
