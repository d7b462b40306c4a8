import Envelope
import Mailbox
import Policies
import Testing
import Unsealing

@testable import Ledger

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
            use: use, day: day ?? work.today, keyring: work.keyring, rules: work.policies.rules(earlier: earlier))
        return switch gate.judge(subject) {
        case .export: []
        case .refuse(let reasons): reasons
        }
    }

    private func proof(_ work: Casework, entries: [Entry]? = nil) -> [ProofLine] {
        Gate(use: .website, day: work.today, keyring: work.keyring, rules: work.policies.rules()).proof(
            Gate.Case(
                caseID: work.caseID, entries: entries ?? work.entries, brokenRows: [], publicIDs: [:], seenBefore: []))
    }

    /// As a publisher sees it whom no approval gave the key to this text.
    private func closed(_ proposal: Entry, in work: Casework, _ content: Content = .unopened) -> [Entry] {
        work.entries.map { $0 == proposal ? Entry(statement: $0.statement, content: content) : $0 }
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
        #expect(verdict(work, entries: work.entries + [answer(.refused)]) == [.signedOffNo(.refused)])
        #expect(verdict(work, entries: work.entries + [answer(.agreed), answer(.changes)]) == [.signedOffNo(.changes)])
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

    /// What the proof says of the survivor's answer, where nothing is against it.
    private static let asked = [
        true: "the survivor asked to see the words first", false: "the survivor did not ask to see the words first",
    ]

    @Test(arguments: [Channel.web, .mail], [true, false])
    func `the proof tells whether the survivor asked, and what they answered`(channel: Channel, showFirst: Bool) throws
    {
        for answer in [nil, SignOff.Answer.agreed, .changes, .refused] {
            var work = try Casework()
            work.send(showFirst: showFirst, channel: channel)
            let proposal = work.propose(by: work.ana)
            for person in [work.ana, work.ben] { work.approve(proposal, by: person) }
            if let answer, channel == .mail {
                work.slip(answer, to: proposal, by: work.ana)
                if answer == .agreed { work.slip(answer, to: proposal, by: work.ben) }
            } else if let answer {
                let signOff = SignOff(
                    proposal: proposal.digest, manuscript: proposal.statement.header.body,
                    consent: work.state.consentHeads, answer: answer)
                work.add(.signedOff(signOff), .signedOff, by: work.survivor)
            }
            let asked = try #require(Self.asked[showFirst])
            let no = "the survivor did not say yes to this text: they "
            let said =
                switch (answer, showFirst) {
                case (nil, true): (false, "the survivor asked to see the text first, and has not said yes to it")
                case (nil, false): (true, asked)
                case (.agreed, _):
                    (
                        true,
                        "\(asked); they said yes to these"
                            + (channel == .mail ? " on a slip, as two reviewers recorded" : "")
                    )
                case (.changes, _): (false, no + "asked for changes")
                case (.refused, _): (false, no + "said no")
                }
            let line = try #require(proof(work).first { $0.condition == "sign-off" })
            #expect(line.holds == said.0 && line.finding == said.1)
            // The same before the text can be opened, when nobody knows which text the answer will be to.
            let before = try #require(
                proof(work, entries: closed(proposal, in: work)).first { $0.condition == "sign-off" })
            let yes = answer == .agreed ? "\(asked); their last answer to a text was yes" : said.1
            #expect(before.holds == said.0 && before.finding == yes)
        }
    }

    @Test func `the proof says of a withdrawal, an approval and a consent no more than what is signed`() throws {
        var work = try Casework()
        work.send(uses: [.website, .print], day: work.today + -10)
        let proposal = work.propose(by: work.ana)
        for person in [work.ana, work.ben] { work.approve(proposal, by: person) }
        // A narrower consent leaves the approvals standing, which were given under the wider one.
        work.send(replaces: work.state.consentHeads)
        work.add(.withdrawn(Withdrawal(reason: "")), .withdrawn, by: work.ben)
        work.checkpoint(by: work.ana)
        let lines = Dictionary(uniqueKeysWithValues: proof(work).map { ($0.condition, $0) })
        #expect(!lines.values.contains { !$0.holds })
        #expect(lines["not withdrawn"]?.finding == "neither the survivor nor two reviewers withdrew it")
        #expect(lines["approvals"]?.finding.hasSuffix("under a consent that covers today's") == true)
        #expect(lines["consent"]?.finding.hasSuffix("website; until the survivor says stop") == true)
    }

    @Test func `a corrected text that does not open brings out no text before it`() throws {
        var work = try Casework()
        work.makeReady()
        let corrected = work.propose(by: work.ana, text: "Fewer words.")
        for person in [work.ana, work.ben] { work.approve(corrected, by: person) }
        work.checkpoint(by: work.ana)
        #expect(verdict(work).isEmpty)
        for content in [Content.unopened, .destroyed] {
            #expect(verdict(work, entries: closed(corrected, in: work, content)) == [.notOpened])
        }
        // An old one that does not open is no matter.
        let first = try #require(work.entries.first { if case .proposed = $0.content { true } else { false } })
        #expect(verdict(work, entries: closed(first, in: work)).isEmpty)
        #expect(verdict(work, entries: closed(first, in: work, .destroyed)).isEmpty)
    }

    @Test func `a text that was declined, or whose words ended with its case, hides nothing`() throws {
        for isWholeCase in [true, false] {
            var work = try Casework()
            work.makeReady()
            let text = try #require(work.entries.first { if case .proposed = $0.content { true } else { false } })
            work.add(
                .declined(Decline(proposal: isWholeCase ? nil : text.digest, reason: "no")), .declined, by: work.cam)
            for content in [Content.unopened, .destroyed] {
                #expect(!verdict(work, entries: closed(text, in: work, content)).contains(.notOpened))
            }
        }
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
