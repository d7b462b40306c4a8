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
            // One on each screen of the story's document, and one on every other page.
            #expect(markup.count("h1") == max(1, page.html.count(of: "<section class=\"step")), "\(name)")
            #expect(markup.count("main") == 1 && markup.count("/html") == 1, "\(name)")
            for tag in [
                "script", "style", "img", "iframe", "noscript", "meta http-equiv", "link rel=\"preload\"",
            ] {
                #expect(markup.count(tag) == 0, "\(name): \(tag)")
            }
            let unwanted = [
                " style=", " onclick", "javascript:", "{", "}", "http://", " src=", "<p></p>", "<h2></h2>",
                "<legend class=\"head\"></legend>", "\"></label>", "<dd></dd>", "<dt></dt>", "\"\"-",
            ]
            let found = unwanted.filter { page.html.contains($0) }
            #expect(found == [], "\(name)")
            let direction = language == PseudoLanguage.code ? "rtl" : "ltr"
            #expect(markup.first("html") == "html lang=\"\(language)\" dir=\"\(direction)\"", "\(name)")
            #expect(page.language == language)
        }
    }

    @Test(arguments: languages) func `every page is under 40 KB, and fetches nothing but its style`(
        language: String
    ) throws {
        for (name, page) in try all(language) {
            let size = page.html.utf8.count
            #expect(size < 40 << 10, "\(name): \(size)")
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

    @Test(arguments: languages) func `help, and what this site keeps, open on every page where they stand`(
        language: String
    ) throws {
        let policies = office.policies
        for (name, page) in try all(language) {
            let help = try #require(
                page.html.split(separator: "<details id=\"help\">").last?.split(separator: "</details>").first)
            for country in policies.help.countries {
                #expect(help.contains("<h2>\(try #require(country.name[language]))</h2>"))
            }
            #expect(page.html.count(of: "<details id=\"privacy\">") == 1, "\(name)")
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
                // A service may have a chat in one language and not in another.
                let (one, two) = (Markup(withoutHelp(english.page.html)), Markup(withoutHelp(other.page.html)))
                #expect(one.tags == two.tags, "\(english.name)")
            }
        }
    }

    private func withoutHelp(_ html: String) -> String {
        let parts = html.split(separator: "<ul class=\"help\">")
        return parts.dropFirst().reduce(String(parts[0])) {
            $0 + ($1.split(separator: "</ul>", maxSplits: 1).last ?? "")
        }
    }

    @Test func `every text is used, and every text that is used is there`() throws {
        let used = Templates.keys.union(PageTexts.chosenKeys(office.policies)).union([Intake.Notice.text])
        for language in office.languages.all {
            #expect(Set(language.texts.keys).symmetricDifference(used).sorted() == [], "\(language.code)")
        }
    }

    @Test(arguments: languages) func `every text that is in a language is on some page of it`(language: String) throws {
        // What is chosen by policy, or has no place when nothing of it was chosen, is named here with its reason.
        let months = (1...12).map { "day.month-\($0)" }
        let elsewhere = Set(["backups.none", "paper.site", "receipt.site", Intake.Notice.text] + months)
        let texts = try #require(office.languages[language]?.texts)
        // As bytes: looking for a few hundred texts in a few hundred pages, character by character, takes a minute.
        let shown = Data((try all(language).map(\.page.html) + [paper(language)]).joined().utf8)
        for (key, text) in texts where !elsewhere.contains(key) {
            let start = escaped(String(text.prefix { $0 != "{" }))
            let isShown = start.isEmpty || start.hasPrefix("{") || shown.range(of: Data(start.utf8)) != nil
            #expect(isShown, "\(key)")
        }
    }

    @Test(arguments: ["en", "es"]) func `every page is written where its reading level is measured`(
        language: String
    ) throws {
        let folder = Office.repository + "/.build/rendered/" + language
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

    @Test(arguments: ["en", "es"])
    func `the start, the code's page and the receipt say who answers and how to reach them`(
        language: String
    ) throws {
        let organization = try office.policies.form.answeredOrganization()
        for (name, page) in try all(language) {
            let isTheirs = ["welcome", "return", "receipt"].contains { name == $0 || name.hasPrefix($0 + "-") }
            guard isTheirs || name == "write" else { continue }
            for words in [organization.name, organization.about, organization.contact] {
                #expect(page.html.contains(escaped(try #require(words[language]))), "\(name)")
            }
            #expect(page.html.contains("<svg class=\"emblem\" viewBox=\"0 0 48 48\""), "\(name)")
        }
        let start = try office.pages(language).welcome(nil).html
        #expect(start.contains(escaped(try #require(organization.reporting[language]))))
        #expect(start.contains(language == "en" ? "on November 2, 2026." : "el 2 de noviembre de 2026."))
        #expect(start.contains(language == "en" ? "gone after 30 days." : "a los 30 días."))
    }

    @Test func `where no backups are made no page speaks of days`() throws {
        let folder = FileManager.default.temporaryDirectory.path + "/none-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try FileManager.default.copyItem(atPath: Office.policiesFolder, toPath: folder)
        let file = folder + "/form.yaml"
        try String(contentsOfFile: file, encoding: .utf8).replacing("backups: 30", with: "backups: none").write(
            toFile: file, atomically: true, encoding: .utf8)
        let office = try Office(policies: folder)
        for (name, page) in try PageStates(office, "en").all {
            #expect(!page.html.contains("in our backups"), "\(name)")
        }
        #expect(try office.pages("en").withdrawn().html.contains("We make no backup copies."))
    }

    @Test func `the welcome page names the languages that readers read, in its own`() throws {
        #expect(try office.pages("en").welcome(nil).html.contains("Our readers read: English, Spanish."))
        #expect(try office.pages("es").welcome(nil).html.contains("lee: inglés, español."))
    }

    @Test func `help has every service of the policy, with every way to reach it`() throws {
        for language in ["en", "es"] {
            let html = try office.pages(language).welcome(nil).html
            for service in office.policies.help.countries.flatMap(\.services) {
                if let call = service.call, let dial = service.dial {
                    #expect(html.contains("href=\"tel:\(dial)\">") && html.contains("<bdi>\(call)</bdi>"), "\(call)")
                }
                if let text = service.text {
                    #expect(html.contains("href=\"sms:\(text.dial)\">"), "\(text.number)")
                    if let word = text.keyword[language] { #expect(html.contains(" \(word) ")) }
                }
                if let chat = service.chat[language] { #expect(html.contains("href=\"\(chat)\" rel=")) }
                #expect(html.contains(escaped(try #require(service.what[language]))))
            }
        }
    }

    @Test func `the style sheet is small and fetches nothing`() {
        #expect(StyleSheet.text.utf8.count < 10_240)
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
