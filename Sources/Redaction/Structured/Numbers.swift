/// Phones, cards, account and other numbers: by the shape of their groups, with no check of whether one is in use.
extension StructuredScan {
    /// Groups of digits with what parts them.
    private struct Groups {
        var lengths: [Int] = []
        var end = 0
        var separators: Set<UInt32> = []
        var total: Int { lengths.reduce(0, +) }
    }

    private func groups(_ start: Int) -> Groups {
        var groups = Groups()
        var position = start
        while groups.lengths.count < 10, let token = at(position),
            token.kind == .number || position > start && extended(token) != nil, token.length <= 19
        {
            groups.lengths.append(extended(token) ?? token.length)
            groups.end = position + 1
            if token.kind != .number { break }
            var next = position + 1
            var signs = 0
            while signs < 3, let sign = at(next), sign.kind == .sign, sign.gap <= .line, isSeparator(sign) {
                groups.separators.insert(sign.value)
                signs += 1
                next += 1
            }
            guard let follower = at(next), follower.gap <= .line, follower.kind == .number || extended(follower) != nil
            else { break }
            if signs == 0 { groups.separators.insert(0x20) }
            if signs == 1, at(next - 1)?.isSign(",") == true { break }
            position = next
        }
        return groups
    }

    /// The digits before the "x" of "4508x769".
    private func extended(_ token: Token) -> Int? {
        guard token.kind == .mixed else { return nil }
        let letters = text.folded[Int(token.foldedStart)..<Int(token.foldedEnd)]
        guard let cross = letters.firstIndex(of: 0x78), cross > letters.startIndex,
            letters[letters.index(after: cross)...].allSatisfy({ (0x30...0x39).contains($0) }),
            letters[..<cross].allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        return cross - letters.startIndex
    }

    private func isSeparator(_ token: Token) -> Bool {
        token.isHyphen || token.isSign(".") || token.isSign("/") || token.isSign("(") || token.isSign(")")
            || token.isSign("\u{B7}")
            || token.isSign("\u{2022}")
    }

    /// A phone, card, social security or bank number.
    mutating func phone(_ index: Int) -> Int? {
        var start = index
        var hasPlus = false
        while let token = at(start), token.kind == .sign, start < index + 2 {
            hasPlus = hasPlus || token.isSign("+")
            start += 1
        }
        guard let first = at(start), first.kind == .number, start == index || first.gap <= .blank else { return nil }
        if start == index, first.gap == .none, let before = at(index - 1),
            before.kind != .sign || before.isHyphen || before.isSign("/")
        {
            return nil
        }
        let found = groups(start)
        if let next = at(found.end), next.gap == .none {
            if next.kind == .mixed || next.isWord { return nil }
            if next.isHyphen, let after = at(found.end + 1), after.gap == .none,
                after.hasDigit || after.isWord && after.foldedLength < 3
            {
                return nil
            }
        }
        guard let (type, shape) = Self.kind(of: found.lengths, found.separators, hasPlus: hasPlus) else { return nil }
        var end = found.end
        if type == .phone { end = afterExtension(end) }
        return add(index..<end, type, .shape(shape))
    }

    private static func kind(
        of lengths: [Int], _ separators: Set<UInt32>, hasPlus: Bool
    ) -> (IdentifierType, String)? {
        let total = lengths.reduce(0, +)
        if hasPlus, (7...16).contains(total) { return (.phone, "a number with a country code") }
        if lengths == [3, 2, 4] { return (.socialSecurity, "digits in the groups of a social security number") }
        if (13...19).contains(total),
            lengths.count == 1 || lengths.allSatisfy({ (2...7).contains($0) }) && lengths.first ?? 0 >= 4
        {
            return (.card, "digits in the groups of a card")
        }
        if lengths.count == 1 { return total == 10 ? (.phone, "ten digits, as a phone has") : nil }
        let tail = lengths.suffix(2)
        let isLocal =
            Array(tail) == [3, 4] || Array(tail) == [3, 7] || Array(tail) == [4, 4] || Array(lengths) == [3, 2]
        if isLocal, total <= 15, lengths.count <= 5, lengths.dropLast(2).allSatisfy({ $0 <= 4 }) {
            return Array(lengths) == [3, 2] && !separators.contains(0x2D)
                ? nil : (.phone, "digits in the groups of a phone")
        }
        if Array(tail) == [6, 4] || lengths == [3, 7] || lengths == [6, 4] {
            return (.phone, "digits in the groups of a phone")
        }
        let isSlashed = separators.contains(0x2F)
        if (8...15).contains(total), lengths.count >= 3, lengths.allSatisfy({ (1...5).contains($0) }), !isSlashed,
            lengths.filter({ $0 >= 2 }).count >= 3
        {
            return (.phone, "digits in groups, as a phone has")
        }
        return nil
    }

