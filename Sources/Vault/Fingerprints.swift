public import Envelope
import GRDB
import GRDBSQLite

extension ReadableVault {
    /// For every case a digest of what the vault has of it: its statements, each as its row stands, and which body is its.
    ///
    /// It changes when anything of a case comes or goes, and when somebody changes a row by hand. It says nothing of what is in
    /// a body: to look into all of them is what it spares.
    public func fingerprints() throws(VaultError) -> [CaseID: Digest] {
        try store.read { db in
            var outlines = CaseOutlines()
            try outlines.add("statements", begins: true, db)
            // A draft may hold the name by which the team calls its case.
            try outlines.add("drafts", begins: false, db)
            return outlines.digests
        }
    }
}

/// What a vault has of each case, as a chain of digests: one for each row, over the one before it.
private struct CaseOutlines {
    private struct Key: Hashable {
        let first, second: UInt64
    }

    private var chains: [Key: Digest] = [:]

    var digests: [CaseID: Digest] {
        var digests: [CaseID: Digest] = [:]
        digests.reserveCapacity(chains.count)
        for (key, digest) in chains { digests[CaseID(unchecked: Self.bytes(of: key))] = digest }
        return digests
    }

    private static func bytes(of key: Key) -> [UInt8] {
        unsafe [UInt8](unsafeUninitializedCapacity: CaseID.length) { bytes, count in
            unsafe UnsafeMutableRawBufferPointer(bytes).storeBytes(of: key.first, as: UInt64.self)
            unsafe UnsafeMutableRawBufferPointer(bytes).storeBytes(of: key.second, toByteOffset: 8, as: UInt64.self)
            count = CaseID.length
        }
    }

    /// Takes in the rows of a table, as SQLite hands them out: in a vault of many cases GRDB's rows cost more than all else.
    ///
    /// - Parameter begins: whether these rows make a case one that is here.
    mutating func add(_ table: String, begins: Bool, _ db: Database) throws {
        // Rows come in the order of their digests, so the same rows always give the same bytes.
        let statement = try db.makeStatement(
            sql: "SELECT case_id, digest, header, signature, body_id FROM \(table) ORDER BY digest")
        // Safe: the statement lives until all is read, and what a step points at is read before the next.
        try withExtendedLifetime(statement) { try unsafe add(statement.sqliteStatement, begins: begins) }
    }

    private mutating func add(_ rows: SQLiteStatement, begins: Bool) throws {
        var bytes: [UInt8] = []
        var step = unsafe sqlite3_step(rows)
        while step == SQLITE_ROW {
            let caseID = unsafe Self.column(0, of: rows)
            guard unsafe sqlite3_column_type(rows, 0) == SQLITE_BLOB, caseID.count == CaseID.length else {
                throw VaultError.unreadable
            }
            let key = unsafe Key(
                first: caseID.loadUnaligned(as: UInt64.self),
                second: caseID.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
            if let before = chains[key] ?? (begins ? Self.start : nil) {
                bytes.removeAll(keepingCapacity: true)
                bytes += before.bytes
                // The columns of a row that was changed by hand may be of any length.
                for column: Int32 in 1...3 {
                    let value = unsafe Self.column(column, of: rows)
                    bytes += UInt32(clamping: value.count).bigEndianBytes
                    unsafe bytes.append(contentsOf: value)
                }
                // A body has a number above 0, and a statement without one has none, which SQLite reads as 0.
                let body = unsafe sqlite3_column_int64(rows, 4)
                bytes += UInt32(truncatingIfNeeded: body >> 32).bigEndianBytes
                bytes += UInt32(truncatingIfNeeded: body).bigEndianBytes
                bytes.append(begins ? 0 : 1)
                chains[key] = Hash.digest("firsthand/outline/v2", bytes)
            }
            step = unsafe sqlite3_step(rows)
        }
        guard step == SQLITE_DONE else { throw DatabaseError(resultCode: ResultCode(rawValue: step)) }
    }

    private static func column(_ index: Int32, of rows: SQLiteStatement) -> UnsafeRawBufferPointer {
        let start = unsafe sqlite3_column_blob(rows, index)
        return unsafe UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(rows, index)))
    }

    private static let start = Digest(unchecked: [UInt8](repeating: 0, count: Digest.length))
}
