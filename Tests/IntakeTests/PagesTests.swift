import Envelope
import HTTPTypes
import Hummingbird
import Policies
import Testing

@testable import Intake

struct PagesTests {
    private let office: ClosedOffice
    private static let form = HiddenFields(nonce: "a-nonce", token: "a-token")
    private static let code = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]

    init() throws { office = try ClosedOffice() }

    /// Every page that there is, in one language, by a name for the report.
    private func all(_ language: String) throws -> [(name: String, page: Page)] {
        let pages = try office.pages(language)
        var all = [
            ("welcome", pages.welcome()), ("write", pages.write(Self.form)), ("privacy", pages.privacy()),
            ("receipt", pages.receipt(added: false)), ("addition", pages.receipt(added: true)),
        ]
        for problem in Problem.allCases {
            all.append((problem.rawValue, pages.problem(problem)))
            for keepsWords in [true, false] {
                let page = pages.write(Self.form, ticked: [.print], problem: problem, keepsWords: keepsWords)
                all.append(("form, \(problem.rawValue), \(keepsWords)", page))
            }
        }
        return all
    }

    @Test(arguments: ["en", "es"]) func `every page is whole, calm and without a script`(language: String) throws {
        for (name, page) in try all(language) {
            let markup = Markup(page.html)
            #expect(markup.count("h1") == 1, "\(name)")
            #expect(markup.count("main") == 1 && markup.count("/html") == 1, "\(name)")
            for tag in ["script", "style", "img", "svg", "iframe", "noscript", "meta http-equiv"] {
                #expect(markup.count(tag) == 0, "\(name): \(tag)")
            }
            for sign in [" style=", " onclick", "javascript:", "{", "}", "http://", "https://", "<p></p>", "<h2></h2>"]
            {
                #expect(!page.html.contains(sign), "\(name): \(sign)")
            }
            #expect(markup.first("html") == "html lang=\"\(language)\" dir=\"ltr\"", "\(name)")
            #expect(page.language == language)
        }
    }

    @Test(arguments: ["en", "es"]) func `the way out is the first link of every page`(language: String) throws {
        for (name, page) in try all(language) {
            let link = try #require(Markup(page.html).first("a"), "\(name)")
            #expect(link.contains("class=\"leave\"") && link.contains("href=\"/leave\""), "\(name)")
        }
    }

    @Test func `no title tells what the page is about`() throws {
        for language in ["en", "es"] {
            for (name, page) in try all(language) {
                let title = page.html.split(separator: "<title>").last?.split(separator: "</title>").first ?? ""
                #expect(!title.isEmpty, "\(name)")
                for word in ["stor", "historia", "viol", "code", "clave", "prison", "reviv"] {
                    #expect(!title.lowercased().contains(word), "\(name): \(title)")
                }
            }
        }
    }

    @Test func `the languages have the same pages, tag for tag`() throws {
        for (english, spanish) in zip(try all("en"), try all("es")) {
            #expect(Markup(english.page.html).tags == Markup(spanish.page.html).tags, "\(english.name)")
        }
    }

    @Test func `every text is used, and every text that is used is there`() throws {
        let used = Templates.keys.union(PageTexts.chosenKeys)
        for language in office.languages.all { #expect(Set(language.texts.keys) == used, "\(language.code)") }
    }

    @Test func `no template writes anything unescaped`() {
        for (name, template) in Templates.all {
            #expect(!template.contains("{{{") && !template.contains("{{&"), "\(name)")
        }
    }

    @Test func `a page's own language is the one it links forward to`() throws {
        let spanish = try office.pages("es")
        #expect(spanish.welcome().html.contains("href=\"/es/write\""))
        #expect(spanish.write(Self.form).html.contains("action=\"/es/send\""))
        #expect(spanish.write(Self.form).html.contains("href=\"/write\" lang=\"en\""))
        #expect(try office.pages("en").write(Self.form).html.contains("action=\"/send\""))
    }

    @Test func `no box is ticked until someone ticks it, and there is one for each use in the policy's order`() throws {
        let html = try office.pages("en").write(Self.form).html
        #expect(!html.contains(" checked"))
        let boxes = html.split(separator: "type=\"checkbox\" id=\"use-").dropFirst()
            .compactMap { Use(rawValue: String($0.prefix { $0 != "\"" })) }
        #expect(boxes == office.policies.consent.uses)
        let again = try office.pages("en").write(Self.form, ticked: [.press], problem: .empty, keepsWords: false).html
        #expect(again.split(separator: " checked").count == 2)
        #expect(again.contains("name=\"use-press\" value=\"yes\" checked"))
    }

    @Test func `words stand in their field and nowhere else, and a first line feed is kept`() throws {
        let page = try office.pages("en").write(Self.form, ticked: [], problem: .oldForm, keepsWords: true)
        #expect(page.html.count { $0 == Page.mark } == 1)
        // A browser takes one line feed after the tag away; this one is ours, so that none of the writer's is taken.
        #expect(page.aroundMark.before.hasSuffix("story-hint\">\n"))
        #expect(page.aroundMark.after.hasPrefix("</textarea>"))
        let empty = try office.pages("en").write(Self.form)
        #expect(!empty.html.contains(Page.mark) && empty.aroundMark.after.isEmpty)
    }

    @Test func `the field for words gives nothing to the browser to keep or to send away`() throws {
        let field = try #require(Markup(try office.pages("en").write(Self.form).html).first("textarea"))
        for attribute in ["autocomplete=\"off\"", "autocapitalize=\"off\"", "spellcheck=\"false\"", "dir=\"auto\""] {
            #expect(field.contains(attribute), "\(attribute)")
        }
        #expect(!field.contains("maxlength"))
    }

    @Test func `hidden fields that came from elsewhere cannot break out of the page`() throws {
        let form = HiddenFields(nonce: "\"><script>", token: "' onclick='x")
        let html = try office.pages("en").write(form).html
        #expect(Markup(html).count("script") == 0)
        #expect(html.contains("value=\"&quot;&gt;&lt;script&gt;\""))
    }

    @Test func `the receipt holds the ten words in order, for eyes and for a screen reader`() async throws {
        let page = try office.pages("en").receipt(added: false)
        let response = Answers.receipt(page, code: Self.code)
        let html = try await written(response)
        #expect(html.contains(">\(Self.code.joined(separator: " "))</output>"))
        let items = html.split(separator: "<li>").dropFirst().map { String($0.prefix { $0 != "<" }) }
        #expect(items == Self.code)
        #expect(Markup(html).count("/html") == 1 && !html.contains(Page.mark))
        #expect(response.headers[.setCookie] == Headers.noCookie)
        #expect(page.html != (try office.pages("en").receipt(added: true).html))
    }

    @Test func `the welcome page says whether the law makes readers report`() throws {
        let html = try office.pages("en").welcome().html
        let texts = office.languages.first.texts
        #expect(html.contains(try #require(texts["welcome.report-no"])))
        #expect(!html.contains(try #require(texts["welcome.report-yes"])))
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
