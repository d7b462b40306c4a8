/// Something that was decided to go and still stands, or is not decided yet.
///
/// It names the entity, never the words.
public struct EntityRemaining: Hashable, Sendable {
    /// In which shape it is still there.
    public enum Form: String, Hashable, Sendable {
        /// A mention as it stood, in any case, with or without accents, over blanks and line ends, with or without "'s".
        case whole
        /// One word of a longer name.
        case part
        /// With an "s" at its end: also another word at times, so a person must look.
        case withS
        /// "J.D." or "J. D." of a name of two words or more.
        case initials
        /// No decision was made.
        case undecided
    }

    /// The number of the entity.
    public let entity: Int
    public let form: Form
    /// Text or title; nil for what is undecided.
    public let place: Remaining.Place?
    /// The code point at which it first stands.
    public let first: Int
    /// At how many places it stands.
    public let count: Int
}

/// Looks at the output afresh for all that a plan takes out: whole, in parts, as initials, in the title too.
public struct EntityGate: Sendable {
    private struct Watch: Hashable, Sendable {
        let entity: Int
        let form: EntityRemaining.Form
        /// An ordinary word counts only where it is written as the name was.
        let needsCapital: Bool
    }

    private let finder: PhraseFinder
    private let watches: [Watch?]
    private let undecided: [Int]
    private let kept: [[UInt32]: Int]

    /// Prepares to look for what `plan` takes out.
    public init(_ plan: RedactionPlan, _ words: StandInWords) {
        var phrases: [PhraseFinder.Phrase] = []
        var watches: [Watch?] = []
        var seen: Set<[UInt32]> = []
        let standIns = plan.standIns(words)
        for entity in plan.entities where standIns[entity.id] != nil {
            for mention in entity.mentions {
                let forms = WatchedName(plan.words(of: mention), type: entity.type).forms
                for (form, phrase, needsCapital) in forms
                where seen.insert(phrase.keys + [UInt32(entity.id), needsCapital ? 1 : 0]).inserted {
                    phrases.append(phrase)
                    watches.append(Watch(entity: entity.id, form: form, needsCapital: needsCapital))
                }
            }
        }
        for standIn in Set(standIns.values).sorted() {
            phrases.append(PhraseFinder.Phrase(keys: FoldedText(standIn.text).keys, wholeWords: false))
            watches.append(nil)
        }
        finder = PhraseFinder(phrases)
        self.watches = watches
        undecided = plan.unresolved.map(\.id)
        kept = Self.keptCounts(plan)
    }

    /// How often each kept mention may stand in the text: as often as it was kept.
    private static func keptCounts(_ plan: RedactionPlan) -> [[UInt32]: Int] {
        var counts: [[UInt32]: Int] = [:]
        for entity in plan.entities {
            let isKept = plan.decisions[entity.id]?.isKept ?? false
            for mention in entity.mentions where isKept || plan.kept[mention.range.lowerBound] != nil {
                for (_, phrase, _) in WatchedName(plan.words(of: mention), type: entity.type).forms {
                    counts[phrase.keys, default: 0] += 1
                }
            }
        }
        return counts
    }

    /// Everything that stands in the way of signing; empty when the text can be signed.
    public func remaining(in text: String, title: String) -> [EntityRemaining] {
        undecided.map { EntityRemaining(entity: $0, form: .undecided, place: nil, first: 0, count: 1) }
            + look(title, .title) + look(text, .text)
    }

