internal import Envelope
import Ledger

/// `ghost.json`: a file for Ghost's own importer, every story a draft, which a person publishes.
///
/// The words stand in Ghost's own document, node by node, as text: nothing in them can become markup or a card.
final class GhostWriter: FormatWriter {
    private let export: PublicationExport
    private var stream: ExportStream?
    private var isFirst = true
    /// The number and the words of each tag, by its name in addresses, which Ghost keeps apart.
    private var tags: [String: (number: Int, words: String)] = [:]
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
        let named = ([story.language.name].compactMap(\.self) + story.themes).map { (WordPressWriter.slug($0), $0) }
        let notes = story.notes.map { (WordPressWriter.slug($0.key), export.name(of: $0)) }
        var seen: Set<String> = []
        for (slug, words) in named + notes where seen.insert(slug).inserted {
            let known = tags[slug] ?? (tags.count + 1, words)
            tags[slug] = known
            links.append(
                JSONText.object([
                    ("tag_id", "\(known.number)"), ("post_id", "\(number)"), ("sort_order", "\(seen.count - 1)"),
                ]))
        }
    }

    func finish(_ output: ExportOutput) throws(ExportError) {
        let list = tags.sorted { $0.value.number < $1.value.number }.map { slug, tag in
            JSONText.object([
                ("id", "\(tag.number)"), ("name", JSONText.string(Self.cut(tag.words, to: 191))),
                ("slug", JSONText.string(slug)),
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
            ? [] : [paragraph(["\(story.words.contentNotes): \(story.noteLine)"], format: 1)]
        let credit = story.credit.map { [paragraph(["— \($0)"])] } ?? []
        let children = (notes + story.paragraphs.map { paragraph($0) } + credit).joined(separator: ",")
        return
            "{\"root\":{\"type\":\"root\",\"version\":1,\"direction\":\"\(direction)\",\"format\":\"\",\"indent\":0,\"children\":[\(children)]}}"
    }
}
