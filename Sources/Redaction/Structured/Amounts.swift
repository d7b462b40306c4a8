/// Ages, money and the number of children.
extension StructuredScan {
    private static let years = set("years year yrs yr anos ano yo anitos")
    private static let notAge = set(
        "miles mile months month weeks week days day hours hour minutes minute dollars dollar bucks times time feet percent people women men of am pm o'clock kids children other more meses mes semanas semana dias dia horas hora minutos veces dolares pesos a the guys blocks pounds inches cases counts floors cents que de"
    )
    private static let beAge = set(
        "i'm im was is turned turn turning aged age be am till until at since be edad tengo tiene tenia tenias cumpli cumplio cumplia los las he's she's were when soy de a tuve son be ya"
    )
    private static let people = set("i he she you they we who it was is i'm im he's she's be yo ella el kids")
    private static let old = set("old edad older")
    private static let when = set("when since by at cuando desde until till before after hasta")

    /// A number that counts someone's years.
    mutating func age(_ index: Int) -> Int? {
        guard let token = at(index),
            token.kind == .number
                ? token.length <= 3 && token.value < 116 : token.kind == .mixed || has(index, [.digit, .number])
        else { return nil }
        if token.kind == .mixed { return agedMixed(index) }
        if token.gap == .none, let before = at(index - 1),
            before.kind != .sign || before.isHyphen || before.isSign("/") || before.isSign("$") || before.isSign(":")
                || before.isSign(".")
        {
            return nil
        }
        let end = numberEnd(index)
        guard let next = at(end) else { return backAge(index, end) }
        if next.gap == .none, next.kind == .sign,
            next.isSign(":") || next.isSign("/") || next.isSign("%")
                || next.isSign(",") && at(end + 1)?.gap == Token.Gap.none
        {
            return nil
        }
        // "34 years old", "16-year-old", "9 yrs old", "38 años"
        let unit = next.isHyphen ? end + 1 : end
        if isWord(unit, Self.years), follows(unit) {
            let after = isSign(unit + 1, "-") ? unit + 2 : unit + 1
            let isSpanish = Self.spanishYears.contains(text.tokens[unit].hash)
            if isWord(after, Self.old) || isWord(after + 1, Self.old) && isSpanish {
                return add(index..<end, .age, cueReason(unit))
            }
            if isSpanish,
                isWord(index - 1, Self.beAge) || isWord(index - 2, Self.beAge) && has(index - 1, .functionSpanish),
                !isDuration(index)
            {
                return add(index..<end, .age, cueReason(unit))
            }
            if next.isHyphen, isWord(after, Self.old) { return add(index..<end, .age, cueReason(unit)) }
            if isWord(unit + 1, Self.ofAge), isWord(unit + 2, Self.ageLabels) {
                return add(index..<end, .age, cueReason(unit + 2))
            }
            if Self.yo.contains(text.tokens[unit].hash) { return add(index..<end, .age, cueReason(unit)) }
            return nil
        }
        if isWord(end, Self.letterY), isSign(end + 1, "/"), at(end + 2)?.gap == Token.Gap.none {
            return add(index..<end, .age, .shape("a number with 'y/o'"))
        }
        return backAge(index, end) ?? appositiveAge(index, end)
    }

    /// "two years and six months": says little in a story, much in a judgment.
    mutating func duration(_ index: Int) -> Int? {
        guard let token = at(index), token.kind == .number && token.length <= 3 || has(index, .anyNumber) else {
            return nil
        }
        var unit = numberEnd(index)
        if isSign(unit, "-") { unit += 1 }
        guard has(unit, .duration), follows(unit) else { return nil }
        if let end = relativeDay(unit) { return end }
        return add(index..<(unit + 1), .date, .shape("a length of time"), .wide)
    }

    private static let letterY = set("y")
    private static let spanishYears = set("anos ano anitos")
    private static let yo = set("yo")
    private static let ofAge = set("of de")
    private static let durations = set("hace por durante en llevo llevaba")
    private static let ageLabels = set("age aged edad ages turned turning turn cumpli cumplio")

    private func isDuration(_ index: Int) -> Bool {
        isWord(index - 1, Self.durations) || isWord(index - 2, Self.durations)
    }

