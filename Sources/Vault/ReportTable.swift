import Envelope
import FoundationEssentials
import GRDB

/// What publishers told the desks last.
///
/// Every call is made inside a transaction.
enum ReportTable {
    private static let columns = "SELECT publisher, header, signature, bytes FROM reports JOIN bodies ON id = body_id"

    /// The report of each publisher, ascending by their keys; a row that is not one is passed over, as none was ever there.
    static func all(_ db: Database) throws -> [Report] {
        try Row.fetchAll(db, sql: columns + " ORDER BY publisher").compactMap { row in
            guard let key = StatementRow.bytes(row[0]),
                let header = StatementRow.bytes(row[1]).flatMap({ try? ReportHeader($0) }),
                header.publisher.bytes == key, let signature = StatementRow.bytes(row[2]).flatMap({ Signature($0) }),
                let body = StatementRow.bytes(row[3]).flatMap({ try? Sealed($0) })
            else { return nil }
            return Report(header: header, signature: signature, body: body)
        }
    }

    /// Keeps a report in the place of its publisher's earlier one.
    ///
    /// - Returns: false, and nothing is changed, if there is one with this number or a higher one.
    static func take(_ report: Report, _ db: Database) throws -> Bool {
        let key = Data(report.header.publisher.bytes)
        let standing = try all(db).first { $0.header.publisher == report.header.publisher }
        guard standing.map({ $0.header.number < report.header.number }) ?? true else { return false }
        try remove(key, db)
        let body = try StatementTable.addBody(report.body, db)
        try db.execute(
            sql: "INSERT INTO reports (publisher, header, signature, body_id) VALUES (?, ?, ?, ?)",
            arguments: [key, Data(report.header.encoded), Data(report.signature.bytes), body])
        return true
    }

    /// Lets go of the reports of everyone else.
    static func keepOnly(_ publishers: Set<SigningKey>, _ db: Database) throws {
        for row in try Row.fetchAll(db, sql: "SELECT publisher FROM reports") {
            guard let key = StatementRow.data(row[0]), !publishers.contains(where: { $0.bytes == Array(key) }) else {
                continue
            }
            try remove(key, db)
        }
    }

    private static func remove(_ key: Data, _ db: Database) throws {
        for row in try Row.fetchAll(db, sql: "SELECT body_id FROM reports WHERE publisher = ?", arguments: [key]) {
            let body: DatabaseValue = row[0]
            try db.execute(sql: "DELETE FROM reports WHERE publisher = ?", arguments: [key])
            try db.execute(sql: "DELETE FROM bodies WHERE id = ?", arguments: [body])
        }
    }
}
