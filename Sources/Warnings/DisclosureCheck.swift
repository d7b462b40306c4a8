public import Envelope

/// Looks at each story before it goes out, beside those that are out already.
///
/// It keeps facts, never texts: a few short strings a story, so that ten thousand fit.
public struct DisclosureCheck: Sendable {
    /// Goes up whenever other facts are found in the same text: facts that were kept under another number are not used.
    public static let edition: UInt8 = 2

    /// How many kinds of facts two stories must share to point to one person.
    static let most = 3
    /// A fact that more stories than this have picks nobody out.
    static let common = 200

    /// How many bytes of other texts a story is looked at beside: their words take about twice as much memory.
    public static let mostText = 64 << 20

    private let listed: [(words: [String], shown: String)]
    private let compared: [ComparedText]
    private var holders: [StoryFacts.Fact: [String]] = [:]

    /// - Parameters:
    ///   - list: names and numbers that must not be published, one a line; `#` begins a remark.
    ///   - texts: texts whose words must not stand in a story, each with the name it is called by.
    public init(list: String = "", texts: [(name: String, text: String)] = []) {
        listed = list.split(whereSeparator: \.isNewline)
            .map { $0.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)[0] }
            .map { (words: FoldedWords(String($0)).folded, shown: $0.split(separator: " ").joined(separator: " ")) }
            .filter { !$0.words.isEmpty }
        compared = texts.map { ComparedText(name: $0.name, text: $0.text) }
    }

    /// What was seen in one story, without its text.
    public struct Sighting: Sendable {
        /// The story's public name.
        public let id: String
        /// What the manifest calls its text.
        public let manuscript: Digest
        let facts: StoryFacts
        let warnings: [Warning]

        /// The facts as short lines, to be kept and remembered later.
        ///
        /// They are as secret as what they were found in.
        public var kept: [String] { facts.facts.map(\.text).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) } }
    }

    /// Looks at a text by itself.
    ///
    /// - Parameters:
    ///   - text: the title and the text as readers see them.
    ///   - id: by what name warnings call the story.
    ///   - manuscript: what the text is called by those who keep track of it.
    ///   - isStandIn: whether a word of it was put there, such as a pseudonym, and so is no fact; nil where nobody knows.
    public func look(
        at text: String, id: String, manuscript: Digest, isStandIn: ((String) -> Bool)? = nil
    ) -> Sighting {
        let words = FoldedWords(text, isStandIn: isStandIn)
        return Sighting(
            id: id, manuscript: manuscript, facts: StoryFacts(words),
            warnings: numbers(words) + names(words) + shared(words))
    }

    /// Keeps the facts of a story that is out, or that goes out, for those that come after it.
    public mutating func remember(_ sighting: Sighting) {
        for fact in sighting.facts.facts { holders[fact, default: []].append(sighting.id) }
    }

    /// The same from facts that were kept before; a line that names none is passed over.
    public mutating func remember(_ kept: [String], of id: String) {
        for fact in kept.compactMap(StoryFacts.Fact.init) { holders[fact, default: []].append(id) }
    }

    /// What stands against a story, by itself and beside those that are remembered, in order of digest.
    public func warnings(about sighting: Sighting) -> [Warning] {
        (combinations(sighting.facts, sighting.id) + sighting.warnings).sorted { $0.digest < $1.digest }
    }

    private func combinations(_ own: StoryFacts, _ id: String) -> [Warning] {
        var shared: [String: Set<StoryFacts.Fact>] = [:]
        for fact in own.facts {
            guard let holders = holders[fact], holders.count <= Self.common else { continue }
            for other in holders where other != id { shared[other, default: []].insert(fact) }
        }
        return shared.compactMap { other, facts -> Warning? in
            guard Set(facts.map(\.kind)).count >= Self.most else { return nil }
            let list = facts.map(\.text).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.joined(separator: ", ")
            return Warning(
                .combination, seen: "\(other)\n\(list)",
                sentence: "it shares with story \(other): \(list); together these could point to one person")
        }
    }

    /// Numbers in the form of a docket, a booking or an inmate number: digits with letters, dashes or a word before them.
    private func numbers(_ words: FoldedWords) -> [Warning] {
        let before: Set<String> = ["docket", "inmate", "case", "booking", "number", "no", "#", "expediente", "numero"]
        var found: [Warning] = []
        for (index, word) in words.words.enumerated() {
            let digits = word.folded.filter(\.isNumber).count
            let hasSign = word.folded.contains { $0.isLetter || $0 == "-" || $0 == "/" || $0 == "#" }
            let isNamed = index > 0 && before.contains(words.words[index - 1].folded)
            guard digits >= 4, hasSign || isNamed, !Self.isYears(word.folded) else { continue }
            found.append(
                Warning(.number, seen: word.folded, sentence: "'\(word.shown)' looks like a docket or inmate number"))
        }
        return Array(Set(found))
    }

    /// `1990s`, `2014-2016`, `2014/15`: years, not numbers.
    private static func isYears(_ word: String) -> Bool {
        let parts = word.split { $0 == "-" || $0 == "/" }
        return parts.allSatisfy { part in
            let digits = part.hasSuffix("s") ? part.dropLast() : part
            guard let number = Int(digits) else { return false }
            return (digits.count == 4 && (1900...2049).contains(number)) || (digits.count == 2 && parts.count == 2)
        }
    }

    /// Each run of words once, by the first text that has it.
    private func shared(_ words: FoldedWords) -> [Warning] {
        var seen: Set<Digest> = []
        return compared.flatMap { $0.warnings(about: words) }.filter { seen.insert($0.digest).inserted }
    }

    private func names(_ words: FoldedWords) -> [Warning] {
        listed.compactMap { entry in
            guard words.position(of: entry.words) != nil else { return nil }
            return Warning(
                .listed, seen: entry.words.joined(separator: " "),
                sentence: "'\(entry.shown)' is on the list of what must not be published")
        }
    }
}

/// Something in a text that could point to a person, for someone to look at before it goes out.
///
/// It is fixed with another text, or overridden with a reason that is signed.
public struct Warning: Sendable, Hashable {
    /// What kind of thing was seen.
    public enum Kind: String, Sendable, CaseIterable {
        /// Facts that this story shares with another, and that hardly anybody else shares.
        case combination
        /// A number as dockets and prisons give it.
        case number
        /// A name or number of the team's own list.
        case listed
        /// Words that stand in another text too: a quotation can be searched for.
        case shared
        /// A name that stands with the story and is like one that was taken out of it.
        case near
    }

    public let kind: Kind
    /// What was seen, in words.
    public let sentence: String
    /// What an override names: this warning about these words, and no other.
    public let digest: Digest

    /// - Parameter seen: what was seen, in a form that is the same each time.
    init(_ kind: Kind, seen: String, sentence: String) {
        self.kind = kind
        self.sentence = sentence
        digest = Hash.digest("firsthand/warning/v1", Array("\(kind.rawValue)\n\(seen)".utf8))
    }

    /// The first eight digits, by which a person names it.
    public var name: String { String(digest.hex.prefix(8)) }

    /// Its name and what was seen, for a line of a list.
    public var line: String { "\(name): \(sentence)" }
}
