import Envelope
import HTTPTypes
import Hummingbird
import Mailbox
import NIOCore
import Policies

/// Every path of the form's listener. There is no other.
struct Site: HTTPResponder {
    typealias Context = BasicRequestContext

    private let desk: SubmissionDesk
    private let pages: [String: Pages]
    private let first: Pages
    private let policies: PolicySet

    init(desk: SubmissionDesk, languages: Languages, policies: PolicySet) throws {
        self.desk = desk
        self.policies = policies
        var pages: [String: Pages] = [:]
        for language in languages.all {
            let made = try Pages(language: language, among: languages, policies: policies)
            pages[made.root] = made
        }
        self.pages = pages
        first = try Pages(language: languages.first, among: languages, policies: policies)
    }

    /// Never throws: an error that reached the server would be answered without our headers.
    func respond(to request: Request, context: Context) async -> Response {
        let path = request.uri.path
        let pages = pages.values.first { $0.root != "/" && path.hasPrefix($0.root) } ?? first
        let name = String(path.dropFirst(pages.root.count))
        switch (request.method, path.hasPrefix(pages.root) ? name : "?") {
        case (.get, ""): return Answers.page(pages.welcome(), language: pages.code)
        case (.get, "write"): return await form(pages)
        case (.post, "send"): return await send(request, pages)
        case (.get, "privacy"): return Answers.page(pages.privacy(), language: pages.code)
        case (.get, "leave"): return Answers.leave(to: policies.form.leaveTo, language: pages.code)
        case (.get, "style.css"): return Answers.style(language: pages.code)
        default: return Answers.page(pages.problem(.notFound), status: 404, language: pages.code)
        }
    }

    private func form(_ pages: Pages) async -> Response {
        guard let form = try? await desk.formKeys.current().newForm(), (try? await desk.recipients.sealers()) != nil else {
            return Answers.page(
                pages.problem(.unsafe), status: Problem.unsafe.status, language: pages.code)
        }
        return Answers.page(pages.write((form.nonce, form.token)), language: pages.code, setsCookie: true)
    }

    private func send(_ request: Request, _ pages: Pages) async -> Response {
        guard Self.isFromOurForm(request) else { return await refuse(.malformed, pages) }
        do {
            let form = try await decode(request)
            let outcome = await desk.take(form, language: pages.code, words: pages.words)
            switch outcome {
            case .receipt(let words, let added):
                return Answers.page(pages.receipt(words, added: added), language: pages.code, forgets: true)
            case .problem(let problem): return await showAgain(form, problem, pages)
            }
        } catch let error as FormError {
            return await refuse(Problem(error), pages)
        } catch {
            return await refuse(.malformed, pages)
        }
    }

    /// Reads the body as it arrives. After an error the rest is read and thrown away, so that the answer is seen.
    private func decode(_ request: Request) async throws -> SubmittedForm {
        var decoder: FormDecoder? = try FormDecoder(
            allowed: Set(["nonce", "token"] + policies.consent.uses.map { "use-\($0.rawValue)" }),
            storyLimit: policies.form.storyLimit, bodyLimit: policies.form.bodyLimit)
        var failure: FormError?
        var thrownAway = 0
        for try await var chunk in request.body {
            if failure == nil {
                do throws(FormError) { try Self.take(chunk, &decoder) } catch {
                    failure = error
                    // Its guarded memory is wiped now and not when a slow body ends.
                    decoder = nil
                }
            } else {
                thrownAway += chunk.readableBytes
            }
            Self.wipe(&chunk)
            guard thrownAway <= 4 * FormPolicy.maximumBodyLimit else { break }
        }
        if let failure { throw failure }
        guard let decoder = decoder.take() else { throw FormError.malformed }
        return try decoder.finish()
    }

    private static func take(_ chunk: ByteBuffer, _ decoder: inout FormDecoder?) throws(FormError) {
        guard let result = decoder.take() else { return }
        decoder = try feeding(result, chunk)
    }

    private static func feeding(_ decoder: consuming FormDecoder, _ chunk: ByteBuffer) throws(FormError) -> FormDecoder {
        var decoder = decoder
        var failure: FormError?
        unsafe chunk.withUnsafeReadableBytes { bytes in
            do throws(FormError) { try decoder.append(unsafe bytes.bindMemory(to: UInt8.self).span) } catch { failure = error }
        }
        if let failure { throw failure }
        return decoder
    }

    /// Wipes the received bytes where they lie.
    ///
    /// Writing through the usual calls would copy the shared storage first and wipe the copy. This is safe: the bytes are
    /// those of this request's body, which only this loop reads, and each chunk is wiped after it was read.
    private static func wipe(_ chunk: inout ByteBuffer) {
        let range = chunk.readerIndex..<chunk.writerIndex
        unsafe chunk.withVeryUnsafeMutableBytes { storage in
            let bytes = unsafe UnsafeMutableRawBufferPointer(rebasing: storage[range]).bindMemory(to: UInt8.self)
            var span = unsafe bytes.mutableSpan
            Envelope.wipe(&span)
        }
    }

    /// A page from another site cannot post here: browsers say where a form came from, and old ones are held by the token.
    private static func isFromOurForm(_ request: Request) -> Bool {
        let type = request.headers[.contentType]?.split(separator: ";").first.map { $0.lowercased() }
        guard type == "application/x-www-form-urlencoded" else { return false }
        guard let name = HTTPField.Name("Sec-Fetch-Site"), let site = request.headers[name] else { return true }
        return site == "same-origin" || site == "none"
    }

    private func refuse(_ problem: Problem, _ pages: Pages) async -> Response {
        Answers.page(pages.problem(problem), status: problem.status, language: pages.code)
    }

    /// The form again, fresh, with the words and the ticks still there, in this answer alone.
    private func showAgain(_ form: borrowing SubmittedForm, _ problem: Problem, _ pages: Pages) async -> Response {
        guard problem != .withdrawn, let fresh = try? await desk.formKeys.current().newForm() else {
            return await refuse(problem, pages)
        }
        let page = pages.write(
            (fresh.nonce, fresh.token), ticked: desk.uses(form.fields) ?? [], problem: problem, keepsStory: true)
        return Answers.page(page, story: form, status: problem.status, language: pages.code)
    }
}
