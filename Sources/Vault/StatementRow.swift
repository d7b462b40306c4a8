public import Envelope
import FoundationEssentials
import GRDB

/// The columns of a statement as SQLite hands them out: of any type, since the file may have been changed by hand.
struct StatementRow {
    static let columns = """
        SELECT digest, case_id, header, signature, body_id, bytes
        FROM statements LEFT JOIN bodies ON bodies.id = body_id
        """

    static let selection = columns + " WHERE case_id = ? ORDER BY digest"

    /// The row under this key.
    static func one(_ digest: Data, _ db: Database) throws -> StatementRow? {
        let statement = try db.cachedStatement(sql: columns + " WHERE digest = ?")
        return try Row.fetchOne(statement, arguments: [digest]).map { StatementRow($0) }
    }

    /// The statements of a case, ascending by digest; the bodies only of those whose header `withBodies` chooses.
    static func all(
        of caseID: Data, withBodies isChosen: (StatementHeader) -> Bool, _ db: Database
    ) throws -> [StoredStatement] {
        let sql =
            "SELECT digest, case_id, header, signature, body_id, NULL FROM statements WHERE case_id = ? ORDER BY digest"
        return try Row.fetchAll(db, sql: sql, arguments: [caseID]).map { row in
            var row = StatementRow(row)
            if let header = try? StatementHeader(row.header), isChosen(header), row.namesBody {
                let sql = "SELECT bytes FROM bodies JOIN statements ON id = body_id WHERE digest = ?"
                row.body = try Row.fetchOne(db, sql: sql, arguments: [Data(row.key)]).flatMap { bytes($0[0]) }
            } else {
                row.namesBody = false
            }
            return row.stored
        }
    }

    private let key, caseID, header, signature: [UInt8]
    private var namesBody: Bool
    private var body: [UInt8]?

    /// Takes a row of `selection`.
    init(_ row: Row) {
        key = Self.bytes(row[0]) ?? []
        caseID = Self.bytes(row[1]) ?? []
        header = Self.bytes(row[2]) ?? []
        signature = Self.bytes(row[3]) ?? []
        let bodyID: DatabaseValue = row[4]
        namesBody = !bodyID.isNull
        body = Self.bytes(row[5])
    }

    /// About how many bytes it has.
    var size: Int { key.count + caseID.count + header.count + signature.count + (body?.count ?? 0) }

    /// Adds all that stands in it to some bytes, so that no two rows add the same.
    func write(to bytes: inout [UInt8]) {
        for column in [key, caseID, header, signature, body ?? []] {
            bytes += UInt32(clamping: column.count).bigEndianBytes
            bytes += column
        }
        bytes += [namesBody ? 1 : 0, body == nil ? 0 : 1]
    }

    /// A blob's bytes; nil for a value of any other type.
    static func bytes(_ value: DatabaseValue) -> [UInt8]? { data(value).map { Array($0) } }

    /// A blob as it is handed out; nil for a value of any other type.
    static func data(_ value: DatabaseValue) -> Data? {
        guard case .blob(let data) = value.storage else { return nil }
        return data
    }

    /// What the row says, checked as far as that needs no key.
    var stored: StoredStatement {
        // A key of another length was put there by hand too; it is cut or filled up, so that it still has a name.
        let name = Digest(unchecked: Array((key + [UInt8](repeating: 0, count: Digest.length)).prefix(Digest.length)))
        guard let header = try? StatementHeader(header), let signature = Signature(signature) else {
            return .flawed(name, .malformedHeader)
        }
        let statement = Statement(header: header, signature: signature)
        guard statement.digest.bytes == key else { return .flawed(name, .digestMismatch) }
        guard header.caseID.bytes == caseID else { return .flawed(name, .wrongCase) }
        guard namesBody else { return .sound(statement, body: nil) }
        guard let body else { return .flawed(name, .bodyMissing) }
        guard let sealed = try? Sealed(body) else { return .flawed(name, .bodyMalformed) }
        guard sealed.header.caseID == header.caseID else { return .flawed(name, .wrongCase) }
        return .sound(statement, body: sealed)
    }
}

/// A statement as a row of the vault holds it.
///
/// Whoever can write the file can change a row, so reading takes none on trust.
public enum StoredStatement: Sendable, Equatable {
    /// The row is what its key says. The body is nil if it was destroyed. Nothing is said of the signature yet.
    case sound(Envelope.Statement, body: Sealed?)
    /// The row is not; named by its key.
    case flawed(Digest, Flaw)

    /// What is wrong with a row.
    public enum Flaw: Sendable, Equatable, CaseIterable {
        /// The header or the signature is not one.
        case malformedHeader
        /// The header's digest is not the row's key.
        case digestMismatch
        /// The row stands under another case than its header, or its body is sealed for another case.
        case wrongCase
        /// The body is not one.
        case bodyMalformed
        /// The row names a body that is not there. (A row whose body was destroyed names none.)
        case bodyMissing
    }

    /// The statement's digest; of a flawed row, its key.
    public var digest: Digest {
        switch self {
        case .sound(let statement, _): statement.digest
        case .flawed(let key, _): key
        }
    }
}
