public import Envelope
import FoundationEssentials
import GRDB

/// Keeps a vault in order: bundles, retention, the slots of keys that left, and the checks of its server.
public struct VaultUpkeep: ReadableVault {
    public let store: VaultStore

    /// Opens a vault, and brings it to this program's version.
    ///
    /// - Parameters:
    ///   - path: the vault's file.
    ///   - makes: whether it is made where there is none, as `VaultArchive.open` does.
    /// - Throws: as `VaultArchive.open`.
    public static func open(path: String, makes: Bool = false) throws(VaultError) -> VaultUpkeep {
        VaultUpkeep(store: try VaultStore.open(path: path, mode: makes ? .making : .archive))
    }

    /// The cases with a withdrawal, whoever signed it.
    public func casesWithWithdrawal() throws(VaultError) -> Set<CaseID> {
        try store.read { try Set(Tombstones.all($0).map(\.header.caseID)) }
    }

    /// The digests of a case's statements, ascending.
    public func digests(of caseID: CaseID) throws(VaultError) -> [Digest] {
        try store.read { db in
            let sql = "SELECT digest FROM statements WHERE case_id = ? ORDER BY digest"
            return try Row.fetchAll(db, sql: sql, arguments: [Data(caseID.bytes)]).map { row in
                guard let digest = StatementRow.bytes(row[0]).flatMap({ Digest($0) }) else {
                    throw VaultError.unreadable
                }
                return digest
            }
        }
    }

    /// One statement as it stands here, nil if it is not here.
    ///
    /// Each is read by itself, so that a slow stick holds nobody up who writes meanwhile.
    public func find(_ digest: Digest) throws(VaultError) -> Kept? {
        try store.read { db in
            guard let row = try StatementRow.one(Data(digest.bytes), db) else { return nil }
            let isAwaited = try StatementTable.isAwaited(Data(digest.bytes), db)
            return Kept(row: row.stored, isAwaited: isAwaited)
        }
    }

    /// Takes in the statements of some cases, all or none: a union.
    ///
    /// A statement that is here gets a body that was awaited, and slots for active members of the keyring that its body
    /// lacks; those of keys that left go, as `SlotRule` says. Of a case that its survivor or two different reviewers withdrew,
    /// only headers and signatures stay, whatever comes. What is taken in is durable when this returns; bodies that were
    /// destroyed may stand in the log until `emptyLog`.
    /// - Parameters:
    ///   - arrivals: what came, each for one case.
    ///   - keyring: says whose slots a body keeps, whose drafts are taken in, and whose reviewers can withdraw.
    ///   - draftsDays: how many days after its own day a draft is destroyed; an older one is not taken in.
    ///   - own: the slots of whoever takes them in with a key; nil without one.
    /// - Throws: `VaultError.malformed` if a statement or a body is not of its case.
    public func take(
        _ arrivals: [Arrival], under keyring: Keyring, draftsDays: Int, own: OwnSlots?
    ) throws(VaultError) -> Taking {
        let taker = ArrivalTaker(keyring: keyring, draftsDays: draftsDays, own: own)
        var taking = Taking()
        try store.transaction { db in
            try SlotPass.note(keyring, db)
            for arrival in arrivals { try taker.take(arrival, into: &taking, db) }
        }
        return taking
    }

    /// Keeps active publishers' reports, each in the place of the same publisher's earlier one, and nobody else's.
    ///
    /// - Parameters:
    ///   - reports: what came, checked by whoever calls this.
    ///   - keyring: says which publishers are active, and whose slots a report keeps.
    ///   - own: the slots of whoever takes them in with a key; nil without one.
    /// - Returns: how many were new.
    public func take(_ reports: [Report], under keyring: Keyring, own: OwnSlots?) throws(VaultError) -> Int {
        guard !reports.isEmpty else { return 0 }
        let active = Set(keyring.activePublishers.map(\.signing))
        let rule = SlotRule(keyring)
        var taken = 0
        try store.transaction { db in
            try SlotPass.note(keyring, db)
            try ReportTable.keepOnly(active, db)
            for report in reports where active.contains(report.header.publisher) {
                let body = report.with(slots: rule.admitted(report.body, own: own))
                if try ReportTable.take(body, db) { taken += 1 }
            }
        }
        return taken
    }

    /// Destroys what is to be destroyed by this day: drafts, letters that were shown, the words of declined cases.
    public func destroyDue(on day: Day) throws(VaultError) {
        try store.transaction { try Self.removeDue(on: day, $0) }
        // Also when nothing was due: the log may still hold what an earlier turn could not empty.
        try emptyLog()
    }

