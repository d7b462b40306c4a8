public import Envelope
import GRDB
import Ledger

/// A desk's vault: reads, adds, destroys.
public struct VaultArchive: ReadableVault {
    public let store: VaultStore

    /// Opens a vault, and brings it to this program's version.
    ///
    /// - Parameters:
    ///   - path: the vault's file.
    ///   - makes: whether it is made where there is none, with mode 0600, and its folder with mode 0700.
    /// - Throws: `VaultError.missing`, `.cannotOpen`, `.exposed`, `.unreadable`, `.newerVersion`, `.busy`.
    public static func open(path: String, makes: Bool = false) throws(VaultError) -> VaultArchive {
        VaultArchive(store: try VaultStore.open(path: path, mode: makes ? .making : .archive))
    }

    /// The same vault for bundles, retention and slots.
    public var upkeep: VaultUpkeep { VaultUpkeep(store: store) }

    /// Adds statements, all or none: a union.
    ///
    /// One that is here already changes nothing, whatever comes with it. They are durable when this returns.
    /// - Parameters:
    ///   - statements: what is added, each with its sealed body; of any cases.
    ///   - keyring: whose reviewers can withdraw, two together; with nil only the survivor can.
    /// - Throws: `VaultError.malformed` if a body is not of its statement's case, `.withdrawn` if the story was taken
    ///   back, `.closed` while nobody can tell, unless it is the survivor's own withdrawal.
    public func append(_ statements: [SealedStatement], under keyring: Keyring?) throws(VaultError) {
        try store.transaction { db in
            // A desk may have had the case open for hours: what was taken back meanwhile stays gone.
            for caseID in Set(statements.map(\.statement.header.caseID)) {
                let own = statements.filter { $0.statement.header.caseID == caseID }.allSatisfy {
                    $0.statement.header.kind == .withdrawn && $0.statement.header.isBySurvivor
                }
                switch try Admissions.withdrawn(caseID, under: keyring, db) {
                case .surely: throw VaultError.withdrawn
                // Who has the code takes the story back, whoever else did or did not.
                case .unknown where !own: throw VaultError.closed
                case .unknown, .no: break
                }
            }
            try SlotPass.note(keyring, db)
            for statement in statements { try StatementTable.add(statement, db) }
        }
    }

    /// Keeps a draft in the place of others of its case; it is durable when this returns.
    ///
    /// - Parameters:
    ///   - draft: the draft, with its sealed body.
    ///   - replacing: the digests of the drafts whose place it takes.
    ///   - day: the day at whose start it is destroyed.
    ///   - keyring: whose reviewers can withdraw, two together; with nil only the survivor can.
    /// - Throws: `VaultError.malformed` if its body is of another case, `.withdrawn` and `.closed` as `append`.
    public func keepDraft(
        _ draft: SealedStatement, replacing: Set<Digest>, until day: Day, under keyring: Keyring?
    ) throws(VaultError) {
        try store.transaction { db in
            switch try Admissions.withdrawn(draft.statement.header.caseID, under: keyring, db) {
            case .surely: throw VaultError.withdrawn
            case .unknown: throw VaultError.closed
            case .no: break
            }
            try SlotPass.note(keyring, db)
            try DraftTable.keep(draft, replacing: replacing, until: day, db)
        }
    }

    /// Seals stored bodies to other readers: puts these slots in the place of those that they have.
    ///
    /// One transaction. A statement or draft whose body is not there is passed over.
    public func reseal(_ slots: [Digest: [Sealed.Slot]], of caseID: CaseID) throws(VaultError) {
        try store.transaction { db in
            try SlotPass.note(nil, db)
            for (digest, slots) in slots { _ = try StatementTable.reseal(digest, of: caseID, slots: slots, db) }
        }
    }

    /// Destroys these drafts of a case, as `destroyBodies` does.
    public func destroyDrafts(_ digests: Set<Digest>, of caseID: CaseID) throws(VaultError) {
        try store.transaction { try DraftTable.remove(digests, of: caseID, $0) }
        try store.emptyLog()
    }

    /// Destroys the bodies of a case but for those of the statements in `keeping`, and its drafts.
    ///
    /// Headers, signatures and retry tags stay.
    /// When this returns the bodies are gone from the tables, from the file's free pages and from its write-ahead log.
    /// - Throws: `VaultError.busy` if a reader would not let go of the log: then nothing may be confirmed, and doing it
    ///   again finishes it.
    public func destroyBodies(of caseID: CaseID, keeping: Set<Digest>) throws(VaultError) {
        _ = try store.transaction { try StatementTable.removeBodies(of: caseID, keeping: keeping, $0) }
        // Also when there was nothing left to remove: an earlier try may have stopped here.
        try store.emptyLog()
    }

    /// Sets the day at whose start these bodies of a declined case are destroyed; one that was set before stays.
    public func scheduleDestruction(_ digests: Set<Digest>, of caseID: CaseID, on day: Day) throws(VaultError) {
        try store.transaction { try StatementTable.schedule(digests, of: caseID, on: day, because: .declined, $0) }
    }

    /// Lets bodies stay that were to go because the story was declined.
    public func cancelDestruction(_ digests: Set<Digest>, of caseID: CaseID) throws(VaultError) {
        try store.transaction { try StatementTable.unschedule(digests, of: caseID, $0) }
    }
}
