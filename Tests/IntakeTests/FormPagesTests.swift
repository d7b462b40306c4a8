import Envelope
import Hummingbird
import Policies
import Testing

@testable import Intake

/// The pages of the form and the receipt.
struct FormPagesTests {
    private let office: Office
    private let pages: Pages
    private static let form = HiddenFields(nonce: "a-nonce", token: "a-token")

    init() throws {
        office = try Office()
        pages = try office.pages("en")
    }

    @Test func `a page's own language is the one it leads forward to, and the others take the words along`() throws {
        let spanish = try office.pages("es")
        let form = spanish.write(Self.form).html
        #expect(form.contains("action=\"/es/check\"") && form.contains("formaction=\"/es/send\""))
        #expect(form.contains("form=\"all\" formaction=\"/write\" lang=\"en\""))
        let check = spanish.check(Self.form, spanish.untouched).html
        #expect(check.contains("action=\"/es/send\"") && check.contains("formaction=\"/es/write#words\""))
        #expect(check.contains("form=\"carried\" formaction=\"/check\" lang=\"en\""))
        #expect(pages.write(Self.form).html.contains("action=\"/check\""))
    }

    @Test func `each question is a screen of its own, numbered, with the one before and the one after`() throws {
        let html = pages.write(Self.form).html
        let sections = html.split(separator: "<section ").dropFirst().map { String($0.prefix { $0 != ">" }) }
        let ids = sections.compactMap { $0.split(separator: "id=\"").last.map { String($0.prefix { $0 != "\"" }) } }
        #expect(ids == ["start", "before", "words", "case", "age", "use", "time", "naming", "send"])
        for (before, id) in zip(ids.dropFirst(), ids.dropFirst(2)) {
            let screen = try #require(html.split(separator: "id=\"\(id)\" tabindex").last)
            #expect(screen.contains("href=\"#\(before)\">Back</a> <span>"), "\(id)")
        }
        for number in 1...7 { #expect(html.contains("<span>\(number) of 7</span>")) }
        #expect(sections.filter { $0.contains("first") } == ["class=\"step first\" id=\"words\" tabindex=\"-1\""])
        #expect(pages.welcome(Self.form).html.contains("class=\"step first\" id=\"start\""))
    }

    @Test func `no use is ticked until someone ticks it, and there is a box for each in the policy's order`() throws {
        let html = pages.write(Self.form).html
        #expect(Inputs(html).all.allSatisfy { $0["type"] != "checkbox" || !$0.keys.contains("checked") })
        let boxes = Inputs(html).all.compactMap { $0["name"] }.filter { $0.hasPrefix("use-") }
        #expect(boxes == office.policies.consent.uses.map { "use-\($0.rawValue)" })
        #expect(html.contains(try #require(office.languages.first.texts["consent.nothing"])))
    }

    @Test func `the form, and the look before sending, say what to do when no answer comes`() throws {
        for (language, reload) in [("en", "press Reload"), ("es", "pulse Recargar")] {
            let pages = try office.pages(language)
            for page in [pages.write(Self.form), pages.check(Self.form, pages.untouched)] {
                #expect(page.html.contains(reload))
            }
        }
    }

    @Test func `nothing is chosen before, and what counts then is said: the least that can be agreed to`() throws {
        let html = pages.write(Self.form).html
        #expect(Inputs(html).chosen == [])
        let texts = office.languages.first.texts
        for key in ["term.one-year", "edits.names", "show-first.yes"] {
            #expect(html.contains("this counts: <strong>\(try #require(texts["consent.\(key)"]))</strong>"))
        }
        // What nobody chose is not chosen by a look at it either.
        let again = try office.said(pages.untouched.values)
        #expect(again.chosen == [] && Inputs(pages.write(Self.form, again, keepsWords: true).html).chosen == [])
    }

    @Test func `everything that was said stands in the form again`() throws {
        let values = PageStates.everything(office.policies)
        let said = try office.said(values)
        for html in [
            pages.write(Self.form, said, keepsWords: true).html,
            pages.write(Self.form, said, problem: .oldForm, keepsWords: true).html,
        ] {
            let inputs = Inputs(html)
            let ticked = inputs.all.filter { $0["type"] == "checkbox" && $0.keys.contains("checked") }
            let boxes = values.keys.filter { $0.hasPrefix("use-") || $0.hasPrefix("note-") }
            #expect(Set(ticked.compactMap { $0["name"] }) == Set(boxes))
            #expect(
                Set(inputs.chosen) == [
                    "term=two-years", "edits=shorten", "show-first=no", "open-case=unsure", "under-18=yes",
                ])
            #expect(inputs.value("credit") == values["credit"])
            #expect(inputs.value("told") == "yes")
        }
    }

