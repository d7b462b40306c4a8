/// Names: by their capitals, by the words beside them, and by lists where capitals say nothing.
extension Rule {
    static let names: [Rule] =
        told + [
            Rule(
                "name.capitals", .person, on: .capital, because: "a capital where an ordinary word has none",
                yes: "Then [Keisha Pulaski] came back.", no: "Then We came back.",
                match: { $0.chain($1) })
        ] + flat

    /// Names that the words or signs beside them give away in any line.
    private static let told: [Rule] = [
        Rule(
            "name.foreign", .person, on: .word, .mixed, because: "letters of another script",
            yes: "We met [Владимир] there.", no: "We met nobody there.",
            match: { walk, index in
                guard walk[index].isForeign, walk[index].isWord || walk[index].isCapital else { return nil }
                return Match(index..<walk.run(index + 1, 100) { walk[$0].isForeign && walk[$0].gap <= .blank })
            }),
        Rule(
            "name.letters", .person, on: .initial, because: "letters that belong to a court",
            yes: "It went to the [U.S. Circuit Court] then.", no: "The D.A. came to me.",
            match: { walk, index in
                guard let end = walk.safeInitialsEnd(index) else { return nil }
                guard walk[end].isCapital, walk.cued(end + 1, .court), index + 4 == end, let court = walk.chain(end),
                    court.tokens.lowerBound == end
                else { return .none(until: end) }
                return Match(index..<court.tokens.upperBound, cue: court.cue, court.type, court.strength)
            }),
        Rule(
            "name.spelled", .person, on: .initial, because: "letters spelled one by one",
            yes: "It is [W H I T L O W] on it.", no: "Plan A B or so.",
            to: { $0.spelledNameEnd($1) }),
        Rule(
            "name.as-in", .person, on: .word, because: "a letter, told by a word",
            yes: "It is [V as in vinegar, e-r-l-e-n-e] then.", no: "Plan B like mine.",
            to: { $0.toldLettersEnd($1) }),
        Rule(
            "name.framed", .person, on: .word, because: "what someone is called, by '%'",
            yes: "They call me [kikilu] or [tweety].", no: "They call me tomorrow.",
            match: { $0.framed($1) }),
        Rule(
            "name.little", .person, .doubtful, on: .list(.littleWords), because: "a word after '%'",
            yes: "Tell [lil man] I love him.", no: "It is lil.",
            match: { walk, index in
                guard walk[index + 1].isWord, walk[index + 1].gap == .blank, !walk[index + 1].isFunction else {
                    return nil
                }
                return Match(index..<(index + 2), cue: index)
            }),
        Rule(
            "name.small-title", .person, on: .word, because: "a word after '%'",
            yes: "And then mr [ponder] came, and He Saw.", no: "And then ponder came, and He Saw.",
            match: { walk, index in
                let token = walk[index]
                let title = walk.sign(index - 1, ".") ? index - 2 : index - 1
                guard walk.word(title, .smallTitles), !walk.isFlat(index), walk[index - 1].shape != .capitalized,
                    token.shape == .lower, token.gap <= .blank,
                    token.flags.contains(.given) || !token.isFunction && token.foldedLength > 2
                else { return nil }
                return Match(index..<(index + 1), cue: title)
            }),
        Rule(
            "name.called-title", .person, on: .cue(.title), because: "what someone is called, by '%'",
            yes: "She called him [Pastor] to his face.", no: "She saw him, the pastor.",
            match: { walk, index in
                guard walk[index].isCapital, walk.word(index - 1, .objects), walk.word(index - 2, .callMe) else {
                    return nil
                }
                return Match(index..<(index + 1), cue: index - 2)
            }),
        Rule(
            "name.call-me", .person, .doubtful, on: .word, because: "what someone is called, by '%'",
            yes: "You can call me [teeny] there.", no: "You can call me later there.",
            match: { walk, index in
                let isObject = walk.word(index - 1, .objects)
                let call = isObject ? index - 2 : index - 1
                guard walk.isSmallName(index), walk.word(call, .callMe), isObject || !walk.isOrdinary(walk[index]),
                    !walk[index].flags.contains(.core)
                else { return nil }
                return Match(index..<(index + 1), cue: call)
            }),
        Rule(
            "name.kin-list", .person, on: .list(.several), because: "one of several after '%'",
            yes: "Here are my sisters [amber] and Tiffney.", no: "Here are my sisters and all.",
            match: { $0.kinList($1) }),
        Rule(
            "place.state", .location, on: .cue(.state), because: "two capitals after a place, as a state",
            yes: "We drove to Gary, [IN] then.", no: "Come IN then.",
            match: { walk, index in
                let (token, next) = (walk[index], walk[index + 1])
                guard token.isWord, token.shape == .upper, token.foldedLength == 2,
                    walk.number(index + 1, 5...5) && next.gap <= .line
                        || walk.sign(index - 1, ",") && walk[index - 2].isCapital
                            && !(walk.text.lineCases[index] == .upper && token.isFunction)
                else { return nil }
                return Match(index..<(index + 1))
            }),
        Rule(
            "name.quoted", .person, on: .word, because: "a name in quotes between two others",
            yes: "It was [Kathleen \"Kat\" Maguire] again.", no: "It was \"kind of\" good.",
            match: { $0.quotedNickname($1) }),
        Rule(
            "name.small-full", .person, .doubtful, on: .word, because: "in the list of given names",
            yes: "And then [monica okonkwo] came, and He Saw.", no: "And then the woman came, and He Saw.",
            match: { walk, index in
                let (token, last) = (walk[index], walk[index + 1])
                guard walk.text.lineCases[index] == .mixed, token.shape == .lower, token.foldedLength > 2,
                    token.flags.contains(.givenCommon), !token.isFunction, last.isWord, last.shape == .lower,
                    last.gap == .blank,
                    !last.isKnownWord, last.flags.contains(.family)
                else { return nil }
                return walk.flatName(index, second: true, isGiven: true)
            }),
    ]

