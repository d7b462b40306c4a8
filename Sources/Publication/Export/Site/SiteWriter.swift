internal import HTML

/// `site/`: a page for each story and one about how it was agreed, one that lists them, and a style sheet.
///
/// No script, nothing from elsewhere.
final class SiteWriter: FormatWriter {
    private let export: PublicationExport
    private let story, agreement, indexHead, entry, indexFoot, gone: HTMLTemplate
    private let index: IndexPage
    private var stream: ExportStream?
    private var isEmpty = true

    /// - Throws: `ExportError.badTemplate`.
    init(_ export: PublicationExport) throws(ExportError) {
        self.export = export
        let words = PageWords.of(primary: export.language)
        index = IndexPage(words: words, title: export.title ?? words.stories, feeds: FeedLinks(export.formats))
        do {
            story = try HTMLTemplate(SiteTemplates.story)
            agreement = try HTMLTemplate(SiteTemplates.agreement)
            indexHead = try HTMLTemplate(SiteTemplates.indexHead)
            entry = try HTMLTemplate(SiteTemplates.entry)
            indexFoot = try HTMLTemplate(SiteTemplates.indexFoot)
            gone = try HTMLTemplate(SiteTemplates.gone)
        } catch { throw .badTemplate }
    }

    func begin(_ output: ExportOutput) throws(ExportError) {
        try output.file("site/style.css", SiteStyle.text)
        stream = try output.open("site/index.html")
        try stream?.write(indexHead.render(index))
    }

    func bury(_ tombstone: Tombstone, _ output: ExportOutput) throws(ExportError) {
        // At the same names: a copy over the old site leaves no page of the story behind.
        let page = gone.render(GonePage(site: index.title, language: export.language))
        try output.story("site/\(tombstone.id).html", page)
        try output.story("site/\(tombstone.id)-agreed.html", page)
    }

    func add(_ shown: ShownStory, _ output: ExportOutput) throws(ExportError) {
        if isEmpty { try stream?.write("<ul class=\"stories\">\n") }
        isEmpty = false
        try stream?.write(entry.render(IndexEntry(shown)))
        let page = StoryPage(shown, in: index)
        try output.story("site/\(shown.id).html", story.render(page))
        let how = AgreementPage(shown, use: export.use, site: index.title)
        try output.story("site/\(shown.id)-agreed.html", agreement.render(how))
    }

    func finish(_ output: ExportOutput) throws(ExportError) {
        let end = isEmpty ? "<p>\(HTMLText.escape(index.words.nothingYet))</p>\n" : "</ul>\n"
        try stream?.write(end + indexFoot.render(index))
        try stream?.close()
    }
}
