import GRDB

/// How every connection to a vault is set up.
enum Connection {
    /// - Parameter writes: false for a connection that SQLite itself keeps from writing.
    static func open(_ path: String, writes: Bool) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.label = "vault"
        configuration.readonly = !writes
        configuration.busyMode = .timeout(5)
        configuration.foreignKeysEnabled = true
        configuration.prepareDatabase { db in
            try db.execute(
                sql: """
                    PRAGMA trusted_schema = OFF;
                    PRAGMA cell_size_check = ON;
                    PRAGMA temp_store = MEMORY;
                    """)
            try Schema.refuseForeign(db)
            guard writes else { return }
            // The page size takes effect in an empty file, before it has a log.
            try db.execute(sql: "PRAGMA secure_delete = ON; PRAGMA page_size = \(Schema.pageSize)")
            let journal = try String.fetchOne(db, sql: "PRAGMA journal_mode = WAL")
            guard journal == "wal" else { throw VaultError.cannotOpen }
            // A receipt is sent once a commit returns, so a commit must have reached the disk, log included.
            try db.execute(sql: "PRAGMA synchronous = FULL")
        }
        return try DatabaseQueue(path: path, configuration: configuration)
    }
}
