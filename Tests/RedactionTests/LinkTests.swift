import Testing

@testable import Redaction

/// What is no name and may still point to one person.
@Suite struct `Links` {
    /// What a rule finds in a sentence in which what stands in braces was found before.
    private func found(_ marked: String, by rule: Rule) -> [String] {
        let plain = marked.filter { !"{}".contains($0) }
        let name = marked.split(separator: "{").dropFirst().first?.split(separator: "}").first.map(String.init)
        let text = TokenizedText(plain)
        let points = CodePoints(plain)
        func words(_ tokens: Range<Int>) -> String {
            let (first, last) = (text.tokens[tokens.lowerBound], text.tokens[tokens.upperBound - 1])
            return String(points[Int(first.start)..<Int(last.end)])
        }
        let walk = Walk(
            linksIn: text, WordUse(text), settled: text.tokens.indices.map { words($0..<($0 + 1)) == name })
        return walk.spans.filter { Rule.links[$0.rule - Rule.all.count].id == rule.id }.map { words($0.tokens) }
            .sorted()
    }

    private func links(_ text: String) -> [(kind: LinkKind?, words: String)] {
        let redactor = Redactor()
        let points = CodePoints(text)
        return redactor.links(in: TokenizedText(text), beside: redactor.suggestions(in: text)).map {
            ($0.link, String(points[$0.range]))
        }
    }

    @Test(arguments: Rule.links.map(\.id))
    func `are found by each rule as its example marks, and not in its counterexample`(id: String) throws {
        let rule = try #require(Rule.named(id))
        let marked = rule.example.split(separator: "[").dropFirst().compactMap {
            $0.split(separator: "]").first.map(String.init)
        }
        let plain = rule.example.filter { $0 != "[" && $0 != "]" }
        #expect(!marked.isEmpty)
        #expect(found(plain, by: rule) == marked.sorted())
        #expect(found(rule.counterexample, by: rule).isEmpty)
    }

    @Test func `have rules of their own names and kinds, and each kind has a rule`() {
        #expect(Set((Rule.all + Rule.links).map(\.id)).count == Rule.all.count + Rule.links.count)
        #expect(Set(Rule.links.compactMap { LinkKind(rule: $0.id) }) == Set(LinkKind.allCases))
        #expect(Rule.links.allSatisfy { LinkKind(rule: $0.id) != nil } && Rule.links.count <= 128)
    }

    @Test(arguments: [
        ("She was the warden's wife and everybody knew.", LinkKind.role),
        ("Era la esposa del alcalde y todos lo sabían.", .role), ("I was the only nurse on nights.", .role),
        ("I was a nurse and a notary.", .trade), ("He was a former marine then.", .trade),
        ("I won a medal in 2009, and it rained.", .prize), ("Gané una medalla en la escuela.", .prize),
        ("Then they found the lupus.", .health), ("Después me hallaron leucemia.", .health),
        ("It was in the papers that week.", .news), ("Trabajaba en la ladrillera con mi tío.", .workplace),
        ("Tocaba el acordeón en las bodas.", .belonging), ("They called me an activist for it.", .cause),
        ("I sang in the choir there.", .group),
    ])
    func `are found in both languages`(text: String, kind: LinkKind) {
        #expect(links(text).contains { $0.kind == kind }, "\(links(text))")
    }

    private static let story = """
        My name is Keisha Barrow. I was a notary and a rapper in Dayton. The warden's wife knew me from the church choir. \
        I won a medal in 2009, and it was in the papers. I have lupus. The choir sang for me.
        """

    @Test func `change nothing of what is found otherwise, and lie over none of it`() {
        let redactor = Redactor()
        let suggestions = redactor.suggestions(in: Self.story)
        let findings = Redactor(links: true).findings(in: TokenizedText(Self.story))
        #expect(findings.filter { $0.link == nil } == suggestions)
        #expect(findings.contains { $0.link != nil })
        for (one, next) in zip(findings, findings.dropFirst()) {
            #expect(one.range.upperBound <= next.range.lowerBound)
        }
    }

    @Test func `stand in a plan with a vaguer wording each, and the gate finds none of them after`() throws {
        var plan = RedactionPlan(Self.story, redactor: Redactor(links: true))
        let links = plan.entities.filter { $0.link != nil }
        #expect(
            Set(links.compactMap(\.link)).isSuperset(of: [.trade, .role, .group, .prize, .news, .health]))
        for entity in plan.entities {
            let phrase = Generalization("en").usual(of: entity, plan.name(of: entity))
            if entity.link != nil { #expect(phrase != nil) }
            try plan.decide(entity.id, phrase.map { .generalized($0) } ?? .remove)
        }
        let words = StandInWords(language: "en", brackets: .removed, removed: "left out") { _, number in
            "Name \(number)"
        }
        let draft = try plan.draft(words)
        let text = draft.apply().text
        #expect(text.contains("I have an illness."), "\(text)")
        #expect(text.contains("A relative of somebody knew me"), "\(text)")
        #expect(RedactionGate(draft).remaining(in: text, title: "").filter { $0.form != .withS }.isEmpty, "\(text)")
    }

    @Test func `are the same in a plan that was saved and read again`() throws {
        let plan = RedactionPlan(Self.story, redactor: Redactor(links: true))
        let again = try #require(RedactionPlan(saved: plan.saved, of: Self.story))
        #expect(again.entities.map(\.link) == plan.entities.map(\.link))
        #expect(RedactionPlan(saved: plan.saved.replacing("link\thealth", with: "link\tluck"), of: Self.story) == nil)
    }

    @Test func `are said vaguely in each language`() {
        for kind in LinkKind.allCases {
            let english = Generalization("en").links(kind, TokenizedText("warden's wife"))
            let spanish = Generalization("es").links(kind, TokenizedText("warden's wife"))
            #expect(!english.isEmpty && english.count == spanish.count && english != spanish)
        }
    }

    @Test func `are not what the team never wants suggested`() {
        let text = "I sang in the choir there."
        #expect(!links(text).isEmpty)
        let redactor = Redactor(team: TeamLists(recognizers: [], allowed: ["choir"]))
        #expect(redactor.links(in: TokenizedText(text), beside: redactor.suggestions(in: text)).isEmpty)
    }
}
