/// A story with its entities and what was decided of each: what a reviewer works on.
public struct RedactionPlan: Sendable {
    /// What cannot be done to a plan.
    public enum Refusal: Error, Equatable, Sendable {
        /// There is no entity of that number.
        case noSuchEntity
        /// There is no mention at that place.
        case noSuchMention
        /// Keeping needs a reason in words, for the second reviewer.
        case noReason
        /// A pseudonym must be no word of the story.
        case nameInStory
        /// A split must leave something on both sides.
        case nothingToSplit
    }

    /// The text as it was written.
    public let original: String
    /// In order of first appearance.
    public internal(set) var entities: [Entity]
    /// What was decided, by entity.
    public internal(set) var decisions: [Int: Decision] = [:]
    /// Single mentions that stay although their entity goes, by where they begin, each with its reason.
    public internal(set) var kept: [Int: String] = [:]
    /// In which language the text seems to be.
    public let language: LanguageGuess
    /// Whether that is a language that the engine knows.
    public var isChecked: Bool { language.isKnown }

    // Its words are read once: whoever decides asks for them after each step.
    let reader: PassageReader
    let source: SourceText
    private var scalars: [Unicode.Scalar] { reader.scalars }
    // The words of the story, by their hashes.
    private let vocabulary: Set<UInt64>
    var nextID: Int

    /// Reads a story and links what it finds.
    public init(_ original: String, redactor: Redactor = Redactor()) {
        self.original = original
        let text = TokenizedText(original)
        entities = EntityLinker(text).entities(redactor.findings(in: text))
        language = LanguageGuess(text)
        reader = PassageReader(text: text, scalars: Array(original.unicodeScalars))
        source = SourceText(original)
        vocabulary = Set(text.tokens.map(\.hash))
        nextID = entities.count + 1
    }

    /// A story in which nothing was looked for yet.
    init(unread original: String) {
        self.original = original
        entities = []
        language = Redactor.language(of: original)
        let text = TokenizedText(original)
        reader = PassageReader(text: text, scalars: Array(original.unicodeScalars))
        source = SourceText(original)
        vocabulary = Set(text.tokens.map(\.hash))
        nextID = 1
    }

    /// The code points of the story.
    var length: Int { scalars.count }

    /// The entities that nobody has decided about yet.
    public var unresolved: [Entity] { entities.filter { decisions[$0.id] == nil } }

    /// The people other than the writer: each needs a decision of its own.
    public var thirdParties: [Entity] { entities.filter { $0.type == .person } }

    /// The words of a mention as they stand; none of one that the text does not reach.
    public func words(of mention: Mention) -> String {
        var words = String.UnicodeScalarView()
        for scalar in scalars[mention.range.clamped(to: 0..<scalars.count)] { words.append(scalar) }
        return String(words)
    }

    /// The longest words by which an entity is named.
    public func name(of entity: Entity) -> String {
        entity.mentions.max { $0.range.count < $1.range.count }.map(words) ?? ""
    }

    // MARK: Deciding

    /// Settles all mentions of an entity at once.
    ///
    /// Where each of them was kept by itself, the decision is about them all the same: it would do nothing else.
    public mutating func decide(_ id: Int, _ decision: Decision) throws(Refusal) {
        guard let entity = entities.first(where: { $0.id == id }) else { throw .noSuchEntity }
        if case .keep(let reason) = decision, !Self.says(reason) { throw .noReason }
        guard !isInStory(decision) else { throw .nameInStory }
        if entity.mentions.allSatisfy({ kept[$0.range.lowerBound] != nil }) {
            for mention in entity.mentions { kept[mention.range.lowerBound] = nil }
        }
        decisions[id] = decision
    }

    /// Whether a decision gives somebody a name that is a word of the story: then nobody could tell who is meant.
    func isInStory(_ decision: Decision) -> Bool {
        guard case .pseudonym(let given, let family) = decision else { return false }
        return TokenizedText("\(given) \(family)").tokens.contains { vocabulary.contains($0.hash) }
    }

    /// Leaves one mention in although its entity goes.
    public mutating func keep(mentionAt start: Int, reason: String) throws(Refusal) {
        guard entities.contains(where: { $0.mentions.contains { $0.range.lowerBound == start } }) else {
            throw .noSuchMention
        }
        guard Self.says(reason) else { throw .noReason }
        kept[start] = reason
    }

    /// Takes back that one mention was left in.
    public mutating func letGo(mentionAt start: Int) throws(Refusal) {
        guard kept.removeValue(forKey: start) != nil else { throw .noSuchMention }
    }

