import Policies

/// The form for people inside: a sheet of paper with two sides, for each code one.
extension Pages {
    /// The sheets as one HTML document, to be printed on both sides.
    ///
    /// The words and offers are those of the web form, but where the way there is another: on paper a code can only say
    /// no, and what is to be seen first comes by mail.
    /// - Parameters:
    ///   - codes: the ten words of each sheet's code.
    ///   - address: where the letters come in, by the lines of an envelope.
    func paperForm(codes: [[String]], address: [String]) -> String {
        let groups = texts.consentGroups(untouched.consent, chosen: [], policy: policies.consent)
        let answers = FormAnswers.none
        let questions = [texts.openCase(answers)] + (policies.form.asksAge ? [texts.age(answers)] : [])
        var showFirst = groups.showFirst
        showFirst.note = texts["paper.show-first-note"]
        var term = groups.term
        term.note = texts["paper.term-note"]
        let sheets: [[String: any Sendable]] = codes.map { words in
            ["words": words.map { ["word": $0] }]
        }
        let page = render(
            "paper",
            [
                "sheets": sheets, "address": address.map { ["line": $0] },
                "site": policies.form.webAddress.map { ["where": $0] },
                "report": texts["whose.reporting"], "uses": groups.uses.model, "term": term.model,
                "edits": groups.edits.model,
                "show-first": showFirst.model, "questions": questions.map(\.model),
            ])
        return page.html
    }
}

extension PageTexts {
    /// The keys of the texts that the paper form chooses by.
    static let paperKeys: Set<String> = ["paper.show-first-note", "paper.term-note"]
}