    /// "I was 17", "im 29", "age 34", "turned nineteen", "Tengo 38".
    private mutating func backAge(_ index: Int, _ end: Int) -> Int? {
        let before = index - 1
        guard let cue = at(before), follows(index) || text.tokens[index].gap == .blank else { return nil }
        let next = at(end)
        let isFollowed =
            next.map {
                $0.kind != .sign && $0.gap <= .blank
                    && (Self.notAge.contains($0.hash)
                        || !$0.isFunction && $0.isWord && !Self.when.contains($0.hash) && $0.flags.contains(.core)
                            && $0.flags.contains(.personNoun))
            } ?? false
        if isWord(before, Self.ofAge), isWord(before - 1, Self.ageLabels) {
            return add(index..<end, .age, cueReason(before - 1))
        }
        if Self.ageLabels.contains(cue.hash) { return add(index..<end, .age, cueReason(before)) }
        if has(before, .be), isPlainEnd(end), !isWord(before - 1, Self.things) {
            return add(index..<end, .age, cueReason(before))
        }
        guard Self.beAge.contains(cue.hash), !isFollowed,
            text.tokens[index].kind == .number || !text.tokens[index].cues.contains(.digit)
                || isWord(before - 1, Self.people)
        else { return nil }
        if Self.weakAge.contains(cue.hash) { return nil }
        let isPerson =
            Self.contracted.contains(cue.hash) || isWord(before - 1, Self.people) || isWord(before - 2, Self.when)
            || has(before - 1, .kin) || at(before - 1)?.isCapital == true
        guard isPerson else { return nil }
        if let next, next.isWord, next.gap == .blank, !next.isFunction, !Self.when.contains(next.hash),
            !text.isFlatCase(at: index)
        {
            return nil
        }
        return add(index..<end, .age, cueReason(before))
    }

    private static let things = set(
        "it that there this which what number time count answer total price bail sentence score")

    /// Whether a number ends its clause: "is ten and asks for nothing".
    private func isPlainEnd(_ end: Int) -> Bool {
        guard let next = at(end) else { return true }
        return next.kind == .sign && !next.isSign("%") && !next.isHyphen && !next.isSign("$") || next.gap >= .line
            || Self.clauseStarts.contains(next.hash)
    }

    private static let clauseStarts = set("and when now but y cuando pero e so because years")

    /// "Chance, five,", "a woman of sixty-seven", "married at 18 in".
    private mutating func appositiveAge(_ index: Int, _ end: Int) -> Int? {
        let value = text.tokens[index]
        guard value.kind == .number ? value.length == 2 || value.length == 1 && value.value > 0 : true,
            isPlainEnd(end) || isWord(end, Self.afterAt)
        else { return nil }
        guard let before = at(index - 1), value.gap <= .blank else { return nil }
        if before.isSign(",") || before.isSign("("), let name = at(index - 2), name.isWord,
            name.isCapital || !name.cues.isDisjoint(with: .kin) || name.flags.contains(.personNoun),
            name.cues.isDisjoint(with: [.month, .weekday, .street]), at(end).map({ $0.kind == .sign }) ?? true,
            !hasListedNumber(end)
        {
            return add(
                index..<end, .age, .shape("a number after a name"),
                name.isCapital && !name.flags.contains(.place) ? .sure : .doubtful)
        }
        if isWord(index - 1, Self.ofAge), at(index - 2)?.flags.contains(.personNoun) == true {
            return add(index..<end, .age, .shape("a number after a person"))
        }
        if isWord(index - 1, Self.atWord),
            value.kind == .number ? value.length == 2 && value.value >= 11 : value.cues.contains(.number)
        {
            return add(index..<end, .age, .shape("a number after 'at'"), .doubtful)
        }
        return nil
    }

    private func hasListedNumber(_ end: Int) -> Bool {
        isSign(end, ",") && at(end + 1)?.kind == .number && at(end + 1)?.gap == Token.Gap.none
    }

    private static let atWord = set("at")
    private static let afterAt = set("in to he she i they we with by my")
    private static let contracted = set("i'm im he's she's tengo tiene tenia tuve since until till")
    private static let weakAge = set("at de a los las be soy when son ya were")

    private func numberEnd(_ index: Int) -> Int {
        guard text.tokens[index].cues.contains(.number) else { return index + 1 }
        if let next = at(index + 1), next.isHyphen, next.gap == .none, has(index + 2, .digit) { return index + 3 }
        if has(index + 1, .digit), follows(index + 1) { return index + 2 }
        if let and = at(index + 1), and.hash == Self.andWord, has(index + 2, .digit) { return index + 3 }
        return index + 1
    }

