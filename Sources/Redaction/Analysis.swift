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
        let structured = StructuredScan(text).spans
        var settled = [Bool](repeating: false, count: text.tokens.count)
        for span in structured where span.strength == .sure { for index in span.tokens { settled[index] = true } }
        isStandIn = Self.standIns(text)
        for index in settled.indices where isStandIn[index] { settled[index] = true }
        spans = structured + NameScan(text, use, settled: settled).spans
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

    private static let standInWords = StructuredScan.set(
        "name place organization number date removed nombre lugar organizacion numero fecha omitido")

    /// "[Name 1]", "[removed]": what stands between brackets only if it is one of these, so that a name in brackets is still seen.
    static func standIns(_ text: TokenizedText) -> [Bool] {
        var inside = [Bool](repeating: false, count: text.tokens.count)
        for index in text.tokens.indices where text.tokens[index].isSign("[") {
            guard index + 2 < text.tokens.count, standInWords.contains(text.tokens[index + 1].hash) else { continue }
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
