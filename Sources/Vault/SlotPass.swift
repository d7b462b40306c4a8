import Envelope
import FoundationEssentials
import GRDB

/// A pass over all bodies that takes off the slots of keys that left (`SlotRule`), a few bodies at a time.
///
/// The table `passes` has a row for the keyring that a pass was begun under: every body up to `after` has been looked at.
/// A program that writes bodies or slots under another keyring deletes the row (`note`), and the next pass begins anew. So
/// what a program writes that has not seen the new keyring is looked at too. A pass can be stopped anywhere, and two
/// processes can work on it.
struct SlotPass: Sendable {
    /// The most bodies that are looked at, and changed, at once.
    static let batch = 64
    private static let end = Int64.max

    /// What is to be done next.
    enum Step: Equatable, Sendable {
        case none
        case begin
        /// These bodies have slots to take off; all others up to `last` have none.
        case bodies([Int64], number: Int64, last: Int64)
        case emptyLog
    }

    private let keyring: Data
    private let rule: SlotRule
    /// How far this pass has looked in which pass, without having anything to write.
    private var seen: (number: Int64, last: Int64)?

    init(_ keyring: Keyring) {
        self.keyring = Data(keyring.digest.bytes)
        rule = SlotRule(keyring)
    }

    /// Tells that bodies or slots are written under a keyring; nil if that is not known.
    static func note(_ keyring: Keyring?, _ db: Database) throws {
        let digest = keyring.map { Data($0.digest.bytes) } ?? Data()
        try db.cachedStatement(sql: "DELETE FROM passes WHERE keyring <> ?").execute(arguments: [digest])
    }

    /// Whether every body is as the rule wants it, and the log was emptied since.
    func isDone(_ db: Database) throws -> Bool {
        try StatementTable.exists("SELECT 1 FROM passes WHERE keyring = ? AND after IS NULL", keyring, db)
    }

    /// Looks what is to be done; changes nothing.
    func next(_ db: Database, _ own: OwnSlots? = nil) throws -> Step {
        let row = try Row.fetchOne(
            db.cachedStatement(sql: "SELECT number, after FROM passes WHERE keyring = ?"), arguments: [keyring])
        guard let row else { return .begin }
        let number: Int64 = row[0]
        guard let after = row[1] as Int64? else { return .none }
        guard after < Self.end else { return .emptyLog }
        return try look(
            number, from: seen.flatMap { $0.number == number ? max($0.last, after) : nil } ?? after, db, own)
    }

    private func look(
        _ number: Int64, from start: Int64, _ db: Database, _ own: OwnSlots?
    ) throws -> Step {
        let rows = try Row.fetchCursor(
            db.cachedStatement(sql: "SELECT id, bytes FROM bodies WHERE id > ? ORDER BY id LIMIT \(Self.batch)"),
            arguments: [start])
        var last = Self.end
        var count = 0
        var found: [Int64] = []
        while let row = try rows.next() {
            last = row[0]
            count += 1
            if kept(row, own) != nil { found.append(last) }
        }
        return .bodies(found, number: number, last: count < Self.batch ? Self.end : last)
    }

    /// Does a step, inside a transaction, after the log was emptied if it says so.
    ///
    /// - Returns: how many bodies were changed.
    func take(_ step: Step, _ db: Database, _ own: OwnSlots? = nil) throws -> Int {
        switch step {
        case .none: return 0
        case .begin:
            try db.execute(sql: "DELETE FROM passes")
            try db.execute(
                sql: "INSERT INTO passes (keyring, number, after) VALUES (?, ?, 0)",
                arguments: [keyring, StatementTable.randomID()])
            return 0
        case .bodies(let ids, let number, let last):
            // Where there is nothing to write, how far it came is not worth a sync of the disk.
            guard !ids.isEmpty || last == Self.end else { return 0 }
            let count = try ids.count { try drop($0, db, own) }
            try db.execute(
                sql: "UPDATE passes SET after = ? WHERE keyring = ? AND number = ? AND after < ?",
                arguments: [last, keyring, number, last])
            return count
        case .emptyLog:
            try db.execute(
                sql: "UPDATE passes SET after = NULL WHERE keyring = ? AND after = ?", arguments: [keyring, Self.end])
            return 0
        }
    }

    /// Remembers how far it looked.
    mutating func advance(_ step: Step) {
        if case .bodies(_, let number, let last) = step { seen = (number, last) }
    }

    /// Takes slots off a body; false if it has none of these, or is not there any more.
    private func drop(_ id: Int64, _ db: Database, _ own: OwnSlots?) throws -> Bool {
        guard let row = try Row.fetchOne(db, sql: "SELECT id, bytes FROM bodies WHERE id = ?", arguments: [id]),
            let body = kept(row, own)
        else { return false }
        try db.execute(sql: "UPDATE bodies SET bytes = ? WHERE id = ?", arguments: [Data(body.encoded), id])
        return true
    }

    /// The body without the slots of who left; nil if it has none, or is no body.
    private func kept(_ row: Row, _ own: OwnSlots?) -> Sealed? {
        guard let body = StatementRow.bytes(row[1]).flatMap({ try? Sealed($0) }) else { return nil }
        guard rule.kept(body.slots).count < body.slots.count else { return nil }
        let slots = rule.kept(body, own: own)
        return slots.count < body.slots.count ? body.with(slots: slots) : nil
    }
}
