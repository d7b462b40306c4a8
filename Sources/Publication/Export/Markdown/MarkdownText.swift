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
