/// A text cut into words, numbers and signs in one pass, with what the lists say of each.
struct TokenizedText {
    let scalars: [UInt32]
    private(set) var tokens: [Token] = []

    /// The letters of all words without case and accents, one word after another.
    private(set) var folded: [UInt32] = []

    /// For each token, whether its line has capitals that say something.
    private(set) var lineCases: [LineCase] = []

    private static let quickFold = QuickFold()
    let classes = ScalarClass.firstScalars
    init(_ text: String) { self.init(scalars: text.unicodeScalars.map(\.value)) }

    init(scalars: [UInt32]) {
        self.scalars = scalars
        tokens.reserveCapacity(scalars.count / 5 + 8)
        folded.reserveCapacity(scalars.count)
        var fold = Self.quickFold
        let lists = WordLists.standard
        let lexicon = Lexicon.standard
        var position = 0
        var gap = Token.Gap.paragraph
        var lineEnds = 0
        while position < scalars.count {
            switch ScalarClass.of(scalars[position], classes) {
            case .blank:
                if gap == .none { gap = .blank }
                position += 1
            case .lineEnd:
                let isPair = scalars[position] == 0x0D && position + 1 < scalars.count && scalars[position + 1] == 0x0A
                position += isPair ? 2 : 1
                lineEnds += 1
                gap = lineEnds > 1 || gap == .paragraph ? .paragraph : .line
            case .ignorable, .mark:
                position += 1
            case .sign:
                append(sign: position, gap)
                position += 1
                (gap, lineEnds) = (.none, 0)
            default:
                let end = wordEnd(from: position)
                let rest = brokenRest(position..<end, &fold)
                append(
                    word: position..<(rest?.upperBound ?? end), without: end..<(rest?.lowerBound ?? end), gap, &fold,
                    lists, lexicon)
                position = rest?.upperBound ?? end
                (gap, lineEnds) = (.none, 0)
            }
        }
        lineCases = Self.lineCases(of: tokens)
    }

    /// One past the last letter or digit of a word; an apostrophe between two letters belongs to it, an "'s" does not.
    func wordEnd(from start: Int) -> Int {
        var end = start
        while end < scalars.count {
            switch ScalarClass.of(scalars[end], classes) {
            case .letter, .capital, .otherLetter, .digit, .mark:
                end += 1
            case .ignorable:
                guard end + 1 < scalars.count, isWordPart(scalars[end + 1]) else { return end }
                end += 1
            case .sign:
                guard Self.isApostrophe(scalars[end]), end + 1 < scalars.count, isLetter(scalars[end + 1]),
                    isLetter(scalars[end - 1]) || ScalarClass.of(scalars[end - 1], classes) == .mark,
                    !isPossessive(at: end)
                else { return end }
                end += 1
            default: return end
            }
        }
        return end
    }

    private static func isApostrophe(_ scalar: UInt32) -> Bool {
        scalar == 0x27 || scalar == 0x2019 || scalar == 0x2BC || scalar == 0x60 || scalar == 0xB4 || scalar == 0x2018
    }

    private func isPossessive(at apostrophe: Int) -> Bool {
        let letter = scalars[apostrophe + 1]
        guard letter == 0x73 || letter == 0x53 else { return false }
        return apostrophe + 2 >= scalars.count || !isWordPart(scalars[apostrophe + 2])
    }

    private func isWordPart(_ scalar: UInt32) -> Bool {
        switch ScalarClass.of(scalar, classes) {
        case .letter, .capital, .otherLetter, .digit, .mark: true
        default: false
        }
    }

    func isLetter(_ scalar: UInt32) -> Bool {
        switch ScalarClass.of(scalar, classes) {
        case .letter, .capital, .otherLetter: true
        default: false
        }
    }

    mutating func append(sign position: Int, _ gap: Token.Gap) {
        // "'s" after a word: a token of its own, so that the name before it is whole.
        if Self.isApostrophe(scalars[position]), gap == .none, position + 1 < scalars.count,
            tokens.last?.isWord == true,
            isPossessive(at: position)
        {
            pendingPossessive = true
        }
        let at = Int32(position)
        tokens.append(
            Token(
                start: at, end: at + 1, foldedStart: Int32(folded.count), foldedEnd: Int32(folded.count), hash: 0,
                kind: .sign, shape: .none, gap: gap, value: scalars[position]))
    }

    private var pendingPossessive = false