    private static let andWord = WordHash.of("y")

    /// "22yo", "9yrs".
    private mutating func agedMixed(_ index: Int) -> Int? {
        let letters = text.folded[Int(text.tokens[index].foldedStart)..<Int(text.tokens[index].foldedEnd)].drop {
            (0x30...0x39).contains($0)
        }
        guard letters.first == 0x79, letters.count >= 2, letters.count <= 3,
            text.tokens[index].foldedLength - letters.count <= 2
        else { return nil }
        return add(index..<(index + 1), .age, .shape("a number with 'yo'"))
    }

    // MARK: Children

    private static let siblings = set("other others de mi beautiful small young little grown more precious")

    /// "three kids 9 6 and 2", "cuatro hijos", "seventh of nine children", "twins".
    mutating func family(_ index: Int) -> Int? {
        guard let token = at(index) else { return nil }
        if Self.multiples.contains(token.hash) {
            return add(index..<familyTail(index + 1), .family, .listed("words for births"))
        }
        guard
            token.kind == .number
                ? token.length <= 2 && token.value >= 2 && token.value < 30 : has(index, [.digit, .number])
        else { return nil }
        if token.gap == .none, let before = at(index - 1),
            before.kind != .sign || before.isHyphen || before.isSign("/") || before.isSign(".") || before.isSign("$")
        {
            return nil
        }
        if Self.one.contains(token.hash) { return nil }
        var position = index + 1
        if isWord(position, Self.siblings), follows(position) { position += 1 }
        guard has(position, .family), follows(position), at(position)?.foldedLength ?? 0 > 3 else { return nil }
        // "seventh of nine children"
        let start = isWord(index - 1, Self.ofAge) && has(index - 2, .ordinal) ? index - 2 : index
        return add(start..<familyTail(position + 1), .family, cueReason(position))
    }

    private static let multiples = set("twins triplets gemelas gemelos mellizos mellizas quadruplets cuates")
    private static let one = set("one uno una un zero oh")
    private static let of = set("de of ages aged and y")

    private static let group = set("us")
    private static let villages = set("village town class school clase aldea pueblo")
    private static let peopleWords = set("people personas students women")

    /// "six of us", "212 people in my village": a circle so small that it points at each of its members.
    mutating func fewOf(_ index: Int) -> Int? {
        guard let token = at(index),
            token.kind == .number && token.length <= 3 && token.gap != .none || has(index, [.digit, .number]),
            !Self.one.contains(token.hash)
        else { return nil }
        let end = numberEnd(index)
        if isWord(end, Self.ofAge), isWord(end + 1, Self.group), follows(end + 1) {
            return add(index..<(end + 2), .other, .shape("the size of a small group"))
        }
        if isWord(end, Self.ofAge), has(end + 1, .determiner), has(end + 2, .family) {
            return add(index..<(end + 3), .family, cueReason(end + 2))
        }
        if isWord(end, Self.peopleWords), has(end + 1, .inPlace),
            (end + 2...end + 4).contains(where: { isWord($0, Self.villages) })
        {
            return add(index..<(end + 1), .other, .shape("the size of a small group"))
        }
        return nil
    }

    private static let single = set("un una a one")

    /// The ages after the children: ", 9, 6 and 2", "de 6 años".
    private func familyTail(_ index: Int) -> Int {
        var (end, position) = (index, index)
        while position < index + 14, let token = at(position), follows(position) {
            let isNumber =
                token.kind == .number && token.length <= 2 || !token.cues.isDisjoint(with: [.digit, .number])
            if isNumber || end > index && (Self.years.contains(token.hash) || Self.old.contains(token.hash)) {
                end = position + 1
            } else if end > index, token.cues.contains(.family), has(position - 1, [.digit, .number]) {
                end = position + 1
            } else if token.isSign(",") || token.isSign(":") {
                // "six children, four girls and two boys"; a comma before anything else ends it.
                guard has(position + 1, [.digit, .number]) || at(position + 1)?.kind == .number else { break }
            } else if !Self.of.contains(token.hash) {
                // "y un varón"
                if Self.single.contains(token.hash), has(position + 1, .family),
                    Self.of.contains(at(position - 1)?.hash ?? 0)
                {
                    end = position + 2
                    position += 2
                    continue
                }
                guard token.cues.contains(.family), isNumberWord(position - 1) else { break }
                end = position + 1
            }
            position += 1
        }
        return end
    }

