import Foundation
import ParsedHTML
import Testing

/// Forms and names that somebody else put in the way of a survivor, through the real programs.
@Suite(.serialized) struct PlantedFormTests {
    /// A browser that does not say where a form came from, and has no cookie to bring: an old one at another site's page, or one
    /// that takes no cookies.
    private static let silent: [String] = []
    /// A browser of today that was sent here by a page of ours.
    private static let ours = ["-H", "Sec-Fetch-Site: same-origin"] + Organisation.browser

    /// A form that somebody else asked for, with the answers that they would like.
    private func planted(_ organisation: Organisation) throws -> [(String, [UInt8])] {
        let form = try organisation.form()
        return [
            ("nonce", Array(form.nonce.utf8)), ("token", Array(form.token.utf8)), ("use-press", Array("yes".utf8)),
            ("credit", Array("A. Name".utf8)),
        ]
    }

    /// What the thief is shown who sends other words under the planted form.
    private func stolen(_ organisation: Organisation, _ form: [(String, [UInt8])]) throws -> String? {
        try Organisation.receipt(organisation.post(form + [("story", Array("Another's words.".utf8))]).body)
    }

    /// What a page's form sends, with these words.
    private func filled(_ page: String, story: String?) throws -> [(String, [UInt8])] {
        let form = try #require(ParsedHTML(page).forms.first { $0.hidden["nonce"] != nil }, "\(page)")
        var fields = form.hidden
        if let story { fields["story"] = story }
        return fields.sorted { $0.key < $1.key }.map { ($0.key, Array($0.value.utf8)) }
    }

    @Test func `a form without words that another site sends here plants neither its fields nor its choices`() throws {
        let organisation = try Organisation()
        try organisation.startIntake()
        for (path, browser, isFirst) in [
            ("/write", Self.silent, false), ("/check", Self.silent, false), ("/send", Self.silent, false),
            ("/write", Self.silent, true), ("/write", Self.ours, false), ("/write", Organisation.browser, false),
        ] {
            let form = try planted(organisation)
            let early = isFirst ? try stolen(organisation, form) : nil
            let page = try organisation.post(form, path: path, browser: browser).body
            let parsed = ParsedHTML(page)
            for case .start("input", let attributes) in parsed.tokens {
                let name = attributes.first { $0.name == "name" }?.value ?? ""
                let isTicked = attributes.contains { $0.name == "checked" }
                // A page of ours takes its ticks into another language, and nobody else can say that it is one.
                if browser == Self.ours { continue }
                #expect(!isTicked || !name.hasPrefix("use-"), "\(path): \(name)")
                if name == "credit" { #expect(attributes.contains { $0.name == "value" && $0.value.isEmpty }) }
            }
            // The survivor writes into it, and presses a button of ours.
            let sent = try organisation.post(filled(page, story: "My own words."))
            let own = try #require(Organisation.receipt(sent.body), "\(path)")
            #expect(try stolen(organisation, form) != own, "\(path)")
            #expect(early != own)
        }
        #expect(try Opened(organisation).texts().filter { $0 == "My own words." }.count == 6)
    }

    @Test func `a form with words that another site sends here is sealed under no code that the site knows`() throws {
        let organisation = try Organisation()
        try organisation.startIntake()
        for path in ["/write", "/check", "/send"] {
            let form = try planted(organisation) + [("story", Array("Put into the form.".utf8))]
            let page = try organisation.post(form, path: path, browser: Self.silent).body
            let receipt =
                path == "/send"
                ? page : try organisation.post(filled(page, story: "Words."), browser: Self.silent).body
            let own = try #require(Organisation.receipt(receipt), "\(path)")
            #expect(try stolen(organisation, Array(form.prefix(4))) != own, "\(path)")
        }
    }

    @Test
    func `a browser that brings no cookie and says nothing is shown no words, can send them, and gets a true receipt`()
        throws
    {
        let organisation = try Organisation()
        try organisation.startIntake()
        let form = try organisation.form()
        let fields = Organisation.fields(form, story: "Words of my own.", uses: ["print"])
        for path in ["/write", "/check"] {
            let look = try organisation.post(fields, path: path, browser: Self.silent)
            let parsed = ParsedHTML(look.body)
            #expect(look.status == 200)
            #expect(
                !parsed.tokens.contains { if case .text(let text) = $0 { text.contains("of my own") } else { false } })
            #expect(look.body.contains("You can still send them"))
            #expect(parsed.forms.first { $0.action == "/send" }?.hidden["story"] == "Words of my own.")
        }
        let look = try organisation.post(fields, path: "/check", browser: Self.silent).body
        let answer = try organisation.post(filled(look, story: nil), browser: Self.silent)
        let code = try #require(Organisation.receipt(answer.body), "\(answer.body)")
        #expect(try organisation.cases().map(\.uses) == [["print"]])
        let opened = try organisation.post([("code", Array(code.utf8))], path: "/return")
        #expect(opened.status == 200 && opened.body.contains("Nobody has opened it yet"))
        // Without the cookie the code is asked for again, on an empty page.
        let again = try organisation.post([("code", Array(code.utf8))], path: "/return", browser: Self.silent)
        #expect(again.status == 303 && again.body.isEmpty)

        // What the receipt page says is kept is the code that it showed.
        let shown = try #require(ParsedHTML(answer.body).forms.first { $0.action == "/kept" }?.hidden)
        let own = [
            ("nonce", Array(shown["nonce", default: ""].utf8)), ("token", Array(shown["token", default: ""].utf8)),
        ]
        let more = own + [("story", Array("More words.".utf8))]
        #expect(try Organisation.receipt(organisation.post(more).body) == code)
        #expect(try organisation.post(own, path: "/kept", browser: Self.silent).status == 200)
        #expect(try Organisation.receipt(organisation.post(more).body) == nil)

        // The price: who sends the same form twice this way has sent two stories, each with a code of its own.
        let twice = try [1, 2].map { _ in try Organisation.receipt(organisation.post(fields, browser: Self.silent).body)
        }
        #expect(twice[0] != nil && twice[1] != nil && Set(twice + [code]).count == 3)
        #expect(try organisation.cases().count == 3)
    }

