internal import Envelope
internal import HTML
public import Ledger
public import Warnings

/// What readers see of a story, in every format: cleaned, and with nothing left empty that a page needs.
struct ShownStory {
    let story: ApprovedStory
    let words: PageWords
    let language: LanguageTag
    /// One line, never empty.
    private(set) var title: String
    private(set) var notes: [ContentNote]
    /// What the words of the notes are in: the story's language, or that of the words around where there are none in it.
    let noteLanguage: LanguageTag
    /// Paragraphs of lines.
    private(set) var paragraphs: [[String]]
    /// The name that was agreed to; nil for none.
    private(set) var credit: String?
    /// What it belongs to, by the publisher's word.
    var campaigns: [Campaign] = []
    /// About how many minutes it takes to read, at 200 words a minute; a script without blanks counts 400 letters a minute.
    let minutes: Int

    init(_ story: ApprovedStory, notes noteWords: NoteWords = .none) {
        self.story = story
        let manuscript = story.manuscript
        language = LanguageTag(manuscript.language, of: manuscript.text.isEmpty ? manuscript.title : manuscript.text)
        // The room's own words stand in the language of the form on which it was written.
        words = PageWords.of(primary: LanguageTag(manuscript.language).primary)
        let line = PlainText.line(manuscript.title)
        title = line.isEmpty ? words.untitled : line
        let named = LanguageTag(manuscript.language)
        let spoken = noteWords.language(among: [named.tag.lowercased(), named.primary, words.language])
        noteLanguage = spoken.map { LanguageTag($0) } ?? language
        notes = manuscript.contentNotes.map(PlainText.line).filter { !$0.isEmpty }
            .map { ContentNote(key: $0, words: noteWords.name(of: $0, in: spoken ?? "")) }
        let paragraphs = PlainText.paragraphs(manuscript.text)
        self.paragraphs = paragraphs
        minutes = Self.minutes(paragraphs)
        let name = PlainText.line(manuscript.credit)
        credit = name.isEmpty ? nil : name
    }

    var id: String { story.id }

    /// The notes in one line.
    var noteLine: String { notes.map(\.words).joined(separator: ", ") }

    /// The themes that it stands under, in the language of the words around it.
    var themes: [String] { campaigns.map { $0.theme(in: words.language).words } }

    /// The title for a list: at most 160 characters, so that a list of thousands stays one.
    var shortTitle: String {
        let scalars = title.unicodeScalars
        return scalars.count > 160 ? String(String.UnicodeScalarView(scalars.prefix(159))) + "…" : title
    }

    /// A title as it fits over a page: at most 60 characters.
    static func runningHead(_ title: String) -> String {
        let scalars = title.unicodeScalars
        return scalars.count > 60 ? String(String.UnicodeScalarView(scalars.prefix(59))) + "…" : title
    }

    /// How the text begins: whole words of its first lines, at most 140 characters.
    var opening: String {
        let line = paragraphs.first?.joined(separator: " ") ?? ""
        let scalars = line.unicodeScalars
        guard scalars.count > 140 else { return line }
        let cut = scalars.prefix(139)
        let whole = cut[..<(cut.lastIndex(of: " ") ?? cut.endIndex)]
        let end = whole.lastIndex { !" .,;:—–-…".unicodeScalars.contains($0) }.map(whole.index(after:))
        return String(String.UnicodeScalarView(whole[..<(end ?? whole.endIndex)])) + "…"
    }

    private static func minutes(_ paragraphs: [[String]]) -> Int {
        var (words, letters, isInside) = (0, 0, false)
        for line in paragraphs.joined() {
            isInside = false
            for scalar in line.unicodeScalars {
                if scalar.properties.isIdeographic || (0x3040...0x30FF).contains(scalar.value) { letters += 1 }
                let isBlank = scalar == " " || scalar == "\t"
                if !isBlank, !isInside { words += 1 }
                isInside = !isBlank
            }
        }
        return max(1, (words * 2 + letters + 200) / 400)
    }

    /// The same as a printer sets it, for what people read.
    func typeset() -> ShownStory {
        var set = self
        let typography = Typography(language)
        set.title = typography.set(title)
        let noteTypography = Typography(noteLanguage)
        set.notes = notes.map { ContentNote(key: $0.key, words: noteTypography.set($0.words)) }
        set.paragraphs = paragraphs.map(typography.set)
        set.credit = credit.map(typography.set)
        return set
    }

