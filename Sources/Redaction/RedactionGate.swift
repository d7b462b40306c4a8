/// Something that was decided to go and still stands, or is not decided yet.
///
/// It names the entity or the edit, never the words.
public struct Remaining: Hashable, Sendable {
    /// Where it is.
    public enum Place: String, Hashable, Sendable {
        case text, title
    }

    /// In which shape it is still there.
    public enum Form: String, Hashable, Sendable {
        /// All of it, in any case, with or without accents, over blanks and line ends, with or without "'s".
        case whole
        /// One word of a longer name.
        case part
        /// With an "s" at its end and no apostrophe: a plural, or a possessive as people type it. Also another word, at
        /// times ("Mark", "marks"), so a person must look.
        case withS
        /// "J.D." or "J. D." of a name of two words or more.
        case initials
        /// No decision was made.
        case undecided
    }

    /// The number of the entity; for an edit that no plan made, its index in the draft.
    public let item: Int
    public let form: Form
    /// Nil for what is undecided.
    public let place: Place?
    /// The code point of that text or title at which it first stands.
    public let first: Int
    /// At how many places it stands.
    public let count: Int
}

/// Looks whether anything that was taken out is still in what is to be signed: whole, in parts or as initials.
///
/// It looks at the output afresh and trusts nothing about how the output was made.
public struct RedactionGate: Sendable {
    private struct Watch: Hashable, Sendable {
        let item: Int
        let form: Remaining.Form
        let needsCapital: Bool
    }

    private let finder: PhraseFinder
    // For each phrase of the finder; nil for a stand-in.
    private let watches: [Watch?]
    private let undecided: [Int]
    // How often each form of what was kept may stand in the text: as often as it was kept.
    private let kept: [[UInt32]: Int]

    /// Prepares to look for all that `draft` takes out.
    public init(_ draft: RedactionDraft) {
        var phrases: [PhraseFinder.Phrase] = []
        var watches: [Watch?] = []
        var seen: Set<[UInt32]> = []
        var kept: [[UInt32]: Int] = [:]
        func watch(_ item: Int, _ forms: [WatchedForm]) {
            for form in forms
            where seen.insert(form.phrase.keys + [UInt32(item), form.needsCapital ? 1 : 0]).inserted {
                phrases.append(form.phrase)
                watches.append(Watch(item: item, form: form.form, needsCapital: form.needsCapital))
            }
        }
        if let plan = draft.plan {
            for entity in plan.entities {
                let isKept = plan.decisions[entity.id]?.isKept
                for mention in entity.mentions {
                    let forms = WatchedForm.of(plan.words(of: mention), entity.type)
                    if isKept == false { watch(entity.id, forms) }
                    guard isKept == true || plan.kept[mention.range.lowerBound] != nil else { continue }
                    for form in forms { kept[form.phrase.keys, default: 0] += 1 }
                }
            }
        }
        for (index, edit) in draft.edits.enumerated().dropFirst(draft.planned) {
            watch(index, WatchedForm.of(edit, in: draft))
        }
        // Without brackets nobody could tell a stand-in from the name it repeats, so nothing in it is passed over.
        for standIn in Set(draft.edits.map(\.standIn)).sorted() where standIn.isBracketed {
            phrases.append(PhraseFinder.Phrase(keys: FoldedText(standIn.text).keys, wholeWords: false))
            watches.append(nil)
        }
        finder = PhraseFinder(phrases)
        self.watches = watches
        undecided = draft.plan?.unresolved.map(\.id) ?? []
        self.kept = kept
    }

    /// Everything that stands in the way of signing; empty when the text can be signed.
    ///
    /// A single word of a longer phrase does not count inside a stand-in in brackets: a reviewer chose to say "Officer" there.
    public func remaining(in text: String, title: String) -> [Remaining] {
        undecided.map { Remaining(item: $0, form: .undecided, place: nil, first: 0, count: 1) }
            + look(title, .title) + look(text, .text)
    }

    private func look(_ text: String, _ place: Remaining.Place) -> [Remaining] {
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
            if watch.needsCapital, !source.scalars[hit.range.lowerBound].properties.isUppercase { continue }
            if found[watch] == nil { order.append(watch) }
            found[watch, default: (hit.range.lowerBound, 0, finder.keys(of: hit.phrase))].count += 1
        }
        return order.compactMap { watch in
            guard let hit = found[watch] else { return nil }
            let allowed = place == .text ? kept[hit.keys] ?? 0 : 0
            guard hit.count > allowed else { return nil }
            return Remaining(
                item: watch.item, form: watch.form, place: place, first: hit.first, count: hit.count - allowed)
        }
    }
}

/// One form by which something that was taken out is known again.
struct WatchedForm {
    let form: Remaining.Form
    let phrase: PhraseFinder.Phrase
    /// An ordinary word counts only where it is written as the name was.
    let needsCapital: Bool

    private init(_ form: Remaining.Form, _ keys: [UInt32], wholeWords: Bool = true, needsCapital: Bool = false) {
        self.form = form
        phrase = PhraseFinder.Phrase(keys: keys, wholeWords: wholeWords)
        self.needsCapital = needsCapital
    }

    // MARK: Of an entity

