/// The formats of an export, by the name that `--format` takes.
public enum Format: String, Sendable, CaseIterable, Comparable {
    /// Pages without scripts, for any web server.
    case site
    /// What links to the site's pages can show: a drawing, and a picture of it by librsvg where that is installed.
    case cards
    /// Markdown with front matter, for Hugo and Jekyll.
    case markdown
    /// A file for WordPress's own importer: every post a draft.
    case wordpress
    /// Requests to WordPress's REST API, one a story: every post a draft.
    case wordpressDrafts = "wordpress-drafts"
    /// A file for Ghost's own importer: every post a draft.
    case ghost
    /// JSON Feed 1.1.
    case jsonFeed = "json-feed"
    /// Atom with the tombstones of RFC 6721.
    case atom
    /// A book for e-readers.
    case epub
    /// Pages to print and fold.
    case zine
    /// The zine as an accessible PDF, set by WeasyPrint where that is installed.
    case pdf
    /// The PDF on sheets, ready to print on both sides, fold and staple, by MuPDF where that is installed.
    case booklet
    /// Rows for campaign tools.
    case csv
    /// Everything as data.
    case json

    /// What an export holds if nothing else is asked for: all that needs no other program, and is not for one tool alone.
    public static let usual: [Format] = [.site, .markdown, .wordpress, .jsonFeed, .atom, .epub, .zine, .csv, .json]

    public static func < (left: Format, right: Format) -> Bool { left.rank < right.rank }
    private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

extension Format {
    /// Whether people read it as it is; other programs read the rest, and get each sign as it was signed.
    var isForPeople: Bool { self == .site || self == .cards || self == .epub || self == .zine }

    /// Whether a program that is not ours makes a part of it.
    public var needsPrograms: Bool { self == .pdf || self == .booklet || self == .cards }

    /// The format, with those that it is made of.
    var withNeeded: Set<Format> {
        switch self {
        case .booklet: [.booklet, .pdf, .zine]
        case .pdf: [.pdf, .zine]
        default: [self]
        }
    }
}

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

extension Format {
    /// What writes it.
    func writer(
        _ export: PublicationExport, _ programs: OutsidePrograms
    ) throws(ExportError) -> any FormatWriter {
        switch self {
        case .site: try SiteWriter(export)
        case .cards: CardWriter(export, programs)
        case .markdown: MarkdownWriter()
        case .wordpress: WordPressWriter(export)
        case .wordpressDrafts: DraftsWriter()
        case .ghost: GhostWriter(export)
        case .jsonFeed: JSONFeedWriter(export)
        case .atom: AtomWriter(export)
        case .epub: EPUBWriter(export)
        case .zine: try ZineWriter(export)
        case .pdf: ProgramWriter.pdf(programs)
        case .booklet: ProgramWriter.booklet(programs)
        case .csv: CSVWriter()
        case .json: JSONWriter(export)
        }
    }
}
