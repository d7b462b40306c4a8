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
    enum Fate: CaseIterable {
        case deleted, moved, replaced, linked, writtenOver, logDeleted, logReplaced, memoryDeleted, memoryReplaced
    }

    /// Puts a copy in the place of a file.
    private func replace(_ end: String) throws {
        let place = folder.vault + end
        try FileManager.default.copyItem(atPath: place, toPath: place + "-copy")
        #expect(unsafe rename(place + "-copy", place) == 0)
    }

    /// What a beat says, once it got its turn: a machine that is busy may take longer than anybody waits for one.
    private func beat(_ inlet: VaultInlet) async -> VaultError? {
        for _ in 0..<20 {
            let said = await inlet.beat()
            if said != .busy { return said }
        }
        return .busy
    }

    private func meet(_ fate: Fate) throws {
        let files = FileManager.default
        switch fate {
        case .deleted: try files.removeItem(atPath: folder.vault)
        case .moved: try move("", "-old")
        case .replaced: try replace("")
        case .linked: try files.linkItem(atPath: folder.vault, toPath: folder.vault + "-link")
        case .writtenOver:
            // As `cp` does it: the same file, with what it held some time ago.
            let bytes = try Data(contentsOf: URL(filePath: folder.vault))
            let file = try #require(FileHandle(forWritingAtPath: folder.vault))
            try file.truncate(atOffset: UInt64(bytes.count - Schema.pageSize))
        case .logDeleted: try files.removeItem(atPath: folder.vault + "-wal")
        case .logReplaced: try replace("-wal")
        case .memoryDeleted: try files.removeItem(atPath: folder.vault + "-shm")
        case .memoryReplaced: try replace("-shm")
        }
    }

    @Test(arguments: Fate.allCases)
    func `nothing is stored in a vault that was moved, deleted, replaced or written over`(_ fate: Fate) async throws {
        let vault = try folder.inlet()
        _ = try await vault.inlet.admit(Sender(folder).submission())
        try vault.upkeep.emptyLog()
        #expect(await beat(vault.inlet) == nil)
        try meet(fate)
        let sender = try Sender(folder)
        #expect(await vault.inlet.obstacle() == .replaced)
        await #expect(throws: VaultError.replaced) { try await vault.inlet.admit(sender.submission()) }
        await #expect(throws: VaultError.replaced) {
            try await vault.inlet.withdraw(sender.withdrawal().statement)
        }
        #expect(throws: VaultError.replaced) { try vault.append([sender.withdrawal()]) }
        #expect(await beat(vault.inlet) == .replaced)
    }

    @Test func `a vault that goes away while a commit is on its way to it takes no receipt along`() async throws {
        let vault = try folder.inlet()
        #expect(await beat(vault.inlet) == nil)
        let path = folder.vault
        // The last moment at which it can go: the transaction is through, and whoever asked has heard nothing yet.
        await #expect(throws: VaultError.replaced) {
            try await vault.store.transaction { db in
                db.afterNextTransaction { _ in _ = unsafe rename(path, path + "-away") }
                try db.execute(sql: "PRAGMA user_version = 1")
            }
        }
    }

    @Test func `what was handed in and refused is no flaw of the vault`() async throws {
        let vault = try folder.inlet()
        let sender = try Sender(folder)
        _ = try await vault.inlet.admit(sender.submission())
        await #expect(throws: VaultError.closed) {
            try await vault.inlet.finishWithdrawal(of: sender.caseID, under: nil)
        }
        #expect(vault.store.connections.lastFlaw == nil)
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
            #expect(await vault.store.pulse.beat(vault.store, within: .seconds(600)) == nil)
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
        for _ in 0..<1_200 {
            guard await vault.inlet.obstacle() != nil else { break }
            try await Task.sleep(for: .milliseconds(100))
        }
        #expect(await vault.inlet.obstacle() == nil)
        #expect(vault.store.connections.lastFlaw == nil)
    }

    @Test func `who asks while a beat is on its way hears of that one`() async throws {
        let vault = try folder.inlet()
        // Held within the program, where nobody gives up waiting after some seconds.
        let gate = DispatchSemaphore(value: 0)
        await withCheckedContinuation { begun in
            DispatchQueue.global().async {
                vault.store.writer.writeWithoutTransaction { _ in
                    begun.resume()
                    gate.wait()
                }
            }
        }
        async let beats = withTaskGroup(of: VaultError?.self) { group in
            for _ in 0..<20 {
                group.addTask { await vault.store.pulse.beat(vault.store, within: .seconds(600)) }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        while await vault.store.pulse.waiting.count < 20 { await Task.yield() }
        gate.signal()
        #expect(await beats == [VaultError?](repeating: nil, count: 20))
        // One bit has turned over, and once.
        #expect(try await vault.store.writer.read { try Int.fetchOne($0, sql: "PRAGMA user_version") } == 1)
    }

    @Test func `who asks waits no longer than asked for, whatever holds up the write`() async throws {
        let vault = try folder.inlet()
        let other = try folder.intruder()
        try await other.writeWithoutTransaction { try $0.beginTransaction(.immediate) }
        // Sooner than the write itself would be given up.
        let letsGo = Task {
            try await Task.sleep(for: .seconds(4))
            try await other.writeWithoutTransaction { try $0.rollback() }
        }
        #expect(await vault.store.pulse.beat(vault.store, within: .milliseconds(1)) == .busy)
        letsGo.cancel()
        _ = await letsGo.result
    }

    @Test func `past the reserve or the day no story is stored, and all else is`() async throws {
        for budget in [DiskBudget(reserve: 1 << 60, daily: .max), DiskBudget(reserve: 0, daily: 10)] {
            let (inlet, _) = try VaultInlet.open(path: folder.vault, budget: budget)
            #expect(await inlet.obstacle() == .full)
            #expect(await beat(inlet) == .full)
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

    @Test func `what comes on a day adds up, and the next day begins with nothing`() async throws {
        let (inlet, _) = try VaultInlet.open(path: folder.vault, budget: DiskBudget(reserve: 0, daily: 3 << 20))
        let long = String(repeating: "word ", count: 90_000)
        _ = try await inlet.admit(Sender(folder).submission(long))
        let first = UInt64(try folder.raw().count)
        #expect(await inlet.obstacle() == nil)
        var stored = 1
        while await inlet.obstacle() == nil, stored < 9 {
            _ = try await inlet.admit(Sender(folder).submission(long))
            stored += 1
        }
        // The form closes while one more fits, and whoever has one open can still send it.
        #expect(stored == 4, "of \(first) bytes each")
        #expect(try await inlet.admit(Sender(folder).submission(long)) == .stored)
        await #expect(throws: VaultError.full) { try await inlet.admit(Sender(folder).submission(long)) }
        #expect(inlet.store.room.has(of: .today + 1))
    }

    @Test func `the file that keeps room is its owner's alone, and no link is followed to another`() throws {
        let budget = DiskBudget(reserve: 4 << 20, daily: .max)
        _ = try VaultInlet.open(path: folder.vault, budget: budget)
        #expect(try folder.mode("/vault.sqlite-reserve") == 0o600)
        let files = FileManager.default
        try files.removeItem(atPath: folder.vault + "-reserve")
        try Data("mine".utf8).write(to: URL(filePath: folder.path + "/other"))
        try files.createSymbolicLink(
            atPath: folder.vault + "-reserve", withDestinationPath: folder.path + "/other")
        _ = try VaultInlet.open(path: folder.vault, budget: budget)
        #expect(files.contents(atPath: folder.path + "/other") == Data("mine".utf8))
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
        #expect(upkeep.store.room.release())
        // Taking a story back leaves room for the next who does.
        #expect(try await inlet.withdraw(sender.withdrawal().statement) == .done)
        #expect(kept() == 1 << 20)
    }

    // MARK: Another disk

    @Test(.enabled(if: geteuid() == 0, "only root may mount a disk"))
    func `nothing is stored where another disk came to stand over the vault's, whatever its files are numbered`()
        async throws
    {
        let state = folder.path + "/state"
        let files = FileManager.default
        try files.createDirectory(atPath: state, withIntermediateDirectories: true)
        try run("/bin/mount", ["-t", "tmpfs", "-o", "mode=0700", "tmpfs", state])
        defer { try? run("/bin/umount", ["--lazy", state]) }
        let vault = try folder.inlet()
        #expect(await beat(vault.inlet) == nil)
        func numbered(_ name: String) throws -> Int? {
            try files.attributesOfItem(atPath: "\(state)/\(name)")[.systemFileNumber] as? Int
        }
        let names = try files.contentsOfDirectory(atPath: state)
        let numbers = Dictionary(uniqueKeysWithValues: try names.map { (try #require(try numbered($0)), $0) })
        let bytes = try names.map { ($0, try Data(contentsOf: URL(filePath: "\(state)/\($0)"))) }
        try run("/bin/mount", ["-t", "tmpfs", "-o", "mode=0700", "tmpfs", state])
        defer { try? run("/bin/umount", ["--lazy", state]) }
        // Such a disk numbers its files from the first on.
        for number in 2...(numbers.keys.max() ?? 2) {
            let name = numbers[number] ?? "gap-\(number)"
            try (bytes.first { $0.0 == name }?.1 ?? Data()).write(to: URL(filePath: "\(state)/\(name)"))
        }
        try #require(try numbered("vault.sqlite") == numbers.first { $0.value == "vault.sqlite" }?.key)
        await #expect(throws: VaultError.replaced) { try await vault.inlet.admit(Sender(folder).submission()) }
    }

    /// What is done with a code, or for it, on a disk without any room.
    enum Deed: CaseIterable { case withdraw, finish, forget, show, keepCode, sayNo, destroyDue }

    @Test(.enabled(if: geteuid() == 0, "only root may mount a small disk"), arguments: Deed.allCases)
    func `on a disk without any room each thing is done for which some is kept`(_ deed: Deed) async throws {
        let state = folder.path + "/state"
        try FileManager.default.createDirectory(atPath: state, withIntermediateDirectories: true)
        try run("/bin/mount", ["-t", "tmpfs", "-o", "size=6m,mode=0700", "tmpfs", state])
        // The connections close late, and a disk that is let go lazily waits for them.
        defer { try? run("/bin/umount", ["--lazy", state]) }
        let (inlet, upkeep) = try VaultInlet.open(
            path: folder.vault, budget: DiskBudget(reserve: 4 << 20, daily: .max))
        let sender = try Sender(folder)
        let submission = try sender.submission()
        _ = try await inlet.admit(submission)
        if deed == .finish { _ = try await inlet.write([sender.withdrawal()], of: sender.caseID, tag: nil, under: nil) }
        if deed == .destroyDue {
            try await inlet.scheduleDestruction(Set(submission.digests), of: sender.caseID, on: .today)
        }
        try upkeep.emptyLog()
        #expect(FileManager.default.createFile(atPath: state + "/filler", contents: nil))
        let filler = try #require(FileHandle(forWritingAtPath: state + "/filler"))
        for size in [64 << 10, 4 << 10] { while (try? filler.write(contentsOf: Data(count: size))) != nil {} }
        let (caseID, digests) = (sender.caseID, Set(submission.digests))
        await #expect(throws: VaultError.full) {
            try await upkeep.store.transaction { try $0.execute(sql: "PRAGMA user_version = 1") }
        }
        switch deed {
        case .withdraw: #expect(try await inlet.withdraw(sender.withdrawal().statement) == .done)
        case .finish: #expect(try await inlet.finishWithdrawal(of: caseID, under: nil) == .done)
        case .forget: #expect(try await inlet.destroyBodies(digests, of: caseID) == .done)
        case .show: try await inlet.scheduleDestruction(digests, of: caseID, on: .today)
        case .keepCode:
            try await inlet.keepCode(of: caseID)
            #expect(try await inlet.read(caseID).keepsCode)
        case .sayNo:
            #expect(
                try await inlet.write(
                    [sender.withdrawal()], of: caseID, tag: nil, under: nil, fromReserve: true) == .no)
        case .destroyDue: try await upkeep.destroyDue(on: .today)
        }
    }

    private func run(_ program: String, _ arguments: [String]) throws {
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
    }
}
