internal import HTML
import Ledger

/// `zine/`: pages to print, fold and staple, in parts of at most a hundred stories.
///
/// A part is a booklet of its own: cover, contents, stories, and a last page that says what was taken back. Its page is
/// half a letter sheet, so that two fit on one side.
final class ZineWriter: FormatWriter {
    /// The most stories in one part: more would not fold.
    static let most = 100

    private let export: PublicationExport
    private let words: PageWords
    private let story: HTMLTemplate
    /// The stories of the part that is being gathered, rendered.
    private var texts: [String] = []
    private var contents: [ZineText.Line] = []
    private var part = 0

    /// - Throws: `ExportError.badTemplate`.
    init(_ export: PublicationExport) throws(ExportError) {
        self.export = export
        words = PageWords.of(primary: export.language)
        do { story = try HTMLTemplate(ZineText.story) } catch { throw .badTemplate }
    }

    func begin(_ output: ExportOutput) throws(ExportError) { try output.file("zine/zine.css", ZineStyle.text) }

    func add(_ shown: ShownStory, _ output: ExportOutput) throws(ExportError) {
        if texts.count == Self.most { try closePart(output, isOnly: false) }
        texts.append(story.render(StoryPage(shown)))
        contents.append(ZineText.Line(shown))
    }

    func finish(_ output: ExportOutput) throws(ExportError) {
        if !texts.isEmpty || part == 0 { try closePart(output, isOnly: part == 0) }
    }

    private func closePart(_ output: ExportOutput, isOnly: Bool) throws(ExportError) {
        part += 1
        let name = String(repeating: "0", count: max(0, 2 - "\(part)".utf8.count)) + "\(part)"
        let stream = try output.open("zine/zine-\(name).html")
        try stream.write(ZineText.head(export, words: words, part: isOnly ? nil : part, contents: contents))
        for text in texts { try stream.write(text) }
        try stream.write(ZineText.foot(words: words, tombstones: export.tombstones))
        try stream.close()
        texts = []
        contents = []
    }
}

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
