/// How English takes a phrase into a sentence.
struct English: Grammar {
    // MARK: Words of the language

    static let articles: Set<String> = ["the", "a", "an"]
    /// After these no article follows: "my car", "every spring".
    private static let fixed: Set<String> = [
        "my", "your", "his", "her", "its", "our", "their", "this", "that", "these", "those", "each", "every", "any",
        "no",
        "some", "another", "other", "same", "last", "next", "both", "whose", "which", "what", "first", "second",
        "third",
        "one", "two", "three", "mis", "mi",
    ]
    private static let placePrepositions: Set<String> = ["in", "on", "at"]
    private static let prepositions: Set<String> = [
        "in", "on", "at", "of", "from", "to", "near", "by", "for", "with", "since", "until", "till", "before", "after",
        "around",
        "about", "through", "over", "under", "into", "between", "and", "or", "than", "during", "toward", "towards",
        "past",
        "outside", "across", "behind", "via", "off", "against", "except", "like", "except",
    ]
    private static let be: Set<String> = [
        "is", "was", "are", "were", "be", "been", "am", "i'm", "im", "she's", "he's", "it's", "shes", "hes", "its",
        "they're",
        "that's", "thats", "being", "we're",
    ]
    private static let subjects: Set<String> = ["i", "we", "they", "you", "he", "she", "who"]

    /// "a" or "an", by the sound that the words begin with, as far as letters tell it.
    static func article(_ words: String) -> String {
        let word = words.lowercased().drop { !$0.isLetter && !$0.isNumber }
        let asConsonant = ["uni", "use", "usu", "one", "eu", "ur"].contains { word.hasPrefix($0) }
        let asVowel = ["hour", "honest", "honor", "heir", "8", "11", "18"].contains { word.hasPrefix($0) }
        return asVowel || !asConsonant && "aeiou".contains(word.first ?? "x") ? "an" : "a"
    }

    func definite(_ phrase: String) -> String {
        let (article, rest) = Self.split(phrase)
        guard let article, article != "the" else { return phrase }
        // "a town in the South", then "the town".
        return "the " + (rest.firstRange(of: " in ").map { String(rest[..<$0.lowerBound]) } ?? rest)
    }

    func another(_ phrase: String, _ count: Int) -> String? {
        let (article, rest) = Self.split(phrase)
        guard let article else { return "another place" }
        guard article != "the" else { return "another region" }
        return (count == 1 ? "another " : "one more ") + rest
    }

    // MARK: By type

    func fit(_ phrase: String, _ type: IdentifierType, _ slot: Slot) -> Slot.Fit? {
        switch type {
        case .date: date(phrase, slot)
        case .time: time(phrase, slot)
        case .age: age(slot)
        case .family: family(phrase, slot)
        case .occupation: occupation(phrase, slot)
        case .nationality: nationality(phrase, slot)
        case .money, .quantity: amount(phrase, slot)
        case .email, .phone, .url, .handle, .idNumber, .caseNumber, .socialSecurity, .card, .account, .ipAddress:
            contact(phrase, type, slot)
        case .vehicle: phrase.isEmpty ? nil : noun(phrase, slot, wants: nil)
        default: place(phrase, slot)
        }
    }

    func noun(_ phrase: String, _ slot: Slot, wants: String?) -> Slot.Fit {
        var (article, rest) = Self.split(phrase)
        var start = slot.tokens.lowerBound
        let before = slot.before()
        let isWord = !before.isEmpty && slot.reader.text.tokens[start - 1].isWord
        var words = ""
        if isWord, Self.articles.contains(before) {
            start -= 1
            // A plural or a name without an article: "the [relatives]" stays definite.
            if article == nil, before == "the", !phrase.hasPrefix("another"), !phrase.hasPrefix("one more") {
                article = "the"
            }
            // "The Court" stays "the court".
            let only = slot.reader.text.tokens[slot.tokens.lowerBound]
            if article != nil, before == "the", slot.tokens.count == 1, only.isKnownWord, !phrase.hasPrefix("another") {
                article = "the"
            }
        } else if Self.fixed.contains(before) || slot.isQuotedAfterDeterminer || slot.isPossessive
            || slot.isModified(start)
        {
            if rest.hasPrefix("another ") { rest = String(rest.dropFirst(8)) }
            return Slot.Fit(text: rest, tokens: start..<slot.tokens.upperBound)
        }
        if let wants, Self.placePrepositions.contains(slot.beside(start)), slot.beside(start) != wants {
            start -= 1
            words = wants + " "
        }
        switch article {
        case "the": words += "the " + rest
        case nil: words += rest
        default: words += Self.article(rest) + " " + rest
        }
        return Slot.Fit(text: words, tokens: start..<slot.tokens.upperBound)
    }

