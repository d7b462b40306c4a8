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
