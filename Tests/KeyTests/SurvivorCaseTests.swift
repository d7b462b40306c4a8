import Envelope
import Ledger
import Mailbox
import Opening
import Sealing
import Testing

@_spi(KeyMaterial) @testable import Unsealing

/// What the holder of a code sees of a case, with real keys and real seals.
@Suite final class SurvivorCaseTests {
    let cast: Cast
    let keyring: Keyring
    let letterKey: LetterKey
    let today = Day.today
    var statements: [(statement: Statement, body: Sealed?)] = []

    init() throws {
        cast = try Cast()
        keyring = Keyring(
            serial: 1, from: .today, until: .today + 30,
            reviewers: [
                .init(key: cast.ana.publicKey, standing: .active), .init(key: cast.ben.publicKey, standing: .active),
                .init(
                    key: cast.cleo.publicKey,
                    standing: .compromised(list: nil)),
            ], publishers: [])
        letterKey = try LetterKey(GuardedBytes(copying: ReceiptVectors.letterKey(of: cast.survivor)))
    }

    var sealer: Sealer { get throws { try Sealer(keyring: Cast.keyring, readers: cast.readers) } }

    var view: SurvivorCase {
        SurvivorCase(statements, of: cast.survivor, keyring: keyring, widerDelay: 7, today: today)
    }

    @discardableResult
    func add(
        _ body: some StatementBody, by signer: borrowing some StatementSigner & ~Copyable, toSurvivor: Bool = true,
        day: Day? = nil
    ) throws -> Digest {
        let made = try sealer.statement(
            body, caseID: cast.caseID, seen: SeenGraph(statements.map(\.statement)).frontier, day: day ?? today,
            by: signer, letterKey: toSurvivor ? letterKey : nil)
        statements.append((made.statement, made.body))
        return made.statement.digest
    }

    func send() throws {
        let consent = Consent(uses: [.print], showFirst: true, policy: Cast.keyring)
        let text = Array(Cast.text.utf8)
        let tag = RetryTag(unchecked: randomBytes(32))
        let sent = try cast.survivor.submission(
            text: text.span, answers: StoryAnswers(language: "en"), consent: consent, tag: tag, day: today,
            reviewers: sealer, everyone: sealer)
        statements += sent.statements.map { ($0.statement, $0.body) }
    }

    func proposal(_ text: String) -> Proposal {
        Proposal(
            manuscript: Manuscript(title: "T", text: text, language: "en"), consent: view.consents.heads,
            policy: Cast.keyring)
    }

    @Test func `what its author did not sign is not shown, though its seal opens`() throws {
        try send()
        let letter = try add(Letter(language: "en", text: "How are you?"), by: cast.ben)
        #expect(view.letters.map(\.digest) == [letter])
        let (signed, body) = statements.removeLast()
        statements.append((Statement(header: signed.header, signature: statements[0].statement.signature), body))
        #expect(view.letters.isEmpty)
        #expect(!view.frontier.contains(letter))
        #expect(view.received == today)
    }

    @Test func `a survivor opens letters, notices and texts, and not the story`() throws {
        #expect(view.received == nil)
        try send()
        let fresh = view
        #expect(fresh.received == today)
        #expect(fresh.opened == nil && fresh.newest == nil)
        #expect(fresh.newestConsents.map(\.consent.uses) == [[.print]])
        let story = try #require(statements.first { $0.statement.header.kind == .received }?.body)
        #expect(throws: OpeningError()) { _ = try self.cast.survivor.open(story) }

        try add(Notice(stage: .opened), by: cast.ana)
        let letter = try add(Letter(language: "en", text: "How are you?"), by: cast.ben)
        let text = try add(proposal("As it would be."), by: cast.ana)
        let seen = view
        #expect(seen.opened == today)
        #expect(seen.letters.map(\.digest) == [letter])
        #expect(seen.texts.map(\.digest) == [text])
        let words = try cast.survivor.open(seen.letters[0].sealed).withField("text") { span in
            span.indices.map { span[$0] }
        }
        #expect(words == Array("How are you?".utf8))
        let manuscript = try cast.survivor.open(seen.texts[0].sealed).withManuscriptField("text") { span in
            span.indices.map { span[$0] }
        }
        #expect(manuscript == Array("As it would be.".utf8))
    }

    @Test func `of one day, letters stand in their order and the last answer counts`() throws {
        try send()
        let letters = try (0..<6).map { try add(Letter(language: "en", text: "\($0)"), by: cast.ana) }
        let text = try add(proposal("As it would be."), by: cast.ana)
        let item = try #require(view.texts.first)
        for answer in [SignOff.Answer.changes, .refused, .agreed, .changes, .refused, .agreed] {
            try add(
                SignOff(
                    proposal: text, manuscript: item.body, consent: view.consents.heads, answer: answer),
                by: cast.survivor)
            // A vault hands its rows out in the order of their random keys.
            for _ in 0..<4 {
                statements.shuffle()
                #expect(view.letters.map(\.digest) == letters)
                #expect(view.answers[text] == answer)
            }
        }
    }

