/// A place in a text that could identify someone.
public struct Suggestion: Hashable, Sendable {
    /// Code points of the text, the end not included.
    public let range: Range<Int>
    public let type: IdentifierType
    public let reason: Reason
    /// The rule that found it, as the bench names it; nil where the model, the team or a name elsewhere did.
    public var rule: String?
}

extension Suggestion {
    /// The same in a text that begins `distance` code points earlier.
    func shifted(by distance: Int) -> Suggestion {
        Suggestion(range: range.shifted(by: distance), type: type, reason: reason.shifted(by: distance), rule: rule)
    }
}

extension Reason {
    fileprivate func shifted(by distance: Int) -> Reason {
        switch self {
        case .cue(let range): .cue(range.shifted(by: distance))
        case .sameAs(let range): .sameAs(range.shifted(by: distance))
        default: self
        }
    }
}

extension Range where Bound == Int {
    func shifted(by distance: Int) -> Range { lowerBound + distance..<upperBound + distance }
}

/// Why something is suggested.
public enum Reason: Hashable, Sendable {
    /// What a rule or the model says, in words: "digits in the groups of a phone", "a word after 'my sister'".
    case shape(String)
    // Those from here to `unknownWord`, and `model`, stand in plans that were saved before rules had words of their own.
    /// A word beside it, at these code points, says what it is.
    case cue(Range<Int>)
    /// A capital where a sentence does not need one, and no ordinary word.
    case capitalized
    /// A name on a list: "given names", "places".
    case listed(String)
    /// In no word list, where everything around it is.
    case unknownWord
    /// The same as what stands at these code points.
    case sameAs(Range<Int>)
    /// The words around it, as the model reads them, with its probability, which nobody is shown: a small one reads as "surely not".
    case model(Float)
    /// An entry of the team's own policy.
    case policy(String)
    /// No name, and still it may point to one person.
    case link(LinkKind)

    /// The reason in words; it quotes the text where that makes it clear.
    public func words(in text: String) -> String { words(in: CodePoints(text)) }

    /// The same from the text's code points.
    public func words(in text: CodePoints) -> String { words { text[$0] } }

    /// The same from the text's code points.
    public func words(in scalars: [Unicode.Scalar]) -> String {
        words { scalars[$0.clamped(to: 0..<scalars.count)] }
    }

    private func words(_ text: (Range<Int>) -> some Sequence<Unicode.Scalar>) -> String {
        switch self {
        case .shape(let shape): shape
        case .cue(let range): "beside '\(Self.quote(text(range)))'"
        case .capitalized: "a capital where an ordinary word has none"
        case .listed(let list): "in the list of \(list)"
        case .unknownWord: "in no word list"
        case .sameAs(let range): "same as '\(Self.quote(text(range)))' elsewhere"
        case .model: "read so from the words around it"
        case .policy(let name): "the team's list '\(name)'"
        case .link(let kind): "\(kind.words), which may point to one person"
        }
    }

    /// The words of a rule with those of the text that gave something away in place of "%".
    static func quoting(_ words: String, _ cue: ArraySlice<UInt32>) -> Reason {
        let quoted = quote(cue.lazy.map { Unicode.Scalar($0) ?? "\u{FFFD}" })
        return .shape(words.split(separator: "%", omittingEmptySubsequences: false).joined(separator: quoted))
    }

    private static func quote(_ scalars: some Sequence<Unicode.Scalar>) -> String {
        var quote = String.UnicodeScalarView()
        for scalar in scalars.prefix(40) {
            quote.append(scalar.properties.generalCategory == .control ? " " : scalar)
        }
        return String(quote)
    }
}
