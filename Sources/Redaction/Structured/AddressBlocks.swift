/// Addresses that no word for a street gives away: "9858 92 Hounslow", "1109½ N. Poplar", "the corner of Alder and Main".
extension StructuredScan {
    /// A number and a capitalised name, where another number, a unit, a direction or a ZIP code says that it is an address.
    mutating func numberedName(_ index: Int) -> Int? {
        let first = text.tokens[index]
        guard first.kind == .number, first.length <= 5, isFreeLeft(index) else { return nil }
        var position = index + 1
        var evidence = 0
        // "5521 119 Countess": a house and the number of a street.
        if let second = at(position), second.kind == .number, second.length <= 3, second.gap == .blank, first.length > 1
        {
            position += 1
            evidence += 1
        }
        let direction = position
        if let token = at(position), token.gap == .blank, Self.directions.contains(token.hash),
            token.foldedLength <= 2 || token.isCapital
        {
            position += 1
            if isSign(position, "."), at(position)?.gap == Token.Gap.none { position += 1 }
            if let street = at(position), street.gap == .blank, street.hasDigit,
                first.length >= 3 || has(position + 1, .street),
                street.foldedLength <= 4,
                endsClause(position + 1) || has(position + 1, [.unit, .street])
            {
                // "5513 w 54"
                return add(
                    index..<withUnit(has(position + 1, .street) ? position + 2 : position + 1), .address,
                    .shape("a number and a street"))
            }
            if text.tokens[direction].shape != .lower { evidence += 1 }
        } else if isWord(position, Self.wordsForStreet), at(position)?.gap == .blank {
            position += isSign(position + 1, ".") ? 2 : 1
        }
        guard let end = nameEnd(position) else { return nil }
        var tail = end
        if let last = at(tail), last.gap == .blank, last.hasDigit, last.foldedLength <= 4, !isYear(last),
            !has(tail + 1, .duration),
            !(last.kind == .mixed && isOrdinal(last))
        {
            tail += 1
            evidence += 1
        }
        let unit = withUnit(tail)
        if unit > tail { evidence += 1 }
        if isZIPAhead(unit) { evidence += 1 }
        guard evidence > 0, !(first.isLikeYear && evidence < 2) else { return nil }
        return addBlock(index..<unit, .shape("a number and the name of a street"))
    }

    /// Adds an address, and the short lines of names and numbers below it, as an envelope has them.
    mutating func addBlock(_ range: Range<Int>, _ reason: Reason) -> Int {
        add(range, .address, reason)
        var end = range.upperBound
        for _ in 0..<4 {
            guard let start = blockLine(end), let last = lineEnd(start) else { break }
            add(start..<last, .location, .shape("a line of an address"))
            end = last
        }
        return end
    }

    // The next line's first word, over a comma that ends this line or begins the next.
    private func blockLine(_ end: Int) -> Int? {
        var next = isSign(end, ",") ? end + 1 : end
        guard let line = at(next), line.gap == .line else { return nil }
        while let sign = at(next), sign.kind == .sign, next < end + 3 { next += 1 }
        return next
    }

    // One past the last token of a line that holds nothing but capitalised words, short ones and numbers.
    private func lineEnd(_ start: Int) -> Int? {
        var (position, capitals) = (start, 0)
        while let token = at(position), position == start || token.gap < .line {
            let fits =
                token.isCapital || token.hasDigit || token.kind == .possessive
                || token.isWord && token.foldedLength <= 3
                || token.isHyphen || ",.()'\u{2019}".unicodeScalars.contains { token.isSign($0) }
            guard fits, position < start + 8 else { return nil }
            if token.isCapital || token.kind == .number && token.length > 3 { capitals += 1 }
            position += 1
        }
        while position > start, text.tokens[position - 1].kind == .sign { position -= 1 }
        return capitals > 0 && position > start ? position : nil
    }

    private static let wordsForStreet = set("ul ulica r rua rue via c")

    /// Nothing that a number could belong to stands joined before it.
    func isFreeLeft(_ index: Int) -> Bool {
        guard text.tokens[index].gap == .none, let before = at(index - 1) else { return true }
        return before.kind == .sign && !before.isHyphen && !"/$#.,:'".unicodeScalars.contains { before.isSign($0) }
    }

