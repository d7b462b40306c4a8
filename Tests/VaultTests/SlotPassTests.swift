import Envelope
import Foundation
import GRDB
import Ledger
import Mailbox
import Sealing
import Testing

@testable import Vault

/// Taking the slots of keys that left off every stored body.
struct SlotPassTests {
    let folder: ScratchFolder
    let ana, ben, cleo: PublicKey
    private let signers: [Sender]

    init() throws {
        folder = try ScratchFolder()
        let signers = try [Sender(folder), Sender(folder), Sender(folder)]
        self.signers = signers
        func key(_ name: String, _ signer: Sender) throws -> PublicKey {
            try PublicKey(
                role: .reviewer, name: name, encryption: EncryptionKey(unchecked: randomBytes(32)),
                signing: signer.survivor.signingKey)
        }
        (ana, ben, cleo) = (try key("ana", signers[0]), try key("ben", signers[1]), try key("cleo", signers[2]))
    }

    private func keyring(_ serial: UInt32, active: [PublicKey], left: [PublicKey] = []) -> Keyring {
        Keyring(
            serial: serial, from: .today, until: .today + 30,
            reviewers: active.map { .init(key: $0, standing: .active) }
                + left.map { .init(key: $0, standing: .retired(list: Hash.digest("list", []))) }, publishers: [])
    }

    private var before: Keyring { keyring(1, active: [ana, ben]) }
    private var after: Keyring { keyring(2, active: [ana], left: [ben]) }

    private func hold(to readers: [PublicKey]) throws -> SealedStatement {
        try Sealer(keyring: before.digest, readers: readers).statement(
            HoldPlaced(reason: "a call came"), caseID: CaseID(unchecked: randomBytes(CaseID.length)), seen: [],
            day: .today, by: signers[0].survivor)
    }

