/// Days, months, years and feasts, in figures and in words.
extension Rule {
    static let dates: [Rule] = [
        Rule(
            "date.figures", .date, on: .number, because: "a date in figures",
            yes: "It was [3/4/2019] that day.", no: "We got 3/4 of it.",
            match: { walk, index in walk.dateFigures(index).map { Match(index..<walk.clockEnd($0)) } }),
        Rule(
            "date.day-month", .date, on: .number, .mixed, .cue([.ordinal, .digit, .number]),
            because: "a day and a month",
            yes: "It was [3 de febrero de 2022] ya.", no: "It was the third of many.",
            to: { $0.dayMonthEnd($1) }),
        Rule(
            "date.short-year", .date, .doubtful, on: .number, because: "a short year",
            yes: "Fue en el [98], creo.", no: "I counted 98 of them.",
            match: { walk, index in
                let token = walk[index]
                guard token.length == 2, (60...99).contains(token.value), token.gap == .blank,
                    walk.word(index - 1, .sinceWords)
                        || walk.word(index - 1, .spanishYearWords) && walk.word(index - 2, .spanishIn)
                else { return nil }
                let (next, after) = (walk[index + 1], index + 1)
                let isEnd = next.kind == .sign && next.gap == .none && !next.isHyphen && !next.isSign("%")
                return isEnd || next.gap >= .line || walk[after].isFunction ? Match(index..<after) : nil
            }),
        Rule(
            "date.year", .date, on: .number, because: "a year",
            yes: "That was [summer of 2012].", no: "I owed 2012 dollars.",
            match: { $0.year($1) }),
        Rule(
            "date.month-day", .date, on: .cue(.month), because: "a month and a day",
            yes: "It was [March 3rd, 2014] at noon.", no: "It was March madness there.",
            to: { $0.monthDayEnd($1) }),
        Rule(
            "date.month-part", .date, on: .cue(.month), because: "a part of a month",
            yes: "It was the [last week of October] then.", no: "It was the last week of school.",
            match: { walk, index in
                guard !walk.isHyphenated(index), walk.afterMonth(index + 1) == index + 1,
                    walk.isMonth(index, nearNumber: true)
                else { return nil }
                return walk.countedStart(index).map { Match($0..<(index + 1)) }
            }),
        Rule(
            "date.month-year", .date, on: .cue(.month), because: "a month and a year",
            yes: "We left in [June of 1997] by bus.", no: "We march for 1997 miles.",
            match: { walk, index in
                let end = walk.afterMonth(index + 1)
                guard !walk.isHyphenated(index), end > index + 1, walk.isMonth(index, nearNumber: true) else {
                    return nil
                }
                return Match(walk.partStart(index)..<end)
            }),
        Rule(
            "date.month", .date, .doubtful, on: .cue(.month), because: "a month",
            yes: "I left in [October] by bus.", no: "I may leave by bus.",
            match: { walk, index in
                guard !walk.isHyphenated(index), walk.isMonth(index, nearNumber: false) else { return nil }
                return Match(index..<(index + 1))
            }),
        Rule(
            "date.holiday", .date, on: .cue(.holiday), because: "a holiday",
            yes: "He came on [Christmas Eve] drunk.", no: "He came on the eve of it.",
            match: { walk, index in
                var end = walk.word(index + 1, .dayWords) && walk.follows(index + 1) ? index + 2 : index + 1
                if walk.cued(end, .weekday), walk.follows(end) { end += 1 }
                // "second week of Ramadan"
                let isCounted = walk.word(index - 1, .ofWords) && walk.has(index - 2, [.weekOf, .duration, .weekday])
                let start = isCounted ? walk.has(index - 3, .ordinal) ? index - 3 : index - 2 : index
                return Match(start..<walk.afterMonth(end))
            }),
        Rule(
            "date.year-words", .date, on: .cue(.anyNumber), because: "a year in words",
            yes: "Born in [nineteen seventy-nine], I was.", no: "I had nineteen of them.",
            match: { walk, index in
                guard !walk.isShortYearInWords(index) else { return Match(index..<(index + 3), nil, .doubtful) }
                return walk.yearInWordsEnd(index).map { Match(index..<$0) }
            }),
        Rule(
            "date.named", .date, on: .list(.feastOwners), .list(.dayOf), .list(.holyDays), because: "a named day",
            yes: "We ate on [Mother's Day] there.", no: "We ate my mother's food.",
            match: { $0.namedDay($1) }),
        Rule(
            "date.counted", .date, on: .cue(.duration), because: "counted from a day that others know",
            yes: "It was [two days after my 16th birthday].", no: "It was two days after that.",
            match: { $0.countedDay($1) }),
    ]

