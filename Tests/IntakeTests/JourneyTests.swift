import HTTPTypes
import Hummingbird
import Policies
import Testing

@testable import Intake

/// The way from the first page to the receipt, with a keyring that counts.
struct JourneyTests {
    private let office: Office
    private static let story = "story=%0D%0AWords+%3Cof+mine%3E+%26+%22more%22%0D%0A"
    private static let shown = "\nWords &lt;of mine&gt; &amp; &quot;more&quot;\n"

    init() throws { office = try Office(isOpen: true) }

    private func body(_ values: [String: String] = [:], withStory: Bool = true) async throws -> String {
        let form = try #require(await office.desk.freshForm())
        let fields = form.values.merging(values) { $1 }.map { "\($0.key)=\($0.value)" }.sorted()
        return (fields + (withStory ? [Self.story] : [])).joined(separator: "&")
    }

    /// What a page's form sends when its button is pressed.
    private func carried(_ html: String) -> String {
        Inputs(html).all.filter { $0["type"] == "hidden" }.map { input in
            let name = input["name"] ?? ""
            return name == "story" ? Self.story : "\(name)=\(input["value"] ?? "")"
        }.joined(separator: "&")
    }

    @Test func `in another language everything that was typed and chosen is there, and stands in no address`()
        async throws
    {
        let body = try await body(["open-case": "yes", "under-18": "unsaid", "use-print": "yes", "credit": "Ana"])
        for (path, language) in [("/es/write", "es"), ("/write", "en")] {
            let (response, html) = try await office.ask(.post, path, body: body)
            #expect(response.status == .ok && html.contains("<html lang=\"\(language)\""))
            #expect(Inputs(html).chosen == ["open-case=yes", "under-18=unsaid"])
            #expect(Inputs(html).value("credit") == "Ana" && html.contains("name=\"use-print\" value=\"yes\" checked"))
            #expect(body.contains("nonce=" + (try #require(Inputs(html).value("nonce")))))
            #expect(response.headers[.setCookie] == Headers.cookie && response.headers[.location] == nil)
            #expect(html.contains("story-hint\">\n\(Self.shown)</textarea>"))
        }
        // With nothing typed it is the start page again, and with a tick the form.
        let empty = try await office.ask(.post, "/es/write", body: try await self.body(withStory: false)).html
        #expect(empty.contains("first\" id=\"start\""))
        let ours: HTTPFields = [
            try #require(HTTPField.Name("Sec-Fetch-Site")): "same-origin", .cookie: Headers.heldCookie,
        ]
        let ticked = try await office.ask(
            .post, "/es/write", body: try await self.body(["note-prison": "yes"], withStory: false), fields: ours
        ).html
        #expect(
            ticked.contains("first\" id=\"words\"") && ticked.contains("name=\"note-prison\" value=\"yes\" checked"))
    }

    @Test func `an open case that is first said with the words is told of, with the words kept in the page alone`()
        async throws
    {
        for (step, next) in [("/check", "name=\"story\" value=\""), ("/send", "id=\"receipt\"")] {
            let body = try await body(["open-case": "yes", "use-print": "yes"])
            let told = try await office.ask(.post, step, body: body)
            #expect(told.html.contains("privileged") && !told.html.contains("id=\"receipt\""))
            #expect(told.html.contains("name=\"story\" value=\"\(Self.shown)\""))
            // In the other language it is said again.
            let other = try await office.ask(.post, "/es" + step, body: carried(told.html))
            #expect(other.html.contains(try #require(office.languages["es"]?.texts["open-case.lead"])))
            let answer = try await office.ask(.post, step, body: carried(told.html) + "&told=yes")
            #expect(answer.html.contains(next) && !answer.html.contains("privileged"), "\(step)")
            // And back to the words instead.
            let back = try await office.ask(.post, "/write", body: carried(told.html) + "&told=yes")
            #expect(back.html.contains("story-hint\">\n\(Self.shown)</textarea>"))
            #expect(Inputs(back.html).value("use-print") == "yes")
        }
    }

    @Test func `a look before sending shows everything, stores nothing, and leads back and on`() async throws {
        let body = try await body(["use-print": "yes", "credit": "Ana"])
        let check = try await office.ask(.post, "/check", body: body)
        #expect(check.response.status == .ok)
        #expect(check.html.contains("dir=\"auto\">\(Self.shown)</div>"))
        #expect(check.html.contains("name=\"story\" value=\"\(Self.shown)\">"))
        #expect(check.html.contains("<bdi>Ana</bdi>"))
        #expect(check.response.headers[.setCookie] == Headers.cookie)
        #expect(check.response.headers.contains { $0.name.canonicalName == "clear-site-data" } == false)
        let back = try await office.ask(.post, "/write", body: carried(check.html))
        #expect(back.html.contains("story-hint\">\n\(Self.shown)</textarea>"))
        #expect(Inputs(back.html).value("credit") == "Ana")
        let sent = try await office.ask(.post, "/send", body: carried(check.html))
        #expect(sent.html.contains("id=\"receipt\"") && !sent.html.contains("of mine"))
        // The form with and without the look is one form: a retry, with the same code.
        let again = try await office.ask(.post, "/send", body: body)
        #expect(again.html == sent.html)
    }

    @Test func `the same form with any other answer is an addition and not a retry`() async throws {
        let body = try await body(["told": "yes"])
        let first = try await office.ask(.post, "/send", body: body).html
        #expect(try await office.ask(.post, "/send", body: body).html == first)
        // To choose what counts anyhow says the same as silence.
        let untouched = body + "&term=one-year&edits=names&show-first=yes&credit="
        #expect(try await office.ask(.post, "/send", body: untouched).html == first)
        for other in [
            "use-print=yes", "term=two-years", "edits=as-is", "show-first=no", "credit=Ana", "note-prison=yes",
            "open-case=yes", "open-case=no", "under-18=yes",
        ] {
            let answer = try await office.ask(.post, "/send", body: body + "&" + other).html
            #expect(answer.contains(try #require(office.languages.first.texts["receipt.title-added"])), "\(other)")
        }
    }

    @Test func `after leaving, a form that the browser sends again shows no word`() async throws {
        let site = try #require(HTTPField.Name("Sec-Fetch-Site"))
        let browser: HTTPFields = [site: "same-origin"]
        let held: HTTPFields = [site: "same-origin", .cookie: "a=b; v=1"]
        for (path, values) in [
            ("/check", [:]), ("/write", [:]), ("/check", ["open-case": "yes"]), ("/send", ["open-case": "yes"]),
            ("/send", ["credit": String(repeating: "n", count: 81)]), ("/send", ["token": "other"]),
        ] as [(String, [String: String])] {
            let body = try await body(values)
            let stayed = try await office.ask(.post, path, body: body, fields: held).html
            #expect(stayed.contains("of mine"))
            // A browser that says nothing is not held by the form's fields, and its story goes through.
            for browser in values["token"] == nil ? [browser, [:]] : [browser] {
                let (answer, left) = try await office.ask(.post, path, body: body, fields: browser)
                // With a new cookie, a second Reload would be taken for a browser that never left.
                #expect(answer.headers[.setCookie] == nil)
                // They can still be sent, by a browser that takes no cookies too; but nobody reads them off the screen.
                #expect(Inputs(left).value("story") != nil && left.count(of: "of mine") == 1, "\(path) \(values)")
                #expect(Markup(left).count("textarea") == 0 && !left.contains("class=\"said\""))
                // Nobody sends without the page about an open case, which shows no words.
                let isTold = path == "/send" && values["open-case"] != nil
                let said = isTold ? "open-case.lead" : values["credit"] == nil ? "problem.left" : "problem.left-name"
                #expect(left.contains(try #require(office.languages.first.texts[said])))
            }
        }
        let sent = try await office.ask(.post, "/send", body: try await body(), fields: browser)
        #expect(sent.html.contains("id=\"receipt\""))
    }

    @Test func `after leaving, a name that is too long is not shown, and can be given anew`() async throws {
        let browser: HTTPFields = [try #require(HTTPField.Name("Sec-Fetch-Site")): "same-origin"]
        let long = String(repeating: "n", count: 81)
        let body = try await body(["credit": long, "use-print": "yes"])
        let (response, left) = try await office.ask(.post, "/send", body: body, fields: browser)
        #expect(response.status == .unprocessableContent && response.headers[.setCookie] == nil)
        #expect(!left.contains(long))
        let field = try #require(Inputs(left).all.first { $0["name"] == "credit" })
        #expect(field["type"] == "text" && field["value"] == "" && field["aria-invalid"] == "true")
        #expect(left.contains("href=\"#credit\""))
        let sent = try await office.ask(.post, "/send", body: carried(left) + "&credit=Ana", fields: browser).html
        #expect(sent.contains("id=\"receipt\""))
    }

    @Test func `after leaving, a story that is too long is not said to be fit for sending`() async throws {
        let browser: HTTPFields = [try #require(HTTPField.Name("Sec-Fetch-Site")): "same-origin"]
        let story = "&story=" + String(repeating: "a", count: office.policies.form.storyLimit + 1)
        let body = try await body(withStory: false) + story
        let left = try await office.ask(.post, "/send", body: body, fields: browser).html
        let texts = try office.pages("en").texts
        #expect(
            !left.contains(texts["problem.left"])
                && left.contains(texts["problem.left-long"].replacing("'", with: "&#39;")))
        #expect(!left.contains("<button type=\"submit\">\(texts["check.send"])</button>"))
    }

    @Test func `a browser that takes no cookies is told of an open case, and its story goes through`() async throws {
        let site = try #require(HTTPField.Name("Sec-Fetch-Site"))
        for fields: HTTPFields in [[site: "same-origin"], [:]] {
            let body = try await body(["open-case": "yes"])
            let unseen = try await office.ask(.post, "/check", body: body, fields: fields).html
            #expect(!unseen.contains("privileged"))
            let told = try await office.ask(.post, "/send", body: carried(unseen), fields: fields).html
            #expect(told.contains("privileged") && !told.contains("id=\"receipt\""))
            let sent = try await office.ask(.post, "/send", body: carried(told) + "&told=yes", fields: fields).html
            #expect(sent.contains("id=\"receipt\""))
        }
    }

    @Test func `after leaving, a code that is sent again leads to an empty page`() async throws {
        let site = try #require(HTTPField.Name("Sec-Fetch-Site"))
        for (path, to) in [("/return", "/return"), ("/letters", "/return"), ("/es/return", "/es/return")] {
            for fields: HTTPFields in [[site: "same-origin"], [:]] {
                let (response, _) = try await office.ask(.post, path, body: "code=word", fields: fields)
                #expect(response.status == .seeOther && response.headers[.location] == to)
                #expect(response.headers[.setCookie] == nil)
            }
        }
        // The receipt took the cookie away, so this page is asked for without one.
        let form = try await body(withStory: false)
        let (response, _) = try await office.ask(.post, "/kept", body: form, fields: [site: "same-origin"])
        #expect(response.status != .seeOther)
    }

    @Test func `after a mistake the words and every answer are there, in that answer alone`() async throws {
        let values = PageStates.everything(office.policies).merging(["credit": String(repeating: "n", count: 81)]) {
            $1
        }
        let (response, html) = try await office.ask(.post, "/send", body: try await body(values))
        #expect(response.status == .unprocessableContent)
        #expect(html.contains("story-hint\">\n\(Self.shown)</textarea>"))
        #expect(
            Set(Inputs(html).chosen) == [
                "term=two-years", "edits=shorten", "show-first=no", "open-case=unsure", "under-18=yes",
            ])
        #expect(Inputs(html).value("credit") == values["credit"])
        let next = try await office.ask(.get, "/write").html
        #expect(!next.contains("of mine") && Inputs(next).chosen == [])
    }

    @Test func `a mistake at the look before sending is said like one at sending`() async throws {
        let empty = try await office.ask(.post, "/check", body: "use-print=yes&story=+")
        #expect(empty.response.status == .unprocessableContent)
        #expect(empty.html.contains("class=\"box problem\""))
        let story = "story=" + String(repeating: "a", count: office.policies.form.storyLimit + 1)
        #expect(try await office.ask(.post, "/check", body: story).response.status == .unprocessableContent)
        let closed = try Office()
        let answer = try await closed.ask(.post, "/check", body: try await body(["use-print": "yes"]))
        #expect(answer.response.status == .serviceUnavailable && answer.html.contains("of mine"))
        #expect(try await closed.ask(.post, "/write", body: "open-case=no").response.status == .serviceUnavailable)
    }
}

extension String {
    /// How often a text stands in this one.
    func count(of text: String) -> Int {
        split(separator: text, omittingEmptySubsequences: false).count - 1
    }
}
