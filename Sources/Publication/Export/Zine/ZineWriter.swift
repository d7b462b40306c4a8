internal import Envelope
internal import HTML
import Ledger

/// `zine/`: pages to print, fold and staple, in parts of at most a hundred stories.
///
/// A part is a booklet of its own: cover, contents, stories by their language or their themes, a page about them that says what was taken back,
/// and a last one that says where to turn and how to take part. Its page is half a sheet.
final class ZineWriter: FormatWriter {
    /// The most stories in one part: more would not fold.
    static let most = 100

    private let export: PublicationExport
    private let words: PageWords
    private let story, turn: HTMLTemplate
    /// The stories of the part that is being gathered, by the language that they are in, or by the name of a campaign.
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
        let text = story.render(StoryPage(shown))
        if export.printing.isByTheme {
            let first = shown.campaigns.first
            sections[first?.name ?? "", default: ZineText.Section(first, in: words)].add(shown, text)
        } else {
            let language = shown.language.primary
            sections[language, default: ZineText.Section(LanguageTag(language))].add(shown, text)
        }
        count += 1
    }

    func finish(_ output: ExportOutput) throws(ExportError) {
        if count > 0 || part == 0 { try closePart(output, isOnly: part == 0) }
    }

    /// The zine's own language first, then as the languages call themselves; one that is not known comes last.
    ///
    /// Themes stand in the order of their file, and what has none last.
    private var sorted: [ZineText.Section] {
        guard !export.printing.isByTheme else {
            return (export.campaigns.map(\.name) + [""]).compactMap { sections[$0] }
        }
        return sections.sorted { left, right in
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
            if sections.count > 1 { try stream.write(ZineText.heading(section)) }
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

/// What a program that is not ours makes of each file of the zine: an accessible PDF of its pages, or the sheets of a PDF,
/// ready to print on both sides, fold and staple.
final class ProgramWriter: FormatWriter {
    private let program: OutsidePrograms.Maker?
    private let ending: String
    private let suffix: String
    private let fault: ExportError

    private init(_ program: OutsidePrograms.Maker?, _ ending: String, _ suffix: String, _ fault: ExportError) {
        (self.program, self.ending, self.suffix, self.fault) = (program, ending, suffix, fault)
    }

    static func pdf(_ programs: OutsidePrograms) -> ProgramWriter {
        ProgramWriter(programs.typeset, ".html", ".pdf", .notTypeset)
    }

    static func booklet(_ programs: OutsidePrograms) -> ProgramWriter {
        ProgramWriter(programs.impose, ".pdf", "-sheets.pdf", .notImposed)
    }

    func add(_ story: ShownStory, _ output: ExportOutput) throws(ExportError) {}

    /// Comes after what it reads in the order of formats: the zine is whole then, or its PDFs.
    func finish(_ output: ExportOutput) throws(ExportError) {
        guard let program else { throw fault }
        for source in output.shared where source.hasPrefix("zine/") && source.hasSuffix(ending) {
            let made = source.dropLast(ending.count) + suffix
            do { try program(output.place(of: source), output.place(of: String(made))) } catch { throw fault }
            try output.adopt(String(made))
        }
    }
}
