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
        front.add("tags", list: shown.notes.map(\.words))
        front.add("notes", list: shown.notes.map(\.key))
        front.add("languages", list: [shown.language.name].compactMap(\.self))
        if !shown.campaigns.isEmpty { front.add("themes", list: shown.themes) }
        if let credit = shown.credit { front.add("author", credit) }
        front.add("draft", plain: "false")

        var blocks = [MarkdownText.paragraphs(shown.paragraphs)]
        if !shown.notes.isEmpty {
            let list = shown.notes.map { MarkdownText.line($0.words) }.joined(separator: ", ")
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

/// YAML front matter that Hugo and Jekyll read alike.
///
/// Every text is a double-quoted scalar, so that no YAML (or TOML) in it means anything. Themes print these values
/// into pages, and many Jekyll themes do not escape them: so the five characters with which a page's markup begins or
/// ends are written with their typographic neighbors, and no two characters meet that open a template or a link.
struct FrontMatter {
    private(set) var text = "---\n"

    /// Adds a text.
    mutating func add(_ key: String, _ value: String) { text += "\(key): \(Self.quoted(value))\n" }

    /// Adds a value that this room made itself: a date, a number, yes or no.
    mutating func add(_ key: String, plain value: String) { text += "\(key): \(value)\n" }

    /// Adds a list of texts.
    mutating func add(_ key: String, list: [String]) {
        text += "\(key): [\(list.map(Self.quoted).joined(separator: ", "))]\n"
    }

    /// The front matter, closed.
    var closed: String { text + "---\n" }

    /// A double-quoted scalar in one line.
    static func quoted(_ value: String) -> String {
        var out = "\""
        for scalar in defused(PlainText.line(value)).unicodeScalars {
            // After `defused` no quotation mark is left: the backslash is the only character with a meaning.
            if scalar == "\\" { out.unicodeScalars.append("\\") }
            out.unicodeScalars.append(scalar)
        }
        return out + "\""
    }

    /// A line in which no template, markup or link can begin.
    ///
    /// `<` and `>` become `‹` and `›`, straight quotation marks become curly ones, and a space parts `{{`, `{%`, `{#`,
    /// `](`, `][`, and an `&` from the name of a character reference.
    static func defused(_ line: String) -> String {
        var out = String.UnicodeScalarView()
        var previous: Unicode.Scalar = " "
        for scalar in line.unicodeScalars {
            defer { previous = scalar }
            switch (previous, scalar) {
            case (_, "<"): out.append("‹")
            case (_, ">"): out.append("›")
            case (_, "'"): out.append(opens(after: previous) ? "‘" : "’")
            case (_, "\""): out.append(opens(after: previous) ? "“" : "”")
            case ("{", "{"), ("{", "%"), ("{", "#"), ("]", "("), ("]", "["), ("&", "#"), ("&", "a"..."z"),
                ("&", "A"..."Z"):
                out.append(" ")
                out.append(scalar)
            default: out.append(scalar)
            }
        }
        return String(out)
    }

    private static func opens(after previous: Unicode.Scalar) -> Bool {
        previous == " " || previous == "(" || previous == "[" || previous == "{" || previous == "\"" || previous == "'"
    }
}

/// Plain text written so that Markdown shows it and does nothing else with it.
///
/// The text passes three readers: Liquid or Hugo's shortcodes, then Goldmark (CommonMark) or kramdown, then a browser.
/// A backslash is used only where CommonMark and kramdown both take it; what they treat differently, what Liquid or
/// Hugo reads before Markdown does, and HTML itself is written as a character reference. Straight quotation marks,
/// dots and dashes are held fast, so that no typographer changes what was approved.
enum MarkdownText {
    /// Paragraphs parted by empty lines; two spaces at the end of a line keep the line break in both dialects.
    static func paragraphs(_ paragraphs: [[String]]) -> String {
        paragraphs.map { $0.map(line).joined(separator: "  \n") }.joined(separator: "\n\n")
    }

    /// One line.
    ///
    /// Blanks that begin it become no-break spaces, so that a poem keeps its shape and is not code.
    static func line(_ text: String) -> String {
        let scalars = Array(text.unicodeScalars)
        let start = scalars.firstIndex { $0 != " " && $0 != "\t" } ?? scalars.count
        var out = scalars[..<start].map { $0 == "\t" ? "&#160;&#160;&#160;&#160;" : "&#160;" }.joined()
        let list = listDelimiter(scalars, start)
        for index in start..<scalars.count {
            let scalar = scalars[index]
            let next = index + 1 < scalars.count ? scalars[index + 1] : " "
            if let reference = references[scalar] {
                out += reference
            } else if scalar == "," && next == "," {
                out += "&#44;"
            } else {
                if alwaysEscaped.contains(scalar) || index == list || (index == start && atStart.contains(scalar))
                    || (scalar == next && atRun.contains(scalar)) || (next != " " && beforeText.contains(scalar))
                {
                    out += "\\"
                }
                out.unicodeScalars.append(scalar)
            }
        }
        return out
    }

    /// Where the `.` or `)` stands that would make a numbered list of this line.
    private static func listDelimiter(_ scalars: [Unicode.Scalar], _ start: Int) -> Int? {
        let end = scalars[start...].firstIndex { !("0"..."9").contains($0) }
        return end.flatMap { $0 > start && (scalars[$0] == "." || scalars[$0] == ")") ? $0 : nil }
    }

    /// HTML, Liquid and shortcodes; addresses that would become links; what kramdown takes no backslash for, or takes
    /// for a table, a block's end or a line break in spite of it.
    private static let references: [Unicode.Scalar: String] = [
        "<": "&lt;", ">": "&gt;", "&": "&amp;", "{": "&#123;", "}": "&#125;", "@": "&#64;", "\\": "&#92;",
        "|": "&#124;", "~": "&#126;", "^": "&#94;",
    ]

    private static let alwaysEscaped: Set<Unicode.Scalar> = ["*", "_", "`", "[", "]", "$", "\"", "'"]

    /// Headings, lists, rules, definitions.
    private static let atStart: Set<Unicode.Scalar> = ["#", "-", "+", "=", ":"]

    /// Dashes, inserted and marked text.
    private static let atRun: Set<Unicode.Scalar> = ["-", "+", "="]

    /// Ellipses, `www.`, `https:`, `:emoji:`.
    private static let beforeText: Set<Unicode.Scalar> = [".", ":"]
}
