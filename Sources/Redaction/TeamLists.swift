/// A team's own lists: what is always suggested, what never, and forms of numbers that only they know.
public struct TeamLists: Sendable {
    /// One list or form.
    public struct Recognizer: Sendable {
        let name: String
        let type: IdentifierType
        let words: [String]
        let patterns: [String]
        let context: Set<UInt64>

        /// - Parameters:
        ///   - name: what the reason of a suggestion calls it.
        ///   - type: what kind of thing its suggestions point at.
        ///   - words: words and phrases that are always suggested; empty for forms alone.
        ///   - patterns: forms, in which `#` is a digit, `@` a letter, and anything else itself; no regular expressions, so
        ///     nothing can backtrack.
        ///   - context: words of which one must stand within six words before a form; if empty, the form is enough.
        public init(name: String, type: IdentifierType, words: [String], patterns: [String], context: [String]) {
            self.name = name
            self.type = type
            self.words = words
            self.patterns = patterns
            self.context = Set(context.map { TokenizedText($0).tokens.first?.hash ?? 0 })
        }
    }

    private let recognizers: [Recognizer]
    private let allowed: Set<[UInt32]>
    private let finder: PhraseFinder
    private let owners: [Int]

    /// No lists.
    public static let none = TeamLists(recognizers: [], allowed: [])

    /// - Parameters:
    ///   - recognizers: the lists and forms of what is always suggested.
    ///   - allowed: words that are never suggested as names.
    public init(recognizers: [Recognizer], allowed: [String]) {
        self.recognizers = recognizers
        self.allowed = Set(allowed.map { FoldedText($0).trimmed { WordClass($0) == .none } })
        var phrases: [PhraseFinder.Phrase] = []
        var owners: [Int] = []
        for (index, recognizer) in recognizers.enumerated() {
            for word in recognizer.words {
                phrases.append(
                    PhraseFinder.Phrase(keys: FoldedText(word).trimmed { WordClass($0) == .none }, wholeWords: true))
                owners.append(index)
            }
        }
        finder = PhraseFinder(phrases)
        self.owners = owners
    }

    /// Whether a folded word alone is never a name for this team.
    func allows(_ word: ArraySlice<UInt32>) -> Bool { !allowed.isEmpty && allowed.contains(Array(word)) }

    var isEmpty: Bool { recognizers.isEmpty && allowed.isEmpty }

    // The suggestions with the team's own added, and without what it allows. Overlapping ones become one.
    func applied(to suggestions: [Suggestion], in text: TokenizedText) -> [Suggestion] {
        guard !isEmpty else { return suggestions }
        let scalars = text.scalars.map { Unicode.Scalar($0) ?? "\u{FFFD}" }
        var all = suggestions.filter {
            $0.type.isStructured || !allowed.contains(FoldedText(scalars[$0.range]).trimmed { WordClass($0) == .none })
        }
        var string = String.UnicodeScalarView()
        for scalar in scalars { string.append(scalar) }
        for hit in finder.hits(in: SourceText(String(string))) {
            let recognizer = recognizers[owners[hit.phrase]]
            all.append(Suggestion(range: hit.range, type: recognizer.type, reason: .policy(recognizer.name)))
        }
        for recognizer in recognizers { all += matches(of: recognizer, in: text) }
        return Self.joined(all)
    }

    private func matches(of recognizer: Recognizer, in text: TokenizedText) -> [Suggestion] {
        var found: [Suggestion] = []
        for pattern in recognizer.patterns {
            let form = pattern.unicodeScalars.map(\.value)
            for (index, token) in text.tokens.enumerated() {
                let start = Int(token.start)
                guard start + form.count <= text.scalars.count, start == 0 || !Self.isWord(text.scalars[start - 1])
                else { continue }
                let end = start + form.count
                guard end == text.scalars.count || !Self.isWord(text.scalars[end]),
                    Self.fits(form, text.scalars[start..<end])
                else { continue }
                let before = text.tokens[max(0, index - 6)..<index]
                guard recognizer.context.isEmpty || before.contains(where: { recognizer.context.contains($0.hash) })
                else { continue }
                found.append(Suggestion(range: start..<end, type: recognizer.type, reason: .policy(recognizer.name)))
            }
        }
        return found
    }

    private static func isWord(_ scalar: UInt32) -> Bool {
        WordClass(FoldedText(String(Unicode.Scalar(scalar) ?? " ")).keys.first ?? 0) != .none
    }

    private static func fits(_ form: [UInt32], _ text: ArraySlice<UInt32>) -> Bool {
        zip(form, text).allSatisfy { sign, scalar in
            switch sign {
            case 0x23: (0x30...0x39).contains(scalar)
            case 0x40: Unicode.Scalar(scalar)?.properties.isAlphabetic ?? false
            default: sign == scalar
            }
        }
    }

    /// In order of place, with those that overlap made one: the team's own type wins, then the longest.
    private static func joined(_ suggestions: [Suggestion]) -> [Suggestion] {
        var joined: [Suggestion] = []
        for next in suggestions.sorted(by: {
            ($0.range.lowerBound, $1.range.upperBound) < ($1.range.lowerBound, $0.range.upperBound)
        }) {
            guard let last = joined.last, next.range.lowerBound < last.range.upperBound else {
                joined.append(next)
                continue
            }
            let range = last.range.lowerBound..<max(last.range.upperBound, next.range.upperBound)
            let better =
                next.isPolicy && !last.isPolicy || next.range.count > last.range.count && !last.isPolicy ? next : last
            joined[joined.count - 1] = Suggestion(range: range, type: better.type, reason: better.reason)
        }
        return joined
    }
}

extension Suggestion {
    fileprivate var isPolicy: Bool { if case .policy = reason { true } else { false } }
}
