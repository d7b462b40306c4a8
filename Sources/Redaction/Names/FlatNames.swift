/// Names where capitals say nothing: a text typed on a phone, a heading or a form in capitals.
extension NameScan {
    /// One word of a flat line; returns where to go on.
    mutating func flat(_ index: Int) -> Int {
        if let end = headed(index) ?? place(index) ?? headFirst(index) { return end }
        let token = text.tokens[index]
        if let before = announcer(index), has(before, .title) {
            // "mr will", "MISS D": after a title a name may be any word, or one letter.
            if token.flags.contains(.given) && !has(index + 1, .be) && !has(index, .sayVerb) || token.shape == .initial
                || token.foldedLength == 1 && token.shape == .lower && !token.isFunction
            {
                return flatName(index, .cue(text.tokens[before].range))
            }
        }
        // "its zani or Z": one capital in a text that has none.
        if token.shape == .initial, text.lineCases[index] == .lower, !Self.loneCapitals.contains(token.hash),
            token.gap != .none,
            at(index + 1).map({ $0.gap != .none || $0.isSign(".") || $0.isSign(",") }) ?? true,
            !has(index - 1, [.unit, .facility])
        {
            spans.append(
                RuleSpan(tokens: index..<(index + 1), type: .person, reason: .capitalized, strength: .doubtful))
            return index + 1
        }
        // "mi amiga la Cachetes": a capital in a text that has none.
        if token.shape == .capitalized, text.lineCases[index] == .lower, !use.starts[index], !token.isFunction,
            token.cues.isDisjoint(with: [.safe, .weekday, .month, .slang, .title, .kin])
        {
            return flatName(index, .capitalized, .doubtful)
        }
        guard token.foldedLength > 1, !token.isFunction, token.cues.isDisjoint(with: [.safe, .weekday, .slang]) else {
            return index
        }
        if token.shape == .upper, token.cues.contains(.safeAcronym) { return index }
        if let before = announcer(index),
            isNameWord(token) || !isPlainWord(token)
                || has(before, .title) && !token.flags.isDisjoint(with: [.given, .family])
                    && token.flags.isDisjoint(with: [.core, .verb])
                || has(before, [.kin, .named]) && token.flags.contains(.givenCommon)
                || isApposed(index, before)
        {
            return flatName(index, .cue(text.tokens[before].range))
        }
        if let end = reversed(index) ?? caseName(index) { return end }
        if use.isAnnounced(token.hash), token.flags.isDisjoint(with: [.core, .personNoun]), token.foldedLength > 2,
            token.cues.isDisjoint(with: [.kin, .title, .facility, .organization, .placeHead, .named, .month])
        {
            return flatName(index, .listed("names of this text"), .doubtful)
        }
        if token.flags.contains(.demonym), !token.flags.contains(.core), !token.cues.contains(.safe) {
            spans.append(
                RuleSpan(tokens: index..<(index + 1), type: .nationality, reason: .listed("peoples and languages")))
            return index + 1
        }
        if isFlatSubject(index) { return flatName(index, .listed("given names"), .doubtful) }
        if isFullName(index) { return flatName(index, .listed("given names"), second: true) }
        if token.flags.contains(.given), !isPlainWord(token) {
            return flatName(
                index, .listed("given names"), token.flags.contains(.spanish) && use.hasSpanish ? .doubtful : .sure)
        }
        if token.flags.contains(.family), !isPlainWord(token), token.foldedLength > 2 {
            let end = flatName(index, .listed("family names"), .doubtful)
            // A family name that is no English word: it stands.
            spans[spans.count - 1].stands = token.flags.isDisjoint(with: .english) && !use.hasSpanish
            return end
        }
        if token.flags.contains(.givenCommon), !token.flags.contains(.core),
            !token.flags.contains(.spanish) || !use.hasSpanish
        {
            return flatName(index, .listed("given names"), .doubtful)
        }
        if token.flags.contains(.proper), !token.isKnownWord, token.foldedLength > 3,
            token.flags.isDisjoint(with: .adjective)
        {
            return flatName(index, .listed("proper names"), .doubtful)
        }
        // "ermana": a word of the lists, misspelt.
        if !token.isKnownWord, token.foldedLength > 2, token.nearCues.isEmpty,
            token.flags.isDisjoint(with: [.personNoun, .adjective, .verb]),
            !isInflected(token)
        {
            return flatName(index, .unknownWord, .doubtful)
        }
        return index
    }

    /// - Parameter second: the word after the first belongs to the name, whatever it is.
    mutating func flatName(_ index: Int, _ reason: Reason, _ strength: RuleSpan.Strength = .sure, second: Bool = false)
        -> Int
    {
        var end = second ? index + 2 : index + 1
        // "nay nay"
        if let again = at(end), again.hash == text.tokens[index].hash, again.gap == .blank { end += 1 }
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
        // "brandi lyn stoops": an ordinary word that is a family name too, where the name ends.
        if type == .person, end < index + 4, end > index + 1 || reason == .listed("given names"), let last = at(end),
            last.isWord, last.gap == .blank, last.foldedLength > 3,
            last.flags.contains(.family), !last.flags.contains(.core), !last.isFunction, !settled[end],
            at(end + 1).map({ $0.kind == .sign || $0.gap >= .line }) ?? true
        {
            end += 1
        }
        spans.append(RuleSpan(tokens: flatStart(index, type)..<end, type: type, reason: reason, strength: strength))
        return end
    }

    private static let loneCapitals = StructuredScan.set("i a o x y u e")

    private static let fondWords = StructuredScan.set(
        "big little lil tiny gordo gorda flaco flaca guero guera negro negra chino china mono chula")

    // "dr. guruswamy", "big mari": what stands before a name and is as telling.
    private func flatStart(_ index: Int, _ type: IdentifierType) -> Int {
        guard type == .person, at(index)?.gap != .paragraph else { return index }
        var start = index
        for _ in 0..<2 {
            let before = isSign(start - 1, ".") && at(start - 1)?.gap == Token.Gap.none ? start - 2 : start - 1
            guard let token = at(before), at(before + 1)?.gap != .paragraph, !settled[before] else { break }
            let isInitials = before == start - 1 || token.foldedLength == 1
            let isTelling =
                isInitials && isLooseInitials(before)
                || Self.rareTitles.contains(token.hash) && !isWord(before - 1, Self.titleArticles)
                || Self.fondWords.contains(token.hash) && before == start - 1 && at(start)?.gap == .blank
            guard isTelling else { break }
            start = before
        }
        return start
    }

    private static let shortWords = StructuredScan.set(
        "to so im ur pd co st dr mr ms sr da ii vs ok oh hi ex pa ma id tv xq pq w n u q x")

    // "j. brandt", "aj feldman"
    private func isLooseInitials(_ index: Int) -> Bool {
        guard let token = at(index), token.isWord, token.foldedLength <= 2 else { return false }
        if isSign(index + 1, "."), token.foldedLength == 1, at(index + 1)?.gap == Token.Gap.none { return true }
        guard !token.isFunction, token.cues.isDisjoint(with: [.title, .kin, .connector]) else { return false }
        return !Self.shortWords.contains(token.hash) && !token.flags.contains(.core)
            && token.flags.isDisjoint(with: [.spanish])
    }

    private static let titleArticles = StructuredScan.set("the el la")
}
