import Envelope
import HTTPTypes
import Hummingbird
import Mailbox
import NIOCore
import Policies

/// Every address of the form's listener.
///
/// There is no other.
struct Site: HTTPResponder {
    struct Context: RequestContext {
        var coreContext: CoreRequestContextStorage
        let channel: any NIOCore.Channel

        init(source: ApplicationRequestContextSource) {
            coreContext = .init(source: source)
            channel = source.channel
        }
    }

    private enum Place {
        case page(PlainPage)
        case story(FormStep)
        case returning(ReturnPlace)

        /// The place of this name below a language's root; nil if there is none.
        init?(_ name: String) {
            if let page = PlainPage(rawValue: name) {
                self = .page(page)
            } else if let step = FormStep(rawValue: name) {
                self = .story(step)
            } else if let place = ReturnPlace(rawValue: name) {
                self = .returning(place)
            } else {
                return nil
            }
        }

        var methods: [HTTPRequest.Method] {
            switch self {
            case .page: [.get, .head]
            case .story(.write), .returning(.status): [.get, .head, .post]
            case .story, .returning: [.post]
            }
        }

        /// Whether it is for those who come with a code.
        var returns: Bool { if case .returning = self { true } else { false } }

        /// Whether the page that sends here holds something that exists nowhere else: words, or a receipt.
        var isSentFromWords: Bool {
            switch self {
            case .page, .returning(.status), .returning(.history), .returning(.withdraw): false
            case .story, .returning: true
            }
        }
    }

    /// What needs no form.
    private enum PlainPage: String {
        case welcome = ""
        case leave
        case style = "style.css"
    }

    /// The languages of the pages; the first is that of an answer to a request that names none.
    var languages: [String] { all.map(\.code) }

    private let form: StoryForm
    private let returning: ReturnForm
    private let body: FormBody
    private let policies: PolicySet
    private let crowd: Crowd?
    private let memory: MemoryBudget
    /// Each language; the first is for those who ask for none of them.
    private let all: [Pages]
    private var first: Pages { all[0] }
    private let leaveTo: String

    /// - Parameters:
    ///   - crowd: the connections that the requests come by.
    ///   - memory: what bodies and answers may take.
    init(
        desk: SubmissionDesk, returns: ReturnDesk, languages: Languages, policies: PolicySet, crowd: Crowd? = nil,
        memory: MemoryBudget = MemoryBudget()
    ) throws {
        self.crowd = crowd
        self.memory = memory
        form = StoryForm(desk: desk)
        returning = ReturnForm(desk: returns, words: WordLists(languages.all.map(\.words)))
        self.policies = policies
        body = FormBody(allowed: FormFields.names(policies), bodyLimit: policies.form.bodyLimit)
        all = try languages.all.map { try Pages(language: $0, among: languages, policies: policies) }
        leaveTo = policies.form.leaveTo
    }

    func respond(to request: Request, context: Context) async -> Response {
        await answer(to: request, line: crowd?.line(of: context.channel))
    }

    /// Whether a request brings a code, or what stands for one on the pages behind it.
    func bringsCode(_ request: HTTPRequest) -> Bool {
        guard request.method == .post else { return false }
        return Place(pages(of: request.path ?? "", request.headerFields).name)?.returns ?? false
    }

    /// Never throws: the server would answer an error without a page.
    ///
    /// - Parameter line: the connection that it came by.
    func answer(to request: Request, line: Line? = nil) async -> Response {
        let (pages, name) = pages(of: request.uri.path, request.headers)
        guard let place = Place(name) else {
            await FormBody.discard(request)
            return Answers.page(pages.problem(.notFound))
        }
        guard request.method == .post, place.methods.contains(.post) else {
            await FormBody.discard(request)
            return await answerUnread(request, at: place, pages)
        }
        return await posted(request, at: place, pages, line)
    }

    /// The answer to a request whose body, if it has one, says nothing.
    private func answerUnread(_ request: Request, at place: Place, _ pages: Pages) async -> Response {
        guard place.methods.contains(request.method) else {
            var page = pages.problem(.wrongMethod)
            page.allowed = place.methods.map(\.rawValue).joined(separator: ", ")
            return Answers.page(page)
        }
        var answer =
            switch place {
            case .story: await form.empty(pages)
            case .returning: returning.ask(pages)
            case .page(.welcome): await form.welcome(pages)
            case .page(.leave): Answers.leave(to: leaveTo)
            case .page(.style): Answers.style()
            }
        if request.uri.path == "/" { answer.headers[.vary] = HTTPField.Name.acceptLanguage.canonicalName }
        return request.method == .head ? answer.createHeadResponse() : answer
    }

