/// What the shape of a run of digits and letters says: a case, a person's number, a bank account, or a time, a score, "22-year-old".
extension StructuredScan {
    func digitCount(_ start: Int, _ end: Int) -> Int {
        var digits = 0
        for token in text.tokens[start..<end] where token.hasDigit {
            digits += text.folded[Int(token.foldedStart)..<Int(token.foldedEnd)].reduce(0) {
                $0 + ((0x30...0x39).contains($1) ? 1 : 0)
            }
        }
        return digits
    }

    func type(_ start: Int, _ end: Int, isCase: Bool, isPlate: Bool) -> IdentifierType {
        if isCase { return .caseNumber }
        if isPlate, end - start > 1 || text.tokens[start].kind == .mixed { return .vehicle }
        if looksLikeCase(start, end) { return .caseNumber }
        let lengths = text.tokens[start..<end].filter { $0.kind == .number }.map(\.length)
        return lengths == [3, 2, 4] ? .socialSecurity : .idNumber
    }

    static let caseLetters = set(
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

    func hasLetters(_ start: Int, _ end: Int) -> Bool {
        text.tokens[start..<end].contains { $0.isWord || $0.kind == .mixed }
    }

    /// Times, ordinals, scores, spans of numbers, thousands and decimals, "22-year-old".
    func isOrdinary(_ start: Int, _ end: Int) -> Bool {
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

    func hash(_ letters: ArraySlice<UInt32>) -> UInt64 {
        var hash = WordHash()
        for letter in letters { hash.add(letter) }
        return hash.value
    }

    private static let units = set(
        "s am pm a p k mm cm km kg lb lbs ft mph yo yr yrs hr hrs min mins mg ml oz th st nd rd x m b g d h hz er os as da vo to ta"
    )

    /// Two letters, two digits and groups: an international bank account.
    mutating func iban(_ index: Int) -> Int? {
        guard let first = at(index), first.isCapital || first.kind == .mixed,
            first.foldedLength >= 4 || first.foldedLength == 2,
            first.shape == .upper || first.kind == .mixed
        else { return nil }
        let letters = text.folded[Int(first.foldedStart)..<Int(first.foldedEnd)]
        guard letters.count >= 4, letters.prefix(2).allSatisfy({ (0x61...0x7A).contains($0) }),
            letters.dropFirst(2).prefix(2).allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        var (total, end) = (letters.count, index + 1)
        while total < 34, let next = at(end), next.gap == .blank, next.hasDigit || next.shape == .upper,
            next.foldedLength <= 4
        {
            total += next.foldedLength
            end += 1
        }
        return total >= 15 && total <= 36 ? add(index..<end, .account, .shape("a bank account number")) : nil
    }
}
