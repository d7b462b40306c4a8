import Envelope
import Foundation
import GRDB
import Mailbox
import Synchronization
import Testing

@testable import Vault

/// What goes into a backup, and what comes out of one.
struct DumpTests {
    let folder: ScratchFolder
    let vault: VaultArchive
    private let keyring = Keyring(
        serial: 1, from: Day(number: 20_000), until: Day(number: 30_000), reviewers: [], publishers: [])

    init() throws {
        folder = try ScratchFolder()
        vault = try folder.inlet()
    }

    /// What a backup of the vault has inside.
    private func dump() throws -> [UInt8] {
        var bytes: [UInt8] = []
        _ = try vault.upkeep.dump(on: Day(number: 22_000), under: keyring) { bytes += $0 }
        return bytes
    }

    /// A vault that is made of it.
    @discardableResult
    private func restored(_ bytes: [UInt8], as name: String = "restored.sqlite") throws -> DatabaseQueue {
        let path = "\(folder.path)/\(name)"
        var reader = DumpReader()
        try RestoredVault.make(path, under: nil) { vault in
            // In pieces that no frame fits into.
            for start in stride(from: 0, to: bytes.count, by: 5000) {
                try reader.add(Array(bytes[start..<min(start + 5000, bytes.count)])) { try vault.take($0) }
            }
            try reader.end()
        }
        return try DatabaseQueue(path: path)
    }

    private func tables(_ db: Database) throws -> [String] {
        try String.fetchAll(
            db,
            sql:
                "SELECT name FROM pragma_table_list WHERE schema = 'main' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name"
        )
    }

    /// Every row of every table, as SQLite says it.
    private func rows(_ queue: DatabaseQueue) throws -> [String: [String]] {
        try queue.read { db in
            try Dictionary(
                uniqueKeysWithValues: tables(db).map { table in
                    (table, try Row.fetchAll(db, sql: "SELECT * FROM \(table)").map { "\($0)" }.sorted())
                })
        }
    }

    /// What a reviewer's or publisher's hand leaves, and what no other step of these tests makes.
    private func add(_ body: Sealed) throws {
        try vault.store.transaction { db in
            _ = try SlotPass(keyring).take(.begin, db)
            let body = try StatementTable.addBody(body, db)
            try db.execute(
                sql: "INSERT INTO reports (publisher, header, signature, body_id) VALUES (?, ?, ?, ?)",
                arguments: [Data(randomBytes(32)), Data(randomBytes(8)), Data(randomBytes(64)), body])
            try Restoration.note("desk", "ana", Day(number: 22_000), db)
        }
    }

    private func change(_ sql: String) throws { try folder.intruder().write { try $0.execute(sql: sql) } }

    /// Something in every table.
    private func fill() async throws {
        for number in 0..<3 {
            let sender = try Sender(folder)
            _ = try await vault.inlet.admit(sender.submission("Story \(number)."))
            try await vault.inlet.keepCode(of: sender.caseID)
            let statements = try vault.statements(of: sender.caseID).map(\.digest)
            try await vault.inlet.scheduleDestruction(
                Set(statements), of: sender.caseID, on: Day(number: 22_007))
            try vault.keepDraft(sender.withdrawal(), replacing: [], until: Day(number: 22_090))
            let other = try Sender(folder)
            let came = try other.submission().statements.map { (statement: $0.statement, body: Sealed?.none) }
            _ = try vault.upkeep.take(
                [Arrival(caseID: other.caseID, statements: came)], under: keyring, draftsDays: 90, own: nil)
        }
        try add(Sender(folder).withdrawal().body)
    }

    /// A new table has to be added to what a backup holds, or this fails.
    @Test func `every row of every table goes into a backup, and comes back`() async throws {
        try await fill()
        let before = try rows(vault.store.writer)
        for (table, rows) in before {
            #expect(!rows.isEmpty, "nothing is in \(table), so this test shows nothing of it")
        }
        let kept = Set(DumpFormat.Table.allCases.map(\.name) + ["grdb_migrations"])
        #expect(Set(before.keys) == kept)
        var after = try rows(restored(dump()))
        #expect(after["restored"]?.count == 1)
        after["restored"] = before["restored"]
        #expect(after == before)
    }

    @Test func `a vault that is brought back waits for a desk, or for a person's name`() async throws {
        try await fill()
        try restored(dump())
        let upkeep = try VaultUpkeep.open(path: folder.path + "/restored.sqlite")
        let first = try #require(try upkeep.restoration())
        #expect(first.isWaiting && first.day == Day(number: 22_000))
        try upkeep.noteRestored(with: "ben", on: Day(number: 22_003))
        #expect(try upkeep.restoration()?.isWaiting == false)
        #expect(try upkeep.restoration()?.desks.map(\.name) == ["ben"])
        // A vault that was never away waits for nobody.
        #expect(try VaultUpkeep.open(path: folder.path + "/new.sqlite", makes: true).restoration() == nil)
    }

