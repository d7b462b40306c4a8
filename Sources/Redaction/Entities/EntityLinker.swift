/// Links mentions to entities: the same words, a part of exactly one longer name, or its one slip.
///
/// Two people who share a first name stay two where the story gives both a family name, and a bare "Maria" between them
/// stays a third: a reviewer merges what is one.
struct EntityLinker {
    private struct Name {
        var range: Range<Int>
        var reason: Reason?
        var type: IdentifierType
        var words: [UInt64]
        var letters: [UInt32]
        /// Of a name of one long word: that word, and whether a list knows it.
        var spelling: (letters: ArraySlice<UInt32>, isKnown: Bool)?
        var role: ThirdParty?
    }

    private let text: TokenizedText

    init(_ text: TokenizedText) { self.text = text }

    func entities(_ suggestions: [Suggestion]) -> [Entity] {
        var cursor = 0
        let names = suggestions.map { name($0, &cursor) }
        // The longest names are known first: shorter ones are parts of them.
        let order = names.indices.sorted { (names[$1].words.count, $0) < (names[$0].words.count, $1) }
        var groups: [(first: Int, members: [Int])] = []
        var byWords: [[UInt64]: Int] = [:]
        var byWord: [UInt64: Set<Int>] = [:]
        var slips = Slips(names.compactMap(\.spelling))
        for index in order {
            let key = [UInt64(names[index].type.linkClass)] + names[index].words
            if let group = byWords[key] ?? owner(of: names[index], groups.map(\.first), names, byWord)
                ?? names[index].spelling.flatMap({ slips.owner(of: $0) })
            {
                groups[group].members.append(index)
                byWords[key] = group
                continue
            }
            groups.append((index, [index]))
            byWords[key] = groups.count - 1
            for word in names[index].words { byWord[word, default: []].insert(groups.count - 1) }
            if let spelling = names[index].spelling { slips.insert(spelling, of: groups.count - 1) }
        }
        let sorted = groups.map { $0.members.sorted { names[$0].range.lowerBound < names[$1].range.lowerBound } }
            .sorted { names[$0[0]].range.lowerBound < names[$1[0]].range.lowerBound }
        return sorted.enumerated().map { number, members in
            Entity(
                id: number + 1, type: type(of: members.map { names[$0].type }),
                mentions: members.map { Mention(range: names[$0].range, reason: names[$0].reason) },
                role: names[members[0]].type == .person
                    ? members.lazy.compactMap { names[$0].role }.first ?? .other : nil)
        }
    }

    private func name(_ suggestion: Suggestion, _ cursor: inout Int) -> Name {
        while cursor < text.tokens.count, Int(text.tokens[cursor].end) <= suggestion.range.lowerBound { cursor += 1 }
        var name = Name(
            range: suggestion.range, reason: suggestion.reason, type: suggestion.type, words: [], letters: [], role: nil
        )
        var titles: [UInt64] = []
        var index = cursor
        while index < text.tokens.count, Int(text.tokens[index].start) < suggestion.range.upperBound {
            let token = text.tokens[index]
            let isTitle =
                suggestion.type == .person && !token.cues.isDisjoint(with: .title)
                && token.flags.isDisjoint(with: .given)
            if isTitle {
                name.role = name.role ?? ThirdParty.of(token.hash)
                titles.append(token.hash)
            } else if token.kind != .sign, token.kind != .possessive {
                name.words.append(stem(token, suggestion.type))
                if token.isWord { name.letters.append(text.folded[Int(token.foldedStart)]) }
            }
            index += 1
        }
        name.spelling = name.words.count == 1 ? spelling(cursor..<index, suggestion.type) : nil
        // "Uncle" and "Judge" alone are each their own, not one and the same because both are titles.
        if name.words.isEmpty { name.words = titles }
        if suggestion.type == .person {
            let own = name.words.count == 1 ? ThirdParty.of(name.words[0]) : nil
            name.role = name.role ?? own ?? role(before: cursor, after: index)
        }
        return name
    }