    static let apostropheYears: [Rule] = [
        Rule(
            "date.apostrophe-year", .date, on: .sign("'\u{2019}\u{2018}"), because: "a short year",
            yes: "That was '[98] I think.", no: "He said '9' to me.",
            match: { walk, index in
                let year = walk[index + 1]
                guard year.gap == .none,
                    year.kind == .number && year.length == 2 || year.kind == .mixed && year.foldedLength == 3,
                    index == 0 || walk[index].gap != .none || walk[index - 1].kind == .sign,
                    walk[index + 2].gap != .none || walk[index + 2].kind == .sign
                else { return nil }
                let start = walk.partStart(index)
                return Match((start < index ? start : index + 1)..<(index + 2))
            })
    ]

    static let durations: [Rule] = [
        Rule(
            "date.duration", .date, .wide, on: .number, .cue(.anyNumber), because: "a length of time",
            yes: "I did [two years] there.", no: "I did two rounds there.",
            match: { walk, index in
                guard walk.number(index, 1...3) || walk.has(index, .anyNumber) else { return nil }
                let unit = walk.past(walk.numberEnd(index), "-")
                guard walk.has(unit, .duration), walk.follows(unit) else { return nil }
                // "10 years after her death" is asked of at "years".
                return walk.countedDay(unit) == nil ? Match(index..<(unit + 1)) : nil
            })
    ]
}

// MARK: Figures

extension Walk {
    /// 3/4/2019, 2019-03-04, 11.02.2016, 1/6, 03/2019.
    fileprivate func dateFigures(_ index: Int) -> Int? {
        let (first, separator, second) = (self[index], self[index + 1], self[index + 2])
        guard first.length <= 4, separator.gap == .none,
            separator.isSign("/") || separator.isSign(".") || separator.isHyphen,
            number(index + 2, 1...2), second.gap == .none, !isJoinedLeft(index, "/.")
        else { return nil }
        let (third, after) = (self[index + 4], self[index + 5])
        if joinedSign(index + 3, Unicode.Scalar(separator.value) ?? "/"), third.kind == .number, third.gap == .none {
            if after.gap == .none, after.isHyphen || after.kind != .sign || after.isSign("/") { return nil }
            let isDayFirst = first.isDay && second.isDay && (first.value <= 12 || second.value <= 12)
            if first.length <= 2, isDayFirst, third.length == 4 ? third.isYear : third.length == 2 { return index + 5 }
            return first.isYear && second.isDay && third.isDay ? index + 5 : nil
        }
        guard separator.isSign("/"), first.length <= 2, first.isDay, second.isDay,
            first.value <= 12 || second.value <= 12,
            self[index + 3].gap != .none
                || self[index + 3].kind == .sign && !sign(index + 3, "/") && !self[index + 3].isHyphen
        else { return nil }
        let isFraction =
            !has(index - 1, .weekday) && first.value < second.value && [2, 3, 4, 8].contains(second.value)
            && first.value < 4
            && second.length == 1
        // A line that begins with "1/2" is an entry of a diary; "24/7" is none.
        return isFraction && first.gap < .line || second.value == 7 && first.value == 24 ? nil : index + 3
    }

    /// "12:20:39" after a date.
    fileprivate func clockEnd(_ index: Int) -> Int {
        guard number(index, 1...2), self[index].gap == .blank, sign(index + 1, ":") else { return index }
        let end = run(index, 5) {
            ($0 == index || self[$0].gap == .none) && (self[$0].kind == .number || sign($0, ":"))
        }
        return self[end - 1].kind == .number ? end : index
    }

    /// A year that stands alone, or two.
    fileprivate func year(_ index: Int) -> Match? {
        let next = self[index + 1]
        let isAfterMark =
            sign(index - 1, of: "(\"'[\u{201C}\u{2018}«¿¡\u{2014}\u{2013}-")
            && (!self[index - 1].isHyphen || self[index - 2].isWord)
        guard self[index].isYear, self[index].gap != .none || isAfterMark || index == 0 else { return nil }
        if next.gap == .none {
            if next.kind != .sign || next.isSign("/") || next.isSign(":") { return nil }
            let after = self[index + 2]
            if next.isHyphen || next.isSign(",") || next.isSign("."), after.gap == .none, after.hasDigit {
                // 2014-2016 and 2014-15 are two years; 2014-000123 is a number.
                let isYears = next.isHyphen && after.kind == .number && (after.length == 2 || after.isYear)
                return isYears ? Match(index..<(index + 3)) : nil
            }
        }
        if next.cues.contains(.money) || has(index + 1, .street) && next.isCapital { return nil }
        return Match(partStart(index)..<(index + 1))
    }

