import Envelope
import Hummingbird
import Mailbox
import Opening
import Policies
import Testimony

/// What each button of those who came back does.
extension ReturnForm {
    func answer(
        _ request: borrowing Request, _ visit: borrowing Visit, _ pages: Pages
    ) async throws(FormError) -> Response {
        guard !visit.view.isWithdrawn else { return home(visit, pages) }
        do {
            switch request.place {
            case .status, .kept: return home(visit, pages)
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

    private func letters(
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
            try await desk.forget(letters, of: visit)
            return try await show([], note: .lettersGone, visit, pages)
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
            let problem = try await desk.write(words, form: form, language: pages.code, for: visit)
            guard let problem else { return try await show(letters, note: .letterSent, visit, pages) }
            if problem == .withdrawn { return Answers.page(pages.withdrawn(), .forget) }
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

    private func text(
        _ request: borrowing Request, _ visit: borrowing Visit, _ pages: Pages
    ) async throws -> Response {
        guard !visit.view.consents.cameByMail else { return home(visit, pages) }
        let answers: [ReturnAct: SignOff.Answer] = [.agreed: .agreed, .changes: .changes, .refused: .refused]
        guard let answer = request.act.flatMap({ answers[$0] }) else { return try look(visit, pages) }
        // The text that was answered must be one that is put forward now: another may have taken its place meanwhile.
        guard let text = visit.view.texts.first(where: { $0.digest == request.about }) else {
            return try look(visit, pages, note: .newText)
        }
        var words = ""
        switch request.words {
        case nil: break
        case .some(let typed):
            guard typed.scalars <= ReturnDesk.letterLimit else { return try look(visit, pages, problem: .longLetter) }
            // They become part of a signed answer, which is built as a record of small fields.
            words = typed.withText { span in String(decoding: span.indices.map { span[$0] }, as: UTF8.self) }
        }
        if let problem = try await desk.sign(answer, to: text, words: words, for: visit) {
            return try look(visit, pages, problem: problem)
        }
        return Answers.page(pages.answered(visit, answer), .form)
    }

    private func look(
        _ visit: borrowing Visit, _ pages: Pages, note: ReturnNote? = nil, problem: Problem? = nil
    ) throws -> Response {
        let texts = visit.view.texts
        var words = try PageWords(capacity: texts.reduce(0) { $0 + $1.sealed.header.size.size })
        for text in texts { visit.append(manuscript: text, to: &words) }
        return Answers.page(pages.texts(visit, note: note, problem: problem), words: words)
    }

    private func choices(
        _ request: borrowing Request, _ visit: borrowing Visit, _ pages: Pages
    ) async throws -> Response {
        let policy = desk.policies.consent
        let now = visit.choices(policy)
        let chosen: ConsentChoices
        switch request.act {
        case .save: chosen = try ConsentChoices(request.values, policy: policy)
        // Nothing is shared from now on; the rest stays, for when that changes.
        case .pause:
            chosen = ConsentChoices(
                uses: [], term: now.term, credit: now.credit, edits: now.edits, showFirst: now.showFirst)
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
        case .here(let after): return home(after, note: .choicesKept, pages)
        case .unknown: return home(visit, note: .choicesKept, pages)
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

extension Visit {
    /// The words of a letter, for their mark.
    borrowing func append(_ letter: SurvivorCase.Item, to words: inout PageWords) {
        let opened = try? survivor.open(letter.sealed)
        switch opened {
        case nil: words.append(Span())
        case .some(let body):
            if body.withField("text", { words.append($0) }) == nil { words.append(Span()) }
        }
    }

    /// Title, text and name of a text, for their three marks.
    borrowing func append(manuscript text: SurvivorCase.Item, to words: inout PageWords) {
        let opened = try? survivor.open(text.sealed)
        for field in ["title", "text", "credit"] {
            switch opened {
            case nil: words.append(Span())
            case .some(let body):
                if body.withManuscriptField(field, { words.append($0) }) == nil { words.append(Span()) }
            }
        }
    }

    /// Whether a text would stand under a name.
    borrowing func hasName(_ text: SurvivorCase.Item) -> Bool {
        let opened = try? survivor.open(text.sealed)
        switch opened {
        case nil: return false
        case .some(let body): return body.withManuscriptField("credit") { !$0.isEmpty } ?? false
        }
    }

    /// What the survivor chose last, as a form shows it.
    borrowing func choices(_ policy: ConsentPolicy) -> ConsentChoices {
        guard let newest = view.newestConsents.first, let terms = view.consents.terms(of: view.consents.heads) else {
            return .untouched(policy)
        }
        // What waits to take effect is what was chosen; what two consents say together is what holds.
        let shown = view.consents.coming?.terms ?? terms
        let term = Consent.Term.allCases.first { $0.end(from: newest.day) == shown.until }
        return ConsentChoices(
            uses: shown.uses, term: term ?? policy.terms[0], credit: shown.credit, edits: shown.edits,
            showFirst: shown.showFirst)
    }

    /// The consent of what was chosen, which takes the place of those in force.
    ///
    /// A term that was not touched ends on the day it did before, unless that day is over.
    borrowing func consent(_ chosen: ConsentChoices, before: ConsentChoices, _ policy: ConsentPolicy) -> Consent {
        let heads = view.consents.heads
        let fresh = chosen.consent(on: sealers.day, policy: policy, replaces: heads)
        let end = (view.consents.coming?.terms ?? view.consents.terms(of: heads))?.until
        guard chosen.term == before.term, let end, end > sealers.day else { return fresh }
        return Consent(
            uses: fresh.uses, until: end, credit: fresh.credit, edits: fresh.edits, showFirst: fresh.showFirst,
            policy: fresh.policy, replaces: heads)
    }
}
