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
        for standIn in Set(draft.edits.map(\.standIn)).sorted() {
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
    /// A single word of a longer phrase does not count inside a stand-in: a reviewer chose to say "Officer" there.
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