    /// "last week of October", "second Sunday of Advent": where what is counted begins, before "of".
    fileprivate func countedStart(_ index: Int) -> Int? {
        guard word(index - 1, .ofWords), has(index - 2, [.weekOf, .duration, .weekday]),
            has(index - 3, .ordinal) || word(index - 3, .lastWords), follows(index - 2), follows(index - 1)
        else { return nil }
        return index - 3
    }

    // "the beginning of August 1995", "summer of 2012"
    fileprivate func partStart(_ index: Int) -> Int {
        if let start = countedStart(index) { return start }
        if word(index - 1, .ofWords), word(index - 2, .partsOfYear) {
            return word(index - 3, .dayJoins) && word(index - 4, .partsOfYear) ? index - 4 : index - 2
        }
        return word(index - 1, .partsOfYear) && follows(index) ? index - 1 : index
    }
}

// MARK: Months

extension Walk {
    /// How many tokens of a day of the month stand here, in figures or in words.
    func dayLength(_ index: Int) -> Int {
        let token = self[index]
        if token.isDay || isOrdinal(index) { return 1 }
        guard token.isWord else { return 0 }
        if token.cues.contains(.ordinal) { return 1 }
        guard cued(index, [.digit, .number]) else { return 0 }
        // "twenty first", "treinta y uno"
        if token.cues.contains(.number), follows(index + 1) {
            if cued(index + 1, [.ordinal, .digit]) { return 2 }
            if self[index + 1].isHyphen, has(index + 2, [.ordinal, .digit]) { return 3 }
            if word(index + 1, .andWords), has(index + 2, .digit) { return 3 }
        }
        return 1
    }

    /// "9 November 2014", "ninth of June", "nueve días del mes de marzo de 2020", "29 and 30 June".
    fileprivate func dayMonthEnd(_ index: Int) -> Int? {
        guard index == 0 || self[index].gap != .none || self[index - 1].kind == .sign else { return nil }
        let length = dayLength(index)
        guard length > 0 else { return nil }
        var position = index + length
        var steps = 0
        while steps < 8, follows(position), word(position, .dayJoins) || sign(position, ",") || self[position].isHyphen,
            dayLength(position + 1) > 0, !cued(index, .anyNumber)
        {
            position += 1 + dayLength(position + 1)
            steps += 1
        }
        position = run(position, 5) {
            follows($0) && !has($0, .month)
                && (word($0, .ofWords) || word($0, .dateFillers) || self[$0].isHyphen || sign($0, ".")
                    || sign($0, ",") && $0 == position)
        }
        guard follows(position), has(position, .month), isMonth(position, nearNumber: true) else { return nil }
        return afterMonth(position + 1)
    }

    /// One past a comma, "of", "de" and a year, if they follow.
    func afterMonth(_ index: Int) -> Int {
        var position = sign(index, ".") && self[index + 1].kind == .number && follows(index + 1) ? index + 1 : index
        for _ in 0..<4 where follows(position) {
            if self[position].isYear { return position + 1 }
            // "febuary of 21"
            if number(position, 2...2), position == index + 1, word(index, .shortOf) { return position + 1 }
            if sign(position, of: "'\u{2019}"), number(position + 1, 2...2), self[position + 1].gap == .none {
                return position + 2
            }
            guard
                sign(position, ",") || self[position].isHyphen || word(position, .ofWords) || word(position, .yearWords)
            else { break }
            position += 1
        }
        if let words = yearInWordsEnd(position), position > index || words > position + 1 { return words }
        return index
    }

    /// "June 3", "June 3rd, 2014", "January seven".
    fileprivate func monthDayEnd(_ index: Int) -> Int? {
        var day = index + 1
        if sign(day, "."), self[day + 1].hasDigit, follows(day + 1) { day += 1 }
        if word(day, .dateFillers), dayLength(day + 1) > 0 { day += 1 }
        let length = dayLength(day)
        // A number in words is the day only where it ends its clause.
        let isSpelled = has(day, [.digit, .number]) && endsClause(day + length) && !has(day - 1, .monthWord)
        guard !isHyphenated(index), self[day].gap <= .line, length > 0,
            !self[day].isWord || self[day].cues.contains(.ordinal) || isSpelled
                || length > 1 && has(day + length - 1, .ordinal),
            !joinedSign(day + 1, ":"), isMonth(index, nearNumber: true)
        else { return nil }
        var end = afterMonth(day + length)
        for _ in 0..<8 {
            guard word(end, .dayJoins), dayLength(end + 1) == 1, self[end + 1].hasDigit, !has(end + 2, .month) else {
                break
            }
            end = afterMonth(end + 2)
        }
        return end
    }

