import Envelope
import Ledger
import Mailbox
import Policies
import Testing
import Unsealing

@testable import Publication

/// For each condition of the gate, a case in which only that condition fails.
struct GateTests {
    private func verdict(
        _ work: Casework, use: Use = .website, on day: Day? = nil, entries: [Entry]? = nil, seen: Set<Digest> = [],
        earlier: Set<Digest> = []
    ) -> [Reason] {
        let entries = entries ?? work.entries
        let subject = Gate.Case(
            caseID: work.caseID, entries: entries, brokenRows: [],
            publicIDs: Dictionary(
                entries.map { ($0.digest, "0123456789abcdef") }, uniquingKeysWith: { first, _ in first }),
            seenBefore: seen)
        let gate = Gate(
            use: use, day: day ?? work.today, keyring: work.keyring, policies: work.policies, earlier: earlier)
        return switch gate.judge(subject) {
        case .export: []
        case .refuse(let reasons): reasons
        }
    }

    private func proof(_ work: Casework) -> [ProofLine] {
        Gate(use: .website, day: work.today, keyring: work.keyring, policies: work.policies).proof(
            Gate.Case(caseID: work.caseID, entries: work.entries, brokenRows: [], publicIDs: [:], seenBefore: []))
    }

    @Test func `a story with all that is asked for goes out`() throws {
        var work = try Casework()
        work.makeReady()
        #expect(verdict(work).isEmpty)
    }

    @Test func `a use that was not agreed to is refused`() throws {
        var work = try Casework()
        work.makeReady()
        #expect(verdict(work, use: .press) == [.noConsent(.press)])
    }

    @Test func `one approval is too few`() throws {
        var work = try Casework()
        work.send()
        let proposal = work.propose(by: work.ana)
        work.approve(proposal, by: work.ana)
        work.checkpoint(by: work.ana)
        #expect(verdict(work) == [.tooFewApprovals(have: 1, need: 2)])
    }

    @Test func `a consent that has ended is refused from the start of its last day`() throws {
        var work = try Casework()
        work.send(until: work.today + 2)
        let proposal = work.propose(by: work.ana)
        work.approve(proposal, by: work.ana)
        work.approve(proposal, by: work.ben)
        work.checkpoint(by: work.ana)
        #expect(verdict(work, on: work.today + 1).isEmpty)
        #expect(verdict(work, on: work.today + 2) == [.consentEnded(work.today + 2)])
    }

    @Test func `silence is not sign-off, and neither is a no`() throws {
        var work = try Casework()
        work.send(showFirst: true)
        let proposal = work.propose(by: work.ana)
        work.approve(proposal, by: work.ana)
        work.approve(proposal, by: work.ben)
        work.checkpoint(by: work.ana)
        #expect(verdict(work) == [.notSignedOff])
        func answer(_ answer: SignOff.Answer) -> Entry {
            let signOff = SignOff(
                proposal: proposal.digest, manuscript: proposal.statement.header.body, consent: work.state.consentHeads,
                answer: answer)
            return Casework.entry(
                .signedOff(signOff), kind: .signedOff, by: work.survivor, in: work.caseID, seen: work.frontier,
                day: work.today)
        }
        #expect(verdict(work, entries: work.entries + [answer(.refused)]) == [.signedOffNo])
        #expect(verdict(work, entries: work.entries + [answer(.agreed), answer(.changes)]) == [.signedOffNo])
        #expect(verdict(work, entries: work.entries + [answer(.agreed)]).isEmpty)
    }

    @Test func `a hold, a decline and a withdrawal each stop it`() throws {
        var held = try Casework()
        held.makeReady()
        held.add(.held(HoldPlaced(reason: "wait")), .held, by: held.cam)
        #expect(verdict(held) == [.held("wait")])
        var declined = try Casework()
        declined.makeReady()
        declined.add(.declined(Decline(proposal: nil, reason: "no")), .declined, by: declined.cam)
        #expect(verdict(declined) == [.declined])
        var withdrawn = try Casework()
        withdrawn.makeReady()
        withdrawn.add(.withdrawn(Withdrawal(reason: "")), .withdrawn, by: withdrawn.survivor)
        #expect(verdict(withdrawn) == [.withdrawn])
    }

