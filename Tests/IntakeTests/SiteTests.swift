import Envelope
import HTTPTypes
import Hummingbird
import Logging
import Mailbox
import NIOCore
import NIOEmbedded
import Policies
import Testing
import Vault

@testable import Intake

/// Addresses, methods, and what is answered when nothing can be taken in.
struct SiteTests {
    private let office: Office
    private static let body = "use-print=yes&story=Words+%3Cof+mine%3E+%26+%22more%22"
    private static let shown = "Words &lt;of mine&gt; &amp; &quot;more&quot;</textarea>"

    init() throws { office = try Office() }

    private func ownForm() async throws -> String {
        let form = try #require(await office.desk.freshForm())
        return "nonce=\(form.nonce)&token=\(form.token)"
    }

    @Test(arguments: ["/", "/en/", "/es/", "/es"]) func `pages are there`(
        path: String
    ) async throws {
        let (response, html) = try await office.ask(.get, path)
        #expect(response.status == .ok)
        #expect(html.contains("<html lang=\"\(path.hasPrefix("/es") ? "es" : "en")\""))
        #expect(response.headers[.setCookie] == nil)
        #expect(response.headers[.vary] == (path == "/" ? "accept-language" : nil))
    }

    @Test(arguments: [
        (HTTPRequest.Method.post, "/return", true), (.post, "/es/return", true), (.post, "/letters", true),
        (.post, "/en/withdraw", true), (.get, "/return", false), (.post, "/write", false), (.post, "/es/send", false),
        (.post, "/", false), (.post, "/nowhere", false),
    ])
    func `each way to bring a code is known by its address`(method: HTTPRequest.Method, path: String, brings: Bool) {
        let request = HTTPRequest(method: method, scheme: "http", authority: nil, path: path)
        #expect(office.site.bringsCode(request) == brings)
    }

    @Test(arguments: [
        ("es-MX,es;q=0.9,en;q=0.8", "es"), ("es-419", "es"), ("ES", "es"), ("en-US,en;q=0.5", "en"),
        ("fr-CH, es;q=0.3, en;q=0.2", "es"), ("fr;q=0.9, en;q=0.2, es;q=0.8", "es"), ("es;q=0, en;q=0.1", "en"),
        ("de", "en"), ("", "en"), ("*", "en"), ("est", "en"), ("q=;;,,es;q=x", "en"),
        (String(repeating: "fr,", count: 1_000) + "es", "en"),
    ])
    func `the start page, and no other, is in the language that the browser prefers`(
        preferred: String, language: String
    ) async throws {
        let fields: HTTPFields = [.acceptLanguage: preferred]
        #expect(try await office.ask(.get, "/", fields: fields).html.contains("<html lang=\"\(language)\""))
        #expect(try await office.ask(.get, "/en/", fields: fields).html.contains("<html lang=\"en\""))
        #expect(try await office.ask(.get, "/return", fields: fields).html.contains("<html lang=\"en\""))
    }

    @Test func `without a keyring the start page still says who answers for it, and asks nobody to write`() async throws
    {
        let (response, html) = try await office.ask(.get, "/")
        #expect(response.status == .ok && Markup(html).count("textarea") == 0)
        #expect(html.contains("Heron Street Circle") && html.contains("555-0100"))
        let open = try Office(isOpen: true)
        let (started, form) = try await open.ask(.get, "/")
        #expect(started.headers[.setCookie] == Headers.cookie && Markup(form).count("textarea") == 1)
    }

    @Test(arguments: [
        "/nowhere", "/es/nowhere", "/write/", "//", "/%2e", "/fr/", "/essay", "/style.css/", "/health", "/help",
        "/before",
    ])
    func `whatever else is asked for is not there`(path: String) async throws {
        let (response, html) = try await office.ask(.get, path)
        #expect(response.status == .notFound)
        #expect(Markup(html).count("h1") == 1)
    }

    @Test func `a wrong method is told which is right`() async throws {
        let post = try await office.ask(.post, "/")
        #expect(post.response.status == .methodNotAllowed)
        #expect(post.response.headers[.allow] == "GET, HEAD")
        #expect(try await office.ask(.put, "/write").response.headers[.allow] == "GET, HEAD, POST")
        #expect(try await office.ask(.get, "/check").response.headers[.allow] == "POST")
        for place in ["letters", "text", "choices", "withdraw", "kept"] {
            let opened = try await office.ask(.get, "/" + place)
            #expect(opened.response.status == .methodNotAllowed && opened.response.headers[.allow] == "POST")
        }
        let get = try await office.ask(.get, "/es/send")
        #expect(get.response.status == .methodNotAllowed)
        #expect(get.response.headers[.allow] == "POST")
        #expect(get.html.contains("lang=\"es\""))
    }

    @Test func `a head has no body and the same length`() async throws {
        let head = try await office.ask(.head, "/")
        #expect(head.html.isEmpty)
        #expect(head.response.headers[.contentLength] == String(try await office.ask(.get, "/").html.utf8.count))
    }

    @Test func `leaving goes to the neutral page at once and forgets`() async throws {
        let (response, html) = try await office.ask(.get, "/leave")
        #expect(response.status == .seeOther)
        #expect(response.headers[.location] == office.policies.form.leaveTo)
        #expect(response.headers[.setCookie] == Headers.noCookie)
        #expect(html.isEmpty)
    }

    @Test func `without a keyring nobody is asked to write`() async throws {
        let (response, html) = try await office.ask(.get, "/write")
        #expect(response.status == .serviceUnavailable)
        #expect(Markup(html).count("textarea") == 0)
    }

