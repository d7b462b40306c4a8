/// Money, and the sizes of families and of groups so small that they point at each member.
extension Rule {
    static let amounts: [Rule] = [
        Rule(
            "money.words", .money, on: .number, .cue(.anyNumber), because: "an amount of money",
            yes: "It cost [25,000] dollars then.", no: "It took 25 minutes then.",
            match: { walk, index in walk.amount(index).flatMap { $0.isMoney ? $0.match : nil } }),
        Rule(
            "quantity", .quantity, on: .number, .cue(.anyNumber), because: "an amount",
            yes: "There were [12,400] of us.", no: "There were 12 of them.",
            match: { walk, index in walk.amount(index).flatMap { $0.isMoney ? nil : $0.match } }),
        Rule(
            "money.thousands", .money, on: .mixed, because: "an amount in thousands",
            yes: "They wanted [50K] for it.", no: "It is 5K from here.",
            match: { walk, index in
                guard !walk.isJoinedLeft(index, "/"), walk.letters(index).last == 0x6B,
                    (3...5).contains(walk[index].foldedLength)
                else { return nil }
                return Match(index..<(index + 1))
            }),
        Rule(
            "family.births", .family, on: .list(.multiples), because: "a word for births",
            yes: "I had [twins] in there.", no: "I had a bunkie in there.",
            match: { walk, index in Match(index..<walk.familyTail(index + 1)) }),
        Rule(
            "family.count", .family, on: .number, .cue([.digit, .number]), because: "a number of '%'",
            yes: "I have [three kids 9, 6 and 2] at home.", no: "I have three friends at home.",
            match: { walk, index in
                let token = walk[index]
                guard
                    token.kind == .number
                        ? token.length <= 2 && (2..<30).contains(token.value) : walk.has(index, [.digit, .number]),
                    !walk.isJoinedLeft(index, "/.$"), !walk.word(index, .one)
                else { return nil }
                let unit = walk.word(index + 1, .siblings) && walk.follows(index + 1) ? index + 2 : index + 1
                guard walk.has(unit, .family), walk.follows(unit), walk[unit].foldedLength > 3 else { return nil }
                // "seventh of nine children"
                let start = walk.word(index - 1, .of) && walk.has(index - 2, .ordinal) ? index - 2 : index
                return Match(start..<walk.itemizedTail(walk.familyTail(unit + 1)), cue: unit)
            }),
        Rule(
            "family.few", .family, on: .number, .cue([.digit, .number]), because: "a number of '%'",
            yes: "I raised [two of my daughters] alone.", no: "I raised two of my cats alone.",
            match: { walk, index in
                guard let end = walk.fewEnd(index), walk.word(end, .of), walk.has(end + 1, .determiner),
                    walk.has(end + 2, .family)
                else { return nil }
                return Match(index..<(end + 3), cue: end + 2)
            }),
        Rule(
            "group.few", .other, on: .number, .cue([.digit, .number]), because: "the size of a small group",
            yes: "There were [six of us] in it.", no: "There were six of them in it.",
            match: { walk, index in
                guard let end = walk.fewEnd(index) else { return nil }
                if walk.word(end, .of), walk.word(end + 1, .us), walk.follows(end + 1) {
                    return Match(index..<(end + 2))
                }
                guard walk.word(end, .peopleWords), walk.has(end + 1, .inPlace),
                    (end + 2...end + 4).contains(where: { walk.word($0, .villages) })
                else { return nil }
                return Match(index..<(end + 1))
            }),
    ]

    static let prices: [Rule] = [
        Rule(
            "money.sign", .money, on: .sign("$€£"), because: "an amount of money",
            yes: "The bail was $[1,500] cash.", no: "He had $ in his eyes.",
            match: { walk, index in
                let number = walk[index + 1]
                guard number.gap <= .blank, number.hasDigit else { return nil }
                let end = walk.amountEnd(index + 1)
                let isLarge =
                    end - index > 2 && walk.digitCount((index + 1)..<end) > 3 || number.length > 3
                    || number.kind == .mixed
                    || walk.has(end - 1, .scale)
                return Match((index + 1)..<end, nil, isLarge ? .sure : .wide)
            })
    ]
}

