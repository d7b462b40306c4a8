/// A place in the original and what goes there.
struct Replacement: Equatable {
    /// Code points of the original.
    let range: Range<Int>
    let standIn: StandIn

    /// Joins the ones that overlap, so that each code point is covered at most once; in order of place.
    ///
    /// A group keeps the stand-in of its longest member, then of the earliest, then the first by bytes. Touching ones
    /// stay apart: they are two things.
    static func merging(_ replacements: [Replacement]) -> [Replacement] {
        var merged: [Replacement] = []
        var winner: Replacement?
        for next in replacements.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
            guard let last = merged.last, let best = winner, next.range.lowerBound < last.range.upperBound else {
                merged.append(next)
                winner = next
                continue
            }
            let better = next.wins(over: best) ? next : best
            winner = better
            let range = last.range.lowerBound..<max(last.range.upperBound, next.range.upperBound)
            merged[merged.count - 1] = Replacement(range: range, standIn: better.standIn)
        }
        return merged
    }

    private func wins(over other: Replacement) -> Bool {
        if range.count != other.range.count { return range.count > other.range.count }
        if range.lowerBound != other.range.lowerBound { return range.lowerBound < other.range.lowerBound }
        return standIn < other.standIn
    }
}
