/// Names where capitals mean something: runs of capitalized words, joined by small ones.
extension Walk {
    /// A run of capitalized words from `index` on, without what only announces it.
    func chain(_ index: Int) -> Match? {
        guard isName(index) else { return nil }
        var end = chainEnd(index)
        var start = index
        // Titles and kinship words announce a name and are none.
        while start < end, isAnnouncing(start, end) { start += sign(start + 1, ".") ? 2 : 1 }
        let type = nameType(start, end)
        if type == .person || type == .location {
            while start + 1 < end, use.starts[start] || start > index, isLeadIn(start) { start += 1 }
        }
        guard start < end, start < text.tokens.count, end - start > 1 || isName(start) && !isLoneTitle(start)
        else { return .none(until: end) }
        while end > start, self[end - 1].kind == .sign, !(sign(end - 1, ".") && self[end - 2].shape == .initial) {
            end -= 1
        }
        guard end > start else { return .none(until: index + 1) }
        end = rightHead(end)
        let isNickname = cued(end, .nickname) && !word(end, .ordinaryNicknames)
        if isNickname || word(end, .generations) && !word(end, .ordinaryNicknames), self[end].gap == .blank,
            type == .person,
            self[end].foldedLength > 1, !cued(end, .functionEnglish)
        {
            end += 1
        }
        // "Semperweg 150": a number that belongs to the name before it.
        if number(end, 1...4), self[end].gap == .blank, !settled[end] { end += 1 }
        let first = type == .person ? titleStart(start) : numberStart(ordinalStart(start))
        let strength = strength(start, end)
        // "cárcel La Esmeralda", "escuela Benito Juárez": the small word before a name, as Spanish writes it.
        let head = start - 1
        if first == start, self[head].shape == .lower, self[start].gap == .blank, word(head, .spanishHeads),
            !settled[head]
        {
            return Match(
                head..<end, cue: head, cued(head, .facility) ? .facility : .organization, strength,
                reason: "a name with '%' in it")
        }
        return named(first..<end, start, strength)
    }

    /// A name with its type and why.
    private func named(_ tokens: Range<Int>, _ start: Int, _ strength: RuleSpan.Strength) -> Match {
        let end = tokens.upperBound
        let type = nameType(start, end)
        if let before = wordBefore(start), cued(before, [.title, .kin, .named]) {
            return Match(tokens, cue: before, type, strength, reason: "a name after '%'")
        }
        if phraseFlags(start, end).contains(.placeKnown) {
            return Match(tokens, type, strength, reason: "in the list of places")
        }
        if self[start].flags.contains(.givenCommon) {
            return Match(tokens, type, strength, reason: "in the list of given names")
        }
        if let head = (start..<end).first(where: { cued($0, [.facility, .organization]) }), end - start > 1 {
            return Match(tokens, cue: head, type, strength, reason: "a name with '%' in it")
        }
        return Match(tokens, type, strength, isBare: true)
    }

    /// One past the last word of the run.
    private func chainEnd(_ index: Int) -> Int {
        var end = index + 1
        var hasHead = cued(index, [.facility, .organization, .court])
        while end < text.tokens.count, end - index < 24, follows(end) {
            if self[end].kind == .sign {
                guard let next = afterSign(end, index) else { break }
                end = next
                // "Washington D.C.": the point ends the name.
                if sign(end - 1, ".") && !continues(end) { break }
            } else if continues(end) {
                hasHead = hasHead || cued(end, [.facility, .organization, .court])
                end += 1
            } else {
                // Small words inside: "State Prison for Women", "Our Lady of the Desert Springs".
                guard cued(end, .connector), self[end].shape == .lower, !word(end, .andWord),
                    hasHead || !word(end, .forWord)
                else { break }
                let next = cued(end + 1, .connector) && self[end + 1].shape == .lower ? end + 2 : end + 1
                guard continues(next), !use.starts[next] else { break }
                end = next + 1
            }
        }
        return end
    }

