/// What few people are, do or did: the roles and trades that are no name and still tell who is meant.
extension Rule {
    static let roles: [Rule] = [
        Rule(
            "role.kin-of", .occupation, .doubtful, .english, on: .list(.posts), .cue(.title),
            because: "who is close to somebody whom all know",
            yes: "She was the [warden's wife].", no: "She was my sister's wife.",
            match: { walk, index in
                guard !walk.cued(index, .kin), walk[index].isWord, walk[index + 2].kind == .possessive,
                    walk.word(index + 3, .relatives), walk.follows(index + 3)
                else { return nil }
                return Match(index..<(index + 4))
            }),
        Rule(
            "role.kin-of-the", .occupation, .doubtful, on: .list(.relatives),
            because: "who is close to somebody whom all know",
            yes: "Era la [esposa del alcalde].", no: "Era la esposa de mi primo.",
            match: { walk, index in
                guard walk.isOf(index + 1), walk.follows(index + 1) else { return nil }
                let post = walk.cued(index + 2, .determiner) && walk[index + 2].isFunction ? index + 3 : index + 2
                guard walk.isPost(post), walk.follows(post), !walk[post + 1].isCapital else { return nil }
                return Match(index..<(post + 1))
            }),
        Rule(
            "role.only", .occupation, .doubtful, on: .list(.sole), because: "what only one is",
            yes: "I was the [only nurse] on that floor.", no: "I was the only friend that she had.",
            match: { walk, index in
                guard walk.cued(index - 1, .determiner) || walk.isFlat(index) else { return nil }
                let head = walk.run(index + 1, 2) { walk[$0].isWord && !walk.isTrade($0) && !walk[$0].isFunction }
                guard walk.isTrade(head), walk[head].gap == .blank, !walk.cued(head, .kin) else { return nil }
                return Match(index..<(head + 1))
            }),
        Rule(
            "role.post", .occupation, .doubtful, on: .list(.posts), .list(.ranks),
            because: "a post that one person holds",
            yes: "My father was the [mayor] then.", no: "We wrote to the mayor twice.",
            match: { walk, index in
                // "mayor de edad", "my older sister".
                let isOlder = walk[index].hash == WordHash.of("mayor") && walk.isOf(index + 1)
                guard !isOlder, !walk.cued(index - 1, .kin) else { return nil }
                let start = walk.modified(index)
                let before = walk.runBack(start, 1) { walk.word($0, .jobArticles) } - 1
                let isOf =
                    walk.word(index, .posts) && walk.isOf(index + 1) && walk.follows(index + 1) && !walk.isOf(start - 1)
                guard walk.word(before, .being) || isOf, walk[index].shape != .capitalized || !walk[index + 1].isCapital
                else { return nil }
                return Match(start..<(index + 1))
            }),
        Rule(
            "trade.rare", .occupation, .doubtful, on: .list(.rareTrades), because: "a trade that few have",
            yes: "They called me the [ventriloquist] there.", no: "They called me a liar there.",
            match: { walk, index in Match(walk.modified(index, 1)..<(index + 1)) }),
        Rule(
            "trade.former", .occupation, .doubtful, on: .list(.formers), because: "what someone was before",
            yes: "He was a [former marine].", no: "His former wife called.",
            match: { walk, index in
                let first = walk.joinedHyphen(index + 1) ? index + 2 : index + 1
                let head = walk.run(first, 2) { walk[$0].isWord && !walk.isTrade($0) && !walk[$0].isFunction }
                guard walk.isTrade(head), walk.follows(head), !walk.cued(head, .kin) else { return nil }
                return Match(index..<(head + 1))
            }),
        Rule(
            "trade.second", .occupation, .doubtful, on: .cue(.occupation), .list(.trades), .list(.posts),
            because: "a second trade of one person",
            yes: "I was a nurse and a [notary].", no: "The nurse and the guard came in.",
            match: { walk, index in
                guard walk.isTrade(index) else { return nil }
                let start = walk.modified(index)
                var last = start - 1
                if walk.word(last, .aOne) || walk[last].hash == WordHash.of("un") { last -= 1 }
                let isJoined = walk.word(last, .andWords) || walk.sign(last, of: ",/&")
                guard isJoined, walk.follows(last + 1) else { return nil }
                last -= 1
                if walk.sign(last, ",") { last -= 1 }
                guard walk.isTrade(last) else { return nil }
                let first = walk.modified(last)
                let isTwoPeople = walk.cued(first - 1, .determiner) && !walk.word(first - 1, .aOne)
                return isTwoPeople ? nil : Match(start..<(index + 1))
            }),
    ]

