/// Addresses, roads, boxes, units and cells: a number with a street, and what stands around it.
extension Rule {
    /// What is asked before any date: "el 88 de la Sargeant".
    static let houses: [Rule] = [
        Rule(
            "place.corner", .location, on: .list(.corners), because: "a corner of two streets",
            yes: "He waited at the [corner of Alder and Main].", no: "He waited at the corner of it.",
            to: { $0.cornerEnd($1) }),
        Rule(
            "place.found-by", .location, .doubtful, on: .list(.dwellings), because: "how one finds a home",
            yes: "She had a [green trailer behind the feed store], and a dog.",
            no: "She had a trailer when the feed store closed.",
            match: { $0.foundBy($1) }),
        Rule(
            "place.found-from", .location, .doubtful, on: .list(.fromWhere), because: "how one finds a home",
            yes: "My house is across from the [fireworks place], you know.", no: "He ran across from fear.",
            match: { $0.foundFrom($1) }),
        Rule(
            "address.paces", .address, .sure, .spanish, on: .list(.paces), because: "how one finds a home",
            yes: "Vive [del parque dos cuadras al sur, casa verde], con su hija.", no: "Corrí dos cuadras al sur.",
            match: { $0.pacesFrom($1) }),
        Rule(
            "address.number-de", .address, .sure, .spanish, on: .number, .cue(.anyNumber),
            because: "a number and a street",
            yes: "Vivo en el [88 de la Sargeant].", no: "Salió el 88 de la lista.",
            to: { $0.houseOfStreet($1) }),
    ]

    static let places: [Rule] = [
        Rule(
            "address.box", .address, on: .list(.boxes), because: "a box for mail",
            yes: "Write to [P.O. Box 0417] please.", no: "I kept a box of 12 there.",
            match: { walk, index in walk.mailBox(index).map { Match($0) } }),
        Rule(
            "place.wing", .facility, on: .cue(.nato), because: "a letter word and a number, as a wing has",
            yes: "They moved me to [Echo 4-12] then.", no: "The echo was gone.",
            match: { walk, index in
                guard walk[index].isCapital, walk[index + 1].gap == .blank, walk.number(index + 1, 1...19),
                    walk.sign(index + 2, "-")
                else { return nil }
                return Match(index..<walk.chunkEnd(index + 1, limit: 6))
            }),
        Rule(
            "place.unit", .facility, on: .cue(.unit), because: "what '%' counts",
            yes: "I slept in [Pod Echo, bunk 2 lower] then.", no: "I sat in a cell for it.",
            match: { $0.unit($1) }),
        Rule(
            "road.numbered", .location, on: .cue(.streetNumber), because: "a road or line by its number, after '%'",
            yes: "It is off [Route 9912] there.", no: "Exit that place.",
            match: { $0.numberedRoad($1) }),
        Rule(
            "road.numbered-street", .location, on: .list(.numberedStreets), because: "a numbered street",
            yes: "Fue por la [calle ocho] esa.", no: "Fue por la calle sola.",
            match: { walk, index in
                guard walk.has(index + 1, [.digit, .number, .ordinal]), walk[index + 1].gap == .blank else {
                    return nil
                }
                return Match(index..<(index + 2), cue: index)
            }),
        Rule(
            "road.direction-street", .location, on: .list(.directions), because: "a numbered street",
            yes: "We stayed on [e 9th] then.", no: "We drove north for it.",
            match: { walk, index in
                guard walk[index].foldedLength <= 5, walk[index + 1].gap == .blank, walk.isOrdinal(index + 1) else {
                    return nil
                }
                return Match(index..<(index + 2))
            }),
        Rule(
            "address.street-number", .address, on: .cue(.street), because: "a street and a number",
            yes: "It was [Four Mile Rd # 2210] there.", no: "It was a long road # nothing.",
            match: { walk, index in walk.streetThenNumber(index).map { Match($0) } }),
        Rule(
            "address.grid", .address, .sure, .spanish, on: .list(.gridStreets), because: "a street and a number",
            yes: "Vivíamos en la [carrera 7 No. 45-10] ya.", no: "Hice la carrera 7 veces.",
            to: { $0.gridEnd($1) }),
        Rule(
            "address.foreign", .address, on: .list(.typedStreets), because: "a street and a number",
            yes: "It was [Via dei Fiorentini 17] then.", no: "It went via the office.",
            match: { walk, index in walk.foreignStreet(index).map { Match($0) } }),
        Rule(
            "address.calle-number", .address, .sure, .spanish, on: .list(.spanishStreets),
            because: "a street and a number",
            yes: "Vive en [Calle Guayacán B-17] todavía.", no: "Vive en la calle.",
            match: { walk, index in walk.spanishStreet(index).flatMap { $0.hasNumber ? Match(index..<$0.end) : nil } }),
        Rule(
            "place.calle", .location, .sure, .spanish, on: .list(.spanishStreets), because: "a street, after '%'",
            yes: "Vive en la calle [Jacarandá] todavía.", no: "Vive en la calle.",
            match: { walk, index in
                guard let street = walk.spanishStreet(index), !street.hasNumber else { return nil }
                return Match((walk[index].isCapital ? index : index + 1)..<street.end, cue: index)
            }),
        Rule(
            "address.street", .address, on: .number, .mixed, because: "a number and a street",
            yes: "We lived at [4410 Larkmoor Ct., Unit 2-C] then.", no: "At 14 women walked one way.",
            match: { $0.addressed($1) }),
        Rule(
            "address.zip", .address, on: .number, because: "digits after a place, as a ZIP code",
            yes: "It was Aurora, [CO] [80999] then.", no: "It cost 80999 in all.",
            match: { $0.zip($1) }),
        Rule(
            "address.number-name", .address, on: .number, because: "a number and the name of a street",
            yes: "It was [1109 N. Poplar Apt 4] then.", no: "It was 1109 of them.",
            match: { $0.numberedName($1) }),
    ]