    /// One past what a sign joins to a run that began at `first`; nil where it ends the run.
    private func afterSign(_ end: Int, _ first: Int) -> Int? {
        let isInitial = self[end - 1].shape == .initial
        let isAbbreviation =
            self[end - 1].isWord && self[end - 1].foldedLength <= 4 && cued(end - 1, [.title, .street])
        // "J. R. Doe", "St. Paul"
        if joinedSign(end, "."), isInitial || isAbbreviation, continues(end + 1) { return end + 1 }
        let next = self[end + 1]
        if joinedHyphen(end), next.gap == .none, next.isWord || next.kind == .mixed {
            if next.isCapital { return end + 2 }
            // "Anse-à-Bœuf", "Al-hassan"
            if joinedHyphen(end + 2), self[end + 3].isCapital { return end + 4 }
            if !isOrdinary(next) { return end + 2 }
        }
        // "Crown & Glory"
        if sign(end, "&"), continues(end + 1) { return end + 2 }
        // "Surrogate's Court", "Women's Unit", "Pickett's Ferry"
        if next.kind == .possessive {
            let isHeaded =
                cued(end + 2, [.facility, .organization, .placeHead, .street, .court])
                || cued(end + 3, [.facility, .organization, .court])
            return isHeaded && continues(end + 2) ? end + 3 : nil
        }
        // "Orphans' Court"
        if sign(end, of: "'\u{2019}"), self[end].gap == .none, cued(end + 1, [.court, .facility, .organization]),
            continues(end + 1)
        {
            return end + 2
        }
        let isInside =
            !use.starts[min(end + 1, text.tokens.count - 1)] || end > 2 && self[end - 3].shape == .initial
            || end == first + 1
        return joinedSign(end, ".") && isInitial && isInside ? end + 1 : nil
    }

    /// Whether the word goes on with a run that has begun.
    private func continues(_ index: Int) -> Bool {
        let token = self[index]
        guard token.gap <= .line, token.isCapital, token.isWord, !settled[index] || token.cues.contains(.carMake) else {
            return false
        }
        let isAfterInitial = sign(index - 1, ".") && self[index - 2].shape == .initial
        if use.starts[index], token.gap == .line || self[index - 1].kind == .sign, !isAfterInitial { return false }
        if token.shape == .upper, token.cues.contains(.safeAcronym), !word(index, .va) { return false }
        if token.shape == .initial { return letter(index) != 0x69 || sign(index + 1, ".") }
        return !isSmall(token) || token.cues.contains(.connector)
    }

    // MARK: Where it begins and ends

    private func isAnnouncing(_ index: Int, _ end: Int) -> Bool {
        let isMore = index + 1 < end
        guard cued(index, [.title, .kin]), self[index].shape != .upper || isMore,
            !(word(index, .baby) && isMore && !use.starts[index])
        else { return false }
        guard isMore else { return isLoneTitle(index) }
        return !(index + 1..<end).contains { cued($0, [.facility, .organization, .court]) }
            && !cued(end - 1, [.street, .placeHead])
    }

    private func isLoneTitle(_ index: Int) -> Bool {
        let token = self[index]
        return token.cues.contains(.loneKin)
            || token.cues.contains(.title) && token.foldedLength > 1 && isOrdinary(token)
                && !token.flags.contains(.givenCommon)
    }

    /// "When Keisha", "Tell Dre": the word that begins the sentence is not the name.
    private func isLeadIn(_ index: Int) -> Bool {
        let token = self[index]
        if token.shape == .initial { return false }
        if token.isFunction { return !word(index, .modals) || !isCapitalWord(index + 1) }
        guard !(token.cues.contains(.nickname) && isCapitalWord(index + 1)), use.starts[index] else { return false }
        return token.flags.contains(.core) && !token.flags.contains(.givenCommon) || use[token.hash].contains(.lower)
            || token.flags.contains(.spanish) && use.hasSpanish && token.flags.isDisjoint(with: [.given, .placeStart])
    }

    /// "Warsaw prison", "Pippin County jail": a small word that belongs to the name.
    private func rightHead(_ end: Int) -> Int {
        let token = self[end]
        let isHead = cued(end, [.facility, .court]) || word(end, .landmarks)
        return token.gap == .blank && token.shape == .lower && isHead && !token.isFunction ? end + 1 : end
    }

