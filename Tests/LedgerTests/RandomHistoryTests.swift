import Envelope
import Ledger
import Policies
import Testing

/// Histories of any kind, in any order, with holes: one answer, and never a crash.
///
/// Ben has two keys, one after the other, and Dee's key is revoked. Some clocks are more than a year ahead.
struct RandomHistoryTests {
    private static let histories = 2_000

    /// The keys that sign, beside the survivor's.
    private struct Crowd {
        let ben2, dee: Signer

        init() throws { (ben2, dee) = (try Signer("ben-2"), try Signer("dee")) }

        func signers(_ work: Casework) -> [Signer] { [work.ana, work.ben, work.cam, ben2, dee] }

        /// Everybody's keys after the history: half of what Ben's first key signed is listed, and nothing of Dee's.
        func keyring(_ work: Casework, using random: inout Seeded) -> Keyring {
            func list(_ signer: Signer, _ listed: [Digest], again: [CaseID]) -> SignedLeavingList {
                let list = LeavingList(of: signer.publicKey, day: work.today, statements: listed, again: again)
                return SignedLeavingList(list, maker: "ana", signature: work.ana.sign(list.signedMessage))
            }
            let own = work.entries.filter { $0.statement.header.author == work.ben.signingKey }.map(\.digest)
            let again = Bool.random(using: &random) ? [work.caseID] : []
            let bens = list(work.ben, own.filter { _ in Bool.random(using: &random) }, again: again)
            let dees = list(dee, [], again: [work.caseID])
            return Keyring(
                serial: 2, from: work.keyring.from, until: work.keyring.until,
                reviewers: [
                    .init(key: work.ana.publicKey, standing: .active),
                    .init(key: work.cam.publicKey, standing: .active),
                    .init(key: work.ben.publicKey, standing: .compromised(list: bens.digest)),
                    .init(key: ben2.publicKey, standing: .active, follows: "ben"),
                    .init(key: dee.publicKey, standing: .compromised(list: dees.digest)),
                ], publishers: []
            ).with(lists: [bens, dees])
        }

        /// While it was written all keys were active, each its own.
        func before(_ work: Casework) -> Keyring {
            Keyring(
                serial: 1, from: work.keyring.from, until: work.keyring.until,
                reviewers: signers(work).map { .init(key: $0.publicKey, standing: .active) }, publishers: [])
        }
    }

    @Test(arguments: 0..<4) func `random histories give one answer in any order, with duplicates`(part: Int) throws {
        // Making keys is the slow part: one set of people for many histories.
        let people = try Casework()
        let crowd = try Crowd()
        for seed in 0..<(Self.histories / 4) {
            var random = Seeded(UInt64(part * 1_000 + seed))
            var work = people
            work.keyring = crowd.before(people)
            work.grow(Int.random(in: 4...16, using: &random), by: crowd.signers(people), using: &random)
            work.keyring = crowd.keyring(work, using: &random)
            // Every second history has holes.
            let history =
                seed.isMultiple(of: 2)
                ? work.entries : work.entries.filter { _ in Int.random(in: 0..<4, using: &random) > 0 }
            let expected = work.state(of: history, on: work.today)
            _ = expected.acts(of: work.person(work.ana), work.policies.review)
            let shuffled = (history + history.prefix(3)).shuffled(using: &random)
            #expect(work.state(of: shuffled, on: work.today) == expected, "history \(part * 1_000 + seed)")
        }
    }

    @Test func `one person and a revoked key publish nothing and destroy nothing, whatever they sign`() throws {
        let people = try Casework()
        let crowd = try Crowd()
        var approved = 0
        for seed in 0..<600 {
            var random = Seeded(UInt64(50_000 + seed))
            var work = people
            work.keyring = crowd.before(people)
            // Ben under both keys, and whoever has Dee's.
            work.grow(
                Int.random(in: 6...24, using: &random), by: [people.ben, crowd.ben2, crowd.dee], using: &random)
            // By chance alone, few histories have two approvals of one text.
            let texts = work.entries.filter { if case .proposed = $0.content { true } else { false } }
            for signer in [people.ben, crowd.ben2, crowd.dee] {
                guard let text = texts.last, Bool.random(using: &random) else { continue }
                work.approve(text, by: signer)
            }
            work.keyring = crowd.keyring(work, using: &random)
            let state = work.state
            let bySurvivor = work.entries.contains {
                $0.statement.header.kind == .withdrawn && $0.statement.header.isBySurvivor
            }
            #expect(state.isWithdrawn == bySurvivor, "history \(seed)")
            #expect(state.candidates.allSatisfy { $0.approvers.count <= 1 }, "history \(seed)")
            #expect(state.stage(work.policies.review) != .approved, "history \(seed)")
            #expect(state.settledStories.isEmpty, "history \(seed)")
            // Dee's approvals lend nobody a voice.
            #expect(state.candidates.allSatisfy { !$0.approvers.contains { $0.name == "dee" } }, "history \(seed)")
            approved += state.candidates.contains { $0.approvers.count == 1 } ? 1 : 0
        }
        // The histories are not so wild that nothing in them counts.
        #expect(approved > 20)
    }

