/// Finds many phrases in a text at once, in one pass.
///
/// Source: A. V. Aho and M. J. Corasick, "Efficient string matching: an aid to bibliographic search", CACM 18 (1975).
struct PhraseFinder {
    /// What is looked for.
    struct Phrase {
        let keys: [UInt32]
        let wholeWords: Bool
    }

    /// Where a phrase is.
    struct Hit {
        /// The index of the phrase.
        let phrase: Int
        /// Code points of the text, always whole graphemes.
        let range: Range<Int>
    }

    private struct Node {
        /// The node of the longest proper suffix that is also a prefix of a phrase.
        var fallback = 0
        /// The phrases that end here.
        var phrases: [Int] = []
        /// The nearest node along the fallbacks at which a phrase ends, or 0.
        var nextEnd = 0
    }

    private let phrases: [Phrase]
    private var nodes = [Node()]
    private var edges: [UInt64: Int] = [:]

    /// Prepares to look for `phrases`; one with no keys is never found.
    init(_ phrases: [Phrase]) {
        self.phrases = phrases
        for (index, phrase) in phrases.enumerated() where !phrase.keys.isEmpty { insert(phrase.keys, index) }
        linkFallbacks()
    }

    /// The keys of a phrase.
    func keys(of phrase: Int) -> [UInt32] { phrases[phrase].keys }

    private static func edge(_ node: Int, _ key: UInt32) -> UInt64 { UInt64(node) << 32 | UInt64(key) }

    private mutating func insert(_ keys: [UInt32], _ index: Int) {
        var node = 0
        for key in keys {
            if let next = edges[Self.edge(node, key)] {
                node = next
            } else {
                nodes.append(Node())
                edges[Self.edge(node, key)] = nodes.count - 1
                node = nodes.count - 1
            }
        }
        nodes[node].phrases.append(index)
    }

    private mutating func linkFallbacks() {
        var children = [[(key: UInt32, node: Int)]](repeating: [], count: nodes.count)
        for (edge, node) in edges { children[Int(edge >> 32)].append((UInt32(edge & 0xFFFF_FFFF), node)) }
        var queue = children[0].map(\.node)
        var head = 0
        while head < queue.count {
            let parent = queue[head]
            head += 1
            for (key, node) in children[parent] {
                let fallback = step(nodes[parent].fallback, key)
                nodes[node].fallback = fallback
                nodes[node].nextEnd = nodes[fallback].phrases.isEmpty ? nodes[fallback].nextEnd : fallback
                queue.append(node)
            }
        }
    }

    private func step(_ start: Int, _ key: UInt32) -> Int {
        var node = start
        while true {
            if let next = edges[Self.edge(node, key)] { return next }
            if node == 0 { return 0 }
            node = nodes[node].fallback
        }
    }

    /// Every place of every phrase, overlapping ones too, in order of where they begin.
    func hits(in source: SourceText) -> [Hit] {
        let plain = FoldedText(source.scalars)
        var hits = self.hits(in: plain, of: source)
        if plain.hasBrokenWords {
            let seen = Set(hits.map { [$0.phrase, $0.range.lowerBound, $0.range.upperBound] })
            let joined = FoldedText(source.scalars, joiningBrokenWords: true)
            hits += self.hits(in: joined, of: source).filter {
                !seen.contains([$0.phrase, $0.range.lowerBound, $0.range.upperBound])
            }
        }
        return hits.sorted { ($0.range.lowerBound, $0.phrase) < ($1.range.lowerBound, $1.phrase) }
    }

    private func hits(in text: FoldedText, of source: SourceText) -> [Hit] {
        var hits: [Hit] = []
        var node = 0
        for (index, key) in text.keys.enumerated() {
            node = step(node, key)
            var end = nodes[node].phrases.isEmpty ? nodes[node].nextEnd : node
            while end != 0 {
                for phrase in nodes[end].phrases {
                    let keys = (index + 1 - phrases[phrase].keys.count)..<(index + 1)
                    guard let range = place(keys, of: text, in: source, wholeWords: phrases[phrase].wholeWords)
                    else { continue }
                    hits.append(Hit(phrase: phrase, range: range))
                }
                end = nodes[end].nextEnd
            }
        }
        return hits
    }