    static let housesInWords: [Rule] = [
        Rule(
            "address.street-words", .address, on: .cue([.digit, .number]), because: "a number and a street",
            yes: "It was [twenty six eleven Gooseberry apartment four] there.", no: "We had twenty six in all.",
            match: { $0.addressed($1) }),
        Rule(
            "address.house-number", .address, .doubtful, on: .list(.houseWords), because: "the number of a house",
            yes: "Vivo en el [número quince].", no: "This should be at number one, I say.",
            match: { walk, index in
                guard walk.word(index - 1, .houseAt), walk[index + 1].gap == .blank, !walk.word(index + 1, .one),
                    walk.number(index + 1, 1...5) || walk.has(index + 1, [.digit, .number])
                else { return nil }
                let end = walk[index + 1].kind == .number ? index + 2 : walk.numberEnd(index + 1)
                return walk.stops(end) || walk[end].isFunction ? Match(index..<walk.withUnit(end)) : nil
            }),
    ]

    static let roads: [Rule] = [
        Rule(
            "road.line", .location, .doubtful, on: .number, because: "a line by its number, before '%'",
            yes: "I took the [56 bus] home.", no: "I took 56 of them home.",
            match: { walk, index in
                guard walk.number(index, 1...3), walk[index + 1].gap == .blank, walk.word(index + 1, .lines) else {
                    return nil
                }
                return Match(index..<(index + 2), cue: index + 1)
            }),
        Rule(
            "address.after-at", .address, on: .number, because: "a number and a name after 'at'",
            yes: "We lived at [305 Catalpa] then.", no: "We lived at 305 for years.",
            match: { walk, index in
                let name = walk[index + 1]
                guard walk.number(index, 2...5), walk[index].gap == .blank, walk.word(index - 1, .atWords),
                    name.gap == .blank,
                    name.shape == .capitalized, !walk.cued(index + 1, [.month, .weekday]), !walk.isFlat(index)
                else { return nil }
                return Match(index..<(index + 2))
            }),
        Rule(
            "road.ordinal-street", .location, on: .mixed, .number, because: "a numbered street, by '%'",
            yes: "It was on [9th Street] then.", no: "It was the 9th way.",
            match: { walk, index in
                let street = walk[index + 1]
                guard street.gap == .blank else { return nil }
                let isStreet =
                    walk.isOrdinal(index) && street.cues.contains(.street) && !street.isFunction
                    && (street.isCapital || walk.word(index + 1, .plainStreets)
                        || walk.word(index + 1, .spanishStreets))
                guard isStreet || walk.number(index, 1...3) && walk.word(index + 1, .numberedStreets) else {
                    return nil
                }
                return Match(index..<(index + 2), cue: index + 1)
            }),
        Rule(
            "road.ordinal", .location, .doubtful, on: .mixed, because: "a numbered street",
            yes: "It was on [34th] then.", no: "It was on the 14th of it.",
            match: { walk, index in
                guard walk.isOrdinal(index), walk.word(index - 1, .streetJoins),
                    walk.stops(index + 1) || walk[index + 1].isFunction && !walk.word(index + 1, .rightAfter)
                else { return nil }
                return Match(index..<(index + 1))
            }),
    ]
}