    @Test func `until the day that it names the gate says the same of the same statements`() throws {
        let people = try Casework()
        let crowd = try Crowd()
        var (changing, refused) = (0, 0)
        for seed in 0..<300 {
            var random = Seeded(UInt64(130_000 + seed))
            var work = people
            work.keyring = crowd.before(people)
            work.grow(Int.random(in: 2...12, using: &random), by: crowd.signers(people), using: &random)
            for _ in 0..<Int.random(in: 0...2, using: &random) {
                work.send(
                    uses: Set(Use.allCases.filter { _ in Bool.random(using: &random) }),
                    until: work.today + Int.random(in: -5...40, using: &random), replaces: work.state.consentHeads)
                work.checkpoint(by: people.ana, day: work.today + Int.random(in: -10...10, using: &random))
            }
            work.keyring = crowd.keyring(work, using: &random)
            func judgement(_ day: Day) -> Judgement {
                Gate(use: .website, day: day, keyring: work.keyring, rules: work.policies.rules()).judgement(
                    of: Gate.Case(
                        caseID: work.caseID, entries: work.entries, brokenRows: [], publicIDs: [:], seenBefore: []),
                    for: Use.allCases)
            }
            func said(_ judgement: Judgement) -> [Use: [Reason]] {
                judgement.verdicts.mapValues { if case .refuse(let reasons) = $0 { reasons } else { [] } }
            }
            let today = judgement(work.today)
            let last = today.changes ?? work.today + 500
            #expect(last > work.today)
            for day in stride(from: 1, to: last - work.today, by: last - work.today > 60 ? 13 : 1) {
                let later = judgement(work.today + day)
                #expect(
                    said(later) == said(today) && later.consentEnd == today.consentEnd, "history \(seed), day \(day)")
            }
            if today.changes != nil, said(judgement(last)) != said(today) { changing += 1 }
            if said(today).values.contains(where: { !$0.isEmpty }) { refused += 1 }
        }
        // The days that are named are days on which something changes, and not every day.
        #expect(changing > 50 && refused > 100)
    }

    @Test func `for several uses at once the gate says what it says for each`() throws {
        let people = try Casework()
        let crowd = try Crowd()
        for seed in 0..<200 {
            var random = Seeded(UInt64(170_000 + seed))
            var work = people
            work.keyring = crowd.before(people)
            work.grow(Int.random(in: 2...12, using: &random), by: crowd.signers(people), using: &random)
            if seed.isMultiple(of: 4) {
                work = people
                work.makeReady()
            } else {
                work.keyring = crowd.keyring(work, using: &random)
            }
            let subject = Gate.Case(
                caseID: work.caseID, entries: work.entries, brokenRows: [],
                publicIDs: Dictionary(work.entries.map { ($0.digest, "0123456789abcdef") }) { $1 }, seenBefore: [])
            func gate(_ use: Use) -> Gate {
                Gate(use: use, day: work.today, keyring: work.keyring, rules: work.policies.rules())
            }
            let together = gate(.press).judgement(of: subject, for: Use.allCases)
            for use in Use.allCases {
                switch (gate(use).judge(subject), together.verdicts[use]) {
                case (.export(let one), .export(let other)): #expect(one == other)
                case (.refuse(let one), .refuse(let other)): #expect(one == other)
                default: Issue.record("history \(seed): another answer for \(use)")
                }
            }
        }
    }

    @Test func `whoever holds the code widens nothing alone, and neither does a revoked key with it`() throws {
        let people = try Casework()
        let crowd = try Crowd()
        var waiting = 0
        for seed in 0..<600 {
            var random = Seeded(UInt64(90_000 + seed))
            var work = people
            work.keyring = crowd.before(people)
            work.send(uses: [.print], day: work.today + -60)
            let first = work.entries[1].digest
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                let named = work.entries.randomElement(using: &random)?.digest ?? first
                let day = work.today + Int.random(in: -50...400, using: &random)
                switch Int.random(in: 0..<3, using: &random) {
                case 0: work.send(uses: Set(Use.allCases), replaces: [named], day: day)
                case 1: work.send(uses: Set(Use.allCases), replaces: work.state.consentHeads, day: day)
                default: work.checkpoint(by: crowd.dee, day: day)
                }
            }
            work.keyring = crowd.keyring(work, using: &random)
            for later in [0, 30, 1_000] {
                let uses: Set<Use> = work.state(of: work.entries, on: work.today + later).terms?.uses ?? []
                #expect(uses.isSubset(of: [.print]), "history \(seed), \(later) days later")
            }
            waiting += work.state.coming == nil ? 0 : 1
            // A reviewer who sees it begins the wait, and ends nothing by that.
            work.checkpoint(by: work.ana)
            let uses: Set<Use> = work.state.terms?.uses ?? []
            #expect(uses.isSubset(of: [.print]), "history \(seed)")
        }
        #expect(waiting > 200)
    }
}

