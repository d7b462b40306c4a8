/// The words of receipt codes: one a line, so that the line is the symbol (FORMAT §5).
enum CodeWords {
    /// How many words a list has: twelve bits a word.
    static let count = 4096

    /// Reads a word list strictly.
    ///
    /// - Throws: `PolicyError`, which names the line.
    static func read(_ file: PolicyFile) throws(PolicyError) -> [String] {
        var lines = try file.text().split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard lines.popLast() == "" else {
            throw PolicyError(
                .wrongType, file: file.name, line: lines.count + 1, "the last line must end like the rest")
        }
        var words: [String] = []
        for (index, word) in lines.enumerated() {
            guard (3...8).contains(word.utf8.count), word.utf8.allSatisfy({ (0x61...0x7A).contains($0) }) else {
                throw PolicyError(
                    .wrongType, file: file.name, line: index + 1, "a word must be 3 to 8 letters from a to z")
            }
            if let last = words.last, word <= last {
                let isTwin = word == last
                throw PolicyError(
                    isTwin ? .repeated : .badChoice, file: file.name, line: index + 1,
                    isTwin ? "the word stands twice; keep one" : "words must stand in order of the alphabet")
            }
            words.append(word)
        }
        guard words.count == count else {
            throw PolicyError(.outOfBounds, file: file.name, "the file must hold exactly \(count) words, one a line")
        }
        return words
    }
}