extension Walk {
    /// "the corner of Alder and Main", "esquina de Allende y Juárez".
    fileprivate func cornerEnd(_ index: Int) -> Int? {
        guard word(index + 1, .of), follows(index + 1) else { return nil }
        var (end, words, isJoined) = (index + 2, 0, false)
        while end < index + 14, self[end].gap <= .line {
            if word(end, .cornerJoins) || sign(end, "&") {
                guard words > 0, !isJoined else { break }
                (isJoined, words) = (true, 0)
            } else if self[end].isWord || self[end].hasDigit {
                guard !self[end].isFunction || word(end, .streetWords) || self[end].isCapital, words < 4 else { break }
                words += 1
            } else if !(joinedSign(end, ".") && follows(end + 1)) && !self[end].isHyphen {
                break
            }
            end += 1
        }
        while end > index, self[end - 1].kind == .sign { end -= 1 }
        return isJoined && words > 0 ? end : nil
    }

    /// "green house beside the Samoan church", "casa verde detrás de la llantera": a home, and what it stands by.
    fileprivate func foundBy(_ index: Int) -> Match? {
        let by = cued(index + 1, .color) ? index + 2 : index + 1
        guard follows(by), word(by, .fromWhere) || word(by, .byWhere), let landmark = landmark(by) else { return nil }
        let start = runBack(index, 2) {
            follows($0 + 1) && cued($0, [.color, .ordinal]) && self[$0 + 1].gap == .blank
        }
        return Match(start..<landmark.upperBound)
    }

    /// "del parque dos cuadras y media al sur, casa verde": so homes are found where streets have no names.
    fileprivate func pacesFrom(_ index: Int) -> Match? {
        let half = word(index - 1, .half) ? index - 1 : index
        let count = runBack(half, 2) { smallNumber($0) || number($0, 1...4) || cued($0, .scale) }
        guard count < index, let from = pathStart(before: count), let way = paceWay(index + 1) else { return nil }
        var end = way
        // "y media arriba", ", una al norte", ", casa de dos pisos", "casa esquinera".
        for _ in 0..<4 {
            let joined = sign(end, ",") || word(end, .letterY) ? end + 1 : end
            let next = past(joined, .theArticles)
            guard follows(next), word(next, .homeDetails) || joined > end && (smallNumber(next) || number(next, 1...4))
            else { break }
            end = run(next + 1, 12) { !stops($0) || self[$0].gap == .line && self[$0].isWord }
        }
        return Match(from..<end)
    }

    /// Where "del parque", "de donde fue el cine" begins, in the clause that ends at `end`.
    private func pathStart(before end: Int) -> Int? {
        let first = runBack(end, 10) { self[$0].kind != .sign || $0 + 1 == end && sign($0, ",") }
        return (first..<end).first {
            word($0, .pathFrom)
                || word($0, .de) && (word($0 + 1, .theStreet) || word($0 + 1, .fromWhere))
        }
    }

    /// One past "al sur", "para arriba", "y media abajo", "a mano derecha".
    private func paceWay(_ index: Int) -> Int? {
        let start = word(index, .letterY) && word(index + 1, .half) ? index + 2 : index
        let way = run(start, 3) { word($0, .paceTowards) && follows($0) }
        return follows(way) && word(way, .paceWays) ? way + 1 : nil
    }

