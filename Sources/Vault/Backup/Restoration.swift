public import Envelope
import GRDB

/// The fact that a vault was restored from a backup, and what has come since that knows who took a story back in the meantime.
public struct Restoration: Sendable {
    /// The day of the backup.
    public let day: Day
    /// The desks whose bundles came in whole since, each with its day.
    public let desks: [(name: String, day: Day)]
    /// Who went on without a desk, and when.
    public let override: (name: String, day: Day)?

    /// Whether nothing may be served yet.
    public var isWaiting: Bool { desks.isEmpty && override == nil }
    /// Who went on without a desk, as long as none came since.
    public var openOverride: (name: String, day: Day)? { desks.isEmpty ? override : nil }

    static func begin(with day: Day, _ db: Database) throws {
        try db.execute(sql: "DELETE FROM restored")
        try note("backup", "", day, db)
    }

    static func note(_ step: String, _ name: String, _ day: Day, _ db: Database) throws {
        try db.execute(
            sql:
                "INSERT INTO restored (step, name, day) VALUES (?, ?, ?) ON CONFLICT (step, name) DO UPDATE SET day = excluded.day",
            arguments: [step, name, Int64(day.number)])
    }

    static func read(_ db: Database) throws -> Restoration? {
        let rows = try Row.fetchAll(db, sql: "SELECT step, name, day FROM restored ORDER BY step, name")
        func steps(_ step: String) -> [(name: String, day: Day)] {
            rows.filter { $0["step"] == step }.map { ($0["name"], Day(number: UInt32(clamping: $0["day"] as Int64))) }
        }
        guard let backup = steps("backup").first else { return nil }
        return Restoration(day: backup.day, desks: steps("desk"), override: steps("override").first)
    }
}

extension VaultUpkeep {
    /// What is known of how the vault was brought back; nil if it never was.
    public func restoration() throws(VaultError) -> Restoration? { try store.read { try Restoration.read($0) } }

    /// Marks a vault as brought back, where it is not.
    public func markRestored(_ day: Day) throws(VaultError) {
        try store.transaction { if try Restoration.read($0) == nil { try Restoration.begin(with: day, $0) } }
    }

    /// Notes that a desk's bundle came in whole, and that the vault has every statement that the desk has.
    public func noteRestored(with desk: String, on day: Day) throws(VaultError) {
        try store.transaction { try Restoration.note("desk", desk, day, $0) }
    }

    /// Notes who goes on without a desk.
    public func overrideRestored(by name: String, on day: Day) throws(VaultError) {
        try store.transaction { try Restoration.note("override", name, day, $0) }
    }
}
