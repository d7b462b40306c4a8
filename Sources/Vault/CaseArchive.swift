public import Envelope

/// What reviewers and publishers may do with a vault.
public protocol CaseArchive: Sendable {
    /// Every case that has a statement, ascending: ids are random, so this order tells nothing.
    func caseIDs() throws(VaultError) -> [CaseID]

    /// For every case a digest of what the vault has of it: which statements, and which of them still have their body.
    ///
    /// It changes when anything of a case comes or goes. It says nothing of whether the rows are sound.
    func fingerprints() throws(VaultError) -> [CaseID: Digest]

    /// Every statement of a case as it stands in the vault, ascending by digest.
    ///
    /// A row that is not sound is in it, named.
    func statements(of caseID: CaseID) throws(VaultError) -> [StoredStatement]

    /// The headers of a case's sound statements, ascending by digest, without reading a body.
    ///
    /// Nothing is said of their signatures.
    func headers(of caseID: CaseID) throws(VaultError) -> [StatementHeader]

    /// The day of the newest statement of each of these keys that counts.
    func newestDays(of authors: [SigningKey], under keyring: Keyring) throws(VaultError) -> [SigningKey: Day]

    /// Adds statements, all or none: a union.
    ///
    /// One that is here already changes nothing, whatever comes with it. They are durable when this returns.
    /// - Parameter keyring: whose reviewers can withdraw, two together; with nil only the survivor can.
    /// - Throws: `VaultError.malformed` if a body is not of its statement's case, `.withdrawn` if the story was taken
    ///   back, `.closed` while nobody can tell, unless it is the survivor's own withdrawal.
    func append(_ statements: [SealedStatement], under keyring: Keyring?) throws(VaultError)

    /// Seals stored bodies to other readers: puts these slots in the place of those that they have.
    ///
    /// One transaction. A statement or draft whose body is not there is passed over.
    func reseal(_ slots: [Digest: [Sealed.Slot]], of caseID: CaseID) throws(VaultError)

    /// Moves the log into the file and cuts it to nothing, so that nothing destroyed, and no slot that was taken off, is left
    /// in it.
    ///
    /// - Throws: `VaultError.busy` if a reader would not let go of it; doing it again finishes it.
    func emptyLog() throws(VaultError)

    /// The drafts of a case, ascending by digest, as `statements(of:)` gives statements.
    func drafts(of caseID: CaseID) throws(VaultError) -> [StoredStatement]

    /// Cases of which there are drafts and no statement: letters on paper that are being typed; ascending.
    func caseIDsOfDrafts() throws(VaultError) -> [CaseID]

    /// Keeps a draft in the place of others of its case; it is durable when this returns.
    ///
    /// - Parameter day: the day at whose start it is destroyed.
    /// - Throws: `VaultError.malformed` if its body is of another case, `.withdrawn` and `.closed` as `append`.
    func keepDraft(
        _ draft: SealedStatement, replacing: Set<Digest>, until day: Day, under keyring: Keyring?
    ) throws(VaultError)

    /// Destroys these drafts of a case, as `destroyBodies` does.
    func destroyDrafts(_ digests: Set<Digest>, of caseID: CaseID) throws(VaultError)

    /// Destroys the bodies of a case but for those of the statements in `keeping`, and its drafts.
    ///
    /// Headers, signatures and retry tags stay.
    /// When this returns the bodies are gone from the tables, from the file's free pages and from its write-ahead log.
    /// - Throws: `VaultError.busy` if a reader would not let go of the log: then nothing may be confirmed, and doing it
    ///   again finishes it.
    func destroyBodies(of caseID: CaseID, keeping: Set<Digest>) throws(VaultError)

    /// Sets the day at whose start these bodies of a declined case are destroyed, by the intake; nil lets them stay.
    func destroyBodies(_ digests: Set<Digest>, of caseID: CaseID, on day: Day?) throws(VaultError)
}
