/// Dates in figures and in words, English and Spanish.
extension StructuredScan {
    private static let ofWords = set("of de del d in")
    private static let dayWords = set("day eve")
    private static let beforeMonth = set(
        "in of since until till last next this that by during every through early late mid before after around from to and between en de desde para hasta este pasado del por each for was on"
    )
    private static let monthWordNames = set("may march mayo mar jan")
    private static let decades = set("twenties thirties forties fifties sixties seventies eighties nineties")

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
        if token.cues.contains(.month), let end = monthFirst(index) { return end }
        if token.cues.contains(.holiday) { return holiday(index) }
        return spelledYear(index) ?? namedDay(index) ?? relativeDay(index)
    }

    // MARK: Figures

    /// 3/4/2019, 2019-03-04, 11.02.2016, 1/6.
    private func numericDate(_ index: Int) -> Int? {
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
    private func clockEnd(_ index: Int) -> Int {
        var end = index
        guard let hour = at(index), hour.kind == .number, hour.length <= 2, hour.gap == .blank, isSign(index + 1, ":")
        else { return index }
        while end < index + 5, let token = at(end), end == index || token.gap == .none,
            token.kind == .number || token.isSign(":")
        { end += 1 }
        return at(end - 1)?.kind == .number ? end : index
    }

    /// A line that begins with "1/2" is an entry of a diary.
    private func isListOfDates(_ index: Int) -> Bool { text.tokens[index].gap >= .line }

    private func isDay(_ token: Token) -> Bool {
        token.kind == .number && token.length <= 2 && (1...31).contains(token.value)
    }

    func isYear(_ token: Token) -> Bool {
        token.kind == .number && token.length == 4 && (1850...2039).contains(token.value)
    }

    /// A year that stands alone.
    private mutating func year(_ index: Int) -> Int? {
        let token = text.tokens[index]
        if token.length == 2, (60...99).contains(token.value), token.gap == .blank, isWord(index - 1, Self.centuryCues),
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

    private static let centuryCues = set("del since")

    private static let parts = set(
        "beginning end middle start early late mid spring summer autumn winter fall principios finales mediados verano invierno otono primavera"
    )

    // "the beginning of August 1995", "summer of 2012"
    private func partStart(_ index: Int) -> Int {
        if isWord(index - 1, Self.ofWords), isWord(index - 2, Self.parts) {
            return isWord(index - 3, Self.dayJoins) && isWord(index - 4, Self.parts) ? index - 4 : index - 2
        }
        return isWord(index - 1, Self.parts) && follows(index) ? index - 1 : index
    }

    private func startsFresh(_ index: Int) -> Bool {
        guard let before = at(index - 1), before.kind == .sign else { return false }
        return "(\"'[\u{201C}\u{2018}«¿¡\u{2014}\u{2013}-".unicodeScalars.contains { before.isSign($0) }
            && (!before.isHyphen || at(index - 2)?.isWord == true)
    }

    /// "the 90s", "1990s".
    private mutating func decade(_ index: Int) -> Int? {
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
        return add((index + 1)..<(index + 2), .date, .shape("a short year"))
    }

    // MARK: Months

    private func dayLength(_ index: Int) -> Int {
        guard let token = at(index) else { return 0 }
        if isDay(token) { return 1 }
        if token.kind == .mixed, isOrdinal(token) { return 1 }
        guard token.kind == .word else { return 0 }
        if token.cues.contains(.ordinal) { return 1 }
        if !token.cues.isDisjoint(with: [.digit, .number]) {
            // "twenty first", "treinta y uno"
            if token.cues.contains(.number), let next = at(index + 1), follows(index + 1) || next.isHyphen {
                if !next.cues.isDisjoint(with: [.ordinal, .digit]) { return 2 }
                if next.isHyphen, has(index + 2, [.ordinal, .digit]) { return 3 }
                if isWord(index + 1, Self.and), has(index + 2, .digit) { return 3 }
            }
            return 1
        }
        return 0
    }

    private static let and = set("y and")

    func isOrdinal(_ token: Token) -> Bool {
        let letters = text.folded[Int(token.foldedStart)..<Int(token.foldedEnd)]
        guard letters.count >= 3, letters.count <= 5 else { return token.foldedLength == 2 && letters.last == 0x6F }
        let ending = Array(letters.suffix(2))
        return letters.dropLast(2).allSatisfy { (0x30...0x39).contains($0) }
            && [[0x73, 0x74], [0x6E, 0x64], [0x72, 0x64], [0x74, 0x68], [0x74, 0x61], [0x74, 0x6F]].contains(ending)
    }

    /// "9 November 2014", "ninth of June", "3 de febrero de 2022", "nueve días del mes de marzo de 2020".
    private func dayThenMonth(_ index: Int) -> Int? {
        if index > 0, text.tokens[index].gap == .none, at(index - 1)?.kind != .sign { return nil }
        let length = dayLength(index)
        guard length > 0 else { return nil }
        var position = index + length
        var steps = 0
        // "29 and 30 June", "3, 4 and 5 May"
        while steps < 8, let join = at(position), follows(position),
            Self.dayJoins.contains(join.hash) || join.isSign(",") || join.isHyphen, dayLength(position + 1) > 0,
            text.tokens[index].cues.isDisjoint(with: .anyNumber)
        {
            position += 1 + dayLength(position + 1)
            steps += 1
        }
        steps = 0
        while steps < 5, let token = at(position), follows(position), !token.cues.contains(.month) {
            let isFiller =
                Self.ofWords.contains(token.hash) || Self.fillers.contains(token.hash) || token.isHyphen
                || token.isSign(".")
            guard isFiller || (token.isSign(",") && steps == 0) else { return nil }
            position += 1
            steps += 1
        }
        guard let month = at(position), follows(position), month.cues.contains(.month),
            isMonth(position, nearNumber: true)
        else { return nil }
        return afterMonth(position + 1)
    }

    private static let dayJoins = set("and y to or")
    private static let fillers = set("dias dia mes day the")

    /// A comma, "of", "de" and a year, if they follow.
    private func afterMonth(_ index: Int) -> Int {
        var position = index
        if isSign(position, "."), let next = at(position + 1), next.kind == .number, next.gap != .paragraph {
            position += 1
        }
        var end = index
        for _ in 0..<3 {
            guard let token = at(position), token.gap != .paragraph else { break }
            if isYear(token) { return position + 1 }
            if token.isSign("'") || token.isSign("\u{2019}"), let year = at(position + 1), year.kind == .number,
                year.length == 2,
                year.gap == .none
            {
                return position + 2
            }
            guard token.isSign(",") || token.isHyphen || Self.ofWords.contains(token.hash) else { break }
            position += 1
        }
        if let words = spelledYearEnd(position), position > index || words > position + 1 { end = words }
        return end
    }

    /// "June", "June 3", "June 3rd, 2014", "June of 1997"; a month that is also a word only where it is one.
    private mutating func monthFirst(_ index: Int) -> Int? {
        var position = index + 1
        if isSign(position, "."), let next = at(position + 1), next.hasDigit, next.gap != .paragraph { position += 1 }
        if isHyphenated(index) { return nil }
        if isWord(position, Self.fillers), dayLength(position + 1) > 0 { position += 1 }
        if let day = at(position), day.gap <= .line, dayLength(position) > 0,
            day.kind != .word || day.cues.contains(.ordinal),
            at(position + 1).map({ $0.gap == .none && $0.isSign(":") }) != true
        {
            guard isMonth(index, nearNumber: true) else { return nil }
            var end = afterMonth(position + dayLength(position))
            while Self.dayJoins.contains(at(end)?.hash ?? 0), dayLength(end + 1) == 1, at(end + 1)?.hasDigit == true,
                !has(end + 2, .month)
            { end = afterMonth(end + 2) }
            return add(index..<end, .date, .shape("a month and a day"))
        }
        let end = afterMonth(index + 1)
        if end > index + 1, isMonth(index, nearNumber: true) {
            return add(partStart(index)..<end, .date, .shape("a month and a year"))
        }
        guard isMonth(index, nearNumber: false) else { return nil }
        return add(index..<(index + 1), .date, .shape("a month"), .doubtful)
    }

    private func isHyphenated(_ index: Int) -> Bool {
        if let next = at(index + 1), next.gap == .none, next.isHyphen, let after = at(index + 2), after.gap == .none,
            after.isWord
        {
            return true
        }
        return false
    }

    private func isMonth(_ index: Int, nearNumber: Bool) -> Bool {
        let token = text.tokens[index]
        let isAmbiguous = Self.monthWordNames.contains(token.hash) || token.foldedLength <= 3
        if nearNumber { return !(token.hash == Self.may && token.shape == .lower && isVerbMay(index)) }
        guard isAmbiguous else { return true }
        guard token.foldedLength > 3 || token.hash == Self.may else { return false }
        if isWord(index - 1, Self.beforeMay), at(index + 1).map({ $0.kind == .sign || $0.gap >= .line }) ?? true {
            return true
        }
        return isWord(index - 1, Self.beforeMonth)
            && (token.isCapital || token.hash != Self.may && token.hash != Self.march)
    }

    private static let beforeMay = set("in since until next last by en desde hasta")
    private static let may = WordHash.of("may")
    private static let march = WordHash.of("march")

    /// "I may 4": not seen; "may 4th" is.
    private func isVerbMay(_ index: Int) -> Bool { has(index + 1, [.functionEnglish]) && !has(index + 1, .anyNumber) }

    // MARK: Words

    private mutating func holiday(_ index: Int) -> Int? {
        var end = index + 1
        if isWord(end, Self.dayWords), follows(end) { end += 1 }
        if let token = at(end), token.cues.contains(.weekday), follows(end) { end += 1 }
        // "second week of Ramadan"
        let isCounted = isWord(index - 1, Self.ofWords) && has(index - 2, [.weekOf, .duration])
        let start = isCounted ? has(index - 3, .ordinal) ? index - 3 : index - 2 : index
        return add(start..<afterMonth(end), .date, .shape("a holiday"))
    }

    /// "Good Friday of 2012", "Día de las Madres", "Flag Day", "New Year's Eve", "nineties".
    private mutating func namedDay(_ index: Int) -> Int? {
        let token = text.tokens[index]
        if Self.decades.contains(token.hash) { return add(index..<(index + 1), .date, .shape("a decade")) }
        if token.hash == Self.dia, isWord(index + 1, Self.ofWords) {
            var position = index + 2
            if has(position, .determiner) { position += 1 }
            guard let name = at(position), name.isWord, follows(position), !name.isFunction,
                token.isCapital || name.isCapital || has(position, .holiday)
            else { return nil }
            return add(index..<afterMonth(position + 1), .date, .shape("a named day"))
        }
        if Self.vispera == token.hash, isWord(index + 1, Self.ofWords), has(index + 2, .determiner),
            at(index + 3)?.isWord == true
        {
            return add(index..<(index + 4), .date, .shape("a named day"))
        }
        if token.hash == Self.year, isWord(index + 1, Self.ofWords), isWord(index + 2, Self.the),
            isWord(index + 3, Self.zodiac)
        {
            return add(index..<(index + 4), .date, .shape("a year of the zodiac"))
        }
        if Self.holyDays.contains(token.hash), let day = at(index + 1),
            day.cues.contains(.weekday) || Self.saints.contains(day.hash), follows(index + 1)
        {
            return add(index..<afterMonth(index + 2), .date, .shape("a named day"))
        }
        return nil
    }

    private static let vispera = WordHash.of("vispera")
    private static let saints = set("santo santa")
    private static let year = WordHash.of("year")
    private static let the = set("the")
    private static let zodiac = set("rat ox tiger rabbit dragon snake horse goat sheep monkey rooster dog pig")
    private static let dia = WordHash.of("dia")
    private static let holyDays = set("good ash palm black viernes jueves domingo sabado easter maundy holy semana")
    private static let lifeEvents = set(
        "birthday wedding funeral anniversary graduation arrest trial birth death cumpleanos boda funeral")

    /// "two days after my 16th birthday": counts from a day that others know.
    mutating func relativeDay(_ index: Int) -> Int? {
        guard has(index, .duration), let join = at(index + 1), Self.afterWords.contains(join.hash), follows(index + 1)
        else { return nil }
        var position = index + 2
        while position < index + 7, let token = at(position), follows(position), token.kind != .sign {
            if Self.lifeEvents.contains(token.hash) {
                let start = has(index - 1, [.determiner, .anyNumber]) ? index - 1 : index
                return add(start..<(position + 1), .date, .shape("counted from a day that others know"))
            }
            position += 1
        }
        return nil
    }

    private static let afterWords = set("after before antes despues")

    /// "nineteen seventy-nine", "two thousand and nine", "dos mil nueve".
    private mutating func spelledYear(_ index: Int) -> Int? {
        guard has(index, .anyNumber), let end = spelledYearEnd(index) else { return nil }
        return add(index..<end, .date, .shape("a year in words"))
    }

    private static let centuries = set("nineteen twenty eighteen")
    private static let twenty = WordHash.of("twenty")
    private static let thousand = set("thousand mil")
    private static let two = set("two dos")
    private static let mil = WordHash.of("mil")
    private static let hundreds = set("novecientos ochocientos")

    private func spelledYearEnd(_ index: Int) -> Int? {
        guard let first = at(index), first.isWord, first.gap != .paragraph else { return nil }
        func tens(_ start: Int) -> Int? {
            guard let token = at(start), token.cues.contains(.number), follows(start) else { return nil }
            if let next = at(start + 1), next.isHyphen, has(start + 2, .digit) { return start + 3 }
            if has(start + 1, .digit), follows(start + 1) { return start + 2 }
            if isWord(start + 1, Self.and), has(start + 2, .digit) { return start + 3 }
            return start + 1
        }
        if Self.centuries.contains(first.hash) {
            let start = isWord(index + 1, Self.and) ? index + 2 : index + 1
            guard let end = tens(start) else { return nil }
            // "twenty ten" is a year; "twenty fifty" is two numbers.
            return first.hash == Self.twenty && end > start + 1 && !isTwenties(start) ? nil : end
        }
        if Self.two.contains(first.hash), isWord(index + 1, Self.thousand) {
            let start = isWord(index + 2, Self.and) ? index + 3 : index + 2
            if let end = tens(start) { return end }
            return has(start, .digit) && follows(start) ? start + 1 : nil
        }
        if first.hash == Self.mil, isWord(index + 1, Self.hundreds) {
            return tens(index + 2) ?? (has(index + 2, .digit) ? index + 3 : index + 2)
        }
        return nil
    }

    private func isTwenties(_ index: Int) -> Bool { at(index)?.hash == Self.twenty }
}
