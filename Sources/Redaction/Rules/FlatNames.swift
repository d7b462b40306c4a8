/// Names where capitals say nothing: a text typed on a phone, a heading or a form in capitals.
extension Walk {
    /// A name that begins here, as far as the words after it may belong to it.
    ///
    /// - Parameter second: the word after the first belongs to the name, whatever it is.
    func flatName(
        _ index: Int, cue: Int? = nil, _ strength: RuleSpan.Strength? = nil, second: Bool = false,
        isGiven: Bool = false,
        isBare: Bool = false
    ) -> Match {
        var end = second ? index + 2 : index + 1
        // "nay nay"
        if self[end].hash == self[index].hash, self[end].gap == .blank { end += 1 }
        while end < index + 4, self[end].gap <= .blank, let next = flatNameNext(end) { end = next }
        let (type, last) = (nameType(index, end), self[end])
        // "brandi lyn stoops": an ordinary word that is a family name too, where the name ends.
        if type == .person, end < index + 4, end > index + 1 || isGiven, last.isWord, last.gap == .blank,
            last.foldedLength > 3,
            last.flags.contains(.family), !last.flags.contains(.core), !last.isFunction, !settled[end], stops(end + 1)
        {
            end += 1
        }
        let start = type == .person && follows(index) ? flatStart(index) : index
        return Match(start..<end, cue: cue, type, strength, isBare: isBare)
    }

    private func flatNameNext(_ end: Int) -> Int? {
        let (next, after) = (self[end], self[end + 1])
        if joinedHyphen(end), after.isWord, after.gap == .none, after.foldedLength > 2, !after.isFunction {
            return end + 2
        }
        if next.foldedLength == 1, next.isWord, !next.isFunction, after.isWord, after.gap == .blank, !isPlainWord(after)
        {
            return end + 2
        }
        // "DARLENE M. FONTENEAUX"
        if next.foldedLength == 1, next.isWord, after.isSign("."), self[end + 2].isWord, !isPlainWord(self[end + 2]) {
            return end + 3
        }
        let isNamePart =
            next.isWord && !settled[end] && !isPlainWord(next) && !cued(end, [.safe, .weekday, .month, .facility])
            && !next.isForeign
        return isNamePart ? end + 1 : nil
    }

    // "dr. guruswamy", "big mari", "j. brandt", "aj feldman": what stands before a name and is as telling.
    private func flatStart(_ index: Int) -> Int {
        var start = index
        for _ in 0..<2 {
            let before = joinedSign(start - 1, ".") ? start - 2 : start - 1
            guard before >= 0, follows(before + 1), !settled[before] else { break }
            let isTelling =
                (before == start - 1 || self[before].foldedLength == 1) && isLooseInitials(before)
                || word(before, .rareTitles) && !word(before - 1, .theArticles)
                || word(before, .fondWords) && before == start - 1 && self[start].gap == .blank
            guard isTelling else { break }
            start = before
        }
        return start
    }

    private func isLooseInitials(_ index: Int) -> Bool {
        let token = self[index]
        guard token.isWord, token.foldedLength <= 2 else { return false }
        if joinedSign(index + 1, "."), token.foldedLength == 1 { return true }
        return !token.isFunction && !cued(index, [.title, .kin, .connector]) && !word(index, .shortWords)
            && token.flags.isDisjoint(with: [.core, .spanish])
    }

    /// Whether no list keeps a word from being a name where capitals say nothing.
    @inline(__always) func isFlatWord(_ token: Token) -> Bool {
        token.foldedLength > 1 && !token.isFunction && token.cues.isDisjoint(with: [.safe, .weekday, .slang])
            && !(token.shape == .upper && token.cues.contains(.safeAcronym))
    }

    func isPlainWord(_ token: Token) -> Bool {
        token.isFunction || !token.flags.isDisjoint(with: [.core, .common]) || token.cues.contains(.slang)
            || token.flags.contains(.rare) && !token.flags.contains(.given)
            || token.flags.contains(.spanish) && use.hasSpanish && !token.flags.contains(.givenCommon)
    }

    func isNameWord(_ token: Token) -> Bool {
        !token.flags.isDisjoint(with: [.given, .familyCommon]) && !token.flags.contains(.core)
    }

    /// "jack herrick", "darnell hurt": a given name, and after it what can only be, or often is, a family name.
    func isFullName(_ index: Int) -> Bool {
        let (first, last) = (self[index], self[index + 1])
        let isPlain = isPlainWord(first)
        guard first.flags.contains(.givenCommon) || first.flags.contains(.given) && !isPlain,
            !first.flags.contains(.core) || word(index, .givenAnyway), last.isWord, last.gap == .blank,
            last.foldedLength > 2,
            !last.isFunction, !settled[index + 1],
            !cued(index + 1, [.safe, .weekday, .month, .facility, .organization, .placeHead, .be, .sayVerb, .kin])
        else { return false }
        return last.flags.contains(.familyCommon) && !last.flags.contains(.core)
            || isPlain && !isPlainWord(last) && !isInflected(index + 1) && !last.flags.contains(.given)
    }

    /// A known word with an ending that the list does not hold.
    func isInflected(_ index: Int) -> Bool {
        let letters = self.letters(index)
        guard letters.count > 4 else { return false }
        if use.hasSpanish, letters.count > 5, isDiminutive(letters) { return true }
        return (1...3).contains { length in
            letters.count - length >= 3 && WordLists.standard.holds(WordHash.of(letters.suffix(length)), .inflections)
                && !Lexicon.standard.flags(of: WordHash.of(letters.dropLast(length))).isDisjoint(with: [
                    .core, .common, .spanish,
                ])
        }
    }

