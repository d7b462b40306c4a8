/// Finds what could identify someone.
///
/// Pure: text in, suggestions out; nothing is read, kept or sent.
public struct Redactor: Sendable {
    /// How much to show: from what is nearly certain to all that might be.
    public enum Recall: String, Sendable, CaseIterable {
        /// Few wrong suggestions; more is missed.
        case strict
        /// The default: the union of rules and model.
        case balanced
        /// Everything that any tier has a doubt about.
        case wide
    }

    private let recall: Recall
    private let model: Model?
    private let team: TeamLists
    private let looksForLinks: Bool
    private let tuned: [Float]

    /// Prepares to look with rules and, unless told otherwise, with the model.
    ///
    /// - Parameters:
    ///   - recall: how much doubt is enough for a suggestion.
    ///   - usesModel: whether the model decides beside the rules.
    ///   - team: what the team's policy always looks for, and never.
    ///   - links: whether a plan also holds what may still point to one person (`links(in:beside:)`).
    public init(recall: Recall = .balanced, usesModel: Bool = true, team: TeamLists = .none, links: Bool = false) {
        self.recall = recall
        self.team = team
        looksForLinks = links
        tuned = []
        model = usesModel ? Model.standard : nil
    }

    /// Prepares to look with a model that the program does not carry; nil when its bytes are no model.
    package init?(recall: Recall, model bytes: [UInt8], thresholds: [Float] = []) {
        tuned = thresholds
        guard let model = Model(copying: bytes) else { return nil }
        self.recall = recall
        self.model = model
        team = .none
        looksForLinks = false
    }

    /// Every suggestion, in order of place; none overlap.
    ///
    /// A long text is read in pieces, so that memory grows with what is found and not with the text.
    public func suggestions(in text: String) -> [Suggestion] { suggestions(in: text, windowSize: TextWindows.size) }

    func suggestions(in text: String, windowSize: Int) -> [Suggestion] {
        var book = NameBook()
        var found: [(start: Int, suggestions: [Suggestion], crossing: Suggestion?)] = []
        var seams = TextSeams()
        for window in TextWindows(text, size: windowSize) {
            let across = seams.next(window).flatMap { self.crossing($0) }
            let (suggestions, names) = read(TokenizedText(scalars: window.scalars), from: window.start)
            found.append((window.start, suggestions, across))
            book.add(names)
        }
        guard found.count > 1 else { return found.first?.suggestions ?? [] }
        // A name that one piece found stands in others too.
        var all: [Suggestion] = []
        all.reserveCapacity(found.reduce(0) { $0 + $1.suggestions.count })
        for (number, window) in TextWindows(text, size: windowSize).enumerated() {
            let piece = found[number]
            // What is joined is kept once.
            found[number].suggestions = []
            if let crossing = piece.crossing {
                while let last = all.last, last.range.overlaps(crossing.range) { all.removeLast() }
                all.append(crossing)
            }
            let end = piece.crossing?.range.upperBound ?? 0
            let text = TokenizedText(scalars: window.scalars)
            all += repeated(book, in: text, from: piece.start, beside: piece.suggestions)
                .drop { $0.range.lowerBound < end }
        }
        return all
    }

    /// What two pieces hold together and neither holds whole: it takes the place of its parts.
    private func crossing(_ seam: TextSeams.Seam) -> Suggestion? {
        read(TokenizedText(scalars: seam.scalars), from: seam.start).suggestions
            .first { $0.range.lowerBound < seam.place && seam.place < $0.range.upperBound }
    }

    func suggestions(in text: TokenizedText) -> [Suggestion] { read(text, from: 0).suggestions }

    /// What a plan is made of: all that was found and, if asked for, the links beside it; in order of place, none overlap.
    public func findings(in text: String) -> [Suggestion] {
        withLinks(suggestions(in: text), in: TokenizedText(text))
    }

    func findings(in text: TokenizedText) -> [Suggestion] { withLinks(suggestions(in: text), in: text) }

