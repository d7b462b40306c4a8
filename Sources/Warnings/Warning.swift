public import Envelope

/// Something in a text that could point to a person, for someone to look at before it goes out.
///
/// It is fixed with another text, or overridden with a reason that is signed.
public struct Warning: Sendable, Hashable {
    /// What kind of thing was seen.
    public enum Kind: String, Sendable, CaseIterable {
        /// Facts that this story shares with another, and that hardly anybody else shares.
        case combination
        /// A number as dockets and prisons give it.
        case number
        /// A name or number of the team's own list.
        case listed
        /// Words that stand in another text too: a quotation can be searched for.
        case shared
    }

    public let kind: Kind
    /// What was seen, in words.
    public let sentence: String
    /// What an override names: this warning about these words, and no other.
    public let digest: Digest

    /// - Parameter seen: what was seen, in a form that is the same each time.
    init(_ kind: Kind, seen: String, sentence: String) {
        self.kind = kind
        self.sentence = sentence
        digest = Hash.digest("firsthand/warning/v1", Array("\(kind.rawValue)\n\(seen)".utf8))
    }

    /// The first eight digits, by which a person names it.
    public var name: String { String(digest.hex.prefix(8)) }

    /// Its name and what was seen, for a line of a list.
    public var line: String { "\(name): \(sentence)" }
}
