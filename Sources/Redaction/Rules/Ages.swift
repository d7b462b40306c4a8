/// A number that counts someone's years: with a word for years, or by the words beside it alone.
extension Rule {
    static let ages: [Rule] = [
        Rule(
            "age.birthday", .age, on: .mixed, .cue(.ordinal), because: "the number of a '%'",
            yes: "It was her [10th] birthday.", no: "It was her 10th call.",
            match: { walk, index in
                guard walk.isOrdinalWord(index), walk.word(index + 1, .birthdays), walk.follows(index + 1) else {
                    return nil
                }
                return Match(index..<(index + 1), cue: index + 1)
            }),
        Rule(
            "age.school-year", .age, on: .mixed, .cue(.ordinal), because: "a year of school, by '%'",
            yes: "I was in [11th grade] then.", no: "It was the 11th time.",
            match: { walk, index in
                guard walk.isOrdinalWord(index), walk.word(index + 1, .grades), walk.follows(index + 1) else {
                    return nil
                }
                return Match(index..<(index + 2), cue: index + 1)
            }),
        Rule(
            "age.labelled", .age, on: .list(.formAges), because: "what stands after '%' on a form",
            yes: "Age at the time / now: [23] / [39]", no: "Age: unknown",
            match: { $0.labelledAges($1) }),
        Rule(
            "age.with-yo", .age, on: .mixed, because: "a number with 'yo'",
            yes: "She was [22yo] then.", no: "It was 22cm then.",
            match: { walk, index in
                guard walk.figures(index, before: .yearLetters).map({ $0 <= 2 }) == true else { return nil }
                return Match(index..<(index + 1))
            }),
        Rule(
            "age.years", .age, on: .number, .cue([.digit, .number]), because: "a number of years, by '%'",
            yes: "I was [34] years old.", no: "I waited 34 years for it.",
            match: { walk, index in walk.age(index, ofYears: true, walk.ageOfYears) }),
        Rule(
            "age.y-o", .age, on: .number, .cue([.digit, .number]), because: "a number with 'y/o'",
            yes: "A [19] y/o was there.", no: "A 19 y was there.",
            match: { walk, index in
                walk.age(index) { index, end in
                    walk.word(end, .letterY) && walk.joinedSign(end + 1, "/") && walk[end + 2].gap == .none
                        ? Match(index..<end) : nil
                }
            }),
        Rule(
            "age.list", .age, on: .number, .cue([.digit, .number]),
            because: "one of several numbers after '%', as ages are",
            yes: "My kids are [nine] and [six].", no: "They are nine and gone.",
            match: { walk, index in walk.age(index, walk.ageList) }),
        Rule(
            "age.answer", .age, on: .number, .cue([.digit, .number]), because: "the answer to a question for an age",
            yes: "How old are you?\n[41]", no: "How are you?\n41",
            match: { walk, index in
                walk.age(index) { index, end in
                    let isAsked =
                        walk[index].gap >= .line && walk.sign(index - 1, of: "?:")
                        && (2...6).contains { walk.word(index - $0, .ageQuestions) }
                    return isAsked && walk.endsClause(end) ? Match(index..<end) : nil
                }
            }),
        Rule(
            "age.after-name-de", .age, .sure, .spanish, on: .number, .cue([.digit, .number]),
            because: "a number after a name",
            yes: "Emiliano de [ocho] y Camila vinieron.", no: "El grupo de ocho y Camila vinieron.",
            match: { walk, index in
                walk.age(index) { index, end in
                    let (end, name) = (walk.afterGoingOn(end), walk[index - 2])
                    guard walk.word(index - 1, .de), name.isWord, name.foldedLength > 2, walk.endsClause(end),
                        name.flags.contains(.given) || name.isCapital && !walk.isFlat(index) && !name.isKnownWord,
                        !walk.cued(index - 2, [.month, .weekday, .unit, .street]), walk[index].length <= 12
                    else { return nil }
                    return Match(index..<end)
                }
            }),
        Rule(
            "age.told", .age, on: .number, .cue([.digit, .number]), because: "a number after '%', as an age is told",
            yes: "When I was [17] he came.", no: "It was 17 miles.",
            match: { walk, index in
                walk.age(index) { index, end in
                    let end = walk.afterGoingOn(end)
                    return walk.ageCue(index, end).map { Match(index..<end, cue: $0) }
                }
            }),
        Rule(
            "age.apposed", .age, on: .number, .cue([.digit, .number]), because: "a number after a name",
            yes: "My son Chance, [five], cried.", no: "We won Chance, five to two.",
            match: { walk, index in
                walk.age(index) { index, end in
                    guard walk.isAppositive(index, end), walk.sign(index - 1, of: ",(") else { return nil }
                    let name = walk[index - 2]
                    guard name.isWord, name.isCapital || name.cues.contains(.kin) || name.flags.contains(.personNoun),
                        !walk.cued(index - 2, [.month, .weekday, .street]),
                        walk[end].kind == .sign,
                        !(walk.sign(end, ",") && walk[end + 1].kind == .number && walk[end + 1].gap == .none)
                    else { return nil }
                    return Match(index..<end, nil, name.isCapital && !name.flags.contains(.place) ? .sure : .doubtful)
                }
            }),
        Rule(
            "age.of", .age, on: .number, .cue([.digit, .number]), because: "a number after a person",
            yes: "She was a woman of [sixty-seven], tired.", no: "It was a bus of sixty-seven, late.",
            match: { walk, index in
                walk.age(index) { index, end in
                    guard walk.isAppositive(index, end), walk.word(index - 1, .of),
                        walk[index - 2].flags.contains(.personNoun)
                    else { return nil }
                    return Match(index..<end)
                }
            }),
        Rule(
            "age.at", .age, .doubtful, on: .number, .cue([.digit, .number]), because: "a number after 'at'",
            yes: "I was married at [18] in a church.", no: "I ate at 9 in a church.",
            match: { walk, index in
                walk.age(index) { index, end in
                    let isOldEnough =
                        walk[index].kind == .number
                        ? walk[index].length == 2 && walk[index].value >= 11 : walk.cued(index, .number)
                    return walk.isAppositive(index, end) && walk.word(index - 1, .at) && isOldEnough
                        ? Match(index..<end) : nil
                }
            }),
    ]
}

