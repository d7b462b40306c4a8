@_spi(_Unicode) import Swift

/// A text as the words that it is compared by: no case, no accents, no punctuation.
struct FoldedWords: Sendable {
    struct Word: Sendable {
        let folded: String
        /// As it stands in the text.
        let shown: String
        /// Whether a sentence begins with it.
        let startsSentence: Bool
        /// Whether it was put there and says nothing that is so of a person.
        var isStandIn = false
        var isCapitalized: Bool { shown.first.map(\.isUppercase) ?? false }
    }

    let words: [Word]

    /// - Parameter isStandIn: whether a word, as it stands in the text, was put there; nil where nobody knows. What stands in
    ///   brackets was put there in any case, and is left out.
    init(_ text: String, isStandIn: ((String) -> Bool)? = nil) {
        var words: [Word] = []
        var current = ""
        var starts = true
        func close(endsSentence: Bool) {
            let word = Self.trimmed(current)
            if !word.isEmpty {
                words.append(
                    Word(
                        folded: Self.folded(word), shown: word, startsSentence: starts,
                        isStandIn: isStandIn?(word) ?? false))
                starts = current.hasSuffix(".")
            }
            if endsSentence { starts = true }
            current = ""
        }
        for character in Self.withoutStandIns(text) {
            if character.isLetter || character.isNumber || "-'’#/.".contains(character) {
                current.append(character)
            } else {
                close(endsSentence: "!?\n:;…".contains(character))
            }
        }
        close(endsSentence: true)
        self.words = words
    }

    var folded: [String] { words.map(\.folded) }

    /// The text without what was put there in brackets: "[Place 1]" is in every story, and is no place.
    private static func withoutStandIns(_ text: String) -> String {
        var kept = ""
        var rest = text[...]
        while let open = rest.firstIndex(of: "[") {
            kept += rest[..<open]
            let inside = rest[open...].prefix(longestStandIn)
            // A bracket that is not closed soon hides nothing.
            guard let close = inside.firstIndex(of: "]"), !inside[..<close].contains(where: \.isNewline) else {
                kept += "["
                rest = rest[rest.index(after: open)...]
                continue
            }
            kept += ", "
            rest = rest[rest.index(after: close)...]
        }
        return kept + rest
    }

    private static let longestStandIn = 80

    // A dash, a point or an apostrophe belongs to a word only inside it.
    private static func trimmed(_ word: String) -> String {
        let edges: Set<Character> = ["-", "'", "’", ".", "/"]
        var word = Substring(word)
        while let first = word.first, edges.contains(first) { word = word.dropFirst() }
        while let last = word.last, edges.contains(last) { word = word.dropLast() }
        return String(word)
    }

    /// Lower case, without accents, and without a possessive's `'s`.
    static func folded(_ word: String) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in word.lowercased()._nfd where !(0x300...0x36F).contains(scalar.value) {
            scalars.append(scalar == "’" ? "'" : scalar)
        }
        let folded = String(scalars)
        return folded.hasSuffix("'s") ? String(folded.dropLast(2)) : folded
    }

    /// Where these words stand, one after the other; nil if they do not.
    func position(of phrase: [String]) -> Int? {
        guard let first = phrase.first, words.count >= phrase.count else { return nil }
        return (0...(words.count - phrase.count)).first { start in
            words[start].folded == first
                && phrase.indices.allSatisfy { words[start + $0].folded == phrase[$0] }
        }
    }

    /// Some of the words as they stand in the text, for a person to find the place.
    func shown(_ range: Range<Int>) -> String {
        let words = words[range].map(\.shown)
        let cut = words.count > 14 ? words.prefix(14) + ["…"] : words[...]
        return cut.joined(separator: " ")
    }
}