    /// Says all that a reviewer can say to a survivor.
    private func speak(_ signer: borrowing KeyMaterial) throws {
        try add(Letter(language: "en", text: "Call this number."), by: signer)
        try add(Notice(places: [Publication(use: .print, since: Month(of: today))]), by: signer)
        try add(proposal("Not ours."), by: signer)
        try add(Withdrawal(reason: ""), by: signer)
    }

    @Test func `what a stranger, a compromised reviewer or another survivor says is not shown`() throws {
        try send()
        let other = try Cast()
        try speak(cast.stranger)
        try speak(cast.cleo)
        statements.removeAll { $0.statement.header.kind == .withdrawn }
        try add(Consent(uses: Set(Use.allCases), policy: Cast.keyring), by: other.survivor)
        let seen = view
        #expect(seen.letters.isEmpty && seen.texts.isEmpty && seen.newest == nil && seen.withdrawn == .no)
        #expect(seen.newestConsents.map(\.consent.uses) == [[.print]])
        // Nor does one who says what only the other side can: a reviewer consent, the survivor a notice.
        try add(Consent(uses: Set(Use.allCases), policy: Cast.keyring), by: cast.ana)
        try add(Notice(places: [Publication(use: .print, since: Month(of: today))]), by: cast.survivor)
        #expect(view.newestConsents.map(\.consent.uses) == [[.print]])
        #expect(view.newest == nil)
    }

    @Test func `letters under every letter key so far open, and the newest one spoken under is known`() throws {
        let code = try ReceiptVectors.code()
        let first = try code.survivor(letterGeneration: 0)
        let third = try code.survivor(letterGeneration: 3)
        func key(_ survivor: borrowing Survivor) throws -> LetterKey {
            LetterKey(try GuardedBytes(copying: Array(ReceiptVectors.letterKey(of: survivor).prefix(32))))
        }
        let (firstKey, thirdKey) = (try key(first), try key(third))
        let sealer = try Sealer(keyring: Cast.keyring, readers: cast.readers)
        let letters = try [firstKey, thirdKey].map {
            try sealer.statement(
                Letter(language: "en", text: "Hello."), caseID: third.caseID, seen: [], day: today, by: cast.ana,
                letterKey: $0)
        }
        for letter in letters { _ = try third.open(letter.body) }
        _ = try first.open(letters[0].body)
        #expect(throws: OpeningError()) { _ = try first.open(letters[1].body) }

        let consent = Consent(uses: [.print], policy: Cast.keyring)
        func generation(_ said: [SealedStatement]) -> UInt32 {
            SurvivorCase(
                said.map { ($0.statement, $0.body) }, of: third, keyring: keyring, widerDelay: 7, today: today
            ).letterGeneration
        }
        let old = try first.says(consent, seen: [], day: today, everyone: sealer)
        // What a reviewer writes under a key says nothing of whether it was told.
        #expect(generation([old, letters[1]]) == 0)
        #expect(try generation([old, third.says(consent, seen: [], day: today, everyone: sealer)]) == 3)
    }

    @Test func `a body that was swapped or changed is not shown`() throws {
        try send()
        try add(Letter(language: "en", text: "First."), by: cast.ana)
        try add(Letter(language: "en", text: "Second."), by: cast.ana)
        let (first, second) = (statements[2], statements[3])
        statements[2].body = second.body
        statements[3].body = first.body
        #expect(view.letters.isEmpty)
        (statements[2], statements[3]) = (first, second)
        #expect(view.letters.count == 2)
        statements[2].body = nil
        #expect(view.letters.map(\.digest) == [second.statement.digest])
    }

    @Test func `only the newest text waits, and one that is set aside does not`() throws {
        try send()
        try add(proposal("One."), by: cast.ana)
        let two = try add(proposal("Two."), by: cast.ana)
        #expect(view.texts.map(\.digest) == [two])
        let answer = SignOff(
            proposal: two, manuscript: view.texts[0].body, consent: view.consents.heads, answer: .changes)
        try add(answer, by: cast.survivor)
        #expect(view.answers[two] == .changes)
        try add(Notice(stage: .setAside, about: two), by: cast.ben)
        #expect(view.texts.isEmpty)
        #expect(view.newest == nil)
    }

    @Test func `a text is the newer one also where somebody who left spoke in between`() throws {
        try send()
        try add(proposal("One."), by: cast.ana)
        try add(Letter(language: "en", text: "Call this number."), by: cast.cleo)
        let two = try add(proposal("Two."), by: cast.ana)
        #expect(view.texts.map(\.digest) == [two] && view.letters.isEmpty)
    }

    @Test func `the survivor's withdrawal or those of two reviewers end it`() throws {
        try send()
        try add(Withdrawal(reason: "asked"), by: cast.ana)
        #expect(view.withdrawn == .no)
        try add(Withdrawal(reason: "asked"), by: cast.ben)
        #expect(view.withdrawn == .surely)
        statements.removeLast(2)
        try add(Withdrawal(reason: ""), by: cast.survivor)
        #expect(view.withdrawn == .surely)
    }

