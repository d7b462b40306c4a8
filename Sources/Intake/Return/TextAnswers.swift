import Envelope
import Hummingbird
import Ledger
import Mailbox
import Testimony

/// The text that is put forward: shown, and answered.
extension ReturnForm {
    func text(
        _ request: borrowing Request, _ visit: borrowing Visit, _ pages: Pages
    ) async throws -> Response {
        guard !visit.view.consents.cameByMail else { return await home(visit, pages) }
        let answers: [ReturnAct: SignOff.Answer] = [.agreed: .agreed, .changes: .changes, .refused: .refused]
        guard let answer = request.act.flatMap({ answers[$0] }) else { return try look(visit, pages) }
        // The text that was answered must be one that is put forward now: another may have taken its place meanwhile.
        let text = visit.view.texts.first { $0.digest == request.about }
        switch request.words {
        case nil:
            guard let text else { return try look(visit, pages, note: .newText) }
            if let problem = try await desk.sign(answer, to: text, for: visit) {
                return try look(visit, pages, problem: problem)
            }
        case .some(let typed):
            guard let text else { return try look(visit, pages, note: .newText, typed: typed) }
            var problem: Problem?
            // Whatever goes wrong, the words are still there in the answer.
            do {
                problem = try await desk.sign(answer, to: text, words: typed, language: pages.code, for: visit)
            } catch { problem = .notDone }
            if let problem { return try look(visit, pages, problem: problem, typed: typed) }
        }
        return Answers.page(pages.answered(visit, answer), .form)
    }

    private func look(
        _ visit: borrowing Visit, _ pages: Pages, note: ReturnNote? = nil, problem: Problem? = nil,
        typed: borrowing Testimony
    ) throws -> Response {
        let texts = visit.view.texts
        let room = typed.withText { $0.count }
        var words = try PageWords(
            capacity: texts.reduce(0) { $0 + $1.sealed.header.size.size } + max(1, texts.count) * room)
        for text in texts {
            visit.append(manuscript: text, to: &words)
            typed.withText { words.append($0) }
        }
        if texts.isEmpty { typed.withText { words.append($0) } }
        return Answers.page(pages.texts(visit, note: note, problem: problem, keepsWords: true), words: words)
    }

    private func look(
        _ visit: borrowing Visit, _ pages: Pages, note: ReturnNote? = nil, problem: Problem? = nil
    ) throws -> Response {
        let texts = visit.view.texts
        var words = try PageWords(capacity: texts.reduce(0) { $0 + $1.sealed.header.size.size })
        for text in texts { visit.append(manuscript: text, to: &words) }
        return Answers.page(pages.texts(visit, note: note, problem: problem, keepsWords: false), words: words)
    }
}
