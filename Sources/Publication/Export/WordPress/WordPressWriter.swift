internal import Envelope
internal import HTML
import Ledger

/// `wordpress.xml`: WXR 1.2 for WordPress's own importer, every story a draft, which a person publishes.
///
/// WordPress reads titles and terms as HTML, runs shortcodes in square brackets, asks other servers about an address that
/// stands alone on a line, and changes dashes and dots: so all of that is written as references here, inside the escaping
/// that XML needs.
final class WordPressWriter: FormatWriter {
    private let export: PublicationExport
    private var stream: ExportStream?

    init(_ export: PublicationExport) { self.export = export }

    func begin(_ output: ExportOutput) throws(ExportError) {
        stream = try output.open("wordpress.xml")
        let title = export.title ?? PageWords.of(primary: export.language).stories
        let address = HTMLText.escape(export.address ?? "https://stories.invalid/")
        // One author, since the importer asks whom to map it to; it names nobody.
        try stream?.write(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <rss version="2.0"
              xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
              xmlns:content="http://purl.org/rss/1.0/modules/content/"
              xmlns:dc="http://purl.org/dc/elements/1.1/"
              xmlns:wp="http://wordpress.org/export/1.2/"
              xmlns:at="http://purl.org/atompub/tombstones/1.0">
            <channel>
            <title>\(HTMLText.escape(title))</title>
            <link>\(address)</link>
            <description></description>
            <language>\(export.language)</language>
            <wp:wxr_version>1.2</wp:wxr_version>
            <wp:base_site_url>\(address)</wp:base_site_url>
            <wp:base_blog_url>\(address)</wp:base_blog_url>
            <wp:author><wp:author_id>1</wp:author_id><wp:author_login>stories</wp:author_login>\
            <wp:author_email></wp:author_email><wp:author_display_name>Stories</wp:author_display_name></wp:author>

            """)
    }

    func bury(_ tombstone: Tombstone, _ output: ExportOutput) throws(ExportError) {
        // The importer passes over what it does not know: nothing it reads can take a post away. See `retractions`.
        try stream?.write(AtomWriter.tombstone(tombstone) + "\n")
    }

    func add(_ story: ShownStory, _ output: ExportOutput) throws(ExportError) {
        func term(_ kind: String, _ slug: String, _ words: String) -> String {
            "<category domain=\"\(kind)\" nicename=\"\(slug)\">\(Self.markup(words))</category>\n"
        }
        let themes = story.themes.map { term("category", Self.slug($0), $0) }
        // A tag serves stories in all languages: its name in addresses is the key, its words those of the pages around.
        let notes = story.notes.map { term("post_tag", Self.slug($0.key), export.name(of: $0)) }
        let terms = (themes + notes).joined()
        let date = "\(story.story.publishedMonth)-01 00:00:00"
        try stream?.write(
            """
            <item>
            <title>\(Self.markup(story.title))</title>
            <link></link>
            <dc:creator>stories</dc:creator>
            <guid isPermaLink="false">\(StoryName.urn(of: story.id))</guid>
            <description></description>
            <content:encoded>\(HTMLText.escape(Self.blocks(story)))</content:encoded>
            <excerpt:encoded></excerpt:encoded>
            <wp:post_id>\(Self.postID(story.id))</wp:post_id>
            <wp:post_date>\(date)</wp:post_date>
            <wp:post_date_gmt>\(date)</wp:post_date_gmt>
            <wp:comment_status>closed</wp:comment_status>
            <wp:ping_status>closed</wp:ping_status>
            <wp:post_name>story-\(story.id)</wp:post_name>
            <wp:status>draft</wp:status>
            <wp:post_parent>0</wp:post_parent>
            <wp:menu_order>0</wp:menu_order>
            <wp:post_type>post</wp:post_type>
            <wp:post_password></wp:post_password>
            <wp:is_sticky>0</wp:is_sticky>
            \(terms)<wp:postmeta><wp:meta_key>firsthand_story</wp:meta_key>\
            <wp:meta_value>\(story.id)</wp:meta_value></wp:postmeta>
            </item>

            """)
    }

    func finish(_ output: ExportOutput) throws(ExportError) {
        try stream?.write("</channel>\n</rss>\n")
        try stream?.close()
    }

    /// The story as blocks of the editor: notes that one opens, then each paragraph, and the name.
    ///
    /// A comment of ours around each is what makes it a block; what a writer typed is escaped, so it can neither open nor
    /// close one. The editor takes a paragraph for its own only if it has no attribute beside the direction: so the language
    /// stands on a span in it.
    static func blocks(_ story: ShownStory) -> String {
        func paragraph(_ html: String, in language: LanguageTag? = nil) -> String {
            let language = language ?? story.language
            let isReversed = language.direction == .rightToLeft
            return """
                <!-- wp:paragraph\(isReversed ? " {\"direction\":\"rtl\"}" : "") -->
                <p\(isReversed ? " dir=\"rtl\"" : "")><span lang="\(language.tag)">\(inert(html))</span></p>
                <!-- /wp:paragraph -->
                """
        }
        var blocks: [String] = []
        if !story.notes.isEmpty {
            let label = "<span lang=\"\(story.words.language)\">\(HTMLText.escape(story.words.contentNotes))</span>"
            blocks.append(
                """
                <!-- wp:details -->
                <details class="wp-block-details"><summary>\(label)</summary>\
                \(paragraph(HTMLText.escape(story.noteLine), in: story.noteLanguage))</details>
                <!-- /wp:details -->
                """)
        }
        blocks += story.paragraphs.map { paragraph(StoryHTML.lines($0)) }
        if let credit = story.credit { blocks.append(paragraph("— \(HTMLText.escape(credit))")) }
        return blocks.joined(separator: "\n\n") + "\n"
    }

    /// The number that the importer gives the post, unless another post has it: from 1,000,000,000 up, where none is.
    static func postID(_ id: String) -> Int {
        let number = Hash.digest("firsthand/wordpress-id/v1", Array(id.utf8)).bytes.prefix(4)
            .reduce(0) { $0 << 8 | Int($1) }
        return 1_000_000_000 + number % 1_000_000_000
    }

    /// Text as HTML in which WordPress finds nothing to run, inside XML.
    static func markup(_ text: String) -> String { HTMLText.escape(html(text)) }

    /// The same, outside of XML.
    static func html(_ text: String) -> String { inert(HTMLText.escape(text)) }

    /// HTML with all that WordPress would act on as references: shortcodes, embeds, and what its typographer changes
    /// (dashes, ellipses, grave accents, faces, `(tm)`, an x between digits).
    private static func inert(_ html: String) -> String {
        let scalars = Array(html.unicodeScalars)
        var out = String.UnicodeScalarView()
        for (index, scalar) in scalars.enumerated() {
            let previous = index > 0 ? scalars[index - 1] : ">"
            let next = index + 1 < scalars.count ? scalars[index + 1] : "<"
            if actsInWordPress(scalar, after: previous, before: next) {
                out.append(contentsOf: "&#\(scalar.value);".unicodeScalars)
            } else {
                out.append(scalar)
            }
        }
        return String(out)
    }

    private static func actsInWordPress(
        _ scalar: Unicode.Scalar, after previous: Unicode.Scalar, before next: Unicode.Scalar
    ) -> Bool {
        switch scalar {
        case "[", "]", "`": true
        // Addresses, and what becomes a smiling face, fetched from elsewhere: ":)", ":sad:", ";)", "8O".
        case ":": next != " " && next != "\n" && next != "<"
        case ")": previous == ";"
        case "O": previous == "8"
        case "-": !isWord(previous) || !isWord(next)
        case ".": next == "."
        case "(": next == "t" || next == "T"
        case "x": isDigit(previous) && isDigit(next)
        default: false
        }
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

    private static func isWord(_ scalar: Unicode.Scalar) -> Bool { isDigit(scalar) || scalar.properties.isAlphabetic }

    static func slug(_ text: String) -> String {
        let plain = text.lowercased().utf8.map { byte -> Character in
            (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) ? Character(Unicode.Scalar(byte)) : "-"
        }
        let words = String(plain).split(separator: "-").joined(separator: "-").prefix(60)
        let mark = Hash.digest("firsthand/slug/v1", Array(text.utf8)).hex.prefix(8)
        return words.isEmpty || words.count < text.utf8.count / 2 ? "note-\(mark)" : String(words)
    }
}
