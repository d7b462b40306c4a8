import Ledger

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
                story.story.publishedMonth, story.story.updatedMonth, story.noteLine,
                story.credit ?? "", story.text,
            ]))
    }

    func finish(_ output: ExportOutput) throws(ExportError) { try stream?.close() }

    private static func row(_ cells: [String]) -> String { cells.map(cell).joined(separator: ",") + "\r\n" }

    /// A cell in quotation marks; the marks in it stand twice.
    ///
    /// Readers that go by whole characters, as those written in Swift do, see no quotation mark where an accent stands on
    /// it: there the curly mark is written, and where an accent begins a cell, or something that binds to the mark after
    /// it ends one, a blank parts them.
    static func cell(_ text: String) -> String {
        var out = String.UnicodeScalarView()
        if startsFormula(text) { out.append("'") }
        let scalars = Array(text.unicodeScalars)
        if out.isEmpty, let first = scalars.first, isOne("\"", first) { out.append(" ") }
        for (index, scalar) in scalars.enumerated() {
            guard scalar == "\"" else {
                out.append(scalar)
                continue
            }
            let bindsNext = index + 1 < scalars.count && isOne(scalar, scalars[index + 1])
            let bindsPrevious = index > 0 && isOne(scalars[index - 1], scalar)
            out.append(contentsOf: (bindsNext || bindsPrevious ? "”" : "\"\"").unicodeScalars)
        }
        if let last = scalars.last, isOne(last, "\"") { out.append(" ") }
        return "\"\(String(out))\""
    }

    /// Whether two scalars are one character to Swift.
    private static func isOne(_ first: Unicode.Scalar, _ second: Unicode.Scalar) -> Bool {
        String(String.UnicodeScalarView([first, second])).count == 1
    }

    // Spreadsheets skip blanks, and some take the wide forms of East Asian keyboards for the narrow ones.
    private static func startsFormula(_ text: String) -> Bool {
        let blanks: Set<Unicode.Scalar> = [" ", "\n", "\u{A0}", "\u{3000}"]
        let first = text.unicodeScalars.first { !blanks.contains($0) }
        return first.map { "=+-@\t\r＝＋－＠".unicodeScalars.contains($0) } ?? false
    }
}
