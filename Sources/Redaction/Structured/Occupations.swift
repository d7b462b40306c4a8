/// What someone does for a living, where it says more than "a nurse": "hotshot crew sawyer", "mesero en un hotel".
extension StructuredScan {
    private static let plainModifiers = set(
        """
        good bad great old older young younger new same other another first last own little big small real very nice kind poor single single-minded
        certified licensed registered retired former ex full part time just only best better proud hard decent buen buena gran viejo joven nuevo nueva
        """)
    private static let being = set(
        "am was is i'm im he's she's be been being were as como de soy era es fui fue became")
    private static let vagueHeads = set(
        """
        lover hater fighter survivor prisoner killer loser winner helper drinker user abuser stranger member mother father brother sister daughter
        former leader listener learner owner other another number letter matter order power paper water dinner winter summer never ever offender beginner
        partner drug addict person woman man child kid teenager monster liar sinner believer quitter gambler smoker player minister manager customer
        soltera primera tercera cualquiera entera ligera extranjera prisionera manera heredero sincera soltero primero tercero entero extranjero prisionero
        dinero enero febrero compañera compañero companera companero
        """)
    private static let work = set("work worked works working job trabajo trabaja trabajaba trabaje trabajamos labore")
    private static let places = set("at in for on en para de")
    private static let loosely = set("on for de")
    private static let articles = set("a an the un una el la los las my his her mi su some")
    private static let tails = set("for of on de del para")
    private static let stops = set(
        "who that which and but so when while because que quien y pero cuando where donde i he she we they it me him her us them at in en"
    )
    private static let jobLabels = set("job occupation trabajo oficio ocupacion work employment profession profesion")
    private static let teaching = set("taught teach teaches ensenaba ensene")

    /// A job with what it is done to or where, to be decided by the model.
    mutating func occupation(_ index: Int) -> Int? {
        guard let token = at(index), token.isWord else { return nil }
        if Self.jobLabels.contains(token.hash), let end = labelledJob(index) { return end }
        if Self.work.contains(token.hash) { return workplace(index) }
        if Self.teaching.contains(token.hash) { return subject(index) }
        return jobTitle(index)
    }

    /// "a respiratory therapist", "soy afinadora de órganos": the words before the head, back to an article or "was".
    private mutating func jobTitle(_ index: Int) -> Int? {
        let head = text.tokens[index]
        guard isHead(index) else { return nil }
        var start = index
        while start > index - 4, let before = at(start - 1), before.isWord, !before.isFunction,
            at(start)?.gap ?? .line <= .line,
            before.cues.isDisjoint(with: [.be, .title, .kin, .inPlace, .named, .number, .digit]),
            !Self.being.contains(before.hash),
            !Self.articles.contains(before.hash), !before.flags.contains(.given) || before.flags.contains(.core)
        { start -= 1 }
        while start < index, Self.plainModifiers.contains(text.tokens[start].hash) { start += 1 }
        var before = start - 1
        while Self.plainModifiers.contains(at(before)?.hash ?? 0) || Self.articles.contains(at(before)?.hash ?? 0) {
            before -= 1
        }
        let isSaid = Self.being.contains(at(before)?.hash ?? 0) && follows(before + 1)
        let end = tail(index + 1)
        // A nurse, a driver: many are. What tells one from another is what stands beside it.
        guard isSaid || start < index && has(start - 1, .determiner), start < index || !head.cues.contains(.title)
        else {
            return nil
        }
        if !head.cues.contains(.occupation), start == index || !isNoun(index - 1) {
            guard isSaid, isSpanishHead(index) || end > index + 1 else { return nil }
        }
        add(start..<end, .occupation, .shape("what someone does for a living"), .doubtful)
        // A trade of the list with a word that narrows it is one, even to a model that has not met it.
        spans[spans.count - 1].stands =
            (head.cues.contains(.occupation) || isSpanishHead(index))
            && (end > index + 1 || start < index && isNoun(index - 1))
        return end
    }

    private func isHead(_ index: Int) -> Bool {
        let token = text.tokens[index]
        guard !Self.vagueHeads.contains(token.hash), token.cues.isDisjoint(with: [.kin, .family]), !token.isFunction
        else {
            return false
        }
        if token.cues.contains(.occupation) { return true }
        guard token.cues.isDisjoint(with: .title) else { return false }
        return token.flags.contains(.personNoun) && hasEnding(token, Self.endings) || isSpanishHead(index)
    }

