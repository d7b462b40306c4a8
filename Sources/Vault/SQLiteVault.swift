public import Envelope
import FoundationEssentials
import GRDB

/// A vault in an SQLite file: ciphertext and signed statements, and nothing that says who or when.
public final class SQLiteVault: Sendable {
    /// What a program opens a vault for.
    public enum Mode: Sendable {
        /// The intake: makes the vault if there is none.
        case inlet
        /// The desks: reads, adds, destroys. There must be a vault.
        case archive
        /// The publisher: reads. SQLite itself refuses to write.
        case readOnly
    }

    let writer: DatabaseQueue
    /// A connection of its own, so that in the intake a question need not wait for a commit.
    let reader: DatabaseQueue
    private let commits: GroupCommit

    private init(writer: DatabaseQueue, reader: DatabaseQueue) {
        self.writer = writer
        self.reader = reader
        self.commits = GroupCommit(writer)
    }

    /// Opens a vault, and brings it to this program's version unless it is opened for reading only.
    ///
    /// A new file is made with mode 0600, its folder with mode 0700.
    /// - Throws: `VaultError.missing`, `.cannotOpen`, `.exposed`, `.unreadable`, `.newerVersion`, `.olderVersion`, `.busy`.
    public static func open(path: String, mode: Mode) throws(VaultError) -> SQLiteVault {
        let file = VaultFile(path: path)
        guard mode != .readOnly else {
            try file.check()
            return try VaultError.naming {
                let connection = try Connection.open(path, writes: false)
                try Schema.check(connection)
                return SQLiteVault(writer: connection, reader: connection)
            }
        }
        if mode == .inlet { try file.make() }
        try file.check()
        return try file.alone { () throws(VaultError) in
            try VaultError.naming {
                let writer = try Connection.open(path, writes: true)
                try Schema.update(writer)
                let reader = mode == .inlet ? try Connection.open(path, writes: false) : writer
                return SQLiteVault(writer: writer, reader: reader)
            }
        }
    }
}

extension SQLiteVault: StoryInlet {
    public func standing(
        of tag: RetryTag, in caseID: CaseID, under keyring: Keyring? = nil
    ) async throws(VaultError) -> Admission? {
        do { return try await reader.read { try Admissions.standing(of: tag, in: caseID, under: keyring, $0) } } catch {
            throw VaultError(naming: error)
        }
    }

    public func admit(
        _ submission: Submission, under keyring: Keyring? = nil
    ) async throws(VaultError) -> Admission {
        try await commits.admit(submission, under: keyring).get()
    }

    public func isAnswering() async -> Bool {
        let answer = try? await reader.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM grdb_migrations") }
        return answer != nil
    }
}

extension SQLiteVault: CaseArchive {
    public func caseIDs() throws(VaultError) -> [CaseID] {
        try caseIDs("SELECT DISTINCT case_id FROM statements ORDER BY case_id")
    }

    public func caseIDsOfDrafts() throws(VaultError) -> [CaseID] {
        try caseIDs(
            """
            SELECT DISTINCT case_id FROM drafts
            WHERE NOT EXISTS (SELECT 1 FROM statements WHERE statements.case_id = drafts.case_id) ORDER BY case_id
            """)
    }

    private func caseIDs(_ selection: String) throws(VaultError) -> [CaseID] {
        try VaultError.naming {
            try reader.read { db in
                try Row.fetchAll(db, sql: selection).map { row in
                    // No case is passed over in silence; a column that names none was changed by hand.
                    guard let caseID = StatementRow.bytes(row[0]).flatMap({ CaseID($0) }) else {
                        throw VaultError.unreadable
                    }
                    return caseID
                }
            }
        }
    }

    public func fingerprints() throws(VaultError) -> [CaseID: Digest] {
        try VaultError.naming {
            try reader.read { db in
                // Rows come in the order of their digests, so the same rows always give the same bytes.
                var outlines: [Data: [UInt8]] = [:]
                let rows = try Row.fetchCursor(
                    db, sql: "SELECT case_id, digest, body_id IS NULL FROM statements ORDER BY digest")
                while let row = try rows.next() {
                    guard let caseID = StatementRow.data(row[0]), let digest = StatementRow.data(row[1]) else {
                        throw VaultError.unreadable
                    }
                    let isGone: Bool = row[2]
                    outlines[caseID, default: []] += digest
                    outlines[caseID, default: []].append(isGone ? 1 : 0)
                }
                var fingerprints: [CaseID: Digest] = [:]
                for (key, outline) in outlines {
                    guard let caseID = CaseID(Array(key)) else { throw VaultError.unreadable }
                    fingerprints[caseID] = Hash.digest("firsthand/outline/v1", outline)
                }
                return fingerprints
            }
        }
    }

    public func statements(of caseID: CaseID) throws(VaultError) -> [StoredStatement] {
        try stored(StatementRow.selection, of: caseID)
    }

    public func headers(of caseID: CaseID) throws(VaultError) -> [StatementHeader] {
        try VaultError.naming {
            try reader.read { db in
                try StatementRow.all(of: Data(caseID.bytes), withBodies: { _ in false }, db).compactMap { row in
                    if case .sound(let statement, _) = row { statement.header } else { nil }
                }
            }
        }
    }

