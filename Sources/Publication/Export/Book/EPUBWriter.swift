internal import Envelope
internal import HTML

/// `stories.epub`: EPUB 3.3 with accessibility metadata, a chapter for each story.
final class EPUBWriter: FormatWriter {
    private let export: PublicationExport
    private let words: PageWords
    private let title: String
    private var zip: ZipWriter?
    /// What the package and the contents say of each chapter; a line each.
    private var items = ""
    private var spine = ""
    private var contents = ""
    private var languages: Set<String> = []

    init(_ export: PublicationExport) {
        self.export = export
        words = PageWords.of(primary: export.language)
        title = export.title ?? words.stories
    }

    func begin(_ output: ExportOutput) throws(ExportError) {
        let zip = ZipWriter(try output.open("stories.epub"))
        self.zip = zip
        // First and stored: by this a reader knows the file before it unpacks anything (OCF 3.3, §4.2.6.1).
        try zip.add("mimetype", "application/epub+zip")
        try zip.add("META-INF/container.xml", EPUBText.container)
        try zip.add("EPUB/style.css", EPUBText.style)
        try zip.add("EPUB/title.xhtml", EPUBText.titlePage(title, words, month: words.month(export.day.month)))
        try zip.add("EPUB/about.xhtml", EPUBText.about(words, export.tombstones))
    }

    func add(_ story: ShownStory, _ output: ExportOutput) throws(ExportError) {
        let name = "s-\(story.id)"
        try zip?.add("EPUB/\(name).xhtml", EPUBText.chapter(story))
        items += "<item id=\"\(name)\" href=\"\(name).xhtml\" media-type=\"application/xhtml+xml\"/>\n"
        spine += "<itemref idref=\"\(name)\"/>\n"
        let own = EPUBText.own(story.language)
        contents += "<li><a href=\"\(name).xhtml\" \(own)>\(HTMLText.escape(story.shortTitle))</a></li>\n"
        languages.insert(story.language.tag)
    }

    func finish(_ output: ExportOutput) throws(ExportError) {
        try zip?.add("EPUB/nav.xhtml", EPUBText.contents(words, contents))
        let package = EPUBText.package(
            export, title: title, languages: languages.union([words.language]).sorted { $0.utf8Precedes($1) },
            items: items, spine: spine, words: words)
        try zip?.add("EPUB/package.opf", package)
        try zip?.close()
    }
}
