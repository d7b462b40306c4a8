/// Places, employers and prisons where capitals say nothing.
extension NameScan {
    /// The longest place of up to four words in the list.
    mutating func place(_ index: Int) -> Int? {
        let token = text.tokens[index]
        if token.flags.contains(.placeStart) || token.flags.contains(.place) {
            for length in stride(from: 4, through: 2, by: -1) where index + length <= text.tokens.count {
                let words = text.tokens[index..<(index + length)]
                guard words.dropFirst().allSatisfy({ $0.isWord && $0.gap == .blank }) else { continue }
                let flags = Lexicon.standard.flags(of: text.phraseHash(index..<(index + length)))
                guard flags.contains(.place),
                    flags.contains(.placeKnown) || words.contains(where: { !isPlainWord($0) }) || isAfterIn(index)
                else { continue }
                let end = longerPlace(index + length)
                spans.append(RuleSpan(tokens: index..<end, type: .location, reason: .listed("places")))
                return end
            }
        }
        guard token.flags.contains(.place), token.foldedLength > 2,
            !isPlainWord(token) || isAfterIn(index) && !token.flags.contains(.core)
        else { return nil }
        guard token.flags.contains(.placeKnown) || isAfterIn(index) || token.flags.isDisjoint(with: [.given, .family])
        else { return nil }
        if token.flags.contains(.givenCommon), !isAfterIn(index) { return nil }
        spans.append(RuleSpan(tokens: index..<(index + 1), type: .location, reason: .listed("places")))
        return index + 1
    }

    private static let streets = StructuredScan.set(
        "street st avenue ave road rd drive lane boulevard blvd parkway highway hwy alley terrace circle")
    private static let placeJoins = StructuredScan.set("de del la las los")

    /// "san juan de la maguana": a place that goes on beyond what the list knows.
    private func longerPlace(_ end: Int) -> Int {
        var position = end
        while position < end + 2, isWord(position, Self.placeJoins), at(position)?.gap == .blank { position += 1 }
        guard position > end, let last = at(position), last.isWord, last.gap == .blank, !isPlainWord(last) else {
            return end
        }
        return position + 1
    }

    private static let spanishHeads = StructuredScan.set(
        """
        carcel correccional penitenciaria cereso penal prision reclusorio centro clinica hospital escuela colegio liceo iglesia templo parroquia panaderia taqueria
        tienda salon fabrica maquiladora bodega cafeteria restaurante albergue refugio taller peluqueria mercado pizzeria lavanderia farmacia
        cementerio universidad preparatoria secundaria primaria kinder guarderia nursery comisaria club hotel motel bar casa villa mina finca hacienda ejido
        """)

    /// "cárcel La Esmeralda", "escuela Benito Juárez": the small word before a name, as Spanish writes it.
    func leftHead(_ start: Int) -> Int? {
        guard let head = at(start - 1), head.shape == .lower, at(start)?.gap == .blank,
            Self.spanishHeads.contains(head.hash), !settled[start - 1]
        else { return nil }
        return start - 1
    }

    /// "cereso de apizaquito", "escuela benito juarez": in Spanish the kind of place comes first.
    mutating func headFirst(_ index: Int) -> Int? {
        guard isWord(index, Self.spanishHeads), use.hasSpanish || at(index)?.flags.contains(.spanish) == true else {
            return nil
        }
        var position = index + 1
        while position < index + 3, isWord(position, Self.placeJoins), at(position)?.gap == .blank { position += 1 }
        var unusual = 0
        let first = position
        while position < first + 4, let word = at(position), word.isWord, word.gap == .blank, !settled[position],
            !word.isFunction
                || isWord(position, Self.placeJoins) && position > first
                    && at(position + 1).map({ !isPlainWord($0) }) == true,
            word.cues.isDisjoint(with: [.be, .weekday, .month, .determiner]) || isWord(position, Self.placeJoins)
        {
            if !isPlainWord(word)
                || !word.flags.isDisjoint(with: [.place, .placeStart, .familyCommon, .givenCommon])
                    && !word.flags.contains(.core)
            {
                unusual += 1
            }
            position += 1
        }
        guard unusual > 0 else { return nil }
        let isFacility = has(index, .facility)
        spans.append(
            RuleSpan(
                tokens: index..<position, type: isFacility ? .facility : .organization,
                reason: .cue(text.tokens[index].range), strength: .doubtful))
        return position
    }

    private static let inmates = StructuredScan.set("women men girls boys mujeres hombres deaf blind")
    private static let forWords = StructuredScan.set("for of de para")

    func isFor(_ index: Int) -> Bool { at(index).map { Self.forWords.contains($0.hash) } ?? false }

    func isAfterIn(_ index: Int) -> Bool {
        guard let before = at(index - 1), before.isWord, follows(index) else { return false }
        return Self.inWords.contains(before.hash)
    }

    private static let inWords = StructuredScan.set("in from near en desde hacia to")

    /// "lakeport county jail", "greater mount calvary temple": the words before a head, back to a small word.
    mutating func headed(_ index: Int) -> Int? {
        let token = text.tokens[index]
        guard !token.isFunction, !settled[index], token.cues.isDisjoint(with: [.determiner, .safe]), token.isWord,
            index == 0
                || at(index - 1).map({
                    $0.kind == .sign || $0.isFunction || token.gap >= .line || has(index - 1, [.inPlace, .determiner])
                        || $0.flags.contains(.verb)
                }) ?? true
        else { return nil }
        var (end, head, unusual) = (index, -1, 0)
        while end < index + 7, let word = at(end), word.isWord, !settled[end], end == index || word.gap <= .blank,
            !word.isFunction || word.cues.contains(.connector) && end > index && !has(end, .determiner)
        {
            // In Spanish the kind of place comes first: what follows is its name.
            if end > index, use.isMostlySpanish, Self.spanishHeads.contains(word.hash) { break }
            if end > index,
                !word.cues.isDisjoint(with: [.facility, .organization, .placeHead])
                    || end > index && word.cues.contains(.street) && !word.flags.contains(.core)
                    || end > index && isWord(end, Self.streets)
            {
                head = end
            }
            if !isPlainWord(word)
                || !word.flags.isDisjoint(with: [.place, .placeStart, .familyCommon])
                    && word.cues.isDisjoint(with: [.facility, .organization, .placeHead, .street])
            {
                unusual += 1
            }
            end += 1
        }
        let isCourt = text.lineCases[index] == .upper && (index..<end).contains { has($0, .court) }
        if isCourt { head = end - 1 }
        guard head > index, unusual > 0 || isCourt else { return nil }
        if isFor(head + 1), let who = at(head + 2), who.isWord, Self.inmates.contains(who.hash) { head += 2 }
        let isFacility = (index...head).contains { has($0, .facility) }
        let isOrganization = (index...head).contains { has($0, [.organization, .court]) }
        spans.append(
            RuleSpan(
                tokens: index..<(head + 1), type: isFacility ? .facility : isOrganization ? .organization : .location,
                reason: .cue(text.tokens[head].range), strength: .doubtful))
        return head + 1
    }
}
