extension TokenizedText {
    /// Whether capitals say anything in a line.
    enum LineCase: UInt8 {
        case mixed, lower, upper
    }

    // For each token, how its line is written. A line of a few words goes with the paragraph, a paragraph with the text.
    static func lineCases(of tokens: [Token]) -> [LineCase] {
        var cases = [LineCase](repeating: .mixed, count: tokens.count)
        var (all, capitals) = (0, 0)
        for token in tokens where token.isWord && token.foldedLength > 1 {
            all += 1
            if token.isCapital { capitals += 1 }
        }
        // A capital now and then ("I", one name) does not make a text typed on a phone a written one.
        let isLowerText = all > 3 && capitals * 50 < all
        var start = 0
        while start < tokens.count {
            var end = start + 1
            while end < tokens.count, tokens[end].gap < .line { end += 1 }
            let lineCase = lineCase(tokens[start..<end], isLowerText)
            for index in start..<end { cases[index] = lineCase }
            start = end
        }
        return cases
    }

    private static func lineCase(_ line: ArraySlice<Token>, _ isLowerText: Bool) -> LineCase {
        var (upper, lower, capitalized, words) = (0, 0, 0, 0)
        for token in line where token.isWord && token.foldedLength > 1 {
            words += 1
            switch token.shape {
            case .upper: upper += 1
            case .lower: lower += 1
            default: capitalized += 1
            }
        }
        if upper >= 3, upper * 10 >= words * 8 { return .upper }
        if isLowerText || (words >= 12 && lower == words) { return .lower }
        return .mixed
    }

    /// Whether capitals say nothing at this token.
    func isFlatCase(at index: Int) -> Bool { lineCases[index] != .mixed }
}
