internal import HTML

extension EPUBText {
    /// That the book meets EPUB Accessibility 1.1, and who says so: a claim of nobody is none.
    private static func claim(_ export: PublicationExport, _ words: PageWords) -> String {
        guard let certifier = export.surroundings.organization(in: words.language) else { return "" }
        return """
            <meta property="dcterms:conformsTo" id="claim">EPUB Accessibility 1.1 - WCAG 2.2 Level AA</meta>
            <meta property="a11y:certifiedBy" refines="#claim">\(HTMLText.escape(certifier))</meta>

            """
    }

    /// The package document: what the book is, what is in it, in which order.
    static func package(
        _ export: PublicationExport, title: String, languages: [String], items: String, spine: String, words: PageWords
    ) -> String {
        // The book's first language stands first; readers take it for the language of their own words around it.
        let ordered = [words.language] + languages.filter { $0 != words.language }
        let tags = ordered.map { "<dc:language>\($0)</dc:language>\n" }.joined()
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" \
            xml:lang="\(words.language)">
            <metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
            <dc:identifier id="id">\(StoryName.urn(of: export))</dc:identifier>
            <dc:title>\(HTMLText.escape(title))</dc:title>
            \(tags)<meta property="dcterms:modified">\(StoryTime.export(export))</meta>
            \(claim(export, words))<meta property="schema:accessMode">textual</meta>
            <meta property="schema:accessModeSufficient">textual</meta>
            <meta property="schema:accessibilityFeature">structuralNavigation</meta>
            <meta property="schema:accessibilityFeature">tableOfContents</meta>
            <meta property="schema:accessibilityFeature">readingOrder</meta>
            <meta property="schema:accessibilityFeature">ARIA</meta>
            <meta property="schema:accessibilityFeature">displayTransformability</meta>
            <meta property="schema:accessibilityHazard">none</meta>
            <meta property="schema:accessibilitySummary">Text only, with headings, contents, the language and \
            direction of each text, and content notes before each story that has them.</meta>
            </metadata>
            <manifest>
            <item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
            <item id="style" href="style.css" media-type="text/css"/>
            <item id="title" href="title.xhtml" media-type="application/xhtml+xml"/>
            <item id="about" href="about.xhtml" media-type="application/xhtml+xml"/>
            \(items)</manifest>
            <spine>
            <itemref idref="title"/>
            <itemref idref="nav"/>
            \(spine)<itemref idref="about"/>
            </spine>
            </package>

            """
    }
}
