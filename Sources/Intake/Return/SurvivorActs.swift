import Envelope
import Ledger
import Mailbox
import Policies
import Testimony
import Vault

/// What somebody who came back can do; each returns once it is durable.
extension ReturnDesk {
    /// Letters that are shown now are destroyed some days later, whether they are opened again or not.
    func show(_ letters: [SurvivorCase.Item], to visit: borrowing Visit) async throws(VaultError) {
        guard !letters.isEmpty else { return }
        try await vault.scheduleDestruction(
            Set(letters.map(\.digest)), of: visit.view.caseID, on: visit.day + policies.retention.lettersDays)
    }

    /// Destroys letters now.
    func forget(_ letters: [SurvivorCase.Item], of visit: borrowing Visit) async throws(VaultError) -> Erasure {
        try await vault.destroyBodies(Set(letters.map(\.digest)), of: visit.view.caseID)
    }

    /// Seals a letter to the reviewers; a second arrival from the same page adds nothing.
    ///
    /// - Parameter form: random bytes that the page carried.
    func write(
        _ words: borrowing Testimony, form: [UInt8], language: String, for visit: borrowing Visit
    ) async throws -> Problem? {
        guard let sealers = visit.sealers else { return .shut }
        guard words.scalars <= Self.letterLimit else { return .longLetter }
        guard visit.view.lettersWritten < Self.mostLetters else { return .manyLetters }
        let tag = try words.withText { (text) throws(GuardedMemoryError) in
            try visit.survivor.letterTag(form: form, text: text)
        }
        guard let tag else { return .longLetter }
        let letter = try words.withText { text in
            try visit.survivor.writes(
                text, language: language, answers: visit.view.letters.last?.digest, seen: visit.view.frontier,
                day: visit.day, reviewers: sealers.reviewers)
        }
        return try await keep([letter], tag: tag, for: visit, sealers)
    }

    /// Signs what the survivor says to a text; the same answer twice is one.
    func sign(
        _ answer: SignOff.Answer, to text: SurvivorCase.Item, for visit: borrowing Visit
    ) async throws -> Problem? {
        guard let sealers = visit.sealers else { return .shut }
        guard Self.mayAnswer(visit) else { return .paperOnly }
        if visit.view.answers[text.digest] == answer { return nil }
        return try await keep([signed(answer, to: text, for: visit, sealers)], for: visit, sealers)
    }

    /// The same with words: publishers open the answer, and the words are a letter that the reviewers alone open.
    ///
    /// Both are stored, or neither is.
    func sign(
        _ answer: SignOff.Answer, to text: SurvivorCase.Item, words: borrowing Testimony, language: String,
        for visit: borrowing Visit
    ) async throws -> Problem? {
        guard let sealers = visit.sealers else { return .shut }
        guard Self.mayAnswer(visit) else { return .paperOnly }
        guard words.scalars <= Self.letterLimit else { return .longLetter }
        let answered = try signed(answer, to: text, for: visit, sealers)
        let digest = answered.statement.digest
        let letter = try words.withText { text in
            try visit.survivor.writes(
                text, language: language, answers: digest, seen: [digest], day: visit.day, reviewers: sealers.reviewers)
        }
        return try await keep([answered, letter], for: visit, sealers)
    }

    /// Signs what may be done with the story from now on; what is the same as before is signed once.
    func change(to consent: Consent, for visit: borrowing Visit) async throws -> Problem? {
        let view = visit.view
        guard let sealers = visit.sealers else { return .shut }
        let own = Terms(consent)
        if view.newestConsents.count == 1, Terms(view.newestConsents[0].consent) == own { return nil }
        let isNoWider = view.consents.terms(of: view.consents.heads).map { own.isNoWider(than: $0) } ?? false
        guard !view.consents.cameByMail || isNoWider else { return .paperOnly }
        return try await keep(
            [
                try visit.survivor.says(
                    consent, seen: view.frontier, day: visit.day, everyone: sealers.everyone)
            ],
            for: visit, sealers, fromReserve: isNoWider)
    }

    /// Takes the story back, also while no keyring counts and on a disk that is full.
    ///
    /// - Returns: whether all of it is gone.
    func withdraw(_ visit: borrowing Visit) async throws -> Erasure {
        try await vault.withdraw(visit.survivor.withdraws(seen: visit.view.frontier, day: visit.day))
    }

    /// The code of a story that came on paper was seen by others: it can say no, and never yes.
    private static func mayAnswer(_ visit: borrowing Visit) -> Bool { !visit.view.consents.cameByMail }

    private func signed(
        _ answer: SignOff.Answer, to text: SurvivorCase.Item, for visit: borrowing Visit, _ sealers: Sealers
    ) throws -> SealedStatement {
        let signOff = SignOff(
            proposal: text.digest, manuscript: text.body, consent: visit.view.consents.heads, answer: answer)
        return try visit.survivor.says(
            signOff, seen: visit.view.frontier, day: visit.day, everyone: sealers.everyone)
    }

    private func keep(
        _ statements: [SealedStatement], tag: RetryTag? = nil, for visit: borrowing Visit, _ sealers: Sealers,
        fromReserve: Bool = false
    ) async throws(VaultError) -> Problem? {
        let withdrawn = try await vault.write(
            statements, of: visit.view.caseID, tag: tag, under: sealers.keyring, fromReserve: fromReserve)
        return switch withdrawn {
        case .no: nil
        case .surely: .withdrawn
        case .unknown: .returnClosed
        }
    }
}