    @Test func `a form's two hidden fields are worth its code until it is said to be kept`() throws {
        let organisation = try Organisation()
        try organisation.startIntake()
        let form = try organisation.form()
        let sent = try organisation.post(Organisation.fields(form, story: "My words.", uses: []))
        let code = try #require(Organisation.receipt(sent.body))
        let noted = [("nonce", Array(form.nonce.utf8)), ("token", Array(form.token.utf8))]
        // Whoever read them off the page that was left open, in this browser or in any other.
        #expect(try stolen(organisation, noted) == code)
        #expect(try organisation.post(noted, path: "/kept").status == 200)
        #expect(try stolen(organisation, noted) == nil)
    }

    @Test(arguments: [HostileWords.all[0], HostileWords.all[1], HostileWords.all[5]])
    func `a name that somebody else chose hides no button from the survivor`(name: String) throws {
        let organisation = try Organisation()
        try organisation.startIntake()
        var shapes: [[String]] = []
        for credit in [HostileWords.plain, name] {
            let survivor = try ReturnTests.Visitor(organisation, story: "My words.", uses: ["website"])
            let wider = ["act": "save", "use-website": "yes", "use-press": "yes", "credit": credit, "show-first": "no"]
            _ = try survivor.go("choices", wider)
            let status = ParsedHTML(try survivor.status())
            #expect(status.tokens.contains(.text(credit)) && status.errors == [])
            // The button that stops it, the one to other choices, and the one that takes the story back.
            #expect(status.forms.contains { $0.action == "/choices" && $0.hidden["act"] == "pause" })
            #expect(status.forms.contains { $0.action == "/choices" && $0.hidden["act"] == nil })
            #expect(status.forms.contains { $0.action == "/withdraw" && $0.hidden["visit"] != nil })
            let choices = ParsedHTML(try survivor.go("choices"))
            #expect(choices.forms.contains { $0.action == "/choices" && $0.buttons == ["save"] })
            shapes.append(status.shape + choices.shape)
        }
        #expect(shapes[0] == shapes[1])
    }
}
