/// The tokens of a text with what each tier says of them, joined into suggestions.
struct Marks {
    private struct Mark {
        var type: IdentifierType
        var reason: Reason
        var rule: Int?
        var cue: Range<Int>?
        /// Marks of one number belong together.
        var group: Int
        var isName: Bool
    }

    private let analysis: Analysis
    private var marks: [Mark?]
    private var groups = 0

    init(_ analysis: Analysis) {
        self.analysis = analysis
        marks = Array(repeating: nil, count: analysis.text.tokens.count)
    }

    private var tokens: [Token] { analysis.text.tokens }

    // MARK: Tiers

    /// What the rules found, down to a strength.
    mutating func addRules(_ weakest: RuleSpan.Strength) {
        for span in analysis.spans where span.strength >= weakest { mark(span) }
    }

    private mutating func mark(_ span: RuleSpan) {
        groups += 1
        for index in span.tokens where marks[index] == nil && !analysis.isStandIn[index] {
            marks[index] = Mark(
                type: span.type, reason: .shape(span.why), rule: span.rule, cue: span.cue, group: groups,
                isName: !span.type.isStructured)
        }
    }

    /// The union of rules and model.
    mutating func add(model: Model, thresholds: Thresholds) {
        var nothing = [Float](repeating: 1, count: marks.count)
        var labels = [UInt8](repeating: 0, count: marks.count)
        var features = analysis.features
        for segment in analysis.text.segments() {
            features.fill(segment)
            let reading = model.read(features.rows, count: segment.count)
            for (offset, index) in segment.enumerated() {
                nothing[index] = reading.nothing[offset]
                labels[index] = reading.best[offset] == 0 ? reading.label[offset] : reading.best[offset]
            }
        }
        let flat = thresholds.flat
        for span in analysis.spans {
            let thresholds = analysis.text.isFlatCase(at: span.tokens.lowerBound) ? flat : thresholds
            let surest = span.tokens.map { nothing[$0] }.min() ?? 0
            let limit: Float
            switch span.strength {
            case .sure: limit = span.type.isStructured && span.type != .date ? 2 : thresholds.name
            case .doubtful:
                limit = isListedName(span) ? max(thresholds.doubtful, thresholds.listed) : thresholds.doubtful
            // How long something took tells who it was only where all else is in the files of a court.
            case .wide where span.type == .date && !analysis.text.isLegalProse: limit = min(thresholds.model, 0.5)
            case .wide: limit = thresholds.model
            }
            if surest <= limit || span.stands {
                var span = span
                // A name's kind is what the model reads best.
                if !span.type.isStructured, !hasHead(span),
                    let likely = likeliest(span.tokens, nothing, labels, below: span.isBare ? 0.9 : 0.2)
                {
                    span.type = likely
                }
                mark(span)
            }
        }
        var index = 0
        while index < marks.count {
            guard isModelled(index, nothing, thresholds) else {
                index += 1
                continue
            }
            var end = index + 1
            while end < marks.count, tokens[end].gap != .paragraph, isModelled(end, nothing, thresholds),
                labels[end] == labels[index]
            { end += 1 }
            addModelSpan(index..<end, nothing, labels)
            index = end
        }
    }

    private func isModelled(_ index: Int, _ nothing: [Float], _ thresholds: Thresholds) -> Bool {
        marks[index] == nil && !analysis.isStandIn[index]
            && nothing[index] < (analysis.text.isFlatCase(at: index) ? thresholds.flat : thresholds).model
    }

    private mutating func addModelSpan(_ range: Range<Int>, _ nothing: [Float], _ labels: [UInt8]) {
        var (start, end) = (range.lowerBound, range.upperBound)
        func isEdge(_ index: Int) -> Bool {
            tokens[index].kind == .sign || tokens[index].kind == .possessive
                || tokens[index].cues.contains(.determiner) && tokens[index].isFunction && nothing[index] > 0.3
        }
        // "cárcel de", "it says harlan on it": no name, job or place ends so.
        func isTail(_ index: Int) -> Bool {
            let token = tokens[index]
            return token.isFunction && token.shape == .lower && token.flags.isDisjoint(with: [.given, .family])
                && token.cues.isDisjoint(with: .anyNumber)
        }
        while start < end, isEdge(start) { start += 1 }
        while end > start, isEdge(end - 1) || isTail(end - 1) { end -= 1 }
        guard start < end, let type = ModelLabel.types[Int(labels[start])] else { return }
        let least = nothing[start..<end].min() ?? 1
        if isNobody(start..<end, type) { return }
        // "saw" between two names: the model's least doubts say nothing against an everyday word.
        if least > 0.85, (start..<end).allSatisfy({ isEveryday($0) }) { return }
        groups += 1
        for index in start..<end {
            marks[index] = Mark(
                type: type, reason: .shape(type.reading), group: groups,
                isName: !type.isStructured)
        }
    }

