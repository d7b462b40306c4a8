/// What a reviewer's signature is worth under a keyring.
public enum Weight: Sendable, Equatable {
    case counts
    /// By a key that left, and its leaving list does not name it.
    case doesNotCount
    /// By a key that left, and the leaving list that the keyring names is not at hand: nobody can tell.
    case unknown
}

extension Keyring {
    /// What a reviewer's statement is worth; nil if the key is no reviewer's.
    public func weight(of statement: Digest, by author: SigningKey) -> Weight? {
        guard let member = reviewer(signing: author) else { return nil }
        guard member.standing != .active else { return .counts }
        guard let list = lists[author] else { return .unknown }
        return list.names(statement) ? .counts : .doesNotCount
    }

    /// Whether what this reviewer said yes to in a case must be said by somebody once more.
    public func mustSayAgain(_ author: SigningKey, in caseID: CaseID) -> Bool {
        lists[author]?.asksAgain(caseID) ?? false
    }

    /// Whether a statement of a reviewer holds a withdrawal.
    ///
    /// Where nobody can tell, it does: a story that was withdrawn must not come back for want of a file.
    public func mayWithdraw(_ statement: Digest, by author: SigningKey) -> Bool {
        weight(of: statement, by: author).map { $0 != .doesNotCount } ?? false
    }

    /// The reviewers who left and whose leaving list is not at hand, or not the one that the keyring names.
    public var withoutLeavingList: [Member] {
        reviewers.filter { $0.standing != .active && lists[$0.key.signing] == nil }
    }

    /// What to do about leaving lists that are not at hand; nil if all are.
    public var leavingWarning: String? {
        let missing = withoutLeavingList
        guard !missing.isEmpty else { return nil }
        let waiting = missing.filter { $0.standing.list == nil }.map(\.key.name)
        let lost = missing.filter { $0.standing.list != nil }.map { "\($0.key.name).leaving" }
        var parts: [String] = []
        if !lost.isEmpty {
            parts.append(
                "\(lost.joined(separator: ", ")) is not in the keys folder, or is another file than the keyring names; "
                    + "copy the whole keys folder from the steward again")
        }
        if !waiting.isEmpty {
            parts.append(
                "no leaving list is made for \(waiting.joined(separator: ", ")) yet; "
                    + "a reviewer makes it with firsthand-review keys leaving")
        }
        return parts.joined(separator: "; ") + ". Until then no story in which they spoke can go out"
    }

    /// The generation of letter keys that a survivor uses under this keyring: how many reviewers left.
    ///
    /// Whoever left knows the letter keys of the stories that they could open. A line is never taken out of a keyring, so
    /// this only grows.
    public var letterGeneration: UInt32 { UInt32(reviewers.filter { $0.standing != .active }.count) }
}

/// A leaving list as it is asked: sets in the place of lists.
struct LeavingIndex: Sendable, Equatable {
    private let statements: Set<Digest>
    private let again: Set<CaseID>

    init(_ list: LeavingList) {
        statements = Set(list.statements)
        again = Set(list.again)
    }

    func names(_ statement: Digest) -> Bool { statements.contains(statement) }
    func asksAgain(_ caseID: CaseID) -> Bool { again.contains(caseID) }
}