    static let honors: [Rule] = [
        Rule(
            "prize.won", .other, .doubtful, on: .list(.prizes), because: "a prize",
            yes: "I won the [county poetry prize] that year.", no: "He said I was no prize.",
            match: { walk, index in
                let start = walk.modified(index, 3)
                let isWon = (max(0, start - 5)..<start).contains { walk.word($0, .winning) }
                let tail =
                    walk.word(index + 1, .tails) && walk.follows(index + 1)
                    ? walk.run(index + 2, 5) { walk[$0].gap == .blank && walk[$0].isWord && !walk.isClauseWord($0) }
                    : index + 1
                guard isWon || start < index || tail > index + 2 else { return nil }
                return Match(start..<max(index + 1, tail))
            }),
        Rule(
            "prize.most", .other, .doubtful, on: .list(.superlatives), because: "what few are called",
            yes: "They said I was the [youngest woman] on the row.", no: "My youngest daughter was on the bus.",
            match: { walk, index in
                let end = walk.run(index + 1, 5) {
                    walk[$0].gap <= .blank && (walk[$0].isWord && !walk[$0].isFunction || walk[$0].isHyphen)
                        && !walk.isClauseWord($0)
                }
                guard
                    let head = (index + 1..<end).last(where: {
                        !walk.cued($0, [.kin, .family])
                            && (walk.isTrade($0) || walk.word($0, .soleKinds) || walk.word($0, .rareTrades)
                                || walk.word($0, .peopleWords))
                    }), walk[index].hash != WordHash.of("best") || walk.isTrade(head)
                else { return nil }
                return Match(index..<(head + 1))
            }),
        Rule(
            "prize.known-for", .other, .doubtful, on: .list(.knownWords), because: "what somebody is known for",
            yes: "In that town I am known for [my pie stand] now.", no: "I have known him for years.",
            match: { walk, index in
                guard walk.word(index + 1, .knownTails), walk.follows(index + 1), !walk.word(index + 2, .pronouns)
                else { return nil }
                let end = walk.run(index + 2, 8) {
                    walk[$0].gap <= .blank && (walk[$0].isWord || walk[$0].isHyphen || walk[$0].kind == .possessive)
                        && !walk.word($0, .clauseWords) && !walk.cued($0, [.be, .duration])
                        && walk[$0].hash != WordHash.of("now")
                }
                let content = (index + 2..<max(end, index + 2)).contains { !walk[$0].isFunction && !walk.settled[$0] }
                return content ? Match((index + 2)..<end) : nil
            }),
        Rule(
            "prize.first", .other, .doubtful, on: .cue(.ordinal), because: "what one was the first to be",
            yes: "I was the [first woman to weld hulls] there.", no: "She was the first to leave.",
            match: { walk, index in
                let first = ["first", "primera", "primer"].contains { walk[index].hash == WordHash.of($0) }
                guard first, walk.word(index + 1, .soleKinds) || walk.isTrade(index + 1), walk.follows(index + 1),
                    ["to", "ever", "in", "en", "que"].contains(where: { walk[index + 2].hash == WordHash.of($0) })
                else { return nil }
                let end = walk.run(index + 3, 4) {
                    walk[$0].gap == .blank && walk[$0].isWord && !walk.isClauseWord($0) && !walk.word($0, .atWords)
                        && walk[$0].hash != WordHash.of("there")
                }
                return end > index + 3 ? Match(index..<end) : nil
            }),
    ]
}

extension Walk {
    /// A trade, a post or an office, by the lists.
    func isTrade(_ index: Int) -> Bool {
        self[index].isWord && (cued(index, .occupation) || word(index, .trades) || word(index, .posts))
    }

    /// A post that all in a place know, or the title of one.
    fileprivate func isPost(_ index: Int) -> Bool {
        self[index].isWord && (word(index, .posts) || cued(index, .title) && !cued(index, .kin))
            && !self[index].isFunction && self[index].foldedLength > 3
    }

    /// "of", "de", "del".
    func isOf(_ index: Int) -> Bool { word(index, .of) || self[index].hash == WordHash.of("del") }

    /// What goes on after the words that belong to a noun.
    func isClauseWord(_ index: Int) -> Bool {
        word(index, .clauseWords) || cued(index, [.be, .sayVerb, .month]) || word(index, .whenWords)
            || word(index, .pronouns)
    }

    /// Whether an article or a preposition stands before a word, so that it is no verb: "the feather", "for water".
    private func leadsPhrase(_ index: Int) -> Bool {
        self[index].gap == .blank
            && (cued(index - 1, .determiner) || word(index - 1, .forWords) || word(index - 1, .ofWords)
                || word(index - 1, .inWords))
    }

    /// Where the words begin that narrow a noun: "county poetry" before "prize"; before any article, verb or name.
    func modified(_ index: Int, _ most: Int = 2) -> Int {
        let start = runBack(index, most) {
            self[$0].isWord && self[$0 + 1].gap == .blank && !self[$0].isFunction && !settled[$0]
                && !cued($0, [.be, .sayVerb, .kin, .title, .determiner, .number, .digit, .named])
                && (self[$0].flags.isDisjoint(with: .verb) || self[$0].flags.contains(.adjective) || leadsPhrase($0))
                && !word($0, .winning) && !isTrade($0)
        }
        return run(start, index - start) { word($0, .plainModifiers) }
    }
}
