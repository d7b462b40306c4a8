import Envelope
import Ledger
import Policies
import Testing

/// What a case must look like after what happened in it: where it stands, its holds, and what each reviewer may sign.
struct Expected: Sendable {
    let name: String
    let stage: CaseState.Stage
    var holds: [String] = []
    /// Of approving, declining, releasing and proposing: who may, by the first letters of their names.
    let approve, decline, release, propose: String
    let history: @Sendable (inout Casework) throws -> Void

    init(
        _ name: String, _ stage: CaseState.Stage, holds: [String] = [], approve: String = "", decline: String = "",
        release: String = "", propose: String = "abc", _ history: @escaping @Sendable (inout Casework) throws -> Void
    ) {
        (self.name, self.stage, self.holds, self.history) = (name, stage, holds, history)
        (self.approve, self.decline, self.release, self.propose) = (approve, decline, release, propose)
    }
}

extension Casework {
    @discardableResult
    mutating func hold(by person: Signer, _ reason: String = "a call came") -> Entry {
        add(.held(HoldPlaced(reason: reason)), .held, by: person)
    }

    /// Releases a hold that a reviewer placed, or one that a consent carries.
    mutating func release(_ entry: Entry, _ answer: Consent.Hold? = nil, by signer: Signer) {
        let hold = answer?.digest(in: entry.digest) ?? entry.digest
        add(.released(HoldReleased(hold: hold, reason: "fine")), .released, by: signer)
    }

    mutating func recuse(_ person: Signer) { add(.recused(Recusal(reason: "I know her")), .recused, by: person) }

    @discardableResult
    mutating func claim(_ person: Signer, taken: Bool = true, day: Day? = nil) -> Entry {
        add(.claimed(Claim(isTaken: taken)), .claimed, by: person, day: day)
    }

    mutating func compare(_ story: Digest, by person: Signer, replaces: [Digest] = []) {
        add(.transcribed(Transcription(story: story, replaces: replaces)), .transcribed, by: person)
    }

    mutating func decline(by person: Signer, _ proposal: Entry? = nil) {
        add(.declined(Decline(proposal: proposal?.digest, reason: "no")), .declined, by: person)
    }

    mutating func answer(_ answer: SignOff.Answer, to proposal: Entry) {
        let signOff = SignOff(
            proposal: proposal.digest, manuscript: proposal.statement.header.body, consent: state.consentHeads,
            answer: answer)
        add(.signedOff(signOff), .signedOff, by: survivor)
    }

    mutating func slip(
        _ answer: SignOff.Answer, to proposal: Entry, by person: Signer, manuscript: Digest? = nil
    ) {
        let slip = ReturnedSlip(
            proposal: proposal.digest, manuscript: manuscript ?? proposal.statement.header.body,
            consent: state.consentHeads, answer: answer)
        add(.slip(slip), .slip, by: person)
    }

    mutating func withdraw(by signer: any StatementSigner) {
        add(.withdrawn(Withdrawal(reason: "")), .withdrawn, by: signer)
    }
}