    /// The landmark in "across from the fireworks place", "a la vuelta de la llantera", where a home is spoken of before it.
    fileprivate func foundFrom(_ index: Int) -> Match? {
        guard word(index, .fromWhere), let landmark = landmark(index) else { return nil }
        let first = max(0, index - 9)
        let isHome = (first..<index).contains { word($0, .dwellings) || word($0, .dwelling) }
        return isHome ? Match(landmark) : nil
    }

    /// What stands after "behind the", "a la vuelta de la" or "donde termina el".
    private func landmark(_ index: Int) -> Range<Int>? {
        let joined = run(index + 1, 4) { self[$0].gap == .blank && word($0, .fromJoins) }
        let article = joined - 1
        guard article > index, cued(article, .determiner) || word(article, .contractedArticles) else { return nil }
        var end = joined
        while end < joined + 6, self[end].gap <= .blank,
            self[end].isWord || self[end].isHyphen || self[end].kind == .possessive
        {
            if self[end].isFunction {
                // "of the river", "de la iglesia": only where more of the landmark follows.
                guard end > joined, word(end, .streetWords), !word(end, .letterY), self[end + 1].isWord,
                    self[end + 1].gap == .blank
                else { break }
            } else if cued(end, [.be, .sayVerb]) {
                break
            }
            end += 1
        }
        while end > joined, self[end - 1].isFunction || self[end - 1].kind == .sign { end -= 1 }
        return end > joined ? joined..<end : nil
    }

    /// "el 88 de la Sargeant", "doscientos doce de la broadway, tercer piso".
    fileprivate func houseOfStreet(_ index: Int) -> Int? {
        guard number(index, 1...4) ? isFreeLeft(index) : has(index, .anyNumber) else { return nil }
        let de = self[index].isWord ? run(index + 1, 3) { has($0, .anyNumber) && follows($0) } : index + 1
        let street = de + 2
        guard word(de, .de), word(de + 1, .theStreet) || has(de + 1, .street), follows(de + 1), self[street].isWord,
            self[street].gap == .blank, !self[street].isFunction, !cued(street, [.month, .family])
        else { return nil }
        let name = run(street + 1, max(0, index + 8 - street)) {
            self[$0].gap == .blank && self[$0].isCapital && self[$0].isWord
        }
        let end = withUnit(name)
        return end > name || self[street].isCapital && word(index - 1, .houseBefore) ? end : nil
    }

    // "P.O. Box 0417", "RR 2 Box 41", "Apartado 12", "Box 9, Rural Route 4".
    fileprivate func mailBox(_ index: Int) -> Range<Int>? {
        let value = sign(index + 1, "#") || word(index + 1, .labels) ? index + 2 : index + 1
        guard self[index + 1].gap <= .blank, self[value].hasDigit else { return nil }
        var start = index
        for before in stride(from: index - 1, through: max(0, index - 4), by: -1) {
            if sign(before, ".") { continue }
            guard
                word(before, .beforeBox) || number(before, 1...3)
                    || self[before].kind == .mixed && self[before].foldedLength <= 4
            else { break }
            start = before
        }
        let end = chunkEnd(value, limit: 6)
        let route = past(end, ",")
        let number = run(route, 4) { word($0, .beforeBox) && follows($0) }
        return start..<(number > route && self[number].hasDigit && self[number].gap <= .blank ? number + 1 : end)
    }

    /// "Route 9912", "bus 56", "mile marker 41", "I-40", "Exit 85".
    fileprivate func numberedRoad(_ index: Int) -> Match? {
        let token = self[index]
        let value = sign(index + 1, of: ".#-") ? index + 2 : index + 1
        let number = self[value]
        guard !token.cues.contains(.functionEnglish), token.cues.contains(.streetNumber), number.hasDigit,
            number.gap <= .blank,
            number.foldedLength <= 5, !isOrdinal(value),
            token.foldedLength > 2 || token.shape == .upper || isFlat(index)
        else { return nil }
        return Match((word(index - 1, .miles) ? index - 1 : index)..<(value + 1), cue: index)
    }

