import Envelope
import FoundationEssentials
import Hummingbird
import Mailbox
import Policies
import Sealing
import Synchronization
import Testing
import Vault

@testable import Intake

/// What somebody with a code meets, in a case with a reviewer's letter and a text.
struct VisitTests {
    private let office: Office
    private let caseID: CaseID
    private let code: String
    private let letter: Digest
    private let text: Digest
    private static let uses: Set<Use> = [.website]

    init() async throws { try await self.init(channel: .web) }

    init(channel: Channel) async throws {
        office = try Office(isOpen: true)
        let keys = try FormKeys.load(path: office.folder + "/form.key", month: Day.today.month)
        let form = keys.newForm()
        let verified = try #require(keys.verify(nonce: form.nonce, token: form.token))
        let receipt = try verified.receiptCode()
        code = receipt.words(in: office.languages.first.words).joined(separator: "+")
        let survivor = try receipt.survivor(letterGeneration: 0)
        caseID = survivor.caseID
        let sealers = try await office.desk.recipients.sealers()
        let consent = Consent(
            uses: Self.uses, until: .today + 365, showFirst: true, policy: office.policies.consent.digest,
            channel: channel)
        let sent = try survivor.submission(
            text: Array("Words.".utf8).span, answers: StoryAnswers(channel: channel, language: "en"), consent: consent,
            tag: RetryTag(unchecked: randomBytes(32)), day: .today, reviewers: sealers.reviewers,
            everyone: sealers.everyone)
        _ = try await office.vault.admit(sent, under: nil)
        let letterKey = try office.ana.letterKey(in: sent.statements[0])
        var seen = [sent.statements[1].statement.digest]
        var made: [Digest] = []
        let manuscript = Manuscript(title: "A title", text: "A changed text.", language: "en")
        let said: [any StatementBody] = [
            Letter(language: "en", text: "A letter for you."),
            Proposal(manuscript: manuscript, consent: seen, policy: office.policies.consent.digest),
        ]
        for body in said {
            let statement = try sealers.everyone.statement(
                body, caseID: caseID, seen: seen, day: .today, by: office.ana, letterKey: letterKey)
            try VaultArchive.open(path: office.folder + "/vault.sqlite").append([statement], under: nil)
            made.append(statement.statement.digest)
            seen = [statement.statement.digest]
        }
        (letter, text) = (made[0], made[1])
    }

    /// The answer to a button of a visit that has just begun.
    func go(_ place: String, _ fields: String = "") async throws -> (response: Response, html: String) {
        let status = try await office.ask(.post, "/return", body: "code=" + code).html
        let visit = try #require(Inputs(status).value("visit"))
        return try await office.ask(.post, "/\(place)", body: "visit=\(visit)&" + fields)
    }

    private func typed() throws -> ReceiptCode {
        try WordLists(office.languages.all.map(\.words)).code(typed: Array(code.replacing("+", with: " ").utf8).span)
    }

    /// The survivor's own statements in the vault, but for the story's two.
    private func said() throws -> Int {
        try office.upkeep.statements(of: caseID).count - 4
    }

    @Test func `a letter has its last day from the first time that it is shown, and goes on that day`() async throws {
        #expect(try await office.vault.read(caseID).deadlines.isEmpty)
        #expect(try await go("letters").html.contains("A letter for you."))
        let last = Day.today + office.policies.retention.lettersDays
        #expect(try await office.vault.read(caseID).deadlines == [letter: last])
        try await office.upkeep.destroyDue(on: last + -1)
        #expect(try await go("letters").html.contains("A letter for you."))
        #expect(try await office.vault.read(caseID).deadlines == [letter: last])
        try await office.upkeep.destroyDue(on: last)
        #expect(try await !go("letters").html.contains("A letter for you."))
    }

    @Test func `a letter that nobody has seen yet is not forgotten with the others`() async throws {
        // The button was on a page from before it came.
        #expect(try await go("letters", "act=forget").html.contains("A letter for you."))
        #expect(try await !go("letters", "act=forget").html.contains("A letter for you."))
    }

    @Test func `the code of a story that came on paper narrows and takes back, and shows and agrees to nothing`()
        async throws
    {
        let paper = try await VisitTests(channel: .mail)
        let page = try await paper.go("letters").html
        #expect(!page.contains("A letter for you."))
        #expect(try await !paper.go("text").html.contains("A changed text."))
        for act in ["read=\(paper.letter.hex)", "act=forget"] { _ = try await paper.go("letters", act) }
        let rows = try paper.office.upkeep.statements(of: paper.caseID)
        #expect(rows.allSatisfy { if case .sound(_, .some) = $0 { true } else { false } })

        for act in ["agreed", "changes", "refused"] { _ = try await paper.go("text", "\(act)=\(paper.text.hex)") }
        let kept = "act=save&edits=names&show-first=yes&credit="
        let wider = [
            "&term=one-year&use-website=yes&use-print=yes", "&term=until-stopped&use-website=yes",
            "&term=one-year&use-print=yes",
        ]
        for choice in wider {
            let (response, html) = try await paper.go("choices", kept + choice)
            #expect(response.status == .forbidden && html.contains("came on paper"), "\(choice)")
        }
        guard case .here(let visit) = await paper.office.returns.arrive(try paper.typed()) else {
            Issue.record("the code opens nothing")
            return
        }
        let waiting = try #require(visit.view.texts.first)
        #expect(try await paper.office.returns.sign(.agreed, to: waiting, for: visit) == .paperOnly)
        #expect(try paper.said() == 0)
        #expect(try await paper.go("choices", kept + "&term=one-year").response.status == .ok)
        #expect(try paper.said() == 1)
        #expect(try await paper.go("withdraw", "act=now").html.contains("Your story is gone"))
        // The same by a code that nobody else saw.
        #expect(try await go("text", "agreed=\(text.hex)").response.status == .ok)
        #expect(try await go("choices", kept + wider[0]).response.status == .ok)
        #expect(try said() == 2)
    }

