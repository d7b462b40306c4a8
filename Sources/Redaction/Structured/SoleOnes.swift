/// "the only woman on the asphalt crew", "la única partera de Bojayá": what few people hold in one place.
extension StructuredScan {
    private static let sole = set("only unica unico")
    private static let spanishSole = set("unica unico")
    private static let soleCounts = set("first second third last")
    private static let soleKinds = set("woman girl female lady mujer muchacha nurse man guy male")
    private static let clauseWords = set(
        "who that which and but so because when que quien y pero cuando me him her us them")
    private static let vague = set(
        "person one friend thing way kid child man mother daughter son mom sister brother girl people family member victim witness"
    )

    private static let oneWords = set("one una uno")
    private static let few = set("two three four dos tres cuatro")

    /// "one of two women on the whole dock".
    private mutating func oneOfFew(_ index: Int) -> Int? {
        guard isWord(index, Self.oneWords), isWord(index + 1, Self.ofWords),
            isWord(index + 2, Self.few) || at(index + 2)?.kind == .number,
            let who = at(index + 3), who.isWord, follows(index + 3),
            who.cues.isDisjoint(with: [.family, .kin, .duration])
        else { return nil }
        let end = clauseEnd(index + 4, limit: index + 14)
        guard end > index + 4 else { return nil }
        return add(index..<end, .occupation, .shape("what few people are"), .doubtful)
    }

    private func clauseEnd(_ index: Int, limit: Int) -> Int {
        var end = index
        while end < limit, let token = at(end), token.gap <= .blank,
            token.isWord || token.isHyphen || token.kind == .possessive || token.hasDigit,
            !Self.clauseWords.contains(token.hash), token.cues.isDisjoint(with: .be)
        { end += 1 }
        return end
    }

    /// A rare job or place among others, to the end of its clause.
    mutating func soleOne(_ index: Int) -> Int? {
        if let end = oneOfFew(index) { return end }
        let isOnly = isWord(index, Self.sole)
        guard isOnly || isWord(index, Self.soleCounts), let who = at(index + 1), who.isWord, who.gap == .blank else {
            return nil
        }
        let isPerson = Self.soleKinds.contains(who.hash)
        // "la única partera de Bojayá": the list of nouns for people is English.
        let isSpanish = isWord(index, Self.spanishSole) && has(index + 2, .connector)
        guard has(index - 1, .determiner) || !isOnly || isFlat(index) && index > 0 else { return nil }
        guard
            isPerson || isSpanish
                || isOnly && who.flags.contains(.personNoun) && !Self.vague.contains(who.hash)
                    && who.cues.isDisjoint(with: .kin)
        else {
            return nil
        }
        let end = clauseEnd(index + 2, limit: index + 14)
        // "the only woman who believed me": no place, and no job. "the first guy to ask": no place.
        let hasPlace = (index + 2..<max(end, index + 3)).contains {
            has($0, .inPlace) || isWord($0, Self.ofWords) || at($0)?.isCapital == true
        }
        guard hasPlace, end > index + 3 else { return nil }
        return add(index..<end, .occupation, .shape("what few people are"), .doubtful)
    }
}
