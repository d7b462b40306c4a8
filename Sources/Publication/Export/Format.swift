/// The formats of an export, by the name that `--format` takes.
public enum Format: String, Sendable, CaseIterable, Comparable {
    /// Pages without scripts, for any web server.
    case site
    /// Markdown with front matter, for Hugo and Jekyll.
    case markdown
    /// A file for WordPress's own importer: every post a draft.
    case wordpress
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
    /// Rows for campaign tools.
    case csv
    /// Everything as data.
    case json

    /// What an export holds if nothing else is asked for: all that needs no other program.
    public static let usual = allCases.filter { $0 != .pdf }

    public static func < (left: Format, right: Format) -> Bool { left.rank < right.rank }
    private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
