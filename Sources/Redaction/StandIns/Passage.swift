/// What one stand-in takes the place of: one mention, or several that touch, so that two stand-ins never do.
struct Passage {
    /// In the order of the text; each with its entity.
    var parts: [(entity: Entity, mention: Mention)]
    /// Tokens of the text.
    var tokens: Range<Int>
    /// Code points: the mentions and what is between them.
    var range: Range<Int>
    /// A date that leads to another one: "from 2013 to 2016".
    var isSpan = false

    /// Whose decision stands for all: a person's before anything else.
    var lead: Entity {
        for type in [IdentifierType.person, .event, .facility, .organization] {
            if type.isPlace, !parts[0].entity.type.isPlace { break }
            if let part = parts.first(where: { $0.entity.type == type }) { return part.entity }
        }
        return parts[0].entity
    }
}

/// A text with the places that go, as a stand-in must fit between them.
struct PassageReader {
    let text: TokenizedText
    let scalars: [Unicode.Scalar]
    /// Whether a story speaks both languages, so that each sentence must be asked.
    let isMixed: Bool
    let isSpanish: Bool

    init(text: TokenizedText, scalars: [Unicode.Scalar]) {
        self.text = text
        self.scalars = scalars
        isMixed = Self.isMixed(text)
        isSpanish = LanguageGuess(text).code == "es" || isMixed
    }

    // MARK: Passages

    /// Joins what touches: "Akron, Ohio", a street and its town, a name that was found in two pieces.
    func passages(_ parts: [(entity: Entity, mention: Mention)]) -> [Passage] {
        var passages: [Passage] = []
        var cursor = 0
        for part in parts.sorted(by: { $0.mention.range.lowerBound < $1.mention.range.lowerBound }) {
            let range = part.mention.range
            while cursor < text.tokens.count, Int(text.tokens[cursor].end) <= range.lowerBound { cursor += 1 }
            var end = cursor
            while end < text.tokens.count, Int(text.tokens[end].start) < range.upperBound { end += 1 }
            if let last = passages.last, let isSpan = joins(last, part, at: cursor) {
                passages[passages.count - 1].parts.append(part)
                passages[passages.count - 1].tokens = last.tokens.lowerBound..<max(end, last.tokens.upperBound)
                passages[passages.count - 1].range =
                    last.range.lowerBound..<max(range.upperBound, last.range.upperBound)
                if isSpan { passages[passages.count - 1].isSpan = true }
            } else {
                passages.append(Passage(parts: [part], tokens: cursor..<end, range: range))
            }
        }
        return passages.map(trimmed)
    }

    /// Whether the next mention belongs to the passage before it, and whether as the end of a span of time; nil if not.
    private func joins(_ last: Passage, _ next: (entity: Entity, mention: Mention), at token: Int) -> Bool? {
        let (one, two) = (last.parts[last.parts.count - 1].entity.type, next.entity.type)
        if next.mention.range.lowerBound < last.range.upperBound { return false }
        let gap = last.tokens.upperBound..<max(token, last.tokens.upperBound)
        let isBroken = token < text.tokens.count && text.tokens[token].gap >= .line
        if gap.isEmpty { return isBroken && !(one.isPlace && two.isPlace) ? nil : false }
        guard !isBroken, gap.allSatisfy({ text.tokens[$0].gap < .line }) else { return nil }
        let words = gap.map(word)
        // "Pickett's Ferry", "Red Mesa Women's, Delta 2": the possessive is part of the name.
        if one.isPlace, two.isPlace, gap.count >= 2, text.tokens[gap.lowerBound + 1].kind == .possessive,
            gap.count == 2 || gap.count == 3 && words[2] == ","
        {
            return false
        }
        if gap.count == 1, let sign = words.first {
            let isTight = text.tokens[gap.lowerBound].gap == .none && text.tokens[token].gap == .none
            if isTight, one == two, "-'’.&/".contains(sign) { return false }
            if ["/", "|", "<", ","].contains(sign), one.isContact, two.isContact, sign != "," || one == two {
                return false
            }
            if ["&", "+"].contains(sign), one == .organization, two == .organization { return false }
            if [",", "-", "–", "—", "/", "."].contains(sign), one.isPlace, two.isPlace {
                // "in Laredo. Houston" is two sentences; "Ct. Aurora" is one address.
                return sign == "." && one != .address ? nil : false
            }
            if sign == ",", one == .date, two == .date || two == .time { return false }
            if [",", "&", "and", "y"].contains(sign), one == two, one == .family || one == .occupation { return false }
        }
        if one == .date, two == .date, gap.count == 1, let word = words.first, Self.spanWords.contains(word) {
            let before = last.tokens.lowerBound > 0 ? self.word(last.tokens.lowerBound - 1) : ""
            return ["from", "de", "desde", "del"].contains(before) ? true : nil
        }
        return nil
    }

