import Envelope
import GRDB

/// Takes in what came with a bundle.
///
/// Every call is made inside a transaction.
struct ArrivalTaker {
    /// Drafts of one author in one case: which is the newest stands inside, so a few are kept beside each other.
    private static let maximumDrafts = 16

    private let keyring: Keyring
    private let readers: Set<KeyID>
    private let active: Set<SigningKey>
    private let draftsDays: Int
    private let today = Day.today

    init(keyring: Keyring, draftsDays: Int) {
        self.keyring = keyring
        readers = Set((keyring.activeReviewers + keyring.activePublishers).map(\.id))
        active = Set(keyring.activeReviewers.map(\.signing))
        self.draftsDays = draftsDays
    }

    func take(_ arrival: Arrival, into taking: inout Taking, _ db: Database) throws {
        for (statement, body) in arrival.statements {
            guard statement.header.caseID == arrival.caseID, body.map({ $0.header.caseID == arrival.caseID }) ?? true
            else { throw VaultError.malformed }
            guard try StatementTable.addAwaiting(statement, db) else { continue }
            taking.statements += 1
            taking.cases.insert(arrival.caseID)
        }
        // Asked once every header is in and before any body is: nothing of a withdrawn case touches the disk again.
        guard try !Reception.isSurelyWithdrawn(arrival.caseID, under: keyring, db) else {
            if try StatementTable.removeBodies(of: arrival.caseID, keeping: [], db) > 0 {
                taking.destroyed.insert(arrival.caseID)
            }
            return try StatementTable.awaitNothing(of: arrival.caseID, db)
        }
        for (statement, body) in arrival.statements {
            guard let body else { continue }
            if try StatementTable.attach(body, to: statement, db) {
                taking.bodies += 1
            } else if try addSlots(of: body, to: statement, db) {
                taking.resealed += 1
            } else {
                continue
            }
            taking.cases.insert(arrival.caseID)
        }
        try keep(arrival.drafts, of: arrival.caseID, into: &taking, db)
    }

    /// Adds the slots that a stored body lacks; false if it lacks none.
    ///
    /// Those that it has stay as they are, so that nobody is shut out by a spoiled one. Once it changes, slots of keys that
    /// are not active any more go, so that all vaults come to the same.
    private func addSlots(of body: Sealed, to statement: Envelope.Statement, _ db: Database) throws -> Bool {
        guard let stored = try StatementTable.body(of: statement, db), stored.isSame(as: body) else { return false }
        let own = Set(stored.slots.map(\.reader))
        let new = body.slots.filter { readers.contains($0.reader) && !own.contains($0.reader) }
        guard !new.isEmpty else { return false }
        let slots = stored.slots.filter { readers.contains($0.reader) } + new
        return try StatementTable.reseal(statement.digest, of: statement.header.caseID, slots: slots, db)
    }

    private func keep(_ drafts: [SealedStatement], of caseID: CaseID, into taking: inout Taking, _ db: Database) throws
    {
        for draft in drafts {
            guard draft.statement.header.caseID == caseID else { throw VaultError.malformed }
            guard active.contains(draft.statement.header.author) else { continue }
            let last = draft.statement.header.day + draftsDays
            guard last > today, try DraftTable.add(draft, until: last, atMost: Self.maximumDrafts, db) else { continue }
            taking.drafts += 1
            taking.cases.insert(caseID)
        }
    }
}
