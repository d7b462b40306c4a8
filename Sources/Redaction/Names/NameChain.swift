/// Names where capitals mean something: runs of capitalised words, joined by small ones.
extension NameScan {
    /// A run of capitalised words from `index` on; returns where to go on.
    mutating func chain(_ index: Int) -> Int {
        guard isName(index) else { return index }
        var end = chainEnd(index)
        var start = index
        // Titles and kinship words announce a name and are none.
        while start < end, isAnnouncing(start, end) { start += 1 + (isSign(start + 1, ".") ? 1 : 0) }
        let type = type(start, end)
        if type == .person || type == .location || type == .other {
            while start + 1 < end, use.starts[start] || start > index, isLeadIn(start) { start += 1 }
        }
        guard start < end, start < text.tokens.count else { return end }
        if end - start == 1, !isName(start) || isLoneTitle(start) { return end }
        while end > start, text.tokens[end - 1].kind == .sign, !(isSign(end - 1, ".") && at(end - 2)?.shape == .initial)
        { end -= 1 }
        if end <= start { return index + 1 }
        end = rightHead(end)
        if has(end, .nickname) || isWord(end, Self.generations), at(end)?.gap == .blank, type == .person,
            at(end)?.foldedLength ?? 0 > 1, !has(end, .functionEnglish), !isWord(end, Self.ordinaryNicknames)
        {
            end += 1
        }
        end = rightNumber(end)
        let first = type == .person ? leftTitle(start) : leftNumber(leftOrdinal(start))
        if first == start, let head = leftHead(start) {
            spans.append(
                RuleSpan(
                    tokens: head..<end, type: has(head, .facility) ? .facility : .organization,
                    reason: .cue(text.tokens[head].range),
                    strength: strength(start, end)))
            return end
        }
        spans.append(
            RuleSpan(
                tokens: first..<end, type: self.type(start, end), reason: reason(start, end),
                strength: strength(start, end)))
        return end
    }

    /// One past the last word of the run.
    private func chainEnd(_ index: Int) -> Int {
        var end = index + 1
        var hasHead = !text.tokens[index].cues.isDisjoint(with: [.facility, .organization, .court])
        while end < text.tokens.count, end - index < 24 {
            let token = text.tokens[end]
            guard token.gap != .paragraph else { break }
            if token.kind == .sign {
                // "J. R. Doe", "St. Paul", "Rourke-Diallo", "O'", "A.M.E. Zion", "Crown & Glory"
                if token.isSign("."), token.gap == .none, at(end - 1)?.shape == .initial || isAbbreviation(end - 1),
                    continues(end + 1)
                {
                    end += 1; continue
                }
                if token.isHyphen, token.gap == .none, let next = at(end + 1), next.gap == .none,
                    next.isWord || next.kind == .mixed
                {
                    if next.isCapital { end += 2; continue }
                    // "Anse-à-Bœuf", "Al-hassan"
                    if isHyphen(end + 2), at(end + 3)?.isCapital == true { end += 4; continue }
                    if !isOrdinary(next) { end += 2; continue }
                }
                if token.isSign("&"), continues(end + 1) { end += 2; continue }
                // "Surrogate's Court", "Women's Unit", "Pickett's Ferry"
                if at(end + 1)?.kind == .possessive {
                    let isHeaded =
                        has(end + 2, [.facility, .organization, .placeHead, .street, .court])
                        || has(end + 3, [.facility, .organization, .court])
                    guard isHeaded, continues(end + 2) else { break }
                    end += 3
                    continue
                }
                // "Orphans' Court"
                if token.isSign("'") || token.isSign("\u{2019}"), token.gap == .none,
                    has(end + 1, [.court, .facility, .organization]), continues(end + 1)
                {
                    end += 2; continue
                }
                if token.isSign("."), token.gap == .none, at(end - 1)?.shape == .initial,
                    !use.starts[min(end + 1, text.tokens.count - 1)] || at(end - 3)?.shape == .initial
                        || end == index + 1
                {
                    return end + 1
                }
                break
            }
            if continues(end) {
                hasHead = hasHead || !token.cues.isDisjoint(with: [.facility, .organization, .court])
                end += 1
                continue
            }
            // Small words inside: "State Prison for Women", "Our Lady of the Desert Springs".
            guard token.cues.contains(.connector), token.shape == .lower, !Self.isAnd(token),
                hasHead || !Self.isFor(token)
            else { break }
            let second = has(end + 1, .connector) && at(end + 1)?.shape == .lower
            let next = second ? end + 2 : end + 1
            guard continues(next), !(use.starts[next]) else { break }
            end = next + 1
        }
        return end
    }

    func isHyphen(_ index: Int) -> Bool { at(index)?.isHyphen == true && at(index)?.gap == Token.Gap.none }

    static let and = WordHash.of("and")
    private static let forWord = WordHash.of("for")

    static func isAnd(_ token: Token) -> Bool { token.hash == and }

    private static func isFor(_ token: Token) -> Bool { token.hash == forWord }

    private static let va = WordHash.of("va")

    private func isAbbreviation(_ index: Int) -> Bool {
        guard let token = at(index), token.isWord, token.foldedLength <= 4 else { return false }
        return !token.cues.isDisjoint(with: [.title, .street])
    }

    /// Whether the word goes on with a run that has begun.
    private func continues(_ index: Int) -> Bool {
        guard let token = at(index), token.gap <= .line, token.isCapital, token.isWord,
            !settled[index] || token.cues.contains(.carMake)
        else { return false }
        if use.starts[index], token.gap == .line || at(index - 1)?.kind == .sign,
            !(isSign(index - 1, ".") && at(index - 2)?.shape == .initial)
        {
            return false
        }
        if token.shape == .upper, token.cues.contains(.safeAcronym), token.hash != Self.va { return false }
        if token.shape == .initial { return text.folded[Int(token.foldedStart)] != 0x69 || isSign(index + 1, ".") }
        return !isSmall(token) || token.cues.contains(.connector)
    }
}