    private static let spanWords: Set<String> = ["to", "until", "till", "through", "a", "hasta", "al", "-", "–"]

    /// Without the small words at its ends that belong to the sentence: "y Esperanza", "when Hurricane", "bread van at".
    private func trimmed(_ passage: Passage) -> Passage {
        var trimmed = passage
        while trimmed.tokens.count > 1, Self.leading.contains(word(trimmed.tokens.lowerBound)) {
            trimmed.tokens = trimmed.tokens.lowerBound + 1..<trimmed.tokens.upperBound
        }
        while trimmed.tokens.count > 1, Self.trailing.contains(word(trimmed.tokens.upperBound - 1)) {
            trimmed.tokens = trimmed.tokens.lowerBound..<trimmed.tokens.upperBound - 1
        }
        // "at 14 Quarry Steps." ends a sentence; the point stays with it.
        let last = trimmed.tokens.upperBound - 1
        if trimmed.tokens.count > 1, word(last) == ".", passage.lead.type != .person,
            last + 1 == text.tokens.count || text.tokens[last + 1].gap >= .line || text.tokens[last + 1].isCapital
        {
            trimmed.tokens = trimmed.tokens.lowerBound..<last
        }
        // "class of '04"
        let first = trimmed.tokens.lowerBound
        if first > 0, passage.lead.type == .date, text.tokens[first].kind == .number, text.tokens[first].length == 2,
            text.tokens[first].gap == .none, ["'", "’", "‘"].contains(word(first - 1))
        {
            trimmed.tokens = first - 1..<trimmed.tokens.upperBound
        }
        guard trimmed.tokens != passage.tokens else { return passage }
        trimmed.range =
            Int(text.tokens[trimmed.tokens.lowerBound].start)..<Int(text.tokens[trimmed.tokens.upperBound - 1].end)
        return trimmed
    }

    private static let leading: Set<String> = [
        "and", "or", "y", "e", "o", "u", "when", "cuando", "with", "con", "which", "que", "because", "porque", ",",
    ]
    private static let trailing: Set<String> = [
        "and", "or", "y", "e", "o", "u", "at", "in", "en", "of", "de", "for", "para", "with", "con", "the", ",", "to",
    ]

    // MARK: Words

    /// A token without capitals and accents; a sign as it stands; empty outside the text.
    func word(_ index: Int) -> String {
        guard text.tokens.indices.contains(index) else { return "" }
        let token = text.tokens[index]
        var word = String.UnicodeScalarView()
        if token.kind == .sign || token.foldedLength == 0 {
            for scalar in scalars[token.range] { word.append(scalar) }
        } else {
            for key in text.folded[Int(token.foldedStart)..<Int(token.foldedEnd)] {
                if let scalar = Unicode.Scalar(key) { word.append(scalar) }
            }
        }
        return String(word)
    }

    /// A token as it stands.
    func spelling(_ index: Int) -> String {
        var word = String.UnicodeScalarView()
        for scalar in scalars[text.tokens[index].range] { word.append(scalar) }
        return String(word)
    }

    func words(_ range: Range<Int>) -> [String] { range.map(word) }

    /// Whether a token stands in the same line as the one before it, nothing between them but blanks.
    func isBeside(_ index: Int) -> Bool {
        text.tokens.indices.contains(index) && index > 0 && text.tokens[index].gap <= .blank
    }

    // MARK: Sentences