    @Test(arguments: [(HTTPRequest.Method.get, "/write", "en"), (.get, "/es/write", "es"), (.post, "/es/write", "es")])
    func `whoever typed nothing reads why no form is there, on the start page`(
        method: HTTPRequest.Method, path: String, language: String
    ) async throws {
        let (response, html) = try await office.ask(method, path, body: method == .post ? "open-case=no" : "")
        let texts = try office.pages(language).texts
        #expect(response.status == .serviceUnavailable)
        #expect(html.contains("id=\"start\"") && html.contains(texts["problem.closed"].replacing("'", with: "&#39;")))
        #expect(!html.contains(texts["problem.gone"]) && !html.contains(texts["problem.again"]))
    }

    @Test func `without a keyring a story is not taken, stays in the page and can be sent again`() async throws {
        let form = try await ownForm()
        let (response, html) = try await office.ask(.post, "/send", body: form + "&" + Self.body)
        #expect(response.status == .serviceUnavailable)
        #expect(html.contains("\n" + Self.shown))
        #expect(html.contains("name=\"use-print\" value=\"yes\" checked"))
        // The same form: were it kept after all, sending it again would be a retry.
        #expect(html.contains(try #require(form.split(separator: "&token=").last)))
        #expect(response.headers[.setCookie] == Headers.cookie)
        #expect(response.headers.contains { $0.name.canonicalName == "clear-site-data" } == false)
    }

    @Test func `health says that no keyring counts, and that the disk is full`() async throws {
        func said(_ office: Office) async throws -> String {
            let health = Health(recipients: office.desk.recipients, vault: office.vault)
            let request = Request(
                head: HTTPRequest(method: .get, scheme: "http", authority: "x", path: "/health"),
                body: .init(buffer: ByteBuffer()))
            let source = ApplicationRequestContextSource(channel: EmbeddedChannel(), logger: Logger(label: "test"))
            return try await written(await health.respond(to: request, context: BasicRequestContext(source: source)))
        }
        #expect(try await said(office) == "keyring\n")
        #expect(try await said(Office(isOpen: true)) == "ok\n")
        let full = try Office(isOpen: true, budget: DiskBudget(reserve: 1 << 60, daily: .max))
        #expect(try await said(full) == "disk full\n")
    }

    @Test func `with a full disk nobody is asked to write, and what was written stays in the page`() async throws {
        let full = try Office(isOpen: true, budget: DiskBudget(reserve: 1 << 60, daily: .max))
        for (method, path, body, status) in [
            (HTTPRequest.Method.get, "/en/", "", 200), (.get, "/write", "", 503),
            (.post, "/write", "use-print=yes", 503),
        ] {
            let (response, html) = try await full.ask(method, path, body: body)
            #expect(response.status.code == status)
            #expect(html.contains("We have no room for more stories right now") && Markup(html).count("textarea") == 0)
        }
        let form = try #require(await full.desk.freshForm())
        for path in ["/write", "/check", "/send"] {
            let (response, html) = try await full.ask(
                .post, path, body: "nonce=\(form.nonce)&token=\(form.token)&" + Self.body)
            #expect(response.status == .serviceUnavailable)
            #expect(html.contains("We have no room for more stories right now") && html.contains(Self.shown))
        }
    }

    @Test(arguments: [
        ("", 400), ("nonce=abc", 400), ("token=abc", 400), ("nonce=abc&token=abc", 409),
        ("nonce=AAAAAAAAAAAAAAAAAAAAAAAA&token=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", 409),
    ])
    func `a form that is not ours gets new hidden fields and keeps the words`(fields: String, status: Int) async throws
    {
        let (response, html) = try await office.ask(.post, "/send", body: fields + "&" + Self.body)
        #expect(response.status.code == status)
        #expect(html.contains(Self.shown))
        let token = try #require(html.split(separator: "name=\"token\" value=\"").last?.prefix { $0 != "\"" })
        #expect(token.count == 32 && token != "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")
    }

    @Test func `an empty story gets the form again with its ticks`() async throws {
        let (response, html) = try await office.ask(.post, "/es/send", body: "story=+%0D%0A&use-court=yes")
        #expect(response.status == .unprocessableContent)
        #expect(html.contains("name=\"use-court\" value=\"yes\" checked"))
        #expect(html.contains("lang=\"es\""))
    }

    @Test func `a story that is too long is shown again whole`() async throws {
        let story = String(repeating: "a", count: office.policies.form.storyLimit + 1)
        let (response, html) = try await office.ask(.post, "/send", body: try await ownForm() + "&story=" + story)
        #expect(response.status == .unprocessableContent)
        #expect(html.contains("\n\(story)</textarea>"))
    }

    @Test func `a form that another site sent is not taken, even with our hidden fields`() async throws {
        let site = try #require(HTTPField.Name("Sec-Fetch-Site"))
        let body = try await ownForm() + "&" + Self.body
        for (value, status) in [("cross-site", 403), ("same-site", 403), ("same-origin", 503), ("none", 503)] {
            for path in ["/write", "/check", "/send"] {
                let (response, html) = try await office.ask(
                    .post, path, body: body, fields: [site: value, .cookie: "v=1"])
                #expect(response.status.code == status, "\(value)")
                #expect(html.contains("of mine") == (status == 503), "\(value)")
            }
        }
    }

    @Test func `an oversized form is answered and its connection closed`() async throws {
        let body = "story=" + String(repeating: "a", count: office.policies.form.bodyLimit)
        let (response, html) = try await office.ask(.post, "/send", body: body)
        #expect(response.status == .contentTooLarge)
        #expect(response.headers[.connection] == "close")
        #expect(!html.contains("aaaa"))
    }
}
