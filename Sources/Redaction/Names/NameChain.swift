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
        let first = type == .person ? leftTitle(start, from: index) : leftNumber(leftOrdinal(start))
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

    /// Whether a capitalised word may be or begin a name.
    func isName(_ index: Int) -> Bool {
        guard let token = at(index), token.isCapital, token.isWord || token.kind == .mixed, !settled[index],
            !token.isForeign || true
        else { return false }
        if token.kind == .mixed { return token.shape != .initial && token.foldedLength > 2 && !use.starts[index] }
        if token.shape == .initial { return isInitial(index) }
        if token.cues.contains(.weekday) {
            return token.hash == Self.domingo && !use.starts[index] && use.isMostlySpanish
        }
        if Self.modals.contains(token.hash), token.shape == .capitalized, !use.starts[index] { return true }
        if token.cues.contains(.safe) {
            return token.shape != .initial && token.foldedLength > 3
                && (isCapitalWord(index + 1) && !has(index + 1, [.safe, .weekday, .month]) && !use.starts[index + 1]
                    || has(index + 1, .connector) && isCapitalWord(index + 2) && !Self.isAnd(text.tokens[index + 1]))
        }
        if token.shape == .upper {
            if token.cues.contains(.safeAcronym) { return false }
            if token.foldedLength > 1, isOrdinary(token), !isNextToCapital(index) { return false }
        }
        if Self.modals.contains(token.hash), token.shape == .capitalized, isSubject(index) { return true }
        if isSmall(token) { return token.shape != .upper && !use.starts[index] && isCapitalWord(index + 1) }
        guard use.starts[index] else { return true }
        if !isOrdinary(token) { return true }
        let seen = use[token.hash]
        if seen.contains(.capitalInside), !seen.contains(.lower) || token.flags.contains(.given) { return true }
        if isSubject(index) { return true }
        if token.flags.contains(.given), isSign(index + 1, ":"), token.gap >= .line { return true }
        if isSign(index + 2, "."), at(index + 1)?.shape == .initial, isCapitalWord(index + 3) { return true }
        if token.flags.contains(.given), at(index + 1).map({ $0.isSign("&") || $0.hash == Self.and }) ?? false,
            isCapitalWord(index + 2)
        {
            return true
        }
        // "Grady Lott", "Stillwater Basin": two capitals at a sentence's start are a name if the second is no start.
        return isCapitalWord(index + 1) && !has(index + 1, [.safe, .weekday, .month])
            && at(index + 1)?.cues.isDisjoint(with: .function) ?? false
    }

    private static let domingo = WordHash.of("domingo")
    private static let modals = StructuredScan.set("will may")
    static let subjectVerbs = StructuredScan.set(
        "is was has had does did came went said says told took got showed knew made gave looked called asked wrote left started used wanted didn't doesn't wasn't isn't hadn't hasn't dijo vino fue era es tiene tenia"
    )

    /// "Hope does not sleep", "Skeet took a deal": an ordinary word that does what only someone can.
    private func isSubject(_ index: Int) -> Bool {
        let token = text.tokens[index]
        guard !token.isFunction || Self.modals.contains(token.hash),
            token.cues.isDisjoint(with: [.safe, .kin, .title, .determiner, .anyNumber]), let next = at(index + 1),
            next.gap == .blank && next.isWord || at(index + 2)?.kind == .possessive
        else { return false }
        let seen = use[token.hash]
        // "Will will be late."
        if next.hash == token.hash, next.shape == .lower { return true }
        let isVerb = Self.subjectVerbs.contains(next.hash) || at(index + 2)?.kind == .possessive && next.gap == .none
        if token.flags.contains(.given) { return isVerb || seen.contains(.again) && !seen.contains(.lower) }
        return isVerb && seen.contains(.again) && !seen.contains(.lower) && !token.flags.contains(.core)
    }

    private func isCapitalWord(_ index: Int) -> Bool {
        guard let token = at(index), token.isWord, token.gap <= .line, token.foldedLength > 1 else { return false }
        return token.shape == .capitalized || token.shape == .inner
            || token.shape == .upper && !token.cues.contains(.safeAcronym)
    }

    private func isNextToCapital(_ index: Int) -> Bool {
        isCapitalWord(index + 1) && !(at(index + 1).map(isOrdinary) ?? true)
            || isCapitalWord(index - 1) && !(at(index - 1).map(isOrdinary) ?? true)
    }

    /// "J.", "M.R.D.", "Z": a letter that stands for a name.
    private func isInitial(_ index: Int) -> Bool {
        let token = text.tokens[index]
        let letter = text.folded[Int(token.foldedStart)]
        if isSign(index + 1, "."), at(index + 1)?.gap == Token.Gap.none {
            if let after = at(index + 2), after.gap == .none, after.shape == .initial { return true }
            return letter != 0x69 || isCapitalWord(index + 2)
        }
        if letter == 0x69 || letter == 0x61 || letter == 0x6F && use.starts[index] || letter == 0x79 || letter == 0x65
            || letter == 0x78
        {
            return false
        }
        if let next = at(index + 1), next.gap == .none,
            next.isHyphen || next.isSign("'") || next.isSign("&") || next.isSign("/")
        {
            return isCapitalWord(index + 2)
        }
        if let before = at(index - 1), token.gap == .none, before.kind == .sign, !before.isSign("\""),
            !before.isSign("\u{201C}")
        {
            return false
        }
        return !use.starts[index] || letter != 0x6F
    }

    /// The end of "U.S.", "C.O.", "D.A.": letters with points that are a word.
    func safeInitials(_ index: Int) -> Int? {
        guard isSign(index + 1, "."), at(index + 2)?.shape == .initial, at(index + 2)?.gap == Token.Gap.none else {
            return nil
        }
        var hash = WordHash()
        var position = index
        while let token = at(position), token.shape == .initial, position == index || token.gap == .none,
            position < index + 12
        {
            hash.add(text.folded[Int(token.foldedStart)])
            guard isSign(position + 1, ".") else { break }
            position += 2
        }
        // "C.D. Illinois"
        if at(position + 2)?.flags.contains(.placeKnown) == true, at(position + 2)?.isCapital == true { return nil }
        return Cue.table[hash.value]?.contains(.safeAcronym) ?? false
            ? position + (isSign(position + 1, ".") ? 2 : position == index ? 1 : 0) : nil
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

    private func isHyphen(_ index: Int) -> Bool { at(index)?.isHyphen == true && at(index)?.gap == Token.Gap.none }

    private static let and = WordHash.of("and")
    private static let forWord = WordHash.of("for")
    private static func isAnd(_ token: Token) -> Bool { token.hash == and }
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

    /// A word of grammar, in a language of this text.
    private func isSmall(_ token: Token) -> Bool {
        token.cues.contains(.functionEnglish) && use.hasEnglish
            || token.cues.contains(.functionSpanish) && use.hasSpanish
    }

    private func isAnnouncing(_ index: Int, _ end: Int) -> Bool {
        guard let token = at(index), !token.cues.isDisjoint(with: [.title, .kin]),
            token.shape != .upper || index + 1 < end,
            !(token.hash == Self.baby && index + 1 < end && !use.starts[index])
        else { return false }
        if index + 1 < end,
            (index + 1..<end).contains(where: { has($0, [.facility, .organization, .court]) })
                || has(end - 1, [.street, .placeHead])
        {
            return false
        }
        return index + 1 < end || isLoneTitle(index)
    }

    private func isLoneTitle(_ index: Int) -> Bool {
        guard let token = at(index) else { return false }
        if token.cues.contains(.loneKin) { return true }
        return !token.cues.isDisjoint(with: [.title]) && token.foldedLength > 1 && isOrdinary(token)
            && !token.flags.contains(.givenCommon)
    }

    /// "When Keisha", "Tell Dre": the word that begins the sentence is not the name.
    private func isLeadIn(_ index: Int) -> Bool {
        let token = text.tokens[index]
        if token.shape == .initial { return false }
        if token.isFunction { return !Self.modals.contains(token.hash) || !isCapitalWord(index + 1) }
        if token.cues.contains(.nickname), isCapitalWord(index + 1) { return false }
        guard use.starts[index] else { return false }
        return token.flags.contains(.core) && token.flags.isDisjoint(with: [.givenCommon])
            || use[token.hash].contains(.lower)
            || token.flags.contains(.spanish) && use.hasSpanish && token.flags.isDisjoint(with: [.given, .placeStart])
    }

    /// "Warsaw prison", "Pippin County jail": a small word that belongs to the name.
    private func rightHead(_ end: Int) -> Int {
        guard let token = at(end), token.gap == .blank, token.shape == .lower,
            !token.cues.isDisjoint(with: [.facility, .court]) || Self.landmarks.contains(token.hash), !token.isFunction
        else { return end }
        return end + 1
    }

    private static let baby = WordHash.of("baby")
    private static let generations = StructuredScan.set("jr sr junior senior ii iii chico chica")
    private static let ordinaryNicknames = StructuredScan.set("big little old young baby tiny")
    private static let landmarks = StructuredScan.set(
        "bridge river lake creek cemetery reservation bus plant factory mill warehouse diner church hospital clinic lounge"
    )

    // Titles that few people hold belong to the name: "Dr. Pell", "Professor Chomsky". "Officer" and "Judge" stay readable.
    static let rareTitles = StructuredScan.set(
        "dr doctor prof professor rev reverend senator governor president mayor lord dame rabbi imam bishop colonel col general maj major commissioner ambassador attorney dra doctora doctor lic licenciado licenciada ing profesor profesora hon lt sgt capt captain"
    )

    private func leftTitle(_ start: Int, from index: Int) -> Int {
        var first = start
        for _ in 0..<2 {
            let point = isSign(first - 1, ".") && at(first - 1)?.gap == Token.Gap.none
            let title = point ? first - 2 : first - 1
            guard let token = at(title), token.isCapital, Self.rareTitles.contains(token.hash),
                at(first)?.gap != .paragraph, !settled[title]
            else { break }
            first = title
        }
        return first
    }

    /// "Semperweg 150": a number that belongs to the name before it.
    private func rightNumber(_ end: Int) -> Int {
        guard let number = at(end), number.kind == .number, number.gap == .blank, number.length <= 4, !settled[end]
        else { return end }
        return end + 1
    }

    // "2519 Semperweg"
    private func leftNumber(_ start: Int) -> Int {
        guard let number = at(start - 1), number.kind == .number, (2...5).contains(number.length), !settled[start - 1],
            at(start)?.gap == .blank
        else { return start }
        return start - 1
    }

    /// "8th", "88th Forward Sustainment".
    private func leftOrdinal(_ start: Int) -> Int {
        // "38 Crosstown bus"
        if let number = at(start - 1), number.kind == .number, number.length <= 3, isWord(start + 1, Self.landmarks),
            !settled[start - 1]
        {
            return start - 1
        }
        guard let token = at(start - 1), token.kind == .mixed, !settled[start - 1], at(start)?.gap == .blank,
            let last = at(start - 1), last.shape == .lower,
            !has(start, .month)
        else { return start }
        return start - 1
    }

    private static let laws = StructuredScan.set(
        "act acts code law laws amendment constitution treaty bill rule rules convention manifesto ley codigo constitucion"
    )
    private static let parts = StructuredScan.set(
        "volume chapter category section article part page paragraph file phase factor figure table exhibit rule title capitulo articulo seccion pagina factor tabla")
    private static let offices = StructuredScan.set("justice lord lordship honor honour honorable chief")

    // "Hindu Marriage Act", "Chapter 1", "Chief Justice": no person; only the model may say that they point at one.
    private func isPublicThing(_ start: Int, _ end: Int) -> Bool {
        if end - start > 1, isWord(end - 1, Self.laws) || isWord(start, Self.parts) && at(end - 1)?.kind == .number {
            return true
        }
        return end - start > 1 && (start..<end).allSatisfy { isWord($0, Self.offices) || at($0)?.isFunction == true }
    }

    private func strength(_ start: Int, _ end: Int) -> RuleSpan.Strength {
        let token = text.tokens[start]
        if isPublicThing(start, end) { return .wide }
        if end - start == 1, isOrdinary(token) || token.flags.contains(.demonym) { return .doubtful }
        return .sure
    }
}
