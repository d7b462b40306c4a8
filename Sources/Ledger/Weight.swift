public import Envelope

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
    func mustSayAgain(_ author: SigningKey, in caseID: CaseID) -> Bool {
        lists[author]?.asksAgain(caseID) ?? false
    }
}

/// Whether a case is withdrawn: by its survivor, or by two different reviewers.
///
/// A doubtful withdrawal destroys nothing, since destruction cannot be undone. While nobody can tell, the case is closed to
/// everyone all the same: it may be gone, and then nothing more may be done with it.
public enum Withdrawn: Sendable, Equatable {
    case no
    case surely
    /// It hangs on the withdrawal of a key that left and whose leaving list is not at hand.
    case unknown

    /// Weighs what stands under a case.
    ///
    /// Whoever has a vault's file can add rows to it. So a withdrawal counts only with its author's own signature, and a
    /// reviewer's only if the steward's keyring names that key: what anybody else signed closes a case to nobody.
    /// - Parameters:
    ///   - caseID: the case that may be withdrawn.
    ///   - statements: what stands under it; only signed withdrawals of this case are weighed.
    ///   - keyring: whose keys count; nil where no keyring does, and then only the survivor's own withdrawal is recognized.
    public init(_ caseID: CaseID, by statements: some Sequence<Statement>, under keyring: Keyring?) {
        self.init(
            signed: statements.filter {
                $0.header.kind == .withdrawn && $0.header.caseID == caseID && $0.isSigned
            }, under: keyring)
    }

    /// The same of withdrawals of one case whose signatures were checked.
    init(signed withdrawals: [Statement], under keyring: Keyring?) {
        func people(_ weights: Weight...) -> Int {
            let counted = withdrawals.filter { statement in
                keyring?.weight(of: statement.digest, by: statement.header.author).map(weights.contains) ?? false
            }
            return Set(counted.compactMap { keyring?.person(signing: $0.header.author) }).count
        }
        if withdrawals.contains(where: \.header.isBySurvivor) || people(.counts) >= 2 {
            self = .surely
        } else {
            self = people(.counts, .unknown) >= 2 ? .unknown : .no
        }
    }
}
