/// What the words beside one say where capitals say nothing: a title, "my cellmate", "said", "against the state".
extension NameScan {
    /// "hope made a way", "crystal said": a given name that is a word too, where a sentence begins, before what someone does.
    func isFlatSubject(_ index: Int) -> Bool {
        let token = text.tokens[index]
        guard use.starts[index] || isSign(index - 1, ","), token.flags.contains(.given), !token.isFunction,
            token.cues.isDisjoint(with: [.kin, .title, .month, .anyNumber, .inPlace])
        else { return false }
        return isWord(index + 1, Self.subjectVerbs) && at(index + 1)?.gap == .blank
    }

    /// "twain, mark": a family name that begins a line, a comma, a given name, and an end.
    mutating func reversed(_ index: Int) -> Int? {
        let token = text.tokens[index]
        guard token.gap >= .line, !token.isFunction, token.flags.isDisjoint(with: .core), token.foldedLength > 2,
            !token.flags.isDisjoint(with: [.family, .proper]) || !token.isKnownWord,
            isSign(index + 1, ","), let given = at(index + 2), given.gap == .blank,
            given.flags.contains(.given), !given.isFunction,
            at(index + 3).map({ $0.isSign(".") || $0.gap >= .line }) ?? true
        else { return nil }
        spans.append(
            RuleSpan(tokens: index..<(index + 3), type: .person, reason: .shape("a family name, a comma, a given name"))
        )
        return index + 3
    }

    /// "in brown against the united states", "jones vs state": the parties of a case.
    mutating func caseName(_ index: Int) -> Int? {
        let token = text.tokens[index]
        if token.flags.contains(.family), isWord(index + 1, Self.rules), index > 0, !token.isFunction {
            return flatName(index, .cue(text.tokens[index + 1].range))
        }
        guard token.flags.contains(.family), isWord(index - 1, Self.inCase) || use.starts[index] else { return nil }
        let isVersus =
            isWord(index + 1, Self.versus)
            || isWord(index + 1, Self.against) && isWord(index + 2, Self.theWord) && isWord(index + 3, Self.parties)
        guard isVersus else { return nil }
        return flatName(index, .cue(text.tokens[index + 1].range))
    }

    private static let rules = StructuredScan.set("administration presidency regime doctrine")
    private static let inCase = StructuredScan.set("in under cite citing see")
    private static let versus = StructuredScan.set("v vs versus")
    private static let against = StructuredScan.set("against")
    private static let theWord = StructuredScan.set("the")
    private static let parties = StructuredScan.set("united state people commonwealth government city county")

    /// A title, a kinship word or "called" just before.
    func announcer(_ index: Int) -> Int? {
        guard let before = wordBefore(index), !isSign(index - 1, ","), follows(index) else { return nil }
        let token = text.tokens[before]
        if has(before, .title), token.foldedLength > 1, !token.isFunction, token.hash != Self.general { return before }
        if has(before, [.named, .nickname]), text.tokens[index].foldedLength > 2, !has(before, .functionEnglish) {
            return before
        }
        if has(before, .kin) || token.nearCues.contains(.kin),
            !text.tokens[index].flags.contains(.core) || text.tokens[index].flags.contains(.givenCommon)
        {
            return before
        }
        if has(before, .be), before > 0, has(before - 1, .named) { return before - 1 }
        return nil
    }

    /// "my celly boo, she": an ordinary word, but no verb's past, between "my cellmate" and a comma or "she".
    func isApposed(_ index: Int, _ before: Int) -> Bool {
        let token = text.tokens[index]
        guard has(before, .kin), has(before - 1, .determiner), !token.flags.contains(.core), !token.isFunction,
            token.cues.isDisjoint(with: [.kin, .title, .sayVerb, .be]), token.flags.isDisjoint(with: .adjective),
            !token.flags.contains(.verb) || !isInflected(token)
        else { return false }
        return isSign(index + 1, ",") || isWord(index + 1, Self.whoWords)
    }

    private static let whoWords = StructuredScan.set("she he who shes hes que ella")
    private static let general = WordHash.of("general")
}
