/// Names that a set phrase gives: "call me X or Y", "me dicen X", "ask for X". Small letters and ordinary words are names there.
extension NameScan {
    private static let pairs: Set<UInt64> = Set(
        """
        call me|calls me|call us|called him|called her|calls him|calls her|call him|call her|name is|name was|names is|nam is|names was|
        name's was|go by|goes by|went by|known as|ask for|me llamo|me llaman|me llamaban|me dicen|me decian|me digan|le dicen|le decian|
        le llaman|le llamaban|se llama|se llamaba|se llaman|conocen por|conocen como|conocido como|conocida como|pregunten por|pregunte por|
        pregunta por|nombre es|nombre era|apellido es|care of|llamame|pero dime
        """.split { $0 == "|" || $0.isNewline }.compactMap { pair in
            let words = pair.split(separator: " ")
            return words.count == 2
                ? FeatureRows.mix(WordHash.of(String(words[0])), WordHash.of(String(words[1]))) : nil
        })
    private static let single = StructuredScan.set(
        "aka nicknamed llamame diganme apodado apodada apellido named llamado llamada alias ponle")
    private static let between = StructuredScan.set("el la los las the just um uh really")
    private static let joins = StructuredScan.set("or o y and an n")
    private static let called = WordHash.of("called")
    private static let weakFrames = StructuredScan.set("as by of for como")
    private static let spanishFrames = StructuredScan.set("llamo llaman llamaban dicen decian llama llamaba por como")

    /// The word that says that a name comes next, over an article or a quote.
    private func frame(_ index: Int) -> Int? {
        var last = index - 1
        while last >= 0, index - last < 4, at(last + 1)?.gap != .paragraph,
            isWord(last, Self.between) || isSign(last, "\"") || isSign(last, "\u{201C}") || isSign(last, ":")
        { last -= 1 }
        guard let word = at(last), word.isWord, at(last + 1)?.gap != .paragraph else { return nil }
        if Self.single.contains(word.hash) { return last }
        guard let first = at(last - 1), word.gap <= .line else { return nil }
        if word.hash == Self.called, first.flags.contains(.personNoun) || first.cues.contains(.kin) { return last }
        return Self.pairs.contains(FeatureRows.mix(first.hash, word.hash)) ? last : nil
    }

    /// Marks the names after a phrase that gives them; nil where the capitals do so already.
    mutating func framed(_ index: Int) -> Int? {
        guard !text.tokens[index].isCapital || text.isFlatCase(at: index), let cue = frame(index),
            canBeCalled(index, cue)
        else { return nil }
        var end = frameName(index, cue)
        while isWord(end, Self.joins) || isSign(end, "/") || isSign(end, ","), at(end + 1)?.gap == .blank,
            canBeCalled(end + 1, cue),
            isWord(end, Self.joins) || !isPlain(end + 1)
        {
            end = frameName(end + 1, cue)
        }
        return end
    }

    private mutating func frameName(_ index: Int, _ cue: Int) -> Int {
        flatName(index, .cue(text.tokens[cue].range), isPlain(index) && !isCalled(cue) ? .doubtful : .sure)
    }

    private func isPlain(_ index: Int) -> Bool { at(index).map(isPlainWord) ?? true }

    // A word of grammar, a usual adjective or one of the commonest words is none, unless people have it as a name.
    private func canBeCalled(_ index: Int, _ cue: Int) -> Bool {
        guard let token = at(index), token.isWord, token.foldedLength > 1, !settled[index], !isOrdinaryGrammar(token),
            token.cues.isDisjoint(with: [.safe, .weekday, .determiner, .inPlace, .be, .digit, .number, .kin, .title])
        else { return false }
        if token.flags.contains(.given) && !token.flags.contains(.core) || !token.isKnownWord { return true }
        if at(index + 1)?.hash == token.hash { return true }
        if isWord(index - 1, Self.the), token.flags.contains(.core) { return false }
        if isCalled(cue),
            token.flags.isDisjoint(with: .adjective), !Self.notCalled.contains(token.hash),
            !token.flags.contains(.verb) || !isInflected(token)
        {
            return true
        }
        if token.flags.contains(.core) {
            return token.flags.contains(.givenCommon) && use[token.hash].intersection([.lower, .written]) != .lower
        }
        if Self.weakFrames.contains(text.tokens[cue].hash), token.isKnownWord { return false }
        let isSpanish = Self.spanishFrames.contains(text.tokens[cue].hash)
        return isSpanish || token.flags.isDisjoint(with: [.adjective, .verb])
    }

    /// "call me", "called him", "le dicen": what follows is a name more often than not.
    private func isCalled(_ cue: Int) -> Bool {
        Self.callWords.contains(text.tokens[cue].hash) || Self.callWords.contains(at(cue - 1)?.hash ?? 0)
    }

    private static let the = StructuredScan.set("the")
    private static let callWords = StructuredScan.set("call calls called dicen decian llaman llamaban")
    // "call me tomorrow", "called me names", "me llaman mentirosa": what follows "call me" and is no name.
    private static let notCalled = StructuredScan.set(
        """
        yesterday today tonight tomorrow names nothing everything something anything stuff things collect home again sometime anytime anymore
        liar liars thief whore bitch bitches trash monster killer murderer stupid dumb ugly fat lazy psycho slut names honey baby sweetheart family
        hoy manana ayer cosas nada todo loca mentirosa puta perra asesina siempre maam sir ma'am mister miss
        """)

    private func isOrdinaryGrammar(_ token: Token) -> Bool {
        token.cues.contains(.functionEnglish) && use.hasEnglish
            || token.cues.contains(.functionSpanish) && use.hasSpanish
    }

    private static let several = StructuredScan.set(
        """
        girls boys kids children sons daughters sisters brothers cousins babies nieces nephews friends twins hijos hijas ninos ninas nenes nenas
        hermanos hermanas primos primas sobrinos sobrinas gemelos gemelas nietos nietas amigos amigas cellies bunkies kiddos homegirls grandbabies
        """)
    private static let afterSeveral = StructuredScan.set("are is named called names son se llaman my mis")

    /// "my sisters tiff an amber", "mis nenas glorimar y milagros": a list after a word for several people.
    mutating func kinList(_ index: Int) {
        guard isWord(index, Self.several) else { return }
        var position = index + 1
        while isWord(position, Self.afterSeveral) || isSign(position, ":") || isSign(position, ","),
            position < index + 4
        { position += 1 }
        var items: [Int] = []
        while items.count < 8, let token = at(position), token.gap <= .line, token.isWord, !settled[position],
            !isOrdinaryGrammar(token), token.foldedLength > 1,
            token.flags.isDisjoint(with: .core) || token.flags.contains(.givenCommon),
            token.cues.isDisjoint(with: [.safe, .weekday, .kin, .be, .sayVerb, .month])
        {
            items.append(position)
            position += 1
            while let age = at(position), age.hasDigit || age.isSign("(") || age.isSign(")"), position < index + 40 {
                position += 1
            }
            guard
                isWord(position, Self.joins) || isSign(position, ",") || isSign(position, "/") || isSign(position, "&")
            else { break }
            while isWord(position, Self.joins) || isSign(position, ",") || isSign(position, "/")
                || isSign(position, "&")
            { position += 1 }
        }
        guard items.count > 1,
            items.contains(where: { !isPlain($0) || at($0)?.isCapital == true && !text.isFlatCase(at: $0) })
        else { return }
        for item in items where isPlain(item) {
            spans.append(RuleSpan(tokens: item..<(item + 1), type: .person, reason: .cue(text.tokens[index].range)))
        }
    }
}
