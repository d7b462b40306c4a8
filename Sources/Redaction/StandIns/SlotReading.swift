/// What the words of a passage and around it say, whatever the language.
extension Passage {
    /// The first number that its words name.
    func number(_ reader: PassageReader) -> Int? {
        SpokenNumber(TokenizedText(scalars: reader.scalars[range].map(\.value)))?.value
    }

    func hasDigits(_ reader: PassageReader) -> Bool { tokens.contains { reader.text.tokens[$0].hasDigit } }

    /// Whether it names a day, and not only a month or a year.
    func hasDay(_ reader: PassageReader) -> Bool {
        tokens.contains { index in
            let token = reader.text.tokens[index]
            if token.kind == .number { return token.length <= 2 }
            return token.kind == .mixed || !token.cues.isDisjoint(with: [.weekday, .holiday, .ordinal])
        }
    }

    func hasCurrency(_ reader: PassageReader) -> Bool {
        let scalars = reader.scalars[range]
        return scalars.contains { $0.properties.generalCategory == .currencySymbol }
            || reader.words(tokens).contains { ["dollars", "bucks", "dolares", "pesos"].contains($0) }
    }
}

extension Slot {
    /// Whether a possessive stands right before: "Adela's", typed with its apostrophe.
    var isPossessive: Bool {
        let index = tokens.lowerBound - 1
        return index >= floor && reader.isBeside(tokens.lowerBound) && reader.text.tokens[index].kind == .possessive
    }

    /// "$", "€" or "Rs." right before an amount.
    var currencyLength: Int {
        let index = tokens.lowerBound - 1
        guard index >= floor, reader.text.tokens[tokens.lowerBound].gap <= .blank else { return 0 }
        if reader.scalars[reader.text.tokens[index].range].first?.properties.generalCategory == .currencySymbol {
            return 1
        }
        return reader.word(index) == "." && index > floor && reader.word(index - 1) == "rs" ? 2 : 0
    }
    var hasCurrencyBefore: Bool { currencyLength > 0 }

    /// Where an age ends, with the words that count years: "-year-old", "años"; and whether a hyphen joins them.
    func ageUnit(_ units: Set<String>) -> (end: Int, isJoined: Bool) {
        var end = tokens.upperBound
        var isJoined =
            reader.words(tokens).contains { units.contains($0) && $0.hasPrefix("old") }
            && reader.words(tokens).contains("-")
        while end < reader.text.tokens.count, reader.text.tokens[end].gap <= .blank {
            let word = reader.word(end)
            let isHyphen = word == "-" || word == "/" || word == "‑"
            if isHyphen, end + 1 < reader.text.tokens.count, units.contains(reader.word(end + 1)) {
                isJoined = true
                end += 2
            } else if units.contains(word) {
                end += 1
            } else if ["of", "de"].contains(word), end + 1 < reader.text.tokens.count,
                ["age", "edad"].contains(reader.word(end + 1)), end > tokens.upperBound
            {
                end += 2
            } else {
                break
            }
        }
        return (end, isJoined)
    }

    /// Whether a label stands before a number: "No.", "#", "number", "Phone:", "|".
    func isLabelled(_ labels: Set<String>) -> Bool {
        let before = before()
        if before == ".", labels.contains(self.before(2)) { return true }
        if ["#", ":", "/", "|", "→", "<", "(", "°", "º", "=", "-", ">", "["].contains(before) { return true }
        return labels.contains(before)
    }

    /// "my", "her", "his" or "their", by who is spoken of just before.
    var possessive: String {
        if ["am", "i'm", "im"].contains(before()) { return "my" }
        var index = tokens.lowerBound - 1
        let first = max(0, reader.sentence(around: tokens.lowerBound).lowerBound)
        var named: String?
        while index >= first, tokens.lowerBound - index < 9 {
            if let possessive = EnglishPhrases.possessives[reader.word(index)] {
                // "I married Wade at 18" is the writer's age; "Wade was 18" is Wade's.
                return named.flatMap { before() == "at" || before() == "by" ? nil : $0 } ?? possessive
            }
            if named == nil, let gender = people.gender(at: index) ?? Gender.of(reader.word(index)) {
                named = gender == .woman ? "her" : gender == .man ? "his" : "their"
            }
            index -= 1
        }
        return named ?? (tokens.lowerBound == first ? "my" : "their")
    }

    /// Whether the word before is a thing of which this is the name: "the village", "colonia", "State of".
    func isNameOf(_ nouns: Set<String>) -> Bool {
        nouns.contains(before()) || ["of", "de"].contains(before()) && nouns.contains(before(2))
    }
}
