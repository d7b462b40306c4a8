/// A story on its way to a version that can be shared: the original, and what is to be taken out of it.
public struct RedactionDraft: Sendable {
    /// The text as the survivor wrote it; every offset counts its code points.
    public let original: String
    /// The edits so far, in the order in which they were made.
    public private(set) var edits: [RedactionEdit] = []

    let source: SourceText
    /// The plan that it carries out; nil for one that is made edit by edit.
    let plan: RedactionPlan?
    /// How many of the edits, the first ones, are the plan's.
    private(set) var planned = 0

    /// Begins with nothing taken out.
    public init(_ original: String) {
        self.original = original
        source = SourceText(original)
        plan = nil
    }

    /// Takes out what was decided to go.
    ///
    /// - Throws: `RedactionError` for a mention that is not in the text.
    init(_ plan: RedactionPlan, _ words: StandInWords) throws(RedactionError) {
        original = plan.original
        source = plan.source
        self.plan = plan
        guard plan.entities.allSatisfy({ $0.mentions.allSatisfy { $0.range.upperBound <= plan.length } }) else {
            throw .spanOutsideText
        }
        for placed in Fitting(plan, words).placed() { try add(.span(placed.range, standIn: placed.standIn)) }
        planned = edits.count
    }

    /// The number of code points of the original: the largest end that a span may have.
    public var length: Int { source.scalars.count }

    /// Adds an edit.
    ///
    /// One that finds nothing is not an error; `apply()` says how often each one matched.
    ///
    /// - Throws: `RedactionError` if the edit could never take anything out; the draft is then as before.
    public mutating func add(_ edit: RedactionEdit) throws(RedactionError) {
        switch edit {
        case .span(let range, _):
            guard range.lowerBound >= 0, range.upperBound <= length else { throw .spanOutsideText }
            guard !range.isEmpty else { throw .emptySpan }
        case .findAll(let text, _, _):
            guard !Self.keys(toFind: text).isEmpty else { throw .nothingToFind }
        }
        edits.append(edit)
    }

    /// The text with every edit made.
    ///
    /// A function of the original and the set of edits: their order changes nothing in the text. Where edits overlap,
    /// all that any of them covers goes, and one stand-in is left: that of the longest, then of the earliest.
    public func apply() -> RedactedText {
        let cuts = self.cuts()
        let replacements = Replacement.merging(cuts.map(\.replacement))
        var text = String.UnicodeScalarView()
        var position = 0
        var length = 0
        var places: [Range<Int>] = []
        for replacement in replacements {
            // One by one: appending a slice reserves its exact size each time, which makes the whole quadratic.
            for scalar in source.scalars[position..<replacement.range.lowerBound] { text.append(scalar) }
            for scalar in replacement.standIn.text.unicodeScalars { text.append(scalar) }
            let start = length + replacement.range.lowerBound - position
            length = start + replacement.standIn.text.unicodeScalars.count
            places.append(start..<length)
            position = replacement.range.upperBound
        }
        for scalar in source.scalars[position...] { text.append(scalar) }
        var matches = [Int](repeating: 0, count: edits.count)
        for cut in cuts { matches[cut.edit] += 1 }
        return RedactedText(
            text: String(text), replacements: replacements.count, matches: matches, places: places,
            originals: replacements.map(\.range))
    }

    private func cuts() -> [(edit: Int, replacement: Replacement)] {
        var cuts: [(edit: Int, replacement: Replacement)] = []
        var phrases: [PhraseFinder.Phrase] = []
        var owners: [Int] = []
        for (index, edit) in edits.enumerated() {
            switch edit {
            case .span(let range, let standIn):
                cuts.append((index, Replacement(range: source.wholeGraphemes(around: range), standIn: standIn)))
            case .findAll(let text, let wholeWords, _):
                phrases.append(PhraseFinder.Phrase(keys: Self.keys(toFind: text), wholeWords: wholeWords))
                owners.append(index)
            }
        }
        guard !phrases.isEmpty else { return cuts }
        for hit in PhraseFinder(phrases).hits(in: source) {
            let owner = owners[hit.phrase]
            cuts.append((owner, Replacement(range: hit.range, standIn: edits[owner].standIn)))
        }
        return cuts
    }

    static func keys(toFind text: String) -> [UInt32] { FoldedText(text).trimmed { $0 == LetterFold.blank } }
}

/// A story with everything taken out that a draft names.
public struct RedactedText: Hashable, Sendable {
    /// The text with its stand-ins.
    public let text: String
    /// How many stand-ins were put in.
    public let replacements: Int
    /// For each edit of the draft, in its order, at how many places it matched; 0 means that it did nothing.
    public let matches: [Int]
    /// Where each stand-in is in the text, in code points, in order; and the place of the original that it took.
    public let places: [Range<Int>], originals: [Range<Int>]

    /// Nothing at all.
    public static let none = RedactedText(text: "", replacements: 0, matches: [], places: [], originals: [])
}

/// A place in the original and what goes there.
struct Replacement: Equatable {
    /// Code points of the original.
    let range: Range<Int>
    let standIn: StandIn

    /// Joins the ones that overlap, so that each code point is covered at most once; in order of place.
    ///
    /// A group keeps the stand-in of its longest member, then of the earliest, then the first by bytes. Touching ones
    /// stay apart: they are two things.
    static func merging(_ replacements: [Replacement]) -> [Replacement] {
        var merged: [Replacement] = []
        var winner: Replacement?
        for next in replacements.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
            guard let last = merged.last, let best = winner, next.range.lowerBound < last.range.upperBound else {
                merged.append(next)
                winner = next
                continue
            }
            let better = next.wins(over: best) ? next : best
            winner = better
            let range = last.range.lowerBound..<max(last.range.upperBound, next.range.upperBound)
            merged[merged.count - 1] = Replacement(range: range, standIn: better.standIn)
        }
        return merged
    }

    private func wins(over other: Replacement) -> Bool {
        if range.count != other.range.count { return range.count > other.range.count }
        if range.lowerBound != other.range.lowerBound { return range.lowerBound < other.range.lowerBound }
        return standIn < other.standIn
    }
}

/// A text by its scalars, with the places where it may be cut.
struct SourceText: Sendable {
    /// The text's code points.
    let scalars: [Unicode.Scalar]
    // Where each grapheme begins, and the end of the text.
    private let cuts: [Int]

    /// Takes a text apart in one pass.
    init(_ text: String) {
        scalars = Array(text.unicodeScalars)
        var cuts: [Int] = []
        var offset = 0
        for character in text {
            cuts.append(offset)
            offset += character.unicodeScalars.count
        }
        cuts.append(offset)
        self.cuts = cuts
    }

    /// The smallest range of whole graphemes around `range`, which must not be empty and must lie in the text.
    func wholeGraphemes(around range: Range<Int>) -> Range<Int> {
        let first = firstCut { $0 > range.lowerBound } - 1
        let last = firstCut { $0 >= range.upperBound }
        return cuts[first]..<cuts[last]
    }

    /// The first cut for which `test` holds; it holds for every later one, and for the last.
    private func firstCut(where test: (Int) -> Bool) -> Int {
        var low = 0
        var high = cuts.count - 1
        while low < high {
            let middle = (low + high) / 2
            if test(cuts[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