    /// The text with its paragraphs parted by empty lines.
    var text: String { paragraphs.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") }
}

/// A story's words as they go out: the letters that were approved, and nothing that acts on a reader's screen.
///
/// - Every line end (CR LF, CR, VT, FF, NEL, U+2028) becomes LF; the paragraph separator U+2029 becomes an empty line.
/// - Dropped: all other C0 and C1 controls but tab; the marks, embeddings, overrides and isolates that change the
///   direction of text; characters of no width (zero-width space, word joiner, byte order mark, soft hyphen, tags …),
///   which could hide words or mark a copy; noncharacters, which XML and YAML refuse.
/// - Kept: ZWJ and ZWNJ, without which Persian, Hindi and many emoji are misspelled; everything else.
///
/// All of it works on Unicode scalars. Swift's characters hide: a `<` after U+0600 is not equal to `<`.
enum PlainText {
    /// The text with line ends made LF and without what acts.
    static func clean(_ text: String) -> String {
        var out = String.UnicodeScalarView()
        var previous: Unicode.Scalar = "\0"
        for scalar in text.unicodeScalars {
            defer { previous = scalar }
            switch scalar {
            case "\n" where previous == "\r": continue
            case "\n", "\r", "\u{B}", "\u{C}", "\u{85}", "\u{2028}": out.append("\n")
            case "\u{2029}": out.append(contentsOf: "\n\n".unicodeScalars)
            case _ where isDropped(scalar): continue
            default: out.append(scalar)
            }
        }
        return String(out)
    }

    /// The text in one line: every run of blanks and line ends becomes one space.
    static func line(_ text: String) -> String {
        clean(text).unicodeScalars.split { $0 == " " || $0 == "\t" || $0 == "\n" }.map { String($0) }
            .joined(separator: " ")
    }

    /// The text as paragraphs of lines; one or more empty lines part two paragraphs, blanks that end a line are cut.
    static func paragraphs(_ text: String) -> [[String]] {
        var paragraphs: [[String]] = []
        var current: [String] = []
        for line in clean(text).unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false) {
            let end = line.lastIndex { $0 != " " && $0 != "\t" }
            if let end {
                current.append(String(line[...end]))
            } else if !current.isEmpty {
                paragraphs.append(current)
                current = []
            }
        }
        return current.isEmpty ? paragraphs : paragraphs + [current]
    }

    /// Whether a scalar is left out.
    static func isDropped(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A: false
        // C0, DEL and C1.
        case 0x00...0x1F, 0x7F...0x9F: true
        // Direction: ALM, LRM, RLM, embeddings and overrides, isolates.
        case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
        // No width: soft hyphen, grapheme joiner, Mongolian separator, zero-width space, joiners and invisible
        // operators, deprecated format marks, byte order mark, annotation marks, shorthand and musical marks, tags.
        case 0x00AD, 0x034F, 0x180E, 0x200B, 0x2060...0x2065, 0x206A...0x206F, 0xFEFF, 0xFFF9...0xFFFB: true
        case 0x1BCA0...0x1BCA3, 0x1D173...0x1D17A, 0xE0000...0xE007F: true
        // Noncharacters.
        case 0xFDD0...0xFDEF: true
        case let value: value & 0xFFFE == 0xFFFE
        }
    }
}

extension DisclosureCheck {
    /// Looks at a story as it would go out.
    public func look(at story: ApprovedStory) -> Sighting {
        let manuscript = story.manuscript
        return look(
            at: PlainText.line(manuscript.title) + "\n" + PlainText.clean(manuscript.text), id: story.id,
            manuscript: story.manuscriptDigest)
    }
}

/// A story as a piece of HTML, for what carries HTML inside: feeds, WordPress.
enum StoryHTML {
    /// Content notes, text, name: each with its language and direction, no attribute that a theme must know.
    static func fragment(_ story: ShownStory) -> String {
        var out = ""
        func attributes(_ language: LanguageTag) -> String {
            "lang=\"\(language.tag)\" dir=\"\(language.direction.rawValue)\""
        }
        let own = attributes(story.language)
        if !story.notes.isEmpty {
            let label =
                "<strong lang=\"\(story.words.language)\">\(HTMLText.escape(story.words.contentNotes)):</strong>"
            out += "<p \(attributes(story.noteLanguage))>\(label) \(HTMLText.escape(story.noteLine))</p>\n"
        }
        for paragraph in story.paragraphs {
            out += "<p \(own)>\(lines(paragraph))</p>\n"
        }
        if let credit = story.credit { out += "<p \(own)>— \(HTMLText.escape(credit))</p>\n" }
        return out
    }

    /// The lines of a paragraph.
    static func lines(_ paragraph: [String]) -> String { paragraph.map(line).joined(separator: "<br>\n") }

    /// A line; blanks that begin it are kept, so that a poem keeps its shape.
    private static func line(_ text: String) -> String {
        let start = text.unicodeScalars.firstIndex { $0 != " " && $0 != "\t" } ?? text.unicodeScalars.endIndex
        let blanks = text.unicodeScalars[..<start].map { $0 == "\t" ? "&#160;&#160;&#160;&#160;" : "&#160;" }.joined()
        return blanks + HTMLText.escape(String(text.unicodeScalars[start...]))
    }
}