    /// The long word of a person's name of one word, with its titles.
    private func spelling(_ tokens: Range<Int>, _ type: IdentifierType) -> (ArraySlice<UInt32>, Bool)? {
        guard type == .person, let token = text.tokens[tokens].last(where: { $0.isWord }),
            Slips.lengths.contains(token.foldedLength)
        else { return nil }
        let letters = text.folded[Int(token.foldedStart)..<Int(token.foldedEnd)]
        return (letters, !token.flags.isDisjoint(with: [.given, .family]))
    }

    /// "tyrells" typed without its apostrophe is Tyrell's where the list does not know it otherwise.
    private func stem(_ token: Token, _ type: IdentifierType) -> UInt64 {
        guard type == .person, token.foldedLength > 4, token.flags.isEmpty,
            text.folded[Int(token.foldedEnd) - 1] == 0x73
        else { return token.hash }
        var hash = WordHash()
        for key in text.folded[Int(token.foldedStart)..<(Int(token.foldedEnd) - 1)] { hash.add(key) }
        return Lexicon.standard.flags(of: hash.value).isDisjoint(with: [.given, .family]) ? token.hash : hash.value
    }

    /// The role that one of the three words before a name gives, or an apposition after it: "Dre, my cousin,".
    private func role(before start: Int, after end: Int) -> ThirdParty? {
        for index in stride(from: start - 1, through: max(0, start - 3), by: -1) {
            let token = text.tokens[index]
            if token.kind == .sign, !token.isSign(","), !token.isSign(".") { break }
            if token.isSign("."), index > 0, !text.tokens[index - 1].cues.contains(.title) { break }
            if let role = ThirdParty.of(token.hash) { return role }
        }
        guard end + 2 < text.tokens.count, text.tokens[end].isSign(","), text.tokens[end + 1].cues.contains(.determiner)
        else { return nil }
        return ThirdParty.of(text.tokens[end + 2].hash)
    }

    /// The one group whose name holds all words of `name`, or whose initials it is.
    private func owner(of name: Name, _ firsts: [Int], _ names: [Name], _ byWord: [UInt64: Set<Int>]) -> Int? {
        guard !name.type.isStructured, !name.words.isEmpty else { return nil }
        if let first = name.words.first, var candidates = byWord[first] {
            for word in name.words.dropFirst() { candidates.formIntersection(byWord[word] ?? []) }
            let all = candidates
            candidates = candidates.filter { names[firsts[$0]].type.linkClass == name.type.linkClass }
            // A family name alone may be read as an organization: it is the person's if there is one.
            if candidates.isEmpty, name.type == .organization {
                candidates = all.filter { names[firsts[$0]].type == .person }
            }
            // A generic word ("County", "Jail") owns nothing.
            if candidates.count == 1, let group = candidates.first { return group }
            if candidates.count > 1 { return nil }
        }
        let initials = name.words.count > 1 && name.letters.count == name.words.count ? name.letters : []
        guard initials.count > 1 else { return nil }
        let matching = firsts.indices.filter {
            names[firsts[$0]].type.linkClass == name.type.linkClass && names[firsts[$0]].words.count > 1
                && names[firsts[$0]].letters == initials
                && name.range.count <= initials.count * 3
        }
        return matching.count == 1 ? matching[0] : nil
    }

    /// The kind that most mentions have.
    private func type(of types: [IdentifierType]) -> IdentifierType {
        var counts: [IdentifierType: Int] = [:]
        for type in types { counts[type, default: 0] += 1 }
        let most = counts.values.max() ?? 0
        return types.first { counts[$0] == most } ?? .other
    }
}

/// Names of one word by their letters, to find the one that another is a slip of.
///
/// A slip leaves a letter out, doubles or changes one, or swaps two, inside of the word; it is in no list of names, or what it
/// is a slip of is in none; and one of the two is written once only. So "Daniel" and "Daniela", "Jayden" and "Jaylen", and two
/// sisters of whom a story tells at length stay two.
private struct Slips {
    static let lengths = 5...24
    /// Of more that are so like one another none is another's slip; and each is compared with few.
    private static let most = 8

    private var counts: [ArraySlice<UInt32>: Int] = [:]
    private var found: [UInt64: [(letters: ArraySlice<UInt32>, isKnown: Bool, group: Int)]] = [:]