    private func withLinks(_ found: [Suggestion], in text: @autoclosure () -> TokenizedText) -> [Suggestion] {
        guard looksForLinks else { return found }
        return (found + links(in: text(), beside: found)).sorted { $0.range.lowerBound < $1.range.lowerBound }
    }

    /// Whether the team never wants these words suggested.
    func allows(_ text: TokenizedText, _ tokens: Range<Int>) -> Bool {
        let letters = text.tokens[tokens].map { text.folded[Int($0.foldedStart)..<Int($0.foldedEnd)] }
        return team.allows(ArraySlice(letters.joined(separator: [0x20])))
    }

    private func read(_ text: TokenizedText, from start: Int) -> (suggestions: [Suggestion], names: NameBook) {
        let analysis = Analysis(text)
        var marks = Marks(analysis)
        if let model {
            marks.add(model: model, thresholds: thresholds(analysis))
        } else {
            marks.addRules(recall == .wide ? .wide : .doubtful)
        }
        let names = marks.names()
        marks.repeatNames(names)
        let suggestions = team.applied(to: marks.suggestions(), in: text)
        return start == 0 ? (suggestions, names) : (suggestions.map { $0.shifted(by: start) }, marks.names(from: start))
    }

    /// The suggestions of a piece, and those for names that other pieces found.
    private func repeated(
        _ book: NameBook, in text: TokenizedText, from start: Int, beside suggestions: [Suggestion]
    ) -> [Suggestion] {
        let use = WordUse(text)
        let isStandIn = Analysis.standIns(text)
        var joined: [Suggestion] = []
        var next = 0
        for (index, token) in text.tokens.enumerated() {
            let range = token.range.shifted(by: start)
            while next < suggestions.count, suggestions[next].range.upperBound <= range.lowerBound {
                joined.append(suggestions[next])
                next += 1
            }
            let isFree = next == suggestions.count || suggestions[next].range.lowerBound >= range.upperBound
            guard isFree, !isStandIn[index], let name = book.name(at: index, in: text, use),
                !team.allows(text.folded[Int(token.foldedStart)..<Int(token.foldedEnd)])
            else { continue }
            joined.append(Suggestion(range: range, type: name.type, reason: .sameAs(name.range)))
        }
        return joined + suggestions[next...]
    }

    private func thresholds(_ analysis: Analysis) -> Thresholds {
        var thresholds = Thresholds(recall, isLegal: analysis.text.isLegalProse, density: analysis.density)
        if tuned.count == 3 {
            (thresholds.model, thresholds.doubtful, thresholds.name) = (tuned[0], tuned[1], tuned[2])
        }
        return thresholds
    }
}

/// At which probability of "nothing" the tiers speak or are silent.
struct Thresholds {
    /// The model speaks when it gives "nothing" less than this.
    var model: Float
    /// A doubtful rule is silent when the model gives "nothing" more than this on all its tokens.
    var doubtful: Float
    /// The same for a word that is in a list of names: 0 where that says nothing more.
    var listed: Float = 0
    /// A sure name is silent above this.
    var name: Float

    /// - Parameter density: the share of words that the rules mark, from which the rest of the text is expected to be like.
    init(_ recall: Redactor.Recall, isLegal: Bool, density: Float) {
        switch recall {
        // Measured by cross-validation over whole documents; Documentation/REDACTION.md has the table.
        case .strict: (model, doubtful, name) = isLegal ? (0.68, 0.85, 0.955) : (0.5, 0.7, 0.9)
        case .balanced where isLegal: (model, doubtful, name) = (0.985, 0.993, 0.999)
        case .balanced:
            // A text full of names and numbers holds more of them: each doubt then weighs more.
            let full = min(1, max(0, (density - 0.06) / 0.06))
            listed = 0.996
            (model, doubtful, name) = (0.955 + 0.03 * full, 0.97 + 0.025 * full, full > 0 ? 1 : 0.998)
        case .wide: (model, doubtful, name) = (0.99, 1, 1)
        }
    }

