internal import Envelope
import Ledger

/// `ghost.json`: a file for Ghost's own importer, every story a draft, which a person publishes.
///
/// The words stand in Ghost's own document, node by node, as text: nothing in them can become markup or a card.
final class GhostWriter: FormatWriter {
    private let export: PublicationExport
    private var stream: ExportStream?
    private var isFirst = true
    /// The number of each tag.
    private var tags: [String: Int] = [:]
    private var links: [String] = []

    init(_ export: PublicationExport) { self.export = export }

    func begin(_ output: ExportOutput) throws(ExportError) {
        stream = try output.open("ghost.json")
        // Nobody needs to know when: the importer asks for a number there.
        try stream?.write("{\"db\": [{\"meta\": {\"exported_on\": 0, \"version\": \"5.0.0\"}, \"data\": {\"posts\": [")
    }

    func add(_ story: ShownStory, _ output: ExportOutput) throws(ExportError) {
        let number = WordPressWriter.postID(story.id)
        let date = JSONText.string("\(story.story.publishedMonth)-01T00:00:00.000Z")
        try stream?.write(
            (isFirst ? "\n    " : ",\n    ")
                + JSONText.object([
                    ("id", "\(number)"), ("title", JSONText.string(Self.cut(story.title, to: 255))),
                    ("slug", JSONText.string("story-\(story.id)")),
                    ("lexical", JSONText.string(Self.document(story))), ("status", JSONText.string("draft")),
                    ("type", JSONText.string("post")), ("visibility", JSONText.string("public")),
                    ("email_only", "false"), ("featured", "0"), ("created_at", date), ("updated_at", date),
                ]))
        isFirst = false
        for (order, tag) in ([story.language.name].compactMap(\.self) + story.themes + story.notes).enumerated() {
            let known = tags[tag] ?? tags.count + 1
            tags[tag] = known
            links.append(
                JSONText.object([("tag_id", "\(known)"), ("post_id", "\(number)"), ("sort_order", "\(order)")]))
        }
    }

    func finish(_ output: ExportOutput) throws(ExportError) {
        let list = tags.sorted { $0.value < $1.value }.map { name, number in
            JSONText.object([
                ("id", "\(number)"), ("name", JSONText.string(Self.cut(name, to: 191))),
                ("slug", JSONText.string("\(WordPressWriter.slug(name))")),
            ])
        }
        try stream?.write(
            "\n  ],\n  \"tags\": [\(list.joined(separator: ",\n    "))],\n"
                + "  \"posts_tags\": [\(links.joined(separator: ",\n    "))]\n}}]}\n")
        try stream?.close()
    }

    /// A text of at most so many UTF-16 units: Ghost refuses the post of a longer title, and a longer tag.
    static func cut(_ text: String, to most: Int) -> String {
        guard text.utf16.count > most else { return text }
        var out = String.UnicodeScalarView()
        var count = 0
        for scalar in text.unicodeScalars {
            count += UTF16.width(scalar)
            guard count < most else { break }
            out.append(scalar)
        }
        return String(out) + "…"
    }

    /// The notes, the paragraphs and the name, as Ghost's editor keeps them.
    static func document(_ story: ShownStory) -> String {
        let direction = story.language.direction.rawValue
        func paragraph(_ lines: [String], format: Int = 0) -> String {
            let nodes = lines.enumerated().flatMap { number, line in
                let text =
                    "{\"type\":\"extended-text\",\"version\":1,\"detail\":0,\"format\":\(format),\"mode\":\"normal\",\"style\":\"\",\"text\":\(JSONText.string(line))}"
                return number == 0 ? [text] : ["{\"type\":\"linebreak\",\"version\":1}", text]
            }
            return
                "{\"type\":\"paragraph\",\"version\":1,\"direction\":\"\(direction)\",\"format\":\"\",\"indent\":0,\"children\":[\(nodes.joined(separator: ","))]}"
        }
        let notes =
            story.notes.isEmpty
            ? [] : [paragraph(["\(story.words.contentNotes): \(story.notes.joined(separator: ", "))"], format: 1)]
        let credit = story.credit.map { [paragraph(["— \($0)"])] } ?? []
        let children = (notes + story.paragraphs.map { paragraph($0) } + credit).joined(separator: ",")
        return
            "{\"root\":{\"type\":\"root\",\"version\":1,\"direction\":\"\(direction)\",\"format\":\"\",\"indent\":0,\"children\":[\(children)]}}"
    }
}
