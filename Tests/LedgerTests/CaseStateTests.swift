import Envelope
import Ledger
import Mailbox
import Policies
import Testing
import Unsealing

struct CaseStateTests {
    @Test func `two different reviewers approve and one reviewer twice does not`() throws {
        var work = try Casework()
        work.send()
        let proposal = work.propose(by: work.ana)
        work.approve(proposal, by: work.ana)
        work.approve(proposal, by: work.ana)
        #expect(work.state.candidate?.approvers.map(\.name) == ["ana"])
        work.approve(proposal, by: work.ben)
        #expect(work.state.candidate?.approvers.map(\.name) == ["ana", "ben"])
    }

    @Test func `a changed text is a new proposal with no approvals`() throws {
        var work = try Casework()
        work.send()
        let first = work.propose(by: work.ana)
        work.approve(first, by: work.ana)
        work.approve(first, by: work.ben)
        let second = work.propose(by: work.ben, text: "Redacted!")
        #expect(work.state.candidate?.statement == second.digest)
        #expect(work.state.candidate?.approvers.map(\.name) == [])
    }

    @Test func `two proposals that had not seen each other stand side by side, and neither is the one`() throws {
        var work = try Casework()
        work.send()
        let seen = work.frontier
        for text in ["One.", "Two."] {
            let proposal = Proposal(
                manuscript: Manuscript(title: "T", text: text, language: "en"), consent: work.state.consentHeads,
                policy: work.policies.review.digest)
            work.add(.proposed(proposal), .proposed, by: work.ana, seen: seen)
        }
        #expect(work.state.candidates.count == 2)
        #expect(work.state.candidate == nil)
        let third = work.propose(by: work.ben, text: "Three.")
        #expect(work.state.candidate?.statement == third.digest)
    }

    @Test func `an approval of another manuscript, policy or narrower consent does not count and says why`() throws {
        var work = try Casework()
        let first = work.send(uses: [.print])
        let proposal = work.propose(by: work.ana)
        let other = work.approval(of: proposal, manuscript: Hash.digest("firsthand/body/v1", [1]))
        work.add(other, .approved, by: work.ana)
        #expect(work.state.candidate?.setAside == ["ana": "approved another manuscript"])
        let policy = work.approval(of: proposal, policy: Hash.digest("firsthand/policy/v1", [1]))
        work.add(policy, .approved, by: work.ben)
        #expect(work.state.candidate?.setAside["ben"] == "approved under another review policy")
        work.approve(proposal, by: work.cam)
        #expect(work.state.candidate?.approvers.map(\.name) == ["cam"])
        work.send(uses: [.print, .press], replaces: [first.digest], day: work.today + -30)
        work.checkpoint(by: work.ana, day: work.today + -7)
        #expect(work.state.terms?.uses == [.print, .press])
        #expect(work.state.candidate?.setAside["cam"] == "approved under a narrower consent")
    }

    @Test func `a narrower consent acts at once and leaves approvals standing`() throws {
        var work = try Casework()
        let first = work.send(uses: [.print, .website])
        let proposal = work.propose(by: work.ana)
        work.approve(proposal, by: work.ben)
        work.send(uses: [.print], replaces: [first.digest])
        #expect(work.state.terms?.uses == [.print])
        #expect(work.state.candidate?.approvers.map(\.name) == ["ben"])
    }

    @Test func `a wider consent waits for the delay that policy sets`() throws {
        var work = try Casework()
        let first = work.send(uses: [.print])
        work.send(uses: [.print, .press], replaces: [first.digest])
        work.checkpoint(by: work.ana)
        #expect(work.state.terms?.uses == [.print])
        let later = work.today + work.policies.consent.widerConsentDelayDays
        #expect(work.state(of: work.entries, on: later + -1).terms?.uses == [.print])
        #expect(work.state(of: work.entries, on: later).terms?.uses == [.print, .press])
    }

    @Test func `of two heads only what both allow holds`() throws {
        var work = try Casework()
        work.send(uses: [.print, .website], until: work.today + 20)
        work.send(uses: [.website, .press], until: work.today + 10)
        #expect(work.state.consentHeads.count == 2)
        #expect(work.state.terms?.uses == [.website])
        #expect(work.state.terms?.until == work.today + 10)
    }

    @Test func `consent ends at the start of its last day`() throws {
        var work = try Casework()
        work.send(until: work.today + 1)
        #expect(work.state.terms?.allows(.website, on: work.today) == true)
        #expect(work.state.terms?.allows(.website, on: work.today + 1) == false)
    }

