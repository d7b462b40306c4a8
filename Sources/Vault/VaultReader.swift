public import Envelope
import FoundationEssentials
import GRDB
import Ledger

/// A vault that can be read: every case, as it stands.
public protocol ReadableVault: Sendable {
    var store: VaultStore { get }
}

/// A publisher's vault while it exports: no call writes, and SQLite itself refuses to.
public struct VaultReader: ReadableVault {
    public let store: VaultStore

    /// - Throws: `VaultError`, as `VaultArchive.open`; `.olderVersion` for a vault that would have to be changed first.
    public static func open(path: String) throws(VaultError) -> VaultReader {
        VaultReader(store: try VaultStore.open(path: path, mode: .readOnly))
    }
}

extension ReadableVault {
    /// What each publisher told the desks last, ascending by their keys.
    public func reports() throws(VaultError) -> [Report] { try store.read { try ReportTable.all($0) } }

    /// Every case that has a statement, ascending: ids are random, so this order tells nothing.
    public func caseIDs() throws(VaultError) -> [CaseID] {
        try caseIDs("SELECT DISTINCT case_id FROM statements ORDER BY case_id")
    }

    /// Cases of which there are drafts and no statement: letters on paper that are being typed; ascending.
    public func caseIDsOfDrafts() throws(VaultError) -> [CaseID] {
        try caseIDs(
            """
            SELECT DISTINCT case_id FROM drafts
            WHERE NOT EXISTS (SELECT 1 FROM statements WHERE statements.case_id = drafts.case_id) ORDER BY case_id
            """)
    }

    private func caseIDs(_ selection: String) throws(VaultError) -> [CaseID] {
        try store.read { db in
            try Row.fetchAll(db, sql: selection).map { row in
                // No case is passed over in silence; a column that names none was changed by hand.
                guard let caseID = StatementRow.bytes(row[0]).flatMap({ CaseID($0) }) else {
                    throw VaultError.unreadable
                }
                return caseID
            }
        }
    }

    /// The headers of a case's sound statements, ascending by digest, without reading a body.
    ///
    /// Nothing is said of their signatures.
    public func headers(of caseID: CaseID) throws(VaultError) -> [StatementHeader] {
        try store.read { db in
            try StatementRow.all(of: Data(caseID.bytes), withBodies: { _ in false }, db).compactMap { row in
                if case .sound(let statement, _) = row { statement.header } else { nil }
            }
        }
    }

    /// The day of the newest statement of each of these keys that counts.
    public func newestDays(
        of authors: [SigningKey], under keyring: Keyring
    ) throws(VaultError) -> [SigningKey: Day] {
        try store.read { db in
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