    /// The words just before and just after a mention, on its line: at most so many characters on each side.
    public func surroundings(of mention: Mention, letters: Int) -> (before: String, after: String) {
        func isLineEnd(_ scalar: Unicode.Scalar) -> Bool { Character(scalar).isNewline }
        let before = scalars[max(0, mention.range.lowerBound - letters)..<mention.range.lowerBound]
        let after = scalars[mention.range.upperBound..<min(scalars.count, mention.range.upperBound + letters)]
        var (left, right) = (String.UnicodeScalarView(), String.UnicodeScalarView())
        for scalar in before.suffix(from: (before.lastIndex(where: isLineEnd) ?? before.startIndex - 1) + 1) {
            left.append(scalar)
        }
        for scalar in after.prefix(while: { !isLineEnd($0) }) { right.append(scalar) }
        return (String(left), String(right))
    }

    static func says(_ reason: String) -> Bool { reason.contains { $0.isLetter } }

    // MARK: Linking by hand

    /// Makes two entities one.
    ///
    /// The decision of the first stands.
    public mutating func merge(_ id: Int, _ other: Int) throws(Refusal) {
        guard id != other, let first = entities.firstIndex(where: { $0.id == id }),
            let second = entities.firstIndex(where: { $0.id == other })
        else { throw .noSuchEntity }
        entities[first].mentions = (entities[first].mentions + entities[second].mentions).sorted {
            $0.range.lowerBound < $1.range.lowerBound
        }
        entities.remove(at: second)
        decisions[other] = nil
        sortEntities()
    }

    /// Takes the mentions that begin at `starts` out of an entity, as another one that needs its own decision.
    @discardableResult
    public mutating func split(_ id: Int, mentionsAt starts: Set<Int>) throws(Refusal) -> Int {
        guard let index = entities.firstIndex(where: { $0.id == id }) else { throw .noSuchEntity }
        let moved = entities[index].mentions.filter { starts.contains($0.range.lowerBound) }
        let rest = entities[index].mentions.filter { !starts.contains($0.range.lowerBound) }
        guard moved.count == starts.count else { throw .noSuchMention }
        guard !moved.isEmpty, !rest.isEmpty else { throw .nothingToSplit }
        entities[index].mentions = rest
        let entity = Entity(id: nextID, type: entities[index].type, mentions: moved, role: entities[index].role)
        nextID += 1
        entities.append(entity)
        sortEntities()
        return entity.id
    }

    /// Marks a place that nothing was suggested for; it becomes an entity of its own and needs a decision.
    @discardableResult
    public mutating func mark(_ range: Range<Int>, _ type: IdentifierType) throws(Refusal) -> Int {
        try mark([range], type)
    }

    /// Marks several places as one entity: all that a find-all found.
    @discardableResult
    public mutating func mark(_ ranges: [Range<Int>], _ type: IdentifierType) throws(Refusal) -> Int {
        let isInside = ranges.allSatisfy { !$0.isEmpty && $0.lowerBound >= 0 && $0.upperBound <= scalars.count }
        guard !ranges.isEmpty, isInside else { throw .noSuchMention }
        let sorted = ranges.sorted { $0.lowerBound < $1.lowerBound }
        entities.append(
            Entity(
                id: nextID, type: type, mentions: sorted.map { Mention(range: $0, reason: nil) },
                role: type == .person ? .other : nil))
        nextID += 1
        sortEntities()
        return nextID - 1
    }

    mutating func sortEntities() {
        entities.sort { $0.mentions[0].range.lowerBound < $1.mentions[0].range.lowerBound }
    }

    // MARK: The result

    /// The number of each numbered entity: by the order of appearance, from 1 anew in each story.
    var numbers: [Int: Int] {
        var last: [IdentifierType.Series: Int] = [:]
        var numbers: [Int: Int] = [:]
        for entity in entities where decisions[entity.id] == .numbered {
            last[entity.type.series, default: 0] += 1
            numbers[entity.id] = last[entity.type.series]
        }
        return numbers
    }

    /// A draft with every decision carried out; what is undecided stays in it, and the gate names it.
    ///
    /// - Throws: `RedactionError` for a mention that is not in the text: nothing is left out in silence.
    public func draft(_ words: StandInWords) throws(RedactionError) -> RedactionDraft {
        try RedactionDraft(self, words)
    }
}

/// Where something goes, what stands there then, and what it was.
public struct PlannedReplacement: Hashable, Sendable {
    /// Code points of the original: the mentions and, at most, the article and the preposition that belong to them.
    public let range: Range<Int>
    public let standIn: StandIn
    /// The mentions that it takes the place of, in order, and the type of each.
    public let mentions: [Range<Int>]
    public let types: [IdentifierType]
}

extension RedactionPlan {
    /// Everything that the decisions put into the text, in order of place.
    public func replacements(_ words: StandInWords) -> [PlannedReplacement] {
        Fitting(self, words).placed().map { placed in
            PlannedReplacement(
                range: placed.range, standIn: placed.standIn, mentions: placed.passage.parts.map(\.mention.range),
                types: placed.passage.parts.map(\.entity.type))
        }
    }
}
