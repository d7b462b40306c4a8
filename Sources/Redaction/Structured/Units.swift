/// Units, cells and beds, floors: what stands after an address, or says alone where someone sleeps.
extension StructuredScan {
    /// ", Unit 2-C", "#4", ", 3.º piso" after an address.
    func withUnit(_ index: Int) -> Int {
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
            } else if token.cues.contains(.ordinal), follows(next), has(next + 1, .unit), follows(next + 1) {
                // "tercer piso", "second floor"
                position = next + 2
            } else if next > position, Self.sides.contains(token.hash),
                at(next + 1).map({ $0.kind == .sign || $0.gap >= .line }) ?? true
            {
                position = next + 1
            } else {
                break
            }
        }
        return position
    }

    static let sides = set("rear upper lower upstairs downstairs basement front altos bajos sotano")

    /// "3.º piso", "2nd floor".
    func floorEnd(_ index: Int) -> Int? {
        var position = index + 1
        while position < index + 3, let token = at(position), token.gap == .none { position += 1 }
        guard let floor = at(position), floor.gap == .blank, floor.cues.contains(.unit) else { return nil }
        return position + 1
    }

    /// The end of what a unit word counts: "cell 6A-11", "bunk 2 lower", "Pod Echo", "apartment four".
    func unitValue(after index: Int) -> Int? {
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
            || !value.cues.isDisjoint(with: .anyNumber)
        guard value.hasDigit && value.foldedLength <= 6 && !isYear(value) || isLetter || isSpelled else { return nil }
        if value.kind == .mixed, isOrdinal(value) { return nil }
        position = max(position + 1, chunkEnd(position, limit: 6))
        if at(position - 1)?.kind == .possessive { position -= 1 }
        // "anexo 4", "bunk 2 lower"
        while let spelled = at(position), spelled.gap == .blank, isSpelled,
            !spelled.cues.isDisjoint(with: .anyNumber)
        { position += 1 }
        return position
    }

    func isLoneI(_ token: Token) -> Bool {
        text.folded[Int(token.foldedStart)] == 0x69 && token.shape == .initial
    }

    static let labels = set("number no num numero nr letter letra")

    static let holding = WordHash.of("holding")

    /// Words that say where someone sleeps, as no other number does.
    static let cells = set(
        "cell bunk bed tank tanque patio estancia range pod block cellblock dorm dormitory tier wing yard celda cama litera dormitorio pabellon modulo galera crujia pasillo room rm building bldg edificio unit unidad cuarto anexo division courtroom dept department locker station"
    )
    static let homes = set("apt apartment suite ste apto apartamento lot trailer piso hab floor house")

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
        guard isCell || Self.homes.contains(first.hash), var end = unitValue(after: index) ?? letteredEnd(index) else {
            return nil
        }
        var start = index
        // What stands before: "C Building cell 118", "H-pod 22", "G-3 room 7".
        if let before = at(index - 1), before.gap != .paragraph || index == 1, isCell {
            if before.hash == Self.holding {
                start = index - 1
            } else if before.isHyphen, let letter = at(index - 2), letter.foldedLength <= 2 {
                start = index - 2
            } else if before.cues.contains(.unit), let name = at(index - 2), name.shape == .capitalized,
                name.gap != .paragraph,
                !name.isFunction, first.gap == .blank
            {
                // "Edisto dorm rm 1107"
                start = index - 2
            } else if before.cues.contains(.unit), let name = at(index - 2), name.foldedLength <= 2,
                name.isCapital || name.hasDigit
                    || text.isFlatCase(at: index) && name.foldedLength == 1 && !name.isFunction
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
            } else if has(next, .nato), at(next)?.gap == .blank, isCell,
                has(next + 1, .unit) || at(next)?.isCapital == true
            {
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

    /// "K-block, cell 4": a letter before the word is all that it needs, if another unit follows.
    private func letteredEnd(_ index: Int) -> Int? {
        guard isSign(index - 1, "-"), at(index - 2)?.foldedLength == 1, let next = at(index + 1),
            has(next.kind == .sign ? index + 2 : index + 1, .unit)
        else { return nil }
        return index + 1
    }

    static let streetWords = set("de la le du des del el of the rue ul van der los las and d y")

    // What stands before a unit on its line, back to a number: "376 Rákóczi út 13. Suite 104".
    func blockStart(_ index: Int) -> Int {
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
}
