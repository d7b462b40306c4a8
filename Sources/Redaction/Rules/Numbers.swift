/// Phones, cards, bank and social security numbers: by the shape of their groups, with no check of whether one is in use.
extension Rule {
    static let numbers: [Rule] = [
        Rule(
            "number.bank", .account, on: .mixed, because: "a bank account number",
            yes: "Pay it to [GB82 WEST 1234 5698 7654 32] now.", no: "Pay it to GB82 now.",
            to: { $0.bankAccountEnd($1) }),
        Rule(
            "number.country-code", .phone, on: .sign("+("), because: "a number with a country code",
            yes: "Call [+504 9999 0118] please.", no: "That is 2 + 2 for us.",
            match: { walk, index in walk.grouped(index) { $0.hasPlus && $0.type == .phone } }),
        Rule(
            "number.social-security", .socialSecurity, on: .number,
            because: "digits in the groups of a social security number",
            yes: "It is [000-12-9044] on it.", no: "It is 000-12 on it.",
            match: { walk, index in walk.grouped(index) { $0.type == .socialSecurity } }),
        Rule(
            "number.card", .card, on: .number, .sign("+("), because: "digits in the groups of a card",
            yes: "I paid with [4111 1111 1111 1112] there.", no: "I paid 4111 there.",
            match: { walk, index in walk.grouped(index) { $0.type == .card } }),
        Rule(
            "number.phone", .phone, on: .number, .sign("+("), because: "digits in the groups of a phone",
            yes: "It says [(956) 555-0118] on top.", no: "We scored 95 to 55 that day.",
            match: { walk, index in walk.grouped(index) { $0.type == .phone } }),
        Rule(
            "number.said", .idNumber, on: .number, .cue(.anyNumber), .list(.repeats), because: "digits in words",
            yes: "Call [five five five oh one four two] at night.", no: "It took five of us two days.",
            match: { $0.saidNumber($1) }),
    ]
}

extension Walk {
    /// Groups of digits with what parts them.
    struct Groups {
        var hasPlus = false
        var lengths: [Int] = []
        var end = 0
        var separators: Set<UInt32> = []

        /// What has such groups.
        var type: IdentifierType? {
            let total = lengths.reduce(0, +)
            guard let first = lengths.first else { return nil }
            if hasPlus, (7...16).contains(total) { return .phone }
            if lengths == [3, 2, 4] { return .socialSecurity }
            let isCard = lengths.count == 1 || first >= 4 && lengths.allSatisfy { (2...7).contains($0) }
            if (13...19).contains(total), isCard { return .card }
            return isPhone(total) ? .phone : nil
        }

        private func isPhone(_ total: Int) -> Bool {
            if lengths.count == 1 { return total == 10 }
            if lengths == [3, 2] { return separators.contains(0x2D) }
            let tail = Array(lengths.suffix(2))
            let isLocal = [[3, 4], [3, 7], [4, 4]].contains(tail) && total <= 15 && lengths.count <= 5
            if isLocal, lengths.dropLast(2).allSatisfy({ $0 <= 4 }) { return true }
            return tail == [6, 4] || lengths == [3, 7]
                || (8...15).contains(total) && lengths.count >= 3 && lengths.allSatisfy { (1...5).contains($0) }
                    && !separators.contains(0x2F) && lengths.filter { $0 >= 2 }.count >= 3
        }
    }

    /// A number whose groups fit, from a "+" or a bracket on.
    func grouped(_ index: Int, _ fits: (Groups) -> Bool) -> Match? {
        let start = run(index, 2) { self[$0].kind == .sign }
        // Most numbers have no group beside them, and are too short to be one that matters.
        guard self[start].kind == .number,
            self[start].length >= 10 || self[start + 1].kind != .word && self[start + 1].gap <= .line,
            start == index || self[start].gap <= .blank, start > index || !isJoinedLeft(index, "/")
        else { return nil }
        let groups = self.groups(start, hasPlus: (index..<start).contains { sign($0, "+") })
        let (next, after) = (self[groups.end], self[groups.end + 1])
        if next.gap == .none {
            if next.kind == .mixed || next.isWord { return nil }
            if next.isHyphen, after.gap == .none, after.hasDigit || after.isWord && after.foldedLength < 3 {
                return nil
            }
        }
        guard fits(groups), let type = groups.type else { return nil }
        return Match(index..<(type == .phone ? afterExtension(groups.end) : groups.end), type)
    }

    private func groups(_ start: Int, hasPlus: Bool) -> Groups {
        var groups = Groups(hasPlus: hasPlus)
        var position = start
        while groups.lengths.count < 10, let length = groupLength(position) {
            groups.lengths.append(length)
            groups.end = position + 1
            let next = run(position + 1, 3) {
                self[$0].gap <= .line && (self[$0].isHyphen || sign($0, of: "./()\u{B7}\u{2022}"))
            }
            guard self[position].kind == .number, self[next].gap <= .line, groupLength(next) != nil else { break }
            for separator in position + 1..<next { groups.separators.insert(self[separator].value) }
            if next == position + 1 { groups.separators.insert(0x20) }
            position = next
        }
        return groups
    }

