import Envelope
import Ledger
import Mailbox
import Policies
import Testing
import Unsealing

/// Tampering, each kind by its name.
struct FlawTests {
    @Test func `a statement by a key outside the keyring is named`() throws {
        var work = try Casework()
        work.makeReady()
        let strange = work.add(.held(HoldPlaced(reason: "x")), .held, by: work.stranger)
        #expect(work.state.flaws == [.unknownAuthor(strange.digest)])
        #expect(work.state.holds.isEmpty)
    }

    @Test func `neither a backup key nor a publisher's signs anything that counts in a case`() throws {
        var work = try Casework()
        work.send()
        let proposal = work.propose(by: work.ana)
        work.approve(proposal, by: work.ana)
        let approval = work.approve(proposal, by: work.stranger)
        let key = work.stranger.publicKey
        for role in [Role.backup, .publisher] {
            let member = Keyring.Member(
                key: try PublicKey(role: role, name: "safe", encryption: key.encryption, signing: key.signing),
                standing: .active)
            work.keyring = Keyring(
                serial: 2, from: work.keyring.from, until: work.keyring.until,
                members: work.keyring.reviewers + [member])
            #expect(work.state.flaws == [.unknownAuthor(approval.digest)])
            #expect(work.state.candidate?.approvers.map(\.name) == ["ana"])
        }
    }

    @Test func `a forged signature is named, and its approval does not count`() throws {
        var work = try Casework()
        work.send()
        let proposal = work.propose(by: work.ana)
        work.approve(proposal, by: work.ana)
        let real = Casework.entry(
            work.approval(of: proposal), kind: .approved, by: work.stranger, in: work.caseID, seen: work.frontier,
            day: work.today)
        let header = StatementHeader(
            author: work.ben.signingKey, body: real.statement.header.body, caseID: work.caseID, day: work.today,
            kind: .sealed, seen: real.statement.header.seen)
        let forged = Entry(
            statement: Statement(header: header, signature: real.statement.signature), content: real.content)
        let state = work.state(of: work.entries + [forged], on: work.today)
        #expect(state.flaws == [.forged(forged.digest)])
        #expect(state.candidate?.approvers.map(\.name) == ["ana"])
    }

    @Test func `a survivor's statement by another survivor's key is named`() throws {
        var work = try Casework()
        work.send()
        let other = try Casework()
        let consent = Consent(uses: Set(Use.allCases), policy: work.policies.consent.digest)
        let entry = Casework.entry(
            .consent(consent), kind: .consent, by: other.survivor, in: work.caseID, seen: [], day: work.today)
        let state = work.state(of: work.entries + [entry], on: work.today)
        #expect(state.flaws == [.unknownAuthor(entry.digest)])
        #expect(state.terms?.uses == [.website])
    }

    @Test func `a reviewer cannot give consent, nor a survivor approve`() throws {
        var work = try Casework()
        work.send()
        let proposal = work.propose(by: work.ana)
        let consent = work.add(
            .consent(Consent(uses: Set(Use.allCases), policy: work.policies.consent.digest)), .consent, by: work.ana)
        let approval = work.add(work.approval(of: proposal), .approved, by: work.survivor)
        #expect(Set(work.state.flaws) == [.wrongAuthor(consent.digest), .wrongAuthor(approval.digest)])
        #expect(work.state.terms?.uses == [.website])
    }

    @Test func `a removed approval is missed`() throws {
        var work = try Casework()
        work.makeReady()
        for entry in work.entries where entry != work.entries.last {
            let state = work.state(of: work.entries.filter { $0 != entry }, on: work.today)
            #expect(state.flaws == [.missing(entry.digest)])
        }
    }

    @Test func `a body that was swapped and a statement of another case are named`() throws {
        var work = try Casework()
        work.makeReady()
        let first = work.entries[0]
        let broken = [Entry(statement: first.statement, content: .broken)] + work.entries.dropFirst()
        #expect(work.state(of: broken, on: work.today).flaws == [.brokenBody(first.digest)])
        var other = try Casework()
        other.send()
        let foreign = other.entries[0]
        #expect(work.state(of: work.entries + [foreign], on: work.today).flaws == [.wrongCase(foreign.digest)])
    }

    @Test(arguments: [Content.destroyed, .unopened])
    func `a hold whose body was taken out or sealed away is named, and cannot be passed over`(content: Content) throws {
        var work = try Casework()
        work.makeReady()
        let hold = work.add(.held(HoldPlaced(reason: "r")), .held, by: work.cam)
        work.checkpoint(by: work.cam)
        let changed = work.entries.map { $0 == hold ? Entry(statement: hold.statement, content: content) : $0 }
        let state = work.state(of: changed, on: work.today)
        #expect(state.holds.isEmpty)
        #expect(state.flaws == [content == .destroyed ? .destroyedBody(hold.digest) : .hiddenBody(hold.digest)])
    }

    @Test func `a letter may be destroyed while its case lives, and so may all of a withdrawn case`() throws {
        var work = try Casework()
        work.makeReady()
        let letter = work.add(.letter(Letter(language: "en", text: "Hello.")), .letter, by: work.cam)
        work.checkpoint(by: work.cam)
        let read = work.entries.map { $0 == letter ? Entry(statement: $0.statement, content: .destroyed) : $0 }
        #expect(work.state(of: read, on: work.today).flaws.isEmpty)
        work.add(.withdrawn(Withdrawal(reason: "")), .withdrawn, by: work.survivor)
        let gone = work.entries.map { Entry(statement: $0.statement, content: .destroyed) }
        let state = work.state(of: gone, on: work.today)
        #expect(state.isWithdrawn)
        #expect(state.flaws.isEmpty)
    }

    @Test func `what publishers need not open is no flaw to them`() throws {
        var work = try Casework()
        work.send()
        work.propose(by: work.ana)
        work.add(.notice(Notice(stage: .opened)), .notice, by: work.ana)
        work.checkpoint(by: work.ana)
        let seen = work.entries.map { entry in
            let kind = entry.statement.header.kind
            return kind == .closed || kind == .received ? Entry(statement: entry.statement, content: .unopened) : entry
        }
        #expect(work.state(of: seen, on: work.today).flaws.isEmpty)
    }

    @Test func `a bad copy of a statement does not displace the good one`() throws {
        var work = try Casework()
        work.makeReady()
        let good = work.state
        let copies = work.entries.map {
            Entry(
                statement: Statement(
                    header: $0.statement.header, signature: Signature(unchecked: [UInt8](repeating: 0, count: 64))),
                content: .broken)
        }
        #expect(work.state(of: copies + work.entries, on: work.today) == good)
        #expect(work.state(of: work.entries + copies, on: work.today) == good)
    }
}
