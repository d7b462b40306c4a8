public import Envelope

/// What the intake may do with a case whose survivor is there with the code.
///
/// The case is named by a key that only the code gives, so nothing here lists cases.
public protocol CaseMailbox: Sendable {
    /// A case as it stands, with the bodies that its survivor may be able to open.
    func read(_ caseID: CaseID) async throws(VaultError) -> CaseMail

    /// Adds what a survivor says, all or nothing; it is durable when this returns.
    ///
    /// - Parameters:
    ///   - tag: the tag of a form that may arrive twice; its second arrival adds nothing.
    ///   - keyring: whose reviewers can withdraw, two together; with nil only the survivor can.
    /// - Returns: `.no` if it was stored; nothing is, if the case is withdrawn or nobody can tell.
    /// - Throws: `VaultError.malformed` if a body is not of its statement's case.
    func write(
        _ statements: [SealedStatement], of caseID: CaseID, tag: RetryTag?, under keyring: Keyring?
    ) async throws(VaultError) -> Withdrawn

    /// Whether something under this tag is here.
    func knows(_ tag: RetryTag) async throws(VaultError) -> Bool

    /// Keeps a survivor's withdrawal, whose body is not stored, and destroys every body of the case.
    ///
    /// When this returns they are gone from the tables, from the file's free pages and from its write-ahead log.
    /// - Throws: `VaultError.busy` if a reader would not let go of the log: then the withdrawal stands, nothing may be
    ///   confirmed, and doing it again finishes it.
    func withdraw(_ tombstone: Envelope.Statement) async throws(VaultError)

    /// Destroys what is left of a withdrawn case, if the log could not be emptied at once; then nothing was confirmed yet.
    ///
    /// - Throws: as `withdraw`; `VaultError.closed`, and nothing is destroyed, if the case is not surely withdrawn.
    func finishWithdrawal(of caseID: CaseID, under keyring: Keyring?) async throws(VaultError)

    /// Destroys the bodies of these statements of a case, as `withdraw` does.
    func destroyBodies(_ digests: Set<Digest>, of caseID: CaseID) async throws(VaultError)

    /// Sets the day at whose start these bodies are destroyed; one that was set before stays.
    func destroy(_ digests: Set<Digest>, of caseID: CaseID, on day: Day) async throws(VaultError)

    /// Destroys every body whose day has come.
    func destroyBodies(dueOn day: Day) async throws(VaultError)

    /// Takes the slots of keys that left off all stored bodies, as `SlotRule` says, a few at a time, then empties the log.
    ///
    /// Submissions go in between. It goes on where an earlier call was stopped, and costs nothing once all is done.
    /// - Throws: `VaultError.busy` if a reader would not let go of the log; doing it again finishes it.
    func dropLeftSlots(under keyring: Keyring) async throws(VaultError)

    /// Notes that the writer kept the receipt code of a case.
    func keepCode(of caseID: CaseID) async throws(VaultError)
}

/// A case as its survivor comes back to it.
public struct CaseMail: Sendable {
    /// Ascending by digest.
    public let statements: [StoredStatement]
    /// The days at which letters that were shown are destroyed.
    public let deadlines: [Digest: Day]
    /// Whether the writer said that the code is kept.
    public let keepsCode: Bool
}
