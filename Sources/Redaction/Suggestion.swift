/// A place in a text that could identify someone.
public struct Suggestion: Hashable, Sendable {
    /// Code points of the text, the end not included.
    public let range: Range<Int>
    public let type: IdentifierType
    public let reason: Reason
}

extension Suggestion {
    /// The same in a text that begins `distance` code points earlier.
    func shifted(by distance: Int) -> Suggestion {
        Suggestion(range: range.shifted(by: distance), type: type, reason: reason.shifted(by: distance))
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
