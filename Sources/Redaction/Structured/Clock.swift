/// Times of day, in figures and in words.
extension StructuredScan {
    private static let halves = set("am pm hrs")
    private static let partsOfDay = set("morning afternoon evening night manana tarde noche madrugada")
    private static let toThePart = set("in at the de la en por")
    private static let oClock = set("o'clock oclock")
    private static let fractions = set("half quarter")
    private static let pastWords = set("past to after till before")
    private static let spanishFractions = set("media cuarto pico")
    private static let theHour = set("las la")

    /// "3:40 am", "3pm", "a quarter to four in the morning", "las tres y pico de la mañana".
    ///
    /// Doubtful: most times of day point at nobody, but a record of the night holds them.
    mutating func clock(_ index: Int) -> Int? {
        guard let end = clockFigures(index) ?? clockWords(index) else { return nil }
        return add(index..<end, .time, .shape("a time of day"), .doubtful)
    }

    private func clockFigures(_ index: Int) -> Int? {
        guard let hour = at(index), isFreeLeft(index) else { return nil }
        if hour.kind == .mixed {
            // "3pm"
            let letters = text.folded[Int(hour.foldedStart)..<Int(hour.foldedEnd)]
            let isHalf = letters.last == 0x6D && [0x61, 0x70].contains(letters.dropLast().last ?? 0)
            return isHalf && letters.dropLast(2).allSatisfy({ (0x30...0x39).contains($0) }) && letters.count <= 4
                ? index + 1 : nil
        }
        guard hour.kind == .number, hour.length <= 2, hour.value <= 24 else { return nil }
        let end = index + 1
        if isSign(end, ":"), let minutes = at(end + 1), minutes.kind == .number, minutes.length == 2,
            minutes.gap == .none
        {
            return halfEnd(end + 2) ?? partOfDayEnd(end + 2) ?? end + 2
        }
        return halfEnd(end) ?? partOfDayEnd(end)
    }

    // "pm", "p.m."
    private func halfEnd(_ index: Int) -> Int? {
        guard let half = at(index), half.gap <= .blank else { return nil }
        if Self.halves.contains(half.hash) { return index + 1 }
        guard isWord(index, Self.halfLetters), isSign(index + 1, "."), at(index + 2)?.hash == Self.letterM else {
            return nil
        }
        return isSign(index + 3, ".") && at(index + 3)?.gap == Token.Gap.none ? index + 4 : index + 3
    }

    private static let halfLetters = set("a p")
    private static let letterM = WordHash.of("m")

    private func clockWords(_ index: Int) -> Int? {
        if isWord(index, Self.fractions), isWord(index + 1, Self.pastWords), has(index + 2, [.digit, .number]) {
            return partOfDayEnd(index + 3) ?? index + 3
        }
        guard has(index, [.digit, .number]) else { return nil }
        var end = numberEnd(index)
        if isWord(end, Self.oClock) { return end + 1 }
        if isWord(index - 1, Self.theHour), isWord(end, Self.and), isWord(end + 1, Self.spanishFractions) { end += 2 }
        return partOfDayEnd(end)
    }

    /// "in the morning", "at night", "de la madrugada".
    private func partOfDayEnd(_ index: Int) -> Int? {
        var position = index
        while position < index + 2, isWord(position, Self.toThePart), follows(position) { position += 1 }
        return position > index && isWord(position, Self.partsOfDay) ? position + 1 : nil
    }
}
