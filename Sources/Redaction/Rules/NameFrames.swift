/// Names that a set phrase gives: "call me X or Y", "me dicen X", "ask for X". Small letters and ordinary words are names there.
extension Walk {
    /// The names after a phrase that gives them; nil where the capitals do so already.
    func framed(_ index: Int) -> Match? {
        guard !self[index].isCapital || isFlat(index), let cue = frame(index), canBeCalled(index, cue) else {
            return nil
        }
        var match = framedName(index, cue)
        for _ in 0..<8 {
            let join = match.next
            let isOr = word(join, .orWords)
            guard isOr || sign(join, of: "/,"), self[join + 1].gap == .blank, canBeCalled(join + 1, cue),
                isOr || !isPlainWord(self[join + 1])
            else { break }
            let other = framedName(join + 1, cue)
            match.more.append(other)
            match.next = other.next
        }
        return match
    }

    private func framedName(_ index: Int, _ cue: Int) -> Match {
        flatName(index, cue: cue, isPlainWord(self[index]) && !isCalled(cue) ? .doubtful : .sure)
    }

    /// The word that says that a name comes next, over an article or a quote.
    private func frame(_ index: Int) -> Int? {
        let last = runBack(index, 3) { follows($0 + 1) && (word($0, .frameFillers) || sign($0, of: "\"\u{201C}:")) } - 1
        guard last >= 0, self[last].isWord, follows(last + 1) else { return nil }
        if word(last, .nameAnnouncers) { return last }
        guard last > 0, self[last].gap <= .line else { return nil }
        if word(last, .called), self[last - 1].flags.contains(.personNoun) || cued(last - 1, .kin) { return last }
        return word(last - 1, .frameStarts) && WordLists.standard.holds(text.phraseHash(last - 1..<last + 1), .frames)
            ? last : nil
    }

    /// "call me", "called him", "le dicen": what follows is a name more often than not.
    private func isCalled(_ cue: Int) -> Bool { word(cue, .callWords) || word(cue - 1, .callWords) }

    /// A word of grammar, a usual adjective or one of the commonest words is no name, unless people have it as one.
    private func canBeCalled(_ index: Int, _ cue: Int) -> Bool {
        let token = self[index]
        guard token.isWord, token.foldedLength > 1, !settled[index], !isSmall(token),
            !cued(index, [.safe, .weekday, .determiner, .inPlace, .be, .digit, .number, .kin, .title])
        else { return false }
        let isCore = token.flags.contains(.core)
        if token.flags.contains(.given) && !isCore || !token.isKnownWord || self[index + 1].hash == token.hash {
            return true
        }
        if word(index - 1, .theWord), isCore { return false }
        if isCalled(cue), !token.flags.contains(.adjective), !word(index, .notCalled),
            !token.flags.contains(.verb) || !isInflected(index)
        {
            return true
        }
        if isCore {
            return token.flags.contains(.givenCommon) && use[token.hash].intersection([.lower, .written]) != .lower
        }
        if word(cue, .weakFrames), token.isKnownWord { return false }
        return word(cue, .spanishFrames) || token.flags.isDisjoint(with: [.adjective, .verb])
    }

    /// "my sisters tiff an amber", "mis nenas glorimar y milagros": the ordinary words in a list after a word for several people.
    func kinList(_ index: Int) -> Match? {
        var position = run(index + 1, 3) { word($0, .afterSeveral) || sign($0, of: ":,") }
        func isJoin(_ place: Int) -> Bool { word(place, .orWords) || sign(place, of: ",/&") }
        var items: [Int] = []
        while items.count < 8, isListedName(position) {
            items.append(position)
            position = run(position + 1, 12) { self[$0].hasDigit || sign($0, of: "()") }
            guard isJoin(position) else { break }
            position = run(position, 4, isJoin)
        }
        let plain = items.filter { isPlainWord(self[$0]) }
        guard items.count > 1, let first = plain.first,
            plain.count < items.count || plain.contains(where: { self[$0].isCapital && !isFlat($0) })
        else { return nil }
        let more = plain.dropFirst().map { Match($0..<($0 + 1), cue: index) }
        return Match(first..<(first + 1), cue: index, more: more, next: index)
    }

    private func isListedName(_ index: Int) -> Bool {
        let token = self[index]
        return token.gap <= .line && token.isWord && !settled[index] && !isSmall(token) && token.foldedLength > 1
            && (!token.flags.contains(.core) || token.flags.contains(.givenCommon))
            && !cued(index, [.safe, .weekday, .kin, .be, .sayVerb, .month])
    }
}
