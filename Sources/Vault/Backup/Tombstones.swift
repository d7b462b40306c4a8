import Envelope
import FoundationEssentials
import GRDB
import Ledger

/// The withdrawals of a vault: what says for ever that a story was taken back.
enum Tombstones {
    /// Every statement that says of itself that it is a withdrawal, whoever signed it.
    static func all(_ db: Database) throws -> [Envelope.Statement] {
        // SQLite finds few candidates, which are then read as what they are.
        let sql = "SELECT header, signature FROM statements WHERE instr(header, CAST('withdrawn' AS BLOB)) > 0"
        let rows = try Row.fetchCursor(db, sql: sql)
        var found: [Envelope.Statement] = []
        while let row = try rows.next() {
            guard let bytes = StatementRow.bytes(row[0]), let header = try? StatementHeader(bytes),
                header.kind == .withdrawn, let signature = StatementRow.bytes(row[1]).flatMap({ Signature($0) })
            else { continue }
            found.append(Envelope.Statement(header: header, signature: signature))
        }
        return found
    }

    /// Takes in what came from elsewhere, inside a transaction, and destroys what it withdraws.
    ///
    /// Nothing is trusted but a signature: the survivor's own, which the case id itself vouches for, or a reviewer's of the
    /// keyring, which counts as it would from a bundle.
    /// - Returns: how many were new.
    static func merge(
        _ tombstones: some Sequence<Envelope.Statement>, under keyring: Keyring?, _ db: Database
    ) throws -> Int {
        let reviewers = Set((keyring?.reviewers ?? []).map(\.key.signing))
        var count = 0
        for tombstone in tombstones {
            let header = tombstone.header
            guard header.kind == .withdrawn, header.isBySurvivor || reviewers.contains(header.author) else { continue }
            let digest = Data(tombstone.digest.bytes)
            guard try !StatementTable.exists("SELECT 1 FROM statements WHERE digest = ?", digest, db) else { continue }
            guard tombstone.isSigned else { continue }
            try StatementTable.add(tombstone, body: nil, db)
            count += 1
            guard try Admissions.withdrawn(header.caseID, under: keyring, db) == .surely else { continue }
            _ = try StatementTable.removeBodies(of: header.caseID, keeping: [], db)
            try StatementTable.awaitNothing(of: header.caseID, db)
        }
        return count
    }
}

extension Envelope.Statement {
    /// A header and its signature as a record.
    var record: [UInt8] { Record(["header": header.encoded, "signature": signature.bytes]).encoded }

    /// - Throws: `FormatError(.backup)`.
    init(record bytes: [UInt8]) throws(FormatError) {
        let record = try Record(bytes, names: ["header", "signature"], code: .backup)
        guard let header = try? StatementHeader(record["header"] ?? []),
            let signature = Signature(record["signature"] ?? [])
        else { throw FormatError(.backup) }
        self.init(header: header, signature: signature)
    }
}
