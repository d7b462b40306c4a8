/// The number of children, and of groups so small that they point at each member.
extension StructuredScan {
    static let siblings = set("other others de mi beautiful small young little grown more precious")

    /// "three kids 9 6 and 2", "cuatro hijos", "seventh of nine children", "twins".
    mutating func family(_ index: Int) -> Int? {
        guard let token = at(index) else { return nil }
        if Self.multiples.contains(token.hash) {
            return add(index..<familyTail(index + 1), .family, .listed("words for births"))
        }
        guard
            token.kind == .number
                ? token.length <= 2 && token.value >= 2 && token.value < 30 : has(index, [.digit, .number])
        else { return nil }
        if token.gap == .none, let before = at(index - 1),
            before.kind != .sign || before.isHyphen || before.isSign("/") || before.isSign(".") || before.isSign("$")
        {
            return nil
        }
        if Self.one.contains(token.hash) { return nil }
        var position = index + 1
        if isWord(position, Self.siblings), follows(position) { position += 1 }
        guard has(position, .family), follows(position), at(position)?.foldedLength ?? 0 > 3 else { return nil }
        // "seventh of nine children"
        let start = isWord(index - 1, Self.ofAge) && has(index - 2, .ordinal) ? index - 2 : index
        return add(start..<itemizedTail(familyTail(position + 1)), .family, cueReason(position))
    }

    static let multiples = set("twins triplets gemelas gemelos mellizos mellizas quadruplets cuates")
    static let one = set("one uno una un zero oh")
    static let of = set("de of ages aged and y")

    static let group = set("us")
    static let villages = set("village town class school clase aldea pueblo")
    static let peopleWords = set("people personas students women")

    /// "six of us", "212 people in my village": a circle so small that it points at each of its members.
    mutating func fewOf(_ index: Int) -> Int? {
        guard let token = at(index),
            token.kind == .number && token.length <= 3 && token.gap != .none || has(index, [.digit, .number]),
            !Self.one.contains(token.hash)
        else { return nil }
        let end = numberEnd(index)
        if isWord(end, Self.ofAge), isWord(end + 1, Self.group), follows(end + 1) {
            return add(index..<(end + 2), .other, .shape("the size of a small group"))
        }
        if isWord(end, Self.ofAge), has(end + 1, .determiner), has(end + 2, .family) {
            return add(index..<(end + 3), .family, cueReason(end + 2))
        }
        if isWord(end, Self.peopleWords), has(end + 1, .inPlace),
            (end + 2...end + 4).contains(where: { isWord($0, Self.villages) })
        {
            return add(index..<(end + 1), .other, .shape("the size of a small group"))
        }
        return nil
    }

    private static let itemWords = set(
        "uno una otro otra el la los las de bebe menor mayor chiquito chiquita grande one another the other is who oldest youngest baby"
    )

    /// ", uno de 14, otra de 9 y la bebé de 2": each child with its age.
    private func itemizedTail(_ index: Int) -> Int {
        var (end, position) = (index, index)
        while position < index + 28, let token = at(position), follows(position) {
            if token.kind == .number && token.length <= 2
                || !token.cues.isDisjoint(with: [.digit, .number]) && !Self.one.contains(token.hash)
            {
                guard isWord(position - 1, Self.of) || isWord(position - 1, Self.itemWords) else { break }
                end = position + 1
            } else if !(token.isSign(",") || token.isSign(";") || Self.itemWords.contains(token.hash)
                || Self.of.contains(token.hash)
                || end > index && Self.years.contains(token.hash))
            {
                break
            }
            position += 1
        }
        return end
    }

    static let single = set("un una a one")

    /// The ages after the children: ", 9, 6 and 2", "de 6 años".
    func familyTail(_ index: Int) -> Int {
        var (end, position) = (index, index)
        while position < index + 14, let token = at(position), follows(position) {
            let isNumber =
                token.kind == .number && token.length <= 2 || !token.cues.isDisjoint(with: [.digit, .number])
            if isNumber || end > index && (Self.years.contains(token.hash) || Self.old.contains(token.hash)) {
                end = position + 1
            } else if end > index, token.cues.contains(.family), has(position - 1, [.digit, .number]) {
                end = position + 1
            } else if token.isSign(",") || token.isSign(":") {
                // "six children, four girls and two boys"; a comma before anything else ends it.
                guard has(position + 1, [.digit, .number]) || at(position + 1)?.kind == .number else { break }
            } else if !Self.of.contains(token.hash) {
                // "y un varón"
                if Self.single.contains(token.hash), has(position + 1, .family),
                    Self.of.contains(at(position - 1)?.hash ?? 0)
                {
                    end = position + 2
                    position += 2
                    continue
                }
                guard token.cues.contains(.family),
                    isNumberWord(position - 1) || position > index && Self.of.contains(at(position - 1)?.hash ?? 0)
                else { break }
                end = position + 1
            }
            position += 1
        }
        return end
    }

    func isNumberWord(_ index: Int) -> Bool { at(index)?.kind == .number || has(index, [.digit, .number]) }
}