    @Test func `an open case is held until someone other than the proposer releases it`() throws {
        var work = try Casework()
        let consent = work.send(holds: [.openCase])
        work.propose(by: work.ana)
        #expect(work.state.holds.map(\.reason) == ["open-case"])
        work.add(
            .released(HoldReleased(hold: Consent.Hold.openCase.digest(in: consent.digest), reason: "closed")),
            .released, by: work.ana)
        #expect(work.state.holds.count == 1)
        work.add(
            .released(HoldReleased(hold: Consent.Hold.openCase.digest(in: consent.digest), reason: "closed")),
            .released, by: work.ben)
        #expect(work.state.holds.isEmpty)
    }

    @Test func `a reviewer cannot release their own hold`() throws {
        var work = try Casework()
        work.send()
        let hold = work.add(.held(HoldPlaced(reason: "a call came")), .held, by: work.ana)
        work.add(.released(HoldReleased(hold: hold.digest, reason: "fine")), .released, by: work.ana)
        #expect(work.state.holds.count == 1)
        work.add(.released(HoldReleased(hold: hold.digest, reason: "fine")), .released, by: work.ben)
        #expect(work.state.holds.isEmpty)
    }

    @Test func `the survivor alone withdraws, two reviewers withdraw, one does not, and nothing undoes it`() throws {
        var alone = try Casework()
        alone.makeReady()
        alone.add(.withdrawn(Withdrawal(reason: "")), .withdrawn, by: alone.survivor)
        #expect(alone.state.isWithdrawn)
        let proposal = alone.propose(by: alone.ana)
        alone.approve(proposal, by: alone.ben)
        #expect(alone.state.isWithdrawn)

        var two = try Casework()
        two.makeReady()
        two.add(.withdrawn(Withdrawal(reason: "a letter")), .withdrawn, by: two.ana)
        two.add(.withdrawn(Withdrawal(reason: "again")), .withdrawn, by: two.ana)
        #expect(!two.state.isWithdrawn)
        two.add(.destroyed, .withdrawn, by: two.ben)
        #expect(two.state.isWithdrawn)
    }

    @Test func `a declined story is open again after a proposal that had seen the decline`() throws {
        var work = try Casework()
        work.send()
        work.add(.declined(Decline(proposal: nil, reason: "not ours")), .declined, by: work.ana)
        #expect(work.state.isDeclined)
        work.propose(by: work.ben)
        #expect(!work.state.isDeclined)
    }

    @Test func `a code that came on paper narrows at once and never widens or signs off by itself`() throws {
        var work = try Casework()
        let first = work.send(uses: [.website, .print], showFirst: true, channel: .mail)
        let proposal = work.propose(by: work.ana)
        let answer = SignOff(
            proposal: proposal.digest, manuscript: proposal.statement.header.body, consent: [first.digest],
            answer: .agreed)
        work.add(.signedOff(answer), .signedOff, by: work.survivor)
        #expect(work.state.candidate?.signOff == nil)
        let wider = work.send(uses: Set(Use.allCases), replaces: [first.digest])
        #expect(work.state(of: work.entries, on: work.today + 400).terms?.uses == [.website, .print])
        work.send(uses: [.print], replaces: [wider.digest])
        #expect(work.state.terms?.uses == [.print])
    }

    @Test func `a wider consent says from which day it will hold`() throws {
        var work = try Casework()
        let first = work.send(uses: [.print])
        work.send(uses: [.print, .website], replaces: [first.digest])
        #expect(work.state.coming?.terms.uses == [.print, .website] && work.state.coming?.from == nil)
        work.checkpoint(by: work.ana)
        #expect(work.state.coming?.from == work.today + 7)
        #expect(work.state.coming?.terms.uses == [.print, .website])
        #expect(work.state(of: work.entries, on: work.today + 7).coming == nil)
    }