    fileprivate func isHyphenated(_ index: Int) -> Bool {
        joinedHyphen(index + 1) && self[index + 2].gap == .none && self[index + 2].isWord
    }

    /// Whether a month's name is one here: "may" and "march" are words too.
    fileprivate func isMonth(_ index: Int, nearNumber: Bool) -> Bool {
        let token = self[index]
        let isMay = word(index, .may)
        if nearNumber {
            return !(isMay && token.shape == .lower && has(index + 1, .functionEnglish) && !has(index + 1, .anyNumber))
        }
        guard word(index, .monthsAndWords) || token.foldedLength <= 3 else { return true }
        guard token.foldedLength > 3 || isMay else { return false }
        if word(index - 1, .beforeMay), stops(index + 1) { return true }
        return word(index - 1, .beforeMonth) && (token.isCapital || !isMay && !word(index, .march))
    }
}

// MARK: Words

extension Walk {
    /// "New Year's Eve", "Día de las Madres", "Víspera de la boda", "year of the rat", "Good Friday".
    fileprivate func namedDay(_ index: Int) -> Match? {
        if self[index + 2].kind == .possessive, word(index + 3, .dayWords), follows(index + 3), !cued(index, .weekday),
            word(index, .feastOwners)
        {
            return Match((word(index - 1, .new) ? index - 1 : index)..<afterMonth(index + 4))
        }
        if word(index, .holyDays), cued(index + 1, .weekday) || word(index + 1, .saints), follows(index + 1) {
            return Match(index..<afterMonth(index + 2))
        }
        guard word(index, .dayOf), word(index + 1, .ofWords) else { return nil }
        if word(index, .yearWords) {
            return has(index + 2, .determiner) && word(index + 3, .zodiac) ? Match(index..<(index + 4)) : nil
        }
        let name = has(index + 2, .determiner) ? index + 3 : index + 2
        if word(index, .eve) { return name == index + 3 && self[name].isWord ? Match(index..<(index + 4)) : nil }
        guard self[name].isWord, follows(name), !self[name].isFunction,
            self[index].isCapital || self[name].isCapital || has(name, .holiday) || word(name, .feasts)
        else { return nil }
        return Match(index..<afterMonth(name + 1))
    }

    /// "two days after my 16th birthday": counts from a day that others know.
    fileprivate func countedDay(_ index: Int) -> Match? {
        guard has(index, .duration), word(index + 1, .afterWords), follows(index + 1) else { return nil }
        let reach = run(index + 2, 5) { follows($0) && self[$0].kind != .sign }
        guard let event = (index + 2..<reach).first(where: { word($0, .lifeEvents) || has($0, .holiday) }) else {
            return nil
        }
        return Match((has(index - 1, [.determiner, .anyNumber]) ? index - 1 : index)..<(event + 1))
    }

    /// "en el noventa y seis".
    fileprivate func isShortYearInWords(_ index: Int) -> Bool {
        word(index, .lateTens) && word(index - 1, .spanishYearWords) && word(index - 2, .spanishIn)
            && word(index + 1, .andWords) && has(index + 2, .digit)
            && (endsClause(index + 3) || self[index + 3].isFunction)
    }

    /// "nineteen seventy-nine", "two thousand and nine", "dos mil nueve", "mil novecientos ochenta".
    func yearInWordsEnd(_ index: Int) -> Int? {
        guard self[index].isWord, follows(index) else { return nil }
        func tens(_ start: Int) -> Int? {
            guard cued(start, .number), follows(start) else { return nil }
            if self[start + 1].isHyphen, has(start + 2, .digit) { return start + 3 }
            if has(start + 1, .digit), follows(start + 1) { return start + 2 }
            return word(start + 1, .andWords) && has(start + 2, .digit) ? start + 3 : start + 1
        }
        if word(index, .centuries) {
            let start = past(index + 1, .andWords)
            guard let end = tens(start) else { return nil }
            // "twenty ten" is a year; "twenty fifty" is two numbers.
            return word(index, .twenty) && end > start + 1 && !word(start, .twenty) ? nil : end
        }
        if word(index, .two), word(index + 1, .thousand) {
            let start = past(index + 2, .andWords)
            return tens(start) ?? (has(start, .digit) && follows(start) ? start + 1 : nil)
        }
        guard word(index, .thousand), word(index + 1, .lateHundreds) else { return nil }
        return tens(index + 2) ?? (has(index + 2, .digit) ? index + 3 : index + 2)
    }
}