    @Test func `what a page carries on is what the form says, and nothing is asked again`() throws {
        let values = PageStates.everything(office.policies)
        let said = try office.said(values)
        for page in [
            pages.check(Self.form, said), pages.openCase(Self.form, said, next: .send),
            pages.unseen(Self.form, said, problem: nil),
        ] {
            let inputs = Inputs(page.html)
            #expect(inputs.all.allSatisfy { $0["type"] == "hidden" })
            var carried = Dictionary(uniqueKeysWithValues: inputs.all.map { ($0["name"] ?? "", $0["value"] ?? "") })
            #expect(carried.removeValue(forKey: "story") == String(Page.mark))
            #expect(carried.removeValue(forKey: "nonce") == "a-nonce")
            #expect(carried.removeValue(forKey: "token") == "a-token")
            #expect(carried == values)
        }
    }

    @Test func `the page about an open case leads on to where the form was going, and stops nobody`() throws {
        let said = try office.said(["open-case": "yes"])
        for step in [FormStep.check, .send] {
            let html = pages.openCase(Self.form, said, next: step).html
            #expect(html.contains("action=\"/\(step.rawValue)\""))
            // Its own two buttons say that it was shown; in another language it is shown again.
            #expect(
                html.split(separator: "name=\"told\" value=\"yes\"").count == 3 && Inputs(html).value("told") == nil)
            #expect(
                html.contains("formaction=\"/write#words\"") && html.contains("formaction=\"/es/\(step.rawValue)\""))
            #expect(html.contains("privileged"))
        }
    }

    @Test func `the check says in words what was chosen`() throws {
        let texts = office.languages.first.texts
        let nothing = pages.check(Self.form, pages.untouched).html
        for key in [
            "consent.nothing", "consent.term.one-year", "consent.edits.names", "consent.show-first.yes",
            "consent.no-credit",
        ] {
            #expect(nothing.contains("<dd>\(try #require(texts[key]))</dd>"), "\(key)")
        }
        #expect(!nothing.contains(try #require(texts["ask.open-case.question"])))
        let said = try office.said(["use-print": "yes", "note-prison": "yes", "open-case": "no", "credit": "A. <Name>"])
        let html = pages.check(Self.form, said).html
        for key in ["consent.use.print.label", "note.prison", "ask.open-case.no"] {
            #expect(html.contains("<dd>\(try #require(texts[key]))</dd>"), "\(key)")
        }
        #expect(html.contains("<dd><bdi>A. &lt;Name&gt;</bdi></dd>"))
        #expect(!html.contains("<dd>\(try #require(texts["consent.nothing"]))</dd>"))
    }

    @Test func `words stand in their places and nowhere else, and a first line feed is kept`() throws {
        let page = pages.write(Self.form, pages.untouched, problem: .oldForm, keepsWords: true)
        let around = page.aroundMarks
        try #require(around.count == 2)
        // A browser takes one line feed after the tag away; this one is ours, so that none of the writer's is taken.
        #expect(around[0].hasSuffix("story-hint\">\n"))
        #expect(around[1].hasPrefix("</textarea>"))
        #expect(!pages.write(Self.form).html.contains(Page.mark))
        let check = pages.check(Self.form, pages.untouched).aroundMarks
        try #require(check.count == 3)
        #expect(check[0].hasSuffix("<div class=\"said\" dir=\"auto\">") && check[1].hasPrefix("</div>"))
        #expect(check[1].hasSuffix("name=\"story\" value=\"") && check[2].hasPrefix("\">"))
    }

    @Test func `the fields for words give nothing to the browser to keep or to send away`() throws {
        let html = pages.write(Self.form).html
        let name = try #require(html.split(separator: "<").first { $0.hasPrefix("input type=\"text\"") })
        for field in [try #require(Markup(html).first("textarea")), String(name)] {
            for attribute in ["autocomplete=\"off\"", "autocapitalize=\"off\"", "spellcheck=\"false\"", "dir=\"auto\""]
            {
                #expect(field.contains(attribute), "\(attribute)")
            }
        }
        #expect(!(try #require(Markup(html).first("textarea")).contains("maxlength")))
        for page in [html, pages.check(Self.form, pages.untouched).html] {
            #expect(page.split(separator: "<form ").dropFirst().allSatisfy { $0.contains("autocomplete=\"off\"") })
        }
    }

    @Test func `what came from elsewhere cannot break out of the page`() throws {
        let form = HiddenFields(nonce: "\"><script>", token: "' onclick='x")
        #expect(Markup(pages.write(form).html).count("script") == 0)
        #expect(pages.write(form).html.contains("value=\"&quot;&gt;&lt;script&gt;\""))
        let said = try office.said(["credit": "\"><script>\u{1A}"])
        for page in [pages.write(form, said, keepsWords: false), pages.check(form, said)] {
            #expect(Markup(page.html).count("script") == 0)
        }
        // The mark is a control sign, which no name keeps.
        #expect(!pages.write(form, said, keepsWords: false).html.contains(Page.mark))
    }

    @Test func `a name that is too long is said to be so beside its field`() throws {
        let said = try office.said(["credit": String(repeating: "n", count: 81)])
        #expect(said.consent.isNameTooLong)
        let html = pages.write(Self.form, said, problem: .longName, keepsWords: true).html
        #expect(html.contains("first\" id=\"naming\"") && html.contains("aria-describedby=\"problem credit-hint\""))
        #expect(!html.contains("aria-describedby=\"problem story-hint\""))
        let other = pages.write(Self.form, said, problem: .empty, keepsWords: false).html
        #expect(other.contains("first\" id=\"words\"") && other.contains("aria-describedby=\"problem story-hint\""))
    }

    @Test func `a link leads from what is wrong with a name to its field, which is marked`() throws {
        for name in ["write-words-long-name", "choices-long-name"] {
            let page = try #require(try PageStates(office, "en").all.first { $0.name == name }).page.html
            #expect(page.contains("href=\"#credit\"") && Inputs(page).all.contains { $0["aria-invalid"] == "true" })
        }
    }

    @Test func `whoever is told to go back and try again is not led away from the words`() throws {
        for language in ["en", "es"] {
            let pages = try office.pages(language)
            let busy = pages.problem(.busy).html
            for key in ["problem.gone", "problem.again", "problem.title"] {
                #expect(!busy.contains(pages.texts[key]), "\(key)")
            }
            let unsure = pages.askCode(problem: .unsure).html
            #expect(!unsure.contains("<h1>\(pages.texts["return.problem-title"])</h1>"))
        }
    }

    @Test(arguments: ["en", "es"])
    func `each page with words to send says what it means when it stays as it is`(language: String) throws {
        let said = try office.pages(language).texts["frame.stays"]
        #expect(!said.isEmpty)
        for (name, page) in try PageStates(office, language).all {
            let sends = ["/check\"", "/send\"", "/letters\"", "/text\"", "/choices\""].contains {
                page.html.contains("action=\"\(language == "en" ? "" : "/es")\($0) method=\"post\" accept-charset")
            }
            #expect(page.html.contains(said) == sends, "\(name)")
        }
    }

    @Test func `the start page says that words are there, and where help is`() throws {
        let start = pages.welcome(Self.form).html
        let section = try #require(start.split(separator: "id=\"start\"").last?.split(separator: "</section>").first)
        #expect(section.contains("class=\"held\"") && section.contains("href=\"#words\""))
        #expect(section.contains("href=\"#help\""))
    }

    @Test func `the choices say that a yes to more is waiting`() throws {
        let all = try PageStates(office, "en").all
        let said = pages.texts["choices.coming"]
        for (name, page) in all where name.hasPrefix("choices") {
            #expect(!said.isEmpty && page.html.contains(said) == (name == "choices-coming"), "\(name)")
        }
    }

    @Test func `the receipt holds the ten words in order, for eyes and for a screen reader`() async throws {
        let page = pages.receipt(PageStates.form, added: false)
        let response = Answers.receipt(page, code: PageStates.code)
        let html = try await written(response)
        #expect(html.contains(">\(PageStates.code.joined(separator: " "))</output>"))
        let list = try #require(
            html.split(separator: "<ol class=\"words\" aria-hidden=\"true\">").last?.split(separator: "</ol>").first)
        let items = list.split(separator: "<li>").map { String($0.prefix { $0 != "<" }) }
        #expect(items == PageStates.code)
        #expect(Markup(html).count("/html") == 1 && !html.contains(Page.mark))
        #expect(response.headers[.setCookie] == Headers.noCookie)
        #expect(page.html != pages.receipt(PageStates.form, added: true).html)
        #expect(page.html.contains(String(office.policies.retention.unopenedNoticeDays) + " days"))
        #expect(page.html.contains("in our backups are gone after 30 days"))
        #expect(page.html.contains("555-0100"))
    }
}

/// The `input` elements of a page, each with its attributes.
struct Inputs {
    let all: [[String: String]]

    init(_ html: String) {
        all = html.split(separator: "<input ").dropFirst().map { tag in
            var rest = tag.prefix { $0 != ">" }
            var attributes: [String: String] = [:]
            while let first = rest.first(where: { $0 != " " }), first.isLetter {
                rest = rest.drop { $0 == " " }
                let name = String(rest.prefix { $0.isLetter || $0 == "-" })
                rest = rest.dropFirst(name.count)
                guard rest.hasPrefix("=\"") else {
                    attributes[name] = ""
                    continue
                }
                rest = rest.dropFirst(2)
                attributes[name] = String(rest.prefix { $0 != "\"" })
                rest = rest.dropFirst((attributes[name]?.count ?? 0) + 1)
            }
            return attributes
        }
    }

    /// The radio buttons that are chosen, as `name=value`.
    var chosen: [String] {
        all.filter { $0["type"] == "radio" && $0.keys.contains("checked") }
            .map { "\($0["name"] ?? "")=\($0["value"] ?? "")" }
    }

    func value(_ name: String) -> String? { all.first { $0["name"] == name }?["value"] }
}
