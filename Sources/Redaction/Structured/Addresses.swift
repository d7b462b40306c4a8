/// House numbers with their street, units, cells and beds, boxes, roads by number.
extension StructuredScan {
    private static let directions = set("n s e w ne nw se sw north south east west norte sur este oeste")
    private static let rightAfter = set("of mi my su the and in for who that is was el la")

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
            direction.isCapital || direction.foldedLength <= 2
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
                token.isWord && (token.isCapital || !token.isFunction && first.hasDigit && isFlat(index))
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
            return nil
        }
        position += 1
        if isSign(position, "."), at(position)?.gap == Token.Gap.none { position += 1 }
        if let direction = at(position), direction.gap == .blank, Self.directions.contains(direction.hash),
            direction.isCapital
        {
            position += 1
        }
        let end = withUnit(position)
        return add(index..<end, .address, .shape("a number and a street"))
    }

    private static let plainStreets = set(
        "street st avenue ave road rd drive dr lane ln court ct boulevard blvd highway hwy")
    private static let spanishStreets = set(
        "calle avenida av avda carretera camino callejon calzada rue via paseo strasse")

    private func isSpanishStreet(_ token: Token) -> Bool { Self.spanishStreets.contains(token.hash) }

    /// Whether capitals say nothing where this token stands.
    private func isFlat(_ index: Int) -> Bool { text.isFlatCase(at: index) }

    /// ", Unit 2-C", "#4", ", 3.º piso" after an address.
    private func withUnit(_ index: Int) -> Int {
        var position = index
        for _ in 0..<3 {
            var next = position
            if isSign(next, ",") { next += 1 }
            guard let token = at(next), token.gap != .paragraph else { break }
            if token.isSign("#"), let number = at(next + 1), number.gap == .none, number.kind != .sign {
                position = chunkEnd(next + 1)
            } else if token.cues.contains(.unit), let end = unitValue(after: next) {
                position = end
            } else if token.hasDigit, token.foldedLength <= 3, let floor = floorEnd(next) {
                position = floor
            } else {
                break
            }
        }
        return position
    }

    /// "3.º piso", "2nd floor".
    private func floorEnd(_ index: Int) -> Int? {
        var position = index + 1
        while position < index + 3, let token = at(position), token.gap == .none { position += 1 }
        guard let floor = at(position), floor.gap == .blank, floor.cues.contains(.unit) else { return nil }
        return position + 1
    }

    /// The end of what a unit word counts: "cell 6A-11", "bunk 2 lower", "Pod Echo", "apartment four".
    private func unitValue(after index: Int) -> Int? {
        var position = index + 1
        while position < index + 4, let token = at(position),
            token.isSign("#") || token.isSign(".") && token.gap == .none || token.isSign(":")
                || Self.labels.contains(token.hash)
        {
            position += 1
        }
        guard let value = at(position), value.gap <= .line else { return nil }
        let isLetter =
            value.isWord && value.foldedLength == 1
            && (value.shape == .initial && !isLoneI(value)
                || value.shape == .lower && text.folded[Int(value.foldedStart)] != 0x61
                    && text.folded[Int(value.foldedStart)] != 0x79 && text.folded[Int(value.foldedStart)] != 0x69)
        let isSpelled =
            value.cues.contains(.nato) && (value.isCapital || value.foldedLength > 4)
            || !value.cues.isDisjoint(with: [.digit, .number])
        guard value.hasDigit && value.foldedLength <= 6 && !isYear(value) || isLetter || isSpelled else { return nil }
        if value.kind == .mixed, isOrdinal(value) { return nil }
        position = max(position + 1, chunkEnd(position, limit: 6))
        if at(position - 1)?.kind == .possessive { position -= 1 }
        // "anexo 4", "bunk 2 lower"
        while let spelled = at(position), spelled.gap == .blank, isSpelled,
            !spelled.cues.isDisjoint(with: [.digit, .number])
        { position += 1 }
        return position
    }

    private func isLoneI(_ token: Token) -> Bool {
        text.folded[Int(token.foldedStart)] == 0x69 && token.shape == .initial
    }

    private static let labels = set("number no num numero nr letter letra")

    private static let holding = WordHash.of("holding")

    /// Words that say where someone sleeps, as no other number does.
    private static let cells = set(
        "cell bunk bed pod block cellblock dorm dormitory tier wing yard celda cama litera dormitorio pabellon modulo galera crujia room rm building bldg edificio unit unidad cuarto anexo division courtroom dept department locker station"
    )
    private static let homes = set("apt apartment suite ste apto apartamento lot trailer piso hab floor house")

    /// "Pod Echo, bunk 2 lower", "dormitorio D-4, cama 31", "G-3 room 7".
    mutating func unit(_ index: Int) -> Int? {
        if has(index, .nato), at(index)?.isCapital == true, let code = at(index + 1), code.gap == .blank,
            code.kind == .number, isSign(index + 2, "-")
        {
            return add(
                index..<chunkEnd(index + 1, limit: 6), .facility, .shape("a letter word and a number, as a wing has"))
        }
        guard has(index, .unit) else { return nil }
        let first = text.tokens[index]
        let isCell = Self.cells.contains(first.hash)
        guard isCell || Self.homes.contains(first.hash), var end = unitValue(after: index) else { return nil }
        var start = index
        // What stands before: "C Building cell 118", "H-pod 22", "G-3 room 7".
        if let before = at(index - 1), before.gap != .paragraph || index == 1, isCell {
            if before.hash == Self.holding {
                start = index - 1
            } else if before.isHyphen, let letter = at(index - 2), letter.foldedLength <= 2 {
                start = index - 2
            } else if before.cues.contains(.unit), let name = at(index - 2), name.foldedLength <= 2,
                name.isCapital || name.hasDigit
            {
                start = index - 2
            } else if before.hasDigit, first.gap == .blank, before.foldedLength <= 4 {
                start = max(0, index - 1)
                if at(start)?.gap == Token.Gap.none, at(start - 1)?.isHyphen == true { start -= 2 }
            } else if before.isSign(","), let number = at(index - 2), number.kind == .number, number.length <= 3,
                at(index - 3)?.isCapital == true
            {
                // "Cypress 3, bed 22"
                start = index - 3
            }
        }
        for _ in 0..<4 {
            var next = end
            if isSign(next, ",") || isSign(next, "-") { next += 1 }
            if has(next, .position), follows(next) {
                end = next + 1
            } else if has(next, .unit), follows(next), let more = unitValue(after: next) {
                end = more
            } else if let token = at(next), next > end, token.hasDigit, token.foldedLength <= 5, isCell,
                let after = at(next + 1), after.isHyphen || after.gap != .none
            {
                end = chunkEnd(next, limit: 5)
            } else {
                break
            }
        }
        if !isCell { start = blockStart(index) }
        let type: IdentifierType = isCell ? .facility : .address
        return add(start..<end, type, cueReason(index))
    }

    private static let streetWords = set("de la le du des del el of the rue ul van der los las and d y")

    // What stands before a unit on its line, back to a number: "376 Rákóczi út 13. Suite 104".
    private func blockStart(_ index: Int) -> Int {
        var (start, position) = (index, index - 1)
        while position >= 0, position > index - 12 {
            let token = text.tokens[position]
            if token.hasDigit, token.foldedLength <= 6 {
                start = position
            } else if token.isWord
                ? token.isFunction && !Self.streetWords.contains(token.hash) && !token.isCapital
                : !(token.isSign(",") || token.isSign(".") || token.isHyphen)
            {
                break
            }
            if token.gap >= .line, start == position || position < index - 1 { break }
            position -= 1
        }
        return start
    }

    /// "Route 9912", "bus 56", "mile marker 41", "I-40", "Exit 85".
    mutating func route(_ index: Int) -> Int? {
        guard let token = at(index) else { return nil }
        if token.cues.contains(.streetNumber), !token.cues.contains(.functionEnglish) {
            var value = index + 1
            if isSign(value, ".") || isSign(value, "#") || isSign(value, "-") { value += 1 }
            guard let number = at(value), number.hasDigit, number.gap <= .blank, number.foldedLength <= 5,
                !(number.kind == .mixed && isOrdinal(number))
            else { return nil }
            if token.foldedLength <= 2, token.shape != .upper, !text.isFlatCase(at: index) { return nil }
            return add(index..<(value + 1), .location, cueReason(index))
        }
        if token.kind == .number, token.length <= 3, let next = at(index + 1), next.gap == .blank,
            Self.lines.contains(next.hash)
        {
            return add(index..<(index + 2), .location, cueReason(index + 1), .doubtful)
        }
        // "305 Catalpa": after "at", a number and a capitalised word.
        if token.kind == .number, (2...5).contains(token.length), token.gap == .blank, isWord(index - 1, Self.atWords),
            let name = at(index + 1),
            name.gap == .blank, name.shape == .capitalized, name.cues.isDisjoint(with: [.month, .weekday]),
            !text.isFlatCase(at: index)
        {
            return add(index..<(index + 2), .address, .shape("a number and a name after 'at'"))
        }
        if token.kind == .number, token.length <= 3, let next = at(index + 1), next.gap == .blank,
            Self.numberedStreets.contains(next.hash)
        {
            return add(index..<(index + 2), .location, cueReason(index + 1))
        }
        if token.kind == .mixed, isOrdinal(token), let next = at(index + 1), next.gap == .blank,
            next.cues.contains(.street), !next.isFunction,
            next.isCapital || Self.plainStreets.contains(next.hash) || Self.spanishStreets.contains(next.hash)
        {
            return add(index..<(index + 2), .location, cueReason(index + 1))
        }
        // "broadway and 41st", "on 34th": a numbered street; never "on the 14th".
        if token.kind == .mixed, isOrdinal(token), Self.streetJoins.contains(at(index - 1)?.hash ?? 0),
            at(index + 1).map({
                $0.kind == .sign || $0.gap >= .line || $0.isFunction && !Self.rightAfter.contains($0.hash)
            }) ?? true
        {
            return add(index..<(index + 1), .location, .shape("a numbered street"), .doubtful)
        }
        return nil
    }

    private static let atWords = set("at in en to on @")
    private static let numberedStreets = set("calle avenida")
    private static let lines = set("bus train line")
    private static let streetJoins = set("and on off at y &")

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
        return add((index + 1)..<position, .location, cueReason(index))
    }

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
            return add(start..<chunkEnd(end, limit: 6), .address, .shape("a box for mail"))
        }
        return nil
    }

    private static let box = WordHash.of("box")
    private static let boxes = set("apartado casilla pobox")
    private static let beforeBox = set("p o po rr rural route hc star post office")
}
