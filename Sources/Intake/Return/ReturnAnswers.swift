import Envelope
import Hummingbird
import Ledger
import Mailbox
import Policies
import Testimony
import Vault

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
            case .history:
                guard !visit.view.history.isEmpty else { return await home(visit, pages) }
                return Answers.page(pages.history(visit), .form)
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
        // In another language, what was ticked goes along.
        default:
            let isTyped = request.values[ConsentChoices.creditField] != nil
            let shown = isTyped ? try ConsentChoices(request.values, policy: policy) : now
            return Answers.page(pages.choices(visit, shown), .form)
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
        // Known now, and not any more once it is destroyed.
        let places = visit.view.places
        let erasure: Erasure
        do { erasure = try await desk.withdraw(visit) } catch {
            // Of these two a commit may have come before.
            let isUnsure = [VaultError.replaced, .failed].contains(error as? VaultError)
            return Answers.page(pages.askCode(problem: isUnsure ? .unsure : .notDone), .form)
        }
        return Answers.page(pages.withdrawn(places, isErasing: erasure == .pending), .forget)
    }
}

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
            let erasure = try await desk.forget(read, of: visit)
            let left = letters.filter { $0.digest != request.about }
            return try await show(
                left, note: erasure == .done ? .letterGone : .erasing, request, visit, pages)
        case .forget:
            // Those that were shown: one that came meanwhile was not read yet, and is shown now.
            let (shown, fresh) = (
                letters.filter { visit.deadlines[$0.digest] != nil },
                letters.filter { visit.deadlines[$0.digest] == nil }
            )
            let erasure = try await desk.forget(shown, of: visit)
            return try await show(
                fresh, note: erasure == .done ? .lettersGone : .erasing, request, visit, pages)
        case .write: return try await write(request, letters, visit, pages)
        case .home where !request.hasWords: return await home(visit, pages)
        case .home: return try await show(letters, note: .unsent, request, visit, pages)
        default: return try await show(letters, request, visit, pages)
        }
    }

    private func write(
        _ request: borrowing Request, _ letters: [SurvivorCase.Item], _ visit: borrowing Visit, _ pages: Pages
    ) async throws -> Response {
        guard let form = request.values[ReturnPlace.onceField].flatMap({ [UInt8](base64URL: $0) }), form.count == 16
        else { throw FormError.malformed }
        switch request.words {
        case nil: return try await show(letters, problem: .emptyLetter, request, visit, pages)
        case .some(let words):
            var problem: Problem?
            // Whatever goes wrong, the words are still there in the answer.
            do { problem = try await desk.write(words, form: form, language: pages.code, for: visit) } catch {
                problem = .notDone
            }
            guard let problem else {
                return try await show(letters, note: .letterSent, keepsWords: false, request, visit, pages)
            }
            return try await show(letters, problem: problem, request, visit, pages)
        }
    }

    /// The letters, and whatever was being written.
    private func show(
        _ letters: [SurvivorCase.Item], note: ReturnNote? = nil, problem: Problem? = nil, keepsWords: Bool = true,
        _ request: borrowing Request, _ visit: borrowing Visit, _ pages: Pages
    ) async throws -> Response {
        try await desk.show(letters, to: visit)
        var words = try PageWords(
            capacity: letters.reduce(request.wordCount) { $0 + $1.sealed.header.size.size })
        for letter in letters { visit.append(letter, to: &words) }
        let keepsWords = keepsWords && request.hasWords
        if keepsWords { request.append(to: &words) }
        let page = pages.letters(visit, letters, note: note, problem: problem, keepsWords: keepsWords)
        return Answers.page(page, words: words)
    }
}

/// What was typed beside a button.
extension ReturnForm.Request {
    var hasWords: Bool { wordCount > 0 }

    /// In bytes.
    var wordCount: Int {
        switch words {
        case nil: 0
        case .some(let typed): typed.withText { $0.count }
        }
    }

    borrowing func append(to page: inout PageWords) {
        switch words {
        case nil: break
        case .some(let typed): typed.withText { page.append($0) }
        }
    }
}

/// The text that is put forward: shown, and answered.
extension ReturnForm {
    func text(
        _ request: borrowing Request, _ visit: borrowing Visit, _ pages: Pages
    ) async throws -> Response {
        guard !visit.view.consents.cameByMail else { return await home(visit, pages) }
        if request.act == .home, !request.hasWords { return await home(visit, pages) }
        let answers: [ReturnAct: SignOff.Answer] = [.agreed: .agreed, .changes: .changes, .refused: .refused]
        guard let answer = request.act.flatMap({ answers[$0] }) else {
            return try look(request, visit, pages, note: request.act == .home ? .unsent : nil)
        }
        // The text that was answered must be one that is put forward now: another may have taken its place meanwhile.
        guard let text = visit.view.texts.first(where: { $0.digest == request.about }) else {
            return try look(request, visit, pages, note: .newText)
        }
        var problem: Problem?
        switch request.words {
        case nil: problem = try await desk.sign(answer, to: text, for: visit)
        case .some(let typed):
            // Whatever goes wrong, the words are still there in the answer.
            do {
                problem = try await desk.sign(answer, to: text, words: typed, language: pages.code, for: visit)
            } catch { problem = .notDone }
        }
        if let problem { return try look(request, visit, pages, problem: problem) }
        return Answers.page(pages.answered(visit, answer, wasOut: visit.view.isOut(text)), .form)
    }

    /// The texts, and whatever was being written.
    private func look(
        _ request: borrowing Request, _ visit: borrowing Visit, _ pages: Pages, note: ReturnNote? = nil,
        problem: Problem? = nil
    ) throws -> Response {
        let texts = visit.view.texts
        var words = try PageWords(capacity: texts.reduce(request.wordCount) { $0 + $1.sealed.header.size.size })
        for text in texts { visit.append(manuscript: text, to: &words) }
        if request.hasWords { request.append(to: &words) }
        return Answers.page(
            pages.texts(visit, note: note, problem: problem, keepsWords: request.hasWords), words: words)
    }
}