    public func newestDays(
        of authors: [SigningKey], under keyring: Keyring
    ) throws(VaultError) -> [SigningKey: Day] {
        try VaultError.naming {
            try reader.read { db in
                var days: [SigningKey: Day] = [:]
                // Only the header is looked at; the record's fields before the day have one length each (FORMAT §6.1).
                let sql =
                    "SELECT header, signature FROM statements WHERE substr(header, 12, 32) = ? ORDER BY substr(header, 118, 4) DESC"
                for author in authors {
                    let rows = try Row.fetchCursor(db, sql: sql, arguments: [Data(author.bytes)])
                    while let row = try rows.next() {
                        guard let bytes = StatementRow.bytes(row[0]), let header = try? StatementHeader(bytes),
                            let signature = StatementRow.bytes(row[1]).flatMap({ Signature($0) }),
                            header.author == author,
                            keyring.weight(of: header.digest, by: author) == .counts,
                            Statement(header: header, signature: signature).isSigned
                        else { continue }
                        days[author] = header.day
                        break
                    }
                }
                return days
            }
        }
    }

    public func append(_ statements: [SealedStatement], under keyring: Keyring? = nil) throws(VaultError) {
        try transaction { db in
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

    public func destroyBodies(of caseID: CaseID, keeping: Set<Digest>) throws(VaultError) {
        try transaction { try StatementTable.removeBodies(of: caseID, keeping: keeping, $0) }
        // Also when there was nothing left to remove: an earlier try may have stopped here.
        try emptyLog()
    }

    public func destroyBodies(_ digests: Set<Digest>, of caseID: CaseID, on day: Day?) throws(VaultError) {
        try transaction { db in
            if let day {
                try StatementTable.schedule(digests, of: caseID, on: day, because: .declined, db)
            } else {
                try StatementTable.unschedule(digests, of: caseID, db)
            }
        }
    }

    public func reseal(_ slots: [Digest: [Sealed.Slot]], of caseID: CaseID) throws(VaultError) {
        try transaction { db in
            try SlotPass.note(nil, db)
            for (digest, slots) in slots { _ = try StatementTable.reseal(digest, of: caseID, slots: slots, db) }
        }
    }

    /// Whether `dropLeftSlots` would find nothing to do; told without looking at a body.
    public func isWithoutLeftSlots(under keyring: Keyring) throws(VaultError) -> Bool {
        let pass = SlotPass(keyring)
        return try VaultError.naming { try reader.read { try pass.isDone($0) } }
    }

    @discardableResult
    public func dropLeftSlots(under keyring: Keyring, own: OwnSlots? = nil) throws(VaultError) -> Int {
        var pass = SlotPass(keyring)
        var dropped = 0
        while true {
            let step = try VaultError.naming { try reader.read { try pass.next($0, own) } }
            // Also when nothing was left to do: an earlier call may have been stopped before this.
            if step == .none || step == .emptyLog { try emptyLog() }
            if step == .none { return dropped }
            try transaction { dropped += try pass.take(step, $0, own) }
            pass.advance(step)
        }
    }

    public func drafts(of caseID: CaseID) throws(VaultError) -> [StoredStatement] {
        try stored(DraftTable.selection, of: caseID)
    }

    private func stored(_ selection: String, of caseID: CaseID) throws(VaultError) -> [StoredStatement] {
        try VaultError.naming {
            try reader.read { db in
                let rows = try Row.fetchCursor(db, sql: selection, arguments: [Data(caseID.bytes)])
                return try Array(rows.map { StatementRow($0).stored })
            }
        }
    }

    public func keepDraft(
        _ draft: SealedStatement, replacing: Set<Digest>, until day: Day, under keyring: Keyring? = nil
    ) throws(VaultError) {
        try transaction { db in
            switch try Admissions.withdrawn(draft.statement.header.caseID, under: keyring, db) {
            case .surely: throw VaultError.withdrawn
            case .unknown: throw VaultError.closed
            case .no: break
            }
            try SlotPass.note(keyring, db)
            try DraftTable.keep(draft, replacing: replacing, until: day, db)
        }
    }

    public func destroyDrafts(_ digests: Set<Digest>, of caseID: CaseID) throws(VaultError) {
        try transaction { try DraftTable.remove(digests, of: caseID, $0) }
        try emptyLog()
    }

    public func destroyDue(on day: Day) throws(VaultError) {
        try transaction { try Self.removeDue(on: day, $0) }
        try emptyLog()
    }

    static func removeDue(on day: Day, _ db: Database) throws {
        try DraftTable.removeAll(dueOn: day, db)
        let sql = """
            SELECT DISTINCT digest, body_id FROM deadlines JOIN statements USING (digest)
            WHERE day <= ? AND body_id IS NOT NULL
            """
        let rows = try Row.fetchAll(db, sql: sql, arguments: [Int64(day.number)])
        for row in rows { try StatementTable.removeBody(row[1], ofStatement: row[0], db) }
    }

    func transaction(_ work: (Database) throws -> Void) throws(VaultError) {
        try VaultError.naming {
            try writer.writeWithoutTransaction { db in
                try db.inTransaction(.immediate) {
                    try work(db)
                    return .commit
                }
            }
        }
    }

    /// Moves the log into the file and cuts it to nothing.
    ///
    /// Each try waits up to the busy timeout.
    static func emptyLog(_ db: Database) throws {
        for _ in 0..<2 {
            do { return _ = try db.checkpoint(.truncate) } catch DatabaseError.SQLITE_BUSY {}
        }
        try db.checkpoint(.truncate)
    }
}
