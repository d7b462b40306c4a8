/// Where a phrase is to fit: the passage, and what stands around it.
struct Slot {
    /// A phrase in its place: the tokens of the text that it takes the place of.
    struct Fit {
        var text: String
        var tokens: Range<Int>
    }

    let reader: PassageReader
    let passage: Passage
    let people: People
    let grammar: any Grammar
    /// What stands before this token was replaced already.
    let floor: Int
    var tokens: Range<Int> { passage.tokens }

    init(_ reader: PassageReader, _ passage: Passage, _ language: String, _ people: People, floor: Int) {
        self.floor = floor
        self.reader = reader
        self.passage = passage
        self.people = people
        grammar = language == "es" ? Spanish() : English()
    }

    /// The word so many tokens before the passage, if nothing but blanks parts them; empty otherwise.
    func before(_ steps: Int = 1) -> String { beside(tokens.lowerBound, steps) }

    func beside(_ start: Int, _ steps: Int = 1) -> String {
        let index = start - steps
        guard index >= floor, (index + 1...start).allSatisfy({ reader.isBeside($0) || $0 >= reader.text.tokens.count })
        else { return "" }
        return reader.word(index)
    }

    /// The word so many tokens after the passage, in the same line.
    func after(_ steps: Int = 1) -> String {
        let index = tokens.upperBound + steps - 1
        guard index < reader.text.tokens.count, (tokens.upperBound...index).allSatisfy(reader.isBeside) else {
            return ""
        }
        return reader.word(index)
    }

    /// Whether a word that carries meaning comes next, as in "the March hearing".
    var leadsNoun: Bool {
        let index = tokens.upperBound
        guard index < reader.text.tokens.count, reader.isBeside(index) else { return false }
        let token = reader.text.tokens[index]
        return token.isWord && !token.isFunction && !token.flags.contains(.verb) && !reader.word(index).hasSuffix("ed")
            && token.gap == .blank
    }

    /// Whether a word before the passage describes it, as in "the old": then no article can follow.
    func isModified(_ start: Int) -> Bool {
        let index = start - 1
        guard index >= max(1, floor), reader.isBeside(start) else { return false }
        let token = reader.text.tokens[index]
        guard token.isWord, !token.isFunction, token.flags.contains(.adjective) else { return false }
        return !reader.text.tokens[index - 1].cues.isDisjoint(with: .determiner)
    }

    var isBesideAdjective: Bool {
        let index = tokens.lowerBound - 1
        guard index >= floor, reader.isBeside(tokens.lowerBound) else { return false }
        let token = reader.text.tokens[index]
        return token.isWord && !token.isFunction && token.flags.contains(.adjective) && !token.isCapital
    }

    /// "Mon Aug 3": the day of the week stays.
    var isAfterWeekday: Bool {
        let index = tokens.lowerBound - 1
        return index >= floor && reader.isBeside(tokens.lowerBound) && reader.text.tokens[index].cues.contains(.weekday)
    }

    /// The words of the sentence before the passage, the nearest first.
    func back(_ most: Int = 8) -> [String] {
        var words: [String] = []
        var index = tokens.lowerBound - 1
        while index >= 0, words.count < most, !reader.startsSentence(index + 1) {
            words.append(reader.word(index))
            index -= 1
        }
        return words
    }

    /// The phrase for a type and words; nil where only leaving out fits.
    func fit(_ phrase: String, _ type: IdentifierType) -> Fit? {
        grammar.fit(phrase, type, self).map(cased)
    }

    /// Vaguer words for a link: a thing with its article, or words that need none; nil where an article asks for a thing.
    func fit(link phrase: String) -> Fit? {
        if grammar.startsWithArticle(phrase) { return cased(grammar.noun(phrase, self, wants: nil)) }
        let needsThing = ["a", "an", "un", "una"].contains(before()) && !leadsNoun
        return needsThing ? nil : cased(Fit(text: phrase, tokens: tokens))
    }

    /// Words of a reviewer: as they were typed, without a second article, and with a capital where a sentence begins.
    func fit(chosen text: String) -> Fit {
        let fit =
            grammar.startsWithArticle(text) ? grammar.noun(text, self, wants: nil) : Fit(text: text, tokens: tokens)
        return cased(fit)
    }

    /// The words with "a" or "an" anew, where the other one stands before them; nil where nothing must change.
    func withArticle(_ text: String) -> Fit? {
        let quote = before().isQuote ? 1 : 0
        let index = tokens.lowerBound - 1 - quote
        let article = beside(tokens.lowerBound, 1 + quote)
        guard ["a", "an"].contains(article), grammar is English, reader.text.tokens[index].isWord else { return nil }
        var right = English.article(text)
        guard right != article else { return nil }
        if reader.text.tokens[index].isCapital { right = right.prefix(1).uppercased() + right.dropFirst() }
        let mark = quote > 0 ? reader.spelling(tokens.lowerBound - 1) : ""
        return Fit(text: "\(right) \(mark)\(text)", tokens: index..<tokens.upperBound)
    }

    /// Whether an article stands before the quotation in which the passage is: the “Agency”.
    var isQuotedAfterDeterminer: Bool {
        let index = tokens.lowerBound - 2
        return before().isQuote && index >= floor && !beside(tokens.lowerBound, 2).isEmpty
            && !reader.text.tokens[index].cues.isDisjoint(with: .determiner)
    }

    /// In capitals or small letters as its line is, and with a capital where a sentence begins.
    func cased(_ fit: Fit) -> Fit {
        var fit = fit
        let first = fit.tokens.lowerBound
        switch reader.text.lineCases[first] {
        case .upper: fit.text = fit.text.uppercased()
        case .lower: fit.text = fit.text.lowercased()
        case .mixed:
            let token = reader.text.tokens[first]
            if reader.startsSentence(first), token.isCapital || token.kind == .number || token.kind == .sign {
                fit.text = fit.text.prefix(1).uppercased() + fit.text.dropFirst()
            }
        }
        return fit
    }
}

extension String {
    fileprivate var isQuote: Bool { ["\"", "“", "«", "'", "‘"].contains(self) }
}

/// How a language puts a phrase into a sentence.
protocol Grammar: Sendable {
    static var articles: Set<String> { get }
    /// The phrase as it must be said here; nil where only leaving out fits.
    func fit(_ phrase: String, _ type: IdentifierType, _ slot: Slot) -> Slot.Fit?
    /// A thing with its article, after the words that stand there.
    ///
    /// - Parameter wants: the preposition that it needs in the place of another one of place.
    func noun(_ phrase: String, _ slot: Slot, wants: String?) -> Slot.Fit
    /// "a small town" the second time: "the small town".
    func definite(_ phrase: String) -> String
    /// Another thing of the same kind in one sentence; nil where that cannot be said.
    func another(_ phrase: String, _ count: Int) -> String?
}

extension Grammar {
    /// The article of a phrase and the rest.
    static func split(_ phrase: String) -> (article: String?, rest: String) {
        let parts = phrase.split(separator: " ", maxSplits: 1).map(String.init)
        guard parts.count == 2, articles.contains(parts[0].lowercased()) else { return (nil, phrase) }
        return (parts[0].lowercased(), parts[1])
    }

    func startsWithArticle(_ phrase: String) -> Bool { Self.split(phrase).article != nil }
}