    /// The pages of the language that an address names, and the place below its root.
    ///
    /// `/` alone names none: it is answered in the language that the browser prefers, which is stored nowhere.
    private func pages(of path: String, _ headers: HTTPFields) -> (pages: Pages, name: String) {
        if path == "/" {
            let code = PreferredLanguage.choose(headers[.acceptLanguage] ?? "", of: languages)
            return (all.first { $0.code == code } ?? first, "")
        }
        for pages in all where path.hasPrefix(pages.start) || path + "/" == pages.start {
            return (pages, String(path.dropFirst(pages.start.count)))
        }
        return (first, String(path.dropFirst()))
    }

    /// Reads a form and answers it; what is wrong with it has a page.
    private func posted(_ request: Request, at place: Place, _ pages: Pages, _ line: Line?) async -> Response {
        let body = if case .returning(let place) = place { place.body(policies) } else { self.body }
        var charge: Charge?
        if let length = body.length(of: request) {
            charge = await memory.admit(length, returns: place.returns, line: line)
            guard charge != nil else {
                line?.enter(.refused)
                await FormBody.discard(request)
                // What was never read stands on no page of ours: the browser stays at the one that has it, which says why.
                return place.isSentFromWords
                    ? Answers.stay() : Answers.page(pages.problem(.busy))
            }
        }
        do {
            // The body is read, and wiped, even if it comes from somewhere else.
            let decoded = try await body.read(request)
            guard !Self.isFromAnotherSite(request) else { return Answers.page(pages.problem(.otherSite)) }
            let answer =
                switch place {
                case .returning(let place):
                    try await returning.answer(decoded, at: place, pages, holdsCookie: Self.holdsCookie(request))
                case .story(let step):
                    try await form.answer(
                        decoded, for: step, pages, mayShowWords: Self.holdsCookie(request),
                        sender: Self.sender(request))
                case .page: Answers.page(pages.problem(.wrongMethod))
                }
            return charge.map { Answers.hold($0, with: answer) } ?? answer
        } catch let error as FormError {
            return Answers.page(pages.problem(Problem(error)))
        } catch {
            // The connection broke, and nobody reads this.
            return Answers.page(pages.problem(.malformed))
        }
    }

    /// Whether the browser says that another site sent the form; old ones say nothing.
    private static func isFromAnotherSite(_ request: Request) -> Bool {
        guard let site = fetchSite(request) else { return false }
        return site != "same-origin" && site != "none"
    }

    /// Who sent the form; other sites have been turned away where the browser names them.
    ///
    /// Another site may have put hidden fields of its own into the form, and would know the code that they give.
    private static func sender(_ request: Request) -> Sender {
        if fetchSite(request) != nil { return .ours }
        return holdsCookie(request) ? .likelyOurs : .unknown
    }

    /// Whether the browser still has our cookie; if not, no words stand in the answer.
    ///
    /// After leaving, Back and Reload make a browser send an old form again, and whoever sits there would read the
    /// words in the answer. Leaving took the cookie away, so its absence tells.
    private static func holdsCookie(_ request: Request) -> Bool {
        let cookies = request.headers[values: .cookie].flatMap { $0.split(separator: ";") }
        return cookies.contains { $0.filter { $0 != " " } == Headers.heldCookie }
    }

    private static func fetchSite(_ request: Request) -> String? {
        HTTPField.Name("Sec-Fetch-Site").flatMap { request.headers[$0] }
    }
}

/// The language that a browser asks for (RFC 9110 §12.5.4).
enum PreferredLanguage {
    /// The one of `codes` that stands highest in an `Accept-Language` field; nil if none does.
    ///
    /// A region is left out of account: whoever asks for `es-MX` or `es-419` reads `es`.
    static func choose(_ field: String, of codes: [String]) -> String? {
        var best: (code: String, weight: Double)?
        for range in field.prefix(1_000).split(separator: ",") {
            let parts = range.split(separator: ";").map { $0.filter { $0 != " " }.lowercased() }
            let weight = parts.dropFirst().first { $0.hasPrefix("q=") }.map { Double($0.dropFirst(2)) ?? 0 } ?? 1
            guard let tag = parts.first, weight > 0, weight > best?.weight ?? 0 else { continue }
            // The longest code that the tag begins with: `pt-br` before `pt`.
            let fitting = codes.filter { tag == $0 || tag.hasPrefix($0 + "-") }.max { $0.count < $1.count }
            if let code = fitting ?? (tag == "*" ? codes.first : nil) { best = (code, weight) }
        }
        return best?.code
    }
}
