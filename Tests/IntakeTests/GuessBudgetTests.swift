import Testing

@testable import Intake

struct GuessBudgetTests {
    @Test func `wrong codes wait in one line, at most a hundred a second`() async {
        let budget = GuessBudget()
        let now = ContinuousClock.now
        var slots: [ContinuousClock.Instant] = []
        for _ in 0..<300 { slots.append(await budget.nextSlot(at: now)) }
        #expect(slots[0] >= now + GuessBudget.least)
        for (earlier, later) in zip(slots, slots.dropFirst()) { #expect(later - earlier == GuessBudget.spacing) }
        // The line is never so long that an answer seems lost.
        for _ in 0..<1000 { slots.append(await budget.nextSlot(at: now)) }
        #expect(slots.allSatisfy { $0 - now <= GuessBudget.most })
        // Nothing is owed afterwards: who comes later waits the least.
        let later = now + .seconds(60)
        #expect(await budget.nextSlot(at: later) == later + GuessBudget.least)
    }
}
