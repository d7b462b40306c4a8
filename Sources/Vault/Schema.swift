import GRDB

/// The vault's tables, and how they came to be.
///
/// Keys are digests and random numbers, and no table but `bodies` has a rowid, so no column tells which row came first.
/// No column holds a time finer than a UTC day: there is the day inside a signed header, and the days at which a letter that
/// was shown and a draft are destroyed. A released migration is never edited.
enum Schema {
    /// Marks an SQLite file as a vault: "FHv1" in its header.
    static let applicationID: Int32 = 0x4648_7631

    /// The margin of a body is as long as a page.
    static let pageSize = 4096

    private static let first = """
        PRAGMA application_id = \(applicationID);

        -- Sealed bodies. The id is a random positive 63-bit number: a large blob needs a small key.
        -- The margin is zeros. SQLite keeps the first bytes of a row, at most 4,061, in a page that it shares with other
        -- rows, and when it moves rows between such pages it leaves copies behind that secure_delete does not know of.
        -- The rest goes to pages of its own, which it does overwrite: the margin sees to it that all of a body is there.
        CREATE TABLE bodies (
            id INTEGER PRIMARY KEY NOT NULL CHECK (id > 0),
            margin BLOB NOT NULL DEFAULT (zeroblob(\(pageSize))) CHECK (length(margin) = \(pageSize)),
            bytes BLOB NOT NULL
        ) STRICT;

        -- Signed statements by their digest. body_id is NULL once the body is destroyed.
        CREATE TABLE statements (
            digest BLOB PRIMARY KEY NOT NULL CHECK (length(digest) = 32),
            case_id BLOB NOT NULL CHECK (length(case_id) = 16),
            header BLOB NOT NULL,
            signature BLOB NOT NULL CHECK (length(signature) = 64),
            body_id INTEGER UNIQUE REFERENCES bodies (id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX statements_by_case ON statements (case_id);

        -- One for each form and text that arrived; outlives the bodies, so that a late retry makes no second story.
        CREATE TABLE retry_tags (
            tag BLOB PRIMARY KEY NOT NULL CHECK (length(tag) = 32),
            case_id BLOB NOT NULL CHECK (length(case_id) = 16)
        ) STRICT, WITHOUT ROWID;
        """

    private static let second = """
        -- The UTC day at whose start a body is destroyed, whole days since 1970-01-01, for each reason by itself: a letter
        -- was shown, or the story was declined. The earlier one counts.
        CREATE TABLE deadlines (
            digest BLOB NOT NULL REFERENCES statements (digest),
            reason TEXT NOT NULL CHECK (reason IN ('shown', 'declined')),
            day INTEGER NOT NULL CHECK (day > 0),
            PRIMARY KEY (digest, reason)
        ) STRICT, WITHOUT ROWID;

        -- Cases whose writer said that the receipt code is kept: no answer shows it again.
        CREATE TABLE kept_codes (
            case_id BLOB PRIMARY KEY NOT NULL CHECK (length(case_id) = 16)
        ) STRICT, WITHOUT ROWID;
        """

    private static let third = """
        -- Unfinished work of reviewers, signed and sealed as statements are, and the UTC day at whose start it is destroyed.
        CREATE TABLE drafts (
            digest BLOB PRIMARY KEY NOT NULL CHECK (length(digest) = 32),
            case_id BLOB NOT NULL CHECK (length(case_id) = 16),
            header BLOB NOT NULL,
            signature BLOB NOT NULL CHECK (length(signature) = 64),
            body_id INTEGER NOT NULL UNIQUE REFERENCES bodies (id),
            day INTEGER NOT NULL CHECK (day > 0)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX drafts_by_case ON drafts (case_id);
        """

    private static let fourth = """
        -- Statements that came without their body, by a bundle whose maker had destroyed it or never had it. Such a body
        -- may still come; one that was destroyed here may not.
        CREATE TABLE awaited (
            digest BLOB PRIMARY KEY NOT NULL REFERENCES statements (digest)
        ) STRICT, WITHOUT ROWID;
        """

