internal import Envelope
import Ledger

/// What a story's template names, on the site and in the zine.
///
/// A value that is nil leaves its section out.
struct StoryPage {
    struct Notes {
        let list: [String]
        let line: String
        let language: String

        init?(_ shown: ShownStory) {
            guard !shown.notes.isEmpty else { return nil }
            list = shown.notes.map(\.words)
            line = shown.noteLine
            language = shown.noteLanguage.tag
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
    /// The title as it fits over a page.
    let runningHead: String
    let month: String
    /// The name of the language in itself; nil where it is not known.
    let languageName: String?
    let reading: String
    let notes: Notes?
    let paragraphs: [Paragraph]
    let credit: String?
    let feeds: FeedLinks?
    /// What a link to the page shows of it: its notes, or else how it begins.
    let preview: String
    let address: String?
    /// The picture that a link to the page shows; nil where there is none.
    let card: String?
    let turn: TurnLinks?
    let themes: ThemeLinks?

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
        runningHead = ShownStory.runningHead(shown.title)
        month = words.month(shown.story.publishedMonth)
        languageName = shown.language.name
        reading = words.reading(shown.minutes)
        let notes = Notes(shown)
        self.notes = notes
        preview = notes.map { "\(shown.words.contentNotes): \($0.line)" } ?? shown.opening
        address = index?.address.map { "\($0)\(shown.id).html" }
        card = index.flatMap { $0.hasCards ? $0.address : nil }.map { "\($0)cards/\(shown.id).png" }
        turn = index.map { TurnLinks(shown.words, $0.surroundings) }
        themes = index == nil ? nil : ThemeLinks(shown.campaigns, in: shown.words.language)
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
    let opening: String
    let languageName: String?
    let reading: String
    /// By what the list can be chosen: its language, its length and its notes.
    let classes: String

    init(_ shown: ShownStory, classes: String) {
        self.classes = classes
        opening = shown.opening
        languageName = shown.language.name
        reading = shown.words.reading(shown.minutes)
        words = shown.words
        id = shown.id
        language = shown.language.tag
        direction = shown.language.direction.rawValue
        title = shown.shortTitle
        notes = StoryPage.Notes(shown)
    }
}

/// The page with the list, apart from the list.
struct IndexPage {
    let words: PageWords
    let title: String
    let feeds: FeedLinks
    let address: String?
    let surroundings: Surroundings
    let turn: TurnLinks
    let hasFoot: Bool
    let hasCards: Bool
    let themes: ThemeLinks?

    init(_ export: PublicationExport) {
        words = PageWords.of(primary: export.language)
        title = export.title ?? words.stories
        feeds = FeedLinks(export.formats)
        address = export.address
        surroundings = export.surroundings
        turn = TurnLinks(words, surroundings)
        hasFoot = turn.any || feeds.any
        hasCards = export.formats.contains(.cards)
        themes = ThemeLinks(export.campaigns, in: words.language)
    }
}

/// The links from each page to where a reader can turn, and to where stories are taken in.
struct TurnLinks {
    /// The page in the language of the words around; nil where nobody wrote down whom to call.
    let page: String?
    let address: String?
    let any: Bool

    init(_ words: PageWords, _ surroundings: Surroundings) {
        page = surroundings.countries.isEmpty ? nil : TurnPage.path(words)
        address = surroundings.address
        any = page != nil || address != nil
    }
}

/// The page that says where a reader can turn.
struct TurnPage {
    struct Service {
        let name: String
        let what: String
        let call: String?
        let dial: String?
        let text: String?
        let textDial: String?
        let chat: String?
    }
    struct Country {
        let name: String
        let emergency: String
        let services: [Service]
    }

    let site: String
    let words: PageWords
    let countries: [Country]

    static func path(_ words: PageWords) -> String { "help-\(words.language).html" }

    init(_ index: IndexPage, in words: PageWords) {
        site = index.title
        self.words = words
        countries = Self.countries(index.surroundings, in: words)
    }

    /// The services in the language of the words around, by country.
    static func countries(_ surroundings: Surroundings, in words: PageWords) -> [Country] {
        let language = words.language
        func say(_ text: [String: String]) -> String { text[language] ?? text["en"] ?? text.values.min() ?? "" }
        let turning = words.turning
        return surroundings.countries.map { country in
            Country(
                name: say(country.name), emergency: country.emergency,
                services: country.services.map { service in
                    let keyword = service.keyword[language] ?? turning.textAnything
                    return Service(
                        name: say(service.name), what: say(service.what), call: service.call,
                        dial: service.call.map(dial),
                        text: service.text.map { turning.textBefore + keyword + turning.textBetween + $0 },
                        textDial: service.text.map(dial), chat: service.chat[language])
                })
        }
    }

    private static func dial(_ number: String) -> String {
        String(number.unicodeScalars.filter { $0 == "+" || ("0"..."9").contains($0) }.map(Character.init))
    }
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

    /// - Parameter say: what the page says, in the place of what a story's does.
    init(site: String, language: String, _ say: (PageWords) -> PageWords.Gone = { $0.gone }) {
        self.site = site
        let parts = ([PageWords.of(primary: language)] + PageWords.all.filter { $0.language != language }).map {
            Part(language: $0.language, title: say($0).title, text: say($0).text, allStories: $0.allStories)
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