    @Test func `a story that is taken back after its case was read does not come back`() async throws {
        let senders = try (0..<3).map { _ in try Sender(folder) }
        for sender in senders { _ = try await vault.inlet.admit(sender.submission()) }
        let gone = try #require(senders.min { $0.caseID < $1.caseID })
        let tombstone = try gone.withdrawal().statement
        let other = try VaultArchive.open(path: folder.vault)
        var (bytes, isWithdrawn) = ([UInt8](), false)
        _ = try vault.upkeep.dump(on: Day(number: 22_000), under: keyring) { frame in
            bytes += frame
            // The second case has begun: the first is in the backup already.
            guard !isWithdrawn, frame[0] == DumpFormat.Table.statements.rawValue,
                try DumpRow(.statements, Array(frame.dropFirst(5)))["case-id"] != gone.caseID.bytes
            else { return }
            isWithdrawn = true
            try other.store.transaction { db in
                try StatementTable.add(tombstone, body: nil, db)
                _ = try StatementTable.removeBodies(of: gone.caseID, keeping: [], db)
            }
        }
        #expect(isWithdrawn)
        try restored(bytes)
        let back = try VaultArchive.open(path: folder.path + "/restored.sqlite")
        #expect(Set(try back.caseIDs()) == Set(senders.map(\.caseID)))
        for row in try back.statements(of: gone.caseID) {
            guard case .sound(_, nil) = row else {
                Issue.record("a body came back")
                continue
            }
        }
        #expect(try back.statements(of: gone.caseID).map(\.digest).contains(tombstone.digest))
    }

    @Test func `words that come while a backup runs are not turned away by their tag once it is brought back`()
        async throws
    {
        let senders = try (0..<2).map { _ in try Sender(folder) }
        for sender in senders { _ = try await vault.inlet.admit(sender.submission()) }
        let first = try #require(senders.min { $0.caseID < $1.caseID })
        let addition = try first.submission("Words that came later.")
        let other = try VaultArchive.open(path: folder.vault)
        var (bytes, isAdded) = ([UInt8](), false)
        _ = try vault.upkeep.dump(on: Day(number: 22_000), under: keyring) { frame in
            bytes += frame
            guard !isAdded, frame[0] == DumpFormat.Table.statements.rawValue else { return }
            isAdded = true
            try other.store.transaction { _ = try Admissions.admit([(addition, nil)], $0) }
        }
        #expect(isAdded)
        try restored(bytes)
        let back = try VaultArchive.open(path: folder.path + "/restored.sqlite")
        // The words are not in the backup, so the same form is an addition, and no retry.
        #expect(try back.statements(of: first.caseID).count == 2)
        #expect(try await back.inlet.standing(of: addition.tag, in: first.caseID) == .added)
    }

    @Test func `between two cases a backup holds nothing that a withdrawal waits for`() async throws {
        for _ in 0..<200 { _ = try await vault.inlet.admit(Sender(folder).submission()) }
        let other = try VaultArchive.open(path: folder.vault)
        let isEmptied = Mutex(false)
        var cases: Set<[UInt8]> = []
        var before: Int?
        _ = try vault.upkeep.dump(on: Day(number: 22_000), under: keyring) { frame in
            guard frame[0] == DumpFormat.Table.bodies.rawValue else { return }
            let body = try Sealed(DumpRow(.bodies, Array(frame.dropFirst(5)))["bytes"] ?? [])
            guard cases.insert(body.header.caseID.bytes).inserted else { return }
            // What a withdrawal does, on a connection of its own, while the first case is being read.
            if cases.count == 1 {
                Thread.detachNewThread {
                    // It waits for readers as long as it does for anybody.
                    if (try? other.store.emptyLog()) != nil { isEmptied.withLock { $0 = true } }
                }
            }
            let isDone = isEmptied.withLock { $0 }
            if isDone { before = before ?? cases.count } else { usleep(30_000) }
        }
        // It came to its end in the middle of the backup.
        #expect(cases.count == 200)
        #expect(try #require(before) < 200)
    }

    @Test func `what is cut short or has a wrong byte makes no vault, and leaves no file`() async throws {
        _ = try await vault.inlet.admit(Sender(folder).submission())
        let whole = try dump()
        var wrongTag = whole
        wrongTag[0] = 9
        for bytes in [Array(whole.dropLast()), Array(whole.prefix(2000)), [], wrongTag, whole + [1], whole + whole] {
            #expect(throws: (any Error).self) { try restored(bytes, as: "broken.sqlite") }
            let left = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            #expect(!left.contains { $0.hasPrefix("broken") }, "\(left)")
        }
        try restored(whole + [UInt8](repeating: 0, count: 9000), as: "padded.sqlite")
    }

    @Test func `a row that was changed by hand is named by a look into the backup`() async throws {
        for _ in 0..<2 { _ = try await vault.inlet.admit(Sender(folder).submission()) }
        func check() throws -> DumpCheck {
            var (check, reader) = (DumpCheck(), DumpReader())
            try reader.add(dump()) { check.take($0) }
            try reader.end()
            return check
        }
        let sound = try check()
        #expect(sound.flawed.isEmpty && sound.stray == 0 && sound.statements == 4 && sound.cases.count == 2)
        try change("UPDATE statements SET signature = zeroblob(64) WHERE digest = (SELECT min(digest) FROM statements)")
        #expect(try check().flawed.count == 1)
        try change(
            "UPDATE bodies SET bytes = x'00' WHERE id = (SELECT body_id FROM statements ORDER BY digest DESC LIMIT 1)")
        #expect(try check().flawed.count == 2)
    }

    @Test func `a backup of a newer vault is named as such`() throws {
        let head = DumpFormat.head(day: Day(number: 22_000), keyring: keyring.digest, schema: "999")
        let bytes = try DumpFormat.frame(DumpFormat.Tag.head, head)
        #expect(throws: VaultError.newerVersion) { try restored(bytes) }
    }
}
