/// What few people are, do or bear, and what a whole place remembers.
extension Rule {
    static let people: [Rule] = [
        Rule(
            "person.one-of-few", .occupation, .doubtful, on: .list(.oneWords), because: "what few people are",
            yes: "I was [one of two women on the dock].", no: "I was one of two children.",
            match: { walk, index in
                guard walk.word(index + 1, .ofWords), walk.word(index + 2, .few) || walk.number(index + 2),
                    walk[index + 3].isWord, walk.follows(index + 3), !walk.cued(index + 3, [.family, .kin, .duration])
                else { return nil }
                let end = walk.clauseEnd(index + 4)
                return end > index + 4 ? Match(index..<end) : nil
            }),
        Rule(
            "person.only-one", .occupation, .doubtful, on: .list(.sole), .list(.soleCounts),
            because: "what few people are",
            yes: "I was the [only woman at the asphalt plant].", no: "I was the only woman who believed her.",
            to: { $0.onlyOne($1) }),
        Rule(
            "job.labelled", .occupation, on: .list(.jobLabels), because: "what stands after '%' on a form",
            yes: "Job at the time: [night baker]", no: "The job was hard.",
            match: { walk, index in
                guard walk[index].gap >= .line || index == 0 || walk.sign(index - 1, of: ".)") else { return nil }
                let colon = walk.run(index + 1, 6) { walk[$0].gap < .line && (walk[$0].isWord || walk.sign($0, "/")) }
                let start = colon + 1
                guard walk.sign(colon, ":"), walk[start].gap <= .blank, walk[start].isWord else { return nil }
                let end = walk.run(start, 10) {
                    ($0 == start || walk[$0].gap < .line)
                        && (walk[$0].isWord || walk[$0].isHyphen || walk[$0].kind == .possessive)
                }
                return Match(start..<end, cue: index)
            }),
        Rule(
            "job.workplace", .occupation, .doubtful, on: .list(.work), because: "where someone works, after '%'",
            yes: "I work at a [dog groomer on the hill].", no: "I work at a bank.",
            match: { walk, index in
                let article = walk.run(index + 1, 2) { walk.word($0, .workAt) && walk.follows($0) }
                guard article > index + 1, walk.word(article, .jobArticles), walk.follows(article) else { return nil }
                let start = article + 1
                let end = walk.run(start, 5) {
                    walk[$0].gap <= .blank && walk[$0].isWord && !walk[$0].isFunction && walk[$0].shape == .lower
                        && !walk.cued($0, [.be, .named, .weekday, .month, .title])
                }
                let last = walk.jobTail(end)
                guard end > start + 1 || last > end else { return nil }
                return Match(start..<last, cue: index, stands: !walk.word(start - 2, .loosely))
            }),
        Rule(
            "job.subject", .occupation, .doubtful, on: .list(.teaching), because: "what someone teaches, after '%'",
            yes: "She taught [medieval law] there.", no: "She taught my sister there.",
            match: { walk, index in
                let end = walk.run(index + 1, 3) {
                    walk[$0].gap == .blank && walk[$0].isWord && !walk[$0].isFunction
                        && !walk.cued($0, [.kin, .title, .family, .inPlace]) && !walk[$0].flags.contains(.personNoun)
                }
                return end > index + 1 ? Match((index + 1)..<end, cue: index, stands: true) : nil
            }),
        Rule(
            "job.title", .occupation, .doubtful, on: .cue(.occupation), .known([.personNoun, .spanish]),
            because: "what someone does for a living",
            yes: "I was a [harbor pilot] then.", no: "I was a nurse then.",
            match: { $0.jobTitle($1) }),
        Rule(
            "person.mark", .other, .doubtful, on: .cue(.bodyMark), because: "a mark on the body",
            yes: "He had a [hummingbird tattoo behind his left ear].", no: "It left a scar.",
            match: { walk, index in
                let reach = walk.run(index + 1, 11) {
                    walk.follows($0) && (walk[$0].kind != .sign || walk[$0].isHyphen)
                }
                let end = (index + 1..<reach).last { walk.word($0, .body) }.map { $0 + 1 } ?? index + 1
                let start = walk.runBack(index, 5) {
                    walk[$0].isWord && walk[$0 + 1].gap <= .line && !walk[$0].isFunction
                }
                return end > index + 1 || start < index ? Match(start..<end) : nil
            }),
        Rule(
            "event", .event, .doubtful, on: .list(.eventKinds), because: "an event that a place remembers",
            yes: "We left after the [2010 earthquake].", no: "It was a storm.",
            match: { $0.event($1) }),
    ]

