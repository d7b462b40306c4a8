extension TokenizedText {
    /// Runs of tokens that the model reads at once: paragraphs, and pieces of long ones.
    func segments(maximum: Int = 256) -> [Range<Int>] {
        var segments: [Range<Int>] = []
        var start = 0
        for index in tokens.indices where index > start {
            let isLong = index - start >= maximum && tokens[index - 1].kind == .sign || index - start >= 2 * maximum
            if tokens[index].gap == .paragraph || isLong {
                segments.append(start..<index)
                start = index
            }
        }
        if start < tokens.count { segments.append(start..<tokens.count) }
        return segments
    }

    /// Whether this reads like a court's own prose, which the model knows apart from people's stories.
    var isLegalProse: Bool {
        var (words, legal) = (0, 0)
        for token in tokens where token.isWord {
            words += 1
            if token.cues.contains(.legal) { legal += 1 }
        }
        return words >= 40 && legal * 40 >= words
    }
}
