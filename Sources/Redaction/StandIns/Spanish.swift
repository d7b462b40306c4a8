/// How Spanish takes a phrase into a sentence.
struct Spanish: Grammar {
    // MARK: Words of the language

    static let articles: Set<String> = ["el", "la", "los", "las", "un", "una", "unos", "unas", "lo"]
    private static let contractions = ["al": "a", "del": "de"]
    private static let fixed: Set<String> = [
        "mi", "mis", "tu", "tus", "su", "sus", "nuestro", "nuestra", "nuestros", "nuestras", "este", "esta", "ese",
        "esa", "aquel",
        "aquella", "estos", "estas", "esos", "esas", "cada", "otro", "otra", "ningun", "ninguna", "algun", "alguna",
        "mismo", "misma",
        "primer", "primera", "segundo", "segunda", "my", "your", "his", "her", "our", "their",
    ]
    private static let prepositions: Set<String> = [
        "a", "ante", "bajo", "con", "contra", "de", "desde", "durante", "en", "entre", "hacia", "hasta", "para", "por",
        "segun", "sin",
        "sobre", "tras", "y", "o", "ni", "como", "que",
    ]
    private static let be: Set<String> = [
        "es", "era", "fue", "soy", "eres", "son", "eran", "sera", "somos", "ser", "sido", "siendo", "esta", "estaba",
    ]
    private static let have: Set<String> = [
        "tengo", "tiene", "tenia", "tenian", "tienen", "tuve", "tenemos", "teniamos", "tenga", "tuvo", "tenian", "con",
        "entonces", "solo", "apenas",
    ]

    func definite(_ phrase: String) -> String {
        let (article, rest) = Self.split(phrase)
        let short = rest.firstRange(of: " en ").map { String(rest[..<$0.lowerBound]) } ?? rest
        return switch article {
        case "un": "el " + short
        case "una": "la " + short
        default: phrase
        }
    }

    func another(_ phrase: String, _ count: Int) -> String? {
        let (article, rest) = Self.split(phrase)
        return switch article {
        case "un": count == 1 ? "otro " + rest : "un " + rest + " más"
        case "una": count == 1 ? "otra " + rest : "una " + rest + " más"
        case "el", "la": "otra región"
        default: "otro lugar"
        }
    }

    // MARK: By type

    func fit(_ phrase: String, _ type: IdentifierType, _ slot: Slot) -> Slot.Fit? {
        switch type {
        case .date: date(phrase, slot)
        case .time: time(phrase, slot)
        case .age: age(slot)
        case .family: family(phrase, slot)
        case .occupation: bare(phrase, slot)
        case .nationality: nationality(phrase, slot)
        case .money, .quantity: amount(phrase, slot)
        case .email, .phone, .url, .handle, .idNumber, .caseNumber, .socialSecurity, .card, .account, .ipAddress:
            contact(phrase, type, slot)
        default: place(phrase, slot)
        }
    }

    func noun(_ phrase: String, _ slot: Slot, wants: String?) -> Slot.Fit {
        let (article, rest) = Self.split(phrase)
        var start = slot.tokens.lowerBound
        let before = slot.before()
        func fit(_ text: String) -> Slot.Fit { Slot.Fit(text: text, tokens: start..<slot.tokens.upperBound) }
        if Self.fixed.contains(before) || slot.isPossessive || slot.isModified(start) {
            return fit(rest.hasPrefix("otro ") || rest.hasPrefix("otra ") ? String(rest.dropFirst(5)) : rest)
        }
        var preposition: String?
        if let contracted = Self.contractions[before] {
            start -= 1
            preposition = contracted
        } else if Self.articles.contains(before),
            !(before == "la" && article == nil && !rest.hasPrefix("otr") && slot.startsName)
        {
            start -= 1
        }
        if preposition == nil, article == "el", ["a", "de"].contains(slot.beside(start)) {
            preposition = slot.beside(start)
            start -= 1
        }
        guard let preposition else { return fit(phrase) }
        if article == "el" { return fit((preposition == "a" ? "al " : "del ") + rest) }
        return fit(preposition + " " + phrase)
    }

    /// After "soy" and "como" no article stands: "soy trabajadora".
    private func bare(_ phrase: String, _ slot: Slot) -> Slot.Fit {
        let (article, rest) = Self.split(phrase)
        let before = slot.before()
        if Self.articles.contains(before) {
            // The article that stands there knows whether it is a woman.
            let isWoman = ["la", "una"].contains(before)
            if isWoman, article == "un", let other = SpanishPhrases.woman(of: phrase) {
                return noun(other, slot, wants: nil)
            }
            return noun(phrase, slot, wants: nil)
        }
        let standsAlone =
            Self.be.contains(before) || ["como", "de", ","].contains(before) || Self.fixed.contains(before)
        return standsAlone ? Slot.Fit(text: rest, tokens: slot.tokens) : noun(phrase, slot, wants: nil)
    }

