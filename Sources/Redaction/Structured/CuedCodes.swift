/// Numbers after "inmate", "booking", "case no.": the word before them says what they are.
extension StructuredScan {
    private static let codeFillers = set(
        "is was are were number numbers no nos nr num numero numeros es era mi my su de del the of a # id card with it's and y reads under tag plate"
    )

    /// These alone say little: "no 5 of us", "the case of 12 women".
    private static let weakCues = set(
        "no number num member order unit file report account policy patient student employee visa card tag pin vin seguro registro reg incident suit decision resolution plot proceso caso cuenta social security doc chart case cause causa tracking license licence licencia so dc sid td alien extranjero complaints appeal warrant petition judgment"
    )

    /// A cue, a few words of filling, and a code; then the codes listed after it.
    mutating func numberAfterCue(_ index: Int) -> Int? {
        let cue = text.tokens[index]
        let isPlate = cue.cues.contains(.plateCue)
        let isCase = has(index, .caseCue)
        guard isCase || isPlate || has(index, [.idCue, .phoneCue]) else { return nil }
        var position = index + 1
        var hasLabel = cue.hash == Self.number || cue.hash == Self.no || Self.numbers.contains(cue.hash)
        var filled = 0
        while filled < 6, let token = at(position), token.gap != .paragraph {
            if token.hash == Self.letterA, token.isCapital { break }
            let isMark =
                token.isSign(":") || token.isSign("#") || token.isSign(".") || token.isSign("(") || token.isSign("\"")
                || token.isSign("\u{BA}")
            guard
                isMark || Self.codeFillers.contains(token.hash)
                    || !token.cues.isDisjoint(with: [.idCue, .caseCue, .plateCue]) && token.isWord
            else {
                break
            }
            if token.isSign("."), !Self.dotted.contains(text.tokens[position - 1].hash) { return nil }
            if isMark && !token.isSign("(") || Self.numbers.contains(token.hash) { hasLabel = true }
            position += 1
            filled += 1
        }
        if cue.cues.contains(.phoneCue), position > index + 1, isSign(position - 1, "("), let end = phone(position - 1)
        {
            return end
        }
        guard let first = at(position), first.gap != .paragraph, var end = codeEnd(position) else { return nil }
        if first.kind == .number, isSign(position + 1, "."), let address = contact(position) { return address }
        // "my number is 555 oh one four two": the words go on with it.
        if first.kind == .number, has(end, .digit), let said = saidNumber(position) { return said }
        if isPlate, let more = at(end), more.gap == .blank, more.kind == .mixed,
            first.kind == .mixed || first.shape == .upper
        {
            end = chunkEnd(end)
        }
        if position == index + 1, cue.hash == Self.number, let street = addressed(position) {
            spans[spans.count - 1].tokens = index..<street
            return street
        }
        let digits = digitCount(position, end)
        if end - position == 1, first.kind == .number, Self.publicNumbers.contains(first.value) { return nil }
        let isShort = end - position == 1 && first.kind == .number && digits <= 3
        let isWeak = Self.weakCues.contains(cue.hash)
        guard digits > 0, !(isWeak && isShort && !hasLabel),
            !(isShort && digits == 1 && cue.hash == Self.no && !(cue.isCapital && isSign(index + 1, ".")))
        else { return nil }
        if end - position == 1, isYear(first), isWeak, !hasLabel { return nil }
        if end - position == 1, first.kind == .mixed, isOrdinal(first) { return nil }
        if end - position > 1 || first.length > 4, !isCase, !isPlate, let phone = phoneUnlessNumber(position, cue) {
            return phone
        }
        let type = type(position, end, isCase: isCase, isPlate: isPlate)
        var last = add(position..<withSuffix(end), type, cueReason(index))
        // "applications nos. 1/97 and 2/98"
        for _ in 0..<40 {
            var next = last
            while next < last + 2, let token = at(next), token.kind == .sign || isCase || true,
                token.isSign(",") || token.isSign(";") || token.isSign("&") || Self.listWords.contains(token.hash)
            {
                next += 1
            }
            guard next > last, let code = at(next), code.hasDigit, code.gap != .paragraph, let codeEnd = codeEnd(next),
                digitCount(next, codeEnd) >= 2,
                codeEnd - next > 1 || code.length > 2 || isCase
            else { break }
            if isYear(code), codeEnd - next == 1 { break }
            last = add(next..<withSuffix(codeEnd), type, cueReason(index))
        }
        return last
    }

    // Everyone's numbers: help, directory and crisis lines.
    private static let publicNumbers: Set<UInt32> = [112, 211, 311, 411, 511, 611, 711, 811, 911, 988, 999]

    private static let letterA = WordHash.of("a")
    static let number = WordHash.of("number")
    static let no = WordHash.of("no")
    static let numbers = set("number numbers no nos nr num numero numeros")
    private static let dotted = set("no nos nr num lic reg acct ext ste rm apt doc tel cal inv id")
    private static let listWords = set("and y or")

    private mutating func phoneUnlessNumber(_ index: Int, _ cue: Token) -> Int? {
        guard cue.cues.contains(.phoneCue) || at(index)?.kind == .number, let end = phone(index) else { return nil }
        return end
    }
}
