import Envelope
import Files
import Policies
import Testing

@testable import Ledger

/// One human who leaves and comes back under a new key is still one person.
struct PersonTests {
    /// How Ben's first key left.
    enum Way: String, CaseIterable, Sendable {
        /// His key was lost, and a new one takes its place.
        case replace
        /// Everybody's keys are new.
        case rotate
        /// His key was stolen: what it said yes to must be said again.
        case compromise
    }

    /// Everybody after the change, each under the key that they have now.
    private struct After {
        let ana: Signer
        let ben: Signer
        let cam: Signer
    }

    /// Puts new keys in the place of Ben's, or of everybody's; all that the old ones signed is listed.
    private func change(_ work: inout Casework, _ way: Way) throws -> After {
        let leaving = way == .rotate ? [work.ana, work.ben, work.cam] : [work.ben]
        let new = try leaving.map { try Signer($0.publicKey.name + "-2") }
        var lists: [SignedLeavingList] = []
        var members = work.keyring.reviewers.filter { member in !leaving.contains { $0.publicKey == member.key } }
        for (old, new) in zip(leaving, new) {
            let own = work.entries.filter { $0.statement.header.author == old.signingKey }.map(\.digest)
            let again = way == .compromise ? [work.caseID] : []
            let list = LeavingList(of: old.publicKey, day: work.today, statements: own, again: again)
            let signed = SignedLeavingList(list, maker: "ana", signature: work.ana.sign(list.signedMessage))
            lists.append(signed)
            members.append(
                .init(
                    key: old.publicKey,
                    standing: way == .compromise ? .compromised(list: signed.digest) : .retired(list: signed.digest)))
            members.append(.init(key: new.publicKey, standing: .active, follows: old.publicKey.name))
        }
        let keyring = Keyring(
            serial: 2, from: work.keyring.from, until: work.keyring.until, reviewers: members, publishers: [])
        _ = try Keyring(unchecked: keyring.text)
        work.keyring = keyring.with(lists: lists)
        return way == .rotate
            ? After(ana: new[0], ben: new[1], cam: new[2]) : After(ana: work.ana, ben: new[0], cam: work.cam)
    }

    private func reasons(_ work: Casework) -> [Reason] {
        let subject = Gate.Case(
            caseID: work.caseID, entries: work.entries, brokenRows: [],
            publicIDs: Dictionary(
                work.entries.map { ($0.digest, "0123456789abcdef") }, uniquingKeysWith: { first, _ in first }),
            seenBefore: [])
        let gate = Gate(use: .website, day: work.today, keyring: work.keyring, rules: work.policies.rules())
        return switch gate.judge(subject) {
        case .export: []
        case .refuse(let reasons): reasons
        }
    }