    private static let fifth = """
        -- A pass over all bodies that takes off slots of keys that left, under the keyring of this digest, which stands in
        -- the bodies that are sealed under it too. It has a random number, and the id of the last body that was looked at:
        -- the largest number there is once all were, and NULL once the log was emptied after that.
        CREATE TABLE passes (
            keyring BLOB PRIMARY KEY NOT NULL CHECK (length(keyring) = 32),
            number INTEGER NOT NULL,
            after INTEGER
        ) STRICT, WITHOUT ROWID;
        """

    private static let sixth = """
        -- What each publisher told the desks last: of one size, whatever it says, and sealed to the reviewers. It names no
        -- case, and has no day.
        CREATE TABLE reports (
            publisher BLOB PRIMARY KEY NOT NULL CHECK (length(publisher) = 32),
            header BLOB NOT NULL,
            signature BLOB NOT NULL CHECK (length(signature) = 64),
            body_id INTEGER NOT NULL UNIQUE REFERENCES bodies (id)
        ) STRICT, WITHOUT ROWID;
        """

    private static let seventh = """
        -- That the vault was brought back from a backup of a day, and what came since that knows of withdrawals: a desk's
        -- bundle, or a person who went on without one. The name is a partner's or that person's.
        CREATE TABLE restored (
            step TEXT NOT NULL CHECK (step IN ('backup', 'desk', 'override')),
            name TEXT NOT NULL,
            day INTEGER NOT NULL CHECK (day > 0),
            PRIMARY KEY (step, name)
        ) STRICT, WITHOUT ROWID;
        """

    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1", foreignKeyChecks: .immediate) { try $0.execute(sql: first) }
        migrator.registerMigration("2", foreignKeyChecks: .immediate) { try $0.execute(sql: second) }
        migrator.registerMigration("3", foreignKeyChecks: .immediate) { try $0.execute(sql: third) }
        migrator.registerMigration("4", foreignKeyChecks: .immediate) { try $0.execute(sql: fourth) }
        migrator.registerMigration("5", foreignKeyChecks: .immediate) { try $0.execute(sql: fifth) }
        migrator.registerMigration("6", foreignKeyChecks: .immediate) { try $0.execute(sql: sixth) }
        migrator.registerMigration("7", foreignKeyChecks: .immediate) { try $0.execute(sql: seventh) }
        return migrator
    }

    /// The last change of the tables that a vault has seen.
    static func version(_ db: Database) throws -> String {
        let seen = try migrator.completedMigrations(db)
        guard let last = seen.last else { throw VaultError.unreadable }
        return last
    }

    /// Makes the tables of a new vault as they were at that change; nil for those of today.
    static func make(_ connection: DatabaseQueue, as version: String? = nil) throws {
        guard let version else { return try update(connection) }
        guard migrator.migrations.contains(version) else { throw VaultError.newerVersion }
        try connection.write { try makeList($0) }
        try migrator.migrate(connection, upTo: version)
    }

    /// Refuses an SQLite file that is not a vault, before anything in it is changed.
    static func refuseForeign(_ db: Database) throws {
        let marked = try Int32.fetchOne(db, sql: "PRAGMA application_id")
        let objects = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_schema WHERE name <> 'grdb_migrations'")
        guard marked == applicationID || marked == 0 && objects == 0 else { throw VaultError.unreadable }
    }

    /// Brings a vault to this program's version; a new file gets all its tables.
    static func update(_ connection: DatabaseQueue) throws {
        try connection.write { db in
            guard try Int.fetchOne(db, sql: "PRAGMA page_size") == pageSize else { throw VaultError.unreadable }
            guard try !migrator.hasBeenSuperseded(db) else { throw VaultError.newerVersion }
            try makeList(db)
        }
        try migrator.migrate(connection)
    }

    private static func makeList(_ db: Database) throws {
        // GRDB would make this table with a rowid; it takes one that is there.
        let table = "CREATE TABLE IF NOT EXISTS grdb_migrations (identifier TEXT PRIMARY KEY NOT NULL)"
        try db.execute(sql: "\(table) STRICT, WITHOUT ROWID")
    }

    /// Refuses a vault of another version, where nothing may be changed.
    static func check(_ connection: DatabaseQueue) throws {
        try connection.read { db in
            guard try !migrator.hasBeenSuperseded(db) else { throw VaultError.newerVersion }
            guard try migrator.hasCompletedMigrations(db) else { throw VaultError.olderVersion }
        }
    }
}
