internal import Envelope
import Ledger

/// What readers see of a story, in every format: cleaned, and with nothing left empty that a page needs.
struct ShownStory {
    let story: ApprovedStory
    let words: PageWords
    let language: LanguageTag
    /// One line, never empty.
    let title: String
    /// One line each.
    let notes: [String]
    /// Paragraphs of lines.
    let paragraphs: [[String]]
    /// The name that was agreed to; nil for none.
    let credit: String?

    init(_ story: ApprovedStory) {
        self.story = story
        let manuscript = story.manuscript
        language = LanguageTag(manuscript.language, of: manuscript.text.isEmpty ? manuscript.title : manuscript.text)
        // The room's own words stand in the language of the form on which it was written.
        words = PageWords.of(LanguageTag(manuscript.language))
        let line = PlainText.line(manuscript.title)
        title = line.isEmpty ? words.untitled : line
        notes = manuscript.contentNotes.map(PlainText.line).filter { !$0.isEmpty }
        paragraphs = PlainText.paragraphs(manuscript.text)
        let name = PlainText.line(manuscript.credit)
        credit = name.isEmpty ? nil : name
    }

    var id: String { story.id }

    /// The title for a list: at most 160 characters, so that a list of thousands stays one.
    var shortTitle: String {
        let scalars = title.unicodeScalars
        return scalars.count > 160 ? String(String.UnicodeScalarView(scalars.prefix(159))) + "…" : title
    }

    /// The text with its paragraphs parted by empty lines.
    var text: String { paragraphs.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") }
}
