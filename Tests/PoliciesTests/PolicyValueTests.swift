import Envelope
import Ledger
import Testing

@testable import Policies

@Suite struct PolicyValueTests {
    @Test func `the shipped policies load`() throws {
        let set = try PolicySet.load(folder: shippedPolicies)
        #expect(set.form.languages == ["en", "es"])
        #expect(set.form.storyLimit == 100_000)
        #expect(set.form.bodyLimit == 1_363_149)
        #expect(set.form.leaveTo == "https://www.bbc.com/weather")
        #expect(set.form.organization == nil && set.emblem == nil)
        #expect(set.consent.uses == [.website, .social, .print, .campaign, .press, .court, .network])
        #expect(set.consent.widerConsentDelayDays == 7)
        #expect(set.consent.terms == [.oneYear, .twoYears, .untilStopped])
        #expect(set.consent.edits == [.names, .shorten, .asIs])
        #expect(set.form.contentNotes.first == "violence" && set.form.asksAge)
        #expect(set.help.countries.first?.services.first?.dial == "18007997233")
        #expect(set.review.approvals == 2)
        #expect(set.review.authorMayApprove)
        #expect(set.review.checkpointMaximumAgeDays == 7)
        #expect(set.review.holds == [.openCase, .underEighteen])
        #expect(set.retention.unopenedNoticeDays == 14)
        #expect(set.retention.declinedDays == 30)
        #expect(set.retention.lettersDays == 7)
        #expect(set.redaction.standIn(.person, 1, in: "es") == "Nombre 1")
        #expect(set.redaction.standIn(.place, 2, in: "fr") == "Place 2")
    }

    @Test(arguments: [
        ("story-limit: 100000", "story-limit: 100001", "story-limit must be a whole number from 1000 to 100000"),
        ("body-limit: 1363149", "body-limit: 1363150", "body-limit must be a whole number from 1265536 to 1363149"),
        ("body-limit: 1363149", "body-limit: 65536", "body-limit must be a whole number from 1265536 to 1363149"),
        ("\nlanguages: [en, es]", "\nlanguages: [en, ../es]", "languages must be a list of language codes"),
        ("[violence, sex", "[Violence, sex", "content-notes must be a list of names of notes"),
        ("[violence, sex", "[violence, violence, sex", "content-notes must not name anything twice"),
        ("ask-under-18: yes", "ask-under-18: always", "ask-under-18 must be yes or no, without quotes"),
    ])
    func `the form's limits are never raised and its words are checked`(old: String, new: String, says: String) throws {
        let bytes = try shipped("form.yaml", old, new)
        let error = #expect(throws: PolicyError.self) { try FormPolicy(bytes, name: "form.yaml") }
        #expect(error?.description.contains(": \(says)") == true)
    }

    @Test func `a lower story limit allows a lower body limit`() throws {
        let bytes = try shipped("form.yaml", "100000\nbody-limit: 1363149", "5000\nbody-limit: 125536")
        let form = try FormPolicy(bytes)
        #expect(form.storyLimit == 5000)
        #expect(form.bodyLimit == 125_536)
    }

    @Test(arguments: [
        "http://www.bbc.com/weather", "https://localhost", "https://a..b/", "https://user@example.org/",
        "https://example.org:8443/", "\"https://example.org/\\r\\nSet-Cookie: a\"", "https://example.org/\"x",
        "javascript:alert(1)", "//example.org", "https://EXAMPLE.org", "https:///path",
    ])
    func `only a plain https address can be left to`(address: String) throws {
        let bytes = try shipped("form.yaml", "https://www.bbc.com/weather", address)
        let error = #expect(throws: PolicyError.self) { try FormPolicy(bytes) }
        #expect(error?.key == "leave-to")
    }

