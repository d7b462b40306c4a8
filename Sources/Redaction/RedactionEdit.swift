/// One thing that a reviewer takes out of a story.
public enum RedactionEdit: Hashable, Sendable {
    /// Takes out one place. The range counts code points of the original text, its end not included; it is widened to
    /// whole graphemes when applied.
    case span(Range<Int>, standIn: StandIn)
    /// Takes out every place of a text: in any case, with or without accents, over any blanks and line ends. With
    /// `wholeWords`, only where no letter or digit touches it, so "Art" leaves "party" alone.
    case findAll(text: String, wholeWords: Bool = true, standIn: StandIn)

    /// What stands in its place.
    public var standIn: StandIn {
        switch self {
        case .span(_, let standIn), .findAll(_, _, let standIn): standIn
        }
    }
}

/// An edit that cannot be made.
public enum RedactionError: Error, Equatable, CustomStringConvertible {
    /// The range holds nothing.
    case emptySpan
    /// The range reaches past the end of the text, or before its start.
    case spanOutsideText
    /// The text to find holds nothing that can be seen.
    case nothingToFind

    public var description: String {
        switch self {
        case .emptySpan: "this span holds nothing; its end must be larger than its start"
        case .spanOutsideText: "this span is not inside the story; check its start and end"
        case .nothingToFind: "there is nothing to find; give the words to take out"
        }
    }
}