    @Test func `no checkpoint, an old one and one from the future are refused`() throws {
        var work = try Casework()
        work.makeReady()
        #expect(verdict(work, entries: work.entries.dropLast()) == [.noCheckpoint])
        #expect(verdict(work, on: work.today + 7).isEmpty)
        #expect(verdict(work, on: work.today + 8) == [.staleCheckpoint(work.today)])
        #expect(verdict(work, on: work.today + -1) == [.noCheckpoint])
    }

    @Test func `a checkpoint by a clock that is ahead hides none that is fresh, and is none before its day`() throws {
        var work = try Casework()
        work.makeReady()
        work.checkpoint(by: work.cam, day: work.today + 400)
        #expect(verdict(work).isEmpty)
        #expect(verdict(work, on: work.today + 8) == [.staleCheckpoint(work.today)])
        #expect(work.state.checkpointDay == work.today)
    }

    @Test func `a statement that this publisher saw before and that is gone is a roll-back`() throws {
        var work = try Casework()
        work.makeReady()
        let gone = Hash.digest("firsthand/statement/v1", [1])
        #expect(verdict(work, seen: [gone]) == [.rolledBack])
        #expect(verdict(work, seen: Set(work.entries.map(\.digest))).isEmpty)
    }

    @Test func `a consent asked for under words that are not here is refused`() throws {
        var work = try Casework()
        let old = Digest(unchecked: [UInt8](repeating: 9, count: 32))
        work.send(policy: old)
        let proposal = work.propose(by: work.ana)
        work.approve(proposal, by: work.ana)
        work.approve(proposal, by: work.ben)
        work.checkpoint(by: work.ana)
        #expect(verdict(work) == [.unknownPolicy])
        #expect(verdict(work, earlier: [old]).isEmpty)
    }

    @Test func `a reviewer takes a story back until a text is approved whose author had seen that`() throws {
        var work = try Casework()
        work.makeReady()
        work.add(.retracted(Retraction(reason: "the town")), .retracted, by: work.cam)
        #expect(verdict(work) == [.retracted("the town")])
        let proposal = work.propose(by: work.ana)
        work.approve(proposal, by: work.ana)
        work.approve(proposal, by: work.ben)
        work.checkpoint(by: work.ana)
        #expect(verdict(work).isEmpty)
        // Nobody but a reviewer can say it.
        var survivor = try Casework()
        survivor.makeReady()
        let entry = survivor.add(.retracted(Retraction(reason: "")), .retracted, by: survivor.survivor)
        #expect(verdict(survivor) == [.flaw(.wrongAuthor(entry.digest))])
    }

    @Test func `the proof says yes to every condition of a story that goes out, and no to the one that fails`() throws {
        var work = try Casework()
        work.makeReady()
        #expect(proof(work).count == 7 && proof(work).allSatisfy { $0.holds && !$0.finding.isEmpty })
        work.add(.held(HoldPlaced(reason: "wait")), .held, by: work.cam)
        #expect(proof(work).filter { !$0.holds }.map(\.finding) == ["it is held (wait)"])
        work.add(.withdrawn(Withdrawal(reason: "")), .withdrawn, by: work.survivor)
        #expect(proof(work).map(\.holds) == [false])
    }

    @Test func `a proof says no where a story that came by post was not compared with the paper`() throws {
        var post = try Casework()
        post.send(channel: .mail)
        let proposal = post.propose(by: post.ana)
        for person in [post.ana, post.ben] { post.approve(proposal, by: person) }
        post.slip(.agreed, to: proposal, by: post.ana)
        post.slip(.agreed, to: proposal, by: post.ben)
        post.checkpoint(by: post.ben)
        #expect(verdict(post) == [.notCompared])
        #expect(proof(post).filter { !$0.holds }.map(\.condition) == ["no hold, no decline"])
    }

    @Test func `each removed statement stops it`() throws {
        var work = try Casework()
        work.makeReady()
        for entry in work.entries.dropLast() {
            #expect(verdict(work, entries: work.entries.filter { $0 != entry }).contains(.flaw(.missing(entry.digest))))
        }
    }
}
