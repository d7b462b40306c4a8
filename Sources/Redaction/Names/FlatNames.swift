/// Names where capitals say nothing: a text typed on a phone, a heading or a form in capitals.
extension NameScan {
    /// One word of a flat line; returns where to go on.
    mutating func flat(_ index: Int) -> Int {
        if let end = place(index) { return end }
        if let end = headed(index) { return end }
        let token = text.tokens[index]
        if let before = announcer(index), has(before, .title) {
            // "mr will", "MISS D": after a title a name may be any word, or one letter.
            if token.flags.contains(.given) && !has(index + 1, .be) || token.shape == .initial
                || token.foldedLength == 1 && token.shape == .lower && !token.isFunction
            {
                return flatName(index, .cue(text.tokens[before].range))
            }
        }
        guard token.foldedLength > 1, !token.isFunction, token.cues.isDisjoint(with: [.safe, .weekday, .slang]) else {
            return index
        }
        if token.shape == .upper, token.cues.contains(.safeAcronym) { return index }
        if let before = announcer(index),
            isNameWord(token) || !isPlainWord(token)
                || has(before, [.kin, .named]) && token.flags.contains(.givenCommon)
        {
            return flatName(index, .cue(text.tokens[before].range))
        }
        if token.flags.contains(.demonym), !token.flags.contains(.core), !token.cues.contains(.safe) {
            spans.append(
                RuleSpan(tokens: index..<(index + 1), type: .nationality, reason: .listed("peoples and languages")))
            return index + 1
        }
        if token.flags.contains(.given), !isPlainWord(token) {
            return flatName(
                index, .listed("given names"), token.flags.contains(.spanish) && use.hasSpanish ? .doubtful : .sure)
        }
        if token.flags.contains(.family), !isPlainWord(token), token.foldedLength > 2 {
            return flatName(index, .listed("family names"), .doubtful)
        }
        if token.flags.contains(.givenCommon), !token.flags.contains(.core),
            !token.flags.contains(.spanish) || !use.hasSpanish
        {
            return flatName(index, .listed("given names"), .doubtful)
        }
        if !token.isKnownWord, token.foldedLength > 2, token.flags.isDisjoint(with: [.personNoun, .adjective, .verb]),
            !isInflected(token)
        {
            return flatName(index, .unknownWord, .doubtful)
        }
        return index
    }

    private func isPlainWord(_ token: Token) -> Bool {
        token.isFunction || !token.flags.isDisjoint(with: [.core, .common])
            || token.flags.contains(.rare) && !token.flags.contains(.given)
            || token.flags.contains(.spanish) && use.hasSpanish && !token.flags.contains(.givenCommon)
            || token.cues.contains(.slang)
    }

    private func isNameWord(_ token: Token) -> Bool {
        !token.flags.isDisjoint(with: [.given, .familyCommon]) && !token.flags.contains(.core)
    }

    /// A known word with an ending that the list does not hold.
    private func isInflected(_ token: Token) -> Bool {
        let letters = text.folded[Int(token.foldedStart)..<Int(token.foldedEnd)]
        guard letters.count > 4 else { return false }
        if use.hasSpanish, letters.count > 5, isDiminutive(letters) { return true }
        for length in 1...3 where letters.count - length >= 3 {
            var hash = WordHash()
            for letter in letters.dropLast(length) { hash.add(letter) }
            let flags = Lexicon.standard.flags(of: hash.value)
            if !flags.isDisjoint(with: [.core, .common, .spanish]), Self.endings.contains(Array(letters.suffix(length)))
            {
                return true
            }
        }
        return false
    }

    // "viejitos", "cafecito", "abuelita"
    private func isDiminutive(_ letters: ArraySlice<UInt32>) -> Bool {
        var stem = letters
        if stem.last == 0x73 { stem = stem.dropLast() }
        guard stem.last == 0x6F || stem.last == 0x61, stem.count > 5 else { return false }
        let ending = stem[stem.endIndex - 1]
        guard stem[stem.endIndex - 2] == 0x74, stem[stem.endIndex - 3] == 0x69 else { return false }
        return [[ending], [], [0x65]].contains { tail in
            [3, 4].contains { length in
                var hash = WordHash()
                for letter in stem.dropLast(length) + tail { hash.add(letter) }
                return Lexicon.standard.flags(of: hash.value).contains(.spanish)
            }
        }
    }

    private static let endings: Set<[UInt32]> = Set(
        [
            "s", "es", "ed", "d", "in", "ing", "er", "ly", "n", "me", "te", "se", "lo", "la", "le", "nos", "los", "las",
            "les",
        ].map {
            $0.unicodeScalars.map(\.value)
        })

    /// A title, a kinship word or "called" just before.
    private func announcer(_ index: Int) -> Int? {
        guard let before = wordBefore(index), !isSign(index - 1, ","), follows(index) else { return nil }
        let token = text.tokens[before]
        if has(before, .title), token.foldedLength > 1, !token.isFunction, token.hash != Self.general { return before }
        if has(before, [.named, .nickname]), text.tokens[index].foldedLength > 2, !has(before, .functionEnglish) {
            return before
        }
        if has(before, .kin),
            !text.tokens[index].flags.contains(.core) || text.tokens[index].flags.contains(.givenCommon)
        {
            return before
        }
        if has(before, .be), before > 0, has(before - 1, .named) { return before - 1 }
        return nil
    }

