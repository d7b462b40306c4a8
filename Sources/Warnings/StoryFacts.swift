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

    init(_ words: FoldedWords) { facts = Set(Self.found(words).map(\.fact)) }

    /// Each fact with the word at which it is told.
    static func found(_ words: FoldedWords) -> [(index: Int, fact: Fact)] {
        var found: [(index: Int, fact: Fact)] = []
        let folded = words.folded
        for index in words.words.indices {
            func note(_ kind: Kind, _ value: String) { found.append((index, Fact(kind: kind, value: value))) }
            let word = folded[index]
            // A year or a charge is true, whoever wrote it; of the rest a stand-in tells nothing.
            let isStandIn = words.words[index].isStandIn
            let next = index + 1 < folded.count ? folded[index + 1] : ""
            let previous = index > 0 ? folded[index - 1] : ""
            if let year = year(word) { note(.year, year) }
            if let charge = FactWords.charge(at: index, in: folded) { note(.charge, charge) }
            if !isStandIn, let work = FactWords.works[word] { note(.work, work) }
            if !isStandIn, let number = FactWords.number(word) {
                if FactWords.children.contains(next) { note(.children, "\(number)") }
                if FactWords.years.contains(next) {
                    let after = folded[min(index + 2, folded.count)..<min(index + 5, folded.count)]
                    if after.contains(where: FactWords.ageWords.contains) {
                        note(.age, "\(number)")
                    } else if FactWords.termWords.contains(previous)
                        || after.contains(where: FactWords.termWords.contains)
                    {
                        note(.term, "\(number)")
                    }
                }
                if FactWords.beforeAge.contains(previous), !FactWords.years.contains(next), (10...99).contains(number) {
                    note(.age, "\(number)")
                }
            }
            if let place = place(after: index, in: words) { note(.place, place) }
        }
        return found
    }

    private static func year(_ word: String) -> String? {
        guard word.utf8.count == 4, let year = Int(word), (1950...2049).contains(year) else { return nil }
        return word
    }

    /// A name with a capital after a word such as `near`.
    private static func place(after index: Int, in words: FoldedWords) -> String? {
        guard FactWords.beforePlace.contains(words.words[index].folded) else { return nil }
        let name = words.words[(index + 1)...].prefix(4).prefix {
            $0.isCapitalized && !$0.startsSentence && !$0.isStandIn && !FactWords.neverPlace.contains($0.folded)
        }
        // A month after "in" is no place.
        return name.isEmpty ? nil : name.map(\.folded).joined(separator: " ")
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
