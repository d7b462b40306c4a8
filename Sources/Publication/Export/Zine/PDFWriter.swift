/// The zine's parts as accessible PDFs, set by a program that is not ours.
final class PDFWriter: FormatWriter {
    private let typeset: (@Sendable (String, String) throws -> Void)?

    init(typeset: (@Sendable (String, String) throws -> Void)?) { self.typeset = typeset }

    func add(_ story: ShownStory, _ output: ExportOutput) throws(ExportError) {}

    /// Comes after the zine in the order of formats: its pages are whole then.
    func finish(_ output: ExportOutput) throws(ExportError) {
        guard let typeset else { throw .notTypeset }
        for page in output.shared where page.hasPrefix("zine/") && page.hasSuffix(".html") {
            let pdf = page.dropLast(5) + ".pdf"
            do { try typeset(output.place(of: page), output.place(of: String(pdf))) } catch { throw .notTypeset }
            try output.adopt(String(pdf))
        }
    }
}
