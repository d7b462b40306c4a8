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
                let isSpanish = walk[index].flags.contains(.spanish) && spanish.isWord && spanish.gap == .blank
                    && !spanish.isFunction && !walk.word(index + 1, .notCauses)
                guard isNamed || isSpanish, !walk.word(start - 1, .notCauses) else { return nil }
                return Match(start..<(isSpanish && !isNamed ? index + 2 : index + 1))
            }),
        Rule(
            "cause.held", .other, .doubtful, on: .list(.causes), because: "a cause",
            yes: "She was a [union activist] for years.", no: "She was active for years.",
            to: { walk, index in walk.modified(index) <= index ? index + 1 : nil }),
        Rule(
            "belief", .other, .doubtful, on: .list(.beliefs), because: "a belief",
            yes: "Mi familia era [pentecostal].", no: "My family prayed.",
            to: { walk, index in walk[index].isWord ? index + 1 : nil }),
        Rule(
            "group", .other, .doubtful, on: .list(.groups), because: "a group",
            yes: "I sang in the [prison choir] on Sundays.", no: "I sang alone on Sundays.",
            match: { walk, index in Match(walk.modified(index)..<(index + 1)) }),
    ]

    static let conditions: [Rule] = [
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
            "health.lost", .other, .doubtful, on: .list(.losses), because: "an injury that all see",
            yes: "I lost an [eye] in that house.", no: "I lost my phone in that house.",
            match: { walk, index in
                let body = walk.run(index + 1, 2) {
                    walk[$0].isFunction && walk.cued($0, .determiner) || walk.word($0, .plainModifiers)
                }
                guard walk.word(body, .body), walk[body].gap == .blank, walk[body].hash != WordHash.of("face") else {
                    return nil
                }
                return Match(body..<(body + 1))
            }),
        Rule(
            "children", .family, .doubtful, on: .list(.parents), because: "a number of children",
            yes: "I am a mother of [four].", no: "I am the mother of the boy.",
            match: { walk, index in
                let number = index + 2
                guard walk.word(index + 1, .ofDel), walk.smallNumber(number), walk.follows(number),
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
                let article = walk.word(index - 1, .theArticles) || walk.word(index - 1, .los) ? index - 1 : index
                guard walk.word(article - 1, .newsJoins), article < index, walk.follows(index) else { return nil }
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
            match: { walk, index in Match(walk.modified(index, 1)..<(index + 1)) }),
        Rule(
            "belonging.instrument", .other, .doubtful, on: .list(.oddInstruments), because: "an instrument that few play",
            yes: "Tocaba el [acordeón] en las bodas.", no: "Tocaba la puerta en las noches.",
            match: { walk, index in Match(walk.modified(index, 1)..<(index + 1)) }),
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
    ]
}

extension Walk {
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