extension Walk {
    fileprivate func isOrdinalWord(_ index: Int) -> Bool { cued(index, .ordinal) || isOrdinal(index) }

    /// "Age at the time / now: 23 / 39": the numbers after a label that a line begins with.
    fileprivate func labelledAges(_ index: Int) -> Match? {
        let colon = run(index + 1, 8) {
            self[$0].gap < .line && !sign($0, ":") && (self[$0].isWord || self[$0].kind == .sign)
        }
        var last = colon + 1
        guard sign(colon, ":"), self[last].gap <= .blank, number(last, 1...2) else { return nil }
        var match = Match(last..<(last + 1), cue: index)
        while sign(last + 1, of: "/,"), self[last + 2].gap <= .blank, number(last + 2, 1...2), last < index + 20 {
            last += 2
            match.more.append(Match(last..<(last + 1), cue: index))
        }
        match.next = last + 1
        return match
    }

    /// Asks `tell` of a number that may be an age, from where it begins to where it ends.
    fileprivate func age(_ index: Int, ofYears: Bool = false, _ tell: (Int, Int) -> Match?) -> Match? {
        let token = self[index]
        guard token.kind == .number ? token.length <= 3 && token.value < 116 : has(index, [.digit, .number]),
            !isJoinedLeft(index, "/$:.")
        else { return nil }
        let end = numberEnd(index)
        let next = self[end]
        if next.gap == .none, sign(end, of: ":/%") || sign(end, ",") && self[end + 1].gap == .none { return nil }
        let unit = next.isHyphen ? end + 1 : end
        return (word(unit, .years) && follows(unit)) == ofYears ? tell(index, end) : nil
    }

    /// "34 years old", "16-year-old", "9 yrs old", "38 años": a number and a word for years.
    fileprivate func ageOfYears(_ index: Int, _ end: Int) -> Match? {
        let unit = self[end].isHyphen ? end + 1 : end
        guard word(unit, .years), follows(unit) else { return nil }
        let after = past(unit + 1, "-")
        let isSpanish = word(unit, .spanishYears)
        let isDuration = word(index - 1, .durations) || word(index - 2, .durations)
        let isTold =
            word(after, .old) || isSpanish && word(after + 1, .old)
            || isSpanish && !isDuration
                && (word(index - 1, .beAge) || word(index - 2, .beAge) && has(index - 1, .functionSpanish))
            // "Sabitri Tamang, 33 years, from Dhading"
            || sign(index - 1, ",") && sign(unit + 1, ",") && (self[index - 2].isCapital || isFlat(index))
            || word(unit, .yo)
        if isTold { return Match(index..<end, cue: unit) }
        return word(unit + 1, .of) && word(unit + 2, .ageLabels) ? Match(index..<end, cue: unit + 2) : nil
    }

