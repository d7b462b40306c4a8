/// Ages that only the words beside them tell: "I was 17", "Chance, five,", "22yo".
extension StructuredScan {
    /// "I was 17", "im 29", "age 34", "turned nineteen", "Tengo 38".
    mutating func backAge(_ index: Int, _ end: Int) -> Int? {
        if let list = ageList(index, end) { return list }
        if isAsked(index), isPlainEnd(end) {
            return add(index..<end, .age, .shape("the answer to a question for an age"))
        }
        let end = afterGoingOn(end)
        if isSpanishAge(index, end) { return add(index..<end, .age, .shape("a number after a name")) }
        var before = index - 1
        // "he's twenty"
        if at(before)?.kind == .possessive, isWord(before - 2, Self.pronouns) { before -= 2 }
        let isContracted = before < index - 1
        guard let cue = at(before), follows(index) || text.tokens[index].gap == .blank else { return nil }
        let next = at(end)
        let isFollowed =
            next.map {
                $0.kind != .sign && $0.gap <= .blank
                    && (Self.notAge.contains($0.hash)
                        || !$0.isFunction && $0.isWord && !Self.when.contains($0.hash) && $0.flags.contains(.core)
                            && $0.flags.contains(.personNoun))
            } ?? false
        if isWord(before, Self.ofAge), isWord(before - 1, Self.ageLabels) {
            return add(index..<end, .age, cueReason(before - 1))
        }
        if Self.ageLabels.contains(cue.hash) { return add(index..<end, .age, cueReason(before)) }
        if has(before, .be), isPlainEnd(end), !isWord(before - 1, Self.things) {
            return add(index..<end, .age, cueReason(before))
        }
        // "I am thirty I mean": a number in words, and then another clause.
        if has(before, .be), isWord(before - 1, Self.youAre) || Self.contracted.contains(cue.hash), has(index, .number),
            at(end)?.isFunction == true, !isFollowed
        {
            return add(index..<end, .age, cueReason(before))
        }
        if isWord(before, Self.los), isWord(before - 1, Self.aThe), isPlainEnd(end),
            has(index, .number) || text.tokens[index].length == 2
        {
            return add(index..<end, .age, .shape("an age in Spanish"))
        }
        if Self.tiene.contains(cue.hash), isPlainEnd(end),
            at(before - 1)?.isCapital == true || has(before - 1, .kin) || isWord(before - 1, Self.whoHas)
        {
            return add(index..<end, .age, cueReason(before))
        }
        if isContracted, isPlainEnd(end) || at(end)?.isFunction == true, !isFollowed {
            return add(index..<end, .age, cueReason(before))
        }
        guard Self.beAge.contains(cue.hash), !isFollowed,
            text.tokens[index].kind == .number || !text.tokens[index].cues.contains(.digit)
                || isWord(before - 1, Self.people)
        else { return nil }
        if Self.weakAge.contains(cue.hash) { return nil }
        let isPerson =
            Self.contracted.contains(cue.hash) || isWord(before - 1, Self.people) || isWord(before - 2, Self.when)
            || has(before - 1, .kin) || at(before - 1)?.isCapital == true
        guard isPerson else { return nil }
        if let next, next.isWord, next.gap == .blank, !next.isFunction, !Self.when.contains(next.hash),
            !text.isFlatCase(at: index), !isWord(end - 1, Self.half)
        {
            return nil
        }
        return add(index..<end, .age, cueReason(before))
    }

    static let things = set(
        "it that there this which what number time count answer total price bail sentence score")

    /// Whether a number ends its clause: "is ten and asks for nothing".
    func isPlainEnd(_ end: Int) -> Bool {
        guard let next = at(end) else { return true }
        return next.kind == .sign && !next.isSign("%") && !next.isHyphen && !next.isSign("$") || next.gap >= .line
            || Self.clauseStarts.contains(next.hash)
    }

    private static let los = set("los")
    private static let aThe = set("a")
    private static let whoHas = set("que ya apenas solo ella el")
    private static let tiene = set("tiene tenia")
    static let clauseStarts = set("and on when now but y cuando pero e so because years going n with w if then by")
    private static let youAre = set("i he she")
    private static let pronouns = set("he she who it's")
    private static let joins = set("and y & n an")