    @Test
    func `a text with a name that was taken back, or made under a narrower consent, gets no approval that counts`()
        throws
    {
        var work = try Casework()
        let first = work.send(credit: "Ana R.")
        let proposal = work.propose(by: work.ana, credit: "Ana R.")
        for person in [work.ana, work.ben] { work.approve(proposal, by: person) }
        #expect(work.state.candidate?.approvers.count == 2)
        work.send(replaces: [first.digest])
        // Approved again, by people who were shown only the text.
        for person in [work.ana, work.ben] { work.approve(proposal, by: person) }
        #expect(work.state.candidate?.approvers.map(\.name) == [])
        #expect(
            work.state.candidate?.setAside["ana"] == "the text carries a name that the survivor does not give any more")
    }

    @Test func `an approval or a yes that was given while a wider consent waited does not cover it afterwards`() throws
    {
        var work = try Casework()
        // The text was made when all of it was allowed, so only the day of the approvals tells.
        let all = work.send(uses: [.print, .press], day: work.today + -12)
        let proposal = work.propose(by: work.ana, consent: [all.digest], day: work.today + -12)
        let first = work.send(uses: [.print], replaces: [all.digest], day: work.today + -10)
        let wider = work.send(uses: [.print, .press], replaces: [first.digest], day: work.today + -7)
        work.checkpoint(by: work.cam, day: work.today + -7)
        for person in [work.ana, work.ben] {
            work.add(work.approval(of: proposal, consent: [wider.digest]), .approved, by: person, day: work.today + -6)
        }
        let before = work.state(of: work.entries, on: work.today + -5)
        #expect(before.terms?.uses == [.print] && before.candidate?.approvers.count == 2)
        #expect(work.state.terms?.uses == [.print, .press])
        #expect(work.state.candidate?.approvers.map(\.name) == [])
    }

    @Test func `a wider consent waits from the first checkpoint that lists it, whatever day its signer wrote`() throws {
        var work = try Casework()
        let first = work.send(uses: [.print], day: work.today + -40)
        work.checkpoint(by: work.ana, day: work.today + -20)
        work.send(uses: Set(Use.allCases), replaces: [first.digest], day: work.today + -18)
        #expect(work.state.terms?.uses == [.print])
        // Nobody has seen it yet, so it never begins to count.
        #expect(work.state(of: work.entries, on: work.today + 400).terms?.uses == [.print])
        work.checkpoint(by: work.ben, day: work.today + -2)
        work.checkpoint(by: work.cam)
        #expect(work.state.terms?.uses == [.print])
        #expect(work.state.coming?.from == work.today + 5)
        #expect(work.state(of: work.entries, on: work.today + 5).terms?.uses == Set(Use.allCases))
    }

    @Test func `a wider consent is announced for the first day on which more is allowed, also through another one`()
        throws
    {
        var work = try Casework()
        let first = work.send(uses: [.print], day: work.today + -20)
        let wide = work.send(uses: [.print, .press, .website], replaces: [first.digest], day: work.today + -6)
        work.checkpoint(by: work.ana, day: work.today + -6)
        // A little less than the one that waits, which is at the end of its wait tomorrow.
        work.send(uses: [.print, .press], replaces: [wide.digest])
        #expect(work.state.coming?.from == work.today + 1)
        work.checkpoint(by: work.ana)
        #expect(work.state.coming?.from == work.today + 1)
        #expect(work.state.terms?.uses == [.print])
        #expect(work.state(of: work.entries, on: work.today + 1).terms?.uses == [.print, .press])
    }

    @Test func `a yes that is dated ahead is no yes to what is wider by then`() throws {
        var work = try Casework()
        let first = work.send(uses: [.print], day: work.today + -20)
        let wider = work.send(uses: [.print, .press], replaces: [first.digest], day: work.today + -3)
        work.checkpoint(by: work.ana, day: work.today + -3)
        let text = work.propose(by: work.ana, consent: [wider.digest], day: work.today + 8)
        for person in [work.ana, work.ben] {
            work.add(work.approval(of: text, consent: [wider.digest]), .approved, by: person, day: work.today + 8)
        }
        // Somebody had them before the day that stands in them.
        work.checkpoint(by: work.cam)
        let later = work.state(of: work.entries, on: work.today + 9)
        #expect(later.terms?.uses == [.print, .press])
        #expect(later.candidate?.approvers == [])
    }

    @Test func `the day of a wider consent is none that is past, and none on which no more is allowed`() throws {
        var work = try Casework()
        var last = work.send(uses: [.print], day: work.today + -20)
        // Two that count by now, and one whose wait ends tomorrow and that allows nothing which the last one allows too.
        for (uses, day) in [
            ([.print, .press], -19), ([.print, .press, .website], -9), ([.print, .press, .website, .court], -6),
        ] as [(Set<Use>, Int)] {
            last = work.send(uses: uses, replaces: [last.digest], day: work.today + day)
            work.checkpoint(by: work.ana, day: work.today + day)
        }
        work.send(uses: [.print, .press, .website, .social], replaces: [last.digest])
        work.checkpoint(by: work.ana)
        #expect(work.state.terms?.uses == [.print, .press, .website])
        #expect(work.state.coming?.from == work.today + 7)
    }

    @Test func `an approval or a yes that is dated ahead counts from the checkpoint that had it`() throws {
        var work = try Casework()
        let first = work.send(uses: [.print, .press], day: work.today + -20)
        let text = work.propose(by: work.ana, consent: [first.digest], day: work.today + -20)
        // Less was allowed meanwhile; what was allowed before is a wider consent now, and waits.
        let less = work.send(uses: [.print], replaces: [first.digest], day: work.today + -10)
        let wider = work.send(uses: [.print, .press], replaces: [less.digest], day: work.today + -3)
        work.checkpoint(by: work.ana, day: work.today + -3)
        func say(_ day: Day) {
            for person in [work.ana, work.ben] {
                work.add(work.approval(of: text, consent: [wider.digest]), .approved, by: person, day: day)
            }
            let yes = SignOff(
                proposal: text.digest, manuscript: text.statement.header.body, consent: [wider.digest], answer: .agreed)
            work.add(.signedOff(yes), .signedOff, by: work.survivor, day: day)
        }
        say(work.today + 8)
        work.checkpoint(by: work.cam)
        let early = work.state(of: work.entries, on: work.today + 9)
        #expect(early.terms?.uses == [.print, .press])
        #expect(early.candidate?.approvers == [] && early.candidate?.signOff == nil)
        // The same, and nobody had it before.
        say(work.today + 8)
        let late = work.state(of: work.entries, on: work.today + 9)
        #expect(late.candidate?.approvers.count == 2 && late.candidate?.signOff == .agreed)
    }

    @Test func `a text that is dated ahead is none made under what is wider by then`() throws {
        var work = try Casework()
        let first = work.send(uses: [.print], day: work.today + -20)
        let wider = work.send(uses: [.print, .press], replaces: [first.digest], day: work.today + -3)
        work.checkpoint(by: work.ana, day: work.today + -3)
        let text = work.propose(by: work.ana, consent: [wider.digest], day: work.today + 8)
        work.checkpoint(by: work.cam)
        for person in [work.ana, work.ben] {
            work.add(work.approval(of: text, consent: [wider.digest]), .approved, by: person, day: work.today + 8)
        }
        #expect(work.state(of: work.entries, on: work.today + 9).candidate?.approvers == [])
    }

    @Test func `a sealed letter that is dated back begins no wait of what it has seen, whoever signed it`() throws {
        var work = try Casework()
        let first = work.send(uses: [.print], day: work.today + -40)
        let wider = work.send(uses: [.print, .press], replaces: [first.digest])
        // To a publisher, who opens no letter, it says no more than its header: whoever holds the code dates it as they like.
        for author in [work.survivor, work.ana] as [any StatementSigner] {
            work.add(.unopened, .letter, by: author, seen: [wider.digest], day: work.today + -30)
            #expect(work.state.terms?.uses == [.print])
            #expect(work.state.coming?.terms.uses == [.print, .press] && work.state.coming?.from == nil)
        }
    }

    @Test func `a checkpoint that does not count begins no wait`() throws {
        var work = try Casework()
        let first = work.send(uses: [.print], day: work.today + -20)
        work.send(uses: Set(Use.allCases), replaces: [first.digest], day: work.today + -18)
        work.checkpoint(by: work.stranger, day: work.today + -10)
        work.checkpoint(by: work.survivor, day: work.today + -10)
        #expect(work.state.terms?.uses == [.print] && work.state.coming?.from == nil)
    }

    @Test func `a release ends the one hold that it names, and of two holds it leaves one standing`() throws {
        var work = try Casework()
        let consent = work.send(holds: [.openCase, .underEighteen])
        #expect(work.state.holds.map(\.reason) == ["open-case", "under-18"])
        #expect(Set(work.state.holds.map(\.digest)).count == 2)
        // The consent statement itself is the name of no hold.
        work.add(.released(HoldReleased(hold: consent.digest, reason: "over")), .released, by: work.ana)
        #expect(work.state.holds.count == 2)
        work.release(consent, .openCase, by: work.ana)
        #expect(work.state.holds.map(\.reason) == ["under-18"])
        work.release(consent, .underEighteen, by: work.ana)
        #expect(work.state.holds.isEmpty)
    }

    @Test func `a yes after a no counts, and of two answers that had not seen each other the one that stops more`()
        throws
    {
        var work = try Casework()
        let consent = work.send(showFirst: true)
        let proposal = work.propose(by: work.ana)
        func answer(_ answer: SignOff.Answer) -> Content {
            .signedOff(
                SignOff(
                    proposal: proposal.digest, manuscript: proposal.statement.header.body, consent: [consent.digest],
                    answer: answer))
        }
        let seen = work.frontier
        work.add(answer(.refused), .signedOff, by: work.survivor)
        #expect(work.state.candidate?.signOff == .refused)
        work.add(answer(.agreed), .signedOff, by: work.survivor)
        #expect(work.state.candidate?.signOff == .agreed)
        work.add(answer(.changes), .signedOff, by: work.survivor, seen: seen)
        #expect(work.state.candidate?.signOff == .changes)
    }
}
