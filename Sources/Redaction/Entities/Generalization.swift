/// Truer and vaguer words for what a mention says, from near to far; never a false value, never finer than the text.
public struct Generalization: Sendable {
    /// The languages that it speaks.
    public enum Language: String, Sendable {
        case english = "en"
        case spanish = "es"
    }

    let language: Language

    /// Prepares to speak a language; English for one that it does not know.
    public init(_ code: String) { language = Language(rawValue: code) ?? .english }

    /// What may stand for a mention of this type, the finest first; empty when only removal is safe.
    ///
    /// A date becomes a year, then a decade; a street a neighborhood, then a town; a town a state, then a region; a state or
    /// province its region or country; an age a range; a place or employer its kind; a number or an address of the net only
    /// the word for it.
    /// - Parameters:
    ///   - type: what kind of thing the mention points at.
    ///   - words: the mention as it stands.
    ///   - state: the name of a state that stands beside a town, if one does.
    public func offers(for type: IdentifierType, _ words: String, state: String? = nil) -> [String] {
        let text = TokenizedText(words)
        return switch type {
        case .date: dates(words, text)
        case .time: [time(text)]
        case .age:
            SpokenNumber(text).map { ages($0.value) }
                ?? (text.has(["grade"]) ? [say("school age", "edad escolar")] : [])
        case .location: places(words, text, state)
        case .address: addresses(text)
        case .facility: kind(text, Kind.institutions) + [say(EnglishPhrases.facility, SpanishPhrases.facility)]
        case .organization:
            kind(text, Kind.institutions) + [say(EnglishPhrases.organization, SpanishPhrases.organization)]
        case .event: kind(text, Kind.events) + [say(EnglishPhrases.event, SpanishPhrases.event)]
        case .vehicle: vehicles(text)
        case .occupation:
            kind(text, Kind.jobs) + [
                say(EnglishPhrases.worker, text.isFeminine ? SpanishPhrases.workerWoman : SpanishPhrases.workerMan)
            ]
        case .nationality: kind(text, Kind.jobs) + [nationality(text)]
        case .family: families(text)
        case .money, .quantity: amounts(text)
        case .email: [say("an e-mail address", "un correo")]
        case .phone, .idNumber, .caseNumber, .socialSecurity, .card, .account: [say("a number", "un número")]
        case .url: [say("a website", "una página")]
        case .handle: [say("an account", "una cuenta")]
        case .ipAddress: [say("a computer", "una computadora")]
        case .other:
            text.tokens.count == 1 && (text.tokens[0].flags.contains(.demonym) || text.endsAsDemonym)
                ? [nationality(text)] : []
        case .person: []
        }
    }

    /// The same for an entity of a plan, by the words that name it: for a link by what it is.
    public func offers(of entity: Entity, _ words: String) -> [String] {
        entity.link.map { links($0, TokenizedText(words)) } ?? offers(for: entity.type, words)
    }

    /// Which of them is taken where a policy says only that words become vaguer.
    public func usual(of entity: Entity, _ words: String) -> String? {
        entity.link == nil ? usual(for: entity.type, words) : offers(of: entity, words).first
    }

    /// Which of the offers is taken where a policy says only that words become vaguer; nil when there is none.
    public func usual(for type: IdentifierType, _ words: String) -> String? {
        let offers = offers(for: type, words)
        return type == .location && offers.last != say(EnglishPhrases.whereILived, SpanishPhrases.whereILived)
            ? offers.last : offers.first
    }

    /// A phrase of one language as it is said in the other, for a sentence in it.
    static func translated(_ phrase: String, to language: String, _ entity: Entity, _ words: String) -> String {
        let other = Generalization(language == "es" ? "en" : "es").offers(of: entity, words)
        let own = Generalization(language).offers(of: entity, words)
        guard !own.contains(phrase), let index = other.firstIndex(of: phrase), own.indices.contains(index) else {
            return phrase
        }
        return own[index]
    }

    func say(_ english: String, _ spanish: String) -> String { language == .spanish ? spanish : english }