    static let vehicles: [Rule] = [
        Rule(
            "vehicle", .vehicle, on: .cue([.color, .carMake, .vehicle]), because: "the look of a car",
            yes: "He drove a [gray Nissan Rogue].", no: "He drove a car.",
            to: { $0.vehicle($1) })
    ]

    static let headlines: [Rule] = [
        Rule(
            "headline", .other, .doubtful, on: .sign("\"\u{201C}\u{AB}"),
            because: "words in quotes with capitals, as a headline",
            yes: "It said \"[Mother Jailed In Motel Fire]\" on top.", no: "He said \"you will see me again\" to me.",
            match: { $0.headline($1) })
    ]
}

extension Walk {
    /// The end of a clause within ten words, before "who" or "is".
    fileprivate func clauseEnd(_ start: Int, _ most: Int = 10) -> Int {
        run(start, most) {
            self[$0].gap <= .blank
                && (self[$0].isWord || self[$0].isHyphen || self[$0].kind == .possessive || self[$0].hasDigit)
                && !word($0, .clauseWords) && !cued($0, .be)
        }
    }

    /// "the only woman on the asphalt crew", "la única partera de Bojayá": a rare job or place, to the end of its clause.
    fileprivate func onlyOne(_ index: Int) -> Int? {
        let (isOnly, who) = (word(index, .sole), self[index + 1])
        guard who.isWord, who.gap == .blank, has(index - 1, .determiner) || !isOnly || isFlat(index) && index > 0 else {
            return nil
        }
        // The list of nouns for people is English.
        let isSpanish = word(index, .spanishSole) && has(index + 2, .connector)
        let isRare = isOnly && who.flags.contains(.personNoun) && !word(index + 1, .vague) && !who.cues.contains(.kin)
        guard word(index + 1, .soleKinds) || isSpanish || isRare else { return nil }
        let end = clauseEnd(index + 2, 12)
        // "the only woman who believed me": no place, and no job.
        let hasPlace = (index + 2..<max(end, index + 3)).contains {
            has($0, .inPlace) || word($0, .ofWords) || self[$0].isCapital
        }
        return hasPlace && end > index + 3 ? end : nil
    }

    /// "a respiratory therapist", "soy afinadora de órganos": the words before the head, back to an article or "was".
    fileprivate func jobTitle(_ index: Int) -> Match? {
        let head = self[index]
        guard isJobHead(index) else { return nil }
        var start = runBack(index, 4) {
            self[$0].isWord && !self[$0].isFunction && self[$0 + 1].gap <= .line
                && !cued($0, [.be, .title, .kin, .inPlace, .named, .number, .digit]) && !word($0, .being)
                && !word($0, .jobArticles) && (!self[$0].flags.contains(.given) || self[$0].flags.contains(.core))
        }
        start = run(start, index - start) { word($0, .plainModifiers) }
        let before = runBack(start, 8) { word($0, .plainModifiers) || word($0, .jobArticles) } - 1
        let isSaid = word(before, .being) && follows(before + 1)
        let end = jobTail(index + 1)
        let isTrade = head.cues.contains(.occupation) || isSpanishHead(index)
        let isNarrowed = start < index && isJobNoun(index - 1)
        // A nurse, a driver: many are. What tells one from another is what stands beside it.
        guard isSaid || start < index && has(start - 1, .determiner), start < index || !head.cues.contains(.title)
        else { return nil }
        if !head.cues.contains(.occupation), !isNarrowed {
            guard isSaid, isSpanishHead(index) || end > index + 1 else { return nil }
        }
        // A trade of the list with a word that narrows it is one, even to a model that has not met it.
        return Match(start..<end, stands: isTrade && (end > index + 1 || isNarrowed))
    }

    private func isJobHead(_ index: Int) -> Bool {
        let token = self[index]
        guard token.isWord, !word(index, .vagueHeads), !cued(index, [.kin, .family]), !token.isFunction else {
            return false
        }
        if token.cues.contains(.occupation) { return true }
        guard !token.cues.contains(.title) else { return false }
        return token.flags.contains(.personNoun) && hasEnding(index, .jobEndings) || isSpanishHead(index)
    }

    private func isSpanishHead(_ index: Int) -> Bool {
        let flags = self[index].flags
        return flags.contains(.spanish) && flags.isDisjoint(with: [.core, .given]) && self[index].foldedLength > 5
            && hasEnding(index, .spanishJobEndings) && !word(index, .vagueHeads)
    }

    private func hasEnding(_ index: Int, _ endings: WordList) -> Bool {
        let letters = self.letters(index)
        return letters.count > 4
            && (2...4).contains { WordLists.standard.holds(WordHash.of(letters.suffix($0)), endings) }
    }

