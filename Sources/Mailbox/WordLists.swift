/// Finds the words of a receipt code in the lists of all languages, so that a code works on every page.
public struct WordLists: Sendable {
    private static let longestWord = 32

    private let symbols: [String: UInt16]
    /// Every word's letters, and which letters it has as bits.
    private let shapes: [(word: String, letters: [UInt8], has: UInt32)]

    /// Takes lists of 4,096 words, no word in two of them.
    public init(_ lists: [[String]]) {
        var symbols: [String: UInt16] = [:]
        for list in lists {
            for (index, word) in list.enumerated() { symbols[word] = UInt16(index) }
        }
        self.symbols = symbols
        shapes = symbols.keys.map { (word: $0, letters: Array($0.utf8), has: Self.letters(in: Array($0.utf8))) }
    }

    /// Reads a code as a person types it: any case, any white space, commas and full stops, numbers before the words.
    ///
    /// A word of a list is short enough to be a string without memory of its own, so that none of the code stays behind.
    /// - Throws: `ReceiptCodeError`, before anything is looked up in a vault.
    public func code(typed text: Span<UInt8>) throws(ReceiptCodeError) -> ReceiptCode {
        let words = Self.words(text)
        guard words.count == ReceiptCode.wordCount else { throw .wrongNumberOfWords }
        var found: [UInt16] = []
        found.reserveCapacity(words.count)
        for (place, range) in words.enumerated() {
            guard let symbol = symbols[Self.word(text, range)] else { throw .unknownWord(place: place) }
            found.append(symbol)
        }
        defer { for index in found.indices { found[index] = 0 } }
        return try ReceiptCode.reading(symbols: found)
    }

    /// The word at this place as it was typed, and the words of the lists that are nearest to it, the nearest first.
    ///
    /// - Returns: at most `limit` words that can become it with at most two slips: a letter changed, left out, added, or two
    ///   neighbors swapped.
    public func nearest(to place: Int, in text: Span<UInt8>, limit: Int = 3) -> (typed: String, words: [String]) {
        let words = Self.words(text)
        guard words.indices.contains(place), words[place].count <= Self.longestWord else { return ("", []) }
        let typed = Self.word(text, words[place])
        let letters = Array(typed.utf8)
        let has = Self.letters(in: letters)
        let near = shapes.compactMap { shape -> (slips: Int, word: String)? in
            // A slip changes at most two of the letters that a word has: most words are passed over by counting bits.
            guard abs(shape.letters.count - letters.count) <= 2, (shape.has ^ has).nonzeroBitCount <= 4 else {
                return nil
            }
            let slips = Slips.between(letters, shape.letters)
            return slips <= 2 ? (slips, shape.word) : nil
        }
        return (typed, near.sorted { $0 < $1 }.prefix(limit).map(\.word))
    }

    /// Where the words lie: letters of the alphabet, and every byte of letters with marks.
    private static func words(_ text: Span<UInt8>) -> [Range<Int>] {
        var words: [Range<Int>] = []
        var start: Int?
        for index in 0...text.count {
            let isLetter =
                index < text.count && (text[index] | 0x20 >= 0x61 && text[index] | 0x20 <= 0x7A || text[index] >= 0x80)
            if isLetter, start == nil { start = index }
            guard !isLetter, let begin = start else { continue }
            words.append(begin..<index)
            start = nil
        }
        return words
    }

    private static func letters(in word: [UInt8]) -> UInt32 { word.reduce(0) { $0 | 1 << UInt32($1 & 31) } }

    private static func word(_ text: Span<UInt8>, _ range: Range<Int>) -> String {
        // Longer than any word of a list, it is not looked at.
        guard range.count <= longestWord else { return "" }
        return String(
            decoding: range.map { (0x41...0x5A).contains(text[$0]) ? text[$0] | 0x20 : text[$0] }, as: UTF8.self)
    }
}

/// How many slips of the pen lie between two words.
enum Slips {
    /// The optimal string alignment distance (Damerau-Levenshtein with each letter touched once).
    static func between(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var older: [Int] = []
        var last = Array(0...right.count)
        for (row, letter) in left.enumerated() {
            var line = [row + 1]
            for (column, other) in right.enumerated() {
                var slips = min(last[column] + (letter == other ? 0 : 1), last[column + 1] + 1, line[column] + 1)
                if row > 0, column > 0, letter == right[column - 1], left[row - 1] == other {
                    slips = min(slips, older[column - 1] + 1)
                }
                line.append(slips)
            }
            (older, last) = (last, line)
        }
        return last[right.count]
    }
}
