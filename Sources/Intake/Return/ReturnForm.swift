import Envelope
import Hummingbird
import Ledger
import Mailbox
import Policies
import Testimony
import Vault

/// Answers those who come back: from the code to each thing that they can do.
///
/// It remembers nothing between two requests; every page carries the visit, and a page that is opened after leaving asks for
/// the code again.
struct ReturnForm: Sendable {
    let desk: ReturnDesk
    let words: WordLists
    /// When a wrong code that came at an instant may be answered.
    var turn: @Sendable (ContinuousClock.Instant) async -> Void = { arrival in
        // Canceled when the server stops: then the answer may as well go out.
        try? await Task.sleep(until: arrival + Self.wrongCodeWait, clock: .continuous)
    }

    /// What a wrong code costs: time, the same for everybody, counted from when it came, so that what was looked up does not
    /// show in it.
    ///
    /// With the places that those who bring a code can take it bounds the guesses: 448 a second. It is no longer than that,
    /// since whoever has the right code stands in one line with those who guess.
    static let wrongCodeWait = Duration.milliseconds(500)

    /// The page that asks for the code.
    func ask(_ pages: Pages) -> Response { Answers.page(pages.askCode(), .form) }

    /// - Parameter holdsCookie: whether the browser still holds what it got with the page: if not, it was left.
    /// - Throws: `FormError` for values that our forms do not send.
    func answer(
        _ decoded: consuming DecodedForm, at place: ReturnPlace, _ pages: Pages, holdsCookie: Bool
    ) async throws(FormError) -> Response {
        let request = try Request(decoded, at: place)
        // Before the cookie is asked for: the receipt took it away, and this shows nothing to whoever sits there.
        if place == .kept { return await kept(request.values, pages) }
        // The page that is asked for anew takes the old form's place in the history: a second Reload sends no code.
        guard holdsCookie else { return Answers.seeOther(pages.root + ReturnPlace.status.rawValue) }
        let arrival: Arrival
        switch place {
        case .status where request.values[ReturnPlace.visitField] == nil:
            switch request.words {
            case nil: return Answers.page(pages.askCode(problem: .noCode), .form)
            case .some(let code): return await enter(code, pages)
            }
        default: arrival = await arrive(request.values)
        }
        switch consume arrival {
        case .here(let visit): return try await answer(request, visit, pages)
        case .unknown:
            let hasCode = request.values[ReturnPlace.codeField]?.isEmpty == false
            return askAgain(request, hasCode ? .wrongCode : .visitEnded, pages)
        case .problem(let problem): return askAgain(request, problem, pages)
        }
    }

    /// What a form of these pages says.
    struct Request: ~Copyable {
        let place: ReturnPlace
        let act: ReturnAct?
        /// The statement that the button was about.
        let about: Digest?
        let values: [String: String]
        let words: Testimony?

        /// - Throws: `FormError.malformed` for an act that the place does not have.
        init(_ decoded: consuming DecodedForm, at place: ReturnPlace) throws(FormError) {
            self.place = place
            let fields: [String: String]
            switch consume decoded {
            case .whole(let typed, let values):
                words = consume typed
                fields = values
            case .empty(let values):
                words = nil
                fields = values
            }
            values = fields
            let acts = ReturnForm.acts(at: place)
            let named = acts.filter { fields[$0.rawValue] != nil }
            let said = try ConsentChoices.choice(fields[ReturnPlace.actField], of: acts)
            guard named.count + (said == nil ? 0 : 1) <= 1 else { throw .malformed }
            act = named.first ?? said
            about = named.first.flatMap { fields[$0.rawValue] }.flatMap { Digest(hex: $0) }
        }
    }

    static func acts(at place: ReturnPlace) -> [ReturnAct] {
        switch place {
        case .status, .history, .kept: []
        case .letters: [.read, .forget, .write, .home]
        case .text: [.agreed, .changes, .refused, .home]
        case .choices: [.save, .pause]
        case .withdraw: [.sure, .now]
        }
    }

