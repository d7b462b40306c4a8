/// Two entries of the same letter.
struct TwoEntries {
    /// The numbers of the paragraphs in which they differ, from 1.
    let places: [Int]

    init(_ first: String, _ second: String) {
        let lines = [first, second].map { text in
            text.split(whereSeparator: \.isNewline).map { $0.split(separator: " ").joined(separator: " ") }
                .filter { !$0.isEmpty }
        }
        places = (0..<max(lines[0].count, lines[1].count)).filter { index in
            guard index < lines[0].count, index < lines[1].count else { return true }
            return lines[0][index] != lines[1][index]
        }.map { $0 + 1 }
    }
}
