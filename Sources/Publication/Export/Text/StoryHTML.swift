internal import HTML

/// A story as a piece of HTML, for what carries HTML inside: feeds, WordPress.
enum StoryHTML {
    /// Content notes, text, name: each with its language and direction, no attribute that a theme must know.
    static func fragment(_ story: ShownStory) -> String {
        var out = ""
        let own = "lang=\"\(story.language.tag)\" dir=\"\(story.language.direction.rawValue)\""
        if !story.notes.isEmpty {
            let label =
                "<strong lang=\"\(story.words.language)\">\(HTMLText.escape(story.words.contentNotes)):</strong>"
            out += "<p \(own)>\(label) \(HTMLText.escape(story.notes.joined(separator: ", ")))</p>\n"
        }
        for paragraph in story.paragraphs {
            out += "<p \(own)>\(paragraph.map(line).joined(separator: "<br>\n"))</p>\n"
        }
        if let credit = story.credit { out += "<p \(own)>— \(HTMLText.escape(credit))</p>\n" }
        return out
    }

    /// A line; blanks that begin it are kept, so that a poem keeps its shape.
    private static func line(_ text: String) -> String {
        let start = text.unicodeScalars.firstIndex { $0 != " " && $0 != "\t" } ?? text.unicodeScalars.endIndex
        let blanks = text.unicodeScalars[..<start].map { $0 == "\t" ? "&#160;&#160;&#160;&#160;" : "&#160;" }.joined()
        return blanks + HTMLText.escape(String(text.unicodeScalars[start...]))
    }
}
