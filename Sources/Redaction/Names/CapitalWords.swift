/// Whether a capital is a name's, or only a sentence's, a title's or a word's that is always written so.
extension NameScan {
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
    static let modals = StructuredScan.set("will may")

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

    func isCapitalWord(_ index: Int) -> Bool {
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

    /// A word of grammar, in a language of this text.
    func isSmall(_ token: Token) -> Bool {
        token.cues.contains(.functionEnglish) && use.hasEnglish
            || token.cues.contains(.functionSpanish) && use.hasSpanish
    }
}