    /// "Four Mile Rd # 2210": the number after the street.
    fileprivate func streetThenNumber(_ index: Int) -> Range<Int>? {
        guard has(index, .street), self[index].foldedLength <= 4 || word(index, .plainStreets),
            self[index].gap == .blank,
            self[index - 1].isWord, self[index - 1].isCapital || isFlat(index), !self[index - 1].isFunction
        else { return nil }
        let label = past(past(index + 1, "."), ",")
        guard sign(label, "#") || word(label, .labels) || word(label, .el), self[label + 1].hasDigit,
            self[label + 1].gap <= .blank, self[label + 1].foldedLength <= 6
        else { return nil }
        let start = runBack(index - 1, 3) { self[$0].isWord && self[$0].isCapital && self[$0 + 1].gap == .blank }
        return start..<(label + 2)
    }

    // "calle 30 # 8-41", "carrera 7 No. 45-10": the numbers of two streets and a house.
    fileprivate func gridEnd(_ index: Int) -> Int? {
        guard self[index + 1].gap <= .blank, self[index + 1].hasDigit, self[index + 1].foldedLength <= 4 else {
            return nil
        }
        let letter = self[index + 2]
        let join = letter.gap == .blank && letter.foldedLength == 1 && letter.isCapital ? index + 3 : index + 2
        guard sign(join, "#") || word(join, .gridJoins) else { return nil }
        let house = sign(join + 1, of: ".\u{BA}") ? join + 2 : join + 1
        guard self[house].hasDigit, self[house].gap <= .blank else { return nil }
        return withUnit(self[house + 1].isHyphen && self[house + 2].hasDigit ? house + 3 : house + 1)
    }

    // "Via dei Fiorentini 17", "ul. Miła 53", "C/ Señores Curas 88", "33 avenue de Provence".
    fileprivate func foreignStreet(_ index: Int) -> Range<Int>? {
        let first = self[index + 1].gap == .none && sign(index + 1, of: "./") ? index + 2 : index + 1
        guard first > index + 1 || self[index].foldedLength > 2 else { return nil }
        func isTelling(_ place: Int) -> Bool {
            self[place].isCapital || isFlat(index) && index > 0 && !self[place].isFunction
        }
        let end = run(first, 6) {
            self[$0].gap <= .blank && (self[$0].isWord || self[$0].isHyphen || self[$0].kind == .possessive)
                && (self[$0].isCapital || isTelling($0) && $0 < first + 2 || word($0, .streetWords)
                    || word($0, .streetArticles)
                    || $0 > first && !self[$0].isFunction && self[$0 + 1].isCapital)
        }
        guard (first..<end).contains(where: { self[$0].isCapital || isFlat(index) && !self[$0].isFunction }) else {
            return nil
        }
        let start = runBack(index, 2) { number($0, 1...5) && isFreeLeft($0) }
        let hasNumber = self[end].hasDigit && self[end].gap == .blank && self[end].foldedLength <= 5
        return hasNumber || start < index ? start..<withUnit(hasNumber ? end + 1 : end) : nil
    }

    /// "Calle Guayacán B-17", "Avenida Juárez 120", "calle Jacarandá".
    fileprivate func spanishStreet(_ index: Int) -> (end: Int, hasNumber: Bool)? {
        let end = run(index + 1, 5) {
            self[$0].gap <= .blank && self[$0].isWord
                && (self[$0].isCapital || cued($0, .connector) && ($0 == index + 1 || self[$0 + 1].isCapital))
        }
        let hasName = end > index + 1
        var number = sign(end, of: ",#") ? end + 1 : end
        number = past(number, .labels)
        if sign(number, of: "#.") { number += 1 }
        if self[number].gap <= .blank, self[number].hasDigit, self[number].foldedLength <= 5,
            hasName || self[index].isCapital
        {
            return (withUnit(chunkEnd(number, limit: 5)), true)
        }
        if hasName, self[end - 1].foldedLength == 1, sign(end, "-"), self[end + 1].hasDigit {
            return (withUnit(end + 2), true)
        }
        return hasName && self[end - 1].isCapital ? (end, false) : nil
    }
}