    /// Whether a sentence, a line or a quotation begins at a token.
    func startsSentence(_ index: Int) -> Bool {
        guard index > 0, index < text.tokens.count else { return true }
        if text.tokens[index].gap == .paragraph { return true }
        var last = index - 1
        while last > 0, Self.openers.contains(word(last)), text.tokens[last].gap != .paragraph { last -= 1 }
        let sign = word(last)
        if last + 1 < index, text.tokens[last + 1].gap >= .line, text.tokens[index].isCapital { return true }
        guard text.tokens[last].kind == .sign else {
            // A new line after a line that is no sentence: a list, a poem. What stood there says how it goes on.
            return text.tokens[index].gap == .line && text.tokens[index].isCapital
        }
        // A new line, after a footnote's mark or a label.
        if text.tokens[index].gap == .line, ![",", ";"].contains(sign),
            text.tokens[index].isCapital || text.tokens[index].hasDigit
        {
            return true
        }
        if sign == "]", last > 2, word(last - 2) == "[", text.tokens[index].isCapital { return true }
        if Self.openers.contains(sign) { return last == 0 || text.tokens[index].isCapital }
        if sign == ".", last > 0 {
            // "Mr. Osei", "J. Ruiz": that point ends no sentence.
            let before = text.tokens[last - 1]
            let isShort =
                before.cues.contains(.title) && before.cues.isDisjoint(with: .kin) && before.foldedLength < 5
                || before.shape == .initial && word(last - 1) != "i"
                || Self.abbreviations.contains(word(last - 1))
            return !isShort && text.tokens[index].gap != .none
        }
        if sign == "…" { return text.tokens[index].isCapital }
        if sign == ":" { return text.tokens[index].isCapital && text.tokens[index].gap == .line }
        return ["!", "?"].contains(sign)
    }

    private static let openers: Set<String> = ["\"", "“", "«", "'", "‘", "(", "[", "—", "¿", "¡", "*", "-", "•", ">"]
    private static let abbreviations: Set<String> = [
        "no", "num", "st", "ste", "v", "vs", "apt", "ave", "ct", "dept", "approx", "aprox", "av", "col", "núm",
    ]

    /// The tokens of the sentence around a token.
    func sentence(around index: Int) -> Range<Int> {
        var start = index
        while start > 0, index - start < 60, !startsSentence(start) { start -= 1 }
        var end = index + 1
        while end < text.tokens.count, end - index < 60, !startsSentence(end) { end += 1 }
        return start..<end
    }

    /// The language of the words around a passage, where a story has two; else the story's.
    func language(around passage: Passage, story: String) -> String {
        var (english, spanish) = (0, 0)
        let sentence = sentence(around: passage.tokens.lowerBound)
        let near =
            max(
                sentence.lowerBound, passage.tokens.lowerBound - 7)..<min(
                sentence.upperBound, passage.tokens.upperBound + 5)
        for index in near where !passage.tokens.contains(index) {
            let cues = text.tokens[index].cues
            let weight = index >= passage.tokens.lowerBound - 2 && index < passage.tokens.lowerBound ? 3 : 1
            if cues.contains(.functionEnglish), !cues.contains(.functionSpanish) { english += weight }
            if cues.contains(.functionSpanish), !cues.contains(.functionEnglish) { spanish += weight }
        }
        return story == "es" ? (english > spanish ? "en" : "es") : spanish > english ? "es" : "en"
    }

    private static func isMixed(_ text: TokenizedText) -> Bool {
        var (english, spanish) = (0, 0)
        for token in text.tokens {
            if token.cues.contains(.functionEnglish), !token.cues.contains(.functionSpanish) { english += 1 }
            if token.cues.contains(.functionSpanish), !token.cues.contains(.functionEnglish) { spanish += 1 }
        }
        return min(english, spanish) * 12 > max(english, spanish)
    }
}

extension IdentifierType {
    /// What says where something is.
    var isPlace: Bool { [.location, .address, .facility, .organization].contains(self) }
    /// What reaches somebody, or names them by a number.
    var isContact: Bool {
        [.email, .phone, .url, .handle, .idNumber, .caseNumber, .socialSecurity, .card, .account, .ipAddress].contains(
            self)
    }
}
