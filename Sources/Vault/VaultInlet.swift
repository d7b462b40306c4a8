public import Envelope
import FoundationEssentials
import GRDB
public import Ledger

/// What became of a form's submission, or what would become of it.
public enum Admission: Sendable, Equatable {
    /// A new case.
    case stored
    /// The same form with the same words is here; nothing was stored again.
    case alreadyHere
    /// The case was here with other words; these are an addition to it.
    case added
    /// The story was withdrawn; nothing was stored.
    case withdrawn
    /// Nobody can tell now whether the story was withdrawn; nothing was stored.
    case closed
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

/// Whether what was destroyed is gone from the disk too.
public enum Erasure: Sendable, Equatable {
    /// It is gone from the tables, from the file's free pages and from the write-ahead log.
    case done
    /// It is gone from the tables, and the log could not be emptied: a program reads the vault, or the disk fails. The
    /// upkeep goes on until it is.
    case pending
}

/// The intake's vault, as what answers HTTP has it: takes stories in, and does for a survivor what their code opens.
///
/// A case is named by a key that only the code gives. No call lists cases.
public struct VaultInlet: Sendable {
    let store: VaultStore

    /// Opens the intake's vault, and makes it if there is none; whoever looks after it gets it beside.
    ///
    /// - Throws: as `VaultArchive.open`.
    public static func open(
        path: String, budget: DiskBudget
    ) throws(VaultError) -> (inlet: VaultInlet, upkeep: VaultUpkeep) {
        let store = try VaultStore.open(path: path, mode: .making, budget: budget)
        return (VaultInlet(store: store), VaultUpkeep(store: store))
    }

    /// What a submission under this tag would meet.
    ///
    /// Other processes write at the same time, so only `admit` decides; this tells whether sealing is worth while, and
    /// whether it would be an addition.
    /// - Returns: nil if the case is new, `.alreadyHere` if this tag is here, `.added` if the case is here with another
    ///   tag, `.withdrawn` if the survivor withdrew it, or two of the keyring's reviewers, `.closed` while nobody can tell.
    public func standing(
        of tag: RetryTag, in caseID: CaseID, under keyring: Keyring?
    ) async throws(VaultError) -> Admission? {
        try await store.read { try Admissions.standing(of: tag, in: caseID, under: keyring, $0) }
    }

    /// Stores a submission: its tag, its statements and their bodies, or nothing.
    ///
    /// It is durable when this returns, and two arrivals of one tag are one story. When this throws, whoever sent it
    /// must be told that it was not kept.
    /// - Throws: `VaultError.malformed` if there is no statement, or one is of another case; `.full` also where the disk
    ///   is as full as stories may make it, or as much came today as may come in a day.
    public func admit(_ submission: Submission, under keyring: Keyring?) async throws(VaultError) -> Admission {
        let bytes = UInt64(submission.statements.reduce(0) { $0 + $1.body.encoded.count })
        try await countToday()
        guard store.room.has(bytes, of: .today) else { throw .full }
        let admission = try await store.commits.admit(submission, under: keyring).get()
        if admission == .stored || admission == .added { store.room.add(bytes, on: .today) }
        return admission
    }

    /// Why no story could be stored now, as far as that is known without storing one; nil if one could.
    ///
    /// After a write that failed it tries another, since whatever stood in the way may be over.
    public func obstacle() async -> VaultError? {
        do throws(VaultError) {
            try store.connections.checkPlace()
            try await countToday()
        } catch { return error }
        guard store.room.has(of: .today) else { return .full }
        return store.connections.lastFlaw == nil ? nil : await store.pulse.beat(store, within: .seconds(2))
    }

    /// Whether every withdrawal stands in the file beside the vault too.
    public var keepsTombstones: Bool { !store.room.owesTombstones }

    /// Writes to the disk, as storing a story does, and says what stood in the way; nil if nothing did.
    public func beat() async -> VaultError? {
        if let error = await store.pulse.beat(store, within: .seconds(8)) { return error }
        return await obstacle()
    }

    /// Counts once what came today before this program ran.
    private func countToday() async throws(VaultError) {
        let day = Day.today
        guard !store.room.knows(day) else { return }
        store.room.begin(try await store.read { try StatementTable.count(on: day, $0) })
    }

    /// A case as it stands, with the bodies that its survivor may be able to open.
    public func read(_ caseID: CaseID) async throws(VaultError) -> CaseMail {
        let key = Data(caseID.bytes)
        return try await store.read { db in
            let sql = """
                SELECT digest, day FROM deadlines JOIN statements USING (digest)
                WHERE case_id = ? AND reason = 'shown'
                """
            let days = try Row.fetchAll(db, sql: sql, arguments: [key]).compactMap { row -> (Digest, Day)? in
                guard let digest = StatementRow.bytes(row[0]).flatMap({ Digest($0) }) else { return nil }
                return (digest, Day(number: UInt32(clamping: row[1] as Int64)))
            }
            return CaseMail(
                statements: try StatementRow.all(of: key, withBodies: Self.isForSurvivor, db),
                deadlines: Dictionary(days, uniquingKeysWith: { first, _ in first }),
                keepsCode: try StatementTable.exists("SELECT 1 FROM kept_codes WHERE case_id = ?", key, db))
        }
    }

