/// What a text still says of each person in it: not only of its writer, since others can be found and harmed too.
public struct PeopleTold: Sendable {
    /// Somebody in a text.
    public struct Person: Sendable, Equatable {
        /// As the text speaks of them: "the officer", "my sister", a name; nil for the writer.
        public let name: String?
        /// What is said, each kind once, in a fixed order.
        public let told: [Told]

        /// "the officer: a place, a rank, a year".
        public var line: String { "\(name ?? "the writer"): \(told.map(\.words).joined(separator: ", "))" }
    }

    /// What kind of thing is said of somebody.
    public enum Told: String, Sendable, CaseIterable {
        case place, year, age, children, work, rank, charge, term

        /// As it stands in a list.
        public var words: String {
            switch self {
            case .place: "a place"
            case .year: "a year"
            case .age: "an age"
            case .children: "a number of children"
            case .work: "a job"
            case .rank: "a rank"
            case .charge: "a charge"
            case .term: "a sentence"
            }
        }
    }

    /// Those of whom something is said: who has most first, then as the text brings them.
    public let people: [Person]

    /// Reads a text by sentences: what is told is said of whoever was named last before it, or else of who comes next.
    ///
    /// - Parameters:
    ///   - text: the text that is read, in any language.
    ///   - isStandIn: whether a word was put there and so is no fact; nil where nobody knows.
    public init(_ text: String, isStandIn: ((String) -> Bool)? = nil) {
        let words = FoldedWords(text, isStandIn: isStandIn)
        let facts = Dictionary(grouping: Self.facts(words), by: \.index)
        var told: [String: (order: Int, facts: Set<Told>)] = [:]
        // A name in the place of another, after "my sister", is hers from then on.
        var names: [String: Who] = [:]
        // As they are spoken of first.
        var shown: [String: String] = [:]
        var (spoken, last): (Who?, Who) = (nil, .writer)
        var waiting: [Told] = []
        func settle(_ who: Who) {
            let order = told.count
            for fact in waiting { told[who.key, default: (order, [])].facts.insert(fact) }
            waiting = []
        }
        for index in words.words.indices {
            let word = words.words[index]
            if word.startsSentence {
                settle(spoken ?? .writer)
                spoken = nil
            }
            if let person = Self.person(at: index, in: words, &names) {
                if let name = person.shown, shown[person.key] == nil { shown[person.key] = name }
                (spoken, last) = (person, person)
            } else if PeopleWords.writer.contains(word.folded) {
                spoken = .writer
            } else if PeopleWords.others.contains(word.folded) {
                spoken = last
            }
            waiting += (facts[index] ?? []).map(\.told)
            if let spoken { settle(spoken) }
        }
        settle(spoken ?? .writer)
        people = told.sorted { (-$0.value.facts.count, $0.value.order) < (-$1.value.facts.count, $1.value.order) }
            .map { key, person in
                Person(name: shown[key], told: Told.allCases.filter { person.facts.contains($0) })
            }
    }

    private struct Who {
        static let writer = Who(key: "", shown: nil)
        let key: String
        let shown: String?
    }

    /// "the officer", "my sister", or a name that was put there: who is named at this word.
    private static func person(at index: Int, in words: FoldedWords, _ names: inout [String: Who]) -> Who? {
        let word = words.words[index]
        if word.isStandIn, word.isCapitalized {
            if let known = names[word.folded] { return known }
            let before = index > 0 ? person(at: index - 1, in: words) : nil
            names[word.folded] = before ?? Who(key: "name " + word.folded, shown: word.shown)
            return names[word.folded]
        }
        return person(at: index, in: words)
    }

    private static func person(at index: Int, in words: FoldedWords) -> Who? {
        let word = words.words[index]
        guard let role = PeopleWords.role(word.folded), index > 0 else { return nil }
        let before = words.words[index - 1]
        // "I was a nurse" names nobody else.
        let isOther = !PeopleWords.being.contains(index > 1 ? words.words[index - 2].folded : "")
        guard
            PeopleWords.determiners.contains(before.folded) || PeopleWords.indefinite.contains(before.folded) && isOther
        else { return nil }
        return Who(key: role, shown: "\(before.folded) \(word.folded)")
    }

    private static func facts(_ words: FoldedWords) -> [(index: Int, told: Told)] {
        let found = StoryFacts.found(words).map { (index: $0.index, told: Told($0.fact.kind)) }
        let ranks = words.words.indices.filter { PeopleWords.ranks.contains(words.words[$0].folded) }
        return found + ranks.map { (index: $0, told: Told.rank) }
    }
}

extension PeopleTold.Told {
    init(_ kind: StoryFacts.Kind) {
        switch kind {
        case .place: self = .place
        case .year: self = .year
        case .charge: self = .charge
        case .children: self = .children
        case .age: self = .age
        case .term: self = .term
        case .work: self = .work
        }
    }
}