    private func place(_ phrase: String, _ slot: Slot) -> Slot.Fit? {
        if slot.isNameOf(EnglishPhrases.named) { return nil }
        let describes = slot.tokens.lowerBound - 1
        if slot.isBesideAdjective, !slot.isModified(slot.tokens.lowerBound),
            Self.placePrepositions.contains(slot.before(2)), describes > 0
        {
            return nil
        }
        if phrase == EnglishPhrases.town, ["a", "an"].contains(slot.before()) { return nil }
        if phrase == EnglishPhrases.whereILived {
            guard Self.placePrepositions.contains(slot.before()) || ["to", "from", "near"].contains(slot.before())
            else { return nil }
            var start = slot.tokens.lowerBound
            if Self.articles.contains(slot.before()) { start -= 1 }
            if Self.placePrepositions.contains(slot.beside(start)) || slot.beside(start) == "to" { start -= 1 }
            return Slot.Fit(text: phrase, tokens: start..<slot.tokens.upperBound)
        }
        var phrase = phrase
        // "I'm from Eagle River" is a town, whatever it is called after.
        let thing = Self.split(phrase).rest.split(separator: " ", maxSplits: 1).map(String.init)
        if let first = thing.first, EnglishPhrases.waters.contains(first), ["from", "in"].contains(slot.before()) {
            phrase = ([EnglishPhrases.town] + thing.dropFirst()).joined(separator: " ")
        }
        if phrase == EnglishPhrases.organization, slot.back(4).contains(where: EnglishPhrases.workWords.contains) {
            phrase = EnglishPhrases.employer
        }
        if slot.passage.lead.type == .address, !slot.reader.startsSentence(slot.tokens.lowerBound),
            !Self.prepositions.contains(slot.before()),
            !Self.articles.contains(slot.before()), !Self.be.contains(slot.before())
        {
            return Slot.Fit(text: (phrase.hasSuffix("street") ? "on " : "at ") + phrase, tokens: slot.tokens)
        }
        let head = Self.split(phrase).rest.split(separator: " ").first.map(String.init) ?? ""
        let wants =
            EnglishPhrases.on.contains(head)
            ? "on"
            : EnglishPhrases.inside.contains(head) || Self.split(phrase).article == nil
                || Self.split(phrase).article == "the" && Regions.named(phrase, in: "en") != nil ? "in" : nil
        return noun(phrase, slot, wants: slot.before() == "on" || wants != nil ? wants ?? "at" : nil)
    }

    // MARK: Time

    private func date(_ phrase: String, _ slot: Slot) -> Slot.Fit {
        var start = slot.tokens.lowerBound
        func fit(_ text: String) -> Slot.Fit { Slot.Fit(text: text, tokens: start..<slot.tokens.upperBound) }
        let isYear = phrase.first?.isNumber == true || phrase.hasPrefix("the ")
        if slot.passage.isSpan {
            if slot.before() == "from" { start -= 1 }
            return fit(isYear ? "for some years" : "for a time")
        }
        let hadArticle = Self.articles.contains(slot.before())
        let isFixed = Self.fixed.contains(slot.before()) || slot.isPossessive
        if hadArticle { start -= 1 }
        let preposition = slot.beside(start)
        if isYear {
            let bare = phrase.hasPrefix("the ") ? String(phrase.dropFirst(4)) : phrase
            if isFixed { return fit(bare) }
            if hadArticle, slot.leadsNoun { return fit("the " + bare) }
            if Self.placePrepositions.contains(preposition) {
                start -= 1
                return fit("in " + phrase)
            }
            if ["says", "said", "say", "reads", "read", "wrote"].contains(preposition) { return fit(phrase) }
            if ["of", "about", "by", "around"].contains(preposition), slot.passage.hasDay(slot.reader) {
                return fit("a day in " + phrase)
            }
            return fit(
                Self.prepositions.contains(preposition) && preposition != "and" && preposition != "or"
                    ? phrase : "in " + phrase)
        }
        if slot.isAfterWeekday { return fit("of one week") }
        if slot.isQuotedAfterDeterminer { return fit(phrase.split(separator: " ").dropFirst().joined(separator: " ")) }
        if isFixed { return fit(phrase.split(separator: " ").dropFirst().joined(separator: " ")) }
        if Self.placePrepositions.contains(preposition), !phrase.hasPrefix("many"), !phrase.hasPrefix("some"),
            !phrase.hasPrefix("a holiday")
        {
            start -= 1
        }
        if ["of", "about"].contains(preposition), phrase.hasPrefix("one ") { return fit("a " + phrase.dropFirst(4)) }
        return fit(phrase)
    }