    /// A visit that goes on, or a code that was asked for again beside other words.
    private func arrive(_ values: [String: String]) async -> Arrival {
        let arrival = ContinuousClock.now
        if let typed = values[ReturnPlace.codeField], !typed.isEmpty {
            guard let code = try? words.code(typed: Array(typed.utf8).span) else {
                await turn(arrival)
                return .unknown
            }
            switch await desk.arrive(code) {
            case .here(let visit): return .here(visit)
            case .unknown:
                await turn(arrival)
                return .unknown
            case .problem(let problem): return .problem(problem)
            }
        }
        return await desk.arrive(visit: values[ReturnPlace.visitField] ?? "")
    }

    /// A code as it was typed.
    private func enter(_ typed: borrowing Testimony, _ pages: Pages) async -> Response {
        let arrival = ContinuousClock.now
        let code: ReceiptCode
        do throws(ReceiptCodeError) {
            code = try typed.withText { (text) throws(ReceiptCodeError) in try words.code(typed: text) }
        } catch {
            return await refuse(error, typed, since: arrival, pages)
        }
        switch await desk.arrive(code) {
        case .here(let visit): return await home(visit, pages)
        // In time, size and words the same as a slip of the pen that happens to fit no check.
        case .unknown: return await refuse(.mistyped, typed, since: arrival, pages)
        case .problem(let problem): return Answers.page(pages.askCode(problem: problem, keepsWords: true), words: typed)
        }
    }

    /// Where the story stands; a withdrawn one has one page, whatever is asked for.
    ///
    /// It is said to be gone only when nothing of it is left; until then, that it is taken back.
    func home(_ visit: borrowing Visit, note: ReturnNote? = nil, _ pages: Pages) async -> Response {
        guard visit.view.withdrawn != .surely else {
            let caseID = visit.view.caseID
            let erasure = try? await desk.vault.finishWithdrawal(of: caseID, under: visit.sealers?.keyring)
            return Answers.page(pages.withdrawn(isErasing: erasure != .done), .forget)
        }
        return Answers.page(pages.status(visit, note: note), .form)
    }

    private func refuse(
        _ error: ReceiptCodeError, _ typed: borrowing Testimony, since arrival: ContinuousClock.Instant, _ pages: Pages
    ) async -> Response {
        await turn(arrival)
        var page: Page
        switch error {
        case .unknownWord(let place):
            let near = typed.withText { words.nearest(to: place, in: $0) }
            page = pages.askCode(place: place + 1, typed: near.typed, near: near.words)
        case .wrongNumberOfWords: page = pages.askCode(problem: .fewWords, keepsWords: true)
        case .mistyped: page = pages.askCode(problem: .wrongCode, keepsWords: true)
        case .noMemory: page = pages.askCode(problem: .notDone, keepsWords: true)
        }
        // Who guesses has to wait in line again.
        page.closes = true
        return Answers.page(page, words: typed)
    }

    /// It goes on only with the code; words that were on their way stay in this one answer.
    func askAgain(_ request: borrowing Request, _ problem: Problem, _ pages: Pages) -> Response {
        switch request.words {
        case nil: return Answers.page(pages.askCode(problem: problem), .form)
        case .some(let typed):
            guard request.place == .letters || request.place == .text else {
                return Answers.page(pages.askCode(problem: problem), .form)
            }
            let page = pages.askCode(keeping: request.values, at: request.place, problem: problem)
            return Answers.page(page, words: typed)
        }
    }

    private func kept(_ values: [String: String], _ pages: Pages) async -> Response {
        guard let form = HiddenFields(values), await desk.keepCode(nonce: form.nonce, token: form.token)
        else { return Answers.page(pages.askCode(problem: .notDone), .form) }
        return Answers.page(pages.kept(), .forget)
    }
}
