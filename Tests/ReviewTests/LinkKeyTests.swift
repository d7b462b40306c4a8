import Policies
import Redaction
import Testing

@testable import Review

/// What may be a link, at the desk.
@Suite struct `A link at the desk` {
    private func work() throws -> RedactionDesk {
        let story = "My name is Keisha Barrow. I have lupus. I was a notary and a rapper in Dayton."
        let plan = RedactionPlan(story, redactor: Redactor(links: true))
        return RedactionDesk(
            plan, title: "A road", policy: try Rehearsal("").redaction,
            language: StoryLanguage(plan.language, form: "en"), stories: [], shuffles: false)
    }

    @Test func `stands after what was found, by kind`() throws {
        let links = try work().order.map(\.link)
        #expect(links.suffix(2) == [.trade, .health])
        #expect(links.dropLast(2).allSatisfy { $0 == nil } && links.count > 2)
    }

    @Test func `what may be a link is kept with one key, and the second reviewer reads it`() throws {
        var work = try work()
        let lupus = try #require(work.order.first { $0.link == .health })
        work.select(lupus.id)
        #expect(work.keepLink() == nil)
        #expect(work.plan.decisions[lupus.id]?.isKept == true)
        #expect(work.leftIn == ["“lupus”: weighed: an illness or an injury"])
        let person = try #require(work.plan.thirdParties.first)
        work.select(person.id)
        #expect(work.keepLink() != nil, "a name needs a reason of its own")
        #expect(work.plan.decisions[person.id] == nil)
    }

    @Test func `is offered a vaguer wording, and open it keeps the text from being proposed`() throws {
        var work = try work()
        let trade = try #require(work.order.first { $0.link == .trade })
        #expect(work.generalizations(of: trade) == ["a worker"])
        for entity in work.order where entity.link == nil {
            work.select(entity.id)
            #expect(work.decide(work.offer(entity)) == nil)
        }
        #expect(work.undecided == 2)
        guard case .undecided? = work.isUnfinished else { return #expect(Bool(false), "a link is open") }
    }

    @Test func `no pseudonym is offered that is like a name that goes`() throws {
        let plan = RedactionPlan("My name is Marlena. I told Marlena.", redactor: Redactor())
        let policy = try Rehearsal("").redaction
        let all = policy.pseudonyms(in: "en")?.women ?? []
        #expect(all.contains("Marlene"), "the policy has one that is like it")
        for _ in 0..<20 {
            let work = RedactionDesk(
                plan, policy: policy, language: StoryLanguage(plan.language, form: "en"), stories: [])
            for case .pseudonym(let given, _) in work.offers.values { #expect(given != "Marlene") }
        }
    }
}
