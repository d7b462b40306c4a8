/// Numbers read aloud: "four one four triple five oh one", "siete catorce, 555, cero uno", "w as in whiskey zero four".
extension StructuredScan {
    /// What a run of said digits adds up to.
    struct Said {
        var end: Int
        var digits = 0
        var items = 0
        /// Digits said one at a time.
        var singles = 0
        /// Items in figures.
        var figures = 0
        /// "oh", "double", "ceros", a letter: what only a number that means something has.
        var marks = 0
        /// Whether only blanks part the items.
        var isPlain = true
    }

    static let oh = set("oh zero cero")
    private static let repeats = set("double triple doble")
    private static let triple = WordHash.of("triple")
    private static let manyZeros = set("ceros zeros zeroes ohs")
    private static let joins = set("y and dash hyphen guion slash barra diagonal")
    private static let letterWords = set("letra letter")

    /// Whether a number that is read aloud may begin here.
    func beginsSaid(_ index: Int) -> Bool {
        guard let token = at(index) else { return false }
        return has(index, .anyNumber) || token.kind == .number && token.length <= 4 || isWord(index, Self.repeats)
    }

    /// A run of said digits that is a phone, a code, or the number after a cue.
    mutating func saidNumber(_ index: Int) -> Int? {
        guard beginsSaid(index), !beginsSaid(index - 1) || at(index)?.gap == .paragraph,
            at(index)?.kind != .number || isFreeLeft(index)
        else { return nil }
        let said = said(from: index)
        guard said.items > 1 else { return nil }
        let cue = saidCue(before: index)
        let start = letteredStart(index)
        let marks = said.marks + (start < index ? 1 : 0)
        // "cell two-oh-nine", "badge three three one": a few are enough after a cue.
        if said.figures == 0, said.singles == said.items, said.items == 3 || said.items == 4,
            isCuedShort(index, said.end)
        {
            return add(start..<said.end, has(index - 1, .unit) ? .facility : .idNumber, .shape("digits in words"))
        }
        guard isEnough(said, marks, cue, index) else { return nil }
        return add(start..<said.end, saidType(index, said, cue), .shape("digits in words"))
    }

    private func isEnough(_ said: Said, _ marks: Int, _ cue: Cue, _ index: Int) -> Bool {
        if said.figures == said.items {
            // "4 1 4 5 5 5", "Q 0 7 7 1 2"
            return said.singles >= 3 && said.digits >= 6 && said.items >= 3
                || said.isPlain && said.singles == said.items && said.items >= (marks > 0 || !cue.isEmpty ? 4 : 5)
        }
        if !cue.isDisjoint(with: [.idCue, .caseCue]), said.digits >= 4, isPlainEnd(said.end) || !isCounted(said.end),
            spelledYearEnd(index) != said.end || cue.contains(.idCue)
        {
            return true
        }
        if cue.contains(.phoneCue), said.digits >= 7 { return true }
        if said.figures == 0, said.items >= 5, said.singles >= 3 {
            return said.items >= 7 || said.singles * 2 >= said.items
        }
        if said.figures > 0, said.digits >= 6, said.singles >= 3, said.items >= 3 { return true }
        return said.digits >= 7 && said.items >= 4 && marks > 0
    }

    private func isCounted(_ end: Int) -> Bool {
        has(end, [.duration, .money, .family]) || isWord(end, Self.notAge)
    }

    func said(from start: Int) -> Said {
        var said = Said(end: start)
        var position = start
        var isJoined = false
        while position < start + 60, let token = at(position), position == start || follows(position) {
            if let next = saidItem(position, &said) {
                if isJoined { said.isPlain = false }
                isJoined = false
                position = next
                said.end = next
            } else if position > start, let next = saidLetters(position) {
                (said.marks, said.end, position) = (said.marks + 1, next, next)
            } else if position > start,
                token.isSign(",") || token.isHyphen || Self.joins.contains(token.hash)
                    || token.isSign(".") && token.gap == .none && at(position + 1)?.gap == Token.Gap.none
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
        let token = text.tokens[index]
        if token.kind == .number {
            guard token.length <= 4 else { return nil }
            said.digits += token.length
            said.figures += 1
            if token.length == 1 { said.singles += 1 }
        } else if Self.repeats.contains(token.hash) {
            guard has(index + 1, [.digit, .number]) || at(index + 1)?.kind == .number, follows(index + 1) else {
                return nil
            }
            said.digits += token.hash == Self.triple ? 2 : 1
            said.singles += 1
            said.marks += 1
        } else if Self.manyZeros.contains(token.hash) {
            said.digits += 2
            said.marks += 1
        } else if token.cues.contains(.digit) {
            said.digits += 1
            said.singles += 1
            if Self.oh.contains(token.hash) { said.marks += 1 }
        } else if token.cues.contains(.number) {
            said.digits += 2
            said.items += 1
            let unit = at(index + 1)?.isHyphen == true || isWord(index + 1, Self.and) ? index + 2 : index + 1
            return has(unit, .digit) && !isWord(unit, Self.oh) && follows(unit) ? unit + 1 : index + 1
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
        if isWord(index, Self.letterWords), let letter = at(index + 1), letter.isWord, follows(index + 1),
            letter.foldedLength <= 5
        {
            return index + 2
        }
        var (position, letters) = (index, 0)
        while letters < 3, let token = at(position), follows(position), isSaidLetter(token) {
            letters += 1
            position = afterExample(position)
        }
        guard letters > 0, beginsSaid(position), follows(position) else { return nil }
        return position
    }

    private func isSaidLetter(_ token: Token) -> Bool {
        token.isWord && (token.foldedLength == 1 || token.cues.contains(.nato) || Self.letterNames.contains(token.hash))
    }

    static let asIn = [WordHash.of("as"), WordHash.of("in")]
    private static let like = set("like for de como")

    // "w as in whiskey", "b de burro": one past the word that says which letter is meant.
    private func afterExample(_ index: Int) -> Int {
        if at(index + 1)?.hash == Self.asIn[0], at(index + 2)?.hash == Self.asIn[1], at(index + 3)?.isWord == true {
            return index + 4
        }
        if isWord(index + 1, Self.like), at(index + 2)?.isWord == true, !has(index + 2, .anyNumber) { return index + 3 }
        return index + 1
    }
}
