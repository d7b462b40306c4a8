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
