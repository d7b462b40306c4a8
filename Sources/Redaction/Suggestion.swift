/// A place in a text that could identify someone.
public struct Suggestion: Hashable, Sendable {
    /// Code points of the text, the end not included.
    public let range: Range<Int>
    public let type: IdentifierType
    public let reason: Reason
}
