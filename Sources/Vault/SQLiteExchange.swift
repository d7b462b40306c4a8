public import Envelope
import FoundationEssentials
import GRDB

extension SQLiteVault: CaseExchange {
    public func casesWithWithdrawal() throws(VaultError) -> Set<CaseID> {
        try VaultError.naming {
            try reader.read { db in
                // SQLite finds few candidates, which are then read as what they are.
                let sql = "SELECT header FROM statements WHERE instr(header, CAST('withdrawn' AS BLOB)) > 0"
                let headers = try Row.fetchAll(db, sql: sql).compactMap { row in
                    StatementRow.bytes(row[0]).flatMap { try? StatementHeader($0) }
                }
                return Set(headers.filter { $0.kind == .withdrawn }.map(\.caseID))
            }
        }
    }

    public func digests(of caseID: CaseID) throws(VaultError) -> [Digest] {
        try VaultError.naming {
            try reader.read { db in
                let sql = "SELECT digest FROM statements WHERE case_id = ? ORDER BY digest"
                return try Row.fetchAll(db, sql: sql, arguments: [Data(caseID.bytes)]).map { row in
                    guard let digest = StatementRow.bytes(row[0]).flatMap({ Digest($0) }) else {
                        throw VaultError.unreadable
                    }
                    return digest
                }
            }
        }
    }

    public func find(_ digest: Digest) throws(VaultError) -> Kept? {
        try VaultError.naming {
            try reader.read { db in
                guard let row = try StatementRow.one(Data(digest.bytes), db) else { return nil }
                let isAwaited = try StatementTable.isAwaited(Data(digest.bytes), db)
                return Kept(row: row.stored, isAwaited: isAwaited)
            }
        }
    }

    public func take(
        _ arrivals: [Arrival], under keyring: Keyring, draftsDays: Int, own: OwnSlots? = nil
    ) throws(VaultError) -> Taking {
        let taker = ArrivalTaker(keyring: keyring, draftsDays: draftsDays, own: own)
        var taking = Taking()
        try transaction { db in
            try SlotPass.note(keyring, db)
            for arrival in arrivals { try taker.take(arrival, into: &taking, db) }
        }
        return taking
    }

    public func emptyLog() throws(VaultError) {
        try VaultError.naming { try writer.writeWithoutTransaction { try Self.emptyLog($0) } }
    }
}
