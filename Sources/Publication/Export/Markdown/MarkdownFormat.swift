/// One Markdown file a story, as Hugo and Jekyll both take it.
///
/// Content notes and the agreed name stand in the front matter for themes, and in the text for readers of themes that
/// do not show them.
struct MarkdownFormat: ExportFormat {
    func paths(of story: ApprovedStory) -> [String] { ["stories/\(story.id).md"] }

    var sharedPaths: [String] { [] }

    func make(_ export: Export, _ receive: (ExportFile) throws(ExportError) -> Void) throws(ExportError) {
        for story in export.stories { try receive(ExportFile(path: paths(of: story)[0], text: text(story))) }
    }

    /// The whole file.
    func text(_ story: ApprovedStory) -> String {
        let manuscript = story.manuscript
        let language = LanguageTag(manuscript.language)
        let words = PageWords.of(language)
        let title = PlainText.line(manuscript.title)
        let credit = PlainText.line(manuscript.credit)
        let notes = manuscript.contentNotes.map(PlainText.line).filter { !$0.isEmpty }

        var front = FrontMatter()
        front.add("title", title.isEmpty ? words.untitled : title)
        front.add("slug", story.id)
        front.add("lang", language.tag)
        front.add("dir", language.direction.rawValue)
        front.add("date", plain: "\(story.publishedMonth)-01")
        front.add("tags", list: notes)
        if !credit.isEmpty { front.add("author", credit) }
        front.add("draft", plain: "false")

        var blocks = [MarkdownText.paragraphs(manuscript.text)]
        if !notes.isEmpty {
            let list = notes.map(MarkdownText.line).joined(separator: ", ")
            blocks.insert("*\(words.contentNotes):* \(list)", at: 0)
        }
        if !credit.isEmpty { blocks.append("— \(MarkdownText.line(credit))") }
        return front.closed + "\n" + blocks.filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
    }
}
