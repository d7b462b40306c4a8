/// Roads by number, bus lines, numbered streets.
extension StructuredScan {
    static let rightAfter = set("of mi my su the and in for who that is was el la")

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
            let start = isWord(index - 1, Self.miles) ? index - 1 : index
            return add(start..<(value + 1), .location, cueReason(index))
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
        // "e 9th", "calle ocho"
        if isWord(index, Self.numberedStreets), has(index + 1, [.digit, .number, .ordinal]),
            at(index + 1)?.gap == .blank
        {
            return add(index..<(index + 2), .location, cueReason(index))
        }
        if token.isWord, token.foldedLength <= 5, Self.directions.contains(token.hash), let street = at(index + 1),
            street.kind == .mixed,
            street.gap == .blank, isOrdinal(street)
        {
            return add(index..<(index + 2), .location, .shape("a numbered street"))
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

    private static let miles = set("mile milla")
    static let atWords = set("at in en to on @")
    static let numberedStreets = set("calle avenida")
    static let lines = set("bus train line")
    static let streetJoins = set("and on off at y &")
}
