/// A text by its scalars, with the places where it may be cut.
struct SourceText: Sendable {
    /// The text's code points.
    let scalars: [Unicode.Scalar]
    // Where each grapheme begins, and the end of the text.
    private let cuts: [Int]

    /// Takes a text apart in one pass.
    init(_ text: String) {
        scalars = Array(text.unicodeScalars)
        var cuts: [Int] = []
        var offset = 0
        for character in text {
            cuts.append(offset)
            offset += character.unicodeScalars.count
        }
        cuts.append(offset)
        self.cuts = cuts
    }

    /// The smallest range of whole graphemes around `range`, which must not be empty and must lie in the text.
    func wholeGraphemes(around range: Range<Int>) -> Range<Int> {
        let first = firstCut { $0 > range.lowerBound } - 1
        let last = firstCut { $0 >= range.upperBound }
        return cuts[first]..<cuts[last]
    }

    /// The first cut for which `test` holds; it holds for every later one, and for the last.
    private func firstCut(where test: (Int) -> Bool) -> Int {
        var low = 0
        var high = cuts.count - 1
        while low < high {
            let middle = (low + high) / 2
            if test(cuts[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
