/// Places, employers and prisons where capitals say nothing.
extension Walk {
    /// The longest place of up to four words in the list.
    func listedPlaceEnd(_ index: Int) -> Int? {
        let token = self[index]
        guard !token.flags.isDisjoint(with: [.placeStart, .place]) else { return nil }
        let isAfterIn = self[index - 1].isWord && follows(index) && word(index - 1, .inWords)
        let reach = run(index + 1, 3) { self[$0].isWord && self[$0].gap == .blank }
        for end in stride(from: reach, to: index + 1, by: -1) {
            let flags = Lexicon.standard.flags(of: text.phraseHash(index..<end))
            let isTelling =
                flags.contains(.placeKnown) || isAfterIn || (index..<end).contains { !isPlainWord(self[$0]) }
            if flags.contains(.place), isTelling { return longerPlaceEnd(end) }
        }
        guard token.flags.contains(.place), token.foldedLength > 2,
            !isPlainWord(token) || isAfterIn && !token.flags.contains(.core),
            isAfterIn
                || !token.flags.contains(.givenCommon)
                    && (token.flags.contains(.placeKnown) || token.flags.isDisjoint(with: [.given, .family]))
        else { return nil }
        return index + 1
    }

    /// "san juan de la maguana": a place that goes on beyond what the list knows.
    private func longerPlaceEnd(_ end: Int) -> Int {
        let last = run(end, 2) { word($0, .placeJoins) && self[$0].gap == .blank }
        return last > end && self[last].isWord && self[last].gap == .blank && !isPlainWord(self[last]) ? last + 1 : end
    }

    /// "cereso de apizaquito", "escuela benito juarez": in Spanish the kind of place comes first.
    func headFirst(_ index: Int) -> Match? {
        guard word(index, .spanishHeads), use.hasSpanish || self[index].flags.contains(.spanish) else { return nil }
        let first = run(index + 1, 2) { word($0, .placeJoins) && self[$0].gap == .blank }
        let end = run(first, 4) {
            let isJoin = word($0, .placeJoins)
            return self[$0].isWord && self[$0].gap == .blank && !settled[$0]
                && (!self[$0].isFunction
                    || isJoin && $0 > first && $0 + 1 < text.tokens.count && !isPlainWord(self[$0 + 1]))
                && (isJoin || !cued($0, [.be, .weekday, .month, .determiner]))
        }
        let isTelling = (first..<end).contains {
            !isPlainWord(self[$0])
                || !self[$0].flags.isDisjoint(with: [.place, .placeStart, .familyCommon, .givenCommon])
                    && !self[$0].flags.contains(.core)
        }
        return isTelling ? Match(index..<end, cue: index, cued(index, .facility) ? .facility : .organization) : nil
    }

    /// "lakeport county jail", "greater mount calvary temple": the words before a head, back to a small word.
    func headed(_ index: Int) -> Match? {
        let (token, before) = (self[index], self[index - 1])
        guard token.isWord, !token.isFunction, !cued(index, [.determiner, .safe]),
            before.kind == .sign || before.isFunction || token.gap >= .line || cued(index - 1, [.inPlace, .determiner])
                || before.flags.contains(.verb)
        else { return nil }
        let end = run(index, 7) {
            self[$0].isWord && !settled[$0] && ($0 == index || self[$0].gap <= .blank)
                && (!self[$0].isFunction || cued($0, .connector) && $0 > index && !cued($0, .determiner))
                // In Spanish the kind of place comes first: what follows is its name.
                && !($0 > index && use.isMostlySpanish && word($0, .spanishHeads))
        }
        let isCourt = text.lineCases[index] == .upper && (index..<end).contains { cued($0, .court) }
        let last = (index + 1..<max(end, index + 1)).last {
            cued($0, [.facility, .organization, .placeHead]) || cued($0, .street) && !self[$0].flags.contains(.core)
                || word($0, .flatStreets)
        }
        guard var head = isCourt ? end - 1 : last, head > index, isCourt || (index..<end).contains(where: isUnusual)
        else { return nil }
        let cue = head
        if word(head + 1, .forWords), self[head + 2].isWord, word(head + 2, .inmates) { head += 2 }
        let isFacility = (index...head).contains { cued($0, .facility) }
        let isOrganization = (index...head).contains { cued($0, [.organization, .court]) }
        return Match(index..<(head + 1), cue: cue, isFacility ? .facility : isOrganization ? .organization : .location)
    }

    private func isUnusual(_ index: Int) -> Bool {
        !isPlainWord(self[index])
            || !self[index].flags.isDisjoint(with: [.place, .placeStart, .familyCommon])
                && !cued(index, [.facility, .organization, .placeHead, .street])
    }
}
