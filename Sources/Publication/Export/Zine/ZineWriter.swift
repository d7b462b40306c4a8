internal import Envelope
internal import HTML
import Ledger

/// `zine/`: pages to print, fold and staple, in parts of at most a hundred stories.
///
/// A part is a booklet of its own: cover, contents, stories by their language, a page about them that says what was taken back,
/// and a last one that says where to turn and how to take part. Its page is half a sheet.
final class ZineWriter: FormatWriter {
    /// The most stories in one part: more would not fold.
    static let most = 100

    private let export: PublicationExport
    private let words: PageWords
    private let story, turn: HTMLTemplate
    /// The stories of the part that is being gathered, by the language that they are in.
    private var sections: [String: ZineText.Section] = [:]
    private var count = 0
    private var part = 0

    /// - Throws: `ExportError.badTemplate`.
    init(_ export: PublicationExport) throws(ExportError) {
        self.export = export
        words = PageWords.of(primary: export.language)
        do { (story, turn) = (try HTMLTemplate(ZineText.story), try HTMLTemplate(ZineText.turn)) } catch {
            throw .badTemplate
        }
    }

    func begin(_ output: ExportOutput) throws(ExportError) {
        try output.file("zine/zine.css", ZineStyle(export.printing).text)
    }

    func add(_ shown: ShownStory, _ output: ExportOutput) throws(ExportError) {
        if count == Self.most { try closePart(output, isOnly: false) }
        let language = shown.language.primary
        sections[language, default: ZineText.Section(LanguageTag(language))].lines.append(ZineText.Line(shown))
        sections[language]?.texts.append(story.render(StoryPage(shown)))
        count += 1
    }

    func finish(_ output: ExportOutput) throws(ExportError) {
        if count > 0 || part == 0 { try closePart(output, isOnly: part == 0) }
    }

    /// The zine's own language first, then as the languages call themselves; one that is not known comes last.
    private var sorted: [ZineText.Section] {
        sections.sorted { left, right in
            func rank(_ section: ZineText.Section) -> (Int, String) {
                guard let name = section.language.name else { return (2, "") }
                return section.language.primary == export.language ? (0, "") : (1, name)
            }
            let (one, other) = (rank(left.value), rank(right.value))
            return one.0 != other.0 ? one.0 < other.0 : one.1.utf8Precedes(other.1)
        }.map(\.value)
    }

    private func closePart(_ output: ExportOutput, isOnly: Bool) throws(ExportError) {
        part += 1
        let name = String(repeating: "0", count: max(0, 2 - "\(part)".utf8.count)) + "\(part)"
        let sections = sorted
        let stream = try output.open("zine/zine-\(name).html")
        try stream.write(ZineText.head(export, words: words, part: isOnly ? nil : part, sections: sections))
        for section in sections {
            let own = section.language
            try stream.write("<div class=\"stories\" lang=\"\(own.tag)\" dir=\"\(own.direction.rawValue)\">\n")
            if sections.count > 1 { try stream.write(ZineText.language(own)) }
            for text in section.texts { try stream.write(text) }
            try stream.write("</div>\n")
        }
        try stream.write(ZineText.about(words: words, sections: sections, tombstones: export.tombstones))
        for words in ZineText.turns(export, words, sections) {
            try stream.write(turn.render(ZineTurn(export.surroundings, in: words)))
        }
        try stream.write(ZineText.foot)
        try stream.close()
        self.sections = [:]
        count = 0
    }
}

/// The zine's parts as accessible PDFs, set by a program that is not ours.
final class PDFWriter: FormatWriter {
    private let typeset: OutsidePrograms.Maker?

    init(_ programs: OutsidePrograms) { typeset = programs.typeset }

    func add(_ story: ShownStory, _ output: ExportOutput) throws(ExportError) {}

    /// Comes after the zine in the order of formats: its pages are whole then.
    func finish(_ output: ExportOutput) throws(ExportError) {
        try output.make(".pdf", ofEach: ".html", by: typeset, orThrow: .notTypeset)
    }
}

/// The PDFs on sheets, ready to print on both sides, fold and staple, made by a program that is not ours.
final class BookletWriter: FormatWriter {
    private let impose: OutsidePrograms.Maker?

    init(_ programs: OutsidePrograms) { impose = programs.impose }

    func add(_ story: ShownStory, _ output: ExportOutput) throws(ExportError) {}

    /// Comes after the PDFs in the order of formats.
    func finish(_ output: ExportOutput) throws(ExportError) {
        try output.make("-sheets.pdf", ofEach: ".pdf", by: impose, orThrow: .notImposed)
    }
}

extension ExportOutput {
    /// Has a program make a file beside each file of the zine whose name ends so.
    fileprivate func make(
        _ suffix: String, ofEach ending: String, by program: OutsidePrograms.Maker?, orThrow fault: ExportError
    ) throws(ExportError) {
        guard let program else { throw fault }
        for source in shared where source.hasPrefix("zine/") && source.hasSuffix(ending) {
            let made = source.dropLast(ending.count) + suffix
            do { try program(place(of: source), place(of: String(made))) } catch { throw fault }
            try adopt(String(made))
        }
    }
}