    private func time(_ phrase: String, _ slot: Slot) -> Slot.Fit? {
        var start = slot.tokens.lowerBound
        if ["(", ",", ":", "[", "@"].contains(slot.before()), slot.passage.hasDigits(slot.reader) { return nil }
        let before = slot.before()
        if Self.placePrepositions.contains(before) {
            start -= 1
        } else if Self.prepositions.contains(before) {
            return Slot.Fit(text: "some hour", tokens: start..<slot.tokens.upperBound)
        }
        return Slot.Fit(text: phrase, tokens: start..<slot.tokens.upperBound)
    }

    // MARK: Ages

    private func age(_ slot: Slot) -> Slot.Fit? {
        guard let years = slot.passage.number(slot.reader) else {
            return slot.reader.words(slot.tokens).contains("grade")
                ? Slot.Fit(text: "school", tokens: slot.tokens) : nil
        }
        var end = slot.tokens.upperBound
        let unit = slot.ageUnit(EnglishPhrases.ageUnits)
        end = unit.end
        var start = slot.tokens.lowerBound
        func fit(_ text: String) -> Slot.Fit { Slot.Fit(text: text, tokens: start..<end) }
        let range = EnglishPhrases.age(years)
        let before = slot.before()
        let isFixed = Self.fixed.contains(before) || slot.isPossessive
        if Self.articles.contains(before) || isFixed || unit.isJoined {
            // "a 16-year-old girl", "my 5-year-old".
            if Self.articles.contains(before) { start -= 1 }
            let next = Slot(
                slot.reader,
                Passage(parts: slot.passage.parts, tokens: slot.tokens.lowerBound..<end, range: slot.passage.range),
                "en", slot.people, floor: slot.floor)
            let words = next.leadsNoun ? range.beforeNoun : range.alone
            return fit(
                isFixed
                    ? words
                    : before == "the"
                        ? "the " + words : Self.articles.contains(before) ? Self.article(words) + " " + words : words)
        }
        switch before {
        case "turned", "turn", "turning", "turns": return fit("a year older")
        case "aged", "age", "ages", "of", "about", "almost", "nearly", "over", "under", "than", "only", "just", "like":
            return fit(range.count)
        case _ where Self.be.contains(before): return fit(range.been(slot.possessive))
        case "at", "by":
            start -= 1
            return fit(range.when(slot.possessive))
        case ":", "(": return fit(range.count)
        case ",": return fit(years < 20 ? range.apposed : range.count)
        default:
            let isAlone = slot.reader.startsSentence(start)
            return fit(isAlone ? range.count : range.been(slot.possessive))
        }
    }

    // MARK: People

    private func family(_ phrase: String, _ slot: Slot) -> Slot.Fit {
        let words = slot.reader.words(slot.tokens)
        var start = slot.tokens.lowerBound
        if words.contains("of"), words.count < 7, Self.articles.contains(slot.before()) {
            start -= 1
            return Slot.Fit(text: "one of several " + phrase, tokens: start..<slot.tokens.upperBound)
        }
        if words.count == 1 || Int(words[0]) != nil && words.count == 1, Self.be.contains(slot.before()) {
            return Slot.Fit(text: "several", tokens: start..<slot.tokens.upperBound)
        }
        if Self.articles.contains(slot.before()), slot.before() != "the" { start -= 1 }
        return Slot.Fit(text: phrase, tokens: start..<slot.tokens.upperBound)
    }

