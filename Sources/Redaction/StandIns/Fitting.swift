/// Puts something into each place that goes, so that the sentence still reads: article, preposition, capital and number agree.
///
/// What is written is made from the decision and from the words beside the place. Of the original it uses only what it is
/// (a title, initials, a plural) and never its letters or its length.
struct Fitting {
    let reader: PassageReader
    let plan: RedactionPlan
    let words: StandInWords
    /// The language of the stand-ins; nil for a story in one that has no phrases.
    private let story: String?
    private let isMixed: Bool
    private let people: People
    private let numbers: [Int: Int]
    private let taken: TakenWords

    init(_ plan: RedactionPlan, _ words: StandInWords) {
        reader = plan.reader
        self.plan = plan
        self.words = words
        let language = words.language ?? plan.language.code ?? "en"
        story = LanguageGuess.knows(language) ? String(language.prefix(2)) : nil
        isMixed = reader.isMixed
        people = People(reader, plan.entities.filter { $0.type == .person })
        numbers = plan.numbers
        taken = TakenWords(plan)
    }

    /// A stand-in where it stands.
    struct Placed {
        /// Code points of the original that it takes the place of: the mentions and, at most, the article and the preposition
        /// that belong to them.
        let range: Range<Int>
        let standIn: StandIn
        let passage: Passage
    }

    // What was said before: by entity, and in the sentence at hand.
    private struct Memory {
        var said: Set<Int> = []
        // The first token after the last stand-in.
        var floor = 0
        var sentence = -1
        var nouns: [String: [Int]] = [:]
    }

    /// Every stand-in, in order of place; none touch.
    func placed() -> [Placed] {
        let parts = plan.entities.flatMap { entity in
            entity.mentions.compactMap { mention -> (entity: Entity, mention: Mention)? in
                guard let decision = plan.decisions[entity.id], !decision.isKept,
                    plan.kept[mention.range.lowerBound] == nil, mention.range.upperBound <= plan.length
                else { return nil }
                return (entity, mention)
            }
        }
        var memory = Memory()
        return parted(reader.passages(parts).map { place($0, &memory) })
    }

    /// A comma where one stand-in would follow another with nothing but a blank between: "In 2008, the court".
    private func parted(_ placed: [Placed]) -> [Placed] {
        var parted: [Placed] = []
        for next in placed {
            if let last = parted.last, !Self.opensWithPreposition(next.standIn.text),
                reader.scalars[last.range.upperBound..<max(last.range.upperBound, next.range.lowerBound)].allSatisfy({
                    $0.properties.isWhitespace && !Self.lineEnds.contains($0)
                })
            {
                parted[parted.count - 1] = Placed(
                    range: last.range, standIn: StandIn(marked: last.standIn.text + ","), passage: last.passage)
            }
            parted.append(next)
        }
        return parted
    }

    private static let lineEnds: Set<Unicode.Scalar> = ["\n", "\r", "\u{2028}", "\u{2029}"]

    private static func opensWithPreposition(_ text: String) -> Bool {
        let first = text.lowercased().prefix { $0 != " " }
        return ["in", "on", "at", "for", "from", "under", "of", "with", "en", "de", "a", "al", "del", "durante", "con"]
            .contains(first)
            && !(first == "a" && !["un", "una", "la", "el"].contains(text.dropFirst(2).prefix { $0 != " " }))
    }

