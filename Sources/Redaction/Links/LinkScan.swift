extension Redactor {
    /// What may still point to one person, beside what was found: in order of place, and over nothing that was.
    ///
    /// - Parameters:
    ///   - text: the whole text.
    ///   - found: the suggestions for the same text.
    func links(in text: TokenizedText, beside found: [Suggestion]) -> [Suggestion] {
        let isStandIn = Analysis.standIns(text)
        let taken = Self.taken(text, by: found)
        let walk = Walk(linksIn: text, WordUse(text), settled: zip(taken, isStandIn).map { $0 || $1 })
        var links: [(tokens: Range<Int>, found: Suggestion)] = []
        var marked = walk.settled
        for span in walk.spans {
            let rule = Rule.links[span.rule - Rule.all.count]
            guard let kind = LinkKind(rule: rule.id), let tokens = Self.free(span.tokens, marked, text) else {
                continue
            }
            let range = Int(text.tokens[tokens.lowerBound].start)..<Int(text.tokens[tokens.upperBound - 1].end)
            guard !allows(text, tokens) else { continue }
            for index in tokens { marked[index] = true }
            links.append((tokens, Suggestion(range: range, type: kind.type, reason: .link(kind), rule: rule.id)))
        }
        return repeated(links, in: text, marked)
    }

    private static func taken(_ text: TokenizedText, by found: [Suggestion]) -> [Bool] {
        var taken = [Bool](repeating: false, count: text.tokens.count)
        var next = 0
        for (index, token) in text.tokens.enumerated() {
            while next < found.count, found[next].range.upperBound <= token.range.lowerBound { next += 1 }
            taken[index] = next < found.count && found[next].range.overlaps(token.range)
        }
        return taken
    }

    /// The longest part of a span that nothing else has, without small words and signs at its ends; nil if none is left.
    private static func free(_ span: Range<Int>, _ taken: [Bool], _ text: TokenizedText) -> Range<Int>? {
        guard taken[span].contains(true) else { return span }
        var best: Range<Int>?
        var start = span.lowerBound
        for index in span.lowerBound...span.upperBound where index == span.upperBound || taken[index] {
            var (first, last) = (start, index)
            func isEdge(_ place: Int) -> Bool {
                text.tokens[place].kind == .sign || text.tokens[place].kind == .possessive
                    || text.tokens[place].isFunction && text.tokens[place].cues.isDisjoint(with: .anyNumber)
            }
            while first < last, isEdge(first) { first += 1 }
            while last > first, isEdge(last - 1) { last -= 1 }
            if last - first > best?.count ?? 0 { best = first..<last }
            start = index + 1
        }
        return best
    }

    /// The same words at other places too: what one decision takes out must not stand elsewhere.
    private func repeated(
        _ links: [(tokens: Range<Int>, found: Suggestion)], in text: TokenizedText, _ marked: [Bool]
    ) -> [Suggestion] {
        var forms: [UInt64: [(words: [UInt64], found: Suggestion)]] = [:]
        for (tokens, found) in links where found.type != .family && found.link != .title {
            let words = text.tokens[tokens].map(\.hash)
            guard let first = words.first, forms[first]?.contains(where: { $0.words == words }) != true else {
                continue
            }
            forms[first, default: []].append((words, found))
        }
        for first in forms.keys { forms[first]?.sort { $0.words.count > $1.words.count } }
        var all = links.map(\.found)
        var index = 0
        while index < text.tokens.count {
            defer { index += 1 }
            guard !marked[index], text.tokens[index].isWord, let known = forms[text.tokens[index].hash] else {
                continue
            }
            for (words, found) in known where index + words.count <= text.tokens.count {
                let tokens = index..<(index + words.count)
                guard !marked[tokens].contains(true), text.tokens[tokens].map(\.hash) == words else { continue }
                let range = Int(text.tokens[index].start)..<Int(text.tokens[tokens.upperBound - 1].end)
                all.append(Suggestion(range: range, type: found.type, reason: found.reason, rule: found.rule))
                index = tokens.upperBound - 1
                break
            }
        }
        return all.sorted { $0.range.lowerBound < $1.range.lowerBound }
    }
}
