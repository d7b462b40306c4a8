/// Inmate, booking, badge, docket and other numbers: by the word before them, or by their shape.
extension StructuredScan {
    /// The end of a code: a run with no blank, and groups of digits after single blanks ("A 999 310 552").
    func codeEnd(_ index: Int) -> Int? {
        guard let first = at(index), first.kind != .sign, first.kind != .possessive else { return nil }
        var end = overLineEnd(chunkEnd(index))
        if first.isWord, digitCount(index, end) == 0 {
            // "A 999 310 552", "DV 0Q07"
            guard
                first.shape == .upper || first.shape == .initial
                    || text.isFlatCase(at: index)
                        && (Self.caseLetters.contains(first.hash) || first.flags.isEmpty && first.cues.isEmpty),
                first.foldedLength <= 4, let next = at(index + 1),
                next.gap == .blank, next.hasDigit,
                end == index + 1
            else { return nil }
            end = chunkEnd(index + 1)
        }
        if let last = at(end - 1), last.kind == .sign { end -= 1 }
        // "21 CA 29", "113290 CR-24-2012": short capitals between digits.
        for _ in 0..<3 {
            guard let letters = at(end), letters.gap == .blank, letters.isWord,
                letters.shape == .upper || letters.shape == .initial, letters.foldedLength <= 4,
                let last = at(end - 1), last.hasDigit
            else { break }
            var number = at(end + 1).map { $0.isHyphen && $0.gap == .none } == true ? end + 2 : end + 1
            // "2 CA-CR 2013-0096", "168 M.D. 2023"
            if let second = at(number), second.gap == .none, second.isWord, second.foldedLength <= 3 { number += 1 }
            while isSign(number, "."), number < end + 5 {
                number += at(number + 1)?.shape == .initial && at(number + 1)?.gap == Token.Gap.none ? 2 : 1
            }
            guard let digits = at(number), digits.hasDigit, digits.gap <= .blank,
                letters.foldedLength > 1 || text.folded[Int(letters.foldedStart)] != 0x69
            else { break }
            end = max(number + 1, chunkEnd(number))
        }
        while let next = at(end), next.gap == .blank, next.kind == .number, next.length >= 2, let last = at(end - 1),
            last.hasDigit, last.foldedLength >= 2,
            !isYear(next) || last.foldedLength == 3
        {
            end = chunkEnd(end)
        }
        return end
    }

    /// A code that a line's end cuts after its hyphen: "CR-2015-" and "000832" on the next line.
    private func overLineEnd(_ end: Int) -> Int {
        guard let hyphen = at(end), hyphen.isHyphen, hyphen.gap == .none, let rest = at(end + 1), rest.gap == .line,
            rest.hasDigit,
            rest.foldedLength > 1
        else { return end }
        return chunkEnd(end + 1)
    }

    /// "K C" in "2025-279 K C"; "Agcr" in "000-11-14 Agcr".
    func withSuffix(_ index: Int) -> Int {
        var end = index
        while end < index + 2, let token = at(end), token.gap == .blank, token.isWord, token.foldedLength <= 4,
            token.isCapital,
            token.shape != .capitalized
                || !token.isKnownWord && token.flags.isEmpty
        {
            if token.shape == .initial, token.foldedLength == 1, text.folded[Int(token.foldedStart)] == 0x69 { break }
            end += 1
        }
        return end
    }

    /// A run of digits, letters and joins that no ordinary number has.
    mutating func code(_ index: Int) -> Int? {
        let token = text.tokens[index]
        if token.gap == .none, let before = at(index - 1),
            before.kind != .sign || before.isHyphen || before.isSign("/") || before.isSign(".") || before.isSign(",")
        {
            return nil
        }
        guard let end = codeEnd(index) else { return nil }
        if end - index == 1 {
            if token.kind == .number { return token.length >= 5 ? longNumber(index) : fourDigits(index) }
            return mixedCode(index)
        }
        if isOrdinary(index, end) { return nil }
        return add(
            index..<end, type(index, end, isCase: false, isPlate: false),
            .shape("digits and signs joined as in a reference number"))
    }

    private mutating func longNumber(_ index: Int) -> Int? {
        for back in 1..<6 where isWord(index - back, Self.bail) {
            return add(index..<(index + 1), .money, cueReason(index - back))
        }
        if at(index)?.length == 5, isSign(index - 1, ",") && at(index - 2)?.isCapital == true || isZIPCue(index) {
            return add(index..<(index + 1), .address, .shape("five digits after a place, as a ZIP code"))
        }
        return add(index..<(index + 1), .idNumber, .shape("five digits or more"))
    }

    private static let zipCues = set("zip postal zipcode postcode")

    func isZIPCue(_ index: Int) -> Bool { (1...3).contains { isWord(index - $0, Self.zipCues) } }

    private static let bail = set("bail bond fianza fine bailed restitution")

    /// Four digits that are no year stand alone only in a number that means something.
    private mutating func fourDigits(_ index: Int) -> Int? {
        let token = text.tokens[index]
        guard token.length == 4 || token.length == 3 && text.scalars[Int(token.start)] == 0x30 else { return nil }
        return add(
            index..<(index + 1), .idNumber, .shape("digits that are no year"),
            text.scalars[Int(token.start)] == 0x30 ? .sure : .doubtful)
    }

    /// Letters and digits in one word: Z0099001, H-1B aside.
    mutating func mixedCode(_ index: Int) -> Int? {
        let token = text.tokens[index]
        if token.gap == .none, let before = at(index - 1),
            before.kind != .sign || before.isHyphen || before.isSign("/") || before.isSign(".")
        {
            return nil
        }
        let end = chunkEnd(index)
        let digits = digitCount(index, end)
        guard digits >= 3 || (digits >= 2 && end - index >= 3), hasLetters(index, end), !isOrdinary(index, end) else {
            return nil
        }
        if end - index > 1, text.tokens[index].isWord, text.tokens[index].foldedLength > 6 { return nil }
        return add(
            index..<end, type(index, end, isCase: false, isPlate: false),
            .shape("letters and digits joined as in a reference number"))
    }
}