    /// A noun before the head makes it a trade: "harbor pilot", "piano tuner".
    private func isJobNoun(_ index: Int) -> Bool {
        self[index].isWord && (!self[index].flags.contains(.adjective) || self[index].isCapital)
    }

    /// "for a British bomb disposal team", "de los retablos": to the end of the clause, before any name.
    fileprivate func jobTail(_ index: Int) -> Int {
        guard word(index, .tails), follows(index) else { return index }
        let end = run(index + 1, 7) {
            self[$0].gap <= .blank && self[$0].isWord && !word($0, .tailStops) && !cued($0, [.be, .month])
                && (self[$0].isFunction || self[$0].isKnownWord)
        }
        return (index + 1..<end).last { !self[$0].isFunction }.map { $0 + 1 } ?? index
    }

    /// An event that has a year, a month, a name or a size beside it, or from which a time is counted.
    fileprivate func event(_ index: Int) -> Match? {
        let start = runBack(index, 3) {
            self[$0 + 1].gap <= .blank
                && (self[$0].isYear
                    || self[$0].isWord && !self[$0].isFunction && !cued($0, [.be, .sayVerb, .kin, .determiner]))
        }
        let hasYear =
            word(index + 1, .ofWords) && self[index + 2].kind == .number && [2, 4].contains(self[index + 2].length)
        let isCounted = has(index - 1, .determiner) && word(index - 2, .countedFrom)
        let isTelling = (start..<index).contains {
            has($0, .month) || self[$0].isYear || self[$0].isCapital || word($0, .sizes)
        }
        guard start < index || hasYear || isCounted,
            start == index || isTelling || isCounted || word(start - 1, .whenWords)
        else { return nil }
        return Match(start..<(hasYear ? index + 3 : index + 1))
    }

    /// "gray Nissan Rogue", "moto Yamaha azul", "purple Saturn with the dolphin decal".
    fileprivate func vehicle(_ index: Int) -> Int? {
        guard has(index, [.color, .carMake, .vehicle]), !cued(index, .month) else { return nil }
        var (end, makes, colors, kinds) = (index, 0, 0, 0)
        while end < index + 6, end == index || self[end].gap <= .blank {
            if cued(end, .carMake) {
                makes += 1
                // The model, and "F-150".
                let model = self[end + 1]
                if model.gap == .blank, model.isCapital, model.isWord, !model.cues.contains(.carMake) { end += 1 }
                if sign(end + 1, "-"), self[end + 2].hasDigit { end += 2 }
            } else if cued(end, .color) {
                colors += 1
            } else if cued(end, .vehicle) {
                kinds += 1
            } else if !(word(end, .lookWords) && end > index) {
                break
            }
            end += 1
        }
        // "red dodge neon": the model, where capitals say nothing.
        let model = self[end]
        if makes > 0, isFlat(index), model.gap == .blank, model.isWord, !model.isFunction, model.foldedLength > 2,
            has(end - 1, .carMake), model.flags.isDisjoint(with: [.core, .verb])
        {
            end += 1
        }
        guard makes > 0 && colors + kinds > 0 || colors > 0 && kinds > 0 && end - index >= 2 else { return nil }
        // A mark that tells this car from others, up to the end of its clause.
        guard word(end, .withWords), word(end + 1, .markArticles) || has(end + 1, .color), self[end].gap == .blank
        else { return end }
        let mark = run(end + 1, 9) {
            self[$0].gap <= .blank && (self[$0].isWord || self[$0].isHyphen)
                && (!word($0, .clauseStarts) || $0 == end + 1) && !cued($0, .be)
        }
        return mark > end + 2 ? mark : end
    }

    /// A few words in quotes, most of them with capitals: the title of a report.
    fileprivate func headline(_ index: Int) -> Match? {
        let end = run(index + 1, 15) {
            follows($0) && !sign($0, of: "\"\u{201D}\u{BB}") && !(sign($0, ".") && self[$0 + 1].gap != .none)
                && (self[$0].isWord || [.possessive, .number].contains(self[$0].kind) || self[$0].isHyphen
                    || sign($0, of: ":'"))
        }
        let isWhole =
            end == index + 16 || sign(end, of: "\"\u{201D}\u{BB}") || sign(end, ".") && self[end + 1].gap != .none
            || !follows(end)
        let words = (index + 1..<end).filter {
            self[$0].isWord && (self[$0].foldedLength > 3 || !self[$0].isFunction)
        }
        let capitals = words.filter { self[$0].isCapital }.count
        guard isWhole, end < text.tokens.count, words.count >= 3, capitals * 10 >= words.count * 8, !isFlat(index)
        else { return nil }
        return Match((index + 1)..<end)
    }
}
