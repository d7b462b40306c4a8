/// A text that others can search, such as a court record: no story may share a sentence with it.
///
/// Of it only a number for each run of words is kept, so a folder of them fits: at most two words of memory for each of its
/// words, and one step for each of both texts.
struct ComparedText: Sendable {
    /// How many words in a row can be searched for: fewer are chance.
    static let run = 6

    let name: String
    private let runs: Set<UInt64>

    init(name: String, text: String) {
        self.name = name
        runs = Set(RunHash.all(of: FoldedWords(text).folded, length: Self.run))
    }

    /// A warning for each run of words that stands in both, as long as it is.
    func warnings(about words: FoldedWords) -> [Warning] {
        let folded = words.folded
        guard !runs.isEmpty else { return [] }
        var found: [Range<Int>] = []
        for (index, hash) in RunHash.all(of: folded, length: Self.run).enumerated() where runs.contains(hash) {
            if let last = found.last, last.upperBound == index + Self.run - 1 {
                found[found.count - 1] = last.lowerBound..<(index + Self.run)
            } else {
                found.append(index..<(index + Self.run))
            }
        }
        return found.map { range in
            Warning(
                .shared, seen: folded[range].joined(separator: " "),
                sentence: "the words \"\(words.shown(range))\" stand in \(name) too, and can be searched for")
        }
    }
}

/// Numbers for runs of words, each made from the one before it: a step a word, however long the runs are.
enum RunHash {
    private static let base: UInt64 = 0x9E37_79B9_7F4A_7C15

    /// The number of each run of so many words, in order; none for a text with fewer.
    static func all(of words: [String], length: Int) -> [UInt64] {
        guard words.count >= length else { return [] }
        let hashes = words.map(hash)
        let first = (1..<length).reduce(UInt64(1)) { power, _ in power &* base }
        var run = hashes[..<length].reduce(UInt64(0)) { $0 &* base &+ $1 }
        var all = [run]
        all.reserveCapacity(words.count - length + 1)
        for next in length..<words.count {
            run = (run &- hashes[next - length] &* first) &* base &+ hashes[next]
            all.append(run)
        }
        return all
    }

    private static func hash(_ word: String) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in word.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        hash = (hash ^ (hash >> 32)) &* base
        return hash ^ (hash >> 29)
    }
}
