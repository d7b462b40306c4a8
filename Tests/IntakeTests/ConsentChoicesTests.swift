import Envelope
import Policies
import Testing

@testable import Intake

/// What the choices of a form mean.
struct ConsentChoicesTests {
    private let office: Office
    private var policy: ConsentPolicy { office.policies.consent }

    init() throws { office = try Office() }

    @Test func `what is absent is what the form shows at first: nothing, for the shortest time, and shown first`()
        throws
    {
        let choices = try ConsentChoices([:], policy: policy)
        #expect(choices == .untouched(policy))
        #expect(choices.uses.isEmpty && choices.term == .oneYear && choices.edits == .names && choices.credit.isEmpty)
        #expect(choices.showFirst)
        let today = try #require(Day("2026-11-24"))
        let consent = choices.consent(on: today, policy: policy)
        #expect(consent == Consent(uses: [], until: Day("2027-11-24"), showFirst: true, policy: policy.digest))
    }

    @Test func `every choice reaches the consent, with the holds and what it replaces`() throws {
        let values = [
            "use-print": "yes", "use-court": "yes", "term": "until-stopped", "credit": "  Ana\tof the  river ",
            "edits": "as-is", "show-first": "no",
        ]
        let before = Hash.digest("firsthand/statement/v1", [])
        let consent = try ConsentChoices(values, policy: policy)
            .consent(on: Day(number: 20_000), policy: policy, holds: [.openCase], replaces: [before])
        #expect(
            consent
                == Consent(
                    uses: [.print, .court], until: nil, credit: "Ana of the river", edits: .asIs, showFirst: false,
                    holds: [.openCase], policy: policy.digest, replaces: [before]))
    }

    @Test(arguments: [
        "use-print=on", "use-print=", "term=forever", "term=", "edits=all", "show-first=maybe", "show-first=unsure",
    ])
    func `a value that our form does not send is refused`(pair: String) throws {
        let parts = pair.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
        #expect(throws: FormError.malformed) { try ConsentChoices([parts[0]: parts[1]], policy: policy) }
    }

    @Test func `what the policy does not offer is no field and no value`() throws {
        let narrow = try ConsentPolicy(
            Array("uses: [print]\nterms: [one-year]\nedits: [as-is]\nwider-consent-delay-days: 7\n".utf8))
        #expect(ConsentChoices.names(narrow) == ["use-print", "term", "credit", "edits", "show-first"])
        #expect(try ConsentChoices(["use-press": "yes"], policy: narrow).uses.isEmpty)
        #expect(throws: FormError.malformed) { try ConsentChoices(["term": "two-years"], policy: narrow) }
        #expect(try ConsentChoices([:], policy: narrow).edits == .asIs)
    }

    @Test func `what a page carries on says the same again`() throws {
        let said = try office.said(PageStates.everything(office.policies))
        #expect(try office.said(said.values) == said)
        let nothing = try office.said()
        #expect(try office.said(nothing.values) == nothing)
        #expect(Set(said.values.keys).isSubset(of: FormFields.names(office.policies)))
    }

    @Test func `a name keeps no control sign, no sign that turns text around and no line`() throws {
        let name = try ConsentChoices(["credit": "A\u{1A}n\u{202E}a\r\n\u{2066}M."], policy: policy).credit
        #expect(name == "A na M.")
        #expect(try ConsentChoices(["credit": " \u{200F} "], policy: policy).credit.isEmpty)
    }

    @Test func `an open case or a doubt and an age under 18 are holds, and silence is none`() throws {
        for (values, holds) in [
            ([:], []), (["open-case": "yes"], [.openCase]), (["open-case": "unsure"], [.openCase]),
            (["open-case": "no"], []), (["open-case": "unsaid"], []), (["under-18": "yes"], [.underEighteen]),
            (["under-18": "no"], []), (["under-18": "unsaid", "open-case": "yes"], [.openCase]),
        ] as [([String: String], Set<Consent.Hold>)] {
            #expect(try office.said(values).answers.holds == holds, "\(values)")
        }
        #expect(throws: FormError.malformed) { try office.said(["under-18": "unsure"]) }
    }

    @Test(arguments: [
        ("2026-11-24", "2027-11-24", "2028-11-24"), ("2028-02-29", "2029-02-28", "2030-02-28"),
        ("2026-12-31", "2027-12-31", "2028-12-31"), ("2027-03-01", "2028-03-01", "2029-03-01"),
    ])
    func `a term ends on the same day of a later year, and never later`(day: String, one: String, two: String) throws {
        let day = try #require(Day(day))
        #expect(Consent.Term.oneYear.end(from: day) == Day(one))
        #expect(Consent.Term.twoYears.end(from: day) == Day(two))
        #expect(Consent.Term.untilStopped.end(from: day) == nil)
    }
}
