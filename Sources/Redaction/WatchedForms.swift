extension RedactionGate {
    /// The phrases by which one edit's words are known again.
    static func phrases(of edit: RedactionEdit, in draft: RedactionDraft) -> [(Remaining.Form, PhraseFinder.Phrase)] {
        switch edit {
        case .span(let range, _):
            // A short span ("she", "two") stands everywhere with another meaning; only what could name someone counts.
            let keys = wordKeys(FoldedText(draft.source.scalars[draft.source.wholeGraphemes(around: range)]))
            guard keys.count >= 3, !FunctionWords.contains(keys) else { return [] }
            return [(.whole, PhraseFinder.Phrase(keys: keys, wholeWords: true))]
        case .findAll(let text, let wholeWords, _):
            var keys = wordKeys(FoldedText(text))
            if keys.isEmpty { keys = RedactionDraft.keys(toFind: text) }
            let words = parts(of: keys)
            var forms = [(Remaining.Form.whole, PhraseFinder.Phrase(keys: keys, wholeWords: wholeWords))]
            if let plural = withS(keys) { forms.append((.withS, plural)) }
            guard words.count > 1 else { return forms }
            for word in words where word.count >= 3 && !FunctionWords.contains(word) {
                forms.append((.part, PhraseFinder.Phrase(keys: word, wholeWords: true)))
                if let plural = withS(word) { forms.append((.withS, plural)) }
            }
            return forms
        }
    }

    /// "Tyrell," and "Tyrell" are the same name.
    private static func wordKeys(_ text: FoldedText) -> [UInt32] { text.trimmed { WordClass($0) == .none } }

    /// Runs of letters and digits; an apostrophe between two letters belongs to the word.
    private static func parts(of keys: [UInt32]) -> [[UInt32]] {
        var parts: [[UInt32]] = []
        var word: [UInt32] = []
        for (index, key) in keys.enumerated() {
            let isInside = !word.isEmpty && index + 1 < keys.count && WordClass(keys[index + 1]) != .none
            if WordClass(key) != .none || (key == LetterFold.apostrophe && isInside) {
                word.append(key)
            } else if !word.isEmpty {
                parts.append(word)
                word = []
            }
        }
        return word.isEmpty ? parts : parts + [word]
    }

    private static func withS(_ keys: [UInt32]) -> PhraseFinder.Phrase? {
        let letterS: UInt32 = 0x73
        let isLetter = keys.last.map { (0x61...0x7A).contains($0) } ?? false
        guard keys.count >= 4, isLetter, keys.last != letterS else { return nil }
        return PhraseFinder.Phrase(keys: keys + [letterS], wholeWords: true)
    }
}

/// Words that stand in many names and name nobody.
private enum FunctionWords {
    private static let words: Set<[UInt32]> = Set(
        """
        the and for from with who was were had has have his her him she you they them our out not but that this there
        of del las los una uno con por para que sin sus ella ellos nos van von der den dos das les des
        """
        .split { $0.isWhitespace }.map { FoldedText(String($0)).keys })

    static func contains(_ keys: [UInt32]) -> Bool { words.contains(keys) }
}