    /// The digits of a group; those before the "x" of "4508x769".
    private func groupLength(_ index: Int) -> Int? {
        if self[index].kind == .number { return self[index].length <= 19 ? self[index].length : nil }
        let letters = self.letters(index)
        guard self[index].kind == .mixed, let cross = letters.firstIndex(of: 0x78), cross > letters.startIndex,
            (letters[..<cross] + letters[(cross + 1)...]).allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        return cross - letters.startIndex
    }

    fileprivate func afterExtension(_ index: Int) -> Int {
        let label = past(index, ",")
        guard self[label].gap <= .blank else { return index }
        if self[label].kind == .mixed, letter(label) == 0x78, self[label].foldedLength <= 7 { return label + 1 }
        guard word(label, .extensions) else { return index }
        let number = past(label + 1, ".")
        return self[number].kind == .number ? number + 1 : index
    }

    /// Two letters, two digits and groups: an international bank account.
    fileprivate func bankAccountEnd(_ index: Int) -> Int? {
        let letters = self.letters(index)
        guard letters.count >= 4, letters.prefix(2).allSatisfy({ (0x61...0x7A).contains($0) }),
            letters.dropFirst(2).prefix(2).allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        var (total, end) = (letters.count, index + 1)
        while total < 34, self[end].gap == .blank, self[end].hasDigit || self[end].shape == .upper,
            self[end].foldedLength <= 4
        {
            (total, end) = (total + self[end].foldedLength, end + 1)
        }
        return (15...36).contains(total) ? end : nil
    }
}

// MARK: Read aloud

/// "four one four triple five oh one", "siete catorce, 555, cero uno", "w as in whiskey zero four".
extension Walk {
    /// What a run of said digits adds up to.
    private struct Said {
        var end: Int
        var digits = 0
        var items = 0
        /// Digits said one at a time, and items in figures.
        var singles = 0
        var figures = 0
        /// "oh", "double", "ceros", a letter: what only a number that means something has.
        var marks = 0
        /// Whether only blanks part the items.
        var isPlain = true
    }

    private func beginsSaid(_ index: Int) -> Bool {
        has(index, .anyNumber) || number(index, 1...4) || word(index, .repeats)
    }

    /// A run of said digits that is a phone, a code, or the number after a cue.
    func saidNumber(_ index: Int) -> Match? {
        guard beginsSaid(index), !beginsSaid(index - 1) || !follows(index),
            self[index].kind != .number || isFreeLeft(index)
        else { return nil }
        let said = self.said(from: index)
        guard said.items > 1 else { return nil }
        let cue = saidCue(before: index)
        let start = letteredStart(index)
        // "cell two-oh-nine", "badge three three one": a few are enough after a cue.
        if said.figures == 0, said.singles == said.items, said.items == 3 || said.items == 4,
            isCuedShort(index, said.end)
        {
            return Match(start..<said.end, has(index - 1, .unit) ? .facility : .idNumber)
        }
        guard isEnough(said, said.marks + (start < index ? 1 : 0), cue, index) else { return nil }
        return Match(start..<said.end, saidType(index, said, cue))
    }

    private func isCuedShort(_ start: Int, _ end: Int) -> Bool {
        (1...3).contains { has(start - $0, [.idCue, .caseCue, .unit]) }
            || (start..<end).contains { self[$0].isHyphen } && (start..<end).contains { word($0, .oh) }
    }

    private func isEnough(_ said: Said, _ marks: Int, _ cue: Cue, _ index: Int) -> Bool {
        if said.figures == said.items {
            // "4 1 4 5 5 5", "Q 0 7 7 1 2"
            return said.singles >= 3 && said.digits >= 6 && said.items >= 3
                || said.isPlain && said.singles == said.items && said.items >= (marks > 0 || !cue.isEmpty ? 4 : 5)
        }
        let isCounted = has(said.end, [.duration, .money, .family]) || word(said.end, .notAge)
        if !cue.isDisjoint(with: [.idCue, .caseCue]), said.digits >= 4, endsClause(said.end) || !isCounted,
            yearInWordsEnd(index) != said.end || cue.contains(.idCue)
        {
            return true
        }
        if cue.contains(.phoneCue), said.digits >= 7 { return true }
        if said.figures == 0, said.items >= 5, said.singles >= 3 {
            return said.items >= 7 || said.singles * 2 >= said.items
        }
        return said.figures > 0 && said.digits >= 6 && said.singles >= 3 && said.items >= 3
            || said.digits >= 7 && said.items >= 4 && marks > 0
    }