    private func isSpanishHead(_ index: Int) -> Bool {
        let token = text.tokens[index]
        return token.flags.contains(.spanish) && token.flags.isDisjoint(with: [.core, .given]) && token.foldedLength > 5
            && hasEnding(token, Self.spanishEndings) && !Self.vagueHeads.contains(token.hash)
    }

    private func hasEnding(_ token: Token, _ endings: Set<[UInt32]>) -> Bool {
        let letters = text.folded[Int(token.foldedStart)..<Int(token.foldedEnd)]
        return letters.count > 4 && (2...4).contains { endings.contains(Array(letters.suffix($0))) }
    }

    private static func suffixes(_ words: String) -> Set<[UInt32]> {
        Set(words.split(separator: " ").map { $0.unicodeScalars.map(\.value) })
    }
    private static let endings = suffixes("er or ist ian man ers ors ists")
    private static let spanishEndings = suffixes("era ero dor dora ista triz")

    /// A noun before the head makes it a trade: "harbor pilot", "piano tuner".
    private func isNoun(_ index: Int) -> Bool {
        guard let token = at(index), token.isWord else { return false }
        return token.flags.isDisjoint(with: .adjective) || token.isCapital
    }

    /// "for a British bomb disposal team", "de los retablos": to the end of the clause, before any name.
    private func tail(_ index: Int) -> Int {
        guard isWord(index, Self.tails), follows(index) else { return index }
        var (end, position) = (index, index + 1)
        while position < index + 8, let token = at(position), token.gap <= .blank, token.isWord,
            !Self.stops.contains(token.hash), token.cues.isDisjoint(with: [.be, .month]),
            token.isFunction || token.isKnownWord
        {
            position += 1
            if !token.isFunction { end = position }
        }
        return end
    }

    /// "work at a dog groomer's", "trabajaba en una panadería de barrio": two words or more after the article.
    private mutating func workplace(_ index: Int) -> Int? {
        var position = index + 1
        while position < index + 3, Self.places.contains(at(position)?.hash ?? 0), follows(position) { position += 1 }
        guard position > index + 1, isWord(position, Self.articles), follows(position) else { return nil }
        let start = position + 1
        position = start
        while position < start + 5, let token = at(position), token.gap <= .blank, token.isWord, !token.isFunction,
            token.shape == .lower, token.cues.isDisjoint(with: [.be, .named, .weekday, .month, .title])
        { position += 1 }
        let last = tail(position)
        guard position > start + 1 || last > position else { return nil }
        add(start..<last, .occupation, cueReason(index), .doubtful)
        spans[spans.count - 1].stands = !isWord(start - 2, Self.loosely)
        return last
    }

    /// "taught medieval law", "teaches third grade": a few words that are no person.
    private mutating func subject(_ index: Int) -> Int? {
        var position = index + 1
        while position < index + 4, let token = at(position), token.gap == .blank, token.isWord, !token.isFunction,
            token.cues.isDisjoint(with: [.kin, .title, .family, .inPlace]), token.flags.isDisjoint(with: .personNoun)
        { position += 1 }
        guard position > index + 1 else { return nil }
        add((index + 1)..<position, .occupation, cueReason(index), .doubtful)
        spans[spans.count - 1].stands = true
        return position
    }

    /// "Job at the time: night baker at the cafeteria": the rest of the line after the label of a form.
    private mutating func labelledJob(_ index: Int) -> Int? {
        guard at(index)?.gap ?? .line >= .line || isSign(index - 1, ".") || isSign(index - 1, ")") else { return nil }
        var position = index + 1
        while position < index + 7, let token = at(position), token.gap < .line, token.isWord || token.isSign("/") {
            position += 1
        }
        guard isSign(position, ":"), let first = at(position + 1), first.gap <= .blank, first.isWord else { return nil }
        let start = position + 1
        position = start
        while position < start + 10, let token = at(position), position == start || token.gap < .line,
            token.isWord || token.isHyphen || token.kind == .possessive
        { position += 1 }
        return add(start..<position, .occupation, cueReason(index))
    }
}