    @Test(arguments: Way.allCases) func `one person approves once, under whatever key`(_ way: Way) throws {
        var work = try Casework()
        work.send()
        let text = work.propose(by: work.ben)
        work.approve(text, by: work.ben)
        let after = try change(&work, way)
        let ben = work.person(after.ben)
        #expect(ben == work.person(work.ben) && ben.name == "ben-2")
        if way != .compromise { #expect(!work.state.acts(of: ben, work.policies.review).contains(.approve)) }
        if way == .compromise {
            // What a stolen key approved is put forward and approved again.
            let again = work.propose(by: after.ben)
            work.approve(again, by: after.ben)
            work.approve(again, by: after.ben)
        } else {
            work.approve(text, by: after.ben)
        }
        work.checkpoint(by: after.ben)
        #expect(work.state.candidate?.approvers == [ben])
        #expect(work.state.stage(work.policies.review) == .proposed)
        #expect(reasons(work) == [.tooFewApprovals(have: 1, need: 2)])
        let standing = try #require(work.entries.last { $0.digest == work.state.candidate?.statement })
        work.approve(standing, by: after.ana)
        work.checkpoint(by: after.ben)
        #expect(work.state.candidate?.approvers == [work.person(after.ana), ben])
        #expect(reasons(work).isEmpty)
    }

    @Test(arguments: Way.allCases)
    func `where others must approve, nobody approves what they proposed under an older key`(_ way: Way) throws {
        var work = try Casework()
        let policy = try InputFile.text(Casework.policyFolder + "/review.yaml")
        let review = try ReviewPolicy(
            Array(policy.replacing("author-may-approve: yes", with: "author-may-approve: no").utf8))
        try #require(!review.authorMayApprove)
        work.send()
        let text = work.propose(by: work.ben)
        let after = try change(&work, way)
        for person in [after.ben, after.ana] {
            work.add(work.approval(of: text, policy: review.digest), .approved, by: person)
        }
        let state = CaseState(
            caseID: work.caseID, entries: work.entries, keyring: work.keyring,
            rules: Rules(review: review, widerConsentDelayDays: 7, consentPolicies: []), on: work.today)
        #expect(state.candidate?.approvers == [work.person(after.ana)])
        #expect(state.candidate?.setAside == ["ben-2": "is the author of the proposal"])
    }

    @Test(arguments: Way.allCases) func `one person does not withdraw for two`(_ way: Way) throws {
        var work = try Casework()
        work.makeReady()
        work.withdraw(by: work.ben)
        let after = try change(&work, way)
        work.withdraw(by: after.ben)
        #expect(!work.state.isWithdrawn)
        work.withdraw(by: after.cam)
        #expect(work.state.isWithdrawn)
    }

    @Test(arguments: Way.allCases) func `nobody releases their own hold, nor one of a text that they proposed`(
        _ way: Way
    )
        throws
    {
        var work = try Casework()
        let consent = work.send(holds: [.openCase])
        let hold = work.hold(by: work.ben)
        work.propose(by: work.ben)
        let after = try change(&work, way)
        work.release(hold, by: after.ben)
        work.release(consent, .openCase, by: after.ben)
        #expect(work.state.holds.map(\.reason).sorted() == ["a call came", "open-case"])
        #expect(work.state.holds.allSatisfy { !$0.releasers.contains(work.person(after.ben)) })
        #expect(!work.state.acts(of: work.person(after.ben), work.policies.review).contains(.release))
        work.release(hold, by: after.cam)
        work.release(consent, .openCase, by: after.cam)
        #expect(work.state.holds.isEmpty)
    }

    @Test(arguments: Way.allCases) func `one person compares what was typed once`(_ way: Way) throws {
        var work = try Casework()
        work.send(channel: .mail)
        let first = work.entries[0].digest
        work.compare(first, by: work.ben)
        let typedAgain = work.add(.story(StoryAnswers(language: "en")), .received, by: work.survivor).digest
        work.compare(typedAgain, by: work.ben, replaces: [first])
        let after = try change(&work, way)
        work.compare(typedAgain, by: after.ben, replaces: [first])
        #expect(work.state.awaitsTranscription)
        // Nothing is destroyed on one person's word.
        #expect(work.state.settledStories.isEmpty)
        work.compare(typedAgain, by: after.ana, replaces: [first])
        #expect(!work.state.awaitsTranscription)
        #expect(work.state.settledStories == [first])
    }

    @Test(arguments: Way.allCases) func `one person reads a slip once`(_ way: Way) throws {
        var work = try Casework()
        work.send(showFirst: true, channel: .mail)
        let text = work.propose(by: work.ana)
        work.slip(.agreed, to: text, by: work.ben)
        let after = try change(&work, way)
        work.slip(.agreed, to: text, by: after.ben)
        #expect(work.state.candidate?.signOff == nil)
        work.slip(.agreed, to: text, by: after.cam)
        #expect(work.state.candidate?.signOff == .agreed)
    }

    @Test(arguments: Way.allCases) func `who stepped aside has done so under every key`(_ way: Way) throws {
        var work = try Casework()
        work.send(holds: [.openCase])
        let consent = work.entries[1]
        work.recuse(work.ben)
        let after = try change(&work, way)
        let ben = work.person(after.ben)
        let text = work.propose(by: after.ana)
        work.approve(text, by: after.ben)
        work.release(consent, .openCase, by: after.ben)
        #expect(work.state.recused == [ben])
        #expect(work.state.candidate?.approvers == [])
        #expect(work.state.candidate?.setAside["ben-2"] == "stepped aside from this case")
        #expect(work.state.holds.map(\.reason) == ["open-case"])
        #expect(work.state.acts(of: ben, work.policies.review) == [.hold, .withdraw, .safety])
    }

    @Test(arguments: Way.allCases) func `a claim is a person's, and is given back under the new key`(_ way: Way) throws
    {
        var work = try Casework()
        work.send()
        work.claim(work.ben)
        let after = try change(&work, way)
        #expect(work.state.claimants == [work.person(after.ben)])
        #expect(work.state.acts(of: work.person(after.ben), work.policies.review).contains(.giveBack))
        work.claim(after.ben, taken: false)
        #expect(work.state.claimants == [])
    }

    @Test func `without a line that says whom a key follows it is somebody new`() throws {
        var work = try Casework()
        _ = try change(&work, .replace)
        let people = Set(work.keyring.reviewers.compactMap { work.keyring.person(signing: $0.key.signing) })
        #expect(people.count == 3 && work.keyring.activePeople.count == 3)
        let newcomer = try Signer("dee")
        let more = Keyring(
            serial: 3, from: work.keyring.from, until: work.keyring.until,
            reviewers: work.keyring.reviewers + [.init(key: newcomer.publicKey, standing: .active)], publishers: [])
        #expect(more.activePeople.count == 4)
        #expect(work.keyring.person(signing: work.survivor.signingKey) == nil)
    }
}