let table: [Expected] = [
    // New and proposed.
    Expected("nothing but a story", .unread) { $0.send() },
    Expected("a story for reviewers only", .unread, propose: "") { $0.send(uses: []) },
    Expected("a text, nobody approved", .proposed, approve: "abc", decline: "abc") {
        $0.send()
        $0.propose(by: $0.ana)
    },
    Expected("its author approved", .proposed, approve: "bc", decline: "abc") {
        $0.send()
        let text = $0.propose(by: $0.ana)
        $0.approve(text, by: $0.ana)
    },
    Expected("two approved", .approved, approve: "c", decline: "abc") { $0.makeReady() },
    Expected("one approved twice", .proposed, approve: "ac", decline: "abc") {
        $0.send()
        let text = $0.propose(by: $0.ana)
        for _ in 0..<2 { $0.approve(text, by: $0.ben) }
    },
    Expected("a new text after two approvals", .proposed, approve: "abc", decline: "abc") {
        $0.makeReady()
        $0.propose(by: $0.cam, text: "Redacted!")
    },
    Expected("two texts side by side", .conflict, decline: "abc") {
        $0.send()
        let (seen, heads) = ($0.frontier, $0.state.consentHeads)
        for text in ["One.", "Two."] {
            let proposal = Proposal(
                manuscript: Manuscript(title: "T", text: text, language: "en"), consent: heads,
                policy: $0.policies.review.digest)
            $0.add(.proposed(proposal), .proposed, by: $0.ana, seen: seen)
        }
    },
    Expected("a text that was declined", .unread) {
        $0.send()
        let text = $0.propose(by: $0.ana)
        $0.decline(by: $0.ben, text)
    },
    Expected("a story that was declined", .declined) {
        $0.send()
        $0.decline(by: $0.ben)
    },
    Expected("declined, and a text after it", .proposed, approve: "abc", decline: "abc") {
        $0.send()
        $0.decline(by: $0.ben)
        $0.propose(by: $0.ana)
    },
    Expected("a text, and then the story declined", .declined, decline: "abc") {
        $0.send()
        $0.propose(by: $0.ana)
        $0.decline(by: $0.ben)
    },
    // Holds.
    Expected("an open case", .held, holds: ["open-case"], release: "abc") { $0.send(holds: [.openCase]) },
    Expected("under 18", .held, holds: ["under-18"], release: "abc") { $0.send(holds: [.underEighteen]) },
    Expected("both answers", .held, holds: ["open-case", "under-18"], release: "abc") {
        $0.send(holds: [.openCase, .underEighteen])
    },
    Expected(
        "an open case with a text: not its author", .held, holds: ["open-case"], approve: "abc", decline: "abc",
        release: "bc"
    ) {
        $0.send(holds: [.openCase])
        $0.propose(by: $0.ana)
    },
    Expected(
        "released by the author, who proposed then", .held, holds: ["open-case"], approve: "abc", decline: "abc",
        release: "bc"
    ) {
        let consent = $0.send(holds: [.openCase])
        $0.release(consent, .openCase, by: $0.ana)
        $0.propose(by: $0.ana)
    },
    Expected("an open case released by a second person", .proposed, approve: "abc", decline: "abc") {
        let consent = $0.send(holds: [.openCase])
        $0.propose(by: $0.ana)
        $0.release(consent, .openCase, by: $0.ben)
    },
    Expected("a reviewer's hold", .held, holds: ["a call came"], release: "bc") {
        $0.send()
        $0.hold(by: $0.ana)
    },
    Expected("a hold that its author released", .held, holds: ["a call came"], release: "bc") {
        $0.send()
        let hold = $0.hold(by: $0.ana)
        $0.release(hold, by: $0.ana)
    },
    Expected("a hold that another released", .unread) {
        $0.send()
        let hold = $0.hold(by: $0.ana)
        $0.release(hold, by: $0.cam)
    },
    Expected("two holds, one released", .held, holds: ["a second"], release: "ab") {
        $0.send()
        let hold = $0.hold(by: $0.ana)
        $0.hold(by: $0.cam, "a second")
        $0.release(hold, by: $0.cam)
    },
    Expected("held after two approvals", .held, holds: ["a call came"], approve: "c", decline: "abc", release: "ab") {
        $0.makeReady()
        $0.hold(by: $0.cam)
    },
    Expected("a second consent with the same answer", .held, holds: ["open-case"], release: "abc") {
        let first = $0.send(holds: [.openCase])
        $0.release(first, .openCase, by: $0.ben)
        $0.send(holds: [.openCase], replaces: [first.digest])
    },
    // Stepping aside.
    Expected("one stepped aside", .unread, propose: "bc") {
        $0.send()
        $0.recuse($0.ana)
    },
    Expected("an approver stepped aside", .proposed, approve: "ac", decline: "ac", propose: "ac") {
        $0.send()
        let text = $0.propose(by: $0.ana)
        $0.approve(text, by: $0.ben)
        $0.recuse($0.ben)
    },
    Expected("who released stepped aside", .held, holds: ["open-case"], release: "ac", propose: "ac") {
        let consent = $0.send(holds: [.openCase])
        $0.release(consent, .openCase, by: $0.ben)
        $0.recuse($0.ben)
    },
    Expected("an author stepped aside, two others approved", .approved, decline: "bc", propose: "bc") {
        $0.send()
        let text = $0.propose(by: $0.ana)
        $0.approve(text, by: $0.ben)
        $0.approve(text, by: $0.cam)
        $0.recuse($0.ana)
    },
    // The survivor.
    Expected("a no to the text changes no stage", .proposed, approve: "abc", decline: "abc") {
        $0.send(showFirst: true)
        let text = $0.propose(by: $0.ana)
        $0.answer(.refused, to: text)
    },
    Expected("a narrower consent leaves two approvals", .approved, approve: "c", decline: "abc") {
        let first = $0.send(uses: [.website, .print])
        let text = $0.propose(by: $0.ana)
        for person in [$0.ana, $0.ben] { $0.approve(text, by: person) }
        $0.send(uses: [.print], replaces: [first.digest])
    },
    Expected("nothing is allowed any more", .approved, approve: "c", decline: "abc", propose: "") {
        let first = $0.send(uses: [.website])
        let text = $0.propose(by: $0.ana)
        for person in [$0.ana, $0.ben] { $0.approve(text, by: person) }
        $0.send(uses: [], replaces: [first.digest])
    },
    Expected("a wider consent has taken effect", .proposed, approve: "abc", decline: "abc") {
        let first = $0.send(uses: [.print], day: $0.today + -20)
        let text = $0.propose(by: $0.ana, day: $0.today + -19)
        for person in [$0.ana, $0.ben] { $0.approve(text, by: person) }
        $0.send(uses: [.print, .press], replaces: [first.digest], day: $0.today + -18)
        $0.checkpoint(by: $0.cam, day: $0.today + -17)
    },
    // The end.
    Expected("withdrawn by the survivor", .withdrawn, propose: "") {
        $0.makeReady()
        $0.withdraw(by: $0.survivor)
    },
    Expected("withdrawn by one reviewer", .approved, approve: "c", decline: "abc") {
        $0.makeReady()
        $0.withdraw(by: $0.ana)
    },
    Expected("withdrawn by two reviewers", .withdrawn, propose: "") {
        $0.makeReady()
        for person in [$0.ana, $0.cam] { $0.withdraw(by: person) }
    },
    Expected("withdrawn by two, one of whom stepped aside", .withdrawn, propose: "") {
        $0.send()
        $0.recuse($0.ana)
        for person in [$0.ana, $0.cam] { $0.withdraw(by: person) }
    },
    Expected("taken back after it was published", .retracted, approve: "c", decline: "abc") {
        $0.makeReady()
        $0.add(.retracted(Retraction(reason: "it named the town")), .retracted, by: $0.cam)
    },
    Expected("by a stranger", .damaged, propose: "") {
        $0.send()
        $0.hold(by: $0.stranger)
    },
    Expected("a statement was taken out", .damaged, propose: "") {
        $0.send()
        $0.hold(by: $0.ana)
        $0.propose(by: $0.ben)
        $0.entries.removeAll { if case .held = $0.content { true } else { false } }
    },
    // Post.
    Expected("by post, typed by nobody yet", .held, holds: ["transcription"]) { $0.send(channel: .mail) },
    Expected("by post, typed and not compared", .held, holds: ["transcription"]) {
        $0.send(channel: .mail)
        $0.compare($0.entries[0].digest, by: $0.ana)
    },
    Expected("by post, compared twice by one person", .held, holds: ["transcription"]) {
        $0.send(channel: .mail)
        for _ in 0..<2 { $0.compare($0.entries[0].digest, by: $0.ana) }
    },
    Expected("by post, released and not compared", .held, holds: ["transcription"]) {
        let consent = $0.send(channel: .mail)
        $0.compare($0.entries[0].digest, by: $0.ana)
        for person in [$0.ana, $0.ben] { $0.release(consent, .openCase, by: person) }
    },
    Expected("by post, compared by a second person", .unread) {
        $0.send(channel: .mail)
        for person in [$0.ana, $0.ben] { $0.compare($0.entries[0].digest, by: person) }
    },
    Expected("by post, typed anew by the second person", .held, holds: ["transcription"]) {
        $0.send(channel: .mail)
        let first = $0.entries[0].digest
        $0.compare(first, by: $0.ana)
        let again = $0.add(.story(StoryAnswers(language: "en")), .received, by: $0.survivor)
        $0.compare(again.digest, by: $0.ben, replaces: [first])
    },
    Expected("by post, and the correction compared by the first", .unread) {
        $0.send(channel: .mail)
        let first = $0.entries[0].digest
        $0.compare(first, by: $0.ana)
        let again = $0.add(.story(StoryAnswers(language: "en")), .received, by: $0.survivor)
        $0.compare(again.digest, by: $0.ben, replaces: [first])
        $0.compare(again.digest, by: $0.ana)
    },
]

