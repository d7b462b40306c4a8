import Envelope
import FoundationEssentials
import Mailbox
import Policies
import Testing

@testable import Intake

/// The form for people inside, as it is rendered; `make paper` measures it as it is printed.
struct PaperTests {
    private let office: Office
    private let keys: FormKeys
    private static let form = HiddenFields(nonce: "a-nonce", token: "a-token")
    private static let site = "https://stories.example.org/"

    /// A site of an invented organization that takes in letters.
    init() throws {
        let folder = FileManager.default.temporaryDirectory.path + "/paper-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try FileManager.default.copyItem(atPath: Office.policiesFolder, toPath: folder)
        let file = URL(filePath: folder + "/form.yaml")
        let lines = """

            mail-address:
              en: [Example Letters & Friends, P.O. Box 100]
              es: [Cartas de Ejemplo, P.O. Box 100]
            web-address: \(Self.site)

            """
        try Data((String(contentsOf: file, encoding: .utf8) + lines).utf8).write(to: file)
        office = try Office(policies: folder)
        keys = try FormKeys.load(path: office.folder + "/paper.key", month: Day.today.month)
    }

    /// Sheets in a language, and the codes on them.
    private func sheets(_ language: String, count: Int = 1) throws -> (html: String, codes: [[String]]) {
        let pages = try office.pages(language)
        let codes = try (0..<count).map { _ in try keys.paperCode().words(in: pages.words) }
        let address = try #require(office.policies.form.mailAddress?[language])
        return (pages.paperForm(codes: codes, address: address), codes)
    }

    /// The text of a language, as it stands in HTML.
    private func text(_ key: String, _ language: String) throws -> String {
        try #require(office.languages[language]?.texts[key]).replacing("'", with: "&#39;")
    }

    /// What stands between an opening and each next closing text.
    private func all(_ opening: String, _ closing: String, in html: String) -> [String] {
        html.split(separator: opening, omittingEmptySubsequences: false).dropFirst().map { rest in
            String(rest.split(separator: closing, omittingEmptySubsequences: false).first ?? "")
        }
    }

    @Test(arguments: ["en", "es"]) func `a sheet holds its code twice, and another sheet another`(
        language: String
    ) throws {
        let (html, codes) = try sheets(language, count: 2)
        let lists = all("<ol class=\"words\">", "</ol>", in: html).map { all("<li>", "</li>", in: $0) }
        #expect(lists == [codes[0], codes[0], codes[1], codes[1]])
        #expect(codes[0].count == ReceiptCode.wordCount && codes[0] != codes[1])
        #expect(Markup(html).count("section") == 4)
    }

    @Test(arguments: ["en", "es"]) func `the words of a sheet are a code, on the page of any language`(
        language: String
    ) throws {
        let words = try #require(try sheets(language).codes.first)
        let typed = Array(words.joined(separator: " ").utf8)
        let code = try WordLists(office.languages.all.map(\.words)).code(typed: typed.span)
        let read = code.words(in: try office.pages(language).words)
        #expect(read == words)
    }

    @Test(arguments: ["en", "es"]) func `a sheet offers what the web form offers, in the same words`(
        language: String
    ) throws {
        let html = try sheets(language).html
        let web = try office.pages(language).write(Self.form).html
        let offers = Inputs(web).all.filter { ["checkbox", "radio"].contains($0["type"]) }.compactMap { $0["id"] }
            .filter { !$0.hasPrefix("note-") }
        let printed = all("<li data-name=\"", "\"", in: html)
        #expect(printed.sorted() == offers.sorted())
        let uses = office.policies.consent.uses.map(\.rawValue)
        #expect(Array(printed.prefix(uses.count)) == uses.map { "use-\($0)" })
        var keys = ["show-first.yes", "show-first.no", "use.question", "nothing", "credit", "credit-hint"]
        for use in uses { keys += ["use.\(use).label", "use.\(use).hint"] }
        for term in office.policies.consent.terms { keys.append("term.\(term.rawValue)") }
        for edits in office.policies.consent.edits { keys.append("edits.\(edits.rawValue)") }
        for key in keys {
            let words = try text("consent.\(key)", language)
            #expect(html.contains(words) && web.contains(words), "\(key)")
        }
    }

    @Test(arguments: ["en", "es"]) func `no mark means what the web form says for no answer`(language: String) throws {
        let html = try sheets(language).html
        let chosen = try ["term.one-year", "edits.names", "show-first.yes"].map { try text("consent.\($0)", language) }
        #expect(all("<i>", "</i>", in: html) == chosen)
        let web = try office.pages(language).write(Self.form).html
        #expect(all("<strong>", "</strong>", in: web).filter(chosen.contains).sorted() == chosen.sorted())
        #expect(Markup(html).count("input") == 0)
    }

    @Test(arguments: ["en", "es"]) func `a sheet says that the prison may read it, and where letters come in`(
        language: String
    ) throws {
        let html = try sheets(language).html
        for key in ["paper.sent", "paper.mail", "paper.case", "paper.show-first-note"] {
            #expect(html.contains(try text(key, language)), "\(key)")
        }
        let organization = try office.policies.form.answeredOrganization()
        #expect(html.contains(try #require(organization.reporting[language])))
        #expect(html.contains(try #require(organization.name[language])))
        let lines = all("<span>", "</span>", in: all("<p class=\"address\">", "</p>", in: html).joined())
        let spoken = ["en": "Example Letters &amp; Friends", "es": "Cartas de Ejemplo"]
        #expect(lines == [try #require(spoken[language]), "P.O. Box 100"])
        #expect(html.contains("<b>\(Self.site)</b>"))
        #expect(html.contains("lang=\"\(language)\" dir=\"ltr\""))
    }

    @Test(arguments: ["en", "es"]) func `a sheet runs nothing, fetches nothing and is black on white`(
        language: String
    ) throws {
        let html = try sheets(language).html
        for tag in ["script", "img", "svg", "iframe", "object", "link", "a", "form"] {
            #expect(Markup(html).count(tag) == 0, "\(tag)")
        }
        let rest = html.replacing(Self.site, with: "")
        for sign in ["http:", "https:", "src=", "href", "url(", "@import", "@font-face", " style=", "{{"] {
            #expect(!rest.contains(sign), "\(sign)")
        }
        let colors = Set(PaperStyle.text.split(separator: "#").dropFirst().map { String($0.prefix { $0.isHexDigit }) })
        #expect(colors == ["000"])
        for name in ["rgb", "hsl", "background", "gradient", "opacity", "color-mix", "currentcolor"] {
            #expect(!PaperStyle.text.contains(name), "\(name)")
        }
        #expect(all("color:", ";", in: PaperStyle.text) == [" #000"])
    }
}