    /// Names in a line where capitals say nothing: a text typed on a phone, a heading or a form in capitals.
    private static let flat: [Rule] = [
        Rule(
            "flat.headed", .location, .doubtful, on: .flat, because: "a name with '%' in it",
            yes: "they took me to [lakeport county jail] and left me there",
            no: "they took me to the jail and left me there",
            match: { $0.headed($1) }),
        Rule(
            "flat.place", .location, on: .flat, because: "in the list of places",
            yes: "i was born in [san antonio] and then we moved again",
            no: "i was born in the summer and then we moved again",
            to: { $0.listedPlaceEnd($1) }),
        Rule(
            "flat.head-first", .organization, .doubtful, .spanish, on: .flat, because: "a name with '%' in it",
            yes: "me llevaron al [cereso de apizaquito] y ahi me dejaron",
            no: "me llevaron a la escuela y ahi me dejaron",
            match: { $0.headFirst($1) }),
        Rule(
            "flat.title", .person, on: .flat, because: "a word after '%'",
            yes: "then mr [will] came and they all went off", no: "then i will come and they all went off",
            match: { walk, index in
                guard let before = walk.announcer(index), walk.cued(before, .title) else { return nil }
                let token = walk[index]
                guard
                    token.flags.contains(.given) && !walk.cued(index + 1, .be)
                        && !walk.cued(index, [.sayVerb, .inPlace, .determiner])
                        || token.shape == .initial && !walk.word(index, .loneCapitals)
                        || token.foldedLength == 1 && token.shape == .lower && !token.isFunction
                else { return nil }
                return walk.flatName(index, cue: before)
            }),
        Rule(
            "flat.capital-letter", .person, .doubtful, on: .flat, because: "a capital where the text has none",
            yes: "it was zani or [Z] and they all went off then", no: "it was zani or x and they all went off then",
            match: { walk, index in
                let token = walk[index]
                guard token.shape == .initial, walk.text.lineCases[index] == .lower, !walk.word(index, .loneCapitals),
                    token.gap != .none, walk[index + 1].gap != .none || walk.sign(index + 1, of: ".,"),
                    !walk.cued(index - 1, [.unit, .facility])
                else { return nil }
                return Match(index..<(index + 1), isBare: true)
            }),
        Rule(
            "flat.capital", .person, .doubtful, on: .flat, because: "a capital where the text has none",
            yes:
                "she was my friend the [Cachetes] and they all went off and they stayed there for so long that we all of us said so "
                + "to her and to them and to me and to you and she had a way with them and with us and with it and we had no one "
                + "but her and him and them there",
            no: "she was my friend and they all went off then",
            match: { walk, index in
                guard walk[index].shape == .capitalized, walk.text.lineCases[index] == .lower, !walk.use.starts[index],
                    !walk[index].isFunction, !walk.cued(index, [.safe, .weekday, .month, .slang, .title, .kin])
                else { return nil }
                return walk.flatName(index, isBare: true)
            }),
        Rule(
            "flat.announced", .person, on: .flatWord, because: "a word after '%' that may be a name",
            yes: "my cellmate [robbie] came and they all went off then",
            no: "my cellmate came and they all went off then",
            match: { walk, index in
                guard let before = walk.announcer(index) else { return nil }
                let token = walk[index]
                let isName =
                    walk.isNameWord(token) || !walk.isPlainWord(token)
                    || walk.cued(before, .title) && !token.flags.isDisjoint(with: [.given, .family])
                        && token.flags.isDisjoint(with: [.core, .verb])
                    || walk.cued(before, [.kin, .named]) && token.flags.contains(.givenCommon)
                    || walk.isApposed(index, before)
                return isName ? walk.flatName(index, cue: before) : nil
            }),
        Rule(
            "flat.reversed", .person, on: .flatWord, because: "a family name, a comma, a given name",
            yes: "it said so on the list they had of us\n[okonkwo, mark]\n",
            no: "it said so on the list they had of us\nbread, mark\n",
            match: { walk, index in walk.isReversed(index) ? Match(index..<(index + 3)) : nil }),
        Rule(
            "flat.party", .person, on: .flatWord, because: "a family name before '%'",
            yes: "it was like in [brown] against the state and they all went off then",
            no: "it was us against the state and they all went off then",
            match: { walk, index in
                guard walk[index].flags.contains(.family) else { return nil }
                let isRegime = walk.word(index + 1, .regimes) && index > 0
                let isParty =
                    (walk.word(index - 1, .inCase) || walk.use.starts[index])
                    && (walk.word(index + 1, .versus)
                        || walk.word(index + 1, .against) && walk.word(index + 2, .theWord)
                            && walk.word(index + 3, .parties))
                return isRegime || isParty ? walk.flatName(index, cue: index + 1) : nil
            }),
        Rule(
            "flat.of-this-text", .person, .doubtful, on: .flatWord, because: "a name elsewhere in this text",
            yes: "my cellmate [clover] came and they all went off with [clover] then",
            no: "they all went off with the clover then",
            match: { walk, index in
                guard walk.use.isAnnounced(walk[index].hash), walk[index].flags.isDisjoint(with: [.core, .personNoun]),
                    walk[index].foldedLength > 2,
                    !walk.cued(index, [.kin, .title, .facility, .organization, .placeHead, .named, .month])
                else { return nil }
                return walk.flatName(index)
            }),
        Rule(
            "flat.people", .nationality, on: .flatWord, because: "in the list of peoples and languages",
            yes: "she was [honduran] and they all went off then", no: "she was good and they all went off then",
            match: { walk, index in
                guard walk[index].flags.contains(.demonym), !walk[index].flags.contains(.core) else { return nil }
                return Match(index..<(index + 1))
            }),
        Rule(
            "flat.subject", .person, .doubtful, on: .flatWord,
            because: "in the list of given names, where someone does something",
            yes: "they all went off. [crystal] said it was so and so it was",
            no: "they all went off. crystal glass is what they had",
            match: { walk, index in
                let token = walk[index]
                guard walk.use.starts[index] || walk.sign(index - 1, ","), token.flags.contains(.given),
                    !walk.cued(index, [.kin, .title, .month, .anyNumber, .inPlace]),
                    walk.word(index + 1, .subjectVerbs),
                    walk[index + 1].gap == .blank
                else { return nil }
                return walk.flatName(index, isGiven: true)
            }),
        Rule(
            "flat.full", .person, on: .flatWord, because: "in the list of given names, and then a family name",
            yes: "then [jack herrick] came and they all went off", no: "then they hurt us and they all went off",
            match: { walk, index in walk.isFullName(index) ? walk.flatName(index, second: true, isGiven: true) : nil }),
        Rule(
            "flat.given", .person, on: .flatWord, because: "in the list of given names",
            yes: "then [keisha] came and they all went off", no: "then nobody came and they all went off",
            match: { walk, index in
                let flags = walk[index].flags
                guard flags.contains(.given), !walk.isPlainWord(walk[index]) else { return nil }
                return walk.flatName(
                    index, flags.contains(.spanish) && walk.use.hasSpanish ? .doubtful : .sure, isGiven: true)
            }),
        Rule(
            "flat.family", .person, .doubtful, on: .flatWord, because: "in the list of family names",
            yes: "then [pulaski] came and they all went off", no: "then nobody came and they all went off",
            match: { walk, index in
                let flags = walk[index].flags
                guard flags.contains(.family), !walk.isPlainWord(walk[index]), walk[index].foldedLength > 2 else {
                    return nil
                }
                var match = walk.flatName(index)
                // A family name that is no English word: it stands.
                match.stands = flags.isDisjoint(with: .english) && !walk.use.hasSpanish
                return match
            }),
        Rule(
            "flat.given-word", .person, .doubtful, on: .flatWord,
            because: "an ordinary word in the list of given names",
            yes: "then [ivy] came and they all went off", no: "then grace and they all went off to it",
            match: { walk, index in
                let flags = walk[index].flags
                guard flags.contains(.givenCommon), !flags.contains(.core),
                    !flags.contains(.spanish) || !walk.use.hasSpanish
                else { return nil }
                return walk.flatName(index, isGiven: true)
            }),
        Rule(
            "flat.proper", .person, .doubtful, on: .flatWord, because: "in the list of proper names",
            yes: "then [hezbollah] came and they all went off", no: "then nobody came and they all went off",
            match: { walk, index in
                let token = walk[index]
                guard token.flags.contains(.proper), !token.isKnownWord, token.foldedLength > 3,
                    !token.flags.contains(.adjective)
                else { return nil }
                return walk.flatName(index)
            }),
        Rule(
            "flat.unknown", .person, .doubtful, on: .flatWord, because: "in no word list",
            yes: "then [zorbelina] came and they all went off", no: "then nobody came and they all went off",
            match: { walk, index in
                let token = walk[index]
                // "ermana": a word of the lists, misspelled.
                guard !token.isKnownWord, token.foldedLength > 2, token.nearCues.isEmpty,
                    token.flags.isDisjoint(with: [.personNoun, .adjective, .verb]), !walk.isInflected(index)
                else { return nil }
                return walk.flatName(index)
            }),
    ]
}
