internal import HTML
import Ledger

/// The documents of an EPUB.
///
/// Source: <https://www.w3.org/TR/epub-33/>, <https://www.w3.org/TR/epub-a11y-11/>
enum EPUBText {
    static let container = """
        <?xml version="1.0" encoding="UTF-8"?>
        <container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
        <rootfiles>
        <rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/>
        </rootfiles>
        </container>

        """

    static let style = """
        body { margin: 0 5%; line-height: 1.5; overflow-wrap: anywhere; }
        h1 { margin: 2.5em 0 0.4em; font-size: 1.5em; font-weight: normal; line-height: 1.25; break-after: avoid; }
        .month, .number { margin: 0; font-size: 0.85em; }
        .notes { margin: 1.2em 0; padding: 0.2em 0 0.2em 0.9em; border-inline-start: 3px solid; font-size: 0.9em; }
        .notes p { margin: 0; }
        .text { margin-top: 1.8em; }
        .text p { margin: 0 0 0.9em; white-space: pre-wrap; orphans: 2; widows: 2; }
        .credit { margin-top: 1.8em; font-style: italic; text-align: end; }
        .title { margin-top: 30%; text-align: center; }
        .title h1 { font-size: 2em; }
        h2 { margin: 1.8em 0 0.4em; font-size: 1.15em; line-height: 1.25; break-after: avoid; }
        nav ol { margin: 0; padding: 0; list-style: none; }
        nav li { margin: 0.5em 0; }
        ul.numbers { columns: 2; padding: 0; list-style: none; font-family: monospace; }

        """

    static func own(_ language: LanguageTag) -> String {
        let tag = language.tag
        return "xml:lang=\"\(tag)\" lang=\"\(tag)\" dir=\"\(language.direction.rawValue)\""
    }

    static func chapter(_ story: ShownStory) -> String {
        let words = story.words
        let label = "xml:lang=\"\(words.language)\" lang=\"\(words.language)\" dir=\"ltr\""
        let notes =
            story.notes.isEmpty
            ? ""
            : """
            <div class="notes" role="note">
            <p \(own(story.noteLanguage))><strong \(label)>\(HTMLText.escape(words.contentNotes)):</strong> \
            \(HTMLText.escape(story.noteLine))</p>
            </div>

            """
        let text = story.paragraphs
            .map { "<p>\($0.map(HTMLText.escape).joined(separator: "<br/>"))</p>\n" }.joined()
        let credit = story.credit.map { "<p class=\"credit\">— \(HTMLText.escape($0))</p>\n" } ?? ""
        return page(
            title: story.shortTitle, attributes: own(story.language),
            body: """
                <section epub:type="chapter" role="doc-chapter" aria-labelledby="h">
                <h1 id="h">\(HTMLText.escape(story.title))</h1>
                <p class="month" \(label)>\(words.month(story.story.publishedMonth))</p>
                \(notes)<div class="text">
                \(text)</div>
                \(credit)<p class="number" \(label)>\(words.printed.number) \(story.id)</p>
                </section>

                """)
    }

    static func titlePage(_ title: String, _ words: PageWords, month: String) -> String {
        page(
            title: title, attributes: own(LanguageTag(words.language)),
            body: """
                <section class="title" epub:type="titlepage">
                <h1>\(HTMLText.escape(title))</h1>
                <p>\(HTMLText.escape(words.introduction))</p>
                <p class="month">\(month)</p>
                </section>

                """)
    }

    static func about(_ words: PageWords, _ tombstones: [Tombstone]) -> String {
        let text = words.printed.aboutText.map { "<p>\(HTMLText.escape($0))</p>\n" }.joined()
        return page(
            title: words.printed.about, attributes: own(LanguageTag(words.language)),
            body: """
                <section epub:type="colophon" role="doc-colophon" aria-labelledby="h">
                <h1 id="h">\(HTMLText.escape(words.printed.about))</h1>
                \(text)\(retracted(words, tombstones))</section>

                """)
    }

    /// The numbers of stories that were taken back, for whoever holds an earlier edition.
    static func retracted(_ words: PageWords, _ tombstones: [Tombstone]) -> String {
        guard !tombstones.isEmpty else { return "" }
        let numbers = tombstones.map { "<li>\($0.id)</li>\n" }.joined()
        return """
            <h2>\(HTMLText.escape(words.printed.retracted))</h2>
            <p>\(HTMLText.escape(words.printed.retractedText))</p>
            <ul class="numbers">
            \(numbers)</ul>

            """
    }

    static func contents(_ words: PageWords, _ list: String) -> String {
        let heading = HTMLText.escape(words.printed.contents)
        return page(
            title: words.printed.contents, attributes: own(LanguageTag(words.language)),
            body: """
                <nav epub:type="toc" role="doc-toc" id="toc" aria-labelledby="h">
                <h1 id="h">\(heading)</h1>
                <ol>
                \(list)<li><a href="about.xhtml">\(HTMLText.escape(words.printed.about))</a></li>
                </ol>
                </nav>

                """)
    }

    static func page(title: String, attributes: String, body: String) -> String {
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <!DOCTYPE html>
        <html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" \(attributes)>
        <head>
        <title>\(HTMLText.escape(title))</title>
        <link rel="stylesheet" type="text/css" href="style.css"/>
        </head>
        <body \(attributes)>
        \(body)</body>
        </html>

        """
    }
}