extension Casework {
    /// Adds statements of every kind by anybody, who had seen anything.
    fileprivate mutating func grow(_ count: Int, by people: [Signer], using random: inout Seeded) {
        send(
            uses: [.website, .print], showFirst: Bool.random(using: &random),
            holds: Bool.random(using: &random) ? [.openCase] : [],
            channel: Int.random(in: 0..<3, using: &random) == 0 ? .mail : .web)
        for _ in 0..<count { step(by: people, using: &random) }
    }

    private mutating func step(by people: [Signer], using random: inout Seeded) {
        let person = people.randomElement(using: &random) ?? ana
        let any = entries.randomElement(using: &random) ?? entries[0]
        let texts = entries.filter { if case .proposed = $0.content { true } else { false } }
        let text = texts.randomElement(using: &random) ?? any
        let seen = Bool.random(using: &random) ? nil : Array(frontier.prefix(Int.random(in: 0...2, using: &random)))
        // Some clocks are ahead.
        let day = today + (Int.random(in: 0..<8, using: &random) == 0 ? 400 : Int.random(in: -20...0, using: &random))
        let content: (Content, StatementKind)
        switch Int.random(in: 0..<20, using: &random) {
        case 0, 1: return _ = propose(by: person, text: "\(Int.random(in: 0..<9, using: &random))")
        case 2, 3, 4: content = (approval(of: text), .approved)
        case 5: return _ = send(uses: [.website], replaces: Array(state.consentHeads.prefix(1)), day: day)
        case 6: return _ = send(uses: Set(Use.allCases), replaces: [any.digest], day: day)
        case 7: content = (.held(HoldPlaced(reason: "r")), .held)
        case 8: content = (.released(HoldReleased(hold: any.digest, reason: "r")), .released)
        case 9:
            content = (
                .declined(Decline(proposal: Bool.random(using: &random) ? text.digest : nil, reason: "r")), .declined
            )
        case 10: return _ = checkpoint(by: person, day: day)
        case 11: content = (.claimed(Claim(isTaken: Bool.random(using: &random))), .claimed)
        case 12: content = (.recused(Recusal(reason: "r")), .recused)
        case 13: content = (.safety(SafetyMark(isWorried: Bool.random(using: &random), reason: "r")), .safety)
        case 14:
            let stories = entries.filter { if case .story = $0.content { true } else { false } }.map(\.digest)
            let replaces = Array(stories.filter { $0 != any.digest }.prefix(Int.random(in: 0...1, using: &random)))
            content = (.transcribed(Transcription(story: any.digest, replaces: replaces)), .transcribed)
        case 15: return slip(Bool.random(using: &random) ? .agreed : .changes, to: text, by: person)
        case 16: return answer(Bool.random(using: &random) ? .agreed : .refused, to: text)
        case 17: content = (.retracted(Retraction(reason: "r")), .retracted)
        case 18: content = (.notice(Notice(stage: .opened)), .notice)
        default:
            if Int.random(in: 0..<4, using: &random) > 0 { return _ = add(.unopened, .letter, by: survivor) }
            content = (.withdrawn(Withdrawal(reason: "r")), .withdrawn)
        }
        add(content.0, content.1, by: person, seen: seen, day: day)
    }
}
