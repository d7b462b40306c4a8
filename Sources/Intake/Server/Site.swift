import Envelope
import HTTPTypes
import Hummingbird
import Policies

/// Every address of the form's listener.
///
/// There is no other.
struct Site: HTTPResponder {
    typealias Context = BasicRequestContext

    private enum Place: String {
        case welcome = ""
        case write, send, privacy, leave
        case style = "style.css"

        var method: HTTPRequest.Method { self == .send ? .post : .get }
    }

    /// The language of an answer to a request that names none.
    var language: String { first.code }

    private let desk: SubmissionDesk
    private let body: FormBody
    private let first: Pages
    private let others: [Pages]
    private let leaveTo: String

    init(desk: SubmissionDesk, languages: Languages, policies: PolicySet) throws {
        self.desk = desk
        body = FormBody(allowed: FormFields.names(policies.consent.uses), bodyLimit: policies.form.bodyLimit)
        first = try Pages(language: languages.first, among: languages, policies: policies)
        others = try languages.all.dropFirst().map { try Pages(language: $0, among: languages, policies: policies) }
        leaveTo = policies.form.leaveTo
    }

    func respond(to request: Request, context: Context) async -> Response { await answer(to: request) }

    /// Never throws: the server would answer an error without a page.
    func answer(to request: Request) async -> Response {
        let path = request.uri.path
        let pages = others.first { path.hasPrefix($0.root) || path + "/" == $0.root } ?? first
        guard let place = Place(rawValue: String(path.dropFirst(pages.root.count))) else {
            return Answers.page(pages.problem(.notFound))
        }
        let isHead = request.method == .head && place.method == .get
        guard request.method == place.method || isHead else {
            var page = pages.problem(.wrongMethod)
            page.allowed = place.method == .post ? "POST" : "GET, HEAD"
            return Answers.page(page)
        }
        let answer = await answer(request, at: place, pages)
        return isHead ? answer.createHeadResponse() : answer
    }

    private func answer(_ request: Request, at place: Place, _ pages: Pages) async -> Response {
        switch place {
        case .welcome: Answers.page(pages.welcome())
        case .write: await form(pages)
        case .send: await send(request, pages)
        case .privacy: Answers.page(pages.privacy())
        case .leave: Answers.leave(to: leaveTo)
        case .style: Answers.style()
        }
    }

    /// An empty form, unless it could not be taken in: nobody shall write for an hour to be told so.
    private func form(_ pages: Pages) async -> Response {
        guard let form = await desk.freshForm(), (try? await desk.recipients.sealers()) != nil
        else { return Answers.page(pages.problem(.closed)) }
        return Answers.page(pages.write(form), .form)
    }

    private func send(_ request: Request, _ pages: Pages) async -> Response {
        do {
            // The body is read, and wiped, even if it comes from somewhere else.
            let decoded = try await body.read(request)
            guard Self.isFromOurSite(request) else { return Answers.page(pages.problem(.otherSite)) }
            switch consume decoded {
            case .empty(let fields): return await again(fields, .empty, pages)
            case .whole(let form):
                switch await desk.take(form, language: pages.code) {
                case .safe(let receipt):
                    return Answers.receipt(pages.receipt(added: receipt.added), code: receipt.words(pages.words))
                case .problem(let problem): return await again(form, problem, pages)
                }
            }
        } catch let error as FormError {
            return Answers.page(pages.problem(Problem(error)))
        } catch {
            // The connection broke, and nobody reads this.
            return Answers.page(pages.problem(.malformed))
        }
    }

    /// Browsers say where a form was sent from; old ones do not, and the form's token holds them.
    private static func isFromOurSite(_ request: Request) -> Bool {
        guard let name = HTTPField.Name("Sec-Fetch-Site"), let site = request.headers[name] else { return true }
        return site == "same-origin" || site == "none"
    }

    /// The form again with the words and the ticks, in this answer alone.
    private func again(_ form: borrowing SubmittedForm, _ problem: Problem, _ pages: Pages) async -> Response {
        guard let token = await desk.token(after: problem, form.fields) else {
            return Answers.page(pages.problem(problem))
        }
        let page = pages.write(token, ticked: form.fields.uses, problem: problem, keepsWords: true)
        return Answers.page(page, words: form.story)
    }

    /// The form again with the ticks.
    private func again(_ fields: FormFields, _ problem: Problem, _ pages: Pages) async -> Response {
        guard let token = await desk.token(after: problem, fields) else { return Answers.page(pages.problem(problem)) }
        return Answers.page(pages.write(token, ticked: fields.uses, problem: problem, keepsWords: false), .form)
    }
}
