internal import Envelope
import Ledger

/// What a story's template names, on the site and in the zine.
///
/// A value that is nil leaves its section out.
struct StoryPage {
    struct Notes {
        let list: [String]
        let line: String

        init?(_ notes: [String]) {
            guard !notes.isEmpty else { return nil }
            list = notes
            line = notes.joined(separator: ", ")
        }
    }
    struct Paragraph { let lines: [String] }

    let site: String?
    let siteLanguage: String?
    let words: PageWords
    let language: String
    let direction: String
    let id: String
    let title: String
    let month: String
    let notes: Notes?
    let paragraphs: [Paragraph]
    let credit: String?
    let feeds: FeedLinks?

    /// - Parameter index: the site's list; nil in the zine.
    init(_ shown: ShownStory, in index: IndexPage? = nil) {
        site = index?.title
        siteLanguage = index?.words.language
        feeds = index?.feeds
        words = shown.words
        language = shown.language.tag
        direction = shown.language.direction.rawValue
        id = shown.id
        title = shown.title
        month = words.month(shown.story.publishedMonth)
        notes = Notes(shown.notes)
        paragraphs = shown.paragraphs.map { Paragraph(lines: $0) }
        credit = shown.credit
    }
}

/// What the template of the page about how a story was agreed names.
struct AgreementPage {
    let site: String
    let words: PageWords
    let language: String
    let direction: String
    let id: String
    let title: String
    let chose: String
    let read: String
    let saw: String?
    let fingerprint: [String]

    init(_ shown: ShownStory, use: Use, site: String) {
        self.site = site
        words = shown.words
        language = shown.language.tag
        direction = shown.language.direction.rawValue
        id = shown.id
        title = shown.shortTitle
        let agreement = words.agreement
        chose = agreement.choseBefore + (agreement.uses[use] ?? use.rawValue) + agreement.choseAfter
        read = words.number(shown.story.agreement.reviewers) + agreement.peopleRead
        saw = shown.story.agreement.isSignedOff ? agreement.sawIt : nil
        let hex = Array(shown.story.manuscriptDigest.hex)
        fingerprint = stride(from: 0, to: hex.count, by: 8).map { String(hex[$0..<min($0 + 8, hex.count)]) }
    }
}

/// A story in the list.
struct IndexEntry {
    let words: PageWords
    let id: String
    let language: String
    let direction: String
    let title: String
    let notes: StoryPage.Notes?

    init(_ shown: ShownStory) {
        words = shown.words
        id = shown.id
        language = shown.language.tag
        direction = shown.language.direction.rawValue
        title = shown.shortTitle
        notes = StoryPage.Notes(shown.notes)
    }
}

/// The page with the list, apart from the list.
struct IndexPage {
    let words: PageWords
    let title: String
    let feeds: FeedLinks
}

/// The page in the place of a story that is not there any more, in every language that the room has.
struct GonePage {
    struct Part {
        let language: String
        let title: String
        let text: String
        let allStories: String
    }

    let site: String
    let first: Part
    let others: [Part]

    init(site: String, language: String) {
        self.site = site
        let parts = ([PageWords.of(primary: language)] + PageWords.all.filter { $0.language != language }).map {
            Part(language: $0.language, title: $0.gone.title, text: $0.gone.text, allStories: $0.allStories)
        }
        first = parts[0]
        others = Array(parts.dropFirst())
    }
}

/// Which feeds stand beside the pages.
struct FeedLinks {
    struct Link {
        let type: String
        let path: String
        let name: String
    }

    let links: [Link]
    // Stored: a template sees no property that is computed.
    let any: Bool

    init(_ formats: [Format]) {
        let atom = formats.contains(.atom) ? [Link(type: "application/atom+xml", path: "feed.xml", name: "Atom")] : []
        let json =
            formats.contains(.jsonFeed)
            ? [Link(type: "application/feed+json", path: "feed.json", name: "JSON Feed")] : []
        links = atom + json
        any = !links.isEmpty
    }
}
