import Envelope
import Foundation
import Policies
import Testing

@testable import Intake

/// What holds for every page in every state, in the languages that ship and in one that is made up.
struct PagesTests {
    private let office: Office
    private static let languages = ["en", "es", PseudoLanguage.code]

    init() throws { office = try PseudoLanguage.office() }

    private func all(_ language: String) throws -> [(name: String, page: Page)] {
        try PageStates(office, language).all
    }

    /// The form on paper: no page of the site, and with the same words.
    private func paper(_ language: String) throws -> String {
        try office.pages(language).paperForm(codes: [PageStates.code], address: ["Letters", "A town"])
    }

    @Test(arguments: languages) func `every page is whole, calm and without a script`(language: String) throws {
        for (name, page) in try all(language) {
            let markup = Markup(page.html)
            #expect(markup.count("h1") == 1, "\(name)")
            #expect(markup.count("main") == 1 && markup.count("/html") == 1, "\(name)")
            for tag in [
                "script", "style", "img", "svg", "iframe", "noscript", "meta http-equiv", "link rel=\"preload\"",
            ] {
                #expect(markup.count(tag) == 0, "\(name): \(tag)")
            }
            let unwanted = [
                " style=", " onclick", "javascript:", "{", "}", "http://", "https://", " src=", "<p></p>", "<h2></h2>",
                "<legend class=\"head\"></legend>", "\"></label>", "<dd></dd>", "<dt></dt>", "\"\"-",
            ]
            let found = unwanted.filter { page.html.contains($0) }
            #expect(found == [], "\(name)")
            let direction = language == PseudoLanguage.code ? "rtl" : "ltr"
            #expect(markup.first("html") == "html lang=\"\(language)\" dir=\"\(direction)\"", "\(name)")
            #expect(page.language == language)
        }
    }

    @Test(arguments: languages) func `every page is under 30 KB with its style, and fetches nothing else`(
        language: String
    ) throws {
        for (name, page) in try all(language) {
            let size = page.html.utf8.count + StyleSheet.text.utf8.count
            #expect(size < 30_000, "\(name): \(size)")
            let links = page.html.split(separator: "<link ").dropFirst().map { String($0.prefix { $0 != ">" }) }
            #expect(links == ["rel=\"stylesheet\" href=\"/style.css\""], "\(name)")
        }
    }

    @Test(arguments: languages)
    func `the way out is the first link of every page, and a safety line comes before its text`(
        language: String
    ) throws {
        let safety = try #require(office.languages[language]?.texts["frame.safety"])
        for (name, page) in try all(language) {
            let link = try #require(Markup(page.html).first("a"), "\(name)")
            #expect(link.contains("class=\"leave\"") && link.contains("href=\"/leave\""), "\(name)")
            let start = try #require(page.html.split(separator: "<main id=\"main\">").last)
            #expect(start.hasPrefix("\n<p class=\"safety\">\(escaped(safety))</p>"), "\(name)")
        }
    }

    @Test(arguments: languages) func `every page leads to help and to the way back`(language: String) throws {
        let root = try office.pages(language).root
        for (name, page) in try all(language) {
            for place in ["help", "privacy", "return", ""] {
                #expect(page.html.contains("<a href=\"\(root)\(place)\">"), "\(name): \(place)")
            }
        }
    }

    @Test func `no title tells what the page is about`() throws {
        for language in ["en", "es"] {
            for (name, page) in try all(language) {
                let title = page.html.split(separator: "<title>").last?.split(separator: "</title>").first ?? ""
                #expect(!title.isEmpty, "\(name)")
                for word in ["stor", "historia", "viol", "code", "clave", "prison", "reviv", "case", "caso"] {
                    #expect(!title.lowercased().contains(word), "\(name): \(title)")
                }
            }
        }
    }

    @Test func `the languages have the same pages, tag for tag`() throws {
        for language in Self.languages.dropFirst() {
            for (english, other) in zip(try all("en"), try all(language)) {
                #expect(Markup(english.page.html).tags == Markup(other.page.html).tags, "\(english.name)")
            }
        }
    }

    @Test func `every text is used, and every text that is used is there`() throws {
        let used = Templates.keys.union(PageTexts.chosenKeys(office.policies))
        for language in office.languages.all {
            #expect(Set(language.texts.keys).symmetricDifference(used).sorted() == [], "\(language.code)")
        }
    }

    @Test(arguments: languages) func `every text that is in a language is on some page of it`(language: String) throws {
        // What is chosen by policy, or has no place when nothing of it was chosen, is named here with its reason.
        let months = (1...12).map { "day.month-\($0)" }
        let elsewhere = Set(["welcome.report-yes", "paper.site"] + months)
        let texts = try #require(office.languages[language]?.texts)
        // As bytes: looking for a few hundred texts in a few hundred pages, character by character, takes a minute.
        let shown = Data((try all(language).map(\.page.html) + [paper(language)]).joined().utf8)
        for (key, text) in texts where !elsewhere.contains(key) {
            let start = escaped(String(text.prefix { $0 != "{" }))
            let isShown = start.isEmpty || shown.range(of: Data(start.utf8)) != nil
            #expect(isShown, "\(key)")
        }
    }

    @Test(arguments: ["en", "es"]) func `every page is written where its reading level is measured`(
        language: String
    ) throws {
        let folder = Office.policiesFolder + "/../.build/rendered/" + language
        try? FileManager.default.removeItem(atPath: folder)
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        for (name, page) in try all(language) {
            try Data(page.html.utf8).write(to: URL(filePath: "\(folder)/\(name).html"))
        }
        try Data(paper(language).utf8).write(to: URL(filePath: "\(folder)/paper.html"))
    }

    private func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("'", with: "&#39;").replacing("\"", with: "&quot;")
    }

    @Test func `the welcome page says whether the law makes readers report`() throws {
        let html = try office.pages("en").welcome().html
        let texts = office.languages.first.texts
        #expect(html.contains(try #require(texts["welcome.report-no"])))
        #expect(!html.contains(try #require(texts["welcome.report-yes"])))
    }

    @Test func `the welcome page names the languages that readers read, in its own`() throws {
        #expect(try office.pages("en").welcome().html.contains("Our readers read: English, Spanish."))
        #expect(try office.pages("es").welcome().html.contains("lee: inglés, español."))
    }

    @Test func `the help page has every service of the policy, with a number to call`() throws {
        for language in ["en", "es"] {
            let html = try office.pages(language).help().html
            for country in office.policies.help.countries {
                #expect(html.contains("<h2>\(try #require(country.name[language]))</h2>"))
                for service in country.services {
                    if let call = service.call, let dial = service.dial {
                        #expect(html.contains("href=\"tel:\(dial)\"><bdi>\(call)</bdi>"), "\(call)")
                    }
                    #expect(html.contains(escaped(try #require(service.what[language]))))
                }
            }
        }
    }

    @Test func `the style sheet is small and fetches nothing`() {
        #expect(StyleSheet.text.utf8.count < 8_192)
        for sign in ["url(", "@import", "@font-face", "http"] { #expect(!StyleSheet.text.contains(sign)) }
        let open = StyleSheet.text.count { $0 == "{" }
        #expect(open == StyleSheet.text.count { $0 == "}" })
    }

    @Test(arguments: [
        (0, "0"), (30, "30"), (999, "999"), (1_000, "1,000"), (100_000, "100,000"), (1_050_007, "1,050,007"),
    ])
    func `large numbers are written in groups`(number: Int, text: String) {
        #expect(PageTexts.grouped(number) == text)
    }
}
