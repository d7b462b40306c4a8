/// Lengths of time.
extension StructuredScan {
    /// "two years and six months": says little in a story, much in a judgment.
    mutating func duration(_ index: Int) -> Int? {
        guard let token = at(index), token.kind == .number && token.length <= 3 || has(index, .anyNumber) else {
            return nil
        }
        var unit = numberEnd(index)
        if isSign(unit, "-") { unit += 1 }
        guard has(unit, .duration), follows(unit) else { return nil }
        if let end = relativeDay(unit) { return end }
        return add(index..<(unit + 1), .date, .shape("a length of time"), .wide)
    }
}
