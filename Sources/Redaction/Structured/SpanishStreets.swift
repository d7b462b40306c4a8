/// Streets whose word comes first: Spanish, and other languages.
extension StructuredScan {
    /// "Calle Guayacán B-17", "Avenida Juárez 120", "calle Jacarandá".
    mutating func spanishStreet(_ index: Int) -> Int? {
        guard let token = at(index), isSpanishStreet(token) else { return nil }
        var position = index + 1
        var words = 0
        while words < 5, let word = at(position), word.gap <= .blank, word.isWord,
            word.isCapital || words == 0 && word.cues.contains(.connector)
                || word.cues.contains(.connector) && (at(position + 1)?.isCapital ?? false) || isSign(position, ".")
        {
            words += 1
            position += 1
        }
        var number = position
        if isSign(number, ",") || isSign(number, "#") { number += 1 }
        if isWord(number, Self.labels) { number += 1 }
        if isSign(number, "#") || isSign(number, ".") { number += 1 }
        if let value = at(number), value.gap <= .blank, value.hasDigit, value.foldedLength <= 5,
            words > 0 || token.isCapital
        {
            return add(index..<withUnit(chunkEnd(number, limit: 5)), .address, .shape("a street and a number"))
        }
        // "B-17"
        if words > 0, let last = at(position - 1), last.foldedLength == 1, isSign(position, "-"),
            at(position + 1)?.hasDigit == true
        {
            return add(index..<withUnit(position + 2), .address, .shape("a street and a number"))
        }
        guard words > 0, at(position - 1)?.isCapital == true else { return nil }
        return add((token.isCapital ? index : index + 1)..<position, .location, cueReason(index))
    }

    private static let gridStreets = set(
        "calle carrera cra cr cl kr avenida av diagonal transversal autopista kilometro")
    private static let gridJoins = set("no num numero n con")

    // "calle 30 # 8-41", "carrera 7 No. 45-10": the numbers of two streets and a house.
    mutating func grid(_ index: Int) -> Int? {
        guard isWord(index, Self.gridStreets), let street = at(index + 1), street.gap <= .blank, street.hasDigit,
            street.foldedLength <= 4
        else { return nil }
        var position = index + 2
        if let letter = at(position), letter.gap == .blank, letter.foldedLength == 1, letter.isCapital { position += 1 }
        guard isSign(position, "#") || isWord(position, Self.gridJoins) else { return nil }
        position += 1
        if isSign(position, ".") || isSign(position, "\u{BA}") { position += 1 }
        guard let house = at(position), house.hasDigit, house.gap <= .blank else { return nil }
        var end = position + 1
        if at(end)?.isHyphen == true, at(end + 1)?.hasDigit == true { end += 2 }
        return add(index..<withUnit(end), .address, .shape("a street and a number"))
    }

    private static let houseBefore = set("el al")
    private static let theStreet = set("la las los")

    /// "el 88 de la Sargeant", "doscientos doce de la broadway, tercer piso".
    mutating func houseOfStreet(_ index: Int) -> Int? {
        guard let first = at(index),
            first.kind == .number ? first.length <= 4 && isFreeLeft(index) : has(index, .anyNumber)
        else {
            return nil
        }
        var position = index + 1
        while first.isWord, position < index + 4, has(position, .anyNumber), follows(position) { position += 1 }
        guard at(position)?.hash == Self.de, isWord(position + 1, Self.theStreet) || has(position + 1, .street),
            follows(position + 1)
        else {
            return nil
        }
        position += 2
        guard let street = at(position), street.isWord, street.gap == .blank, !street.isFunction,
            street.cues.isDisjoint(with: [.month, .family])
        else { return nil }
        position += 1
        while let word = at(position), word.gap == .blank, word.isCapital, word.isWord, position < index + 9 {
            position += 1
        }
        let end = withUnit(position)
        guard end > position || street.isCapital && isWord(index - 1, Self.houseBefore) else { return nil }
        return add(index..<end, .address, .shape("a number and a street"))
    }

    private static let de = WordHash.of("de")
    private static let houseWords = set("numero number no")
    private static let houseAt = set("en el at in al")

    /// "en el número quince": a house by its number alone.
    mutating func houseNumber(_ index: Int) -> Int? {
        guard isWord(index, Self.houseWords), isWord(index - 1, Self.houseAt), let value = at(index + 1),
            value.gap == .blank,
            value.kind == .number && value.length <= 5 || has(index + 1, [.digit, .number])
        else { return nil }
        let end = value.kind == .number ? index + 2 : numberEnd(index + 1)
        guard at(end).map({ $0.kind == .sign || $0.gap >= .line || $0.isFunction }) ?? true else { return nil }
        return add(index..<withUnit(end), .address, .shape("the number of a house"), .doubtful)
    }

    private static let typedStreets = set(
        "rua rue via ul ulica strasse viale corso piazza praca calle c chemin allee avenue carrer")

    // "Via dei Fiorentini 17", "ul. Miła 53", "C/ Señores Curas 88", "33 avenue de Provence".
    mutating func foreignStreet(_ index: Int) -> Int? {
        guard isWord(index, Self.typedStreets) else { return nil }
        var position = index + 1
        if let sign = at(position), sign.gap == .none, sign.isSign(".") || sign.isSign("/") { position += 1 }
        guard position > index + 1 || text.tokens[index].foldedLength > 2 else { return nil }
        var (words, capitals) = (0, 0)
        while words < 6, let token = at(position), token.gap <= .blank,
            token.isWord || token.isHyphen || token.kind == .possessive
        {
            guard
                token.isCapital || isFlat(index) && index > 0 && !token.isFunction && words < 2
                    || Self.streetWords.contains(token.hash) || Self.articles.contains(token.hash)
                    || words > 0 && !token.isFunction && at(position + 1)?.isCapital == true
            else { break }
            if token.isCapital || isFlat(index) && !token.isFunction { capitals += 1 }
            words += 1
            position += 1
        }
        guard capitals > 0 else { return nil }
        var start = index
        if let number = at(index - 1), number.kind == .number, number.length <= 5, isFreeLeft(index - 1) {
            start = index - 1
        }
        if let number = at(start - 1), start < index, number.kind == .number, number.length <= 5, isFreeLeft(start - 1)
        {
            start -= 1
        }
        let hasNumber = at(position).map { $0.hasDigit && $0.gap == .blank && $0.foldedLength <= 5 } ?? false
        guard hasNumber || start < index else { return nil }
        return add(start..<withUnit(hasNumber ? position + 1 : position), .address, .shape("a street and a number"))
    }

    private static let articles = set("do da dos das dei della delle des du lieu")
}