    private func afterExtension(_ index: Int) -> Int {
        var position = index
        if isSign(position, ",") { position += 1 }
        guard let word = at(position), word.gap <= .blank else { return index }
        if word.kind == .mixed, text.folded[Int(word.foldedStart)] == 0x78, word.foldedLength <= 7 {
            return position + 1
        }
        guard Self.extensions.contains(word.hash) else { return index }
        position += 1
        if isSign(position, ".") { position += 1 }
        return at(position)?.kind == .number ? position + 1 : index
    }

    private static let extensions = set("ext extension x extn anexo")

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

    /// "four one four five five five oh one two nine": five digits or more in words.
    mutating func digitWords(_ index: Int) -> Int? {
        guard has(index, .anyNumber), !has(index - 1, .anyNumber) else { return nil }
        var (position, end, digits, words) = (index, index, 0, 0)
        while position < index + 40, let token = at(position), position == index || follows(position) {
            if !token.cues.isDisjoint(with: .anyNumber) {
                words += 1
                if token.cues.contains(.digit) { digits += 1 }
                end = position + 1
            } else if !(token.isSign(",") || token.isHyphen || Self.digitJoins.contains(token.hash)) {
                break
            }
            position += 1
        }
        // "badge number one one seven four", "cell two-oh-nine": a few are enough after a cue.
        if words == digits, words == 3 || words == 4, isCuedShort(index, end) {
            return add(
                letteredStart(index)..<end, has(index - 1, .unit) ? .facility : .idNumber, .shape("digits in words"))
        }
        guard words >= 5, digits >= 3, words >= 7 || digits * 2 >= words else { return nil }
        return add(letteredStart(index)..<end, spelledType(index, words), .shape("digits in words"))
    }

    // Ten or more digits, or seven, are a phone; five after "zip" a ZIP code; after "inmate" or "A" the number of someone.
    private func spelledType(_ index: Int, _ words: Int) -> IdentifierType {
        if isZIPCue(index) { return .address }
        if (1...4).contains(where: {
            has(index - $0, .phoneCue) && !Self.numberWords.contains(at(index - $0)?.hash ?? 0)
        }) {
            return .phone
        }
        if (1...4).contains(where: {
            has(index - $0, [.idCue, .caseCue]) && !Self.numberWords.contains(at(index - $0)?.hash ?? 0)
        }) {
            return .idNumber
        }
        return words == 5 || words == 6 || words == 8 || words == 9 ? .idNumber : .phone
    }

    private static let oh = set("oh zero cero")

    private func isCuedShort(_ start: Int, _ end: Int) -> Bool {
        if (1...3).contains(where: { has(start - $0, [.idCue, .caseCue, .unit]) }) { return true }
        let isJoined = (start..<end).contains { at($0)?.isHyphen == true }
        return isJoined && (start..<end).contains { isWord($0, Self.oh) }
    }

    private static let repeats = set("double triple doble")

    /// "413 triple five 0 1 7 2": digits in figures and in words, one or a few at a time.
    mutating func saidDigits(_ index: Int) -> Int? {
        guard let first = at(index), first.kind == .number, first.length <= 4, isFreeLeft(index) else { return nil }
        var (position, digits, small) = (index, 0, 0)
        while position < index + 16, let token = at(position),
            position == index || token.gap == .blank || token.isSign(",")
        {
            if token.kind == .number, token.length <= 4 {
                digits += token.length
                if token.length == 1 { small += 1 }
            } else if token.cues.contains(.digit) || Self.repeats.contains(token.hash) {
                (digits, small) = (digits + (token.cues.contains(.digit) ? 1 : 0), small + 1)
            } else if !token.isSign(",") {
                break
            }
            position += 1
        }
        while position > index, isSign(position - 1, ",") { position -= 1 }
        guard digits >= 6, small >= 3, position - index >= 5 else { return nil }
        return add(index..<position, .phone, .shape("digits one by one"))
    }

    private static let numberWords = set("number no numero num cell")
    private static let letterNames = set(
        "be ce de efe ge hache jota ka ele eme ene pe cu erre ese te uve equis zeta doble dash guion dot alpha bravo")

    /// "W zero zero four", "efe cero nueve": the letters that begin a number, each read aloud.
    private func letteredStart(_ index: Int) -> Int {
        var start = index
        while start > index - 3, let before = at(start - 1), follows(start), isSpelledLetter(start - 1, before) {
            start -= 1
        }
        return start
    }

    private func isSpelledLetter(_ index: Int, _ token: Token) -> Bool {
        if token.isHyphen || token.shape == .initial { return true }
        guard token.isWord else { return false }
        if Self.letterNames.contains(token.hash) { return !isWord(index - 1, Self.letterBefore) }
        return token.foldedLength == 1 && !token.isFunction && !Self.loneLetters.contains(token.hash)
    }

    private static let loneLetters = set("a i y o e n w")
    private static let letterBefore = set("el la un una los las numero")

    private static let digitJoins = set("y and double triple doble")
}
