import Envelope
import Ledger
import Policies

/// What a survivor takes back of what they agreed to, in a letter with their code: it only ever gets less.
struct Narrowing: Equatable {
    /// Uses that end.
    private(set) var uses: Set<Use> = []
    /// For how long from today at most.
    private(set) var term: Consent.Term?
    private(set) var edits: Consent.Edits?
    /// Whether they want to see the text first after all.
    private(set) var showFirst = false
    /// Whether the name is taken off.
    private(set) var withoutName = false

    /// Takes a line `NAME VALUE`: the fields of the form, with the values that allow less.
    ///
    /// - Returns: false for any other line.
    mutating func take(_ line: String, _ policy: ConsentPolicy) -> Bool {
        let parts = line.split(separator: " ").map(String.init)
        guard parts.count == 2 else { return false }
        switch (parts[0], parts[1]) {
        case (ConsentChoices.showFirstField, "yes"): showFirst = true
        case (ConsentChoices.creditField, "no"): withoutName = true
        case (ConsentChoices.termField, let value):
            guard let term = policy.terms.first(where: { $0.rawValue == value }) else { return false }
            self.term = term
        case (ConsentChoices.editsField, let value):
            guard let edits = policy.edits.first(where: { $0.rawValue == value }) else { return false }
            self.edits = edits
        case (let name, "no"):
            guard let use = Use.allCases.first(where: { ConsentChoices.usePrefix + $0.rawValue == name }) else {
                return false
            }
            uses.insert(use)
        default: return false
        }
        return true
    }

    /// The lines that would each allow less than `terms`, with what they mean to a reviewer.
    static func offers(_ terms: Terms, on day: Day, _ policy: ConsentPolicy) -> [(line: String, words: String)] {
        var lines = terms.uses.sorted().map { use in
            (line: "\(ConsentChoices.usePrefix)\(use.rawValue) no", words: "not for \(use.rawValue) any more")
        }
        lines.append((line: "\(ConsentChoices.showFirstField) yes", words: "they see the text first"))
        lines.append((line: "\(ConsentChoices.creditField) no", words: "no name with it"))
        lines += policy.terms.compactMap { term in
            term.end(from: day).map {
                (line: "\(ConsentChoices.termField) \(term.rawValue)", words: "it ends on \($0)")
            }
        }
        lines.append(
            (line: "\(ConsentChoices.editsField) \(Consent.Edits.asIs.rawValue)", words: "nothing in it is changed"))
        lines.append(
            (line: "\(ConsentChoices.editsField) \(Consent.Edits.names.rawValue)", words: "it is not shortened"))
        return lines.filter { offer in
            var one = Narrowing()
            return one.take(offer.line, policy)
                && one.consent(from: terms, on: day, policy, replaces: [], channel: .mail) != nil
        }
    }

    /// The consent that is left; nil if it would be the same.
    ///
    /// Made of what holds today, so that nothing can be wider than that, whatever is asked.
    /// - Parameters:
    ///   - replaces: the consents in force.
    ///   - channel: how the story came, which a later letter does not change.
    func consent(
        from terms: Terms, on day: Day, _ policy: ConsentPolicy, replaces: [Digest], channel: Channel
    ) -> Consent? {
        let consent = Consent(
            uses: terms.uses.subtracting(uses), until: [terms.until, term?.end(from: day)].compactMap { $0 }.min(),
            credit: withoutName ? "" : terms.credit, edits: edits.map { min($0, terms.edits) } ?? terms.edits,
            showFirst: terms.showFirst || showFirst, policy: policy.digest, replaces: replaces, channel: channel)
        return Terms(consent) == terms ? nil : consent
    }
}