    func kind(_ text: TokenizedText, _ kinds: [Kind]) -> [String] {
        guard let kind = Kind(of: text, among: kinds) else { return [] }
        let spanish = SpanishPhrases.kinds(isFeminine: text.isFeminine)[kind]
        return [say(EnglishPhrases.kinds[kind], spanish)].compactMap { $0 }
    }

    private func say(_ english: String?, _ spanish: String?) -> String? { language == .spanish ? spanish : english }

    private func nationality(_ text: TokenizedText) -> String {
        say("from elsewhere", text.isFeminine ? "extranjera" : "extranjero")
    }

    // MARK: Dates

    private func dates(_ words: String, _ text: TokenizedText) -> [String] {
        if let unit = EnglishPhrases.units.firstIndex(where: { text.has($0.words) }), !text.hasMonth,
            let number = SpokenNumber(text)?.value
        {
            return [
                say(number >= 10 ? "many " : "some ", "")
                    + say(EnglishPhrases.units[unit].name, SpanishPhrases.durations[unit][number >= 10 ? 1 : 0])
            ]
        }
        if let year = year(in: words) ?? SpokenNumber.year(text) {
            let decade = say("the \(year / 10 * 10)s", "la década de \(year / 10 * 10)")
            // A year alone must become vaguer than it is.
            let isYear = text.tokens.count { $0.kind == .word || $0.hasDigit } == 1
            return isYear ? [decade] : ["\(year)", decade]
        }
        let day = say("one day", "un día")
        if text.tokens.count == 2, text.tokens[1].kind == .number, !text.tokens[0].isWord || text.tokens.count == 1 {
            return [say("a past year", "unos años atrás")]
        }
        if text.tokens.count == 1, text.tokens[0].kind == .number, text.tokens[0].length == 2 {
            return [say("a past year", "unos años atrás")]
        }
        if let season = EnglishPhrases.months.firstIndex(where: { text.has(Set($0)) }) {
            let hasDay = text.tokens.contains { $0.hasDigit || !$0.cues.isDisjoint(with: [.ordinal, .number, .digit]) }
            return hasDay
                ? [say("one \(EnglishPhrases.seasons[season]) day", day), day].uniqued
                : [say("that \(EnglishPhrases.seasons[season])", "ese año")]
        }
        if text.tokens.contains(where: { $0.cues.contains(.holiday) }) {
            return [say("a holiday", "un día de fiesta"), day]
        }
        return text.tokens.isEmpty ? [] : [day]
    }

    /// Four digits that are a year; two digits could be of two centuries, and a day alone tells no year.
    private func year(in words: String) -> Int? {
        words.split { !$0.isASCII || !$0.isNumber }.first { $0.count == 4 }.flatMap { Int($0) }.flatMap {
            (1850...2099).contains($0) ? $0 : nil
        }
    }

    private func time(_ text: TokenizedText) -> String {
        guard let part = EnglishPhrases.partsOfDay.firstIndex(where: { text.has($0.words) }) else {
            return say("at some hour", "a cierta hora")
        }
        return say(EnglishPhrases.partsOfDay[part].name, SpanishPhrases.partsOfDay[part])
    }

    // MARK: Ages and amounts

    private func ages(_ age: Int) -> [String] {
        switch age {
        case ..<13: [say("a child", "menor de 13")]
        case ..<18: [say("a teenager", "adolescente")]
        case 65...: [say("over 65", "más de 65")]
        default: [say("\(age / 10 * 10)s", "\(age / 10 * 10) y tantos")]
        }
    }

    private func amounts(_ text: TokenizedText) -> [String] {
        guard var amount = SpokenNumber(text)?.value else { return [] }
        // "2.500", as Spanish writes it.
        for index in text.tokens.indices.dropFirst(2)
        where text.tokens[index].kind == .number && text.tokens[index].length == 3 && text.tokens[index - 1].isSign(".")
            && amount < 1_000
        {
            amount = amount * 1_000 + Int(text.tokens[index].value)
        }
        return switch amount {
        case ..<100: [say("some", "algunos")]
        case ..<1_000: [say("hundreds", "cientos")]
        case ..<10_000: [say("thousands", "miles")]
        case ..<100_000: [say("tens of thousands", "decenas de miles")]
        case ..<1_000_000: [say("hundreds of thousands", "cientos de miles")]
        default: [say("millions", "millones")]
        }
    }