    private func look(_ text: String, _ place: Remaining.Place) -> [EntityRemaining] {
        let source = SourceText(text)
        let hits = finder.hits(in: source)
        let standIns = hits.filter { watches[$0.phrase] == nil }.map(\.range)
        var found: [Watch: (first: Int, count: Int, keys: [UInt32])] = [:]
        var order: [Watch] = []
        var passed = 0
        for hit in hits {
            guard let watch = watches[hit.phrase] else { continue }
            while passed < standIns.count, standIns[passed].upperBound <= hit.range.lowerBound { passed += 1 }
            if watch.form != .whole, passed < standIns.count, standIns[passed].contains(hit.range.lowerBound) {
                continue
            }
            if watch.needsCapital, !(source.scalars[hit.range.lowerBound].properties.isUppercase) { continue }
            if found[watch] == nil { order.append(watch) }
            found[watch, default: (hit.range.lowerBound, 0, finder.keys(of: hit.phrase))].count += 1
        }
        return order.compactMap { watch in
            guard let hit = found[watch] else { return nil }
            let allowed = place == .text ? kept[hit.keys] ?? 0 : 0
            guard hit.count > allowed else { return nil }
            return EntityRemaining(
                entity: watch.entity, form: watch.form, place: place, first: hit.first, count: hit.count - allowed)
        }
    }
}

/// The forms by which a mention is known again.
struct WatchedName {
    let forms: [(EntityRemaining.Form, PhraseFinder.Phrase, needsCapital: Bool)]

    init(_ words: String, type: IdentifierType) {
        let text = TokenizedText(words)
        let whole = FoldedText(words).trimmed { WordClass($0) == .none }
        var forms: [(EntityRemaining.Form, PhraseFinder.Phrase, needsCapital: Bool)] = []
        let tokens = text.tokens.filter { $0.kind != .sign && $0.kind != .possessive }
        let isWord = tokens.count == 1 && (tokens.first?.isKnownWord ?? false)
        let isCapital = tokens.first?.isCapital ?? false
        // "34", "she", "two": alone they stand everywhere with another meaning.
        let isSmall =
            whole.count < 2 || tokens.allSatisfy(\.isFunction) && !isCapital || type == .age || type == .family
            || type == .quantity && whole.count < 4
        if !isSmall { forms.append((.whole, PhraseFinder.Phrase(keys: whole, wholeWords: true), isWord && isCapital)) }
        if type == .person || type == .location || type == .facility || type == .organization {
            Self.addParts(tokens, text, type, &forms)
            if tokens.count == 1, !isWord, whole.count > 3, whole.last != 0x73 {
                forms.append((.withS, PhraseFinder.Phrase(keys: whole + [0x73], wholeWords: true), false))
            }
        }
        self.forms = forms
    }

    private static func addParts(
        _ tokens: [Token], _ text: TokenizedText, _ type: IdentifierType,
        _ forms: inout [(EntityRemaining.Form, PhraseFinder.Phrase, needsCapital: Bool)]
    ) {
        guard tokens.count > 1 else { return }
        var initials: [UInt32] = []
        for token in tokens {
            let keys = Array(text.folded[Int(token.foldedStart)..<Int(token.foldedEnd)])
            initials += [keys[0], 0x2E]
            let isGeneric = !token.cues.isDisjoint(with: [
                .facility, .organization, .placeHead, .street, .court, .title, .connector, .safe, .unit,
            ])
            guard keys.count > 2, !token.isFunction, !isGeneric, token.isWord else { continue }
            if type != .person, token.isKnownWord { continue }
            forms.append((.part, PhraseFinder.Phrase(keys: keys, wholeWords: true), token.isKnownWord))
            if !token.isKnownWord, keys.last != 0x73, keys.count > 3 {
                forms.append((.withS, PhraseFinder.Phrase(keys: keys + [0x73], wholeWords: true), false))
            }
        }
        guard type == .person, tokens.count <= 4, tokens.allSatisfy(\.isWord) else { return }
        forms.append((.initials, PhraseFinder.Phrase(keys: initials, wholeWords: true), true))
        let spaced = Array(initials.split(separator: 0x2E).flatMap { $0 + [0x2E, 0x20] }.dropLast())
        forms.append((.initials, PhraseFinder.Phrase(keys: spaced, wholeWords: true), true))
    }
}