    private func isNumberWord(_ index: Int) -> Bool { at(index)?.kind == .number || has(index, [.digit, .number]) }

    // MARK: Money

    /// "$250,000".
    mutating func money(_ index: Int) -> Int? {
        guard let number = at(index + 1), number.gap <= .blank, number.hasDigit else { return nil }
        let end = amountEnd(index + 1)
        let isLarge =
            end - index > 2 && digitCount(index + 1, end) > 3 || number.length > 3 || number.kind == .mixed
            || has(end - 1, .scale)
        return add((index + 1)..<end, .money, .shape("an amount of money"), isLarge ? .sure : .wide)
    }

    private func amountEnd(_ index: Int) -> Int {
        var position = index + 1
        while let sign = at(position), sign.gap == .none, sign.isSign(",") || sign.isSign("."),
            let number = at(position + 1), number.gap == .none, number.kind == .number || number.kind == .mixed
        {
            position += 2
        }
        if has(position, .scale), follows(position) { position += 1 }
        return position
    }

    /// "25,000 dollars", "quince mil", "75000 euros", "200 thousand", "50K".
    mutating func moneyWords(_ index: Int) -> Int? {
        guard let token = at(index) else { return nil }
        if token.gap == .none, let before = at(index - 1), before.kind != .sign || before.isHyphen || before.isSign("/")
        {
            return nil
        }
        if token.kind == .mixed {
            let last = text.folded[Int(token.foldedEnd) - 1]
            guard last == 0x6B, token.foldedLength >= 3, token.foldedLength <= 5 else { return nil }
            return add(index..<(index + 1), .money, .shape("an amount in thousands"))
        }
        guard token.kind == .number || has(index, .anyNumber) else { return nil }
        var end = token.kind == .number ? amountEnd(index) : index + 1
        while end < index + 6, has(end, .anyNumber), follows(end) { end += 1 }
        let hasScale = (index..<end).contains { has($0, .scale) }
        let isGrouped = token.kind == .number && end - index >= 3 && isSign(index + 1, ",")
        let isMoney = has(end, .money) && follows(end) || has(end + 1, .money) && isWord(end, Self.of)
        guard isMoney || hasScale && end > index + 1 || isGrouped else { return nil }
        let isLarge = hasScale || isGrouped || token.length > 3
        guard isMoney || isLarge else { return nil }
        if hasScale, !isMoney, token.kind != .number, end - index == 2, has(index, .digit),
            Self.hundred.contains(text.tokens[index + 1].hash)
        {
            return nil
        }
        return add(index..<end, isMoney ? .money : .quantity, .shape("an amount"), isLarge ? .sure : .wide)
    }

    private static let hundred = set("hundred cien ciento")

    // MARK: Vehicles

    private static let lookWords = set("old new lifted lowered rusted rusty dented beat-up little big pickup candy")

    /// "gray Nissan Rogue", "moto Yamaha azul", "purple Saturn", "Silverado roja".
    mutating func vehicle(_ index: Int) -> Int? {
        let isColor = has(index, .color), isMake = has(index, .carMake), isKind = has(index, .vehicle)
        guard isColor || isMake || isKind, !text.tokens[index].cues.contains(.month) else { return nil }
        var (end, makes, colors, kinds) = (index, 0, 0, 0)
        while end < index + 6, let token = at(end), end == index || token.gap <= .blank {
            if token.cues.contains(.carMake) {
                makes += 1
                // The model, and "F-150".
                if let model = at(end + 1), model.gap == .blank, model.isCapital, model.isWord,
                    !model.cues.contains(.carMake)
                {
                    end += 1
                }
                if isSign(end + 1, "-"), at(end + 2)?.hasDigit == true { end += 2 }
            } else if token.cues.contains(.color) {
                colors += 1
            } else if token.cues.contains(.vehicle) {
                kinds += 1
            } else if !(Self.lookWords.contains(token.hash) && end > index) {
                break
            }
            end += 1
        }
        guard makes > 0 && (colors > 0 || kinds > 0) || colors > 0 && kinds > 0 && end - index >= 2 else { return nil }
        return add(index..<end, .vehicle, .shape("the look of a car"))
    }
}
