/// What somebody believes, bears, has and works at, where few do; and the titles of what they made.
extension Rule {
    static let convictions: [Rule] = [
        Rule(
            "cause.fought", .other, .doubtful, on: .list(.causeHeads), because: "a cause",
            yes: "I marched for [water rights] back then.", no: "They never read me my rights.",
            match: { walk, index in
                let start = walk.modified(index)
                let isNamed = start < index && !(start..<index).contains { walk.word($0, .notCauses) }
                let spanish = walk[index + 1]
                let isSpanish =
                    walk[index].flags.contains(.spanish) && spanish.isWord && spanish.gap == .blank
                    && !spanish.isFunction && !walk.word(index + 1, .notCauses)
                guard isNamed || isSpanish, !walk.word(start - 1, .notCauses) else { return nil }
                return Match(start..<(isSpanish && !isNamed ? index + 2 : index + 1))
            }),
        Rule(
            "cause.held", .other, .doubtful, on: .list(.causes), because: "a cause",
            yes: "She was a [union activist] for years.", no: "She was active for years.",
            match: { walk, index in Match(walk.modified(index)..<(index + 1)) }),
        Rule(
            "belief", .other, .doubtful, on: .list(.beliefs), because: "a belief",
            yes: "Mi familia era [pentecostal].", no: "My family prayed.",
            to: { walk, index in walk[index].isWord ? index + 1 : nil }),
        Rule(
            "group.identity", .other, .doubtful, on: .list(.identities), because: "a group",
            yes: "I was the only one who is [gay] there.", no: "I was the only one there.",
            to: { _, index in index + 1 }),
        Rule(
            "group.people", .other, .doubtful, .english, on: .known(.demonym), because: "a people or a language",
            yes: "It was a [Japanese] garden.", no: "They asked me in Spanish.",
            to: { walk, index in
                let isNamed = ["ish", "ese", "ian", "can"].contains {
                    WordHash.of(walk.letters(index).suffix(3)) == WordHash.of($0)
                }
                let next = walk[index + 1]
                let leads = next.isWord && next.gap == .blank && !next.isFunction
                guard isNamed, walk[index].shape == .capitalized, leads || walk.cued(index - 1, .be) else { return nil }
                return index + 1
            }),
        Rule(
            "group", .other, .doubtful, on: .list(.groups), because: "a group",
            yes: "I sang in the [prison choir] on Sundays.", no: "I sang alone on Sundays.",
            match: { walk, index in Match(walk.modified(index)..<(index + 1)) }),
    ]

    static let conditions: [Rule] = [
        Rule(
            "pursuit.degree", .other, .doubtful, on: .list(.degrees), .list(.studied), because: "what somebody studied",
            yes: "I hold a degree in [marine botany] from home.", no: "They gave me the third degree in there.",
            match: { walk, index in
                let isStudy = walk.word(index, .studied)
                let start =
                    isStudy
                    ? index + 1
                    : walk.run(index + 1, 2) {
                        walk[$0].hash == WordHash.of("degree") || walk[$0].kind == .possessive
                            || walk.sign($0, of: "'\u{2019}")
                    }
                let field = isStudy ? start : start + 1
                let isIn = isStudy || ["in", "en"].contains { walk[start].hash == WordHash.of($0) }
                guard isIn, walk[field].gap <= .blank else { return nil }
                let end = walk.run(field, 3) {
                    walk[$0].gap == .blank && walk[$0].isWord && !walk[$0].isFunction && !walk.isClauseWord($0)
                        && !walk.cued($0, [.kin, .family, .duration]) && walk[$0].hash != WordHash.of("hard")
                }
                return end > field ? Match(field..<end) : nil
            }),
        Rule(
            "pursuit", .other, .doubtful, on: .list(.pursuits), because: "what somebody does or studied",
            yes: "I taught [photography] before.", no: "I taught before.",
            to: { _, index in index + 1 }),
        Rule(
            "health.illness", .other, .doubtful, on: .list(.illnesses), because: "an illness",
            yes: "They would not treat my [lupus] inside.", no: "They would not treat me inside.",
            match: { walk, index in Match(walk.modified(index, 1)..<(index + 1)) }),
        Rule(
            "health.sense", .other, .doubtful, on: .list(.senses), because: "what somebody cannot do",
            yes: "My mother is [deaf].", no: "She turned a blind eye.",
            to: { walk, index in
                let before = walk.cued(index - 1, .be) || walk.word(index - 1, .being) || walk.cued(index - 1, .kin)
                return before && walk.follows(index) || walk.cued(index + 1, [.kin, .family]) ? index + 1 : nil
            }),
        Rule(
            "health.broken", .other, .doubtful, on: .list(.breaks), because: "an injury",
            yes: "That night he [broke my collarbone] again.", no: "That night he broke my door again.",
            match: { walk, index in
                let bone = walk.run(index + 1, 2) {
                    walk[$0].gap == .blank
                        && (walk.cued($0, .determiner) || walk.word($0, .few) || walk.word($0, .aOne))
                }
                guard bone > index + 1, walk.word(bone, .bones), walk[bone].gap == .blank else { return nil }
                return Match(index..<(bone + 1))
            }),
        Rule(
            "health.lost", .other, .doubtful, on: .list(.losses), because: "an injury that all see",
            yes: "He had a [glass eye] and a limp.", no: "He had a glass door.",
            to: { walk, index in walk.word(index + 1, .bones) && walk.follows(index + 1) ? index + 2 : nil }),
        Rule(
            "children", .family, .doubtful, on: .list(.parents), because: "a number of children",
            yes: "I am a mother of [four].", no: "I am the mother of the boy.",
            match: { walk, index in
                let number = index + 2
                guard walk.isOf(index + 1), walk.smallNumber(number), walk.follows(number),
                    !walk.word(number, .one), !walk[number + 1].isWord || walk[number + 1].isFunction
                else { return nil }
                return Match(number..<(number + 1))
            }),
    ]