    /// "Ms" before a name that is marked already, "God", the number of a list's item, "new line" where someone dictates, a weekday
    /// alone, "four of them": whatever the model says.
    private func isNobody(_ range: Range<Int>, _ type: IdentifierType) -> Bool {
        let first = tokens[range.lowerBound]
        let next = range.upperBound
        func sign(_ index: Int, _ character: Unicode.Scalar) -> Bool {
            index < tokens.count && tokens[index].isSign(character)
        }
        if range.count == 1, first.kind == .number, first.length <= 2, first.gap >= .line,
            sign(next, ".") || sign(next, ")")
        {
            return true
        }
        if range.allSatisfy({ tokens[$0].cues.contains(.sacred) }) { return true }
        if range.allSatisfy({ WordLists.standard.set(Int(tokens[$0].lists), holds: .dictation) }) { return true }
        if type == .date, range.allSatisfy({ tokens[$0].cues.contains(.weekday) }),
            // "Sunday, August 10" is all one date.
            !(range.lowerBound - 2..<range.upperBound + 2).contains(where: {
                marks.indices.contains($0) && marks[$0]?.type == .date
            })
        {
            return true
        }
        if type == .other, range.count == 1, !tokens[range.lowerBound].cues.isDisjoint(with: .anyNumber) { return true }
        // "v.", "hey", "NATO", "135th": never anyone, where capitals say something.
        if range.count == 1, analysis.text.lineCases[range.lowerBound] == .mixed {
            if WordLists.standard.set(Int(first.lists), holds: .versus) || first.cues.contains(.slang) { return true }
            if first.shape == .upper, first.cues.contains(.safeAcronym) { return true }
            if first.kind == .mixed, first.shape == .lower, first.foldedLength <= 5, analysis.isOrdinal(first) {
                return true
            }
        }
        let name = sign(next, ".") && tokens[next].gap == .none ? next + 1 : next
        return range.allSatisfy {
            tokens[$0].cues.contains(.title) && tokens[$0].flags.isDisjoint(with: [.given, .family])
                || tokens[$0].kind == .sign
        } && name < marks.count
            && tokens[name].gap <= .line && marks[name]?.type == .person
    }

    private func isEveryday(_ index: Int) -> Bool {
        let token = tokens[index]
        return token.kind == .sign
            || token.shape == .lower && (token.isFunction || token.flags.contains(.core))
                && token.cues.isDisjoint(with: .anyNumber)
                && analysis.text.lineCases[index] == .mixed
    }

    // Only among these does the model know better which kind a name is.
    private static let nameKinds: Set<IdentifierType> = [.person, .location, .facility, .organization, .nationality]

    /// A single ordinary word that people are called by too, with a capital inside a sentence and never written small.
    private func isListedName(_ span: RuleSpan) -> Bool {
        let token = tokens[span.tokens.lowerBound]
        return span.tokens.count == 1 && token.isCapital && !token.flags.isDisjoint(with: [.given, .family])
            && !analysis.use.starts[span.tokens.lowerBound] && !analysis.use[token.hash].contains(.lower)
    }

    /// "Justice Court of Tonawanda" says itself what it is.
    private func hasHead(_ span: RuleSpan) -> Bool {
        if !Self.nameKinds.contains(span.type) { return true }
        guard span.tokens.count > 1, span.type == .organization || span.type == .facility else { return false }
        return span.tokens.contains {
            !tokens[$0].cues.isDisjoint(with: [.court, .facility])
                || tokens[$0].isSign("&")
                || $0 == span.tokens.upperBound - 1 && tokens[$0].cues.contains(.organization)
                    // "Soviet Union", "credit union": either.
                    && !WordLists.standard.set(Int(tokens[$0].lists), holds: .union)
                || $0 == span.tokens.lowerBound && tokens[$0].cues.contains(.worship)
        }
    }

    private func likeliest(
        _ range: Range<Int>, _ nothing: [Float], _ labels: [UInt8], below limit: Float
    ) -> IdentifierType? {
        guard let index = range.min(by: { nothing[$0] < nothing[$1] }), nothing[index] < limit else { return nil }
        return ModelLabel.types[Int(labels[index])]
    }

    // MARK: The document pass

    /// The words of the names that were found.
    func names(from start: Int = 0) -> NameBook {
        var book = NameBook()
        for (index, mark) in marks.enumerated() {
            guard let mark, mark.isName else { continue }
            let token = tokens[index]
            book.note(
                token, mark.type,
                NameBook.Name(
                    range: token.range.shifted(by: start), type: mark.type, isCapital: token.isCapital,
                    isLonger: isPartOfLonger(index)),
                analysis.use)
        }
        return book
    }

    /// Marks every place of a name of the book.
    mutating func repeatNames(_ book: NameBook) {
        guard !book.isEmpty else { return }
        for index in marks.indices where marks[index] == nil && !analysis.isStandIn[index] {
            guard let name = book.name(at: index, in: analysis.text, analysis.use) else { continue }
            groups += 1
            marks[index] = Mark(type: name.type, reason: .sameAs(name.range), group: groups, isName: true)
        }
    }

    /// Whether the mark at a token covers a neighbor too: a full name.
    private func isPartOfLonger(_ index: Int) -> Bool {
        guard let group = marks[index]?.group else { return false }
        func belongs(_ other: Int, _ gap: Token.Gap) -> Bool {
            guard marks.indices.contains(other), let mark = marks[other] else { return false }
            return mark.group == group || mark.type == .person && marks[index]?.type == .person && gap == .blank
        }
        return belongs(index - 1, tokens[index].gap)
            || index + 1 < marks.count && belongs(index + 1, tokens[index + 1].gap)
    }

    // MARK: Suggestions

    /// Joins marks into suggestions over whole tokens.
    func suggestions() -> [Suggestion] {
        var suggestions: [Suggestion] = []
        var index = 0
        while index < marks.count {
            guard let mark = marks[index] else {
                index += 1
                continue
            }
            var end = index + 1
            while end < marks.count, let next = marks[end], mark.group == next.group { end += 1 }
            let rule = mark.rule.map { Rule.all[$0].id }
            var reason = mark.reason
            if let cue = mark.cue, case .shape(let why) = reason { reason = .quoting(why, analysis.text.scalars[cue]) }
            let range = Int(tokens[index].start)..<Int(tokens[end - 1].end)
            suggestions.append(Suggestion(range: range, type: mark.type, reason: reason, rule: rule))
            index = end
        }
        return suggestions
    }
}
