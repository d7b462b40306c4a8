/// Ages after a label of a form, school years, and ages after a name in Spanish.
extension StructuredScan {
    private static let grades = set("grade grader graders grado")
    private static let formAges = set("age ages edad edades dob")

    /// "11th grade", "sixth grader", "sexto grado", "9th and 10th grade".
    mutating func schoolYear(_ index: Int) -> Int? {
        guard let token = at(index), token.cues.contains(.ordinal) || token.kind == .mixed && isOrdinal(token),
            isWord(index + 1, Self.grades), follows(index + 1)
        else { return nil }
        return add(index..<(index + 2), .age, cueReason(index + 1))
    }

    /// "Age at the time / now: 23 / 39": the numbers after a label that a line begins with.
    mutating func labelledAge(_ index: Int) -> Int? {
        guard isWord(index, Self.formAges) else { return nil }
        var position = index + 1
        while position < index + 9, let token = at(position), token.gap < .line, !token.isSign(":"),
            token.isWord || token.kind == .sign
        { position += 1 }
        guard isSign(position, ":"), let first = at(position + 1), first.gap <= .blank, isAge(first) else { return nil }
        var last = position + 1
        add(last..<(last + 1), .age, cueReason(index))
        while let sign = at(last + 1), sign.isSign("/") || sign.isSign(","), let next = at(last + 2),
            next.gap <= .blank,
            isAge(next), last < index + 20
        {
            last += 2
            add(last..<(last + 1), .age, cueReason(index))
        }
        return last + 1
    }

    private static let asked = set("old age edad anos")

    /// "How old are you?" and, on the next line, a number.
    func isAsked(_ index: Int) -> Bool {
        guard text.tokens[index].gap >= .line, isSign(index - 1, "?") || isSign(index - 1, ":") else { return false }
        return (2...6).contains { isWord(index - $0, Self.asked) }
    }

    private func isAge(_ token: Token) -> Bool { token.kind == .number && token.length <= 2 }

    private static let goingOn = [WordHash.of("going"), WordHash.of("on")]

    /// One past "going on thirteen" after an age.
    func afterGoingOn(_ end: Int) -> Int {
        guard at(end)?.hash == Self.goingOn[0], at(end + 1)?.hash == Self.goingOn[1],
            at(end + 2)?.kind == .number || has(end + 2, [.digit, .number])
        else { return end }
        return numberEnd(end + 2)
    }

    /// "Emiliano de ocho y Camila": a name, "de", and a number that ends its clause.
    func isSpanishAge(_ index: Int, _ end: Int) -> Bool {
        guard isWord(index - 1, Self.de), let name = at(index - 2), name.isWord, name.foldedLength > 2,
            name.flags.contains(.given) || name.isCapital && !isFlat(index) && !name.isKnownWord,
            name.cues.isDisjoint(with: [.month, .weekday, .unit, .street]), text.tokens[index].length <= 12
        else { return false }
        return isPlainEnd(end)
    }

    private static let de = set("de")
}
