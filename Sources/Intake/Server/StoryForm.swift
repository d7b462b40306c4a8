import Hummingbird
import Policies
import Testimony

/// Where the form of a story goes when it is submitted.
enum FormStep: String, CaseIterable {
    /// To be written, or changed.
    case write
    /// To be looked at once more.
    case check
    /// To be sealed and stored.
    case send
}

/// Who sent a form.
enum Sender {
    /// A page of ours: the browser says so.
    case ours
    /// Most likely a page of ours: the browser says nothing, and brings the cookie, which is SameSite=Strict and so comes with
    /// no form of another site; but browsers from before 2019 do not know that.
    case likelyOurs
    case unknown
}

/// Answers the form of a story at each of its steps.
///
/// It remembers nothing between two of them: all that was said travels in the form, and in no address.
struct StoryForm: Sendable {
    let desk: SubmissionDesk

    /// The first page, with an empty form behind it unless it could not be taken in.
    func welcome(_ pages: Pages) async -> Response {
        switch await fresh() {
        case .success(let form): return Answers.page(pages.welcome(form), .form)
        case .failure(let closed): return Answers.page(pages.welcome(nil, problem: closed.problem))
        }
    }

    /// An empty form, unless it could not be taken in: nobody shall write for an hour to be told so.
    func empty(_ pages: Pages) async -> Response {
        switch await fresh() {
        case .success(let form): return Answers.page(pages.write(form), .form)
        case .failure(let closed): return Answers.page(pages.closed(closed.problem))
        }
    }

    /// No form is given out.
    private struct Closed: Error { let problem: Problem }

    private func fresh() async -> Result<HiddenFields, Closed> {
        if let problem = await desk.obstacle() { return .failure(Closed(problem: problem)) }
        guard let form = await desk.freshForm() else { return .failure(Closed(problem: .closed)) }
        return .success(form)
    }

    /// - Parameters:
    ///   - mayShowWords: whether the browser still holds what it got with the form.
    ///   - sender: who sent the form. If that may be another site, whoever made the form may know the code that its hidden
    ///     fields give: they count for nothing, and the story gets fresh ones.
    /// - Throws: `FormError` for values that our form does not send.
    func answer(
        _ decoded: consuming DecodedForm, for step: FormStep, _ pages: Pages, mayShowWords: Bool, sender: Sender
    ) async throws(FormError) -> Response {
        switch consume decoded {
        case .empty(let values):
            let said = try FormFields(values, policies: desk.policies)
            // Nothing was sent yet that fresh fields could lose; and a tick that somebody else made looks like the writer's.
            let kept = sender == .ours ? said.withoutFields : said.withoutForm(desk.policies)
            return await answer(step == .write || sender == .unknown ? kept : said, for: step, pages)
        case .whole(let story, let values):
            var fields = try FormFields(values, policies: desk.policies)
            if sender == .unknown {
                guard let fresh = await desk.freshForm() else { return Answers.page(pages.problem(.closed)) }
                fields = fields.with(fresh)
            }
            let form = SubmittedForm(story: story, fields: fields, policy: desk.policies.form)
            return await answer(form, for: step, pages, mayShowWords: mayShowWords)
        }
    }

    /// A form without words: in another language it has none yet, later it is a mistake.
    private func answer(_ said: FormFields, for step: FormStep, _ pages: Pages) async -> Response {
        guard let token = await desk.token(said) else { return Answers.page(pages.closed(.closed)) }
        guard step == .write else {
            return Answers.page(pages.write(token, said, problem: .empty, keepsWords: false), .form)
        }
        if let problem = await desk.obstacle() { return Answers.page(pages.closed(problem)) }
        return Answers.page(pages.write(token, said, keepsWords: false), .form)
    }

    private func answer(
        _ form: borrowing SubmittedForm, for step: FormStep, _ pages: Pages, mayShowWords: Bool
    ) async -> Response {
        var problem = step == .write ? nil : form.flaw
        if problem == nil, step != .send { problem = await desk.obstacle() }
        if problem == nil, step == .send, !form.fields.mustBeTold {
            switch await desk.take(form, language: pages.code) {
            case .safe(let receipt):
                let page = pages.receipt(receipt.form, added: receipt.added)
                return Answers.receipt(page, code: receipt.words(pages.words))
            case .known(let added): return Answers.page(pages.known(added: added), .forget)
            case .problem(let found): problem = found
            }
        }
        guard let token = await desk.token(after: problem, form.fields) else {
            return Answers.page(pages.problem(problem ?? .closed))
        }
        let said = form.fields
        // It shows no words, so it comes before sending in a browser without the cookie too: else nobody could send there.
        if problem == nil, said.mustBeTold, step == .send || step == .check && mayShowWords {
            let page = pages.openCase(token, said, next: step)
            return Answers.page(page, words: form.story, mayShowWords ? .form : .none)
        }
        guard mayShowWords else {
            // No cookie comes with it: with one, a second Reload would show the words.
            return Answers.page(pages.unseen(token, said, problem: problem), words: form.story, .none)
        }
        if let problem {
            return Answers.page(pages.write(token, said, problem: problem, keepsWords: true), words: form.story)
        }
        let page = step == .write ? pages.write(token, said, keepsWords: true) : pages.check(token, said)
        return Answers.page(page, words: form.story)
    }
}
