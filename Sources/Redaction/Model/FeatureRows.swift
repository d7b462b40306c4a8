/// What the model sees of each token: a fixed number of hashed features, computed the same for training and for use.
struct FeatureRows {
    /// Features of one token.
    static let stride = 48
    /// Row after row; 0 stands for none.
    private(set) var rows: [UInt64] = []

    private let text: TokenizedText
    private let use: WordUse
    private let labels: [UInt8]
    private let isLegal: Bool
    private let lists: [UInt64]
    private let shapes: [UInt64]
    private let cues: [UInt64]

    /// - Parameter labels: for each token, what the rules made of it; see `label(of:)`.
    init(_ text: TokenizedText, _ use: WordUse, labels: [UInt8], isLegal: Bool) {
        self.text = text
        self.use = use
        self.labels = labels
        self.isLegal = isLegal
        lists = text.tokens.map(Self.list)
        cues = text.tokens.map(Self.cue)
        shapes = text.tokens.indices.map { Self.shape(text.tokens[$0], text.lineCases[$0]) }
    }

    /// The rule label of a span: its type, and whether the rule is sure.
    static func label(of span: RuleSpan) -> UInt8 { span.type.index << 2 | span.strength.rawValue + 1 }

    /// The rows of some tokens, in place of those before.
    mutating func fill(_ range: Range<Int>) {
        rows.removeAll(keepingCapacity: true)
        for index in range { append(index, in: range) }
    }

    /// A row that grows; each feature has its own template, so that equal values differ.
    private struct Row {
        var values: [UInt64]
        var template: UInt64

        @inline(__always) mutating func add(_ value: UInt64) {
            template += 1
            values.append(FeatureRows.mix(template, value))
        }
    }

    private mutating func append(_ index: Int, in range: Range<Int>) {
        // Taken out and put back: a copy of all rows for each token would be quadratic.
        var row = Row(values: [], template: isLegal ? 1_000 : 0)
        swap(&row.values, &rows)
        addWords(index, range, to: &row)
        addLists(index, range, to: &row)
        swap(&row.values, &rows)
    }

    private func addWords(_ index: Int, _ range: Range<Int>, to row: inout Row) {
        func word(_ offset: Int) -> UInt64 {
            range.contains(index + offset) ? Self.word(text.tokens[index + offset]) : 7
        }
        func suffix(_ offset: Int) -> UInt64 {
            range.contains(index + offset) ? affix(text.tokens[index + offset], suffix: 3) : 7
        }
        let (w0, before, after) = (word(0), word(-1), word(1))
        row.add(w0)
        row.add(before)
        row.add(after)
        row.add(word(-2))
        row.add(word(2))
        row.add(Self.mix(before, w0))
        row.add(Self.mix(w0, after))
        row.add(affix(text.tokens[index], suffix: 2))
        row.add(suffix(0))
        row.add(affix(text.tokens[index], prefix: 3))
        row.add(suffix(-1))
        row.add(suffix(1))
    }

