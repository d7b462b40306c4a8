/// Dates with the name of a month.
extension StructuredScan {
    func dayLength(_ index: Int) -> Int {
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

    static let and = set("y and")

    func isOrdinal(_ token: Token) -> Bool {
        let letters = text.folded[Int(token.foldedStart)..<Int(token.foldedEnd)]
        guard letters.count >= 3, letters.count <= 5 else { return token.foldedLength == 2 && letters.last == 0x6F }
        let ending = Array(letters.suffix(2))
        return letters.dropLast(2).allSatisfy { (0x30...0x39).contains($0) }
            && [[0x73, 0x74], [0x6E, 0x64], [0x72, 0x64], [0x74, 0x68], [0x74, 0x61], [0x74, 0x6F]].contains(ending)
    }

    /// "9 November 2014", "ninth of June", "3 de febrero de 2022", "nueve días del mes de marzo de 2020".
    func dayThenMonth(_ index: Int) -> Int? {
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
        while steps < 5, let token = at(position), follows(position), !has(position, .month) {
            let isFiller =
                Self.ofWords.contains(token.hash) || Self.fillers.contains(token.hash) || token.isHyphen
                || token.isSign(".")
            guard isFiller || (token.isSign(",") && steps == 0) else { return nil }
            position += 1
            steps += 1
        }
        guard follows(position), has(position, .month),
            isMonth(position, nearNumber: true)
        else { return nil }
        return afterMonth(position + 1)
    }

    static let dayJoins = set("and y to or")
    private static let shortOf = set("of del")
    private static let yearWords = set("ano year")
    static let fillers = set("dias dia mes day the")

    /// A comma, "of", "de" and a year, if they follow.
    func afterMonth(_ index: Int) -> Int {
        var position = index
        if isSign(position, "."), let next = at(position + 1), next.kind == .number, next.gap != .paragraph {
            position += 1
        }
        var end = index
        for _ in 0..<4 {
            guard let token = at(position), token.gap != .paragraph else { break }
            if isYear(token) { return position + 1 }
            // "febuary of 21"
            if token.kind == .number, token.length == 2, position == index + 1, isWord(index, Self.shortOf) {
                return position + 1
            }
            if token.isSign("'") || token.isSign("\u{2019}"), let year = at(position + 1), year.kind == .number,
                year.length == 2,
                year.gap == .none
            {
                return position + 2
            }
            guard
                token.isSign(",") || token.isHyphen || Self.ofWords.contains(token.hash)
                    || Self.yearWords.contains(token.hash)
            else { break }
            position += 1
        }
        if let words = spelledYearEnd(position), position > index || words > position + 1 { end = words }
        return end
    }

    /// "June", "June 3", "June 3rd, 2014", "June of 1997"; a month that is also a word only where it is one.
    mutating func monthFirst(_ index: Int) -> Int? {
        var position = index + 1
        if isSign(position, "."), let next = at(position + 1), next.hasDigit, next.gap != .paragraph { position += 1 }
        if isHyphenated(index) { return nil }
        if isWord(position, Self.fillers), dayLength(position + 1) > 0 { position += 1 }
        if let day = at(position), day.gap <= .line, dayLength(position) > 0,
            day.kind != .word || day.cues.contains(.ordinal) || isSpelledDay(position)
                || dayLength(position) > 1 && has(position + dayLength(position) - 1, .ordinal),
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
        if end == index + 1, isMonth(index, nearNumber: true), let start = countedStart(index) {
            return add(start..<end, .date, .shape("a part of a month"))
        }
        if end > index + 1, isMonth(index, nearNumber: true) {
            return add(partStart(index)..<end, .date, .shape("a month and a year"))
        }
        guard isMonth(index, nearNumber: false) else { return nil }
        return add(index..<(index + 1), .date, .shape("a month"), .doubtful)
    }

    /// "January seven": a number in words that ends its clause.
    private func isSpelledDay(_ index: Int) -> Bool {
        has(index, [.digit, .number]) && isPlainEnd(index + dayLength(index)) && !has(index - 1, .monthWord)
    }

    func isHyphenated(_ index: Int) -> Bool {
        if let next = at(index + 1), next.gap == .none, next.isHyphen, let after = at(index + 2), after.gap == .none,
            after.isWord
        {
            return true
        }
        return false
    }

    func isMonth(_ index: Int, nearNumber: Bool) -> Bool {
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

    static let beforeMay = set("in since until next last by en desde hasta")
    static let may = WordHash.of("may")
    static let march = WordHash.of("march")

    /// "I may 4": not seen; "may 4th" is.
    func isVerbMay(_ index: Int) -> Bool { has(index + 1, [.functionEnglish]) && !has(index + 1, .anyNumber) }
}