    /// The forms of a mention, by what it is.
    static func of(_ words: String, _ type: IdentifierType) -> [WatchedForm] {
        let text = TokenizedText(words)
        let whole = wordKeys(words)
        let tokens = nameTokens(text)
        let isWord = tokens.count == 1 && (tokens.first?.isKnownWord ?? false)
        let isCapital = tokens.first?.isCapital ?? false
        // "34", "she", "two": alone they stand everywhere with another meaning.
        let isSmall =
            whole.count < 2
            || tokens.allSatisfy(\.isFunction)
                && (!isCapital || type != .person && tokens.allSatisfy { $0.shape == .upper })
            || type == .age || type == .family
            || type == .quantity && whole.count < 4
        var forms: [WatchedForm] = []
        if !isSmall { forms.append(WatchedForm(.whole, whole, needsCapital: isWord && isCapital)) }
        guard [.person, .location, .facility, .organization].contains(type) else { return forms }
        if tokens.count > 1 {
            for token in tokens { forms += part(token, text, type) }
        } else if !isWord {
            forms += withS(whole)
        }
        if type == .person { forms += initials(tokens, text) }
        return forms
    }

    private static func part(_ token: Token, _ text: TokenizedText, _ type: IdentifierType) -> [WatchedForm] {
        let keys = keys(of: token, text)
        let isGeneric = !token.cues.isDisjoint(with: [
            .facility, .organization, .placeHead, .street, .court, .title, .connector, .safe, .unit,
        ])
        guard keys.count > 2, !token.isFunction, !isGeneric, token.isWord else { return [] }
        if type != .person, token.isKnownWord { return [] }
        return [WatchedForm(.part, keys, needsCapital: token.isKnownWord)] + (token.isKnownWord ? [] : withS(keys))
    }

    // MARK: Of an edit

    /// The forms of what an edit names, of which nothing is known but the words.
    static func of(_ edit: RedactionEdit, in draft: RedactionDraft) -> [WatchedForm] {
        switch edit {
        case .findAll(let words, let wholeWords, _): return of(words, wholeWords: wholeWords)
        case .span(let range, _):
            let range = draft.source.wholeGraphemes(around: range)
            let words = String(String.UnicodeScalarView(draft.source.scalars[range]))
            // A short span ("she", "two") stands everywhere with another meaning; only what could name someone counts.
            let keys = wordKeys(words)
            guard keys.count >= 3, !functionWords.contains(keys) else { return [] }
            // A passage that was cut is known by nothing but all of its words; "Ana Ruiz" is a name.
            let tokens = nameTokens(TokenizedText(words))
            let isName = tokens.count <= 4 && tokens.allSatisfy { $0.isWord && $0.isCapital && $0.shape != .upper }
            return [WatchedForm(.whole, keys)] + (isName ? of(words, .person).filter { $0.form != .whole } : [])
        }
    }

    private static func of(_ words: String, wholeWords: Bool) -> [WatchedForm] {
        var keys = wordKeys(words)
        if keys.isEmpty { keys = RedactionDraft.keys(toFind: words) }
        var forms = [WatchedForm(.whole, keys, wholeWords: wholeWords)] + withS(keys)
        let parts = parts(of: keys)
        guard parts.count > 1 else { return forms }
        for part in parts where part.count >= 3 && !functionWords.contains(part) {
            forms += [WatchedForm(.part, part)] + withS(part)
        }
        let text = TokenizedText(words)
        let tokens = nameTokens(text)
        // "my dad" has no initials, and "M.D." is no name of his.
        let isName = [tokens.first, tokens.last].allSatisfy { $0.map { $0.isCapital || !$0.isFunction } ?? false }
        return isName ? forms + initials(tokens, text) : forms
    }

    // MARK: Of both

    private static func nameTokens(_ text: TokenizedText) -> [Token] {
        text.tokens.filter { $0.kind != .sign && $0.kind != .possessive }
    }

    private static func keys(of token: Token, _ text: TokenizedText) -> [UInt32] {
        Array(text.folded[Int(token.foldedStart)..<Int(token.foldedEnd)])
    }

    /// "Tyrell," and "Tyrell" are the same name.
    private static func wordKeys(_ words: String) -> [UInt32] {
        FoldedText(words).trimmed { WordClass($0) == .none }
    }

    /// Runs of letters and digits; an apostrophe between two letters belongs to the word.
    private static func parts(of keys: [UInt32]) -> [[UInt32]] {
        keys.split { WordClass($0) == .none && $0 != LetterFold.apostrophe }
            .map {
                Array(
                    $0.drop { $0 == LetterFold.apostrophe }.reversed().drop { $0 == LetterFold.apostrophe }.reversed())
            }
            .filter { !$0.isEmpty }
    }

    private static func withS(_ keys: [UInt32]) -> [WatchedForm] {
        let letterS: UInt32 = 0x73
        guard keys.count >= 4, let last = keys.last, last != letterS, !(0x30...0x39).contains(last) else { return [] }
        return [WatchedForm(.withS, keys + [letterS])]
    }

    /// The initials of a name of two to four words, together or apart; with a last point they are found too.
    private static func initials(_ tokens: [Token], _ text: TokenizedText) -> [WatchedForm] {
        guard (2...4).contains(tokens.count), tokens.allSatisfy({ $0.isWord && $0.foldedLength > 0 })
        else { return [] }
        let letters = tokens.map { [text.folded[Int($0.foldedStart)]] }
        return [[0x2E], [0x2E, 0x20]].map { gap in
            WatchedForm(.initials, Array(letters.joined(separator: gap)), needsCapital: true)
        }
    }

    /// Words that stand in many names and name nobody.
    private static let functionWords: Set<[UInt32]> = Set(
        """
        the and for from with who was were had has have his her him she you they them our out not but that this there
        of del las los una uno con por para que sin sus ella ellos nos van von der den dos das les des
        """
        .split { $0.isWhitespace }.map { FoldedText(String($0)).keys })
}