    /// Up to four capitalised words, small ones between.
    private func nameEnd(_ index: Int) -> Int? {
        var (position, words) = (index, 0)
        while words < 4, let token = at(position), token.gap == .blank || words > 0 && token.gap == .none {
            if token.isCapital, token.isWord, token.cues.isDisjoint(with: [.month, .weekday, .unit]) {
                words += 1
            } else if !(words > 0 && token.isHyphen
                || Self.streetWords.contains(token.hash) && at(position + 1)?.isCapital == true)
            {
                break
            }
            position += 1
        }
        return words > 0 && at(position - 1)?.isCapital == true ? position : nil
    }

    private func endsClause(_ index: Int) -> Bool {
        guard let token = at(index) else { return true }
        return token.kind == .sign || token.gap >= .line
    }

    /// "Albany\n, NY\n 12203", "Elk Grove CA 95758": within a dozen tokens a ZIP code on a line of names.
    private func isZIPAhead(_ index: Int) -> Bool {
        var position = index
        var capitals = 0
        while position < index + 9, let token = at(position), token.gap != .paragraph {
            if token.kind == .number { return capitals > 0 && token.length == 5 }
            guard token.isCapital || token.isSign(",") || token.isWord && token.foldedLength <= 3 else { return false }
            if token.isCapital { capitals += 1 }
            position += 1
        }
        return false
    }

    private static let corners = set("corner intersection esquina cruce")
    private static let cornerJoins = set("and & y con n")
    private static let cornerOf = set("of de")

    /// "the corner of Alder and Main", "esquina de Allende y Juárez".
    mutating func corner(_ index: Int) -> Int? {
        guard isWord(index, Self.corners), isWord(index + 1, Self.cornerOf), follows(index + 1) else { return nil }
        var position = index + 2
        var joins = 0
        var words = 0
        while position < index + 14, let token = at(position), token.gap <= .line {
            if Self.cornerJoins.contains(token.hash) || token.isSign("&") {
                guard words > 0, joins == 0 else { break }
                (joins, words) = (1, 0)
            } else if token.isWord || token.hasDigit {
                guard !token.isFunction || Self.streetWords.contains(token.hash) || token.isCapital, words < 4 else {
                    break
                }
                words += 1
            } else if !(token.isSign(".") && token.gap == .none && at(position + 1)?.gap != .paragraph)
                && !token.isHyphen
            {
                break
            }
            position += 1
        }
        guard joins == 1, words > 0 else { return nil }
        while position > index, text.tokens[position - 1].kind == .sign { position -= 1 }
        return add(index..<position, .location, .shape("a corner of two streets"))
    }

    /// The five digits or so of a ZIP code after a place: "Aurora, CO 80999", ", nan 18237".
    mutating func zip(_ index: Int) -> Int? {
        let token = text.tokens[index]
        guard token.kind == .number, (4...6).contains(token.length), !isYear(token), token.gap != .none,
            let state = at(index - 1), state.isWord
        else {
            return nil
        }
        var end = index + 1
        if let hyphen = at(end), hyphen.isHyphen, hyphen.gap == .none, let rest = at(end + 1), rest.gap == .none,
            rest.length == 4
        {
            end += 2
        }
        let isShort =
            (2...3).contains(state.foldedLength)
            && (isSign(index - 2, ",") || state.cues.contains(.state) && state.shape == .upper)
        let isCountry = state.flags.contains(.placeKnown) && state.isCapital && token.length == 5
        guard isShort || isCountry else { return nil }
        if isShort, !text.isFlatCase(at: index) || isSign(index - 2, ",") {
            spans.append(
                RuleSpan(
                    tokens: (index - 1)..<index, type: .location,
                    reason: .shape("letters between a comma and a ZIP code")))
        }
        return add(index..<end, .address, .shape("digits after a place, as a ZIP code"))
    }
}

extension Token {
    fileprivate var isLikeYear: Bool { kind == .number && length == 4 && (1900...2039).contains(value) }
}
