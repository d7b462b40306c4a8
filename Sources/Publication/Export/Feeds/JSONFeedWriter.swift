/// `site/feed.json`: JSON Feed 1.1.
///
/// Source: <https://www.jsonfeed.org/version/1.1/>
final class JSONFeedWriter: FormatWriter {
    static let path = "site/feed.json"
    private let export: PublicationExport
    private var stream: ExportStream?
    private var isFirst = true

    init(_ export: PublicationExport) { self.export = export }

    func begin(_ output: ExportOutput) throws(ExportError) {
        stream = try output.open(Self.path)
        var head = [
            ("version", JSONText.string("https://jsonfeed.org/version/1.1")),
            ("title", JSONText.string(export.title ?? PageWords.of(primary: export.language).stories)),
        ]
        if let address = export.address {
            head.append(("home_page_url", JSONText.string(address)))
            head.append(("feed_url", JSONText.string(address + "feed.json")))
        }
        // The format has no tombstone of its own; its extensions start with an underscore.
        let graves = export.tombstones.map { tombstone in
            JSONText.object([
                ("id", JSONText.string(StoryName.urn(of: tombstone.id))),
                ("date_retracted", JSONText.string(StoryTime.buried(tombstone))),
            ])
        }
        head.append(("_retracted", JSONText.object([("items", "[\(graves.joined(separator: ", "))]")])))
        let lines = head.map { "  \(JSONText.string($0.0)): \($0.1),\n" }.joined()
        try stream?.write("{\n\(lines)  \"items\": [")
    }

    func add(_ story: ShownStory, _ output: ExportOutput) throws(ExportError) {
        var fields = [("id", JSONText.string(StoryName.urn(of: story.id)))]
        if let address = export.address { fields.append(("url", JSONText.string("\(address)\(story.id).html"))) }
        fields += [
            ("title", JSONText.string(story.title)), ("content_html", JSONText.string(StoryHTML.fragment(story))),
            ("date_published", JSONText.string(StoryTime.published(story.story))),
            ("date_modified", JSONText.string(StoryTime.updated(story.story))),
            ("language", JSONText.string(story.language.tag)),
        ]
        if !story.notes.isEmpty { fields.append(("tags", JSONText.list(story.notes.map(\.words)))) }
        if let credit = story.credit {
            fields.append(("authors", "[\(JSONText.object([("name", JSONText.string(credit))]))]"))
        }
        try stream?.write((isFirst ? "\n    " : ",\n    ") + JSONText.object(fields))
        isFirst = false
    }

    func finish(_ output: ExportOutput) throws(ExportError) {
        try stream?.write((isFirst ? "" : "\n  ") + "]\n}\n")
        try stream?.close()
    }
}
