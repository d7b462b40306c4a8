/// `stories.csv`: a row for each story, for campaign tools (RFC 4180).
///
/// Every cell is quoted. One that a spreadsheet would take for a formula starts with an apostrophe, which spreadsheets
/// do not show (OWASP, "CSV Injection"); a reader that is no spreadsheet finds it there.
final class CSVWriter: FormatWriter {
    static let columns = [
        "id", "status", "title", "language", "direction", "published", "updated", "content_notes", "credit", "text",
    ]

    private var stream: ExportStream?

    func begin(_ output: ExportOutput) throws(ExportError) {
        stream = try output.open("stories.csv")
        try stream?.write(Self.row(Self.columns))
    }

    func bury(_ tombstone: Tombstone, _ output: ExportOutput) throws(ExportError) {
        try stream?.write(Self.row([tombstone.id, "retracted", "", "", "", "", tombstone.month, "", "", ""]))
    }

    func add(_ story: ShownStory, _ output: ExportOutput) throws(ExportError) {
        try stream?.write(
            Self.row([
                story.id, "published", story.title, story.language.tag, story.language.direction.rawValue,
                story.story.publishedMonth, story.story.updatedMonth, story.notes.joined(separator: ", "),
                story.credit ?? "", story.text,
            ]))
    }

    func finish(_ output: ExportOutput) throws(ExportError) { try stream?.close() }

    private static func row(_ cells: [String]) -> String { cells.map(cell).joined(separator: ",") + "\r\n" }

    /// A cell in quotation marks; the marks in it stand twice.
    static func cell(_ text: String) -> String {
        var out = String.UnicodeScalarView()
        if startsFormula(text) { out.append("'") }
        for scalar in text.unicodeScalars {
            if scalar == "\"" { out.append(scalar) }
            out.append(scalar)
        }
        return "\"\(String(out))\""
    }

    // Spreadsheets skip blanks, and some take the wide forms of East Asian keyboards for the narrow ones.
    private static func startsFormula(_ text: String) -> Bool {
        let blanks: Set<Unicode.Scalar> = [" ", "\n", "\u{A0}", "\u{3000}"]
        let first = text.unicodeScalars.first { !blanks.contains($0) }
        return first.map { "=+-@\t\r＝＋－＠".unicodeScalars.contains($0) } ?? false
    }
}
