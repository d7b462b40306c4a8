/// What is no name, number or place, and may still point to one person.
///
/// Anyone who knows a trade, a prize and an illness of somebody finds them without a name; so a reviewer looks at each.
public enum LinkKind: String, Sendable, CaseIterable {
    case role, trade, prize, cause, belief, group, health, news, children, workplace, belonging, pursuit, title

    /// What it is, as a reviewer reads it beside a word that was found.
    public var words: String {
        switch self {
        case .role: "a role that few people hold"
        case .trade: "a second trade, or one of before"
        case .prize: "a prize, or being the first"
        case .cause: "a cause"
        case .belief: "a belief"
        case .group: "a group"
        case .health: "an illness or an injury"
        case .news: "something that was in the news"
        case .children: "a number of children"
        case .workplace: "a place of work that few people know"
        case .belonging: "something that few people have"
        case .pursuit: "something that somebody does or studied"
        case .title: "the title of a work, or a part of it"
        }
    }

    /// The kind of a rule, by the first part of its name.
    init?(rule: String) { self.init(rawValue: String(rule.prefix { $0 != "." })) }

    /// By what is put in its place: as what else of this type.
    var type: IdentifierType {
        switch self {
        case .role, .trade: .occupation
        case .children: .family
        case .news: .event
        default: .other
        }
    }
}

extension Entity {
    /// What kind of link it is; nil for what identifies by itself, also where a reviewer marked or merged it.
    public var link: LinkKind? {
        var kind: LinkKind?
        for mention in mentions {
            guard case .link(let found)? = mention.reason, kind == nil || kind == found else { return nil }
            kind = found
        }
        return kind
    }
}

extension Suggestion {
    /// What kind of link it is; nil for what identifies by itself.
    public var link: LinkKind? { if case .link(let kind) = reason { kind } else { nil } }
}