    private func said(from start: Int) -> Said {
        var said = Said(end: start)
        var position = start
        var isJoined = false
        while position < start + 60, position == start || follows(position), position < text.tokens.count {
            if let next = saidItem(position, &said) {
                if isJoined { said.isPlain = false }
                isJoined = false
                (said.end, position) = (next, next)
            } else if position > start, let next = saidLetters(position) {
                (said.marks, said.end, position) = (said.marks + 1, next, next)
            } else if position > start,
                sign(position, ",") || self[position].isHyphen || word(position, .saidJoins)
                    || joinedSign(position, ".") && self[position + 1].gap == .none
            {
                isJoined = true
                position += 1
            } else {
                break
            }
        }
        return said
    }

    /// One digit, a pair of them ("forty five"), a group in figures, or a repeat; where to go on.
    private func saidItem(_ index: Int, _ said: inout Said) -> Int? {
        let token = self[index]
        if token.kind == .number {
            guard token.length <= 4 else { return nil }
            said.digits += token.length
            said.figures += 1
            if token.length == 1 { said.singles += 1 }
        } else if word(index, .repeats) {
            guard has(index + 1, [.digit, .number]) || self[index + 1].kind == .number, follows(index + 1) else {
                return nil
            }
            said.digits += word(index, .triple) ? 2 : 1
            said.singles += 1
            said.marks += 1
        } else if word(index, .manyZeros) {
            said.digits += 2
            said.marks += 1
        } else if token.cues.contains(.digit) {
            said.digits += 1
            said.singles += 1
            if word(index, .oh) { said.marks += 1 }
        } else if token.cues.contains(.number) {
            said.digits += 2
            said.items += 1
            let unit = self[index + 1].isHyphen || word(index + 1, .andWords) ? index + 2 : index + 1
            return has(unit, .digit) && !word(unit, .oh) && follows(unit) ? unit + 1 : index + 1
        } else if token.cues.contains(.scale) {
            said.digits += 1
        } else {
            return nil
        }
        said.items += 1
        return index + 1
    }

    /// Up to three letters between digits, "c as in cat", "letra B": where they end.
    private func saidLetters(_ index: Int) -> Int? {
        if word(index, .letterWords), self[index + 1].isWord, follows(index + 1), self[index + 1].foldedLength <= 5 {
            return index + 2
        }
        var (position, letters) = (index, 0)
        while letters < 3, follows(position), self[position].isWord,
            self[position].foldedLength == 1 || cued(position, .nato) || word(position, .letterNames)
        {
            letters += 1
            // "w as in whiskey", "b de burro": one past the word that says which letter is meant.
            if word(position + 1, .asWord), word(position + 2, .inWord), self[position + 3].isWord {
                position += 4
            } else if word(position + 1, .like), self[position + 2].isWord, !has(position + 2, .anyNumber) {
                position += 3
            } else {
                position += 1
            }
        }
        return letters > 0 && beginsSaid(position) && follows(position) ? position : nil
    }

    /// What the six words before say that the number is; a sentence's end hides them.
    private func saidCue(before index: Int) -> Cue {
        var found: Cue = []
        for place in stride(from: index - 1, through: max(0, index - 6), by: -1) {
            guard follows(place + 1), !sign(place, ".") else { break }
            if word(place, .endings) { found.formUnion(.idCue) }
            let cues = self[place].cues.union(self[place].nearCues)
            if word(place, .phoneOnly) {
                if cues.contains(.idCue), index - place <= 3 { found.formUnion(.idCue) }
            } else {
                found.formUnion(cues.intersection([.idCue, .caseCue, .phoneCue]))
            }
        }
        return found
    }

    // Ten or more digits, or seven, are a phone; five after "zip" a ZIP code; after "inmate" or "A" the number of someone.
    private func saidType(_ index: Int, _ said: Said, _ cue: Cue) -> IdentifierType {
        if isZIPCued(index) { return .address }
        if cue.contains(.phoneCue), said.digits >= 7 { return .phone }
        if cue.contains(.caseCue) { return .caseNumber }
        if cue.contains(.idCue), !(said.digits == 10 || said.digits == 7) || !cue.contains(.phoneCue) {
            return .idNumber
        }
        return [5, 6, 8, 9].contains(said.digits) ? .idNumber : .phone
    }

    /// "W zero zero four", "efe cero nueve", "w as in whiskey zero": the letters that begin a number, each read aloud.
    private func letteredStart(_ index: Int) -> Int {
        var start = index
        for _ in 0..<3 {
            if word(start - 3, .asWord), word(start - 2, .inWord), start > 3, self[start - 4].foldedLength == 1 {
                start -= 4
            } else if start > 0, follows(start), isSpelledLetter(start - 1) {
                start -= 1
            } else {
                break
            }
        }
        return word(start - 1, .plus) && follows(start) ? start - 1 : start
    }

    private func isSpelledLetter(_ index: Int) -> Bool {
        let token = self[index]
        if token.isHyphen || token.shape == .initial { return true }
        guard token.isWord else { return false }
        if word(index, .letterNames) { return !word(index - 1, .letterBefore) }
        return token.foldedLength == 1 && !token.isFunction && !word(index, .loneLetters)
    }
}