    private func place(_ passage: Passage, _ memory: inout Memory) -> Placed {
        let lead = passage.lead
        let language = story.map { isMixed ? reader.language(around: passage, story: $0) : $0 }
        let floor = memory.floor
        memory.floor = passage.tokens.upperBound
        let isFirst = memory.said.insert(lead.id).inserted
        func put(_ standIn: StandIn, _ tokens: Range<Int>? = nil) -> Placed {
            var range = passage.range
            if let tokens, !tokens.isEmpty {
                let ends = (reader.text.tokens[tokens.lowerBound], reader.text.tokens[tokens.upperBound - 1])
                range = min(range.lowerBound, Int(ends.0.start))..<max(range.upperBound, Int(ends.1.end))
            }
            return Placed(range: range, standIn: standIn, passage: passage)
        }
        func leftOut() -> Placed {
            let slot = Slot(reader, passage, language ?? "en", people, floor: floor)
            guard let fit = slot.withArticle(words.leftOut.text) else { return put(words.leftOut) }
            return put(StandIn(marked: fit.text), fit.tokens)
        }
        switch plan.decisions[lead.id] {
        case .numbered: return put(words.numbered(lead.type, numbers[lead.id] ?? 1))
        case .pseudonym(let given, let family):
            let name = people.use(of: passage, lead).name(given, family)
            let standIn = words.brackets == .all ? StandIn(name) : StandIn(phrase: name)
            let slot = Slot(reader, passage, language ?? "en", people, floor: floor)
            guard words.brackets != .all, let fit = slot.withArticle(name) else { return put(standIn) }
            return put(StandIn(phrase: fit.text), fit.tokens)
        case .chosen(let text):
            guard let language, words.brackets != .all else { return put(words.phrase(text)) }
            let slot = Slot(reader, passage, language, people, floor: floor)
            let fit = slot.fit(chosen: text)
            return put(words.phrase(fit.text), fit.tokens)
        case .generalized(let text):
            guard let language else { return leftOut() }
            let slot = Slot(reader, passage, language, people, floor: floor)
            let name = plan.name(of: lead)
            let speech = Generalization(language)
            let offers = speech.offers(of: lead, name)
            var first = Generalization.translated(text, to: language, lead, name)
            // All of "Free Will Tabernacle" says what its first word does not.
            if passage.parts.count > 1, lead.type.isPlace, first == speech.usual(for: lead.type, name) {
                let all = String(String.UnicodeScalarView(reader.scalars[passage.range]))
                let kind =
                    passage.parts.contains { Regions.named(plan.words(of: $0.mention), in: "en") != nil }
                    ? nil : speech.usual(for: lead.type, all)
                first = kind ?? first
            }
            for phrase in [first] + offers where taken.allows(phrase) {
                var phrase = phrase
                if lead.type.isPlace, let region = region(beside: lead, in: passage, language) { phrase += region }
                let said = vary(phrase, passage, lead, isFirst: isFirst, slot, &memory)
                let fitting =
                    lead.link == nil
                    ? slot.fit(said, lead.type == .other ? .nationality : lead.type) : slot.fit(link: said)
                guard let fit = fitting else { continue }
                memory.floor = max(memory.floor, fit.tokens.upperBound)
                if taken.allows(fit.text) { return put(words.phrase(fit.text), fit.tokens) }
            }
            return leftOut()
        case .remove, .keep, nil: return leftOut()
        }
    }

    /// "in the South", where a town and its state are taken together.
    private func region(beside lead: Entity, in passage: Passage, _ language: String) -> String? {
        for part in passage.parts where part.entity.id != lead.id {
            guard case .generalized(let text)? = plan.decisions[part.entity.id], part.entity.type == .location,
                let region = Regions.named(text, in: language)
            else { continue }
            return (language == "es" ? " en " : " in ") + region
        }
        return nil
    }

    /// The second time the same thing is "the town", and another one in the same sentence is "another town".
    private func vary(
        _ phrase: String, _ passage: Passage, _ lead: Entity, isFirst: Bool, _ slot: Slot, _ memory: inout Memory
    ) -> String {
        let start = reader.sentence(around: passage.tokens.lowerBound).lowerBound
        if start != memory.sentence { (memory.sentence, memory.nouns) = (start, [:]) }
        guard lead.type.isNounPhrase else { return phrase }
        let others = memory.nouns[phrase, default: []].filter { $0 != lead.id }.count
        memory.nouns[phrase, default: []].append(lead.id)
        if others > 0, let other = slot.grammar.another(phrase, others) { return other }
        return isFirst ? phrase : slot.grammar.definite(phrase)
    }
}

/// What was taken out, so that no stand-in says it again.
struct TakenWords {
    // By the first word of each: a long story has hundreds.
    private let phrases: [Substring: [String]]

    init(_ plan: RedactionPlan) {
        var phrases: Set<String> = []
        for entity in plan.entities where plan.decisions[entity.id]?.isKept == false {
            for mention in entity.mentions where mention.range.upperBound <= plan.length {
                for form in WatchedForm.of(plan.words(of: mention), entity.type)
                where form.form == .whole && !form.needsCapital {
                    phrases.insert(Self.folded(form.phrase.keys))
                }
            }
        }
        self.phrases = Dictionary(grouping: phrases) { Self.words($0).first ?? "" }
    }

    func allows(_ phrase: String) -> Bool {
        let words = Self.folded(FoldedText(phrase).keys)
        return !Self.words(words).contains { phrases[$0]?.contains { words.contains($0) } ?? false }
    }

    private static func words(_ folded: String) -> [Substring] { folded.split(separator: " ") }

    /// Words with one blank around each.
    private static func folded(_ keys: [UInt32]) -> String {
        var words = " "
        for key in keys {
            if WordClass(key) == .none {
                if words.last != " " { words += " " }
            } else if let scalar = Unicode.Scalar(key) {
                words.unicodeScalars.append(scalar)
            }
        }
        return words.last == " " ? words : words + " "
    }
}

extension IdentifierType {
    /// Whether what stands for it is a thing that is spoken of again: "a jail", then "the jail".
    fileprivate var isNounPhrase: Bool { isPlace || self == .event || self == .vehicle || self == .occupation }
}
