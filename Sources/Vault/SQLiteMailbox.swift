public import Envelope
import FoundationEssentials
import GRDB

extension SQLiteVault: CaseMailbox {
    public func read(_ caseID: CaseID) async throws(VaultError) -> CaseMail {
        let key = Data(caseID.bytes)
        do {
            return try await reader.read { db in
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
        } catch { throw VaultError(naming: error) }
    }

    public func write(
        _ statements: [SealedStatement], of caseID: CaseID, tag: RetryTag?, under keyring: Keyring? = nil
    ) async throws(VaultError) -> Withdrawn {
        guard statements.allSatisfy({ $0.statement.header.caseID == caseID }) else { throw .malformed }
        return try await transaction { db in
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
    }

    public func knows(_ tag: RetryTag) async throws(VaultError) -> Bool {
        let tag = Data(tag.bytes)
        do {
            return try await reader.read { db in
                try StatementTable.exists("SELECT 1 FROM retry_tags WHERE tag = ?", tag, db)
            }
        } catch { throw VaultError(naming: error) }
    }

    /// Whether a survivor can open the body: what reviewers sealed to the letter key too, and their own consents and answers.
    ///
    /// The story and their own letters are not read, so that a long case costs no more to come back to than a short one.
    private static func isForSurvivor(_ header: StatementHeader) -> Bool {
        header.kind == .sealed || header.kind == .closed && !header.isBySurvivor
    }

    public func finishWithdrawal(of caseID: CaseID, under keyring: Keyring? = nil) async throws(VaultError) {
        try await transaction { db in
            // Asked where it is destroyed: whoever calls this read the case some time ago.
            guard try Admissions.withdrawn(caseID, under: keyring, db) == .surely else { throw VaultError.closed }
            try StatementTable.removeBodies(of: caseID, keeping: [], db)
        }
        try await emptyLog()
    }

    public func dropLeftSlots(under keyring: Keyring) async throws(VaultError) {
        do {
            var pass = SlotPass(keyring)
            while true {
                let step = try await reader.read { [pass] in try pass.next($0) }
                if step == .none { return }
                if step == .emptyLog { try await emptyLog() }
                _ = try await transaction { [pass] in try pass.take(step, $0) }
                pass.advance(step)
            }
        } catch { throw VaultError(naming: error) }
    }

    public func withdraw(_ tombstone: Envelope.Statement) async throws(VaultError) {
        let caseID = tombstone.header.caseID
        try await transaction { db in
            let sql = "SELECT 1 FROM statements WHERE digest = ?"
            if try !StatementTable.exists(sql, Data(tombstone.digest.bytes), db) {
                try StatementTable.add(tombstone, body: nil, db)
            }
            try StatementTable.removeBodies(of: caseID, keeping: [], db)
        }
        try await emptyLog()
    }

    public func destroyBodies(_ digests: Set<Digest>, of caseID: CaseID) async throws(VaultError) {
        try await transaction { try StatementTable.removeBodies(digests, of: caseID, $0) }
        try await emptyLog()
    }

    public func destroy(_ digests: Set<Digest>, of caseID: CaseID, on day: Day) async throws(VaultError) {
        try await transaction { try StatementTable.schedule(digests, of: caseID, on: day, because: .shown, $0) }
    }

    public func destroyBodies(dueOn day: Day) async throws(VaultError) {
        try await transaction { try Self.removeDue(on: day, $0) }
        // Also when nothing was due: the log may still hold what an earlier turn could not empty.
        try await emptyLog()
    }

    public func keepCode(of caseID: CaseID) async throws(VaultError) {
        try await transaction { db in
            try db.execute(
                sql: "INSERT INTO kept_codes (case_id) VALUES (?) ON CONFLICT DO NOTHING",
                arguments: [Data(caseID.bytes)])
        }
    }

    private func transaction<Result: Sendable>(
        _ work: @escaping @Sendable (Database) throws -> Result
    ) async throws(VaultError) -> Result {
        do {
            return try await writer.writeWithoutTransaction { db in
                var result: Result?
                try db.inTransaction(.immediate) {
                    result = try work(db)
                    return .commit
                }
                guard let result else { throw VaultError.failed }
                return result
            }
        } catch { throw VaultError(naming: error) }
    }

    private func emptyLog() async throws(VaultError) {
        do { try await writer.writeWithoutTransaction { try Self.emptyLog($0) } } catch {
            throw VaultError(naming: error)
        }
    }
}
