/// Names in unusual dress: spelled letter by letter, after "lil", after "le dicen".
extension NameScan {
    private static let little = StructuredScan.set("lil lil' lil\u{2019}")
    private static let calls = StructuredScan.set("dicen decian llaman llamaban apodan dice dicho")
    private static let smallTitles = StructuredScan.set("mr mrs ms dr sra srta don dona")
    private static let articles = StructuredScan.set("el la los las")
    private static let callMe = StructuredScan.set("call calls called named nicknamed")
    private static let objects = StructuredScan.set("me him her them us")

    /// "W H I T L O W", "J-A-N-E": three single capitals or more, with a blank or a hyphen between.
    mutating func spelledName(_ index: Int) -> Int? {
        var (end, letters) = (index + 1, 1)
        while end < index + 60, let token = at(end) {
            if token.shape == .initial, token.gap <= .blank {
                (end, letters) = (end + 1, letters + 1)
            } else if token.isHyphen, at(end + 1)?.shape == .initial {
                (end, letters) = (end + 2, letters + 1)
            } else {
                break
            }
        }
        guard letters >= 3, let second = at(index + 1), second.gap == .blank || second.isHyphen else { return nil }
        spans.append(RuleSpan(tokens: index..<end, type: .person, reason: .shape("letters spelled one by one")))
        return end
    }

    /// 'Kathleen "Kat" Maguire', 'terrance "t-bone" ricks': a name in quotes between two others.
    mutating func quotedNickname(_ index: Int) -> Int? {
        let isFlat = text.isFlatCase(at: index)
        guard let open = at(index + 1), open.kind == .sign, open.gap == .blank, Self.openQuotes.contains(open.value),
            text.tokens[index].isCapital || isFlat && !text.tokens[index].isKnownWord
        else { return nil }
        var end = index + 2
        while end < index + 7, let token = at(end), token.gap <= .blank, token.isWord || token.isHyphen { end += 1 }
        guard end > index + 2, let close = at(end), close.kind == .sign, close.gap == .none, let last = at(end + 1),
            last.isWord,
            last.gap == .blank, !last.isFunction, last.isCapital || isFlat && !last.flags.contains(.core)
        else { return nil }
        spans.append(
            RuleSpan(tokens: index..<(end + 2), type: .person, reason: .shape("a name in quotes between two others")))
        return end + 2
    }

    private static let openQuotes: Set<UInt32> = [0x22, 0x201C, 0x27, 0x2018, 0x28, 0xAB]

    /// "ned pillersdorf", in small letters among lines that have capitals.
    mutating func lowerFullName(_ index: Int) -> Int? {
        guard text.lineCases[index] == .mixed, text.tokens[index].shape == .lower, text.tokens[index].foldedLength > 2,
            text.tokens[index].flags.contains(.givenCommon), !text.tokens[index].isFunction, let last = at(index + 1),
            last.shape == .lower,
            last.gap == .blank, !last.isKnownWord, last.flags.contains(.family)
        else { return nil }
        return flatName(index, .listed("given names"), .doubtful, second: true)
    }

    /// "lil man", "le dicen el mono", "call me kiki".
    mutating func nicknamed(_ index: Int) -> Int? {
        let token = text.tokens[index]
        if Self.little.contains(token.hash), let name = at(index + 1), name.isWord, name.gap == .blank, !name.isFunction
        {
            spans.append(
                RuleSpan(tokens: index..<(index + 2), type: .person, reason: .cue(token.range), strength: .doubtful))
            return index + 2
        }
        if !text.isFlatCase(at: index), let before = at(index - 1),
            Self.smallTitles.contains(before.hash)
                || isSign(index - 1, ".") && Self.smallTitles.contains(at(index - 2)?.hash ?? 0),
            before.shape != .capitalized, token.shape == .lower, token.gap <= .blank,
            token.flags.contains(.given) || !token.isFunction && token.foldedLength > 2
        {
            spans.append(RuleSpan(tokens: index..<(index + 1), type: .person, reason: .cue(before.range)))
            return index + 1
        }
        if token.cues.contains(.title), token.isCapital, let before = at(index - 1), Self.objects.contains(before.hash),
            let call = at(index - 2), Self.callMe.contains(call.hash)
        {
            spans.append(RuleSpan(tokens: index..<(index + 1), type: .person, reason: .cue(call.range)))
            return index + 1
        }
        guard let before = at(index - 1), token.shape == .lower, !token.isFunction, token.foldedLength > 2 else {
            return nil
        }
        if Self.articles.contains(before.hash), let verb = at(index - 2), Self.calls.contains(verb.hash) {
            spans.append(
                RuleSpan(tokens: index..<(index + 1), type: .person, reason: .cue(verb.range), strength: .doubtful))
            return index + 1
        }
        let verb = Self.objects.contains(before.hash) ? index - 2 : index - 1
        if let call = at(verb), Self.callMe.contains(call.hash), verb == index - 2 || !isOrdinary(token),
            !token.flags.contains(.core)
        {
            spans.append(
                RuleSpan(tokens: index..<(index + 1), type: .person, reason: .cue(call.range), strength: .doubtful))
            return index + 1
        }
        return nil
    }
}
