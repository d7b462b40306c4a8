import Testing

@testable import Redaction

/// Each rule by its own example and counterexample, and the table as a whole.
@Suite struct `The table of rules` {
    private func spans(_ words: String) -> (text: TokenizedText, spans: [RuleSpan]) {
        let text = TokenizedText(words)
        return (text, Analysis(text).spans)
    }

    private func found(_ words: String, by rule: Rule) -> [String] {
        let (text, spans) = spans(words)
        let points = CodePoints(words)
        return spans.filter { Rule.all[$0.rule].id == rule.id }.map { span in
            let (first, last) = (text.tokens[span.tokens.lowerBound], text.tokens[span.tokens.upperBound - 1])
            return String(points[Int(first.start)..<Int(last.end)])
        }.sorted()
    }

    @Test(arguments: Rule.all.map(\.id))
    func `finds by each rule what its example marks, and nothing in its counterexample`(id: String) throws {
        let rule = try #require(Rule.named(id))
        let marked = rule.example.split(separator: "[").dropFirst().compactMap {
            $0.split(separator: "]").first.map(String.init)
        }
        let plain = rule.example.filter { $0 != "[" && $0 != "]" }
        #expect(!marked.isEmpty)
        #expect(found(plain, by: rule) == marked.sorted(), "\(spans(plain).spans)")
        #expect(found(rule.counterexample, by: rule).isEmpty)
    }

    @Test func `has one rule of a name, and room in its dispatch for all`() {
        #expect(Set(Rule.all.map(\.id)).count == Rule.all.count)
        #expect(Rule.forms.count <= 128 && Rule.names.count <= 128)
    }

    @Test func `says why in words, with the word that gave it away`() {
        let text = "They call me teeny."
        let suggestion = Redactor().suggestions(in: text).first
        #expect(suggestion?.rule == "name.call-me")
        #expect(suggestion?.reason.words(in: text) == "what someone is called, by 'call'")
    }

    @Test(arguments: [
        ("Call 956-555-0118 now.", "a number after 'Call'"),
        ("My number is 555 oh one four two.", "a number after 'number'"),
        ("My inmate number is A999-204-117.", "a number after 'inmate'"), ("I was 17 then.", "as an age is told"),
    ])
    func `names the word that gave it away, whatever number follows it`(text: String, why: String) {
        let reasons = Redactor(usesModel: false).suggestions(in: text).map { $0.reason.words(in: text) }
        #expect(reasons.contains { $0.contains(why) }, "\(reasons)")
        #expect(!reasons.contains { $0.contains("%") })
    }

    @Test func `shows nobody a probability`() {
        let text =
            "i went down by the old marisquería with Lula and them, and Temecula was hot, and so was the sanitation crew"
        for suggestion in Redactor(recall: .wide).suggestions(in: text) {
            #expect(!suggestion.reason.words(in: text).contains("0."))
        }
        #expect(Reason.model(0.12).words(in: text) == "read so from the words around it")
    }

    @Test func `knows the lists that the program carries by the names in lists.bin`() {
        #expect(WordLists.standard.holds(WordHash.of("mother"), .kin))
        #expect(WordLists.standard.holds(WordHash.of("for"), .forWord))
        #expect(WordList.allCases.count == WordLists.standard.listCount)
    }

    @Test(arguments: [
        "", " \n", "12 34", "她叫李梅，住在上海。", "她在那里住了三年，后来他们把她带走了。Keisha knew.", "Она жила там три года.",
    ])
    func `is not taken for a check of what nobody here reads`(text: String) {
        #expect(!Redactor.knowsLanguage(of: text))
    }

    @Test(arguments: ["It rained.", "Llovió.", "We met Владимир there and he was kind to me."])
    func `is taken for a check of English and Spanish, with a foreign name in it`(text: String) {
        #expect(Redactor.knowsLanguage(of: text))
    }
}