    private func occupation(_ phrase: String, _ slot: Slot) -> Slot.Fit? {
        let before = slot.before()
        if before.hasPrefix("taught") || before.hasPrefix("teach") || before.hasPrefix("stud") {
            return Slot.Fit(text: "a subject", tokens: slot.tokens)
        }
        if Self.subjects.contains(before) {
            return Slot.Fit(text: ["he", "she", "who"].contains(before) ? "worked" : "work", tokens: slot.tokens)
        }
        let article = Self.articles.contains(before)
        let last = slot.reader.text.tokens[slot.tokens.upperBound - 1]
        let isPlural =
            last.isWord && last.isKnownWord && last.foldedLength > 4
            && slot.reader.word(slot.tokens.upperBound - 1).hasSuffix("s")
        if article, before == "the", slot.before(2) == "of" || isPlural {
            return noun("the " + Self.split(phrase).rest + "s", slot, wants: nil)
        }
        if isPlural, slot.tokens.count <= 3, !article {
            return Slot.Fit(text: Self.split(phrase).rest + "s", tokens: slot.tokens)
        }
        let preposition = article ? slot.before(2) : before
        if article, Self.placePrepositions.contains(preposition) { return noun("a workplace", slot, wants: nil) }
        let verb = slot.after()
        if article, before == "the", ["are", "were", "have"].contains(verb) {
            return noun(Self.split(phrase).rest + "s", slot, wants: nil)
        }
        return noun(phrase, slot, wants: nil)
    }

    private func nationality(_ phrase: String, _ slot: Slot) -> Slot.Fit {
        if startsWithArticle(phrase) { return noun(phrase, slot, wants: nil) }
        if EnglishPhrases.speakVerbs.contains(slot.before()) || slot.before() == "in" {
            return Slot.Fit(text: "another language", tokens: slot.tokens)
        }
        var start = slot.tokens.lowerBound
        let hadArticle = Self.articles.contains(slot.before())
        if slot.leadsNoun {
            if hadArticle, slot.before() != "the" {
                start -= 1
                return Slot.Fit(text: "a foreign", tokens: start..<slot.tokens.upperBound)
            }
            return Slot.Fit(text: "foreign", tokens: slot.tokens)
        }
        if Self.be.contains(slot.before()) {
            return Slot.Fit(text: "from a certain background", tokens: slot.tokens)
        }
        return noun("a member of a group", slot, wants: nil)
    }

    // MARK: Amounts, numbers, contacts

    private func amount(_ phrase: String, _ slot: Slot) -> Slot.Fit {
        var start = slot.tokens.lowerBound
        let hadSign = slot.hasCurrencyBefore
        if hadSign { start -= slot.currencyLength }
        var text = phrase
        if slot.leadsNoun {
            text = phrase == "some" ? "a few" : phrase.hasSuffix("s") ? phrase + " of" : phrase
        } else if hadSign || slot.passage.hasCurrency(slot.reader) {
            text = phrase == "some" ? "a few dollars" : phrase + " of dollars"
        } else if phrase == "some" {
            text = "a few"
        }
        if text.hasPrefix("a few"),
            ["the", "these", "those", "my", "his", "her", "their", "our", "only"].contains(slot.beside(start))
        {
            text = String(text.dropFirst(2))
        }
        if ["a", "an"].contains(slot.beside(start)) {
            start -= 1
            if slot.leadsNoun { text = "a costly" }
        }
        return Slot.Fit(text: text, tokens: start..<slot.tokens.upperBound)
    }

    private func contact(_ phrase: String, _ type: IdentifierType, _ slot: Slot) -> Slot.Fit? {
        let before = slot.before()
        if Self.be.contains(before) {
            let subject = slot.back(7).dropFirst()
            if ["am", "i'm", "im"].contains(before) || type == .url || subject.first == "it"
                || ["it's", "its", "that's"].contains(before)
            {
                return noun(phrase, slot, wants: nil)
            }
            return Slot.Fit(text: "private", tokens: slot.tokens)
        }
        if type == .handle, before == "as" {
            return Slot.Fit(text: "under another name", tokens: slot.tokens.lowerBound - 1..<slot.tokens.upperBound)
        }
        if slot.isLabelled(EnglishPhrases.labels) { return nil }
        let isSpoken =
            Self.prepositions.contains(before) || Self.articles.contains(before) || Self.fixed.contains(before)
            || EnglishPhrases.callVerbs.contains(before)
        guard isSpoken || before == "," && !slot.reader.startsSentence(slot.tokens.lowerBound) else { return nil }
        return noun(phrase, slot, wants: type == .url && before == "at" ? "on" : nil)
    }
}
