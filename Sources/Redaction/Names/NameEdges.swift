/// Where a name in a run of capitals begins and ends: titles and sentence starts out, ordinals, numbers and "jail" in.
extension NameScan {
    func isAnnouncing(_ index: Int, _ end: Int) -> Bool {
        guard let token = at(index), !token.cues.isDisjoint(with: [.title, .kin]),
            token.shape != .upper || index + 1 < end,
            !(token.hash == Self.baby && index + 1 < end && !use.starts[index])
        else { return false }
        if index + 1 < end,
            (index + 1..<end).contains(where: { has($0, [.facility, .organization, .court]) })
                || has(end - 1, [.street, .placeHead])
        {
            return false
        }
        return index + 1 < end || isLoneTitle(index)
    }

    func isLoneTitle(_ index: Int) -> Bool {
        guard let token = at(index) else { return false }
        if token.cues.contains(.loneKin) { return true }
        return !token.cues.isDisjoint(with: [.title]) && token.foldedLength > 1 && isOrdinary(token)
            && !token.flags.contains(.givenCommon)
    }

    /// "When Keisha", "Tell Dre": the word that begins the sentence is not the name.
    func isLeadIn(_ index: Int) -> Bool {
        let token = text.tokens[index]
        if token.shape == .initial { return false }
        if token.isFunction { return !Self.modals.contains(token.hash) || !isCapitalWord(index + 1) }
        if token.cues.contains(.nickname), isCapitalWord(index + 1) { return false }
        guard use.starts[index] else { return false }
        return token.flags.contains(.core) && token.flags.isDisjoint(with: [.givenCommon])
            || use[token.hash].contains(.lower)
            || token.flags.contains(.spanish) && use.hasSpanish && token.flags.isDisjoint(with: [.given, .placeStart])
    }

    /// "Warsaw prison", "Pippin County jail": a small word that belongs to the name.
    func rightHead(_ end: Int) -> Int {
        guard let token = at(end), token.gap == .blank, token.shape == .lower,
            !token.cues.isDisjoint(with: [.facility, .court]) || Self.landmarks.contains(token.hash), !token.isFunction
        else { return end }
        return end + 1
    }

    private static let baby = WordHash.of("baby")
    static let generations = StructuredScan.set("jr sr junior senior ii iii chico chica")
    static let ordinaryNicknames = StructuredScan.set("big little old young baby tiny")

    private static let landmarks = StructuredScan.set(
        "bridge river lake creek cemetery reservation bus plant factory mill warehouse diner church hospital clinic lounge"
    )

    // Titles that few people hold belong to the name: "Dr. Pell", "Professor Chomsky". "Officer" and "Judge" stay readable.
    static let rareTitles = StructuredScan.set(
        "dr doctor prof professor rev reverend senator governor president mayor lord dame rabbi imam bishop colonel col general maj major commissioner ambassador attorney dra doctora doctor lic licenciado licenciada ing profesor profesora hon lt sgt capt captain"
    )

    func leftTitle(_ start: Int) -> Int {
        var first = start
        for _ in 0..<2 {
            let point = isSign(first - 1, ".") && at(first - 1)?.gap == Token.Gap.none
            let title = point ? first - 2 : first - 1
            guard let token = at(title), token.isCapital, Self.rareTitles.contains(token.hash),
                at(first)?.gap != .paragraph, !settled[title]
            else { break }
            first = title
        }
        return first
    }

    /// "Semperweg 150": a number that belongs to the name before it.
    func rightNumber(_ end: Int) -> Int {
        guard let number = at(end), number.kind == .number, number.gap == .blank, number.length <= 4, !settled[end]
        else { return end }
        return end + 1
    }

    // "2519 Semperweg"
    func leftNumber(_ start: Int) -> Int {
        guard let number = at(start - 1), number.kind == .number, (2...5).contains(number.length), !settled[start - 1],
            at(start)?.gap == .blank
        else { return start }
        return start - 1
    }

    /// "8th", "88th Forward Sustainment".
    func leftOrdinal(_ start: Int) -> Int {
        // "38 Crosstown bus"
        if let number = at(start - 1), number.kind == .number, number.length <= 3, isWord(start + 1, Self.landmarks),
            !settled[start - 1]
        {
            return start - 1
        }
        guard let token = at(start - 1), token.kind == .mixed, !settled[start - 1], at(start)?.gap == .blank,
            let last = at(start - 1), last.shape == .lower,
            !has(start, .month)
        else { return start }
        return start - 1
    }
}
