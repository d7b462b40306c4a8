import Envelope
import Foundation
import GRDB
import Ledger
import Testing

@testable import Vault

/// Where a vault stands, whether it can be written, and how full stories may make its disk.
struct RoomTests {
    let folder: ScratchFolder
    init() throws { folder = try ScratchFolder() }

    private func move(_ from: String, _ to: String) throws {
        try FileManager.default.moveItem(atPath: folder.vault + from, toPath: folder.vault + to)
    }

    /// What happens to a vault beneath a program that has it open.
    enum Fate: CaseIterable { case deleted, moved, replaced, linked, writtenOver, logDeleted, logReplaced }

    private func meet(_ fate: Fate) throws {
        let files = FileManager.default
        switch fate {
        case .deleted: try files.removeItem(atPath: folder.vault)
        case .moved: try move("", "-old")
        case .replaced:
            try files.copyItem(atPath: folder.vault, toPath: folder.vault + "-backup")
            #expect(unsafe rename(folder.vault + "-backup", folder.vault) == 0)
        case .linked: try files.linkItem(atPath: folder.vault, toPath: folder.vault + "-link")
        case .writtenOver:
            // As `cp` does it: the same file, with what it held some time ago.
            let bytes = try Data(contentsOf: URL(filePath: folder.vault))
            let file = try #require(FileHandle(forWritingAtPath: folder.vault))
            try file.truncate(atOffset: UInt64(bytes.count - Schema.pageSize))
        case .logDeleted: try files.removeItem(atPath: folder.vault + "-wal")
        case .logReplaced:
            try files.copyItem(atPath: folder.vault + "-wal", toPath: folder.vault + "-copy")
            #expect(unsafe rename(folder.vault + "-copy", folder.vault + "-wal") == 0)
        }
    }

    @Test(arguments: Fate.allCases)
    func `nothing is stored in a vault that was moved, deleted, replaced or written over`(_ fate: Fate) async throws {
        let vault = try folder.inlet()
        _ = try await vault.inlet.admit(Sender(folder).submission())
        try vault.upkeep.emptyLog()
        #expect(await vault.inlet.beat() == nil)
        try meet(fate)
        let sender = try Sender(folder)
        #expect(await vault.inlet.obstacle() == .replaced)
        await #expect(throws: VaultError.replaced) { try await vault.inlet.admit(sender.submission()) }
        await #expect(throws: VaultError.replaced) {
            try await vault.inlet.withdraw(sender.withdrawal().statement)
        }
        #expect(throws: VaultError.replaced) { try vault.append([sender.withdrawal()]) }
        #expect(await vault.inlet.beat() == .replaced)
    }

    @Test func `a vault that is put back is written again`() async throws {
        let vault = try folder.inlet()
        let submission = try Sender(folder).submission()
        try move("", "-away")
        await #expect(throws: VaultError.replaced) { try await vault.inlet.admit(submission) }
        try move("-away", "")
        #expect(await vault.inlet.obstacle() == nil)
        #expect(try await vault.inlet.admit(submission) == .stored)
    }

    @Test func `a beat writes to the disk, and says no more than a bit`() async throws {
        let vault = try folder.inlet()
        func raw() throws -> Int { try folder.raw().count }
        var bits: [Int?] = []
        for _ in 0..<4 {
            let before = try raw()
            #expect(await vault.inlet.beat() == nil)
            #expect(try raw() > before)
            bits.append(try await vault.store.writer.read { try Int.fetchOne($0, sql: "PRAGMA user_version") })
        }
        #expect(bits == [1, 0, 1, 0])
        #expect(try rowCounts(vault) == [0, 0, 0])
    }

    @Test func `a vault that another program holds is busy, also for many at once, until it is let go`() async throws {
        let vault = try folder.inlet()
        let other = try folder.intruder()
        try await other.writeWithoutTransaction { try $0.beginTransaction(.immediate) }
        let beats = await withTaskGroup(of: VaultError?.self) { group in
            for _ in 0..<20 { group.addTask { await vault.inlet.beat() } }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(beats == [VaultError?](repeating: .busy, count: 20))
        #expect(await vault.inlet.obstacle() == .busy)
        try await other.writeWithoutTransaction { try $0.rollback() }
        for _ in 0..<100 {
            guard await vault.inlet.obstacle() != nil else { break }
            try await Task.sleep(for: .milliseconds(100))
        }
        #expect(await vault.inlet.obstacle() == nil)
    }

    @Test func `past the reserve or the day no story is stored, and all else is`() async throws {
        for budget in [DiskBudget(reserve: 1 << 60, daily: .max), DiskBudget(reserve: 0, daily: 10)] {
            let (inlet, _) = try VaultInlet.open(path: folder.vault, budget: budget)
            #expect(await inlet.obstacle() == .full)
            #expect(await inlet.beat() == .full)
            let sender = try Sender(folder)
            await #expect(throws: VaultError.full) { try await inlet.admit(sender.submission()) }
            #expect(try await inlet.write([sender.withdrawal()], of: sender.caseID, tag: nil) == .no)
            #expect(try await inlet.withdraw(sender.withdrawal().statement) == .done)
        }
    }

    @Test func `what came on a day counts also after a restart, and only what survivors sent`() async throws {
        let budget = DiskBudget(reserve: 0, daily: 3 << 20)
        let day = Day(number: 22_000)
        let (inlet, upkeep) = try VaultInlet.open(path: folder.vault, budget: budget)
        for _ in 0..<3 { _ = try await inlet.admit(Sender(folder).submission()) }
        let count = try upkeep.arrived(on: day)
        #expect(count.stories == 3)
        let bytes = try await upkeep.store.writer.read {
            try Int.fetchOne($0, sql: "SELECT sum(length(bytes)) FROM bodies")
        }
        #expect(count.bytes == bytes.map(UInt64.init))
        #expect(try upkeep.arrived(on: day + 1).stories == 0)
    }

    @Test func `a part of the reserve is a file, which is let go for a withdrawal and made again`() async throws {
        let (inlet, upkeep) = try VaultInlet.open(
            path: folder.vault, budget: DiskBudget(reserve: 4 << 20, daily: .max))
        func kept() -> Int { FileManager.default.contents(atPath: folder.vault + "-reserve")?.count ?? 0 }
        #expect(kept() == 1 << 20)
        #expect(FileManager.default.contents(atPath: folder.vault + "-reserve")?.allSatisfy { $0 == 0 } == true)
        let sender = try Sender(folder)
        _ = try await inlet.admit(sender.submission())
        let pages = try await upkeep.store.writer.read { try Int.fetchOne($0, sql: "PRAGMA page_count") ?? 0 }
        // The tombstone finds no page until the file is gone: SQLite's own limit stands for the disk.
        try await upkeep.store.writer.writeWithoutTransaction {
            try $0.execute(sql: "PRAGMA max_page_count = \(pages)")
        }
        await #expect(throws: VaultError.full) {
            try await inlet.admit(Sender(folder).submission(String(repeating: "word ", count: 30_000)))
        }
        #expect(kept() == 1 << 20)
        #expect(upkeep.store.room.release())
        #expect(kept() == 0 && !upkeep.store.room.release())
        upkeep.keepRoom()
        #expect(kept() == 1 << 20)
    }
}
