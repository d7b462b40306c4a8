/// Two versions of a text, line beside line.
struct Alignment {
    struct Pair: Equatable {
        let before: String
        let after: String
        /// Which line of the text it is; nil for none.
        var line: Int?
        var isChanged: Bool { before != after }
    }

    let pairs: [Pair]

    /// Pairs the lines of two texts: each with what was made of it, and what stands between them in its order.
    init(before: String, after: String) {
        let old = Self.lines(before)
        let new = Self.lines(after)
        // What is taken out of a story rarely holds a line end, so its lines most often stay where they are.
        guard old.count != new.count else {
            pairs = new.indices.map { Pair(before: old[$0], after: new[$0], line: $0) }
            return
        }
        var pairs: [Pair] = []
        var (left, right) = (0, 0)
        for (same, other) in Self.matched(old, new) + [(old.count, new.count)] {
            while left < same || right < other {
                pairs.append(
                    Pair(
                        before: left < same ? old[left] : "", after: right < other ? new[right] : "",
                        line: right < other ? right : nil))
                left = min(same, left + 1)
                right = min(other, right + 1)
            }
            guard same < old.count else { break }
            pairs.append(Pair(before: old[same], after: new[other], line: other))
            (left, right) = (same + 1, other + 1)
        }
        self.pairs = pairs
    }

    private static func lines(_ text: String) -> [String] {
        text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(String.init)
    }

    // Beyond so many pairs of lines only those that are the same are looked for.
    private static let mostPairs = 40_000
    // Of a line and what was made of it, so much of the words is the same at least.
    private static let least = 0.3

    /// The lines that belong together, in one order: those that are the same, and those of which the other one was made.
    private static func matched(_ old: [String], _ new: [String]) -> [(Int, Int)] {
        let start = zip(old, new).prefix { $0 == $1 }.count
        let end = zip(old.dropFirst(start).reversed(), new.dropFirst(start).reversed()).prefix { $0 == $1 }.count
        let (left, right) = (Array(old.dropFirst(start).dropLast(end)), Array(new.dropFirst(start).dropLast(end)))
        let middle = left.count * right.count > mostPairs ? common(left, right) : alike(left, right)
        return (0..<start).map { ($0, $0) } + middle.map { ($0 + start, $1 + start) }
            + (0..<end).map { (old.count - end + $0, new.count - end + $0) }
    }

    /// Pairs of lines in one order that have the most words in common.
    private static func alike(_ old: [String], _ new: [String]) -> [(Int, Int)] {
        let (left, right) = (old.map { Set($0.split(separator: " ")) }, new.map { Set($0.split(separator: " ")) })
        func weight(_ first: Int, _ second: Int) -> Int {
            // Empty lines go together where nothing speaks against it.
            if left[first].isEmpty || right[second].isEmpty {
                return left[first].isEmpty && right[second].isEmpty ? 1 : 0
            }
            let common = left[first].intersection(right[second]).count
            let all = left[first].count + right[second].count
            return Double(2 * common) >= least * Double(all) ? 100 * common : 0
        }
        let width = right.count + 1
        var best = [Int](repeating: 0, count: (left.count + 1) * width)
        for first in left.indices.reversed() {
            for second in right.indices.reversed() {
                let (here, below) = (first * width + second, (first + 1) * width + second)
                best[here] = max(best[below], best[here + 1], weight(first, second) + best[below + 1])
            }
        }
        var pairs: [(Int, Int)] = []
        var (first, second) = (0, 0)
        while first < left.count, second < right.count {
            let (here, below) = (first * width + second, (first + 1) * width + second)
            if best[here] == best[below] {
                first += 1
            } else if best[here] == best[here + 1] {
                second += 1
            } else {
                pairs.append((first, second))
                (first, second) = (first + 1, second + 1)
            }
        }
        return pairs
    }

    /// The lines that both have, as many as can be in one order.
    private static func common(_ old: [String], _ new: [String]) -> [(Int, Int)] {
        let difference = new.difference(from: old)
        var removed = Set<Int>()
        var inserted = Set<Int>()
        for change in difference {
            switch change {
            case .remove(let offset, _, _): removed.insert(offset)
            case .insert(let offset, _, _): inserted.insert(offset)
            }
        }
        return Array(zip(old.indices.filter { !removed.contains($0) }, new.indices.filter { !inserted.contains($0) }))
    }

    /// Where each line of a text begins, in code points.
    static func starts(_ text: String) -> [Int] {
        var starts = [0]
        var offset = 0
        for character in text {
            offset += character.unicodeScalars.count
            if character.isNewline { starts.append(offset) }
        }
        return starts
    }

    /// The words and signs of a line that are not in the line that it was made of, in code points; those that touch are one.
    static func inserted(into before: String, giving after: String) -> [Range<Int>] {
        let (old, new) = (pieces(before), pieces(after))
        var known: [Substring: Int] = [:]
        func numbers(_ pieces: [(words: Substring, range: Range<Int>)]) -> [Int] {
            pieces.map { piece in
                let number = known[piece.words] ?? known.count
                known[piece.words] = number
                return number
            }
        }
        let (left, right) = (numbers(old), numbers(new))
        // What both begin and end with needs no comparing, and that is most of a long line.
        let start = zip(left, right).prefix { $0 == $1 }.count
        let end = zip(left.dropFirst(start).reversed(), right.dropFirst(start).reversed()).prefix { $0 == $1 }.count
        let difference = Array(right.dropFirst(start).dropLast(end))
            .difference(from: Array(left.dropFirst(start).dropLast(end)))
        var inserted: [Range<Int>] = []
        for case .insert(let offset, _, _) in difference.insertions {
            let range = new[start + offset].range
            // A blank between two of them is in the middle of a stand-in.
            if let last = inserted.last, range.lowerBound - last.upperBound <= 1 {
                inserted[inserted.count - 1] = last.lowerBound..<range.upperBound
            } else {
                inserted.append(range)
            }
        }
        return inserted
    }

    /// The words of a line, and each sign by itself, with their places in code points.
    private static func pieces(_ line: String) -> [(words: Substring, range: Range<Int>)] {
        var pieces: [(words: Substring, range: Range<Int>)] = []
        var rest = line[...]
        var offset = 0
        while let first = rest.first {
            let isWord = first.isLetter || first.isNumber
            let piece = isWord ? rest.prefix { $0.isLetter || $0.isNumber } : rest.prefix(1)
            let length = piece.unicodeScalars.count
            if !first.isWhitespace { pieces.append((piece, offset..<(offset + length))) }
            offset += length
            rest = rest.dropFirst(piece.count)
        }
        return pieces
    }
}
