import Testing

@testable import Publication

/// How readers find a story on the site, and where they can turn.
struct SiteListTests {
    static let turn = around(.none)

    static func around(_ notes: NoteWords) -> Surroundings {
        Surroundings(
            organization: ["en": "Heron & Circle"], address: "https://tell.example/",
            letters: ["en": ["Heron & Circle", "P.O. Box 100"]],
            countries: [
                Surroundings.Country(
                    name: ["en": "Here", "es": "Aquí"], emergency: "911",
                    services: [
                        Surroundings.Service(
                            name: ["en": "A <b>line</b>", "es": "Una línea"],
                            what: ["en": "For all.", "es": "Para todos."],
                            call: "1-800-555-0100", text: "88788", keyword: ["en": "START"],
                            chat: ["en": "https://chat.example/?a=1&b=2"])
                    ])
            ],
            mark: Mark(
                viewBox: "0 0 8 8",
                shapes: [("path", [("d", "M0 7h8"), ("stroke", "currentColor"), ("fill", "\"><script>")])]),
            notes: notes)
    }

    @Test func `a line of the list says what one chooses by`() throws {
        let story = try Sample.story(
            title: "Late", text: "It was \"late\".\n\nMore.", language: "es", notes: ["duelo", "policía"])
        let index = try Sample.text("site/index.html", of: Sample.export([story]))
        #expect(index.contains(literally: "<h2><a href=\"0101010101010101.html\">Late</a></h2>"))
        #expect(index.contains(literally: "<p class=\"opening\">It was “late”.</p>"))
        #expect(index.contains(literally: "<bdi lang=\"es\">Español</bdi></span> <span>1 minuto de lectura</span>"))
        #expect(index.contains(literally: "Duelo, policía"))
    }

    @Test func `each choice has a button and a rule, and one that changes nothing is not offered`() throws {
        let long = String(repeating: "word ", count: 900)
        let export = try Sample.export([
            try Sample.story(1, text: long, notes: ["grief", "<i>"]),
            try Sample.story(2, language: "es", notes: ["grief"]),
            try Sample.story(3),
        ])
        let index = try Sample.text("site/index.html", of: export)
        let style = try Sample.text("site/choose.css", of: export)
        #expect(
            index.contains(literally: "<li class=\"l0 m1 n0 n1\"") && index.contains(literally: "<li class=\"l1 m0 n"))
        for (id, words) in [("l0", "English"), ("l1", "Español"), ("m0", "Up to 2 minutes"), ("m1", "3 to 8 minutes")] {
            #expect(index.contains(literally: "id=\"\(id)\"> <bdi>\(words)</bdi>"), "\(id)")
            let rule = ".list:has(#\(id):checked) .stories > :not(.\(id)) { display: none; }"
            #expect(style.contains(literally: rule), "\(id)")
        }
        #expect(index.contains(literally: "<input type=\"checkbox\" id=\"n1\"> <bdi>Grief</bdi>"))
        #expect(index.contains(literally: "<bdi>&lt;i&gt;</bdi>"))
        #expect(style.contains(literally: ".list:has(#n1:checked) .stories > .n1 { display: none; }"))
        let alike = try Sample.export([try Sample.story(1), try Sample.story(2)])
        #expect(try !Sample.text("site/index.html", of: alike).contains(literally: "choose"))
        #expect(try alike.files().allSatisfy { $0.path != "site/choose.css" })
    }

    @Test func `a page leads to where a reader can turn, in the language of its story`() throws {
        let export = try Sample.export(
            [try Sample.story(1), try Sample.story(2, language: "es")], surroundings: Self.turn)
        let english = try Sample.text("site/0101010101010101.html", of: export)
        #expect(english.contains(literally: "<a href=\"help-en.html\">Where to turn</a>"))
        #expect(
            english.contains(
                literally: "<a href=\"https://tell.example/\" rel=\"noreferrer\">https://tell.example/</a>"))
        #expect(
            try Sample.text("site/0202020202020202.html", of: export).contains(
                literally: "<a href=\"help-es.html\">Dónde pedir ayuda</a>"))
        let help = try Sample.text("site/help-en.html", of: export)
        for part in [
            "<h2>Here</h2>", "<a href=\"tel:911\">911</a>", "<h3>A &lt;b&gt;line&lt;/b&gt;</h3>",
            "<a href=\"tel:18005550100\">1-800-555-0100</a>", "<a href=\"sms:88788\">Text START to 88788</a>",
            "href=\"https://chat.example/?a=1&amp;b=2\"",
        ] { #expect(help.contains(literally: part), "\(part)") }
        let spanish = try Sample.text("site/help-es.html", of: export)
        #expect(spanish.contains(literally: "Manda lo que quieras por mensaje de texto al 88788"))
        #expect(!spanish.contains(literally: "chat.example"))
        let none = try Sample.export([try Sample.story()])
        #expect(try none.files().allSatisfy { !$0.path.contains("help-") })
        #expect(try !Sample.text("site/0101010101010101.html", of: none).contains(literally: "Where to turn"))
    }

    @Test func `a book says that it meets EPUB Accessibility 1.1 only where somebody answers for that`() throws {
        for (around, isClaimed) in [(Self.turn, true), (.none, false)] {
            let export = try Sample.export([], formats: [.epub], surroundings: around)
            // Stored, not packed: the package document can be read in the file.
            let file = try #require(try export.files().first { $0.path == "stories.epub" })
            let book = String(decoding: file.bytes, as: UTF8.self)
            let claim = "id=\"claim\">EPUB Accessibility 1.1 - WCAG 2.2 Level AA</meta>"
            #expect(book.contains(literally: claim) == isClaimed)
            let certifier = "<meta property=\"a11y:certifiedBy\" refines=\"#claim\">Heron &amp; Circle</meta>"
            #expect(book.contains(literally: certifier) == isClaimed)
        }
    }

    @Test func `a link shows the notes of a story, or else how it begins, and never more`() throws {
        let noted = try Sample.export([try Sample.story(notes: ["grief"])], address: "https://stories.example")
        let page = try Sample.text("site/0101010101010101.html", of: noted)
        #expect(page.contains(literally: "<meta property=\"og:description\" content=\"Content notes: Grief\">"))
        #expect(
            page.contains(
                literally: "<meta property=\"og:url\" content=\"https://stories.example/0101010101010101.html\">"))
        let plain = try Sample.text("site/0101010101010101.html", of: Sample.export([try Sample.story()]))
        #expect(plain.contains(literally: "<meta name=\"description\" content=\"It was late.\">"))
        #expect(!plain.contains(literally: "og:url"))
    }
}
