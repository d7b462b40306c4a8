/// Dates in figures and in words, and lengths of time, English and Spanish.
extension StructuredScan {
    static let ofWords = set("of de del d in")
    static let dayWords = set("day eve")
    static let beforeMonth = set(
        "in of since until till last next this that by during every through early late mid before after around from to and between en de desde para hasta este pasado del por each for was on"
    )
    static let monthWordNames = set("may march mayo mar jan")
    static let decades = set("twenties thirties forties fifties sixties seventies eighties nineties")

    /// A date that begins at `index`.
    mutating func date(_ index: Int) -> Int? {
        guard let token = at(index) else { return nil }
        if token.kind == .number, let end = numericDate(index) {
            return add(index..<clockEnd(end), .date, .shape("a date in figures"))
        }
        if token.kind != .word || !token.cues.isDisjoint(with: [.ordinal, .digit, .number]) {
            if let end = dayThenMonth(index) { return add(index..<end, .date, .shape("a day and a month")) }
        }
        if token.kind == .number { return year(index) }
        if token.kind == .mixed { return decade(index) }
        if has(index, .month), let end = monthFirst(index) { return end }
        if has(index, .holiday) { return holiday(index) }
        return spelledYear(index) ?? namedDay(index) ?? relativeDay(index)
    }

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
