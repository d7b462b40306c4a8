public import Envelope
import FoundationEssentials
import GRDB

/// The statements of a case as the rows of the vault hold them, before anybody looks at what they say.
public struct CaseRows: Sendable {
    fileprivate let rows: [StatementRow]

    /// What they say, ascending by digest.
    ///
    /// A row that is not sound is in it, named.
    public var statements: [StoredStatement] { rows.map(\.stored) }

    /// A digest of all that stands in them, bodies too, to the last byte.
    ///
    /// Where it is what it was, everything that can be read or verified of them is what it was.
    public var imprint: Digest {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(rows.reduce(0) { $0 + $1.size + 64 })
        for row in rows { row.write(to: &bytes) }
        return Hash.digest("firsthand/imprint/v1", bytes)
    }
}

extension ReadableVault {
    /// Every statement of a case as it stands in the vault.
    public func rows(of caseID: CaseID) throws(VaultError) -> CaseRows {
        try rows(StatementRow.selection, of: caseID)
    }

    /// Every statement of a case as it stands in the vault, ascending by digest.
    ///
    /// A row that is not sound is in it, named.
    public func statements(of caseID: CaseID) throws(VaultError) -> [StoredStatement] {
        try rows(of: caseID).statements
    }

    /// The drafts of a case, ascending by digest, as `statements(of:)` gives statements.
    public func drafts(of caseID: CaseID) throws(VaultError) -> [StoredStatement] {
        try rows(DraftTable.selection, of: caseID).statements
    }

    /// What the rows say is looked at outside of the vault's turn: several cores ask for cases at once.
    private func rows(_ selection: String, of caseID: CaseID) throws(VaultError) -> CaseRows {
        try store.ask { db in
            let statement = try db.cachedStatement(sql: selection)
            let rows = try Row.fetchCursor(statement, arguments: [Data(caseID.bytes)])
            return CaseRows(rows: try Array(rows.map { StatementRow($0) }))
        }
    }
}
