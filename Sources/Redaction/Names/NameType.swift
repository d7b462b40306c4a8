/// What kind of thing a name names, by its own words and those before it.
extension NameScan {
    func type(_ start: Int, _ end: Int) -> IdentifierType {
        guard start < end, start < text.tokens.count else { return .person }
        var (facility, organization, place, given, isAcronym) = (false, false, false, false, true)
        var words = 0
        for index in start..<min(end, text.tokens.count) {
            let token = text.tokens[index]
            if token.isSign("&"), index > start { organization = true }
            guard token.isWord else { continue }
            words += 1
            let isFirst = index == start
            if token.cues.contains(.facility), !isFirst || end - start == 1 || token.foldedLength > 5 {
                facility = true
            }
            if !token.cues.isDisjoint(with: [.organization, .court]), !isFirst || end - start > 1 {
                organization = true
            }
            if !token.cues.isDisjoint(with: [.placeHead, .street]), index > start { place = true }
            if isFirst, token.flags.contains(.given) { given = true }
            if token.shape != .upper { isAcronym = false }
        }
        if Self.storms.contains(text.tokens[start].hash) || words > 1 && isWord(end - 1, Self.events) {
            return .event
        }
        if facility { return .facility }
        if organization { return .organization }
        let before = wordBefore(start)
        if let before, has(before, .title), text.tokens[before].foldedLength > 1 { return .person }
        if let before, has(before, [.kin, .named]) { return .person }
        if place, words > 1 { return .location }
        if let before, has(before, .placeHead) { return .location }
        let phrase = phraseFlags(start, end)
        if phrase.contains(.placeKnown), !given || isInPlace(start) { return .location }
        if phrase.contains(.demonym), words == 1 { return .nationality }
        if isInPlace(start), !given || phrase.contains(.place) { return .location }
        if given { return .person }
        if isAcronym, words == 1, text.tokens[start].foldedLength <= 6,
            text.tokens[start].flags.isDisjoint(with: [.given, .family])
        {
            return .organization
        }
        if phrase.contains(.place), text.tokens[start].flags.isDisjoint(with: [.family]) { return .location }
        return .person
    }

    private static let storms = StructuredScan.set("hurricane huracan typhoon tornado")
    private static let events = StructuredScan.set(
        "fire flood tornado hurricane earthquake massacre strike festival parade")

    private func isInPlace(_ start: Int) -> Bool {
        guard start > 0, let token = at(start - 1), token.isWord, token.gap <= .line else {
            return isAfterPlaceComma(start)
        }
        if token.cues.contains(.inPlace) { return true }
        return false
    }

    /// "Gary, Indiana".
    private func isAfterPlaceComma(_ start: Int) -> Bool {
        isSign(start - 1, ",") && at(start - 2)?.flags.isDisjoint(with: [.placeKnown]) == false
            && at(start)?.flags.isDisjoint(with: [.place, .placeKnown]) == false
    }

    /// What the list says of the words taken together, or of a single one.
    func phraseFlags(_ start: Int, _ end: Int) -> WordFlags {
        guard end > start else { return [] }
        if end - start == 1 { return text.tokens[start].flags }
        guard end - start <= 4 else { return [] }
        return Lexicon.standard.flags(of: text.phraseHash(start..<end))
    }

    func reason(_ start: Int, _ end: Int) -> Reason {
        if let before = wordBefore(start), has(before, [.title, .kin, .named]) {
            return .cue(text.tokens[before].range)
        }
        let phrase = phraseFlags(start, end)
        if phrase.contains(.placeKnown) { return .listed("places") }
        if text.tokens[start].flags.contains(.givenCommon) { return .listed("given names") }
        if let head = (start..<end).first(where: { has($0, [.facility, .organization]) }), end - start > 1 {
            return .cue(text.tokens[head].range)
        }
        return .capitalized
    }
}

extension TokenizedText {
    /// The hash of several words with single blanks between, as the list writes a place of several words.
    func phraseHash(_ range: Range<Int>) -> UInt64 {
        var hash = WordHash()
        var isFirst = true
        for token in tokens[range] where token.kind != .sign {
            if !isFirst { hash.add(0x20) }
            isFirst = false
            for key in folded[Int(token.foldedStart)..<Int(token.foldedEnd)] { hash.add(key) }
        }
        return hash.value
    }
}
