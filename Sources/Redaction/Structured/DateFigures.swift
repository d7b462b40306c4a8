/// Dates in figures: days, years, decades.
extension StructuredScan {
    /// 3/4/2019, 2019-03-04, 11.02.2016, 1/6.
    func numericDate(_ index: Int) -> Int? {
        guard let first = at(index), first.length <= 4, let separator = at(index + 1), separator.gap == .none,
            separator.isSign("/") || separator.isSign(".") || separator.isHyphen, let second = at(index + 2),
            second.kind == .number, second.gap == .none, second.length <= 2
        else { return nil }
        if index > 0, first.gap == .none, let before = at(index - 1),
            before.kind != .sign || before.isHyphen || before.isSign("/")
                || before.isSign(".") || before.isSign("-")
        {
            return nil
        }
        let hasThird =
            at(index + 3).map { $0.gap == .none && ($0.value == separator.value && $0.kind == .sign) } == true
            && at(index + 4).map { $0.kind == .number && $0.gap == .none } == true
        if hasThird, let third = at(index + 4) {
            if let after = at(index + 5), after.gap == .none, after.isHyphen || after.kind != .sign || after.isSign("/")
            {
                return nil
            }
            let isDayFirst = isDay(first) && isDay(second) && (first.value <= 12 || second.value <= 12)
            if first.length <= 2, isDayFirst, third.length == 4 ? isYear(third) : third.length == 2 { return index + 5 }
            if first.length == 4, isYear(first), isDay(second), isDay(third) { return index + 5 }
            return nil
        }
        guard separator.isSign("/"), first.length <= 2, isDay(first), isDay(second),
            first.value <= 12 || second.value <= 12,
            at(index + 3).map({ $0.gap == .none && ($0.kind != .sign || $0.isSign("/") || $0.isHyphen) }) != true
        else {
            // 03/2019
            if separator.isSign("/"), first.length <= 2, isDay(first), first.value <= 12, second.length == 4,
                isYear(second)
            {
                return index + 3
            }
            return nil
        }
        let isDated = has(index - 1, .weekday)
        let isFraction =
            !isDated && first.value < second.value && [2, 3, 4, 8].contains(second.value) && first.value < 4
            && second.length == 1
        return isFraction && !isListOfDates(index) || second.value == 7 && first.value == 24 ? nil : index + 3
    }

    /// "12:20:39" after a date.
    func clockEnd(_ index: Int) -> Int {
        var end = index
        guard let hour = at(index), hour.kind == .number, hour.length <= 2, hour.gap == .blank, isSign(index + 1, ":")
        else { return index }
        while end < index + 5, let token = at(end), end == index || token.gap == .none,
            token.kind == .number || token.isSign(":")
        { end += 1 }
        return at(end - 1)?.kind == .number ? end : index
    }

    /// A line that begins with "1/2" is an entry of a diary.
    func isListOfDates(_ index: Int) -> Bool { text.tokens[index].gap >= .line }

    func isDay(_ token: Token) -> Bool {
        token.kind == .number && token.length <= 2 && (1...31).contains(token.value)
    }

    func isYear(_ token: Token) -> Bool {
        token.kind == .number && token.length == 4 && (1850...2039).contains(token.value)
    }

    /// A year that stands alone.
    mutating func year(_ index: Int) -> Int? {
        let token = text.tokens[index]
        if token.length == 2, (60...99).contains(token.value), token.gap == .blank,
            isWord(index - 1, Self.centuryCues)
                || isWord(index - 1, Self.spanishThe) && isWord(index - 2, Self.spanishIn),
            at(index + 1).map({
                $0.kind == .sign && $0.gap == .none && !$0.isHyphen && !$0.isSign("%") || $0.gap >= .line
                    || $0.isFunction
            }) ?? true
        {
            return add(index..<(index + 1), .date, .shape("a short year"), .doubtful)
        }
        guard isYear(token), token.gap != .none || startsFresh(index) else { return nil }
        if let next = at(index + 1) {
            if next.gap == .none, next.kind != .sign || next.isSign("/") || next.isSign(":") { return nil }
            if next.gap == .none, next.isHyphen || next.isSign(",") || next.isSign("."), let after = at(index + 2),
                after.gap == .none, after.hasDigit
            {
                // 2014-2016 and 2014-15 are two years; 2014-000123 is a number.
                guard next.isHyphen, after.kind == .number, after.length == 2 || isYear(after) else { return nil }
                return add(index..<(index + 3), .date, .shape("years"))
            }
            if next.cues.contains(.money) || has(index + 1, .street) && next.isCapital { return nil }
        }
        return add(partStart(index)..<(index + 1), .date, .shape("a year"))
    }

    static let spanishThe = set("el ano")
    static let spanishIn = set("en del el desde hasta")
    static let centuryCues = set("del since")

    static let parts = set(
        "beginning end middle start early late mid spring summer autumn winter fall principios finales mediados verano invierno otono primavera"
    )

    private static let lastWords = set("last ultima ultimo primera primer primeros ultimos final")

    /// "last week of October", "second Sunday of Advent": where what is counted begins, before "of".
    func countedStart(_ index: Int) -> Int? {
        guard isWord(index - 1, Self.ofWords), has(index - 2, [.weekOf, .duration, .weekday]),
            has(index - 3, .ordinal) || isWord(index - 3, Self.lastWords), follows(index - 2), follows(index - 1)
        else { return nil }
        return index - 3
    }

    // "the beginning of August 1995", "summer of 2012"
    func partStart(_ index: Int) -> Int {
        if let start = countedStart(index) { return start }
        if isWord(index - 1, Self.ofWords), isWord(index - 2, Self.parts) {
            return isWord(index - 3, Self.dayJoins) && isWord(index - 4, Self.parts) ? index - 4 : index - 2
        }
        return isWord(index - 1, Self.parts) && follows(index) ? index - 1 : index
    }

    func startsFresh(_ index: Int) -> Bool {
        guard let before = at(index - 1), before.kind == .sign else { return false }
        return "(\"'[\u{201C}\u{2018}«¿¡\u{2014}\u{2013}-".unicodeScalars.contains { before.isSign($0) }
            && (!before.isHyphen || at(index - 2)?.isWord == true)
    }

    /// "the 90s", "1990s".
    mutating func decade(_ index: Int) -> Int? {
        let token = text.tokens[index]
        let letters = text.folded[Int(token.foldedStart)..<Int(token.foldedEnd)]
        guard letters.last == 0x73, letters.count == 3 || letters.count == 5,
            letters.dropLast().allSatisfy({ (0x30...0x39).contains($0) }),
            letters.dropLast().last == 0x30
        else { return nil }
        return add(index..<(index + 1), .date, .shape("a decade"))
    }

    // '98
    mutating func shortYear(_ index: Int) -> Int? {
        guard let number = at(index + 1), number.gap == .none, number.kind == .number || number.kind == .mixed,
            number.foldedLength <= 3, index == 0 || text.tokens[index].gap != .none || at(index - 1)?.kind == .sign
        else { return nil }
        guard number.kind == .number ? number.length == 2 : number.foldedLength == 3 else { return nil }
        if let next = at(index + 2), next.gap == .none, next.kind != .sign { return nil }
        let start = partStart(index)
        return add((start < index ? start : index + 1)..<(index + 2), .date, .shape("a short year"))
    }
}

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