    /// "they 11 and 7", "are nine and six": two ages or more at once.
    private mutating func ageList(_ index: Int, _ end: Int) -> Int? {
        guard isWord(index - 1, Self.people) || has(index - 1, .be), text.tokens[index].gap == .blank else {
            return nil
        }
        var (position, found) = (end, [index..<end])
        while found.count < 8, isSign(position, ",") || isWord(position, Self.joins) || isSign(position, "&") {
            while isSign(position, ",") || isWord(position, Self.joins) || isSign(position, "&") { position += 1 }
            guard let next = at(position), next.gap <= .blank,
                next.kind == .number ? next.length <= 2 : has(position, [.digit, .number])
            else {
                return nil
            }
            let last = numberEnd(position)
            found.append(position..<last)
            position = last
        }
        guard found.count > 1, isPlainEnd(position) || at(position)?.isFunction == true else { return nil }
        for range in found { add(range, .age, cueReason(index - 1)) }
        return position
    }

    /// "Chance, five,", "a woman of sixty-seven", "married at 18 in".
    mutating func appositiveAge(_ index: Int, _ end: Int) -> Int? {
        let value = text.tokens[index]
        guard value.kind == .number ? value.length == 2 || value.length == 1 && value.value > 0 : true,
            isPlainEnd(end) || isWord(end, Self.afterAt)
        else { return nil }
        guard let before = at(index - 1), value.gap <= .blank else { return nil }
        if before.isSign(",") || before.isSign("("), let name = at(index - 2), name.isWord,
            name.isCapital || !name.cues.isDisjoint(with: .kin) || name.flags.contains(.personNoun),
            name.cues.isDisjoint(with: [.month, .weekday, .street]), at(end).map({ $0.kind == .sign }) ?? true,
            !hasListedNumber(end)
        {
            return add(
                index..<end, .age, .shape("a number after a name"),
                name.isCapital && !name.flags.contains(.place) ? .sure : .doubtful)
        }
        if isWord(index - 1, Self.ofAge), at(index - 2)?.flags.contains(.personNoun) == true {
            return add(index..<end, .age, .shape("a number after a person"))
        }
        if isWord(index - 1, Self.atWord),
            value.kind == .number ? value.length == 2 && value.value >= 11 : value.cues.contains(.number)
        {
            return add(index..<end, .age, .shape("a number after 'at'"), .doubtful)
        }
        return nil
    }

    func hasListedNumber(_ end: Int) -> Bool {
        isSign(end, ",") && at(end + 1)?.kind == .number && at(end + 1)?.gap == Token.Gap.none
    }

    static let atWord = set("at")
    static let afterAt = set("in to he she i they we with by my")
    static let contracted = set("i'm im he's she's hes shes tengo tiene tenia tuve since until till")
    static let weakAge = set("at de a los las be soy when son ya were")

    /// One past a number, and past "and a half" after it.
    func numberEnd(_ index: Int) -> Int {
        let end = plainNumberEnd(index)
        if isWord(end, Self.joins), isWord(end + 1, Self.aWord), isWord(end + 2, Self.half), follows(end + 1) {
            return end + 3
        }
        return isWord(end, Self.joins) && isWord(end + 1, Self.half) ? end + 2 : end
    }

    private static let aWord = set("a")
    private static let half = set("half medio media")

    private func plainNumberEnd(_ index: Int) -> Int {
        guard text.tokens[index].cues.contains(.number) else { return index + 1 }
        if let next = at(index + 1), next.isHyphen, next.gap == .none, has(index + 2, .digit) { return index + 3 }
        if has(index + 1, .digit), follows(index + 1) { return index + 2 }
        if let and = at(index + 1), and.hash == Self.andWord, has(index + 2, .digit) { return index + 3 }
        return index + 1
    }

    static let andWord = WordHash.of("y")

    /// "22yo", "9yrs".
    mutating func agedMixed(_ index: Int) -> Int? {
        let letters = text.folded[Int(text.tokens[index].foldedStart)..<Int(text.tokens[index].foldedEnd)].drop {
            (0x30...0x39).contains($0)
        }
        guard letters.first == 0x79, letters.count >= 2, letters.count <= 3,
            text.tokens[index].foldedLength - letters.count <= 2
        else { return nil }
        return add(index..<(index + 1), .age, .shape("a number with 'yo'"))
    }
}