struct StateTableTests {
    @Test(arguments: table.indices)
    func `where a case stands, its holds, and who may do what are as the table says`(index: Int) throws {
        let expected = table[index]
        var work = try Casework()
        try expected.history(&work)
        let (state, review) = (work.state, work.policies.review)
        #expect(state.stage(review) == expected.stage, "\(expected.name)")
        #expect(state.holds.map(\.reason) == expected.holds, "\(expected.name)")
        func may(_ act: CaseState.Act) -> String {
            [work.ana, work.ben, work.cam].map { work.person($0) }.filter { state.acts(of: $0, review).contains(act) }
                .map { String($0.name.prefix(1)) }
                .joined()
        }
        #expect(may(.approve) == expected.approve, "\(expected.name): approve")
        #expect(may(.decline) == expected.decline, "\(expected.name): decline")
        #expect(may(.release) == expected.release, "\(expected.name): release")
        #expect(may(.propose) == expected.propose, "\(expected.name): propose")
        // Stopping a story is open to everyone, always, until there is nothing left to stop.
        #expect(may(.hold) == (state.isWithdrawn ? "" : "abc") && may(.withdraw) == may(.hold))
    }

    @Test func `a claim lapses, is given back, and is nobody's lock`() throws {
        var work = try Casework()
        work.send()
        let days = work.policies.review.claimDays
        work.claim(work.ana, day: work.today + -days + 1)
        #expect(work.state.claimants.map(\.name) == ["ana"])
        #expect(work.state.acts(of: work.person(work.ben), work.policies.review).isSuperset(of: [.claim, .propose]))
        #expect(work.state(of: work.entries, on: work.today + 1).claimants.map(\.name) == [])
        work.claim(work.ben)
        #expect(work.state.claimants.map(\.name) == ["ben"])
        work.claim(work.ben, taken: false)
        #expect(work.state.claimants.map(\.name) == [])
    }