    private func place(_ phrase: String, _ slot: Slot) -> Slot.Fit? {
        if slot.isNameOf(SpanishPhrases.named) { return nil }
        if phrase == SpanishPhrases.facility, ["de", "del"].contains(slot.before()),
            SpanishPhrases.houses.contains(slot.before(2))
        {
            return noun(SpanishPhrases.town, slot, wants: nil)
        }
        if phrase == SpanishPhrases.town, ["un", "una"].contains(slot.before()) { return nil }
        if phrase == SpanishPhrases.whereILived {
            guard ["en", "a", "de", "desde", "hasta"].contains(slot.before()) else { return nil }
            var start = slot.tokens.lowerBound
            if Self.articles.contains(slot.before()) { start -= 1 }
            if ["en", "a"].contains(slot.beside(start)) { start -= 1 }
            return Slot.Fit(text: phrase, tokens: start..<slot.tokens.upperBound)
        }
        if slot.passage.lead.type == .address, !slot.reader.startsSentence(slot.tokens.lowerBound),
            !Self.prepositions.contains(slot.before()),
            !Self.articles.contains(slot.before()), Self.contractions[slot.before()] == nil,
            !Self.be.contains(slot.before())
        {
            return Slot.Fit(text: "en " + phrase, tokens: slot.tokens)
        }
        let thing = Self.split(phrase).rest.split(separator: " ", maxSplits: 1).map(String.init)
        if let first = thing.first, SpanishPhrases.waters.contains(first),
            ["de", "en", "desde"].contains(slot.before())
        {
            return noun(([SpanishPhrases.town] + thing.dropFirst()).joined(separator: " "), slot, wants: nil)
        }
        if phrase == SpanishPhrases.organization, slot.back(5).contains(where: SpanishPhrases.workWords.contains) {
            return noun(SpanishPhrases.employer, slot, wants: nil)
        }
        return noun(phrase, slot, wants: nil)
    }

    // MARK: Time

    private func date(_ phrase: String, _ slot: Slot) -> Slot.Fit {
        var start = slot.tokens.lowerBound
        func fit(_ text: String) -> Slot.Fit { Slot.Fit(text: text, tokens: start..<slot.tokens.upperBound) }
        if slot.passage.isSpan {
            if ["de", "desde", "del"].contains(slot.before()) { start -= 1 }
            let isYear = phrase.first?.isNumber == true || phrase.hasPrefix("la ")
            return fit(isYear ? "durante unos años" : "durante un tiempo")
        }
        if slot.isAfterWeekday { return fit("de una semana") }
        if Self.fixed.contains(slot.before()) {
            return fit(Self.split(phrase).rest.split(separator: " ").last.map(String.init) ?? phrase)
        }
        var preposition = ""
        if let contracted = Self.contractions[slot.before()] {
            start -= 1
            preposition = contracted
        } else {
            if Self.articles.contains(slot.before()) { start -= 1 }
            if let contracted = Self.contractions[slot.beside(start)] {
                start -= 1
                preposition = contracted
            } else if Self.prepositions.contains(slot.beside(start)) {
                preposition = slot.beside(start)
                guard ["en", "a", "de"].contains(preposition) else { return fit(phrase) }
                start -= 1
            }
        }
        let isPoint = phrase.first?.isNumber == true || phrase.hasPrefix("la ")
        switch preposition {
        case "de": return fit("de " + phrase)
        case "a": return fit(isPoint ? "en " + phrase : "a " + phrase)
        case "en": return fit(isPoint || phrase.hasPrefix("var") || phrase.hasPrefix("much") ? "en " + phrase : phrase)
        default: return fit(isPoint && !Self.prepositions.contains(preposition) ? "en " + phrase : phrase)
        }
    }

    private func time(_ phrase: String, _ slot: Slot) -> Slot.Fit? {
        var start = slot.tokens.lowerBound
        if ["(", ",", ":", "[", "@"].contains(slot.before()) { return nil }
        if ["las", "la"].contains(slot.before()) { start -= 1 }
        if slot.beside(start) == "a" { start -= 1 }
        return Slot.Fit(text: phrase, tokens: start..<slot.tokens.upperBound)
    }

    // MARK: Ages, people

