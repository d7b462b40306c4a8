import Envelope
import Ledger
import Mailbox
import Sealing
import Testing

@_spi(KeyMaterial) @testable import Unsealing

/// Where the words are, and what was done with them, as the holder of a code sees it.
extension SurvivorCaseTests {
    private func out(_ use: Use, _ since: Month, _ back: Month? = nil) -> Publication {
        Publication(use: use, since: since, takenBack: back)
    }

    @Test func `what was done is told by role and day, and where the words are by month`() throws {
        let day = try #require(Day("2026-03-02"))
        let month = try #require(Month("2026-04"))
        try send()
        statements = statements.map { made in
            let header = StatementHeader(
                author: made.statement.header.author, body: made.statement.header.body, caseID: cast.caseID, day: day,
                kind: made.statement.header.kind, seen: made.statement.header.seen)
            return (Statement(header: header, signature: cast.survivor.sign(header.signedMessage)), made.body)
        }
        try add(Notice(stage: .opened), by: cast.ana, day: day + 1)
        let letter = try add(Letter(language: "en", text: "How are you?"), by: cast.ben, day: day + 2)
        try add(
            Letter(answers: letter, language: "en", text: "Well."), by: cast.survivor, toSurvivor: false, day: day + 3)
        let text = try add(proposal("As it would be."), by: cast.ana, day: day + 4)
        let body = try #require(view.texts.first?.body)
        try add(
            SignOff(proposal: text, manuscript: body, consent: view.consents.heads, answer: .agreed),
            by: cast.survivor, day: day + 5)
        let review = ReviewDays(proposed: day + 4, approvals: [day + 6, day + 6])
        try add(Notice(stage: .approved, review: review), by: cast.ben, day: day + 6)
        try add(Notice(places: [out(.website, month), out(.print, month)]), by: cast.ana, day: month.last + -1)
        #expect(view.places == [.init(use: .print, since: month), .init(use: .website, since: month)])
        #expect(view.newest?.stage == .published)
        try add(
            Consent(uses: [.print], policy: Cast.keyring, replaces: view.consents.heads), by: cast.survivor,
            day: month.last)
        let back = try #require(Month("2026-05"))
        try add(Notice(places: [out(.website, month, back), out(.print, month)]), by: cast.ben, day: back.first + 9)
        #expect(
            view.places == [.init(use: .print, since: month), .init(use: .website, since: month, takenBack: back)])
        let expected: [SurvivorCase.Act] = [
            .init(.day(day), .survivor, .received), .init(.day(day + 1), .reader, .opened),
            .init(.day(day + 2), .reader, .letter), .init(.day(day + 3), .survivor, .wrote),
            .init(.day(day + 4), .reader, .proposed), .init(.day(day + 5), .survivor, .answered(.agreed)),
            .init(.day(day + 6), .reader, .approved), .init(.day(day + 6), .secondReader, .approved),
            .init(.month(month), .publisher, .shared(.print)), .init(.month(month), .publisher, .shared(.website)),
            .init(.day(month.last), .survivor, .changedChoices),
            .init(.month(back), .publisher, .takenBack(.website)),
        ]
        #expect(view.history == expected)
        // In whatever order a vault hands its rows out.
        for _ in 0..<8 {
            statements.shuffle()
            #expect(view.history == expected)
        }
    }

    @Test func `what two desks told of one publication is told once`() throws {
        try send()
        let month = Month(of: today)
        let seen = SeenGraph(statements.map(\.statement)).frontier
        for signer in [true, false] {
            let notice = Notice(places: [out(.website, month)])
            let made =
                signer
                ? try sealer.statement(
                    notice, caseID: cast.caseID, seen: seen, day: today, by: cast.ana, letterKey: letterKey)
                : try sealer.statement(
                    notice, caseID: cast.caseID, seen: seen, day: today + -2, by: cast.ben, letterKey: letterKey)
            statements.append((made.statement, made.body))
        }
        #expect(view.places == [.init(use: .website, since: month)])
        #expect(view.history.filter { $0.role == .publisher }.count == 1)
        // Of two desks of which neither had seen the other, the one that knows more; whichever stands first by its digest.
        let before = statements
        for _ in 0..<10 {
            statements = before
            let late = try sealer.statement(
                Notice(places: [out(.website, month, month)]), caseID: cast.caseID, seen: seen, day: today + -3,
                by: cast.ben, letterKey: letterKey)
            statements.append((late.statement, late.body))
            #expect(view.places == [.init(use: .website, since: month, takenBack: month)])
            #expect(
                view.history.filter { $0.role == .publisher }.map(\.kind) == [.shared(.website), .takenBack(.website)])
        }
    }

    @Test func `a story that was taken back and is out again is told so`() throws {
        try send()
        let months = (0..<4).map { Month(number: Month(of: today).number - 3 + $0) }
        try add(Notice(places: [out(.website, months[0])]), by: cast.ana, day: today + -3)
        try add(Notice(places: [out(.website, months[0], months[1])]), by: cast.ana, day: today + -2)
        #expect(view.newest?.stage == .retracted)
        #expect(view.places == [.init(use: .website, since: months[0], takenBack: months[1])])
        try add(Notice(places: [out(.website, months[2])]), by: cast.ana)
        #expect(view.newest?.stage == .published)
        #expect(view.places == [.init(use: .website, since: months[2])])
        #expect(
            view.history.filter { $0.role == .publisher }.map(\.kind) == [
                .shared(.website), .takenBack(.website), .shared(.website),
            ])
    }

    @Test func `a code that came on paper, and a story that was withdrawn, show no place and no act`() throws {
        try send()
        try add(Notice(places: [out(.website, Month(of: today))]), by: cast.ana)
        #expect(view.places.count == 1 && view.history.count == 3)
        let before = statements
        try add(Withdrawal(reason: ""), by: cast.survivor)
        #expect(view.places.isEmpty && view.history.isEmpty)
        statements = before
        try add(
            Consent(uses: [.print], policy: Cast.keyring, replaces: view.consents.heads, channel: .mail),
            by: cast.survivor)
        #expect(view.consents.cameByMail)
        #expect(view.places.isEmpty && view.history.isEmpty)
    }

    @Test func `what a stranger or a compromised reviewer tells of places and acts is not shown`() throws {
        try send()
        let month = Month(of: today)
        try add(Notice(places: [out(.press, month)]), by: cast.stranger)
        try add(Notice(places: [out(.press, month)]), by: cast.cleo)
        try add(Notice(stage: .approved, review: ReviewDays(proposed: today, approvals: [today])), by: cast.cleo)
        try add(Notice(places: [out(.press, month)]), by: cast.survivor)
        #expect(view.places.isEmpty)
        #expect(view.history == [.init(.day(today), .survivor, .received)])
    }

    @Test func `a new letter key is no letter, in the list and in the count`() throws {
        try send()
        let fresh = try cast.survivor.tellsLetterKey(day: today, reviewers: sealer)
        statements.append((fresh.statement, fresh.body))
        #expect(view.lettersWritten == 0 && !view.history.contains { $0.kind == .wrote })
        try add(Letter(language: "en", text: "Hello."), by: cast.survivor, toSurvivor: false)
        #expect(view.lettersWritten == 1 && view.history.contains { $0.kind == .wrote })
    }

    @Test func `a month has its days, and reads what it writes`() throws {
        let month = try #require(Month("2026-02"))
        #expect(month.first == Day("2026-02-01") && month.last == Day("2026-02-28"))
        #expect(Month(of: month.last) == month && "\(month)" == "2026-02")
        #expect(Month("2026-13") == nil && Month("2026-2") == nil && Month("") == nil)
    }
}
