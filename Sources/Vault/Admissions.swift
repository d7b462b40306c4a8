import Envelope
import FoundationEssentials
import GRDB
import Ledger

/// What happens to submissions inside a transaction.
enum Admissions {
    /// What a submission under this tag meets; nil if the case is new.
    static func standing(
        of tag: RetryTag, in caseID: CaseID, under keyring: Keyring?, _ db: Database
    ) throws -> Admission? {
        // A tag alone proves nothing: without a statement there is no story, and a receipt would not be true.
        guard try StatementTable.exists("SELECT 1 FROM statements WHERE case_id = ?", Data(caseID.bytes), db) else {
            return nil
        }
        switch try withdrawn(caseID, under: keyring, db) {
        case .surely: return .withdrawn
        case .unknown: return .closed
        case .no: break
        }
        let isKnown = try StatementTable.exists("SELECT 1 FROM retry_tags WHERE tag = ?", Data(tag.bytes), db)
        return isKnown ? .alreadyHere : .added
    }

    /// Stores all of these, inside a transaction.
    ///
    /// One that cannot be stored for its own sake does not fail its neighbors;
    /// a full disk or a lost lock fails them all.
    static func admit(
        _ submissions: [(submission: Submission, keyring: Keyring?)], _ db: Database
    ) throws -> [Result<Admission, VaultError>] {
        try submissions.map { try admitAlone($0.submission, $0.keyring, db) }
    }

    /// Keeps the tag of something that arrived.
    static func remember(_ tag: RetryTag, of caseID: CaseID, _ db: Database) throws {
        try db.cachedStatement(sql: "INSERT INTO retry_tags (tag, case_id) VALUES (?, ?) ON CONFLICT DO NOTHING")
            .execute(arguments: [Data(tag.bytes), Data(caseID.bytes)])
    }

    private static func admitAlone(
        _ submission: Submission, _ keyring: Keyring?, _ db: Database
    ) throws -> Result<Admission, VaultError> {
        var admission = Admission.stored
        do {
            try db.inSavepoint {
                admission = try admit(submission, keyring, db)
                return .commit
            }
            return .success(admission)
        } catch VaultError.malformed {
            return .failure(.malformed)
        } catch DatabaseError.SQLITE_CONSTRAINT {
            return .failure(.failed)
        }
    }

    private static func admit(_ submission: Submission, _ keyring: Keyring?, _ db: Database) throws -> Admission {
        let caseID = submission.caseID
        guard !submission.statements.isEmpty,
            submission.statements.allSatisfy({ $0.statement.header.caseID == caseID })
        else { throw VaultError.malformed }
        let standing = try standing(of: submission.tag, in: caseID, under: keyring, db)
        guard standing == nil || standing == .added else { return standing ?? .stored }
        try remember(submission.tag, of: caseID, db)
        try SlotPass.note(keyring, db)
        for statement in submission.statements { try StatementTable.add(statement, db) }
        return standing ?? .stored
    }

    /// Whether a case is withdrawn, as far as the vault shows it.
    ///
    /// One who has the file can delete the story anyhow, and can take a withdrawal out again; that is not this check's to see.
    /// - Parameter keyring: nil where none counts: then only the survivor's own is known for one.
    static func withdrawn(_ caseID: CaseID, under keyring: Keyring?, _ db: Database) throws -> Withdrawn {
        Withdrawn(caseID, by: try withdrawals(of: caseID, db), under: keyring)
    }

    /// What says of itself that it is a withdrawal of a case.
    private static func withdrawals(of caseID: CaseID, _ db: Database) throws -> [Envelope.Statement] {
        try Row.fetchAll(
            db.cachedStatement(sql: "SELECT header, signature FROM statements WHERE case_id = ?"),
            arguments: [Data(caseID.bytes)]
        ).compactMap { row in
            guard let bytes = StatementRow.bytes(row[0]), let header = try? StatementHeader(bytes),
                header.kind == .withdrawn, header.caseID == caseID,
                let signature = StatementRow.bytes(row[1]).flatMap({ Signature($0) })
            else { return nil }
            return Statement(header: header, signature: signature)
        }
    }
}

/// Takes all submissions that wait into one transaction, so that one sync of the disk serves them all.
actor GroupCommit {
    /// The most that share a transaction, so that the first does not wait long for the last.
    static let limit = 64

    private struct Waiting {
        let submission: Submission
        let keyring: Keyring?
        let continuation: CheckedContinuation<Result<Admission, VaultError>, Never>
    }

    private let connections: Connections
    private var waiting: [Waiting] = []
    private var isWriting = false

    init(_ connections: Connections) { self.connections = connections }

    /// Returns when the submission is durable.
    ///
    /// A caller that goes away does not stop what it handed in.
    func admit(_ submission: Submission, under keyring: Keyring?) async -> Result<Admission, VaultError> {
        await withCheckedContinuation { continuation in
            waiting.append(Waiting(submission: submission, keyring: keyring, continuation: continuation))
            guard !isWriting else { return }
            isWriting = true
            Task { await writeAll() }
        }
    }

    private func writeAll() async {
        while !waiting.isEmpty {
            let batch = Array(waiting.prefix(Self.limit))
            waiting.removeFirst(batch.count)
            let outcomes = await write(batch.map { ($0.submission, $0.keyring) })
            for (waiting, outcome) in zip(batch, outcomes) { waiting.continuation.resume(returning: outcome) }
        }
        isWriting = false
    }

    private func write(
        _ submissions: [(submission: Submission, keyring: Keyring?)]
    ) async -> [Result<Admission, VaultError>] {
        do throws(VaultError) {
            return try await connections.write { try Admissions.admit(submissions, $0) }
        } catch {
            return submissions.map { _ in .failure(error) }
        }
    }
}