    init(_ all: [(letters: ArraySlice<UInt32>, isKnown: Bool)]) {
        for (letters, _) in all { counts[letters, default: 0] += 1 }
    }

    mutating func insert(_ name: (letters: ArraySlice<UInt32>, isKnown: Bool), of group: Int) {
        for key in Self.keys(name.letters) where found[key, default: []].count < Self.most {
            found[key, default: []].append((name.letters, name.isKnown, group))
        }
    }

    /// The only group whose name it may be a slip of; nil for none and for several.
    func owner(of name: (letters: ArraySlice<UInt32>, isKnown: Bool)) -> Int? {
        var groups: Set<Int> = []
        for key in Self.keys(name.letters) {
            for other in found[key] ?? [] where !(other.isKnown && name.isKnown) {
                guard other.letters.first == name.letters.first, other.letters.last == name.letters.last,
                    counts[other.letters] == 1 || counts[name.letters] == 1
                else { continue }
                groups.insert(other.group)
            }
        }
        return groups.count == 1 ? groups.first : nil
    }

    /// The word, and the word without each of its letters: two words that are one slip apart share one of these.
    private static func keys(_ letters: ArraySlice<UInt32>) -> Set<UInt64> {
        var keys: Set = [WordHash.of(letters)]
        for left in letters.indices {
            var hash = WordHash()
            for index in letters.indices where index != left { hash.add(letters[index]) }
            keys.insert(hash.value)
        }
        return keys
    }
}

extension IdentifierType {
    /// Kinds that may name the same thing: a jail is found as a place and as a facility.
    fileprivate var linkClass: UInt8 {
        switch self {
        case .location, .facility, .organization: 1
        default: index + 1
        }
    }
}

/// In which languages a text is written, as far as its small words tell.
public struct LanguageGuess: Hashable, Sendable {
    /// Whether most of the words are of a language that the engine knows.
    public let isKnown: Bool
    /// The language of most small words, `en` or `es`; nil where they tell nothing, and for a language that is not known.
    public let code: String?

    /// Whether the engine looks for what could identify someone in the language of this tag, such as `es-MX`.
    public static func knows(_ tag: String) -> Bool { ["en", "es"].contains(tag.lowercased().prefix { $0 != "-" }) }

    init(_ text: TokenizedText) { self.init(CollectionOfOne(text)) }

    init(_ pieces: some Sequence<TokenizedText>) {
        var (words, known, english, spanish) = (0, 0, 0, 0)
        var (letters, unread) = (0, 0)
        for text in pieces {
            for token in text.tokens where token.isWord {
                words += 1
                letters += token.foldedLength
                if token.isForeign { unread += token.foldedLength }
                guard Self.isPlainLatin(text.scalars[token.range]) else { continue }
                if token.cues.contains(.functionEnglish) { english += 1 }
                if token.cues.contains(.functionSpanish) { spanish += 1 }
                if token.isKnownWord { known += 1 }
            }
        }
        // In English and Spanish a third of all words are small ones, and few words are in no list.
        // Where there is no word, or more than a name in a script that nobody here reads, nothing was checked.
        let isRead = words > 0 && (unread * 8 < letters || unread < letters && unread <= 12)
        isKnown = isRead && (words < 8 || (known * 2 >= words && (english + spanish) * 7 >= words))
        code = !isKnown || spanish == english ? nil : spanish > english ? "es" : "en"
    }

    /// ASCII and the accents of Spanish: "và" and "tù" are no words of either language.
    private static func isPlainLatin(_ scalars: ArraySlice<UInt32>) -> Bool {
        scalars.allSatisfy { $0 < 0x80 || $0 > 0x2000 || $0 == 0x301 || spanishLetters.contains($0) }
    }

    private static let spanishLetters = Set("áéíóúüñÁÉÍÓÚÜÑ".unicodeScalars.map(\.value))
}

extension Redactor {
    /// Whether a text is in a language that the engine knows; if not, it is to be shown as "not checked by machine".
    public static func knowsLanguage(of text: String) -> Bool { language(of: text).isKnown }

    /// In which language a text seems to be.
    public static func language(of text: String) -> LanguageGuess {
        LanguageGuess(TextWindows(text).lazy.map { TokenizedText(scalars: $0.scalars) })
    }
}