    @Test func `a letter that is being written stays whatever is pressed, until it is sent or left`() async throws {
        let typed = "once=\(randomBytes(16).base64URL)&words=Words+%26+more."
        let kept = "Words &amp; more.</textarea>"
        for place in ["letters", "text", "es/letters", "es/text"] {
            for act in ["", "act=home&"] {
                #expect(try await go(place, act + typed).html.contains(kept), "\(place) \(act)")
            }
        }
        #expect(try await go("letters", "act=forget&" + typed).html.contains(kept))
        #expect(try await go("letters", "read=\(letter.hex)&" + typed).html.contains(kept))
        #expect(try await go("text", "agreed=\(Digest(unchecked: randomBytes(32)).hex)&" + typed).html.contains(kept))
        let left = try await go("letters", "act=home&" + typed).html
        #expect(left.contains("not sent yet") && left.contains("Leave without sending it"))
        #expect(try await !go("letters", "act=write&" + typed).html.contains("Words &amp;"))
        #expect(try await go("letters", "act=home&once=x").html.contains("<h1>Your story</h1>"))
        for both in ["act=write&read=\(letter.hex)", "agreed=\(text.hex)&refused=\(text.hex)"] {
            #expect(try await go(both.hasPrefix("act") ? "letters" : "text", both).response.status == .badRequest)
        }
    }

    @Test func `in another language the choices that were ticked, and not kept yet, are there`() async throws {
        let ticked = "use-press=yes&term=two-years&edits=as-is&show-first=no&credit=Ana"
        let html = try await go("es/choices", ticked).html
        #expect(html.contains("name=\"use-press\" value=\"yes\" checked") && Inputs(html).value("credit") == "Ana")
        #expect(Inputs(html).chosen == ["term=two-years", "show-first=no", "edits=as-is"])
        #expect(try said() == 0)
    }

    @Test func `a visit that goes on keeps the minute in which the code is asked for again`() async throws {
        let now = UInt32(Date().timeIntervalSince1970 / 60)
        let keys = try FormKeys.load(path: office.folder + "/form.key", month: Day.today.month)
        let typed = try typed()
        let (page, long) = (
            try keys.visit(typed, until: now + 5, last: now + 30),
            try keys.visit(typed, until: now + 5, last: now + 999)
        )
        for (token, last) in [(page, now + 30), (long, now + 999)] {
            let html = try await office.ask(.post, "/return", body: "visit=" + token).html
            let next = try #require(Inputs(html).value("visit"))
            #expect(try keys.visitor(next, at: now)?.last == last)
            // A page that is left open ends after an hour, and none goes on past the last minute.
            #expect(try keys.visitor(next, at: min(now + ReturnDesk.visitMinutes + 2, last)) == nil)
        }
        #expect(
            try await office.ask(.post, "/return", body: "visit=" + keys.visit(typed, until: now, last: now + 30))
                .response.status == .conflict)
    }

    @Test func `a wrong code beside a letter is said to be one, and the letter stays`() async throws {
        let letter = "act=write&once=x&words=A+long+letter.&code="
        for (typed, problem) in [("", Problem.visitEnded), ("one+two", .wrongCode)] {
            let (response, html) = try await office.ask(.post, "/letters", body: letter + typed)
            #expect(response.status == problem.status && html.contains("A long letter.</textarea>"))
            #expect(html.contains(try #require(office.languages.first.texts["problem.\(problem.rawValue)"])))
        }
    }

    @Test func `every wrong code waits, wherever it is typed, and a right one does not`() async throws {
        let words = code.split(separator: "+").map(String.init)
        let keys = try FormKeys.load(path: office.folder + "/other.key", month: Day.today.month)
        let form = keys.newForm()
        let other = try #require(keys.verify(nonce: form.nonce, token: form.token)).receiptCode()
        let unknown = other.words(in: office.languages.first.words).joined(separator: "+")
        let swapped = (words.prefix(8) + [words[9], words[8]]).joined(separator: "+")
        let nonsense = (words.prefix(9) + ["qqqqqq"]).joined(separator: "+")
        for (path, typed, waits) in [
            ("return", code, false), ("letters", code, false), ("return", unknown, true), ("return", swapped, true),
            ("return", nonsense, true), ("return", "one", true), ("letters", unknown, true), ("letters", swapped, true),
        ] {
            let place = try #require(ReturnPlace(rawValue: path))
            let waited = Mutex(0)
            var form = ReturnForm(desk: office.returns, words: WordLists(office.languages.all.map(\.words)))
            form.turn = { _ in waited.withLock { $0 += 1 } }
            let body = place == .status ? "code=\(typed)" : "act=write&once=x&code=\(typed)&words=Hello."
            var decoder = try FormDecoder(
                allowed: place.body(office.policies).allowed, words: place.body(office.policies).words, bodyLimit: 4096)
            try decoder.append(Array(body.utf8).span)
            _ = try? await form.answer(try decoder.finish(), at: place, office.pages("en"), holdsCookie: true)
            #expect(waited.withLock(\.self) == (waits ? 1 : 0), "\(path) \(typed)")
        }
        let start = ContinuousClock.now
        await ReturnForm(desk: office.returns, words: WordLists(office.languages.all.map(\.words))).turn(start)
        #expect(.now - start >= .milliseconds(500))
    }
}