    /// The same, while submissions go on: it waits for no reader, since submissions would wait with it.
    public func destroyDue(on day: Day) async throws(VaultError) {
        try await store.transactionFromReserve { try Self.removeDue(on: day, $0) }
        try await finishErasing()
    }

    /// Keeps room for taking a story back on a disk that other programs may fill.
    public func keepRoom() { store.room.keep() }

    /// Whether something that was destroyed may still stand in the log.
    public var owesErasure: Bool { store.room.owesErasure }

    /// Empties the log if no reader holds it now.
    ///
    /// - Throws: as `emptyLog`; doing it again finishes it.
    public func finishErasing() async throws(VaultError) {
        store.room.owesErasure = true
        try await store.emptyLog(waits: false)
    }

    /// What stands here of what survivors sent on a day.
    public func arrived(on day: Day) throws(VaultError) -> DayCount {
        try store.read { try StatementTable.count(on: day, $0) }
    }

    /// The cases whose story came, or was taken back, on a day before this one; and those whose story came on the day before.
    ///
    /// What comes on the day itself changes none of these.
    public func came(before day: Day) throws(VaultError) -> (stories: Int, onLastDay: Int, withdrawals: Int) {
        try store.read { db in
            var (stories, last, withdrawals): (Set<CaseID>, Set<CaseID>, Set<CaseID>) = ([], [], [])
            // As in `Tombstones.all`: what SQLite finds is read as what it is.
            let sql = """
                SELECT header FROM statements WHERE instr(header, CAST('received' AS BLOB)) > 0
                OR instr(header, CAST('withdrawn' AS BLOB)) > 0
                """
            let rows = try Row.fetchCursor(db, sql: sql)
            while let row = try rows.next() {
                guard let header = StatementRow.bytes(row[0]).flatMap({ try? StatementHeader($0) }), header.day < day
                else { continue }
                if header.kind == .withdrawn { withdrawals.insert(header.caseID) }
                guard header.kind == .received else { continue }
                stories.insert(header.caseID)
                if header.day + 1 == day { last.insert(header.caseID) }
            }
            return (stories.count, last.count, withdrawals.count)
        }
    }

    private static func removeDue(on day: Day, _ db: Database) throws {
        try DraftTable.removeAll(dueOn: day, db)
        let sql = """
            SELECT DISTINCT digest, body_id FROM deadlines JOIN statements USING (digest)
            WHERE day <= ? AND body_id IS NOT NULL
            """
        let rows = try Row.fetchAll(db, sql: sql, arguments: [Int64(day.number)])
        for row in rows { try StatementTable.removeBody(row[1], ofStatement: row[0], db) }
    }

    /// Whether `dropLeftSlots` would find nothing to do; told without looking at a body.
    public func isWithoutLeftSlots(under keyring: Keyring) throws(VaultError) -> Bool {
        let pass = SlotPass(keyring)
        return try store.read { try pass.isDone($0) }
    }

    /// Takes the slots of keys that left off all stored bodies, as `SlotRule` says, and empties the log.
    ///
    /// - Parameters:
    ///   - keyring: says which keys left.
    ///   - own: the slots of whoever does this with a key; nil without one.
    /// - Returns: how many bodies had such slots.
    /// - Throws: `VaultError.busy` if a reader would not let go of the log; doing it again finishes it.
    @discardableResult
    public func dropLeftSlots(under keyring: Keyring, own: OwnSlots?) throws(VaultError) -> Int {
        var pass = SlotPass(keyring)
        var dropped = 0
        while true {
            let step = try store.read { try pass.next($0, own) }
            // Also when nothing was left to do: an earlier call may have been stopped before this.
            if step == .none || step == .emptyLog { try emptyLog() }
            if step == .none { return dropped }
            try store.transaction { dropped += try pass.take(step, $0, own) }
            pass.advance(step)
        }
    }

    /// The same, a few bodies at a time, while submissions go on.
    ///
    /// It goes on where an earlier call was stopped, and costs nothing once all is done.
    public func dropLeftSlots(under keyring: Keyring) async throws(VaultError) {
        do {
            var pass = SlotPass(keyring)
            while true {
                let step = try await store.reader.read { [pass] in try pass.next($0) }
                if step == .none { return }
                if step == .emptyLog { try await store.emptyLog() }
                _ = try await store.transaction { [pass] in try pass.take(step, $0) }
                pass.advance(step)
            }
        } catch { throw VaultError(naming: error) }
    }

    /// Moves the log into the file and cuts it to nothing, so that nothing destroyed is left in it.
    ///
    /// - Throws: `VaultError.busy` if a reader would not let go of it; doing it again finishes it.
    public func emptyLog() throws(VaultError) { try store.emptyLog() }
}
