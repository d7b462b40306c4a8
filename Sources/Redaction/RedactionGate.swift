/// Something that was taken out and is still there.
///
/// It names the edit and the place, never the words.
public struct Remaining: Hashable, Sendable {
    /// Where it is.
    public enum Place: String, Hashable, Sendable {
        case text, title
    }

    /// In which shape it is still there.
    public enum Form: String, Hashable, Sendable {
        /// All of it.
        case whole
        /// One word of several, at least three letters long.
        case part
        /// With an "s" at its end and no apostrophe: a plural, or a possessive as people type it. Also another word, at
        /// times ("Mark", "marks"), so a person must look.
        case withS
    }

    /// The index of the edit in the draft.
    public let edit: Int
    public let place: Place
    public let form: Form
    /// The code point of that text or title at which it first stands.
    public let first: Int
    /// At how many places it stands.
    public let count: Int
}

/// Looks whether anything that was taken out is still in what is to be signed.
///
/// It looks at the output afresh and trusts nothing about how the output was made.
public struct RedactionGate: Sendable {
    private struct Watch: Hashable, Sendable {
        let edit: Int
        let form: Remaining.Form
    }

    private let finder: PhraseFinder
    // For each phrase of the finder; nil for a stand-in.
    private let watches: [Watch?]

    /// Prepares to look for all that `draft` takes out: what its find-alls name and what its spans cover.
    public init(_ draft: RedactionDraft) {
        var phrases: [PhraseFinder.Phrase] = []
        var watches: [Watch?] = []
        for (index, edit) in draft.edits.enumerated() {
            for (form, phrase) in Self.phrases(of: edit, in: draft) {
                phrases.append(phrase)
                watches.append(Watch(edit: index, form: form))
            }
        }
        for standIn in Set(draft.edits.map(\.standIn)).sorted() {
            phrases.append(PhraseFinder.Phrase(keys: FoldedText(standIn.text).keys, wholeWords: false))
            watches.append(nil)
        }
        finder = PhraseFinder(phrases)
        self.watches = watches
    }

    /// Everything taken out that still stands in `text` or `title`, by edit; empty when all of it is gone.
    ///
    /// A single word of a longer phrase does not count inside a stand-in: a reviewer chose to say "Officer" there.
    public func remaining(in text: String, title: String) -> [Remaining] {
        remaining(in: title, at: .title) + remaining(in: text, at: .text)
    }

    /// The same in one call.
    public static func remaining(in text: String, title: String, after draft: RedactionDraft) -> [Remaining] {
        RedactionGate(draft).remaining(in: text, title: title)
    }

    private func remaining(in text: String, at place: Remaining.Place) -> [Remaining] {
        let hits = finder.hits(in: SourceText(text))
        let standIns = hits.filter { watches[$0.phrase] == nil }.map(\.range)
        var found: [Watch: (first: Int, count: Int)] = [:]
        var order: [Watch] = []
        var passed = 0
        for hit in hits {
            guard let watch = watches[hit.phrase] else { continue }
            if watch.form != .whole {
                while passed < standIns.count, standIns[passed].upperBound <= hit.range.lowerBound { passed += 1 }
                let isInside = passed < standIns.count && standIns[passed].contains(hit.range.lowerBound)
                if isInside { continue }
            }
            if found[watch] == nil { order.append(watch) }
            found[watch, default: (hit.range.lowerBound, 0)].count += 1
        }
        return order.compactMap { watch in
            found[watch].map {
                Remaining(edit: watch.edit, place: place, form: watch.form, first: $0.first, count: $0.count)
            }
        }
        .sorted { ($0.edit, $0.first, $0.form.rawValue) < ($1.edit, $1.first, $1.form.rawValue) }
    }
}