    private static let general = WordHash.of("general")

    private mutating func flatName(_ index: Int, _ reason: Reason, _ strength: RuleSpan.Strength = .sure) -> Int {
        var end = index + 1
        while end < index + 4, let next = at(end), next.gap <= .blank {
            if next.isHyphen, next.gap == .none, let after = at(end + 1), after.isWord, after.gap == .none,
                after.foldedLength > 2, !after.isFunction
            {
                end += 2
            } else if next.foldedLength == 1, next.isWord, !next.isFunction, let after = at(end + 1), after.isWord,
                after.gap == .blank, !isPlainWord(after)
            {
                end += 2
            } else if next.foldedLength == 1, next.isWord, isSign(end + 1, "."), let after = at(end + 2), after.isWord,
                !isPlainWord(after)
            {
                // "DARLENE M. FONTENEAUX"
                end += 3
            } else if next.isWord, !settled[end], !isPlainWord(next),
                next.cues.isDisjoint(with: [.safe, .weekday, .month, .facility]), !next.isForeign
            {
                end += 1
            } else {
                break
            }
        }
        let type = type(index, end)
        spans.append(RuleSpan(tokens: index..<end, type: type, reason: reason, strength: strength))
        return end
    }

    /// The longest place of up to four words in the list.
    private mutating func place(_ index: Int) -> Int? {
        let token = text.tokens[index]
        if token.flags.contains(.placeStart) || token.flags.contains(.place) {
            for length in stride(from: 4, through: 2, by: -1) where index + length <= text.tokens.count {
                let words = text.tokens[index..<(index + length)]
                guard words.dropFirst().allSatisfy({ $0.isWord && $0.gap == .blank }) else { continue }
                let flags = Lexicon.standard.flags(of: text.phraseHash(index..<(index + length)))
                guard flags.contains(.place),
                    flags.contains(.placeKnown) || words.contains(where: { !isPlainWord($0) }) || isAfterIn(index)
                else { continue }
                spans.append(RuleSpan(tokens: index..<(index + length), type: .location, reason: .listed("places")))
                return index + length
            }
        }
        guard token.flags.contains(.place), token.foldedLength > 2,
            !isPlainWord(token) || isAfterIn(index) && !token.flags.contains(.core)
        else { return nil }
        guard token.flags.contains(.placeKnown) || isAfterIn(index) || token.flags.isDisjoint(with: [.given, .family])
        else { return nil }
        if token.flags.contains(.givenCommon), !isAfterIn(index) { return nil }
        spans.append(RuleSpan(tokens: index..<(index + 1), type: .location, reason: .listed("places")))
        return index + 1
    }

    private static let inmates = StructuredScan.set("women men girls boys mujeres hombres deaf blind")
    private static let forWords = StructuredScan.set("for of de para")

    private func isFor(_ index: Int) -> Bool { at(index).map { Self.forWords.contains($0.hash) } ?? false }

    private func isAfterIn(_ index: Int) -> Bool {
        guard let before = at(index - 1), before.isWord, follows(index) else { return false }
        return Self.inWords.contains(before.hash)
    }

    private static let inWords = StructuredScan.set("in from near en desde hacia to")

    /// "lakeport county jail", "greater mount calvary temple": the words before a head, back to a small word.
    private mutating func headed(_ index: Int) -> Int? {
        let token = text.tokens[index]
        guard !token.isFunction, !settled[index], token.cues.isDisjoint(with: [.determiner, .safe]), token.isWord,
            index == 0
                || at(index - 1).map({
                    $0.kind == .sign || $0.isFunction || token.gap >= .line || has(index - 1, [.inPlace, .determiner])
                        || $0.flags.contains(.verb)
                }) ?? true
        else { return nil }
        var (end, head, unusual) = (index, -1, 0)
        while end < index + 7, let word = at(end), word.isWord, !settled[end], end == index || word.gap <= .blank,
            !word.isFunction || word.cues.contains(.connector) && end > index && !has(end, .determiner)
        {
            if end > index, !word.cues.isDisjoint(with: [.facility, .organization]) { head = end }
            if !isPlainWord(word)
                || !word.flags.isDisjoint(with: [.place, .placeStart, .familyCommon])
                    && word.cues.isDisjoint(with: [.facility, .organization])
            {
                unusual += 1
            }
            end += 1
        }
        let isCourt = text.lineCases[index] == .upper && (index..<end).contains { has($0, .court) }
        if isCourt { head = end - 1 }
        guard head > index, unusual > 0 || isCourt else { return nil }
        if isFor(head + 1), let who = at(head + 2), who.isWord, Self.inmates.contains(who.hash) { head += 2 }
        let isFacility = (index...head).contains { has($0, .facility) }
        spans.append(
            RuleSpan(
                tokens: index..<(head + 1), type: isFacility ? .facility : .organization,
                reason: .cue(text.tokens[head].range), strength: .doubtful))
        return head + 1
    }
}