    /// Where these keys stand in the source; nil when they are only a piece of a word or of a grapheme.
    private func place(
        _ range: Range<Int>, of text: FoldedText, in source: SourceText, wholeWords: Bool
    ) -> Range<Int>? {
        let (first, last) = (range.lowerBound, range.upperBound - 1)
        let exact = text.origins[first].lowerBound..<text.origins[last].upperBound
        let place = source.wholeGraphemes(around: exact)
        guard wholeWords else { return place }
        // A neighbor inside the same grapheme: one person of a family emoji, a jamo of a syllable.
        if first > 0 {
            if text.origins[first - 1].upperBound > place.lowerBound { return nil }
            if Self.isOneWord(text.keys[first - 1], text.keys[first]) { return nil }
        }
        if last + 1 < text.keys.count {
            if text.origins[last + 1].lowerBound < place.upperBound { return nil }
            if Self.isOneWord(text.keys[last], text.keys[last + 1]) { return nil }
        }
        return place
    }

    private static func isOneWord(_ left: UInt32, _ right: UInt32) -> Bool {
        WordClass(left) == .spaced && WordClass(right) == .spaced
    }
}

/// Looks for words in a text as find-all does: in any case, with or without accents, over any blanks and line ends.
public enum TextSearch {
    /// The code points of every place, in order; none for words that hold nothing to find.
    public static func places(of words: String, in text: String, wholeWords: Bool) -> [Range<Int>] {
        let keys = RedactionDraft.keys(toFind: words)
        guard !keys.isEmpty else { return [] }
        return PhraseFinder([PhraseFinder.Phrase(keys: keys, wholeWords: wholeWords)]).hits(in: SourceText(text)).map(
            \.range)
    }
}

/// A text as keys that set case, accents and spacing aside, each knowing where in the text it came from.
struct FoldedText {
    /// What is compared.
    private(set) var keys: [UInt32] = []
    /// For each key, the scalars of the text that it stands for.
    private(set) var origins: [Range<Int>] = []
    /// Whether some word is broken by a hyphen at a line's end.
    private(set) var hasBrokenWords = false

    /// Folds scalars in one pass.
    ///
    /// - Parameter joiningBrokenWords: take "Ty-" at a line's end and "rell" on the next line as "Tyrell".
    init(_ scalars: some Sequence<Unicode.Scalar>, joiningBrokenWords: Bool = false) {
        var fold = LetterFold()
        var sawLineEnd = false
        for (offset, scalar) in scalars.enumerated() {
            let origin = offset..<(offset + 1)
            let folded = fold.keys(of: scalar)
            if folded == [LetterFold.blank] {
                let isLineEnd = scalar == "\n" || scalar == "\r" || scalar == "\u{2028}"
                if keys.last == LetterFold.blank {
                    origins[origins.count - 1] = origins[origins.count - 1].lowerBound..<origin.upperBound
                    sawLineEnd = sawLineEnd || isLineEnd
                } else {
                    append(LetterFold.blank, origin)
                    sawLineEnd = isLineEnd
                }
                continue
            }
            if sawLineEnd, !folded.isEmpty {
                sawLineEnd = false
                if endsInBrokenWord {
                    hasBrokenWords = true
                    if joiningBrokenWords { joinBrokenWord() }
                }
            }
            for key in folded { append(key, origin) }
        }
    }

    /// Folds a whole string.
    init(_ text: String) { self.init(text.unicodeScalars) }

    private mutating func append(_ key: UInt32, _ origin: Range<Int>) {
        keys.append(key)
        origins.append(origin)
    }

    private var endsInBrokenWord: Bool {
        keys.count > 2 && keys[keys.count - 2] == LetterFold.hyphen && WordClass(keys[keys.count - 3]) != .none
    }

    /// Takes off the hyphen and the blank after it.
    private mutating func joinBrokenWord() {
        keys.removeLast(2)
        origins.removeLast(2)
    }

    /// The keys without the ends that `isEdge` names.
    func trimmed(where isEdge: (UInt32) -> Bool) -> [UInt32] {
        guard let first = keys.firstIndex(where: { !isEdge($0) }), let last = keys.lastIndex(where: { !isEdge($0) })
        else { return [] }
        return Array(keys[first...last])
    }
}