    @Test func `a use that the formats do not know is refused`() throws {
        let bytes = try shipped("consent.yaml", "- court", "- books")
        let error = #expect(throws: PolicyError.self) { try ConsentPolicy(bytes) }
        #expect(
            error?.description == "consent.yaml:10: uses must be a list of uses from: website, social, print, "
                + "campaign, press, court, network")
    }

    @Test(arguments: [
        ("[one-year, two", "[two-years, two", "terms must not name anything twice"),
        ("[one-year, two-years, until-stopped]", "[until-stopped, one-year]", "terms must go from short to long"),
        ("[one-year,", "[forever,", "terms must be a list of terms from: one-year, two-years, until-stopped"),
        ("[one-year, two-years, until-stopped]", "[]", "terms must be a list of terms from"),
        ("[names, shorten", "[all, shorten", "edits must be a list of edits from: as-is, names, shorten"),
    ])
    func `what is offered is known, and the shortest term is the one that is chosen first`(
        old: String, new: String, says: String
    ) throws {
        let bytes = try shipped("consent.yaml", old, new)
        let error = #expect(throws: PolicyError.self) { try ConsentPolicy(bytes) }
        #expect(error?.description.contains(": \(says)") == true, "\(error?.description ?? "")")
    }

    @Test func `the order of the uses is the file's`() throws {
        let bytes = Array(
            "uses: [press, website]\nterms: [two-years]\nedits: [as-is]\nwider-consent-delay-days: 10\n".utf8)
        #expect(try ConsentPolicy(bytes).uses == [.press, .website])
    }

    @Test(arguments: [
        ("approvals: 2", "approvals: 1", "approvals"), ("approvals: 2", "approvals: 10", "approvals"),
        ("age-days: 7", "age-days: 8", "checkpoint-max-age-days"),
        ("[open-case, under-18]", "[open-case, over-18]", "holds"),
    ])
    func `review cannot be weaker than promised`(old: String, new: String, key: String) throws {
        let bytes = try shipped("review.yaml", old, new)
        let error = #expect(throws: PolicyError.self) { try ReviewPolicy(bytes) }
        #expect(error?.key == key)
        #expect(error?.line != nil)
    }

    @Test func `the desk takes no mouse unless the file says yes`() throws {
        #expect(try !DeskPolicy(shipped("review.yaml")).hasMouse)
        func with(_ line: String) throws -> DeskPolicy {
            try DeskPolicy(shipped("review.yaml", "# mouse: yes", line))
        }
        #expect(try with("mouse: yes").hasMouse && !with("mouse: no").hasMouse)
        let error = #expect(throws: PolicyError.self) { try with("mouse: maybe") }
        #expect(error?.key == "mouse" && error?.line != nil)
        #expect(throws: PolicyError.self) { try with("mice: no") }
    }

    @Test func `no answer holds a story when the list is empty`() throws {
        #expect(try ReviewPolicy(shipped("review.yaml", "[open-case, under-18]", "[]")).holds.isEmpty)
    }

    @Test func `a wider consent cannot take effect sooner than promised`() throws {
        let bytes = try shipped("consent.yaml", "delay-days: 7", "delay-days: 6")
        #expect(throws: PolicyError.self) { try ConsentPolicy(bytes) }
    }

    @Test(arguments: ["unopened-notice-days: 14", "declined-days: 30", "spam-days: 3", "letters-days: 7"])
    func `nothing is kept for zero days or without end`(line: String) throws {
        let key = String(line.prefix { $0 != ":" })
        for value in ["0", "366", "forever"] {
            let bytes = try shipped("retention.yaml", line, "\(key): \(value)")
            let error = #expect(throws: PolicyError.self) { try RetentionPolicy(bytes) }
            #expect(error?.key == key)
        }
    }

    @Test(arguments: ["Name 1", "\"[Name\"", "Name]", "\"\""])
    func `a stand-in's words have no digit and no bracket`(words: String) throws {
        let bytes = try shipped("redaction.yaml", "en: Name\n", "en: \(words)\n")
        let error = #expect(throws: PolicyError.self) { try RedactionPolicy(bytes) }
        #expect(error?.key == "stand-ins.person.en")
    }

    @Test func `one byte more is another digest`() throws {
        let bytes = try shipped("review.yaml")
        let before = try ReviewPolicy(bytes).digest
        #expect(before == Hash.digest("firsthand/policy/v1", bytes))
        #expect(try ReviewPolicy(bytes + [0x0A]).digest != before)
        #expect(try ConsentPolicy(shipped("consent.yaml")).digest != before)
    }
}
