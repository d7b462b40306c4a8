/// Whether a capital is a name's, or only a sentence's, a title's or a word's that is always written so.
extension Walk {
    /// Whether a capitalized word may be or begin a name.
    func isName(_ index: Int) -> Bool {
        let (token, isStart) = (self[index], use.starts[index])
        guard token.isCapital, token.isWord || token.kind == .mixed, !settled[index] else { return false }
        if token.kind == .mixed { return token.shape != .initial && token.foldedLength > 2 && !isStart }
        if token.shape == .initial { return isInitial(index) }
        if token.cues.contains(.weekday) { return word(index, .domingo) && !isStart && use.isMostlySpanish }
        let isModal = word(index, .modals) && token.shape == .capitalized
        if isModal, !isStart { return true }
        if token.cues.contains(.safe) {
            let isBesideName =
                isCapitalWord(index + 1) && !cued(index + 1, [.safe, .weekday, .month]) && !use.starts[index + 1]
            return token.foldedLength > 3
                && (isBesideName
                    || cued(index + 1, .connector) && isCapitalWord(index + 2) && !word(index + 1, .andWord))
        }
        if token.shape == .upper {
            if token.cues.contains(.safeAcronym) { return false }
            if token.foldedLength > 1, isOrdinary(token), !isNextToCapital(index) { return false }
        }
        if isModal, isSubject(index) { return true }
        if isSmall(token) { return token.shape != .upper && !isStart && isCapitalWord(index + 1) }
        return !isStart || !isOrdinary(token) || isNameAtStart(index)
    }

    /// Whether an ordinary word that begins a sentence is a name all the same.
    private func isNameAtStart(_ index: Int) -> Bool {
        let (token, next) = (self[index], self[index + 1])
        let isGiven = token.flags.contains(.given)
        let seen = use[token.hash]
        if seen.contains(.capitalInside), !seen.contains(.lower) || isGiven { return true }
        if isSubject(index) { return true }
        if isGiven, next.isSign(":"), token.gap >= .line { return true }
        if sign(index + 2, "."), next.shape == .initial, isCapitalWord(index + 3) { return true }
        if isGiven, next.isSign("&") || word(index + 1, .andWord), isCapitalWord(index + 2) { return true }
        // "Grady Lott", "Stillwater Basin": two capitals at a sentence's start are a name if the second is no start.
        return isCapitalWord(index + 1) && !cued(index + 1, [.safe, .weekday, .month]) && !next.isFunction
    }

    /// "Hope does not sleep", "Skeet took a deal": an ordinary word that does what only someone can.
    private func isSubject(_ index: Int) -> Bool {
        let (token, next) = (self[index], self[index + 1])
        let isOwner = self[index + 2].kind == .possessive
        guard !token.isFunction || word(index, .modals), !cued(index, [.safe, .kin, .title, .determiner, .anyNumber]),
            next.gap == .blank && next.isWord || isOwner
        else { return false }
        // "Will will be late."
        if next.hash == token.hash, next.shape == .lower { return true }
        let isVerb = word(index + 1, .subjectVerbs) || isOwner && next.gap == .none
        let seen = use[token.hash]
        let isAgain = seen.contains(.again) && !seen.contains(.lower)
        return token.flags.contains(.given) ? isVerb || isAgain : isVerb && isAgain && !token.flags.contains(.core)
    }

    func isCapitalWord(_ index: Int) -> Bool {
        let token = self[index]
        guard token.isWord, token.gap <= .line, token.foldedLength > 1 else { return false }
        return [.capitalized, .inner].contains(token.shape)
            || token.shape == .upper && !token.cues.contains(.safeAcronym)
    }

    private func isNextToCapital(_ index: Int) -> Bool {
        [index + 1, index - 1].contains { isCapitalWord($0) && !isOrdinary(self[$0]) }
    }

    // i, a, o, y, e, x
    private static let wordLetters: Set<UInt32> = [0x69, 0x61, 0x79, 0x65, 0x78]

    /// "J.", "M.R.D.", "Z": a letter that stands for a name.
    private func isInitial(_ index: Int) -> Bool {
        let (token, next, letter) = (self[index], self[index + 1], self.letter(index))
        if joinedSign(index + 1, ".") {
            return self[index + 2].gap == .none && self[index + 2].shape == .initial || letter != 0x69
                || isCapitalWord(index + 2)
        }
        if Self.wordLetters.contains(letter) || letter == 0x6F && use.starts[index] { return false }
        if next.gap == .none, next.isHyphen || sign(index + 1, of: "'&/") { return isCapitalWord(index + 2) }
        return index == 0 || token.gap != .none || self[index - 1].kind != .sign || sign(index - 1, of: "\"\u{201C}")
    }

    /// The end of "U.S.", "C.O.", "D.A.": letters with points that are a word.
    func safeInitialsEnd(_ index: Int) -> Int? {
        guard sign(index + 1, "."), self[index + 2].shape == .initial, self[index + 2].gap == .none else { return nil }
        var hash = WordHash()
        var position = index
        while self[position].shape == .initial, position == index || self[position].gap == .none, position < index + 12
        {
            hash.add(letter(position))
            guard sign(position + 1, ".") else { break }
            position += 2
        }
        // "C.D. Illinois"
        if self[position + 2].flags.contains(.placeKnown), self[position + 2].isCapital { return nil }
        guard WordLists.standard.cues(of: WordLists.standard.set(of: hash.value)).contains(.safeAcronym) else {
            return nil
        }
        return sign(position + 1, ".") ? position + 2 : position == index ? position + 1 : position
    }

    /// A word of grammar, in a language of this text.
    func isSmall(_ token: Token) -> Bool {
        token.cues.contains(.functionEnglish) && use.hasEnglish
            || token.cues.contains(.functionSpanish) && use.hasSpanish
    }

    /// Whether readers of this text know the word as an ordinary one.
    func isOrdinary(_ token: Token) -> Bool {
        isSmall(token) || token.cues.contains(.slang) || !token.flags.isDisjoint(with: [.core, .common])
            || token.flags.contains(.rare) && token.flags.isDisjoint(with: [.given, .family, .placeKnown])
            || token.flags.contains(.spanish) && use.hasSpanish
                && token.flags.isDisjoint(with: [.givenCommon, .placeKnown])
    }

    /// The nearest word before `index` in the same sentence, over one sign and possessives.
    func wordBefore(_ index: Int) -> Int? {
        let before = sign(index - 1, of: ".\"\u{201C},:") ? index - 2 : index - 1
        return self[before].isWord ? before : nil
    }
}