    @Test func `a worry stands until somebody who saw it takes it off`() throws {
        var work = try Casework()
        work.send()
        let seen = work.frontier
        func mark(_ isWorried: Bool, _ reason: String) -> Content {
            .safety(SafetyMark(isWorried: isWorried, reason: reason))
        }
        work.add(mark(true, "he is out"), .safety, by: work.ana, seen: seen)
        work.add(mark(false, "she wrote"), .safety, by: work.ben, seen: seen)
        #expect(work.state.safetyMarks == ["he is out"])
        work.add(mark(false, "she wrote"), .safety, by: work.ben)
        #expect(work.state.safetyMarks == [])
    }

    @Test func `a yes by letter counts when two reviewers recorded it, and a no when one did`() throws {
        var work = try Casework()
        work.send(showFirst: true, channel: .mail)
        let text = work.propose(by: work.ana)
        work.slip(.agreed, to: text, by: work.ana)
        work.slip(.agreed, to: text, by: work.ana)
        #expect(work.state.candidate?.signOff == nil)
        let other = Hash.digest("firsthand/body/v1", [1])
        work.slip(.agreed, to: text, by: work.ben, manuscript: other)
        #expect(work.state.candidate?.signOff == nil)
        work.slip(.agreed, to: text, by: work.ben)
        #expect(work.state.candidate?.signOff == .agreed)
        work.slip(.refused, to: text, by: work.cam)
        #expect(work.state.candidate?.signOff == .refused)
    }

    @Test func `a slip says nothing in a case that came over the web, nor by somebody who stepped aside`() throws {
        var web = try Casework()
        web.send(showFirst: true)
        var post = try Casework()
        post.send(showFirst: true, channel: .mail)
        let (onWeb, onPaper) = (web.propose(by: web.ana), post.propose(by: post.ana))
        for person in [web.ana, web.ben] { web.slip(.agreed, to: onWeb, by: person) }
        #expect(web.state.candidate?.signOff == nil)
        for person in [post.ana, post.ben] { post.slip(.agreed, to: onPaper, by: person) }
        #expect(post.state.candidate?.signOff == .agreed)
        post.recuse(post.ben)
        #expect(post.state.candidate?.signOff == nil)
    }
}
