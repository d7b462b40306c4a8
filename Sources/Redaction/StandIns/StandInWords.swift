/// The policy's own words for what is taken out, in the language of the story.
public struct StandInWords: Sendable {
    /// Which stand-ins are in brackets.
    public enum Brackets: String, Sendable, CaseIterable {
        /// None of them.
        case none
        /// Numbers, and the words for what is only left out.
        case removed
        /// Each of them.
        case all
    }

    /// The language of the story, such as `es`; nil where it is to be guessed from the words.
    let language: String?
    let brackets: Brackets
    /// The words for what is left out, where no phrase fits.
    let removed: String
    private let word: @Sendable (IdentifierType, Int) -> String

    /// Takes what makes "Name 1" of a type and a number, and how the rest is said.
    public init(
        language: String? = nil, brackets: Brackets = .all, removed: String = "removed",
        _ word: @escaping @Sendable (IdentifierType, Int) -> String
    ) {
        self.language = language
        self.brackets = brackets
        self.removed = removed
        self.word = word
    }

    func numbered(_ type: IdentifierType, _ number: Int) -> StandIn {
        brackets == .none ? StandIn(phrase: word(type, number)) : StandIn(word(type, number))
    }

    var leftOut: StandIn { brackets == .none ? StandIn(phrase: removed) : StandIn(removed) }

    func phrase(_ words: String) -> StandIn { brackets == .all ? StandIn(words) : StandIn(phrase: words) }
}
