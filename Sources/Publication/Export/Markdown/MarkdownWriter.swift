import Ledger

/// One Markdown file a story, as Hugo and Jekyll both take it.
///
/// Content notes and the agreed name stand in the front matter for themes, and in the text for readers of themes that
/// do not show them.
final class MarkdownWriter: FormatWriter {
    func add(_ story: ShownStory, _ output: ExportOutput) throws(ExportError) {
        try output.story("markdown/\(story.id).md", Self.text(story))
    }

    func bury(_ tombstone: Tombstone, _ output: ExportOutput) throws(ExportError) {
        try output.story("markdown/\(tombstone.id).md", Self.text(tombstone))
    }

    /// The whole file of a story.
    static func text(_ shown: ShownStory) -> String {
        let story = shown.story
        var front = FrontMatter()
        front.add("title", shown.title)
        front.add("slug", story.id)
        front.add("lang", shown.language.tag)
        front.add("dir", shown.language.direction.rawValue)
        front.add("date", plain: "\(story.publishedMonth)-01")
        if story.updatedMonth != story.publishedMonth { front.add("lastmod", plain: "\(story.updatedMonth)-01") }
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

    /// The file in the place of a story that was taken back, in every language that the room has.
    static func text(_ tombstone: Tombstone) -> String {
        var front = FrontMatter()
        front.add("title", PageWords.english.gone.title)
        front.add("slug", tombstone.id)
        front.add("lang", PageWords.english.language)
        front.add("dir", "ltr")
        front.add("date", plain: "\(tombstone.month)-01")
        front.add("tags", list: [])
        front.add("retracted", plain: "true")
        front.add("draft", plain: "false")
        let texts = PageWords.all.map { MarkdownText.line($0.gone.text) }
        return front.closed + "\n" + texts.joined(separator: "\n\n") + "\n"
    }
}