    private func addLists(_ index: Int, _ range: Range<Int>, to row: inout Row) {
        let token = text.tokens[index]
        func inside(_ offset: Int) -> Bool { range.contains(index + offset) }
        func word(_ offset: Int) -> UInt64 { inside(offset) ? Self.word(text.tokens[index + offset]) : 7 }
        func list(_ offset: Int) -> UInt64 { inside(offset) ? lists[index + offset] : 7 }
        func shape(_ offset: Int) -> UInt64 { inside(offset) ? shapes[index + offset] : 7 }
        func cue(_ offset: Int) -> UInt64 { inside(offset) ? cues[index + offset] : 7 }
        func label(_ offset: Int) -> UInt64 { inside(offset) ? UInt64(labels[index + offset]) : 7 }
        let (s0, l0, c0, r0) = (shape(0), list(0), cue(0), label(0))
        let uses = use[token.hash]
        let seen = UInt64(uses.rawValue & 15) << 1 | (use.starts[index] ? 1 : 0)
        // How the words beside it elsewhere in the text speak of it: what is left where capitals say nothing.
        let beside = UInt64(uses.rawValue >> 4)
        let lineCase = UInt64(text.lineCases[index].rawValue)
        for value in [s0, shape(-1), shape(1), Self.mix(Self.mix(shape(-1), s0), shape(1)), l0, list(-1), list(1)] {
            row.add(value)
        }
        for value in [Self.mix(l0, s0), Self.mix(l0, list(1)), Self.mix(list(-1), l0)] { row.add(value) }
        for value in [c0, cue(-1), cue(1), cue(-2), cue(2), Self.mix(cue(-1), l0), Self.mix(cue(1), l0)] {
            row.add(value)
        }
        for value in [Self.mix(cue(-1), s0), Self.mix(word(-1), s0), Self.mix(word(1), s0)] { row.add(value) }
        for value in [r0, label(-1), label(1), Self.mix(r0, s0), Self.mix(r0, l0)] { row.add(value) }
        row.add(Self.mix(label(-1), Self.mix(r0, label(1))))
        for value in [seen, Self.mix(seen, l0), Self.mix(seen, s0)] { row.add(value) }
        row.add(UInt64(token.gap.rawValue) << 2 | (inside(1) ? UInt64(text.tokens[index + 1].gap.rawValue) : 3))
        for value in [beside << 2 | lineCase, Self.mix(beside, l0), Self.mix(Self.mix(lineCase, l0), c0)] {
            row.add(value)
        }
        row.add(Self.mix(beside, Self.mix(r0, lineCase)))
        row.add(Self.mix(l0, use.isMostlySpanish ? 1 : 2))
        row.add(1)
    }

    @inline(__always) static func mix(_ left: UInt64, _ right: UInt64) -> UInt64 {
        var mixed = (left &* 0x9E37_79B9_7F4A_7C15) ^ (right &+ 0x632B_E59B_D9B4_E019)
        mixed ^= mixed >> 29
        mixed = mixed &* 0xBF58_476D_1CE4_E5B9
        return mixed ^ (mixed >> 32)
    }

    /// A word as itself; a number as how many digits it has; a sign as the sign.
    private static func word(_ token: Token) -> UInt64 {
        switch token.kind {
        case .word, .possessive: token.hash
        case .number: 1_000 + UInt64(min(token.length, 12))
        case .mixed: 1_100 + UInt64(min(token.length, 12))
        case .sign: 2_000 + UInt64(token.value)
        }
    }

    private func affix(_ token: Token, suffix length: Int) -> UInt64 {
        guard token.isWord else { return 3 }
        var hash = WordHash()
        for key in text.folded[max(Int(token.foldedStart), Int(token.foldedEnd) - length)..<Int(token.foldedEnd)] {
            hash.add(key)
        }
        return hash.value
    }

    private func affix(_ token: Token, prefix length: Int) -> UInt64 {
        guard token.isWord else { return 3 }
        var hash = WordHash()
        for key in text.folded[Int(token.foldedStart)..<min(Int(token.foldedEnd), Int(token.foldedStart) + length)] {
            hash.add(key)
        }
        return hash.value
    }

    private static func shape(_ token: Token, _ lineCase: TokenizedText.LineCase) -> UInt64 {
        let length = UInt64(min(token.foldedLength, 4))
        return UInt64(token.kind.rawValue) << 12 | UInt64(token.shape.rawValue) << 8 | UInt64(lineCase.rawValue) << 4
            | length
    }

    private static func list(_ token: Token) -> UInt64 {
        guard token.isWord else { return 5 }
        let flags = token.flags
        let known: UInt64 =
            token.isFunction
            ? 4 : flags.contains(.core) ? 3 : flags.contains(.common) ? 2 : flags.contains(.rare) ? 1 : 0
        let rest = UInt64(flags.rawValue >> 3 & 0x7FF) & ~(1 << 6)
        return 16 + (known | rest << 3)
    }

    private static let informative: Cue = [
        .title, .kin, .month, .weekday, .digit, .number, .scale, .ordinal, .street, .unit, .facility, .organization,
        .placeHead,
        .idCue, .caseCue, .phoneCue, .named, .color, .vehicle, .money, .ageWord, .inPlace, .determiner, .be, .duration,
        .court,
        .family, .sayVerb, .occupation,
    ]

    private static func cue(_ token: Token) -> UInt64 {
        token.cues.union(token.nearCues).intersection(informative).rawValue
    }
}
