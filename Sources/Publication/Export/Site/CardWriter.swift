internal import HTML
import Ledger

/// `site/cards/`: what a link to a story can show, as a drawing and as a picture: its title and who publishes it, and nothing else.
final class CardWriter: FormatWriter {
    private let export: PublicationExport
    private let draw: OutsidePrograms.Maker?

    init(_ export: PublicationExport, _ programs: OutsidePrograms) {
        self.export = export
        draw = programs.draw
    }

    func add(_ story: ShownStory, _ output: ExportOutput) throws(ExportError) {
        let by = export.surroundings.organization(in: story.words.language) ?? export.title ?? ""
        try write(Card(story.shortTitle, by: by, language: story.language), of: story.id, output)
    }

    func bury(_ tombstone: Tombstone, _ output: ExportOutput) throws(ExportError) {
        // At the same names: whoever asks for the picture again gets this one.
        let words = PageWords.of(primary: export.language)
        try write(Card(words.gone.title, by: "", language: LanguageTag(words.language)), of: tombstone.id, output)
    }

    private func write(_ card: Card, of id: String, _ output: ExportOutput) throws(ExportError) {
        let (drawing, picture) = ("site/cards/\(id).svg", "site/cards/\(id).png")
        try output.story(drawing, card.svg)
        guard let draw else { throw .notDrawn }
        do { try draw(output.place(of: drawing), output.place(of: picture)) } catch { throw .notDrawn }
        try output.adoptStory(picture)
    }
}

/// A title on plain paper, in lines that fit.
struct Card {
    private let lines: [String]
    private let size: Int
    private let by: String
    private let language: LanguageTag

    init(_ title: String, by: String, language: LanguageTag) {
        // The larger the fewer lines: what does not fit in five lines of small letters is cut.
        let sizes = [(84, 24, 3), (64, 32, 4), (48, 42, 6)]
        let fits = sizes.map { ($0.0, Self.lines(title, of: $0.1), $0.2) }
        let fit = fits.first { $0.1.count <= $0.2 }
        size = fit?.0 ?? 48
        lines = fit?.1 ?? fits[2].1.prefix(5) + [fits[2].1[5] + "…"]
        self.by = ShownStory.runningHead(by)
        self.language = language
    }

    /// A drawing of 1200 by 630 that holds text only.
    var svg: String {
        let isReversed = language.direction == .rightToLeft
        let step = size * 5 / 4
        let top = 300 - (lines.count - 1) * step / 2
        // At the start of a line, on whichever side that is.
        let place = "x=\"\(isReversed ? 1110 : 90)\" direction=\"\(language.direction.rawValue)\""
        let rows = lines.enumerated().map {
            "<text \(place) y=\"\(top + $0.offset * step)\" font-size=\"\(size)\" fill=\"#23201b\">\(HTMLText.escape($0.element))</text>\n"
        }
        let name =
            by.isEmpty
            ? "" : "<text \(place) y=\"560\" font-size=\"34\" fill=\"#655d52\">\(HTMLText.escape(by))</text>\n"
        return """
            <svg xmlns="http://www.w3.org/2000/svg" width="1200" height="630" viewBox="0 0 1200 630" \
            font-family="Palatino, P052, Georgia, serif" xml:lang="\(language.tag)">
            <rect width="1200" height="630" fill="#fbf8f2"/>
            <rect x="90" y="500" width="1020" height="2" fill="#d9d0c1"/>
            \(rows.joined())\(name)</svg>

            """
    }

    /// A text in lines of at most so many letters of middling width, parted at blanks, and in a word where it must be.
    private static func lines(_ text: String, of most: Int) -> [String] {
        var (lines, width) = ([""], 0)
        for word in text.split(separator: " ").flatMap({ parts(of: String($0), most) }) {
            let own = self.width(word)
            if width > 0, width + 1 + own > most {
                lines.append(word)
                width = own
            } else {
                lines[lines.count - 1] += (width > 0 ? " " : "") + word
                width += (width > 0 ? 1 : 0) + own
            }
        }
        return lines
    }

    private static func parts(of word: String, _ most: Int) -> [String] {
        var (parts, width) = ([""], 0)
        for character in word {
            let own = self.width(String(character))
            if width + own > most, width > 0 {
                parts.append("")
                width = 0
            }
            parts[parts.count - 1].append(character)
            width += own
        }
        return parts
    }

    /// Signs of Chinese, Japanese and Korean, and pictures, are as wide as two letters.
    private static func width(_ text: String) -> Int {
        text.unicodeScalars.reduce(0) {
            $0 + ($1.value >= 0x1100 && $1.value != 0x200D ? ($1.value >= 0x2E80 ? 2 : 1) : 1)
        }
    }
}