    /// "they 11 and 7", "are nine and six": two ages or more at once.
    fileprivate func ageList(_ index: Int, _ end: Int) -> Match? {
        guard word(index - 1, .people) || has(index - 1, .be), self[index].gap == .blank else { return nil }
        func join(_ position: Int) -> Bool { sign(position, of: ",&") || word(position, .ageJoins) }
        var (position, match) = (end, Match(index..<end, cue: index - 1))
        while match.more.count < 7, join(position) {
            position = run(position, 8, join)
            guard self[position].gap <= .blank, smallNumber(position) || has(position, [.digit, .number]) else {
                return nil
            }
            let last = numberEnd(position)
            match.more.append(Match(position..<last, cue: index - 1))
            position = last
        }
        guard !match.more.isEmpty, endsClause(position) || self[position].isFunction else { return nil }
        match.next = position
        return match
    }

    /// One past "going on thirteen" after an age.
    fileprivate func afterGoingOn(_ end: Int) -> Int {
        guard word(end, .going), word(end + 1, .on), number(end + 2) || has(end + 2, [.digit, .number]) else {
            return end
        }
        return numberEnd(end + 2)
    }

    /// "I was 17", "im 29", "age 34", "turned nineteen", "Tengo 38": the word before a number that makes it an age.
    fileprivate func ageCue(_ index: Int, _ end: Int) -> Int? {
        // "he's twenty"
        let isContracted = self[index - 1].kind == .possessive && word(index - 3, .pronouns)
        let before = isContracted ? index - 3 : index - 1
        guard before >= 0, follows(index) || self[index].gap == .blank else { return nil }
        let next = self[end]
        let isFollowed =
            next.kind != .sign && next.gap <= .blank
            && (word(end, .notAge)
                || !next.isFunction && next.isWord && !word(end, .when) && next.flags.contains(.core)
                    && next.flags.contains(.personNoun))
        let (isEnd, isWordy) = (endsClause(end), has(index, .number))
        if word(before, .of), word(before - 1, .ageLabels) { return before - 1 }
        if word(before, .ageLabels) { return before }
        if has(before, .be), isEnd, !word(before - 1, .things) { return before }
        // "I am thirty I mean": a number in words, and then another clause.
        if has(before, .be), word(before - 1, .youAre) || word(before, .contracted), isWordy, next.isFunction,
            !isFollowed
        {
            return before
        }
        // "a los quince"
        if word(before, .los), word(before - 1, .letterA), isEnd, isWordy || self[index].length == 2 { return before }
        if word(before, .has), isEnd, self[before - 1].isCapital || has(before - 1, .kin) || word(before - 1, .whoHas) {
            return before
        }
        if isContracted, isEnd || next.isFunction, !isFollowed { return before }
        guard word(before, .beAge), !isFollowed, !word(before, .weakAge),
            self[index].kind == .number || !cued(index, .digit) || word(before - 1, .people),
            word(before, .contracted) || word(before - 1, .people) || word(before - 2, .when) || has(before - 1, .kin)
                || self[before - 1].isCapital
        else { return nil }
        if next.isWord, next.gap == .blank, !next.isFunction, !word(end, .when), !isFlat(index), !word(end - 1, .half) {
            return nil
        }
        return before
    }

    /// "Chance, five,", "a woman of sixty-seven", "married at 18 in": a number that may stand beside whom it tells of.
    fileprivate func isAppositive(_ index: Int, _ end: Int) -> Bool {
        let value = self[index]
        guard index > 0, value.gap <= .blank, value.shape != .upper || isFlat(index) else { return false }
        return (value.kind != .number || value.length == 2 || value.length == 1 && value.value > 0)
            && (endsClause(end) || word(end, .afterAt))
    }

    /// Whether a number ends its clause: "is ten and asks for nothing".
    func endsClause(_ end: Int) -> Bool {
        let next = self[end]
        return next.kind == .sign && !next.isSign("%") && !next.isHyphen && !next.isSign("$") || next.gap >= .line
            || word(end, .clauseStarts)
    }

    /// One past a number in figures or words, and past "and a half" after it.
    func numberEnd(_ index: Int) -> Int {
        var end = index + 1
        if cued(index, .number) {
            if joinedHyphen(end) && has(end + 1, .digit) || word(end, .letterY) && has(end + 1, .digit) {
                end += 2
            } else if has(end, .digit), follows(end) {
                end += 1
            }
        }
        guard word(end, .ageJoins) else { return end }
        let half = past(end + 1, .letterA)
        return word(half, .half) && (half == end + 1 || follows(end + 1)) ? half + 1 : end
    }
}
