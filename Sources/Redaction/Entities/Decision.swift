/// What a reviewer decides for an entity, and so for all its mentions.
public enum Decision: Hashable, Sendable {
    /// A numbered stand-in: `[Name 1]`, by order of appearance in this story alone.
    case numbered
    /// Words that the reviewer or the writer chose.
    case chosen(String)
    /// Truer and vaguer words; one of those offered.
    case generalized(String)
    /// It stays. The reason is shown to the second reviewer.
    case keep(reason: String)
    /// It goes, and only `[removed]` tells that something stood there.
    case remove

    /// Whether the words stay in the text.
    public var isKept: Bool {
        if case .keep = self { true } else { false }
    }
}

/// The words of numbered stand-ins, in the language of the story.
public struct StandInWords: Sendable {
    private let word: @Sendable (IdentifierType, Int) -> String

    /// Takes what makes "Name 1" of a type and a number.
    public init(_ word: @escaping @Sendable (IdentifierType, Int) -> String) { self.word = word }

    func callAsFunction(_ type: IdentifierType, _ number: Int) -> StandIn { StandIn(word(type, number)) }
}

extension IdentifierType {
    /// Types that are numbered together, so that "[Place 1]" and "[Place 2]" are two places; the names are those of a policy.
    public enum Series: String, Sendable { case person, place, organization, number, date, other }

    public var series: Series {
        switch self {
        case .person: .person
        case .location, .address, .facility: .place
        case .organization: .organization
        case .date, .time: .date
        case .email, .phone, .url, .handle, .idNumber, .caseNumber, .socialSecurity, .card, .account, .ipAddress:
            .number
        case .age, .family, .occupation, .nationality, .event, .vehicle, .money, .quantity, .other: .other
        }
    }
}
