/// Finds the words of a receipt code in the lists of all languages, so that a code works on every page.
public struct WordLists: Sendable {
    private let symbols: [String: UInt16]

    /// Takes lists of 4,096 words, no word in two of them.
    public init(_ lists: [[String]]) {
        var symbols: [String: UInt16] = [:]
        for list in lists {
            for (index, word) in list.enumerated() { symbols[word] = UInt16(index) }
        }
        self.symbols = symbols
    }

    /// Reads a code as a person types it: any case, any white space, commas and full stops, numbers before the words.
    ///
    /// - Throws: `ReceiptCodeError`, before anything is looked up in a vault.
    public func code(typed text: String) throws(ReceiptCodeError) -> ReceiptCode {
        let words = text.lowercased().split(whereSeparator: { !$0.isLetter }).map(String.init)
        guard words.count == ReceiptCode.wordCount else { throw .wrongNumberOfWords }
        var found: [UInt16] = []
        for (place, word) in words.enumerated() {
            guard let symbol = symbols[word] else { throw .unknownWord(place: place) }
            found.append(symbol)
        }
        return try ReceiptCode.reading(symbols: found)
    }
}
