import Envelope
import Hummingbird
import Ledger
import Mailbox
import Policies

/// What each button of those who came back does.
extension ReturnForm {
    func answer(
        _ request: borrowing Request, _ visit: borrowing Visit, _ pages: Pages
    ) async throws(FormError) -> Response {
        guard visit.view.withdrawn != .surely else { return await home(visit, pages) }
        // Without a keyring that counts, and while nobody can tell whether the story was withdrawn: to look, and to take it
        // back. Nothing else is done by halves.
        if ![.status, .kept, .withdraw].contains(request.place) {
            guard visit.view.withdrawn == .no else { return askAgain(request, .returnClosed, pages) }
            guard visit.sealers != nil else { return askAgain(request, .shut, pages) }
        }
        do {
            switch request.place {
            case .status, .kept: return await home(visit, pages)
            case .letters: return try await letters(request, visit, pages)
            case .text: return try await text(request, visit, pages)
            case .choices: return try await choices(request, visit, pages)
            case .withdraw: return try await withdraw(request, visit, pages)
            }
        } catch let error as FormError {
            throw error
        } catch {
            return Answers.page(pages.askCode(problem: .notDone), .form)
        }
    }

    private func choices(
        _ request: borrowing Request, _ visit: borrowing Visit, _ pages: Pages
    ) async throws -> Response {
        let policy = desk.policies.consent
        let now = visit.choices(policy)
        let chosen: ConsentChoices
        switch request.act {
        case .save: chosen = try ConsentChoices(request.values, policy: policy)
        // Nothing is shared from now on; the rest is what holds today, whatever else waits.
        case .pause:
            chosen = ConsentChoices(
                uses: [], term: now.term, credit: now.credit, edits: now.edits, showFirst: true)
        default: return Answers.page(pages.choices(visit, now), .form)
        }
        guard !chosen.isNameTooLong else {
            return Answers.page(pages.choices(visit, chosen, problem: .longName), .form)
        }
        let consent = visit.consent(chosen, before: now, policy)
        if let problem = try await desk.change(to: consent, for: visit) {
            return Answers.page(pages.choices(visit, now, problem: problem), .form)
        }
        switch await desk.arrive(visit: visit.token) {
        case .here(let after): return await home(after, note: .choicesKept, pages)
        case .unknown: return await home(visit, note: .choicesKept, pages)
        case .problem(let problem): return Answers.page(pages.askCode(problem: problem), .form)
        }
    }

    private func withdraw(
        _ request: borrowing Request, _ visit: borrowing Visit, _ pages: Pages
    ) async throws -> Response {
        guard request.act == .now else {
            return Answers.page(pages.withdraw(visit, isSure: request.act == .sure), .form)
        }
        try await desk.withdraw(visit)
        return Answers.page(pages.withdrawn(), .forget)
    }
}
