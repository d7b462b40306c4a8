/// Somebody in the keyring, through every key that they had: a person is the chain of their keys (FORMAT §3).
///
/// Whatever two people must do is counted by person, and whatever one person may not do is refused to the person: else
/// somebody who leaves and comes back under a new key would be two.
public struct Person: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// The name of their first key: a line is never taken out of a keyring, so it stays the same.
    let first: String
    /// The name of their newest key: what the others call them now.
    public let name: String

    public var description: String { name }

    public static func == (left: Person, right: Person) -> Bool { left.first == right.first }

    public func hash(into hasher: inout Hasher) { hasher.combine(first) }

    public static func < (left: Person, right: Person) -> Bool { left.name.utf8Precedes(right.name) }
}

extension Keyring {
    /// The person who signs with `key`, whatever its standing; nil if it is no reviewer's.
    public func person(signing key: SigningKey) -> Person? { people[key] }

    /// The people who can sign as reviewers now.
    public var activePeople: Set<Person> { Set(activeReviewers.compactMap { person(signing: $0.signing) }) }

    /// The members of a role whom a new key can follow: they are not active, and nobody follows them yet.
    public func predecessors(_ role: Role) -> [Member] {
        let members = members(role)
        let followed = Set(members.compactMap(\.follows))
        return members.filter { $0.standing != .active && !followed.contains($0.key.name) }
    }

    /// Whether each line that follows another names one of its own group that is not active, no two the same, and none in a
    /// loop.
    ///
    /// No two successors means that a loop is the only way not to come to a first key.
    static func areChains(_ members: [Member]) -> Bool {
        let byName = Dictionary(members.map { ($0.key.name, $0) }, uniquingKeysWith: { first, _ in first })
        let followed = members.compactMap(\.follows)
        return Set(followed).count == followed.count
            && followed.allSatisfy { name in byName[name].map { $0.standing != .active } ?? false }
            && members.allSatisfy { chain(from: $0, byName).last?.follows == nil }
    }

    /// A member and those whom they follow, newest first; each once, also in a loop.
    private static func chain(from member: Member, _ byName: [String: Member]) -> [Member] {
        var chain = [member]
        while let name = chain[chain.count - 1].follows, let before = byName[name],
            !chain.contains(where: { $0.key.name == name })
        {
            chain.append(before)
        }
        return chain
    }

    /// The person behind each signing key of these members.
    static func people(_ members: [Member]) -> [SigningKey: Person] {
        let byName = Dictionary(members.map { ($0.key.name, $0) }, uniquingKeysWith: { first, _ in first })
        let followed = Set(members.compactMap(\.follows))
        var people: [SigningKey: Person] = [:]
        // A loop has no newest key. It is refused wherever a keyring is read or signed; here its keys are each their own.
        for member in members {
            people[member.key.signing] = Person(first: member.key.name, name: member.key.name)
        }
        for newest in members where !followed.contains(newest.key.name) {
            let chain = chain(from: newest, byName)
            let person = Person(first: chain[chain.count - 1].key.name, name: newest.key.name)
            for member in chain { people[member.key.signing] = person }
        }
        return people
    }
}