    @Test func `while nobody can weigh one of two withdrawals it is neither withdrawn nor open`() throws {
        try send()
        let half = try add(Withdrawal(reason: "asked"), by: cast.ana)
        #expect(view.withdrawn == .no)
        let other = try add(Withdrawal(reason: "asked"), by: cast.cleo)
        #expect(view.withdrawn == .unknown)
        func weighed(naming digests: [Digest]) -> Withdrawn {
            let list = LeavingList(of: cast.cleo.publicKey, day: today, statements: digests, again: [])
            let signed = SignedLeavingList(list, maker: "ana", signature: cast.ana.sign(list.signedMessage))
            let members = keyring.reviewers.map { member in
                member.key == cast.cleo.publicKey
                    ? Keyring.Member(key: member.key, standing: .compromised(list: signed.digest)) : member
            }
            let told = Keyring(serial: 2, from: today, until: today + 30, reviewers: members, publishers: [])
                .with(lists: [signed])
            return Withdrawn(cast.caseID, by: statements.map(\.statement), under: told)
        }
        #expect(weighed(naming: [half]) == .no)
        #expect(weighed(naming: [other]) == .surely)
        // One signature is not two, and one that is none, or of another case, is not one.
        let (first, second) = (statements[statements.count - 2].statement, statements[statements.count - 1].statement)
        func withdrawn(_ statements: Statement...) -> Withdrawn {
            Withdrawn(cast.caseID, by: statements, under: keyring)
        }
        #expect(withdrawn(first, first, second) == .unknown && withdrawn(first, first) == .no)
        #expect(withdrawn(first, Statement(header: second.header, signature: first.signature)) == .no)
        #expect(Withdrawn(try Cast().caseID, by: [first, second], under: keyring) == .no)
        try add(Withdrawal(reason: ""), by: cast.survivor)
        #expect(view.withdrawn == .surely)
    }

    @Test func `without a keyring nobody's words but the survivor's own are believed`() throws {
        func view() -> SurvivorCase {
            SurvivorCase(statements, of: cast.survivor, keyring: nil, widerDelay: 7, today: today)
        }
        try send()
        try add(Letter(language: "en", text: "Hello."), by: cast.ana)
        try add(Notice(stage: .opened), by: cast.ana)
        try add(proposal("A text."), by: cast.ana)
        // Else whoever can add rows to the vault could have a story taken for withdrawn, and what is left of it destroyed.
        try add(Withdrawal(reason: ""), by: cast.ana, toSurvivor: false)
        try add(Withdrawal(reason: ""), by: cast.ben, toSurvivor: false)
        #expect(self.view.withdrawn == .surely)
        #expect(view().letters.isEmpty && view().texts.isEmpty && view().opened == nil && view().withdrawn == .no)
        #expect(view().received == today)
        try add(Withdrawal(reason: ""), by: cast.survivor)
        #expect(view().withdrawn == .surely)
    }

    @Test func `of the news of one day, the one that was given after the other stands`() throws {
        try send()
        let out = Notice(places: [Publication(use: .print, since: Month(of: today))])
        for notice in [
            Notice(stage: .opened), Notice(stage: .approved), Notice(stage: .declined), Notice(stage: .approved), out,
            Notice(stage: .declined),
        ] {
            try add(notice, by: cast.ana)
            #expect(view.newest?.stage == notice.stage)
        }
    }

    @Test func `a wider consent is told with its day, and the newest news wins`() throws {
        try send()
        let heads = view.consents.heads
        // One that was signed before says nothing of it.
        try add(Checkpoint(statements: []), by: cast.ana, toSurvivor: false, day: today + -4)
        try add(Consent(uses: [.print, .press], policy: Cast.keyring, replaces: heads), by: cast.survivor)
        #expect(view.consents.terms(of: view.consents.heads)?.uses == [.print])
        #expect(view.consents.coming?.terms.uses == [.print, .press] && view.consents.coming?.from == nil)
        // Whoever holds the code signs no checkpoint, and dates a letter as they like.
        try add(Checkpoint(statements: []), by: cast.survivor, toSurvivor: false, day: today + -30)
        try add(Letter(language: "en", text: "Hello."), by: cast.survivor, toSurvivor: false, day: today + -30)
        #expect(view.consents.coming?.from == nil)
        // The list itself is sealed to others; that its author had seen the consent stands in the header.
        try add(Checkpoint(statements: []), by: cast.ana, toSurvivor: false, day: today + -1)
        #expect(view.consents.coming?.from == today + 6)
        try add(Checkpoint(statements: []), by: cast.ben, toSurvivor: false)
        #expect(view.consents.coming?.from == today + 6)
        #expect(view.consents.coming?.terms.uses == [.print, .press])
        try add(Notice(stage: .approved), by: cast.ana, day: today + -3)
        try add(Notice(stage: .declined), by: cast.ben, day: today + -1)
        #expect(view.newest?.stage == .declined)
        // Nor does one that nobody has seen yet put off the day of the one before it.
        try add(
            Consent(uses: [.print, .press, .court], policy: Cast.keyring, replaces: view.consents.heads),
            by: cast.survivor)
        #expect(view.consents.coming?.from == today + 6)
    }
}