    private func slots(_ vault: VaultArchive) throws -> [[KeyID]] {
        let bodies = try vault.store.writer.read { try Row.fetchAll($0, sql: "SELECT bytes FROM bodies") }
        return try bodies.map { try Sealed(try #require(StatementRow.bytes($0[0]))).slots.map(\.reader) }
    }

    private func isDone(_ vault: VaultArchive, _ keyring: Keyring) throws -> Bool {
        try vault.store.writer.read { try SlotPass(keyring).next($0) } == .none
    }

    /// One step of a pass, as `dropLeftSlots` takes them.
    private func step(_ pass: inout SlotPass, _ vault: VaultArchive) throws -> Int {
        let step = try vault.store.writer.read { try pass.next($0) }
        var count = 0
        try vault.store.transaction { count = try pass.take(step, $0) }
        pass.advance(step)
        return count
    }

    @Test func `a pass that was stopped goes on, and leaves no slot in the file, its free pages or its log`() throws {
        let holds = try (0..<150).map { _ in try hold(to: [ana, ben]) }
        var vault = try folder.inlet()
        for hold in holds.dropLast() { try vault.append([hold], under: before) }
        try vault.keepDraft(holds[149], replacing: [], until: .today + 90, under: before)
        var pass = SlotPass(after)
        #expect(try step(&pass, vault) == 0)
        #expect(try step(&pass, vault) == SlotPass.batch)
        #expect(try slots(vault).count { $0.contains(ben.id) } == 150 - SlotPass.batch)

        vault = try folder.inlet()
        #expect(try !isDone(vault, after))
        #expect(try vault.upkeep.dropLeftSlots(under: after, own: nil) == 150 - SlotPass.batch)
        #expect(try slots(vault) == [[KeyID]](repeating: [ana.id], count: 150))
        #expect(try isDone(vault, after) && vault.upkeep.dropLeftSlots(under: after, own: nil) == 0)
        let raw = Data(try folder.raw())
        // Asked first and expected then: what fails would print the whole file.
        func isThere(_ bytes: some Sequence<UInt8>) -> Bool { raw.range(of: Data(bytes)) != nil }
        let (isBenThere, isAnaThere) = (isThere(ben.id.bytes), isThere(ana.id.bytes))
        #expect(!isBenThere && isAnaThere)
        let boxes = holds.flatMap(\.body.slots).filter { $0.reader == ben.id }.map(\.box)
        // A box may lie across two pages.
        let left = boxes.count { box in [0, 28, 56, 84].contains { isThere(box[$0..<($0 + 28)]) } }
        #expect(boxes.count == 150 && left == 0)
    }

    @Test(arguments: [false, true])
    func `a pass is not done while a reader holds the log, and the next one finishes it`(onServer: Bool) async throws {
        let vault = try folder.inlet()
        func drop() async throws {
            if onServer {
                try await vault.upkeep.dropLeftSlots(under: after)
            } else {
                try vault.upkeep.dropLeftSlots(under: after, own: nil)
            }
        }
        let hold = try hold(to: [ana, ben])
        try vault.append([hold], under: before)
        try await vault.store.writer.writeWithoutTransaction { try $0.execute(sql: "PRAGMA busy_timeout = 20") }
        let reader = try folder.intruder()
        try await reader.writeWithoutTransaction { db in
            try db.beginTransaction(.deferred)
            _ = try Int.fetchOne(db, sql: "SELECT count(*) FROM bodies")
        }
        await #expect(throws: VaultError.busy) { try await drop() }
        #expect(try !vault.upkeep.isWithoutLeftSlots(under: after))
        try await reader.writeWithoutTransaction { try $0.rollback() }
        try await drop()
        #expect(try vault.upkeep.isWithoutLeftSlots(under: after))
        let isThere = try Data(folder.raw()).range(of: Data(ben.id.bytes)) != nil
        #expect(!isThere)
    }

    @Test func `what is written under another keyring makes the pass begin anew`() throws {
        let vault = try folder.inlet()
        for _ in 0..<100 { try vault.append([hold(to: [ana, ben])], under: before) }
        var pass = SlotPass(after)
        for _ in 0..<2 { _ = try step(&pass, vault) }
        // A program that has not seen the new keyring, behind the place where the pass is and before it.
        for _ in 0..<100 { try vault.append([hold(to: [ana, ben])], under: before) }
        for _ in 0..<20 { _ = try step(&pass, vault) }
        #expect(try isDone(vault, after))
        #expect(try slots(vault) == [[KeyID]](repeating: [ana.id], count: 200))

        let late = try hold(to: [ana, ben])
        try vault.append([late], under: before)
        #expect(try !isDone(vault, after) && vault.upkeep.dropLeftSlots(under: after, own: nil) == 1)
        // Slots too, and those that came without a keyring.
        try vault.reseal([late.statement.digest: late.body.slots], of: late.statement.header.caseID)
        #expect(try !isDone(vault, after) && vault.upkeep.dropLeftSlots(under: after, own: nil) == 1)
        // What is written under the same one is as it should be.
        try vault.append([hold(to: [ana])], under: after)
        #expect(try isDone(vault, after))
    }

    @Test func `whatever writes under another keyring makes the pass begin anew`() async throws {
        let (vault, sender) = (try folder.inlet(), try Sender(folder))
        let story = try sender.submission()
        for way in 0..<4 {
            try await vault.upkeep.dropLeftSlots(under: after)
            #expect(try isDone(vault, after))
            let late = try hold(to: [ana, ben])
            let caseID = late.statement.header.caseID
            switch way {
            case 0: _ = try await vault.inlet.admit(story, under: before)
            case 1: #expect(try await vault.inlet.write([late], of: caseID, tag: nil, under: before) == .no)
            case 2: try vault.keepDraft(late, replacing: [], until: .today + 90, under: before)
            default:
                let arrival = Arrival(caseID: caseID, statements: [(late.statement, late.body)])
                #expect(try vault.upkeep.take([arrival], under: before, draftsDays: 90, own: nil).bodies == 1)
            }
            #expect(try !isDone(vault, after), "way \(way)")
        }
        try await vault.upkeep.dropLeftSlots(under: after)
        #expect(try slots(vault).count { $0.contains(ben.id) } == 0)
    }

    @Test func `a step of a pass that was begun anew meanwhile does not count for the new one`() throws {
        for isAtEnd in [false, true] {
            let folder = try ScratchFolder()
            let vault = try folder.inlet()
            try vault.append([hold(to: [ana, ben])], under: before)
            var old = SlotPass(after)
            for _ in 0..<(isAtEnd ? 2 : 1) { _ = try step(&old, vault) }
            let stale = try vault.store.writer.read { try old.next($0) }
            #expect((stale == .emptyLog) == isAtEnd)
            // Somebody writes who has not seen the new keyring, and another process begins anew.
            try vault.append([hold(to: [ana, ben])], under: before)
            let begin = try vault.store.writer.read { try SlotPass(after).next($0) }
            #expect(begin == .begin)
            for _ in 0..<2 { try vault.store.transaction { _ = try SlotPass(after).take(begin, $0) } }
            try vault.store.transaction { _ = try old.take(stale, $0) }
            #expect(try !isDone(vault, after))
            try vault.upkeep.dropLeftSlots(under: after, own: nil)
            #expect(try slots(vault).count { $0.contains(ben.id) } == 0)
        }
    }

    @Test func `the last slots stay until an active reviewer has one, and a newer keyring's key keeps its slot`() throws
    {
        let vault = try folder.inlet()
        let old = try hold(to: [ana, ben])
        try vault.append([old], under: before)
        let changed = keyring(2, active: [cleo], left: [ana, ben])
        #expect(try vault.upkeep.dropLeftSlots(under: changed, own: nil) == 0)
        #expect(try slots(vault) == [old.body.slots.map(\.reader)])
        let box = randomBytes(Sealed.Slot.boxLength)
        let more = old.body.slots + [Sealed.Slot(reader: cleo.id, box: box)]
        try vault.reseal([old.statement.digest: more], of: old.statement.header.caseID)
        // A program that knows Ana and Ben only leaves Cleo's slot alone.
        #expect(try vault.upkeep.dropLeftSlots(under: before, own: nil) == 0)
        #expect(try vault.upkeep.dropLeftSlots(under: after, own: nil) == 1)
        #expect(try Set(slots(vault)[0]) == [ana.id, cleo.id])
        #expect(try vault.upkeep.dropLeftSlots(under: changed, own: nil) == 1)
        #expect(try slots(vault) == [[cleo.id]])
    }

    @Test func `stories are taken in while a pass goes on`() async throws {
        let vault = try folder.inlet()
        for _ in 0..<200 { try vault.append([hold(to: [ana, ben])], under: before) }
        let keyring = after
        async let pass: Void = vault.upkeep.dropLeftSlots(under: keyring)
        for _ in 0..<20 { #expect(try await vault.inlet.admit(Sender(folder).submission(), under: keyring) == .stored) }
        try await pass
        #expect(try isDone(vault, keyring))
        #expect(try slots(vault).count { $0.contains(ben.id) } == 0)
        #expect(try slots(vault).count == 240)
    }
}
