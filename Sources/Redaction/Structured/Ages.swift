/// Ages: a number with a word for years.
extension StructuredScan {
    static let years = set("years year yrs yr anos ano yo anitos")
    static let notAge = set(
        "miles mile months month weeks week days day hours hour minutes minute dollars dollar bucks times time feet percent people women men of am pm o'clock kids children other more meses mes semanas semana dias dia horas hora minutos veces dolares pesos a the guys blocks pounds inches cases counts floors cents que de"
    )
    static let beAge = set(
        "i'm im was is turned turn turning aged age be am till until at since be edad tengo tiene tenia tenias cumpli cumplio cumplia cumple cumplen cumplira los las he's she's hes shes were when soy de a tuve son be ya"
    )
    static let people = set("i he she you they we who it was is i'm im he's she's be yo ella el kids")
    static let old = set("old edad older")
    static let when = set("when since by at cuando desde until till before after hasta")

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
            // "Sabitri Tamang, 33 years, from Dhading"
            if isSign(index - 1, ","), isSign(unit + 1, ","),
                at(index - 2)?.isCapital == true || text.isFlatCase(at: index)
            {
                return add(index..<end, .age, cueReason(unit))
            }
            if Self.yo.contains(text.tokens[unit].hash) { return add(index..<end, .age, cueReason(unit)) }
            return nil
        }
        if isWord(end, Self.letterY), isSign(end + 1, "/"), at(end + 2)?.gap == Token.Gap.none {
            return add(index..<end, .age, .shape("a number with 'y/o'"))
        }
        return backAge(index, end) ?? appositiveAge(index, end)
    }

    static let letterY = set("y")
    static let spanishYears = set("anos ano anitos")
    private static let birthdays = set("birthday bday b-day cumpleanos")

    /// "her 10th birthday", "mi dieciseisavo cumpleaños": the age in its ordinal.
    mutating func birthday(_ index: Int) -> Int? {
        guard let token = at(index), token.kind == .mixed && isOrdinal(token) || token.cues.contains(.ordinal),
            isWord(index + 1, Self.birthdays),
            follows(index + 1)
        else { return nil }
        return add(index..<(index + 1), .age, cueReason(index + 1))
    }

    static let yo = set("yo")
    static let ofAge = set("of de")
    static let durations = set("hace por durante en llevo llevaba")
    static let ageLabels = set("age aged edad ages turned turning turn cumpli cumplio cumple cumplen cumplira")

    func isDuration(_ index: Int) -> Bool {
        isWord(index - 1, Self.durations) || isWord(index - 2, Self.durations)
    }
}