    private func age(_ slot: Slot) -> Slot.Fit? {
        guard let years = slot.passage.number(slot.reader) else { return nil }
        var start = slot.tokens.lowerBound
        let age = SpanishPhrases.age(years)
        let before = slot.before()
        let unit = slot.ageUnit(SpanishPhrases.ageUnits)
        let hasUnit =
            unit.end > slot.tokens.upperBound
            || slot.reader.words(slot.tokens).contains { SpanishPhrases.ageUnits.contains($0) }
        if before.hasPrefix("cumpl") {
            return Slot.Fit(text: hasUnit ? "años" : "un año más", tokens: start..<unit.end)
        }
        if before == "los", slot.before(2) == "a" {
            start -= 2
            return Slot.Fit(text: age.when, tokens: start..<unit.end)
        }
        let isCounted = hasUnit || before == "de" || Self.have.contains(before)
        guard isCounted else {
            let words = years < 13 ? "de pocos años" : years < 18 ? "adolescente" : "de \(age.count) años"
            return Slot.Fit(text: words, tokens: start..<unit.end)
        }
        // "pocos" and the like need their noun; "treinta y tantos" stands alone.
        return Slot.Fit(text: hasUnit || years < 13 ? age.count + " años" : age.count, tokens: start..<unit.end)
    }

    private func nationality(_ phrase: String, _ slot: Slot) -> Slot.Fit {
        if startsWithArticle(phrase) { return bare(phrase, slot) }
        if SpanishPhrases.speakVerbs.contains(slot.before()) || slot.before() == "en" {
            return Slot.Fit(text: "otro idioma", tokens: slot.tokens)
        }
        return bare((phrase.hasSuffix("a") ? "una " : "un ") + phrase, slot)
    }

    private func family(_ phrase: String, _ slot: Slot) -> Slot.Fit {
        if Self.be.contains(slot.before()) { return Slot.Fit(text: "varios", tokens: slot.tokens) }
        var start = slot.tokens.lowerBound
        if ["un", "una"].contains(slot.before()) { start -= 1 }
        return Slot.Fit(text: phrase, tokens: start..<slot.tokens.upperBound)
    }

    // MARK: Amounts, numbers, contacts

    private func amount(_ phrase: String, _ slot: Slot) -> Slot.Fit {
        var start = slot.tokens.lowerBound
        let hadSign = slot.hasCurrencyBefore
        if hadSign { start -= slot.currencyLength }
        var text = phrase
        if phrase == "algunos" {
            text =
                slot.leadsNoun
                ? "unos cuantos"
                : hadSign || slot.passage.hasCurrency(slot.reader) ? "unos cuantos dólares" : "unos cuantos"
        } else if slot.leadsNoun {
            text = phrase + " de"
        } else if hadSign || slot.passage.hasCurrency(slot.reader) {
            text = phrase + " de dólares"
        }
        if ["un", "los", "las"].contains(slot.beside(start)) { start -= 1 }
        return Slot.Fit(text: text, tokens: start..<slot.tokens.upperBound)
    }

    private func contact(_ phrase: String, _ type: IdentifierType, _ slot: Slot) -> Slot.Fit? {
        let before = slot.before()
        if Self.be.contains(before) {
            let back = slot.back(7)
            let owner = back.firstIndex { Self.fixed.contains($0) || Self.articles.contains($0) } ?? 2
            let subject = owner > 1 && back.count > owner ? back[owner - 1] : slot.before(2)
            let isFeminine = subject.count > 2 && subject.last == "a" || SpanishPhrases.feminine.contains(subject)
            return Slot.Fit(text: isFeminine ? "privada" : "privado", tokens: slot.tokens)
        }
        if type == .handle, ["como", "as"].contains(before) {
            return Slot.Fit(text: "con otro nombre", tokens: slot.tokens.lowerBound - 1..<slot.tokens.upperBound)
        }
        if SpanishPhrases.callVerbs.contains(before) {
            return Slot.Fit(text: "a " + phrase, tokens: slot.tokens)
        }
        if slot.isLabelled(SpanishPhrases.labels) { return nil }
        let isSpoken =
            Self.prepositions.contains(before) || Self.contractions[before] != nil || Self.articles.contains(before)
            || Self.fixed.contains(before)
        return isSpoken || before == "," ? noun(phrase, slot, wants: nil) : nil
    }
}

extension SpanishPhrases {
    /// The same job as a woman's; nil for what is no job.
    static func woman(of phrase: String) -> String? {
        if phrase == workerMan { return workerWoman }
        if phrase == "un extranjero" { return "una extranjera" }
        return kinds(isFeminine: false).first { $0.value == phrase }.flatMap { kinds(isFeminine: true)[$0.key] }
    }
}

extension Slot {
    /// Whether the passage begins with a capital, as a name does.
    var startsName: Bool { reader.text.tokens[tokens.lowerBound].isCapital }
}
