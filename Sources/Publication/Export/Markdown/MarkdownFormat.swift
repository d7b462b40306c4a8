/// One Markdown file a story, as Hugo and Jekyll both take it.
///
/// Content notes and the agreed name stand in the front matter for themes, and in the text for readers of themes that
/// do not show them.
struct MarkdownFormat: ExportFormat {
    func paths(of story: ApprovedStory) -> [String] { [path(of: story)] }

    var sharedPaths: [String] { [] }

    func make(
        _ export: PublicationExport, _ receive: (ExportFile) throws(ExportError) -> Void
    ) throws(ExportError) {
        for story in export.stories { try receive(ExportFile(path: path(of: story), text: text(story))) }
    }

    /// The whole file.
    func text(_ story: ApprovedStory) -> String {
        let shown = ShownStory(story)
        var front = FrontMatter()
        front.add("title", shown.title)
        front.add("slug", story.id)
        front.add("lang", shown.language.tag)
        front.add("dir", shown.language.direction.rawValue)
        front.add("date", plain: "\(story.publishedMonth)-01")
        front.add("tags", list: shown.notes)
        if let credit = shown.credit { front.add("author", credit) }
        front.add("draft", plain: "false")

        var blocks = [MarkdownText.paragraphs(shown.paragraphs)]
        if !shown.notes.isEmpty {
            let list = shown.notes.map(MarkdownText.line).joined(separator: ", ")
            blocks.insert("*\(shown.words.contentNotes):* \(list)", at: 0)
        }
        if let credit = shown.credit { blocks.append("— \(MarkdownText.line(credit))") }
        return front.closed + "\n" + blocks.filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
    }

    private func path(of story: ApprovedStory) -> String { "stories/\(story.id).md" }
}