    /// The thresholds for a token of a line in which capitals say nothing: there the rules find less.
    var flat: Thresholds {
        var flat = self
        if model > 0.9 { (flat.model, flat.doubtful, flat.name) = (max(model, 0.985), max(doubtful, 0.997), 1) }
        return flat
    }
}

/// A text with all that the rules make of it, before anything is decided.
struct Analysis {
    let text: TokenizedText
    let use: WordUse
    let spans: [RuleSpan]
    /// For each token, the rule that covers it, as the model sees it.
    let labels: [UInt8]
    /// For each token, whether it is inside a stand-in that is there already.
    let isStandIn: [Bool]

    init(_ text: TokenizedText) {
        self.text = text
        use = WordUse(text)
        isStandIn = Self.standIns(text)
        spans = Walk(text, use, isStandIn: isStandIn).spans
        var labels = [UInt8](repeating: 0, count: text.tokens.count)
        for span in spans.reversed() { for index in span.tokens { labels[index] = FeatureRows.label(of: span) } }
        self.labels = labels
    }

    /// The share of the words that the rules mark.
    var density: Float {
        var (words, marked) = (0, 0)
        for (index, token) in text.tokens.enumerated() where token.kind != .sign && token.kind != .possessive {
            words += 1
            if labels[index] != 0 { marked += 1 }
        }
        return words == 0 ? 0 : Float(marked) / Float(words)
    }

    func isOrdinal(_ token: Token) -> Bool {
        let ending = text.folded[Int(token.foldedStart)..<Int(token.foldedEnd)].drop { (0x30...0x39).contains($0) }
        return [[0x73, 0x74], [0x6E, 0x64], [0x72, 0x64], [0x74, 0x68]].contains(Array(ending))
    }

    /// "[Name 1]", "[removed]": what stands between brackets only if it is one of these, so that a name in brackets is still seen.
    static func standIns(_ text: TokenizedText) -> [Bool] {
        var inside = [Bool](repeating: false, count: text.tokens.count)
        for index in text.tokens.indices where text.tokens[index].isSign("[") {
            guard index + 2 < text.tokens.count,
                WordLists.standard.set(Int(text.tokens[index + 1].lists), holds: .standInWords)
            else { continue }
            let end = text.tokens[index + 2].kind == .number ? index + 3 : index + 2
            guard end < text.tokens.count, text.tokens[end].isSign("]") else { continue }
            for token in index...end { inside[token] = true }
        }
        return inside
    }

    var features: FeatureRows { FeatureRows(text, use, labels: labels, isLegal: text.isLegalProse) }
}

/// What the model is trained from: for each run of tokens, their places, features and what the rules say.
package struct TrainingRun {
    /// Code points of the text.
    package let ranges: [Range<Int>]
    /// One row of hashed features for each token.
    package let rows: [ArraySlice<UInt64>]
    /// For each token, the number of the label that the rules alone would give, 0 for none.
    package let ruleLabels: [Int]

    /// Reads a text as the model will.
    package static func runs(of text: String) -> [TrainingRun] {
        let analysis = Analysis(TokenizedText(text))
        var features = analysis.features
        var ruleLabels = [Int](repeating: 0, count: analysis.text.tokens.count)
        for span in analysis.spans where span.strength == .sure {
            for index in span.tokens { ruleLabels[index] = ModelLabel.number(of: span.type) }
        }
        return analysis.text.segments().map { segment in
            features.fill(segment)
            let rows = features.rows
            return TrainingRun(
                ranges: segment.map { analysis.text.tokens[$0].range },
                rows: (0..<segment.count).map { rows[($0 * FeatureRows.stride)..<(($0 + 1) * FeatureRows.stride)] },
                ruleLabels: segment.map { ruleLabels[$0] })
        }
    }
}
