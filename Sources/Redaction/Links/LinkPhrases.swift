/// Vaguer words for what may point to one person: true of many more, and said the same way.
extension Generalization {
    func links(_ kind: LinkKind, _ text: TokenizedText) -> [String] {
        let isMany = text.endsInPlural
        func thing(_ english: (String, String), _ spanish: (String, String)) -> String {
            isMany ? say(english.1, spanish.1) : say(english.0, spanish.0)
        }
        let worker = say(
            EnglishPhrases.worker, text.isFeminine ? SpanishPhrases.workerWoman : SpanishPhrases.workerMan)
        switch kind {
        case .role:
            if text.has(anyOf: .relatives) { return [say("a relative of somebody", "un familiar de alguien")] }
            if text.has(anyOf: .posts) { return [thing(("a member", "members"), ("un miembro", "miembros"))] }
            return self.kind(text, Kind.jobs) + [worker]
        case .trade: return self.kind(text, Kind.jobs) + [worker]
        case .prize:
            return text.tokens.first?.cues.contains(.ordinal) == true && !text.has(anyOf: .prizes)
                ? [say("a person like few others", "una persona como pocas")]
                : [thing(("an award", "awards"), ("un premio", "premios"))]
        case .cause:
            return text.has(anyOf: .causes)
                ? [
                    thing(
                        ("a supporter of a cause", "supporters of a cause"),
                        ("parte de una causa", "parte de una causa"))
                ]
                : [thing(("a cause", "a cause"), ("una causa", "una causa"))]
        case .belief:
            return [say("religious", "creyente"), thing(("a believer", "believers"), ("un creyente", "creyentes"))]
        case .group where text.tokens.count == 1 && text.tokens[0].flags.contains(.demonym):
            return [say("foreign", text.isFeminine ? "extranjera" : "extranjero"), say("a foreigner", "un extranjero")]
        case .group: return [thing(("a group", "groups"), ("un grupo", "grupos"))]
        case .health:
            if text.has(anyOf: .breaks) { return [hurt(text)] }
            if text.has(anyOf: .losses) { return [say("an injury", "una herida")] }
            if text.has(anyOf: .senses) {
                return [say("disabled", "con discapacidad"), say("a disabled person", "una persona con discapacidad")]
            }
            return [say("an illness", "una enfermedad")]
        case .news:
            return text.has(anyOf: .newsThings)
                ? [thing(("a report", "reports"), ("un reportaje", "reportajes"))]
                : [say("somewhere", "en algún lugar")]
        case .children: return [say("several", "varios")]
        case .workplace: return [thing(("a workplace", "workplaces"), ("un trabajo", "trabajos"))]
        case .belonging:
            if text.has(anyOf: .oddPets) { return [thing(("a pet", "pets"), ("una mascota", "mascotas"))] }
            return [thing(("an instrument", "instruments"), ("un instrumento", "instrumentos"))]
        case .pursuit: return [say("a subject", "una materia")]
        case .title: return [say("a work", "una obra")]
        }
    }
}

extension Generalization {
    /// "broke my wrist", "(me) rompió la muñeca", "lost an eye": that somebody was hurt, and no more.
    private func hurt(_ text: TokenizedText) -> String {
        if text.has(["my"]) { return "hurt me" }
        if text.has(["her"]) { return "hurt her" }
        if text.has(["his"]) { return "hurt him" }
        if text.has(["perdi"]) { return "quedé con una herida" }
        return say("was hurt", "hirió")
    }
}

extension TokenizedText {
    /// Whether a word of a list is in it.
    fileprivate func has(anyOf list: WordList) -> Bool {
        tokens.contains { WordLists.standard.set(Int($0.lists), holds: list) }
    }

    /// Whether its last word is a plural, as both languages write most.
    fileprivate var endsInPlural: Bool {
        guard let last = tokens.last(where: \.isWord), last.foldedLength > 4 else { return false }
        let letters = folded[Int(last.foldedStart)..<Int(last.foldedEnd)]
        return letters.last == 0x73 && !letters.suffix(2).elementsEqual([0x73, 0x73])
            && !letters.suffix(2).elementsEqual([0x75, 0x73])
            && !letters.suffix(2).elementsEqual([0x69, 0x73])
    }
}
