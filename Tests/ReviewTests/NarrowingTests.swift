import Envelope
import Ledger
import Policies
import Testing

@testable import Review

/// What a letter with a code can take back.
struct NarrowingTests {
    private let policy: ConsentPolicy
    private let today = Day(number: 20_000)

    init() throws { policy = try PolicySet.load(folder: Rehearsal.policyFolder).consent }

    private func terms(
        _ uses: Set<Use>, until: Day? = nil, credit: String = "", edits: Consent.Edits = .shorten,
        showFirst: Bool = false
    ) -> Terms {
        Terms(
            Consent(
                uses: uses, until: until, credit: credit, edits: edits, showFirst: showFirst, policy: policy.digest))
    }

    @Test func `whatever a letter asks, what is left is no wider than what holds`() {
        let all = [
            terms([.website, .print], credit: "Rosa R."), terms([.print], until: today + 30, edits: .asIs),
            terms([.press], until: today + 5_000, edits: .names, showFirst: true), terms([]),
        ]
        let lines =
            Use.allCases.map { "use-\($0.rawValue) no" } + ["show-first yes", "credit no"]
            + policy.terms.map { "term \($0.rawValue)" } + policy.edits.map { "edits \($0.rawValue)" }
        for before in all {
            for first in lines {
                for second in lines {
                    var asked = Narrowing()
                    #expect(asked.take(first, policy) && asked.take(second, policy))
                    let left = asked.consent(from: before, on: today, policy, replaces: [], channel: .mail)
                    if let left { #expect(Terms(left).isNoWider(than: before) && Terms(left) != before) }
                }
            }
        }
    }

    @Test func `a line that says yes to more is none`() {
        for line in [
            "use-print yes", "show-first no", "credit Rosa", "use-cinema no", "term ten-years", "edits all",
            "use-print",
            "", "no", "use-print no no",
        ] {
            var asked = Narrowing()
            #expect(!asked.take(line, policy) && asked == Narrowing(), "\(line)")
        }
    }

    @Test func `only what would be less is offered`() {
        let offers = Narrowing.offers(
            terms([.print], until: today + 30, edits: .asIs, showFirst: true), on: today, policy)
        #expect(offers.map(\.line) == ["use-print no"])
        let more = Narrowing.offers(terms([.print], credit: "Rosa R."), on: today, policy).map(\.line)
        #expect(
            more == [
                "use-print no", "show-first yes", "credit no", "term one-year", "term two-years", "edits as-is",
                "edits names",
            ])
    }
}
