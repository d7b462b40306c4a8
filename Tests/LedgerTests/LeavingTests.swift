import Envelope
import Ledger
import Policies
import Testing

@_spi(KeyMaterial) @testable import Unsealing

/// What a key that left still says.
struct LeavingTests {
    /// A case in which Ben worked, and a leaving list of his made by Ana.
    private struct Departure {
        var work: Casework
        var listed: [Digest] = []
        var again: [CaseID] = []

        init() throws { work = try Casework() }

        var list: SignedLeavingList {
            let list = LeavingList(of: work.ben.publicKey, day: work.today, statements: listed, again: again)
            return SignedLeavingList(list, maker: "ana", signature: work.ana.sign(list.signedMessage))
        }

        func keyring(_ standing: Keyring.Standing, lists: [SignedLeavingList]) -> Keyring {
            Keyring(
                serial: 2, from: work.keyring.from, until: work.keyring.until,
                reviewers: work.keyring.reviewers.map {
                    $0.key.name == "ben" ? .init(key: $0.key, standing: standing) : $0
                }, publishers: []
            ).with(lists: lists)
        }

        func state(_ keyring: Keyring) -> CaseState {
            CaseState(
                caseID: work.caseID, entries: work.entries, keyring: keyring, rules: work.policies.rules(),
                on: work.today)
        }

        /// With Ben's leaving list at hand.
        var state: CaseState { state(keyring(.compromised(list: list.digest), lists: [list])) }
    }

    @Test func `a key that left counts for what its leaving list names, and never otherwise`() throws {
        var departure = try Departure()
        departure.work.send()
        let proposal = departure.work.propose(by: departure.work.ana)
        let approval = departure.work.approve(proposal, by: departure.work.ben)
        departure.listed = [approval.digest]
        let hold = departure.work.add(.held(HoldPlaced(reason: "by a thief")), .held, by: departure.work.ben)
        for standing in [
            Keyring.Standing.retired(list: departure.list.digest), .compromised(list: departure.list.digest),
        ] {
            let state = departure.state(departure.keyring(standing, lists: [departure.list]))
            #expect(state.candidate?.approvers.map(\.name) == ["ben"])
            #expect(state.holds.isEmpty && state.flaws.isEmpty)
            #expect(!state.counted.contains(hold.digest))
        }
        departure.listed = []
        #expect(departure.state.candidate?.approvers.map(\.name) == [])
        #expect(
            departure.state.candidate?.setAside["ben"] == "the key is not used any more; somebody must approve again")
    }

    @Test func `without the leaving list that the keyring names nothing of the key counts, and its cases are named`()
        throws
    {
        var departure = try Departure()
        departure.work.makeReady()
        departure.listed = departure.work.entries.map(\.digest)
        let list = departure.list
        #expect(departure.state.flaws.isEmpty && departure.state.candidate?.approvers.map(\.name) == ["ana", "ben"])
        departure.listed.removeLast()
        let other = departure.list
        for (standing, lists) in [
            (Keyring.Standing.retired(list: list.digest), []), (.retired(list: list.digest), [other]),
            (.compromised(list: nil), [list]),
        ] {
            let keyring = departure.keyring(standing, lists: lists)
            #expect(keyring.withoutLeavingList.map(\.key.name) == ["ben"])
            let state = departure.state(keyring)
            let bens = departure.work.entries.filter { $0.statement.header.author == departure.work.ben.signingKey }
            #expect(Set(state.flaws) == Set(bens.map { .unweighable($0.digest) }))
            #expect(state.candidate?.approvers.map(\.name) == ["ana"])
            #expect(state.stage(departure.work.policies.review) == .damaged)
        }
        // A case in which the key said nothing goes on.
        var untouched = try Departure()
        untouched.work.send()
        #expect(untouched.state(untouched.keyring(.compromised(list: nil), lists: [])).flaws.isEmpty)
    }

    @Test func `a leaving list is none for another key`() throws {
        let departure = try Departure()
        let list = LeavingList(of: departure.work.cam.publicKey, day: departure.work.today, statements: [], again: [])
        let signed = SignedLeavingList(list, maker: "ana", signature: departure.work.ana.sign(list.signedMessage))
        let keyring = departure.keyring(.compromised(list: signed.digest), lists: [signed])
        #expect(keyring.withoutLeavingList.map(\.key.name) == ["ben"])
    }

    @Test func `in the cases that a leaving list names every yes is said again, and every stop stays`() throws {
        var departure = try Departure()
        let consent = departure.work.send(holds: [.openCase])
        let proposal = departure.work.propose(by: departure.work.ana)
        departure.work.approve(proposal, by: departure.work.ben)
        let release = HoldReleased(hold: Consent.Hold.openCase.digest(in: consent.digest), reason: "over")
        departure.work.add(.released(release), .released, by: departure.work.ben)
        departure.work.add(.held(HoldPlaced(reason: "a call came")), .held, by: departure.work.ben)
        departure.listed = departure.work.entries.map(\.digest)
        #expect(departure.state.candidate?.approvers.map(\.name) == ["ben"])
        #expect(departure.state.holds.map(\.reason) == ["a call came"])
        departure.again = [departure.work.caseID]
        #expect(departure.state.candidate?.approvers.map(\.name) == [])
        #expect(departure.state.holds.map(\.reason).sorted() == ["a call came", "open-case"])
        #expect(departure.state.flaws.isEmpty)
        departure.work.add(.released(release), .released, by: departure.work.cam)
        departure.work.approve(proposal, by: departure.work.cam)
        #expect(departure.state.candidate?.approvers.map(\.name) == ["cam"])
        #expect(departure.state.holds.map(\.reason) == ["a call came"])
    }

    @Test func `what a thief signs is no damage, and a text made after it is still the newer one`() throws {
        var departure = try Departure()
        departure.work.send()
        let first = departure.work.propose(by: departure.work.ana)
        // Names a statement that is not there, and has a body that does not open.
        departure.work.add(
            .broken, .held, by: departure.work.ben, seen: [first.digest, Hash.digest("firsthand/statement/v1", [1])])
        let second = departure.work.propose(by: departure.work.cam, text: "Redacted!")
        #expect(departure.state.flaws.isEmpty)
        #expect(departure.state.candidate?.statement == second.digest)
    }

    @Test func `a withdrawal by a key that left counts if its leaving list names it, and while nobody can tell`() throws
    {
        var departure = try Departure()
        departure.work.send()
        let withdrawals = [departure.work.ana, departure.work.ben].map {
            departure.work.add(.withdrawn(Withdrawal(reason: "")), .withdrawn, by: $0)
        }
        #expect(!departure.state.isWithdrawn)
        #expect(departure.state(departure.keyring(.compromised(list: nil), lists: [])).isWithdrawn)
        departure.listed = withdrawals.map(\.digest)
        #expect(departure.state.isWithdrawn)
    }
}
