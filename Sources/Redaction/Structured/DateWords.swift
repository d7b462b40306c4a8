/// Dates without a figure: feasts, years in words, days counted from something.
extension StructuredScan {
    mutating func holiday(_ index: Int) -> Int? {
        var end = index + 1
        if isWord(end, Self.dayWords), follows(end) { end += 1 }
        if let token = at(end), token.cues.contains(.weekday), follows(end) { end += 1 }
        // "second week of Ramadan"
        let isCounted = isWord(index - 1, Self.ofWords) && has(index - 2, [.weekOf, .duration, .weekday])
        let start = isCounted ? has(index - 3, .ordinal) ? index - 3 : index - 2 : index
        return add(start..<afterMonth(end), .date, .shape("a holiday"))
    }

    /// "Good Friday of 2012", "Día de las Madres", "Flag Day", "New Year's Eve", "nineties".
    mutating func namedDay(_ index: Int) -> Int? {
        let token = text.tokens[index]
        // "Mother's Day", "New Year's Eve"
        if at(index + 2)?.kind == .possessive, isWord(index + 3, Self.dayWords), follows(index + 3),
            token.cues.isDisjoint(with: .weekday), isWord(index, Self.feastOwners)
        {
            return add(
                (isWord(index - 1, Self.new) ? index - 1 : index)..<afterMonth(index + 4), .date, .shape("a named day"))
        }
        if Self.decades.contains(token.hash) { return add(index..<(index + 1), .date, .shape("a decade")) }
        if token.hash == Self.dia, isWord(index + 1, Self.ofWords) {
            var position = index + 2
            if has(position, .determiner) { position += 1 }
            guard let name = at(position), name.isWord, follows(position), !name.isFunction,
                token.isCapital || name.isCapital || has(position, .holiday) || Self.feasts.contains(name.hash)
            else { return nil }
            return add(index..<afterMonth(position + 1), .date, .shape("a named day"))
        }
        if Self.vispera == token.hash, isWord(index + 1, Self.ofWords), has(index + 2, .determiner),
            at(index + 3)?.isWord == true
        {
            return add(index..<(index + 4), .date, .shape("a named day"))
        }
        if token.hash == Self.year, isWord(index + 1, Self.ofWords), isWord(index + 2, Self.the),
            isWord(index + 3, Self.zodiac)
        {
            return add(index..<(index + 4), .date, .shape("a year of the zodiac"))
        }
        if Self.holyDays.contains(token.hash), let day = at(index + 1),
            day.cues.contains(.weekday) || Self.saints.contains(day.hash), follows(index + 1)
        {
            return add(index..<afterMonth(index + 2), .date, .shape("a named day"))
        }
        return nil
    }

    private static let feastOwners = set(
        "mother mothers father fathers valentine year patrick saint veteran president king women children")
    private static let new = set("new")
    private static let feasts = set(
        "independencia raza madre madres padre padres muertos candelaria santos reyes virgen nino mujer trabajo bandera gracias amor enamorados purisima"
    )
    static let vispera = WordHash.of("vispera")
    static let saints = set("santo santa")
    static let year = WordHash.of("year")
    static let the = set("the")
    static let zodiac = set("rat ox tiger rabbit dragon snake horse goat sheep monkey rooster dog pig")
    static let dia = WordHash.of("dia")
    static let holyDays = set("good ash palm black viernes jueves domingo sabado easter maundy holy semana")
    static let lifeEvents = set(
        "birthday wedding funeral anniversary graduation arrest trial birth death wake baptism quinceanera prom cumpleanos boda funeral bautizo entierro velorio graduacion juicio nacimiento muerte"
    )

    /// "two days after my 16th birthday": counts from a day that others know.
    mutating func relativeDay(_ index: Int) -> Int? {
        guard has(index, .duration), let join = at(index + 1), Self.afterWords.contains(join.hash), follows(index + 1)
        else { return nil }
        var position = index + 2
        while position < index + 7, let token = at(position), follows(position), token.kind != .sign {
            if Self.lifeEvents.contains(token.hash) || has(position, .holiday) {
                let start = has(index - 1, [.determiner, .anyNumber]) ? index - 1 : index
                return add(start..<(position + 1), .date, .shape("counted from a day that others know"))
            }
            position += 1
        }
        return nil
    }

    static let afterWords = set("after before antes despues")

    /// "nineteen seventy-nine", "two thousand and nine", "dos mil nueve".
    mutating func spelledYear(_ index: Int) -> Int? {
        guard has(index, .anyNumber) else { return nil }
        if let end = shortSpelledYear(index) { return add(index..<end, .date, .shape("a year in words"), .doubtful) }
        guard let end = spelledYearEnd(index) else { return nil }
        return add(index..<end, .date, .shape("a year in words"))
    }

    private static let lateTens = set("setenta ochenta noventa sesenta")

    /// "en el noventa y seis".
    private func shortSpelledYear(_ index: Int) -> Int? {
        guard isWord(index, Self.lateTens), isWord(index - 1, Self.spanishThe), isWord(index - 2, Self.spanishIn),
            isWord(index + 1, Self.and), has(index + 2, .digit),
            isPlainEnd(index + 3) || at(index + 3)?.isFunction == true
        else { return nil }
        return index + 3
    }

    static let centuries = set("nineteen twenty eighteen")
    static let twenty = WordHash.of("twenty")
    static let thousand = set("thousand mil")
    static let two = set("two dos")
    static let mil = WordHash.of("mil")
    static let hundreds = set("novecientos ochocientos")

    func spelledYearEnd(_ index: Int) -> Int? {
        guard let first = at(index), first.isWord, first.gap != .paragraph else { return nil }
        func tens(_ start: Int) -> Int? {
            guard let token = at(start), token.cues.contains(.number), follows(start) else { return nil }
            if let next = at(start + 1), next.isHyphen, has(start + 2, .digit) { return start + 3 }
            if has(start + 1, .digit), follows(start + 1) { return start + 2 }
            if isWord(start + 1, Self.and), has(start + 2, .digit) { return start + 3 }
            return start + 1
        }
        if Self.centuries.contains(first.hash) {
            let start = isWord(index + 1, Self.and) ? index + 2 : index + 1
            guard let end = tens(start) else { return nil }
            // "twenty ten" is a year; "twenty fifty" is two numbers.
            return first.hash == Self.twenty && end > start + 1 && !isTwenties(start) ? nil : end
        }
        if Self.two.contains(first.hash), isWord(index + 1, Self.thousand) {
            let start = isWord(index + 2, Self.and) ? index + 3 : index + 2
            if let end = tens(start) { return end }
            return has(start, .digit) && follows(start) ? start + 1 : nil
        }
        if first.hash == Self.mil, isWord(index + 1, Self.hundreds) {
            return tens(index + 2) ?? (has(index + 2, .digit) ? index + 3 : index + 2)
        }
        return nil
    }

    func isTwenties(_ index: Int) -> Bool { at(index)?.hash == Self.twenty }
}