    // "viejitos", "cafecito", "abuelita"
    private func isDiminutive(_ letters: ArraySlice<UInt32>) -> Bool {
        let stem = letters.last == 0x73 ? letters.dropLast() : letters
        guard let ending = stem.last, ending == 0x6F || ending == 0x61, stem.count > 5,
            stem.dropLast().suffix(2) == [0x69, 0x74]
        else { return false }
        return [[ending], [], [0x65]].contains { tail in
            [3, 4].contains { Lexicon.standard.flags(of: WordHash.of(stem.dropLast($0) + tail)).contains(.spanish) }
        }
    }
}

// MARK: The words beside it

extension Walk {
    /// A title, a kinship word or "called" just before.
    func announcer(_ index: Int) -> Int? {
        guard let before = wordBefore(index), !sign(index - 1, ","), follows(index) else { return nil }
        let (token, cue) = (self[index], self[before])
        if cue.cues.contains(.title), cue.foldedLength > 1, !cue.isFunction, !word(before, .general) { return before }
        if cued(before, [.named, .nickname]), token.foldedLength > 2, !cue.cues.contains(.functionEnglish) {
            return before
        }
        if has(before, .kin), !token.flags.contains(.core) || token.flags.contains(.givenCommon) { return before }
        return cued(before, .be) && cued(before - 1, .named) ? before - 1 : nil
    }

    /// "my celly boo, she": an ordinary word, but no verb's past, between "my cellmate" and a comma or "she".
    func isApposed(_ index: Int, _ before: Int) -> Bool {
        let token = self[index]
        return cued(before, .kin) && cued(before - 1, .determiner) && token.flags.isDisjoint(with: [.core, .adjective])
            && !token.isFunction && !cued(index, [.kin, .title, .sayVerb, .be])
            && (!token.flags.contains(.verb) || !isInflected(index))
            && (sign(index + 1, ",") || word(index + 1, .whoWords))
    }

    /// "twain, mark": a family name that begins a line, a comma, a given name, and an end.
    func isReversed(_ index: Int) -> Bool {
        let (token, given) = (self[index], self[index + 2])
        return token.gap >= .line && !token.flags.contains(.core) && token.foldedLength > 2
            && (!token.flags.isDisjoint(with: [.family, .proper]) || !token.isKnownWord) && sign(index + 1, ",")
            && given.gap == .blank && given.flags.contains(.given) && !given.isFunction
            && (sign(index + 3, ".") || self[index + 3].gap >= .line)
    }

    /// A small word after an article or "call me" that is no grammar.
    func isSmallName(_ index: Int) -> Bool {
        index > 0 && self[index].shape == .lower && !self[index].isFunction && self[index].foldedLength > 2
    }

    /// "W H I T L O W", "J-A-N-E": three single capitals or more, with a blank or a hyphen between.
    func spelledNameEnd(_ index: Int) -> Int? {
        var (end, letters) = (index + 1, 1)
        while end < index + 60 {
            if self[end].shape == .initial, self[end].gap <= .blank {
                (end, letters) = (end + 1, letters + 1)
            } else if self[end].isHyphen, self[end + 1].shape == .initial {
                (end, letters) = (end + 2, letters + 1)
            } else {
                break
            }
        }
        return letters >= 3 && (self[index + 1].gap == .blank || self[index + 1].isHyphen) ? end : nil
    }

    /// "V as in vinegar, e-r-l-e-n-e", "C like Charlie": letters that a word tells, and those that are spelled after them.
    func toldLettersEnd(_ index: Int) -> Int? {
        guard self[index].foldedLength == 1, let first = toldLetterEnd(index) else { return nil }
        var end = first
        while end < index + 40 {
            let next = past(end, ",")
            guard self[next].isWord, self[next].foldedLength == 1, follows(next) else { break }
            if let told = toldLetterEnd(next) {
                end = told
            } else if joinedHyphen(next + 1) || self[next + 1].gap == .blank && self[next + 1].foldedLength == 1 {
                end = run(next, 40 - (next - index)) {
                    self[$0].gap <= .blank && (self[$0].isHyphen || self[$0].isWord && self[$0].foldedLength == 1)
                        || $0 == next
                }
                break
            } else {
                break
            }
        }
        return end
    }

    /// One past the word that tells a letter; it begins with that letter, if nothing else says so.
    private func toldLetterEnd(_ index: Int) -> Int? {
        if word(index + 1, .asWord), word(index + 2, .inWord), self[index + 3].isWord, follows(index + 3) {
            return index + 4
        }
        let told = self[index + 2]
        guard word(index + 1, .like), told.isWord, told.gap == .blank, told.foldedLength > 2, !told.isFunction,
            !self[index].isFunction, letter(index + 2) == letter(index)
        else { return nil }
        return index + 3
    }

    /// 'Kathleen "Kat" Maguire', 'terrance "t-bone" ricks': a name in quotes between two others.
    func quotedNickname(_ index: Int) -> Match? {
        guard sign(index + 1, of: "\"\u{201C}'\u{2018}(\u{AB}"), self[index + 1].gap == .blank,
            self[index].isCapital || isFlat(index) && !self[index].isKnownWord
        else { return nil }
        let end = run(index + 2, 5) { self[$0].gap <= .blank && (self[$0].isWord || self[$0].isHyphen) }
        let last = self[end + 1]
        guard end > index + 2, self[end].kind == .sign, self[end].gap == .none, last.isWord, last.gap == .blank,
            !last.isFunction,
            last.isCapital || isFlat(index) && !last.flags.contains(.core)
        else { return nil }
        return Match(index..<(end + 2))
    }
}
