/// Two versions of a text, line beside line.
struct Alignment {
    struct Pair: Equatable {
        let before: String
        let after: String
        var isChanged: Bool { before != after }
    }

    let pairs: [Pair]

    /// Pairs the lines of two texts: those that are the same with each other, and what stands between them in its order.
    init(before: String, after: String) {
        let old = Self.lines(before)
        let new = Self.lines(after)
        // What is taken out of a story rarely holds a line end, so its lines most often stay where they are.
        guard old.count != new.count else {
            pairs = zip(old, new).map { Pair(before: $0, after: $1) }
            return
        }
        var pairs: [Pair] = []
        var (left, right) = (0, 0)
        for (same, other) in Self.common(old, new) + [(old.count, new.count)] {
            while left < same || right < other {
                pairs.append(Pair(before: left < same ? old[left] : "", after: right < other ? new[right] : ""))
                left = min(same, left + 1)
                right = min(other, right + 1)
            }
            guard same < old.count else { break }
            pairs.append(Pair(before: old[same], after: new[other]))
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
}
