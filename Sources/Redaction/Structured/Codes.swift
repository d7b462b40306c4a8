/// Inmate, booking, badge, docket and other numbers: by the word before them, or by their shape.
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
    private static let number = WordHash.of("number")
    private static let no = WordHash.of("no")
    private static let numbers = set("number numbers no nos nr num numero numeros")
    private static let dotted = set("no nos nr num lic reg acct ext ste rm apt doc tel cal inv id")
    private static let listWords = set("and y or")

    private mutating func phoneUnlessNumber(_ index: Int, _ cue: Token) -> Int? {
        guard cue.cues.contains(.phoneCue) || at(index)?.kind == .number, let end = phone(index) else { return nil }
        return end
    }

    func digitCount(_ start: Int, _ end: Int) -> Int {
        var digits = 0
        for token in text.tokens[start..<end] where token.hasDigit {
            digits += text.folded[Int(token.foldedStart)..<Int(token.foldedEnd)].reduce(0) {
                $0 + ((0x30...0x39).contains($1) ? 1 : 0)
            }
        }
        return digits
    }

    /// The end of a code: a run with no blank, and groups of digits after single blanks ("A 999 310 552").
    private func codeEnd(_ index: Int) -> Int? {
        guard let first = at(index), first.kind != .sign, first.kind != .possessive else { return nil }
        var end = overLineEnd(chunkEnd(index))
        if first.isWord, digitCount(index, end) == 0 {
            // "A 999 310 552", "DV 0Q07"
            guard
                first.shape == .upper || first.shape == .initial
                    || text.isFlatCase(at: index) && (Self.caseLetters.contains(first.hash) || first.flags.isEmpty && first.cues.isEmpty),
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
    private func withSuffix(_ index: Int) -> Int {
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

    private func type(_ start: Int, _ end: Int, isCase: Bool, isPlate: Bool) -> IdentifierType {
        if isCase { return .caseNumber }
        if isPlate, end - start > 1 || text.tokens[start].kind == .mixed { return .vehicle }
        if looksLikeCase(start, end) { return .caseNumber }
        let lengths = text.tokens[start..<end].filter { $0.kind == .number }.map(\.length)
        return lengths == [3, 2, 4] ? .socialSecurity : .idNumber
    }

    private static let caseLetters = set(
        "cr cv crx fm jd bk mc md cc cf cj dr fa fc ap app civ crim jv pr sc dcr fecr ka ca agcr cvs crs cp mj po wa ct cm"
    )

    private func looksLikeCase(_ start: Int, _ end: Int) -> Bool {
        var isDigitBefore = false
        for token in text.tokens[start..<end] {
            if token.isWord, isDigitBefore, Self.caseLetters.contains(token.hash) { return true }
            if token.hasDigit { isDigitBefore = true }
        }
        if text.tokens[start].isWord, text.tokens[start].foldedLength <= 4,
            Self.caseLetters.contains(text.tokens[start].hash)
        {
            return true
        }
        // 36022/97: an application to a court.
        return end - start == 3 && isSign(start + 1, "/") && text.tokens[start].kind == .number
            && text.tokens[start].length >= 3
            && text.tokens[start + 2].length == 2
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

    private func hasLetters(_ start: Int, _ end: Int) -> Bool {
        text.tokens[start..<end].contains { $0.isWord || $0.kind == .mixed }
    }

    /// Times, ordinals, scores, spans of numbers, thousands and decimals, "22-year-old".
    private func isOrdinary(_ start: Int, _ end: Int) -> Bool {
        let first = text.tokens[start]
        if end - start == 1 {
            if isOrdinal(first) { return true }
            let letters = text.folded[Int(first.foldedStart)..<Int(first.foldedEnd)].drop { (0x30...0x39).contains($0) }
            let isUnit =
                letters.count <= 4 && Self.units.contains(hash(letters)) && first.foldedLength - letters.count <= 4
            return isUnit
        }
        let rest = text.tokens[(start + 1)..<end]
        let signs = rest.filter { $0.kind == .sign }
        let lengths = text.tokens[start..<end].filter(\.hasDigit).map(\.foldedLength)
        let words = text.tokens[start..<end].filter { $0.isWord || $0.kind == .possessive }
        if signs.allSatisfy({ $0.isSign(":") }), words.isEmpty,
            lengths.allSatisfy({ $0 <= 2 || $0 == 4 && lengths.count == 2 }), first.kind == .number
        {
            return true
        }
        if signs.allSatisfy({ $0.isSign(",") }), words.isEmpty, lengths.dropFirst().allSatisfy({ $0 == 3 }) {
            return true
        }
        if signs.count == 1, signs[signs.startIndex].isSign("."), words.isEmpty, lengths.reduce(0, +) <= 5 {
            return true
        }
        if signs.count == 1, words.isEmpty, lengths.allSatisfy({ $0 <= 2 }) { return true }
        // "22-year-old", "six-by-nine": words that anyone knows.
        if !words.isEmpty, words.allSatisfy({ $0.isKnownWord && $0.foldedLength > 2 }), lengths.allSatisfy({ $0 <= 2 })
        {
            return true
        }
        return lengths.reduce(0, +) <= 1
    }

    private func hash(_ letters: ArraySlice<UInt32>) -> UInt64 {
        var hash = WordHash()
        for letter in letters { hash.add(letter) }
        return hash.value
    }

    private static let units = set(
        "s am pm a p k mm cm km kg lb lbs ft mph yo yr yrs hr hrs min mins mg ml oz th st nd rd x m b g d h hz er os as da vo to ta"
    )
}
