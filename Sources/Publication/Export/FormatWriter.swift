/// One way of writing stories down, as some tool reads them.
///
/// Each takes the stories one at a time, in ascending order of id.
protocol FormatWriter: AnyObject {
    /// Begins the files that hold many stories.
    func begin(_ output: ExportOutput) throws(ExportError)

    /// Says of a story that was there before that it is not any more.
    func bury(_ tombstone: Tombstone, _ output: ExportOutput) throws(ExportError)

    /// Writes one story.
    func add(_ story: ShownStory, _ output: ExportOutput) throws(ExportError)

    /// Ends every file.
    func finish(_ output: ExportOutput) throws(ExportError)
}

extension FormatWriter {
    func begin(_ output: ExportOutput) throws(ExportError) {}
    func bury(_ tombstone: Tombstone, _ output: ExportOutput) throws(ExportError) {}
    func finish(_ output: ExportOutput) throws(ExportError) {}
}

/// The writer of each format.
enum FormatWriters {
    static func of(
        _ format: Format, _ export: PublicationExport, typeset: (@Sendable (String, String) throws -> Void)?
    ) throws(ExportError) -> any FormatWriter {
        switch format {
        case .site: try SiteWriter(export)
        case .markdown: MarkdownWriter()
        case .wordpress: WordPressWriter(export)
        case .jsonFeed: JSONFeedWriter(export)
        case .atom: AtomWriter(export)
        case .epub: EPUBWriter(export)
        case .zine: try ZineWriter(export)
        case .pdf: PDFWriter(typeset: typeset)
        case .csv: CSVWriter()
        case .json: JSONWriter(export)
        }
    }
}
