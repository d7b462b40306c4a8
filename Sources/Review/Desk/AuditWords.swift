import Envelope
import Files

/// The words that stand for a roll, as people write them down and type them again.
struct AuditWords {
    /// In lower case.
    let words: [String]

    /// Reads words in any case, with numbers, commas and line ends between them.
    init(typed text: String) {
        words = text.lowercased().split { !$0.isLetter }.map(String.init)
    }

    /// Whether these are the words of a roll in one of these lists.
    func fit(_ roll: Roll, in lists: [[String]]) -> Bool { lists.contains { roll.words(in: $0) == words } }

    /// Why no roll can have these words; nil if one could.
    func refusal(_ lists: [[String]]) -> Refusal? {
        guard words.count == Roll.wordCount else {
            return Refusal(
                .usage, "an audit has \(Roll.wordCount) words, and these are \(words.count)",
                hint: "put all of them in quotes after --since")
        }
        let known = Set(lists.joined())
        guard let place = words.firstIndex(where: { !known.contains($0) }) else { return nil }
        return Refusal(.usage, "word \(place + 1) is in no list of words", hint: "look at the paper once more")
    }

    /// Three rows of four, numbered, for a pen.
    static func rows(_ words: [String]) -> String {
        stride(from: 0, to: words.count, by: 4).map { start in
            let row = words[start..<min(words.count, start + 4)].enumerated().map { offset, word in
                let number = "\(start + offset + 1)"
                let cell = String(repeating: " ", count: 3 - number.count) + "\(number) \(word)"
                return cell + String(repeating: " ", count: max(1, 13 - cell.count))
            }
            return String(row.joined().reversed().drop { $0 == " " }.reversed())
        }.joined(separator: "\n") + "\n"
    }
}
