internal import Envelope
internal import HTML

/// The documents of the zine.
enum ZineText {
    /// A line of the contents.
    struct Line {
        let id: String
        let title: String
        let own: String

        init(_ shown: ShownStory) {
            id = shown.id
            title = shown.shortTitle
            own = "lang=\"\(shown.language.tag)\" dir=\"\(shown.language.direction.rawValue)\""
        }
    }

    static let story = """
        <article id="s-{{id}}" lang="{{language}}" dir="{{direction}}">
        <header>
        <h2>{{title}}</h2>
        {{#notes}}
        <p class="notes" role="note"><strong lang="{{words.language}}">{{words.contentNotes}}:</strong> {{line}}</p>
        {{/notes}}
        </header>
        \(SiteTemplates.text)
        <p class="number" lang="{{words.language}}" dir="ltr">{{words.printed.number}} {{id}} · {{month}}</p>
        </article>

        """

    static func head(_ export: PublicationExport, words: PageWords, part: Int?, contents: [Line]) -> String {
        let title = HTMLText.escape(export.title ?? words.stories) + (part.map { " \($0)" } ?? "")
        let list =
            contents.isEmpty
            ? "<p>\(HTMLText.escape(words.printed.noStories))</p>\n"
            : "<ol>\n"
                + contents.map {
                    "<li><a href=\"#s-\($0.id)\"><span \($0.own)>\(HTMLText.escape($0.title))</span></a></li>\n"
                }
                .joined() + "<li><a href=\"#about\">\(HTMLText.escape(words.printed.about))</a></li>\n</ol>\n"
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
            <h1>\(title)</h1>
            <p>\(HTMLText.escape(words.introduction))</p>
            <p class="month">\(words.month(export.day.month))</p>
            </header>
            <nav aria-labelledby="contents">
            <h2 id="contents">\(HTMLText.escape(words.printed.contents))</h2>
            \(list)</nav>
            <main>

            """
    }

    static func foot(words: PageWords, tombstones: [Tombstone]) -> String {
        let text = words.printed.aboutText.map { "<p>\(HTMLText.escape($0))</p>\n" }.joined()
        let retracted = EPUBText.retracted(words, tombstones).replacingHeadings()
        return """
            </main>
            <footer>
            <h2 id="about">\(HTMLText.escape(words.printed.about))</h2>
            \(text)\(retracted)</footer>
            </body>
            </html>

            """
    }
}

extension String {
    /// The same piece one rank lower: in the zine stories have the second rank.
    fileprivate func replacingHeadings() -> String {
        split(separator: "\n", omittingEmptySubsequences: false).map { line in
            line.hasPrefix("<h2>") && line.hasSuffix("</h2>")
                ? "<h3>\(line.dropFirst(4).dropLast(5))</h3>" : String(line)
        }.joined(separator: "\n")
    }
}
