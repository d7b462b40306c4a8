internal import Envelope
internal import HTML

/// The documents of the zine.
enum ZineText {
    /// A story as the contents and the numbers name it.
    struct Line {
        let id: String
        let title: String
        let language: LanguageTag
        var own: String { "lang=\"\(language.tag)\" dir=\"\(language.direction.rawValue)\"" }

        init(_ shown: ShownStory) {
            (id, title, language) = (shown.id, shown.shortTitle, shown.language)
        }
    }

    /// The stories of one language, or of one theme, rendered.
    struct Section {
        let language: LanguageTag
        /// What stands over them, and its language; nil for nothing.
        let name: (words: String, language: LanguageTag)?
        private(set) var lines: [Line] = []
        private(set) var texts: [String] = []
        /// The languages that they are in.
        private(set) var spoken: Set<String> = []

        init(_ language: LanguageTag) {
            self.language = language
            name = language.name.map { ($0, language) }
        }

        /// - Parameter words: what stands around; the theme nil for what belongs to none.
        init(_ theme: Campaign?, in words: PageWords) {
            language = LanguageTag(words.language)
            let (own, ownLanguage) =
                theme?.typesetTheme(in: words.language) ?? (words.campaigning.others, words.language)
            name = (own, LanguageTag(ownLanguage))
        }

        mutating func add(_ shown: ShownStory, _ text: String) {
            lines.append(Line(shown))
            texts.append(text)
            spoken.insert(shown.language.primary)
        }
    }

    static let story = """
        <article id="s-{{id}}" lang="{{language}}" dir="{{direction}}">
        <header>
        <h2 data-head="{{runningHead}}">{{title}}</h2>
        {{#notes}}
        <p class="notes" role="note" lang="{{language}}"><strong lang="{{words.language}}">{{words.contentNotes}}:</strong> {{line}}</p>
        {{/notes}}
        </header>
        \(SiteTemplates.text)
        </article>

        """

    static func head(_ export: PublicationExport, words: PageWords, part: Int?, sections: [Section]) -> String {
        let name = (export.title ?? words.stories) + (part.map { " \($0)" } ?? "")
        let title = HTMLText.escape(name)
        let by = export.surroundings.organization(in: words.language).map {
            "<p class=\"by\">\(HTMLText.escape($0))</p>\n"
        }
        return """
            <!doctype html>
            <html lang="\(words.language)" dir="ltr">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self' file:">
            <title>\(title)</title>
            <link rel="stylesheet" href="zine.css">
            </head>
            <body>
            <header class="cover">
            \(mark(export.surroundings.mark))<h1 data-head="\(HTMLText.escape(ShownStory.runningHead(name)))">\(title)</h1>
            <p>\(HTMLText.escape(words.introduction))</p>
            \(by ?? "")<p class="month">\(words.month(export.day.month))</p>
            </header>
            <nav aria-labelledby="contents">
            <h2 id="contents" data-head="">\(HTMLText.escape(words.printed.contents))</h2>
            \(contents(export, words, sections))</nav>
            <main>

            """
    }

    private static func mark(_ mark: Mark?) -> String {
        guard let mark else { return "" }
        let shapes = mark.shapes.map { shape in
            let attributes = shape.attributes.map { " \($0.name)=\"\(HTMLText.escape($0.value))\"" }.joined()
            return "<\(shape.name)\(attributes)/>"
        }.joined()
        return "<svg class=\"mark\" viewBox=\"\(HTMLText.escape(mark.viewBox))\" aria-hidden=\"true\">\(shapes)</svg>\n"
    }

    private static func contents(_ export: PublicationExport, _ words: PageWords, _ sections: [Section]) -> String {
        guard !sections.isEmpty else { return "<p>\(HTMLText.escape(words.printed.noStories))</p>\n" }
        let lists = sections.map { section in
            let lines = section.lines.map {
                "<li><a href=\"#s-\($0.id)\"><span \($0.own)>\(HTMLText.escape($0.title))</span></a></li>\n"
            }
            return (sections.count > 1 ? heading(section) : "") + "<ol>\n\(lines.joined())</ol>\n"
        }
        let ends =
            [("about", words.printed.about)] + turns(export, words, sections).map { (turnID($0), $0.turning.heading) }
        let last = ends.map { "<li><a href=\"#\($0.0)\">\(HTMLText.escape($0.1))</a></li>\n" }.joined()
        return lists.joined() + "<ol>\n\(last)</ol>\n"
    }