    private func families(_ text: TokenizedText) -> [String] {
        let relatives = say("relatives", "familiares")
        for (words, english, spanish) in SpanishPhrases.families where text.has(words) {
            return [say(english, spanish), relatives]
        }
        return text.tokens.isEmpty ? [] : [say("children", "hijos"), relatives]
    }

    // MARK: Places and things

    private func places(_ words: String, _ text: TokenizedText, _ state: String?) -> [String] {
        let around = Regions.around(words)
        if !around.isEmpty { return around.map { say($0.english, $0.spanish) } }
        if let state, let region = Regions.region(ofState: state) {
            return [
                say("a town in \(state)", "un lugar de \(state)"),
                say("a town in \(region.english)", "un pueblo en \(region.spanish)"),
            ]
        }
        let lived = say(EnglishPhrases.whereILived, SpanishPhrases.whereILived)
        let kinds = kind(text, Kind.places)
        if !kinds.isEmpty { return kinds + [lived] }
        let isCity = Regions.isCity(words)
        return [
            isCity ? say(EnglishPhrases.city, SpanishPhrases.city) : say(EnglishPhrases.town, SpanishPhrases.town),
            lived,
        ]
    }

    private func addresses(_ text: TokenizedText) -> [String] {
        if Kind(of: text, among: [.address]) != nil { return [say("an address", "una dirección")] }
        return [
            say("a street", "una calle"), say("a neighborhood", "un barrio"),
            say(EnglishPhrases.town, SpanishPhrases.town),
            say(EnglishPhrases.whereILived, SpanishPhrases.whereILived),
        ]
    }

    /// A plate says nothing of the car.
    private func vehicles(_ text: TokenizedText) -> [String] {
        let kinds = kind(text, Kind.vehicles)
        if !kinds.isEmpty { return kinds }
        let isPlate = text.tokens.contains { $0.hasDigit } && !text.tokens.contains { $0.isWord && $0.isKnownWord }
        return isPlate ? [] : [say("a car", "un carro")]
    }
}

extension TokenizedText {
    /// Whether one of these folded words is in it.
    func has(_ words: Set<String>) -> Bool {
        tokens.contains { token in
            words.contains {
                $0.unicodeScalars.count == token.foldedLength
                    && $0.unicodeScalars.map(\.value).elementsEqual(
                        folded[Int(token.foldedStart)..<Int(token.foldedEnd)])
            }
        }
    }

    /// "hondureña", "guatemalteco": where somebody is from, in Spanish without a capital.
    var endsAsDemonym: Bool {
        guard let token = tokens.first, token.shape == .lower else { return false }
        let word = folded[Int(token.foldedStart)..<Int(token.foldedEnd)]
        return ["ena", "eno", "enas", "enos", "ense", "enses", "teca", "teco", "tecos", "cana", "cano", "canos"]
            .contains { ending in
                word.count > ending.count + 3
                    && word.suffix(ending.count).elementsEqual(ending.unicodeScalars.map(\.value))
            }
    }

    var hasMonth: Bool { tokens.contains { $0.cues.contains(.month) } }

    /// Whether its first word is a woman's by its ending: "restauradora de profesión".
    var isFeminine: Bool {
        guard let token = tokens.first(where: { $0.isWord && !$0.isFunction }), token.foldedLength > 2 else {
            return false
        }
        let end = Int(token.foldedEnd)
        let last = folded[end - 1] == 0x73 ? end - 2 : end - 1
        return folded[last] == 0x61
    }
}

extension Array where Element: Equatable {
    fileprivate var uniqued: [Element] { reduce(into: []) { if !$0.contains($1) { $0.append($1) } } }
}
