/// House numbers with their street.
extension StructuredScan {
    static let directions = set("n s e w ne nw se sw north south east west norte sur este oeste")

    /// "Four Mile Rd # 2210": the number after the street.
    mutating func streetThenNumber(_ index: Int) -> Int? {
        guard has(index, .street),
            text.tokens[index].foldedLength <= 4 || Self.plainStreets.contains(text.tokens[index].hash),
            let name = at(index - 1), name.isCapital || isFlat(index), name.isWord, !name.isFunction,
            text.tokens[index].gap == .blank
        else { return nil }
        var value = isSign(index + 1, ".") ? index + 2 : index + 1
        if isSign(value, ",") { value += 1 }
        guard isSign(value, "#") || isWord(value, Self.labels) || isWord(value, Self.elNumber),
            let number = at(value + 1), number.hasDigit,
            number.gap <= .blank,
            number.foldedLength <= 6
        else { return nil }
        var start = index - 1
        while start > index - 4, let before = at(start - 1), before.isWord, before.isCapital, at(start)?.gap == .blank {
            start -= 1
        }
        return add(start..<(value + 2), .address, .shape("a street and a number"))
    }

    /// "4410 Larkmoor Ct., Unit 2-C", "88 Tarrow Street", "number 9 Saltbush Lane", "twenty six eleven Gooseberry apartment four".
    mutating func addressed(_ index: Int) -> Int? {
        guard let first = at(index), first.hasDigit ? first.foldedLength <= 7 : has(index, [.digit, .number]) else {
            return nil
        }
        if first.gap == .none, let before = at(index - 1),
            before.kind != .sign || before.isHyphen || before.isSign("/") || before.isSign("$")
        {
            return nil
        }
        if first.kind == .mixed, isOrdinal(first) { return nil }
        var position = index + 1
        if first.hasDigit {
            position = chunkEnd(index, limit: 5)
            if isSign(position - 1, "-") { position -= 1 }
            // "5521 119 Countess Close"
            if let second = at(position), second.kind == .number, second.length <= 4, second.gap == .blank,
                !isYear(second)
            {
                position += 1
            }
            if let half = at(position), half.gap == .none, half.kind == .sign, !half.isSign(",") { return nil }
        } else {
            while position < index + 5, has(position, [.digit, .number]), follows(position) { position += 1 }
            guard position > index + 1 else { return nil }
        }
        let nameStart = position
        if let direction = at(position), Self.directions.contains(direction.hash),
            direction.isCapital || direction.foldedLength <= 2 || isFlat(index)
        {
            position += 1
            if isSign(position, ".") { position += 1 }
        }
        var words = 0
        while words < 5, let token = at(position), token.gap <= .blank || (token.gap == .line && words > 0) {
            if words > 0, token.cues.contains(.street) || token.cues.contains(.unit) && !first.hasDigit { break }
            if words == 0, token.cues.contains(.street), token.isCapital, isSpanishStreet(token) {
                // "1931½ Avenida 41"
                if let name = at(position + 1), name.gap == .blank, name.isCapital || name.hasDigit {
                    return add(index..<withUnit(position + 2), .address, .shape("a number and a street"))
                }
            }
            let isName =
                token.isWord
                && (token.isCapital || !token.isFunction && (first.hasDigit || nameStart > index + 2) && isFlat(index))
                || token.kind == .mixed && isOrdinal(token)
            guard
                isName || (token.isSign(".") && words > 0 && token.gap == .none) || token.isHyphen && token.gap == .none
            else { return nil }
            words += token.kind == .sign ? 0 : 1
            position += 1
        }
        guard words > 0, let street = at(position), street.gap <= .line,
            street.cues.contains(.street) || (!first.hasDigit && street.cues.contains(.unit)),
            street.isCapital || text.tokens[nameStart].isCapital || isFlat(index)
        else { return nil }
        if street.cues.contains(.unit), !street.cues.contains(.street) {
            return add(index..<withUnit(position), .address, .shape("a number and a street"))
        }
        // "12 women walked one way": an ordinary word before a word that is seldom a street.
        if street.shape == .lower, text.tokens[nameStart].shape == .lower, text.tokens[nameStart].isKnownWord,
            !Self.plainStreets.contains(street.hash)
        {
            // "at 14 quarry steps"
            guard first.kind == .number, isWord(index - 1, Self.atWords), words == 1 else { return nil }
            return add(index..<withUnit(position + 1), .address, .shape("a number and a street"), .doubtful)
        }
        position += 1
        if isSign(position, "."), at(position)?.gap == Token.Gap.none { position += 1 }
        if let direction = at(position), direction.gap == .blank, Self.directions.contains(direction.hash),
            direction.isCapital
        {
            position += 1
        }
        return addBlock(index..<withUnit(position), .shape("a number and a street"))
    }

    private static let elNumber = set("el")
    static let plainStreets = set(
        "street st avenue ave road rd drive dr lane ln court ct boulevard blvd highway hwy")
    static let spanishStreets = set(
        "calle avenida av avda carretera camino callejon calzada rue via paseo strasse")

    func isSpanishStreet(_ token: Token) -> Bool { Self.spanishStreets.contains(token.hash) }

    /// Whether capitals say nothing where this token stands.
    func isFlat(_ index: Int) -> Bool { text.isFlatCase(at: index) }
}

/// Boxes for mail and rural routes.
extension StructuredScan {
    // "P.O. Box 0417", "RR 2 Box 41", "Apartado 12".
    mutating func postBox(_ index: Int) -> Int? {
        guard let token = at(index), token.isWord else { return nil }
        if token.hash == Self.box || Self.boxes.contains(token.hash) {
            guard var value = at(index + 1), value.gap <= .blank else { return nil }
            var end = index + 1
            if value.isSign("#") || Self.labels.contains(value.hash) {
                end += 1
                guard let next = at(end) else { return nil }
                value = next
            }
            guard value.hasDigit else { return nil }
            var start = index
            for back in stride(from: 1, through: 4, by: 1) where index - back >= 0 {
                let before = text.tokens[index - back]
                guard
                    Self.beforeBox.contains(before.hash) || before.isSign(".")
                        || before.kind == .number && before.length <= 3
                        || before.kind == .mixed && before.foldedLength <= 4
                else { break }
                if !before.isSign(".") { start = index - back }
            }
            return add(start..<withRoute(chunkEnd(end, limit: 6)), .address, .shape("a box for mail"))
        }
        return nil
    }

    /// ", Rural Route 4" after a box.
    private func withRoute(_ index: Int) -> Int {
        var position = isSign(index, ",") ? index + 1 : index
        guard isWord(position, Self.beforeBox), follows(position) else { return index }
        while isWord(position, Self.beforeBox), position < index + 5 { position += 1 }
        guard let number = at(position), number.hasDigit, number.gap <= .blank else { return index }
        return position + 1
    }

    static let box = WordHash.of("box")
    static let boxes = set("apartado casilla pobox")
    static let beforeBox = set("p o po rr rural route hc star post office")
}