    /// The name of a language over what is written in it, or a theme.
    static func heading(_ section: Section) -> String {
        guard let (words, language) = section.name else { return "" }
        return
            "<p class=\"language\" lang=\"\(language.tag)\" dir=\"\(language.direction.rawValue)\">\(HTMLText.escape(words))</p>\n"
    }

    /// Who made this, the stories by their numbers, and what was taken back.
    static func about(words: PageWords, sections: [Section], tombstones: [Tombstone]) -> String {
        let printed = words.printed
        let text = printed.aboutText.map { "<p>\(HTMLText.escape($0))</p>\n" }.joined()
        let numbers = sections.flatMap(\.lines).map {
            "<li><b>\(StoryName.short($0.id))</b> <span \($0.own)>\(HTMLText.escape($0.title))</span></li>\n"
        }.joined()
        let graves = tombstones.map { "<li><b>\(StoryName.short($0.id))</b></li>\n" }.joined()
        func list(_ heading: String, _ text: String, _ lines: String) -> String {
            guard !lines.isEmpty else { return "" }
            return """
                <h3>\(HTMLText.escape(heading))</h3>
                <p>\(HTMLText.escape(text))</p>
                <ul class="numbers">
                \(lines)</ul>

                """
        }
        let about = HTMLText.escape(printed.about)
        return """
            </main>
            <footer>
            <section class="about">
            <h2 id="about" data-head="\(about)">\(about)</h2>
            \(text)\(list(printed.retracted, printed.retractedText, graves))\
            \(list(printed.numbers, printed.numbersText, numbers))</section>

            """
    }

    /// In which languages the last page says where to turn: that of the zine last, which is its back cover.
    static func turns(_ export: PublicationExport, _ words: PageWords, _ sections: [Section]) -> [PageWords] {
        guard export.surroundings.leadsSomewhere else { return [] }
        let spoken = sections.reduce(into: Set<String>()) { $0.formUnion($1.spoken) }
        return PageWords.all.filter { $0.language != words.language && spoken.contains($0.language) } + [words]
    }

    private static func turnID(_ words: PageWords) -> String { "turn-\(words.language)" }

    static let turn = """
        <section class="turn" id="turn-{{words.language}}" lang="{{words.language}}" dir="ltr">
        {{#hasCountries}}
        <h2 data-head="">{{words.turning.heading}}</h2>
        <p>{{words.turning.introduction}}</p>
        {{#countries}}
        <h3>{{name}} · {{words.turning.emergency}} {{emergency}}</h3>
        {{#services}}
        <p><strong>{{name}}</strong> {{what}} {{#ways}}{{^first()}} · {{/first()}}<b>{{.}}</b>{{/ways}}</p>
        {{/services}}
        {{/countries}}
        <p>{{words.turning.trace}}</p>
        {{/hasCountries}}
        {{#takesPart}}
        <div class="take">
        <h2 data-head="">{{words.turning.takePart}}</h2>
        {{#address}}
        <p>{{words.turning.tellYours}} {{address}}</p>
        {{/address}}
        {{#letters}}
        <p>{{words.turning.byLetter}}</p>
        <p class="lines">{{letters}}</p>
        {{/letters}}
        </div>
        {{/takesPart}}
        </section>

        """

    static let foot = "</footer>\n</body>\n</html>\n"
}

/// What the zine's last page names.
struct ZineTurn {
    struct Service {
        let name: String
        let what: String
        let ways: [String]
    }
    struct Country {
        let name: String
        let emergency: String
        let services: [Service]
    }

    let words: PageWords
    let countries: [Country]
    let hasCountries: Bool
    let takesPart: Bool
    let address: String?
    let letters: String?

    init(_ surroundings: Surroundings, in words: PageWords) {
        self.words = words
        let turning = words.turning
        countries = TurnPage.countries(surroundings, in: words).map { country in
            Country(
                name: country.name, emergency: country.emergency,
                services: country.services.map { service in
                    let ways = [
                        service.call.map { "\(turning.call) \($0)" }, service.text,
                        service.chat.map { "\(turning.chat) \($0)" },
                    ]
                    return Service(name: service.name, what: service.what, ways: ways.compactMap(\.self))
                })
        }
        hasCountries = !countries.isEmpty
        address = surroundings.address
        letters = surroundings.letters(in: words.language)?.joined(separator: "\n")
        takesPart = address != nil || letters != nil
    }
}
