import Envelope
import Ledger
import Policies
import Testing

/// Histories of any kind, in any order, with holes: one answer, and never a crash.
struct RandomHistoryTests {
    private static let histories = 2_000

    @Test(arguments: 0..<4) func `random histories give one answer in any order, with duplicates`(part: Int) throws {
        // Making keys is the slow part: one set of people for many histories.
        let people = try Casework()
        for seed in 0..<(Self.histories / 4) {
            var random = Seeded(UInt64(part * 1_000 + seed))
            var work = people
            work.grow(Int.random(in: 4...16, using: &random), using: &random)
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
}

extension Casework {
    /// Adds statements of every kind by anybody, who had seen anything.
    fileprivate mutating func grow(_ count: Int, using random: inout Seeded) {
        send(
            uses: [.website, .print], showFirst: Bool.random(using: &random),
            holds: Bool.random(using: &random) ? [.openCase] : [],
            channel: Int.random(in: 0..<3, using: &random) == 0 ? .mail : .web)
        for _ in 0..<count { step(using: &random) }
    }

    private mutating func step(using random: inout Seeded) {
        let person = [ana, ben, cam].randomElement(using: &random) ?? ana
        let any = entries.randomElement(using: &random) ?? entries[0]
        let texts = entries.filter { if case .proposed = $0.content { true } else { false } }
        let text = texts.randomElement(using: &random) ?? any
        let seen = Bool.random(using: &random) ? nil : Array(frontier.prefix(Int.random(in: 0...2, using: &random)))
        let day = today + Int.random(in: -20...0, using: &random)
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
        case 14: content = (.transcribed(Transcription(story: any.digest)), .transcribed)
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
