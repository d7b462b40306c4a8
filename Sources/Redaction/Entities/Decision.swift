/// What a reviewer decides for an entity, and so for all its mentions.
public enum Decision: Hashable, Sendable {
    /// A numbered stand-in: `[Name 1]`, by order of appearance in this story alone.
    case numbered
    /// A name that is nobody's in this story, the same at each mention: a given name, and a family name or two.
    case pseudonym(given: String, family: String)
    /// Words that the reviewer or the writer chose.
    case chosen(String)
    /// Truer and vaguer words; one of those offered.
    case generalized(String)
    /// It stays. The reason is shown to the second reviewer.
    case keep(reason: String)
    /// It goes, and only the policy's words for "left out" tell that something stood there.
    case remove

    /// Whether the words stay in the text.
    public var isKept: Bool {
        if case .keep = self { true } else { false }
    }
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
