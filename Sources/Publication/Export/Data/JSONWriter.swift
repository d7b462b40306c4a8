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
            ("content_notes", JSONText.list(story.notes.map(\.key))),
            ("content_note_words", JSONText.list(story.notes.map(\.words))),
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

/// Texts as JSON, character by character, so that a file can be written piece by piece.
enum JSONText {
    /// A string in quotation marks.
    ///
    /// `<`, `>` and `&` are escaped too: whoever copies the text into a page's script cannot end the script with it.
    static func string(_ text: String) -> String {
        var out = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": out += "\\\""
            case "\\": out += "\\\\"
            case "\n": out += "\\n"
            case "\t": out += "\\t"
            case "\0"..."\u{1F}", "\u{7F}"..."\u{9F}", "<", ">", "&", "\u{2028}", "\u{2029}":
                let hex = String(scalar.value, radix: 16)
                out += "\\u" + String(repeating: "0", count: 4 - hex.utf8.count) + hex
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out + "\""
    }

    /// A list of strings.
    static func list(_ texts: [String]) -> String { "[" + texts.map(string).joined(separator: ", ") + "]" }

    /// An object with its fields in this order, in one line.
    static func object(_ fields: [(String, String)]) -> String {
        "{" + fields.map { "\(string($0.0)): \($0.1)" }.joined(separator: ", ") + "}"
    }
}
