/// The facts in a text that together could tell who is meant: at most a few of each kind.
struct StoryFacts: Sendable, Equatable {
    /// What a fact is about.
    enum Kind: String, Sendable, CaseIterable {
        case place, year, charge, children, age, term, work
    }

    /// A fact in the form in which two stories are compared.
    struct Fact: Hashable, Sendable {
        let kind: Kind
        let value: String
        var text: String { "\(kind.rawValue) \(value)" }
    }

    let facts: Set<Fact>

    init(_ words: FoldedWords) {
        var facts: Set<Fact> = []
        let folded = words.folded
        for index in words.words.indices {
            let word = folded[index]
            // A year or a charge is true, whoever wrote it; of the rest a stand-in tells nothing.
            let isStandIn = words.words[index].isStandIn
            let next = index + 1 < folded.count ? folded[index + 1] : ""
            let previous = index > 0 ? folded[index - 1] : ""
            if let year = Self.year(word) { facts.insert(Fact(kind: .year, value: year)) }
            if let charge = FactWords.charge(at: index, in: folded) { facts.insert(Fact(kind: .charge, value: charge)) }
            if !isStandIn, let work = FactWords.works[word] { facts.insert(Fact(kind: .work, value: work)) }
            if !isStandIn, let number = FactWords.number(word) {
                if FactWords.children.contains(next) { facts.insert(Fact(kind: .children, value: "\(number)")) }
                if FactWords.years.contains(next) {
                    let after = folded[min(index + 2, folded.count)..<min(index + 5, folded.count)]
                    if after.contains(where: FactWords.ageWords.contains) {
                        facts.insert(Fact(kind: .age, value: "\(number)"))
                    } else if FactWords.termWords.contains(previous)
                        || after.contains(where: FactWords.termWords.contains)
                    {
                        facts.insert(Fact(kind: .term, value: "\(number)"))
                    }
                }
                if FactWords.beforeAge.contains(previous), !FactWords.years.contains(next), (10...99).contains(number) {
                    facts.insert(Fact(kind: .age, value: "\(number)"))
                }
            }
        }
        facts.formUnion(Self.places(words).map { Fact(kind: .place, value: $0) })
        self.facts = facts
    }

    private static func year(_ word: String) -> String? {
        guard word.utf8.count == 4, let year = Int(word), (1950...2049).contains(year) else { return nil }
        return word
    }

    /// Names with a capital after `in`, `near`, `from` …, and before `County`.
    private static func places(_ words: FoldedWords) -> Set<String> {
        var places: Set<String> = []
        for index in words.words.indices where FactWords.beforePlace.contains(words.words[index].folded) {
            let name = words.words[(index + 1)...].prefix(4).prefix {
                $0.isCapitalized && !$0.startsSentence && !$0.isStandIn && !FactWords.neverPlace.contains($0.folded)
            }
            // A month after "in" is no place.
            if !name.isEmpty { places.insert(name.map(\.folded).joined(separator: " ")) }
        }
        return places
    }
}

extension StoryFacts.Fact {
    /// Reads what `text` wrote.
    init?(_ text: String) {
        guard let blank = text.firstIndex(of: " "), let kind = StoryFacts.Kind(rawValue: String(text[..<blank])) else {
            return nil
        }
        self.init(kind: kind, value: String(text[text.index(after: blank)...]))
    }
}