/// A number and a street.
extension Walk {
    /// "4410 Larkmoor Ct., Unit 2-C", "88 Tarrow Street", "twenty six eleven Gooseberry apartment four".
    func addressed(_ index: Int) -> Match? {
        let first = self[index]
        guard first.hasDigit ? first.foldedLength <= 7 : has(index, [.digit, .number]), !isJoinedLeft(index, "/$"),
            !isOrdinal(index)
        else { return nil }
        var position = run(index + 1, 4) { has($0, [.digit, .number]) && follows($0) }
        if first.hasDigit {
            position = chunkEnd(index, limit: 5)
            if sign(position - 1, "-") { position -= 1 }
            // "5521 119 Countess Close"
            if number(position, 1...4), self[position].gap == .blank, !self[position].isYear { position += 1 }
            if self[position].gap == .none, self[position].kind == .sign, !sign(position, ",") { return nil }
        } else if position == index + 1 {
            return nil
        }
        let name = position
        if word(position, .directions), self[position].isCapital || self[position].foldedLength <= 2 || isFlat(index) {
            position = past(position + 1, ".")
        }
        // "1931½ Avenida 41"
        if self[position].isCapital, word(position, .spanishStreets), cued(position, .street),
            self[position + 1].gap == .blank,
            self[position + 1].isCapital || self[position + 1].hasDigit
        {
            return Match(index..<withUnit(position + 2))
        }
        let isBare = !first.hasDigit && name <= index + 2
        var words = 0
        while words < 5, self[position].gap <= .blank || self[position].gap == .line && words > 0 {
            if words > 0, cued(position, .street) || cued(position, .unit) && !first.hasDigit { break }
            let isName =
                self[position].isWord
                && (self[position].isCapital || !self[position].isFunction && !isBare && isFlat(index))
                || isOrdinal(position)
            guard isName || words > 0 && joinedSign(position, ".") || joinedHyphen(position) else { return nil }
            words += isName ? 1 : 0
            position += 1
        }
        let street = self[position]
        guard words > 0, street.gap <= .line,
            street.cues.contains(.street) || !first.hasDigit && street.cues.contains(.unit),
            street.isCapital || self[name].isCapital || isFlat(index)
        else { return nil }
        if !street.cues.contains(.street) { return Match(index..<withUnit(position)) }
        // "12 women walked one way": an ordinary word before a word that is seldom a street; but "at 14 quarry steps".
        if street.shape == .lower, self[name].shape == .lower, self[name].isKnownWord, !word(position, .plainStreets) {
            guard first.kind == .number, word(index - 1, .atWords), words == 1 else { return nil }
            return Match(index..<withUnit(position + 1), nil, .doubtful)
        }
        position = joinedSign(position + 1, ".") ? position + 2 : position + 1
        if self[position].gap == .blank, word(position, .directions), self[position].isCapital { position += 1 }
        return block(index..<withUnit(position))
    }

    /// A number and a capitalized name, where another number, a unit, a direction or a ZIP code says that it is an address.
    fileprivate func numberedName(_ index: Int) -> Match? {
        guard number(index, 1...5), isFreeLeft(index) else { return nil }
        var (position, evidence) = (index + 1, 0)
        // "5521 119 Countess": a house and the number of a street.
        if number(position, 1...3), self[position].gap == .blank, self[index].length > 1 {
            (position, evidence) = (position + 1, 1)
        }
        if self[position].gap == .blank, word(position, .directions),
            self[position].foldedLength <= 2 || self[position].isCapital
        {
            let direction = self[position]
            position = joinedSign(position + 1, ".") ? position + 2 : position + 1
            // "5513 w 54"
            let isStreet = has(position + 1, .street)
            if self[position].gap == .blank, self[position].hasDigit, self[index].length >= 3 || isStreet,
                self[position].foldedLength <= 4, stops(position + 1) || has(position + 1, [.unit, .street])
            {
                return Match(index..<withUnit(isStreet ? position + 2 : position + 1))
            }
            if direction.shape != .lower { evidence += 1 }
        } else if word(position, .wordsForStreet), self[position].gap == .blank {
            position += sign(position + 1, ".") ? 2 : 1
        }
        guard let end = streetNameEnd(position) else { return nil }
        let last = self[end]
        let hasNumber =
            last.gap == .blank && last.hasDigit && last.foldedLength <= 4 && !last.isYear && !has(end + 1, .duration)
            && !isOrdinal(end)
        let tail = hasNumber ? end + 1 : end
        let unit = withUnit(tail)
        evidence += (hasNumber ? 1 : 0) + (unit > tail ? 1 : 0) + (isZIPAhead(unit) ? 1 : 0)
        let isLikeYear = self[index].length == 4 && (1900...2039).contains(self[index].value)
        return evidence > (isLikeYear ? 1 : 0) ? block(index..<unit) : nil
    }

