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

    /// Pairs the lines of two texts: those that are the same with each other, and what stands between them in its order.
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
        for (same, other) in Self.common(old, new) + [(old.count, new.count)] {
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