    /// Adds what a survivor says, all or nothing; it is durable when this returns.
    ///
    /// - Parameters:
    ///   - statements: what the survivor says, each with its sealed body; all of one case.
    ///   - caseID: the case that they belong to.
    ///   - tag: the tag of a form that may arrive twice, whose second arrival adds nothing; nil without one.
    ///   - keyring: whose reviewers can withdraw, two together; with nil only the survivor can.
    ///   - fromReserve: whether it may use the room that is kept for a full disk, as a no may.
    /// - Returns: `.no` if it was stored; nothing is stored if the case is withdrawn or nobody can tell.
    /// - Throws: `VaultError.malformed` if a body is not of its statement's case.
    public func write(
        _ statements: [SealedStatement], of caseID: CaseID, tag: RetryTag?, under keyring: Keyring?,
        fromReserve: Bool = false
    ) async throws(VaultError) -> Withdrawn {
        guard statements.allSatisfy({ $0.statement.header.caseID == caseID }) else { throw .malformed }
        let work: @Sendable (Database) throws -> Withdrawn = { db in
            let withdrawn = try Admissions.withdrawn(caseID, under: keyring, db)
            guard withdrawn == .no else { return withdrawn }
            if let tag {
                let isKnown = try StatementTable.exists("SELECT 1 FROM retry_tags WHERE tag = ?", Data(tag.bytes), db)
                guard !isKnown else { return .no }
                try Admissions.remember(tag, of: caseID, db)
            }
            try SlotPass.note(keyring, db)
            for statement in statements { try StatementTable.add(statement, db) }
            return .no
        }
        return try await fromReserve ? store.transactionFromReserve(work) : store.transaction(work)
    }

    /// Whether something under this tag is here.
    public func knows(_ tag: RetryTag) async throws(VaultError) -> Bool {
        let tag = Data(tag.bytes)
        return try await store.read { try StatementTable.exists("SELECT 1 FROM retry_tags WHERE tag = ?", tag, $0) }
    }

    /// Keeps a survivor's withdrawal, whose body is not stored, and destroys every body of the case.
    ///
    /// Room is kept for it on a disk that is full.
    /// - Returns: whether all of it is gone; the withdrawal stands in either case, and cannot be undone.
    /// - Throws: `VaultError`; but for `.replaced` and `.failed`, before which a commit may have come, nothing was changed.
    public func withdraw(_ tombstone: Envelope.Statement) async throws(VaultError) -> Erasure {
        let caseID = tombstone.header.caseID
        try await store.transactionFromReserve { db in
            let sql = "SELECT 1 FROM statements WHERE digest = ?"
            if try !StatementTable.exists(sql, Data(tombstone.digest.bytes), db) {
                try StatementTable.add(tombstone, body: nil, db)
            }
            _ = try StatementTable.removeBodies(of: caseID, keeping: [], db)
        }
        // Before anybody is told: a vault that is brought back from a backup would not know of it.
        store.keepBeside(tombstone)
        return await store.emptyLogOrOwe()
    }

    /// Destroys what is left of a withdrawn case, if that could not be done at once.
    ///
    /// - Throws: as `withdraw`; `VaultError.closed`, and nothing is destroyed, if the case is not surely withdrawn.
    public func finishWithdrawal(of caseID: CaseID, under keyring: Keyring?) async throws(VaultError) -> Erasure {
        try await store.transactionFromReserve { db in
            // Asked where it is destroyed: whoever calls this read the case some time ago.
            guard try Admissions.withdrawn(caseID, under: keyring, db) == .surely else { throw VaultError.closed }
            _ = try StatementTable.removeBodies(of: caseID, keeping: [], db)
        }
        return await store.emptyLogOrOwe()
    }

    /// Destroys the bodies of these statements of a case, as `withdraw` does.
    public func destroyBodies(_ digests: Set<Digest>, of caseID: CaseID) async throws(VaultError) -> Erasure {
        try await store.transactionFromReserve { try StatementTable.removeBodies(digests, of: caseID, $0) }
        return await store.emptyLogOrOwe()
    }

    /// Sets the day at whose start these letters, which were shown, are destroyed; one that was set before stays.
    public func scheduleDestruction(_ digests: Set<Digest>, of caseID: CaseID, on day: Day) async throws(VaultError) {
        try await store.transactionFromReserve {
            try StatementTable.schedule(digests, of: caseID, on: day, because: .shown, $0)
        }
    }

    /// Notes that the writer kept the receipt code of a case.
    public func keepCode(of caseID: CaseID) async throws(VaultError) {
        try await store.transactionFromReserve { db in
            try db.execute(
                sql: "INSERT INTO kept_codes (case_id) VALUES (?) ON CONFLICT DO NOTHING",
                arguments: [Data(caseID.bytes)])
        }
    }

    /// Whether a survivor can open the body: what reviewers sealed to the letter key too, and their own consents and answers.
    ///
    /// The story and their own letters are not read, so that a long case costs no more to come back to than a short one.
    private static func isForSurvivor(_ header: StatementHeader) -> Bool {
        header.kind == .sealed || header.kind == .closed && !header.isBySurvivor
    }
}
