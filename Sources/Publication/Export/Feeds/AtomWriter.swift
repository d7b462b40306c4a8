internal import HTML

/// `site/feed.xml`: Atom (RFC 4287) with tombstones (RFC 6721).
final class AtomWriter: FormatWriter {
    static let path = "site/feed.xml"
    private let export: PublicationExport
    private var stream: ExportStream?

    init(_ export: PublicationExport) { self.export = export }

    func begin(_ output: ExportOutput) throws(ExportError) {
        stream = try output.open(Self.path)
        let title = export.title ?? PageWords.of(primary: export.language).stories
        var head = """
            <?xml version="1.0" encoding="utf-8"?>
            <feed xmlns="http://www.w3.org/2005/Atom" xmlns:at="http://purl.org/atompub/tombstones/1.0">
            <id>\(StoryName.urn(of: export))</id>
            <title>\(HTMLText.escape(title))</title>
            <updated>\(StoryTime.export(export))</updated>
            <author><name>\(HTMLText.escape(title))</name></author>

            """
        if let address = export.address {
            let place = HTMLText.escape(address)
            head += "<link rel=\"self\" type=\"application/atom+xml\" href=\"\(place)feed.xml\"/>\n"
            head += "<link rel=\"alternate\" type=\"text/html\" href=\"\(place)index.html\"/>\n"
        }
        try stream?.write(head)
    }

    func bury(_ tombstone: Tombstone, _ output: ExportOutput) throws(ExportError) {
        try stream?.write(Self.tombstone(tombstone) + "\n")
    }

    /// The element that tells a reader to let a story go.
    static func tombstone(_ tombstone: Tombstone) -> String {
        "<at:deleted-entry ref=\"\(StoryName.urn(of: tombstone.id))\" when=\"\(StoryTime.buried(tombstone))\"/>"
    }

    func add(_ story: ShownStory, _ output: ExportOutput) throws(ExportError) {
        let author = story.credit.map { "<author><name>\(HTMLText.escape($0))</name></author>\n" } ?? ""
        let notes = story.notes.map {
            "<category term=\"\(HTMLText.escape($0.key))\" label=\"\(HTMLText.escape($0.words))\"/>\n"
        }.joined()
        var link = ""
        if let address = export.address {
            link =
                "<link rel=\"alternate\" type=\"text/html\" href=\"\(HTMLText.escape(address))\(story.id).html\"/>\n"
        }
        let html = HTMLText.escape(StoryHTML.fragment(story))
        try stream?.write(
            """
            <entry xml:lang="\(story.language.tag)">
            <id>\(StoryName.urn(of: story.id))</id>
            <title>\(HTMLText.escape(story.title))</title>
            \(author)<published>\(StoryTime.published(story.story))</published>
            <updated>\(StoryTime.updated(story.story))</updated>
            \(link)\(notes)<content type="html">\(html)</content>
            </entry>

            """)
    }

    func finish(_ output: ExportOutput) throws(ExportError) {
        try stream?.write("</feed>\n")
        try stream?.close()
    }
}
