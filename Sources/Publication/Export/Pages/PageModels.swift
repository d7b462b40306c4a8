internal import Envelope

/// What the story's template names.
///
/// A value that is nil leaves its section out.
struct StoryPage {
    struct Notes { let list: [String] }
    struct Paragraph { let lines: [String] }

    let words: PageWords
    let language: String
    let direction: String
    let title: String
    let month: String
    let notes: Notes?
    let paragraphs: [Paragraph]
    let credit: String?

    init(_ story: ApprovedStory) {
        let shown = ShownStory(story)
        words = shown.words
        language = shown.language.tag
        direction = shown.language.direction.rawValue
        title = shown.title
        month = words.month(story.publishedMonth)
        notes = shown.notes.isEmpty ? nil : Notes(list: shown.notes)
        paragraphs = shown.paragraphs.map { Paragraph(lines: $0) }
        credit = shown.credit
    }
}

/// What the index's template names.
struct IndexPage {
    struct Notes { let line: String }

    struct Entry {
        let words: PageWords
        let id: String
        let language: String
        let direction: String
        let title: String
        let notes: Notes?

        init(_ story: ApprovedStory) {
            let shown = ShownStory(story)
            words = shown.words
            id = story.id
            language = shown.language.tag
            direction = shown.language.direction.rawValue
            title = shown.title
            notes = shown.notes.isEmpty ? nil : Notes(line: shown.notes.joined(separator: ", "))
        }
    }

    struct List { let stories: [Entry] }

    let words: PageWords
    /// Nil if there is no story yet.
    let list: List?

    init(_ stories: [ApprovedStory]) {
        words = PageWords.of(stories.map { LanguageTag($0.manuscript.language) })
        list = stories.isEmpty ? nil : List(stories: stories.map(Entry.init))
    }
}