    static let surroundings: [Rule] = [
        Rule(
            "news.told", .event, .doubtful, on: .list(.newsPapers), because: "what was in the news",
            yes: "My face was [in the papers] for a week.", no: "I signed the papers in a week.",
            match: { walk, index in
                let article = walk.cued(index - 1, .determiner) ? index - 1 : index
                guard ["in", "on", "en"].contains(where: { walk[article - 1].hash == WordHash.of($0) }),
                    article < index, walk.follows(index)
                else { return nil }
                return Match((article - 1)..<(index + 1))
            }),
        Rule(
            "news.made", .event, .doubtful, on: .list(.newsThings), because: "what was in the news",
            yes: "They made a [documentary] about us.", no: "They made a report about us.",
            match: { walk, index in Match(walk.modified(index, 1)..<(index + 1)) }),
        Rule(
            "workplace", .other, .doubtful, on: .list(.workplaces), because: "a place of work",
            yes: "I was at the [feather cannery] by five.", no: "I was at work by five.",
            match: { walk, index in Match(walk.modified(index)..<(index + 1)) }),
        Rule(
            "belonging.pet", .other, .doubtful, on: .list(.oddPets), because: "a pet that few have",
            yes: "He shot my [parrot] first.", no: "He shot my dog first.",
            to: { _, index in index + 1 }),
        Rule(
            "belonging.instrument", .other, .doubtful, on: .list(.oddInstruments),
            because: "an instrument that few play",
            yes: "Tocaba el [acordeón] en las bodas.", no: "Tocaba la puerta en las noches.",
            to: { _, index in index + 1 }),
    ]

    static let titles: [Rule] = [
        Rule(
            "title.after", .other, .doubtful, on: .list(.works), because: "the title of a work",
            yes: "I wrote the song [Half a River Home] inside.", no: "I wrote a song for her.",
            match: { walk, index in
                let start = walk.sign(index + 1, of: "\"\u{201C}\u{AB}") ? index + 2 : index + 1
                let end = walk.titleEnd(start, isQuoted: start > index + 1)
                return end > start ? Match(start..<end) : nil
            }),
        Rule(
            "title.dated", .other, .doubtful, on: .capital, because: "the title of a work, before its year",
            yes: "He was in [Salt and the Sea] (2010) as well.", no: "He was in jail (2010) as well.",
            match: { walk, index in
                let startsSentence = index == 0 || walk.stops(index - 1) && !walk.sign(index - 1, of: ",:(")
                guard !walk[index].isFunction || !startsSentence, !walk.word(index, .pronouns) else { return nil }
                let end = walk.titleEnd(index, isQuoted: false)
                guard walk.sign(end, "("), walk[end + 1].isYear, walk.sign(end + 2, ")") else { return nil }
                return Match(index..<end)
            }),
        Rule(
            "title.piece", .other, .doubtful, on: .capital, because: "a part of a name that was found",
            yes: "We saw [Heart of the] {Rings} there.", no: "We saw the {Rings} there.",
            match: { walk, index in
                guard index > 0, walk[index].gap <= .blank, !walk.stops(index - 1) || walk.sign(index - 1, of: ",:("),
                    !walk[index].isFunction, !walk.isPlainCapital(index), !walk.isFlat(index)
                else { return nil }
                let end = walk.run(index + 1, 3) {
                    walk[$0].gap <= .blank && walk.cued($0, [.connector, .determiner]) && !walk.settled[$0]
                }
                let isBefore = end < walk.text.tokens.count && walk.settled[end] && walk[end].gap <= .blank
                let isAfter = walk.settled[index - 1] && walk[index - 1].isWord
                guard isBefore || isAfter else { return nil }
                return Match(index..<(isBefore ? end : index + 1))
            }),
    ]
}

extension Walk {
    /// A capital that says nothing: who writes, kin, what is holy, a day, letters that stand for an office.
    fileprivate func isPlainCapital(_ index: Int) -> Bool {
        word(index, .pronouns)
            || cued(index, [.kin, .title, .sacred, .weekday, .month, .safe, .safeAcronym, .slang, .legal, .court])
            || self[index].shape == .upper || self[index].shape == .initial
    }

    /// The end of a title: words with capitals and the small ones between them, or all until the quotation ends.
    fileprivate func titleEnd(_ start: Int, isQuoted: Bool) -> Int {
        if isQuoted {
            let end = run(start, 10) { follows($0) && !sign($0, of: "\"\u{201D}\u{BB}") }
            return sign(end, of: "\"\u{201D}\u{BB}") ? end : start
        }
        guard self[start].isCapital, self[start].gap <= .blank || start == 0, !isFlat(start) else { return start }
        let end = run(start, 10) {
            ($0 == start || self[$0].gap <= .blank)
                && (self[$0].isCapital || self[$0].isFunction || self[$0].hasDigit || self[$0].kind == .possessive
                    || sign($0, of: ":'\u{2019}&"))
        }
        return (start..<end).last { self[$0].isCapital || self[$0].hasDigit }.map { $0 + 1 } ?? start
    }
}