extension Walk {
    /// One past "1,500", "2.50", "3 million".
    fileprivate func amountEnd(_ index: Int) -> Int {
        var end = index + 1
        while end < index + 20, self[end].gap == .none, sign(end, of: ",."), self[end + 1].gap == .none,
            self[end + 1].hasDigit
        {
            end += 2
        }
        return has(end, .scale) && follows(end) ? end + 1 : end
    }

    /// "25,000 dollars", "quince mil", "75000 euros", "200 thousand".
    fileprivate func amount(_ index: Int) -> (match: Match, isMoney: Bool)? {
        let token = self[index]
        guard token.kind == .number || has(index, .anyNumber), token.kind != .mixed, !isJoinedLeft(index, "/") else {
            return nil
        }
        let start = token.kind == .number ? amountEnd(index) : index + 1
        let end = run(start, max(0, index + 6 - start)) { has($0, .anyNumber) && follows($0) }
        let hasScale = (index..<end).contains { has($0, .scale) }
        let isGrouped = token.kind == .number && end - index >= 3 && sign(index + 1, ",")
        let isMoney = has(end, .money) && follows(end) || has(end + 1, .money) && word(end, .childrenOf)
        let isLarge = hasScale || isGrouped || token.length > 3
        guard isMoney || hasScale && end > index + 1 || isGrouped else { return nil }
        // "two hundred": a round number of anything.
        if hasScale, !isMoney, token.kind != .number, end - index == 2, has(index, .digit), word(index + 1, .hundred) {
            return nil
        }
        return (Match(index..<end, nil, isLarge ? .sure : .wide), isMoney)
    }

    /// The end of a number of at most three digits, or in words, that counts more than one.
    fileprivate func fewEnd(_ index: Int) -> Int? {
        guard number(index, 1...3) && self[index].gap != .none || has(index, [.digit, .number]), !word(index, .one)
        else { return nil }
        return numberEnd(index)
    }

    /// The ages after the children: ", 9, 6 and 2", "de 6 años"; "y un varón".
    fileprivate func familyTail(_ index: Int) -> Int {
        var (end, position) = (index, index)
        func isOf(_ index: Int) -> Bool { word(index, .childrenOf) }
        while position < index + 14, follows(position) {
            if smallNumber(position) || end > index && (word(position, .years) || word(position, .old)) {
                end = position + 1
            } else if end > index, cued(position, .family), has(position - 1, [.digit, .number]) {
                end = position + 1
            } else if sign(position, of: ",:") {
                // "six children, four girls and two boys"; a comma before anything else ends it.
                guard has(position + 1, [.digit, .number]) || number(position + 1, 1...19) else { break }
            } else if !isOf(position) {
                if word(position, .aOne), has(position + 1, .family), isOf(position - 1) {
                    position += 1
                } else {
                    let isCounted = self[position - 1].kind == .number || has(position - 1, [.digit, .number])
                    guard cued(position, .family), isCounted || position > index && isOf(position - 1) else { break }
                }
                end = position + 1
            }
            position += 1
        }
        return end
    }

    /// ", uno de 14, otra de 9 y la bebé de 2": each child with its age.
    fileprivate func itemizedTail(_ index: Int) -> Int {
        var (end, position) = (index, index)
        while position < index + 28, follows(position) {
            if number(position, 1...2) || cued(position, [.digit, .number]) && !word(position, .one) {
                guard word(position - 1, .childrenOf) || word(position - 1, .itemWords) else { break }
                end = position + 1
            } else if !(sign(position, of: ",;") || word(position, .itemWords) || word(position, .childrenOf)
                || end > index && word(position, .years))
            {
                break
            }
            position += 1
        }
        return end
    }
}
