/// A text that others can search, such as a court record: no story may share a sentence with it.
struct ComparedText: Sendable {
    /// How many words in a row count as a sentence: fewer are chance.
    static let run = 7

    let name: String
    private let runs: Set<[String]>

    init(name: String, text: String) {
        self.name = name
        let words = FoldedWords(text).folded
        runs =
            words.count < Self.run
            ? [] : Set((0...(words.count - Self.run)).map { Array(words[$0..<($0 + Self.run)]) })
    }

    /// The longest run of words that stands in both; nil if none is long enough.
    func warning(about words: FoldedWords) -> Warning? {
        let folded = words.folded
        guard folded.count >= Self.run, !runs.isEmpty else { return nil }
        var best: Range<Int>?
        var start: Int?
        for index in 0...(folded.count - Self.run) {
            guard runs.contains(Array(folded[index..<(index + Self.run)])) else {
                start = nil
                continue
            }
            let range = (start ?? index)..<(index + Self.run)
            start = range.lowerBound
            if range.count > best?.count ?? 0 { best = range }
        }
        guard let best else { return nil }
        return Warning(
            .shared, seen: folded[best].joined(separator: " "),
            sentence: "the words \"\(words.shown(best))\" stand in \(name) too, and can be searched for")
    }
}