    /// Up to four capitalized words, small ones between.
    private func streetNameEnd(_ index: Int) -> Int? {
        var (position, words) = (index, 0)
        while words < 4, self[position].gap == .blank || words > 0 && self[position].gap == .none {
            if self[position].isCapital, self[position].isWord, !cued(position, [.month, .weekday, .unit]) {
                words += 1
            } else if !(words > 0 && self[position].isHyphen
                || word(position, .streetWords) && self[position + 1].isCapital)
            {
                break
            }
            position += 1
        }
        return words > 0 && self[position - 1].isCapital ? position : nil
    }

    /// "Albany\n, NY\n 12203", "Elk Grove CA 95758": within a dozen tokens a ZIP code on a line of names.
    private func isZIPAhead(_ index: Int) -> Bool {
        let end = run(index, 9) {
            follows($0) && self[$0].kind != .number
                && (self[$0].isCapital || sign($0, ",") || self[$0].isWord && self[$0].foldedLength <= 3)
        }
        return end < index + 9 && follows(end) && number(end, 5...5) && (index..<end).contains { self[$0].isCapital }
    }

    /// An address, and the short lines of names and numbers below it, as an envelope has them.
    private func block(_ range: Range<Int>) -> Match {
        var match = Match(range)
        for _ in 0..<4 {
            let line = past(match.next, ",")
            guard self[line].gap == .line else { break }
            let start = run(line, max(0, match.next + 3 - line)) { self[$0].kind == .sign }
            guard let end = addressLineEnd(start) else { break }
            match.more.append(Match(start..<end, .location))
            match.next = end
        }
        return match
    }

    /// One past the last token of a line that holds nothing but capitalized words, short ones and numbers.
    private func addressLineEnd(_ start: Int) -> Int? {
        func isInLine(_ place: Int) -> Bool { place == start || self[place].gap < .line }
        var end = run(start, 8) {
            isInLine($0)
                && (self[$0].isCapital || self[$0].hasDigit || self[$0].kind == .possessive || self[$0].isHyphen
                    || self[$0].isWord && self[$0].foldedLength <= 3 || sign($0, of: ",.()'\u{2019}"))
        }
        let tells = (start..<end).contains { self[$0].isCapital || self[$0].kind == .number && self[$0].length > 3 }
        guard tells, end == text.tokens.count || !isInLine(end) else { return nil }
        while end > start, self[end - 1].kind == .sign { end -= 1 }
        return end
    }

    /// The five digits or so of a ZIP code after a place: "Aurora, CO 80999", ", nan 18237".
    fileprivate func zip(_ index: Int) -> Match? {
        let (token, state) = (self[index], self[index - 1])
        guard number(index, 4...6), !token.isYear, token.gap != .none, state.isWord else { return nil }
        let isAfterComma = sign(index - 2, ",")
        let isShort =
            (2...3).contains(state.foldedLength)
            && (isAfterComma || state.cues.contains(.state) && state.shape == .upper)
        guard isShort || state.flags.contains(.placeKnown) && state.isCapital && token.length == 5 else { return nil }
        let hasFour = joinedHyphen(index + 1) && self[index + 2].gap == .none && self[index + 2].length == 4
        let code = Match(index..<(hasFour ? index + 3 : index + 1))
        guard isShort, !isFlat(index) || isAfterComma else { return code }
        return Match((index - 1)..<index, .location, more: [code])
    }
}
