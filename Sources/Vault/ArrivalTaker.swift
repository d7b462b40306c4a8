import Envelope
import GRDB
import Ledger

/// Takes in what came with a bundle.
///
/// Every call is made inside a transaction.
struct ArrivalTaker {
    /// Drafts of one author in one case: which is the newest stands inside, so a few are kept beside each other.
    private static let maximumDrafts = 16

    private let keyring: Keyring
    private let rule: SlotRule
    private let own: OwnSlots?
    private let active: Set<SigningKey>
    private let draftsDays: Int
    private let today = Day.today

    init(keyring: Keyring, draftsDays: Int, own: OwnSlots?) {
        self.keyring = keyring
        rule = SlotRule(keyring)
        self.own = own
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
        // While nobody can tell, a bundle is a union as always: it shows nothing to anybody, and nothing is lost.
        guard try Admissions.withdrawn(arrival.caseID, under: keyring, db) != .surely else {
            if try StatementTable.removeBodies(of: arrival.caseID, keeping: [], db) > 0 {
                taking.destroyed.insert(arrival.caseID)
            }
            return try StatementTable.awaitNothing(of: arrival.caseID, db)
        }
        for (statement, body) in arrival.statements {
            guard let body else { continue }
            if try StatementTable.attach(body.with(slots: rule.admitted(body, own: own)), to: statement, db) {
                taking.bodies += 1
            } else if try !join(body, to: statement, into: &taking, db) {
                continue
            }
            taking.cases.insert(arrival.caseID)
        }
        try keep(arrival.drafts, of: arrival.caseID, into: &taking, db)
    }

    /// Joins the slots of a stored body with those of one that came; false if that changes nothing.
    private func join(
        _ body: Sealed, to statement: Envelope.Statement, into taking: inout Taking, _ db: Database
    ) throws -> Bool {
        guard let stored = try StatementTable.body(of: statement, db), stored.isSame(as: body) else { return false }
        let standing = isMended(stored, by: body) ? stored.slots.filter { $0.reader != own?.reader } : stored.slots
        // One's own junk is not taken in, and what left goes only where the slots that stay are known to open it.
        let slots = rule.kept(stored.with(slots: rule.joined(standing, rule.sound(body, own))), own: own)
        // A body without a slot, or with more than fit, is none.
        guard (1...Sealed.mostSlots).contains(slots.count), slots != stored.slots else { return false }
        guard try StatementTable.reseal(statement.digest, of: statement.header.caseID, slots: slots, db) else {
            return false
        }
        let (before, after) = (Set(stored.slots.map(\.reader)), Set(slots.map(\.reader)))
        if !after.isSubset(of: before) || standing.count < stored.slots.count { taking.resealed += 1 }
        if !before.isSubset(of: after) { taking.closed += 1 }
        return true
    }

    /// Whether a slot of one's own that is junk has a good one in another copy.
    ///
    /// Nobody else can look into it: a carrier can bring junk for somebody new before the good one comes.
    private func isMended(_ stored: Sealed, by body: Sealed) -> Bool {
        guard let own, let slot = body.slots.first(where: { $0.reader == own.reader }), !stored.slots.contains(slot)
        else { return false }
        return !own.opens(stored) && own.opens(body)
    }

    private func keep(_ drafts: [SealedStatement], of caseID: CaseID, into taking: inout Taking, _ db: Database) throws
    {
        for draft in drafts {
            guard draft.statement.header.caseID == caseID else { throw VaultError.malformed }
            guard active.contains(draft.statement.header.author) else { continue }
            let last = draft.statement.header.day + draftsDays
            let body = draft.body.with(slots: rule.admitted(draft.body, own: own))
            let draft = SealedStatement(statement: draft.statement, body: body)
            guard last > today, try DraftTable.add(draft, until: last, atMost: Self.maximumDrafts, db) else { continue }
            taking.drafts += 1
            taking.cases.insert(caseID)
        }
    }
}