    mutating func append(
        word range: Range<Int>, without hole: Range<Int>, _ gap: Token.Gap, _ fold: inout QuickFold,
        _ lists: WordLists,
        _ lexicon: Lexicon
    ) {
        let foldedStart = folded.count
        var capitals = 0
        var lowers = 0
        var others = 0
        var digits = 0
        var startsCapital = false
        var number: UInt32 = 0
        for position in range where !hole.contains(position) {
            let scalar = scalars[position]
            switch ScalarClass.of(scalar, classes) {
            case .capital:
                if capitals + lowers + others + digits == 0 { startsCapital = true }
                if scalar > 0x24F && !(0x1E00...0x1EFF).contains(scalar) { others += 1 }
                capitals += 1
            case .letter:
                if scalar > 0x24F && !(0x1E00...0x1EFF).contains(scalar) { others += 1 }
                lowers += 1
            case .otherLetter: others += 1
            case .digit:
                digits += 1
                number = number &* 10 &+ (scalar &- 0x30)
            default: continue
            }
            fold.append(scalar, to: &folded)
        }
        if others > 0, others < capitals + lowers {
            for index in foldedStart..<folded.count {
                if let latin = QuickFold.latinLookAlike(folded[index]) { folded[index] = latin }
            }
        }
        var hash = WordHash()
        for index in foldedStart..<folded.count { hash.add(folded[index]) }
        let kind: Token.Kind =
            pendingPossessive ? .possessive : digits == 0 ? .word : capitals + lowers + others == 0 ? .number : .mixed
        pendingPossessive = false
        var token = Token(
            start: Int32(range.lowerBound), end: Int32(range.upperBound), foldedStart: Int32(foldedStart),
            foldedEnd: Int32(folded.count), hash: hash.value, kind: kind,
            shape: Self.shape(capitals, lowers, startsCapital), gap: gap, isForeign: others > 0)
        if kind == .number { token.value = digits <= 9 ? number : 0 }
        if kind != .number {
            let set = lists.set(of: token.hash)
            token.lists = UInt16(truncatingIfNeeded: set)
            if kind != .possessive { token.cues = lists.cues(of: set) }
        }
        if kind == .word || kind == .mixed {
            if kind == .word { token.flags = lexicon.flags(of: token.hash) }
            if token.flags.isEmpty, token.cues.isEmpty, kind == .word, others == 0 {
                token.nearCues = lists.cues(near: folded[foldedStart...])
                // A capital may be a name's: then it is near only what a number follows.
                if token.shape != .lower { token.nearCues.formIntersection(Cue.numbered) }
            }
        }
        tokens.append(token)
    }

    private static func shape(_ capitals: Int, _ lowers: Int, _ startsCapital: Bool) -> Token.Shape {
        if capitals == 0 { return lowers == 0 ? .none : .lower }
        if lowers == 0 { return capitals == 1 ? .initial : .upper }
        if startsCapital { return capitals == 1 ? .capitalized : .inner }
        return .inner
    }
}

extension TokenizedText {
    /// Runs of tokens that the model reads at once: paragraphs, and pieces of long ones.
    func segments(maximum: Int = 256) -> [Range<Int>] {
        var segments: [Range<Int>] = []
        var start = 0
        for index in tokens.indices where index > start {
            let isLong = index - start >= maximum && tokens[index - 1].kind == .sign || index - start >= 2 * maximum
            if tokens[index].gap == .paragraph || isLong {
                segments.append(start..<index)
                start = index
            }
        }
        if start < tokens.count { segments.append(start..<tokens.count) }
        return segments
    }

    /// Whether this reads like a court's own prose, which the model knows apart from people's stories.
    var isLegalProse: Bool {
        var (words, legal) = (0, 0)
        for token in tokens where token.isWord {
            words += 1
            if token.cues.contains(.legal) { legal += 1 }
        }
        return words >= 40 && legal * 40 >= words
    }
}

extension TokenizedText {
    /// The hash of several words with single blanks between, as the list writes a place of several words.
    func phraseHash(_ range: Range<Int>) -> UInt64 {
        var hash = WordHash()
        var isFirst = true
        for token in tokens[range] where token.kind != .sign {
            if !isFirst { hash.add(0x20) }
            isFirst = false
            for key in folded[Int(token.foldedStart)..<Int(token.foldedEnd)] { hash.add(key) }
        }
        return hash.value
    }
}
