import Envelope
import Ledger
import Testing

/// Consents that replace each other in ways that nobody thought of.
struct ConsentHistoryTests {
    private static let policy = Digest(unchecked: [UInt8](repeating: 4, count: 32))

    private static func digest(_ number: Int) -> Digest {
        Digest(unchecked: (0..<32).map { $0 < 4 ? UInt8(number >> (24 - 8 * $0) & 255) : 0 })
    }

    /// Layers of consents, each of which replaces every one of the layer before.
    private static func layers(_ count: Int, _ width: Int, day: Day) -> [Digest: ConsentHistory.Seen] {
        var all: [Digest: ConsentHistory.Seen] = [:]
        for layer in 0..<count {
            for place in 0..<width {
                let before = layer == 0 ? [] : (0..<width).map { digest((layer - 1) * width + $0) }
                let uses: Set<Use> = layer == 0 ? [.print] : Set(Use.allCases)
                all[digest(layer * width + place)] = (Consent(uses: uses, policy: policy, replaces: before), day)
            }
        }
        return all
    }

    @Test func `many consents that replace each other in every way are added up at once`() {
        let today = Day(number: 21_000)
        // Path by path these would be 8 to the power of 60.
        let wide = ConsentHistory(Self.layers(60, 8, day: today), widerDelay: 7, today: today)
        #expect(wide.heads.count == 8)
        #expect(wide.terms(of: wide.heads)?.uses == [.print])
        #expect(wide.coming?.from == today + 7)
        // And call within call, this would end the process.
        let long = ConsentHistory(Self.layers(20_000, 1, day: today), widerDelay: 7, today: today)
        #expect(long.terms(of: long.heads)?.uses == [.print])
        #expect(long.coming?.terms.uses == Set(Use.allCases))
    }

    @Test func `a consent that replaces one that is not there allows nothing while it waits`() {
        let today = Day(number: 21_000)
        let alone: [Digest: ConsentHistory.Seen] = [
            Self.digest(1): (
                consent: Consent(uses: [.print], policy: Self.policy, replaces: [Self.digest(0)]), seen: today
            )
        ]
        let history = ConsentHistory(alone, widerDelay: 7, today: today)
        #expect(history.terms(of: history.heads) == nil)
        #expect(history.terms(of: []) == nil)
    }
}
