import Envelope
import Hummingbird
import Ledger
import Mailbox
import Testimony

/// Letters: shown, forgotten, answered.
extension ReturnForm {
    func letters(
        _ request: borrowing Request, _ visit: borrowing Visit, _ pages: Pages
    ) async throws -> Response {
        // The code of a story that came on paper was seen by others: it shows no letter.
        let letters = visit.view.consents.cameByMail ? [] : visit.view.letters
        switch request.act {
        case .read:
            let read = letters.filter { $0.digest == request.about }
            try await desk.forget(read, of: visit)
            return try await show(letters.filter { $0.digest != request.about }, note: .letterGone, visit, pages)
        case .forget:
            // Those that were shown: one that came meanwhile was not read yet, and is shown now.
            let (shown, fresh) = (
                letters.filter { visit.deadlines[$0.digest] != nil },
                letters.filter { visit.deadlines[$0.digest] == nil }
            )
            try await desk.forget(shown, of: visit)
            return try await show(fresh, note: .lettersGone, visit, pages)
        case .write: return try await write(request, letters, visit, pages)
        default: return try await show(letters, note: nil, visit, pages)
        }
    }

    private func write(
        _ request: borrowing Request, _ letters: [SurvivorCase.Item], _ visit: borrowing Visit, _ pages: Pages
    ) async throws -> Response {
        guard let form = request.values[ReturnPlace.onceField].flatMap({ [UInt8](base64URL: $0) }), form.count == 16
        else { throw FormError.malformed }
        switch request.words {
        case nil: return try await show(letters, note: nil, visit, pages, problem: .emptyLetter)
        case .some(let words):
            var problem: Problem?
            // Whatever goes wrong, the words are still there in the answer.
            do { problem = try await desk.write(words, form: form, language: pages.code, for: visit) } catch {
                problem = .notDone
            }
            guard let problem else { return try await show(letters, note: .letterSent, visit, pages) }
            return try await show(letters, note: nil, visit, pages, problem: problem, typed: words)
        }
    }

    private func show(
        _ letters: [SurvivorCase.Item], note: ReturnNote?, _ visit: borrowing Visit, _ pages: Pages,
        problem: Problem? = nil
    ) async throws -> Response {
        try await desk.show(letters, to: visit)
        var words = try PageWords(capacity: letters.reduce(0) { $0 + $1.sealed.header.size.size })
        for letter in letters { visit.append(letter, to: &words) }
        let page = pages.letters(visit, letters, note: note, problem: problem, keepsWords: false)
        return Answers.page(page, words: words)
    }

    private func show(
        _ letters: [SurvivorCase.Item], note: ReturnNote?, _ visit: borrowing Visit, _ pages: Pages,
        problem: Problem?, typed: borrowing Testimony
    ) async throws -> Response {
        try await desk.show(letters, to: visit)
        let room = typed.withText { $0.count }
        var words = try PageWords(capacity: letters.reduce(room) { $0 + $1.sealed.header.size.size })
        for letter in letters { visit.append(letter, to: &words) }
        typed.withText { words.append($0) }
        let page = pages.letters(visit, letters, note: note, problem: problem, keepsWords: true)
        return Answers.page(page, words: words)
    }
}