    // Titles that few people hold belong to the name: "Dr. Pell", "Professor Chomsky". "Officer" and "Judge" stay readable.
    private func titleStart(_ start: Int) -> Int {
        var first = start
        for _ in 0..<2 {
            let title = joinedSign(first - 1, ".") ? first - 2 : first - 1
            guard title >= 0, self[title].isCapital, word(title, .rareTitles), follows(first), !settled[title] else {
                break
            }
            first = title
        }
        return first
    }

    // "2519 Semperweg"
    private func numberStart(_ start: Int) -> Int {
        start > 0 && number(start - 1, 2...5) && !settled[start - 1] && self[start].gap == .blank ? start - 1 : start
    }

    // "8th", "88th Forward Sustainment", "38 Crosstown bus"
    private func ordinalStart(_ start: Int) -> Int {
        guard start > 0, !settled[start - 1] else { return start }
        let isLine = number(start - 1, 1...3) && word(start + 1, .landmarks)
        let isOrdinal =
            self[start - 1].kind == .mixed && self[start].gap == .blank && self[start - 1].shape == .lower
            && !cued(start, .month)
        return isLine || isOrdinal ? start - 1 : start
    }

    // MARK: What kind it is

    /// What kind of thing a name names, by its own words and those before it.
    func nameType(_ start: Int, _ end: Int) -> IdentifierType {
        let range = start..<max(start, min(end, text.tokens.count))
        guard let first = range.first.map({ self[$0] }) else { return .person }
        let words = range.filter { self[$0].isWord }
        if word(start, .storms) || words.count > 1 && word(end - 1, .eventNames) { return .event }
        if words.contains(where: {
            cued($0, .facility) && ($0 != start || end - start == 1 || self[$0].foldedLength > 5)
        }) {
            return .facility
        }
        if range.dropFirst().contains(where: { sign($0, "&") })
            || words.contains(where: { cued($0, [.organization, .court]) && ($0 != start || end - start > 1) })
        {
            return .organization
        }
        let before = wordBefore(start) ?? -1
        if cued(before, .title) && self[before].foldedLength > 1 || cued(before, [.kin, .named]) { return .person }
        let isPlace = words.contains { cued($0, [.placeHead, .street]) && $0 > start }
        if isPlace && words.count > 1 || cued(before, .placeHead) { return .location }
        let phrase = phraseFlags(start, end)
        let isGiven = first.isWord && first.flags.contains(.given)
        let isInPlace = isInPlace(start)
        if phrase.contains(.placeKnown), !isGiven || isInPlace { return .location }
        if phrase.contains(.demonym), words.count == 1 { return .nationality }
        if isInPlace, !isGiven || phrase.contains(.place) { return .location }
        if isGiven { return .person }
        if words.count == 1, self[words[0]].shape == .upper, first.foldedLength <= 6,
            first.flags.isDisjoint(with: [.given, .family])
        {
            return .organization
        }
        return phrase.contains(.place) && !first.flags.contains(.family) ? .location : .person
    }

    private func isInPlace(_ start: Int) -> Bool {
        if start > 0, self[start - 1].isWord, self[start - 1].gap <= .line { return cued(start - 1, .inPlace) }
        // "Gary, Indiana"
        return sign(start - 1, ",") && self[start - 2].flags.contains(.placeKnown)
            && !self[start].flags.isDisjoint(with: [.place, .placeKnown])
    }

    /// What the list says of the words taken together, or of a single one.
    private func phraseFlags(_ start: Int, _ end: Int) -> WordFlags {
        if end - start == 1 { return self[start].flags }
        return (2...4).contains(end - start) ? Lexicon.standard.flags(of: text.phraseHash(start..<end)) : []
    }

    /// How far a run of capitals is to be trusted: "Hindu Marriage Act", "Chapter 1", "Chief Justice" point at nobody.
    private func strength(_ start: Int, _ end: Int) -> RuleSpan.Strength {
        guard end - start > 1 else {
            return isOrdinary(self[start]) || self[start].flags.contains(.demonym) ? .doubtful : .sure
        }
        let isLaw = word(end - 1, .laws) || word(start, .partsOfLaws) && self[end - 1].kind == .number
        return isLaw || (start..<end).allSatisfy { word($0, .offices) || self[$0].isFunction } ? .wide : .sure
    }
}
