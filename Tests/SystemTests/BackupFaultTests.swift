import Envelope
import Foundation
import Testing
import Vault

/// Backups of an intake that takes stories meanwhile; some of them are killed.
///
/// With `FIRSTHAND_LONG_FAULTS=1` two hundred, else a few (`make faults`).
@Suite(.serialized) struct BackupFaultTests {
    private typealias Load = IntakeFaultTests.Load
    private typealias Sent = IntakeFaultTests.Sent
    private let organisation: Organisation

    init() throws {
        organisation = try Organisation()
        try organisation.promiseBackups()
        // Each backup reads them: a copy that no other run of the tests writes anew.
        try organisation.keepBackups("30")
    }

    /// Starts a backup, and kills it after that time if it is still at work; whether it ended by itself.
    private func backup(killedAfter microseconds: UInt32?) throws -> Bool {
        let process = Process()
        process.executableURL = URL(filePath: Programs.folder + "/firsthand-intake")
        process.arguments = ["backup", "--to", organisation.backups, "--config", organisation.folder + "/intake.yaml"]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        if let microseconds {
            usleep(microseconds)
            if process.isRunning { kill(process.processIdentifier, SIGKILL) }
        }
        process.waitUntilExit()
        let isWhole = process.terminationReason == .exit && process.terminationStatus == 0
        // It was killed, or it did what it should.
        #expect(isWhole || process.terminationReason == .uncaughtSignal)
        return isWhole
    }

    @Test func `a backup under load holds each story whose receipt was given before it began, and none by half`() throws
    {
        var (rounds, whole, killed, receipts) = (0, 0, 0, 0)
        // Each opened backup is read to its last story, so a vault takes part in a few rounds only.
        for _ in 0..<(FileFaultTests.isLong ? 20 : 1) {
            let (tests, count) = try FileFaultTests.isLong ? (BackupFaultTests(), 10) : (self, 6)
            let turn = try tests.play(count)
            (rounds, whole, killed) = (rounds + count, whole + turn.whole, killed + turn.killed)
            receipts += turn.receipts
        }
        #expect(whole > rounds / 4 && killed > 0)
        print("backups: \(rounds) begun under load, \(killed) killed, \(whole) whole and opened, \(receipts) receipts")
    }

    private func play(_ rounds: Int) throws -> (whole: Int, killed: Int, receipts: Int) {
        var (sent, whole, killed) = (Sent(), 0, 0)
        try organisation.startIntake()
        var seen = try Set(organisation.backupFiles())
        var longest: UInt32 = 1_500_000
        for round in 0..<rounds {
            // Few stories a turn, so that the last of many turns is not the first that is large.
            let load = Load(organisation, writers: 2, parts: 0..<20)
            usleep(UInt32.random(in: 50_000..<300_000))
            let before = load.soFar()
            // Two in three are to be killed, one of them early; the first never is, so that there is always one to look at.
            let begun = ContinuousClock.now
            let kill: UInt32? =
                switch round % 3 {
                case 0: nil
                case 1: 20_000
                default: .random(in: 20_000..<longest)
                }
            let isWhole = try backup(killedAfter: kill)
            let all = load.end()
            sent.take(all)
            let new = try Set(organisation.backupFiles()).subtracting(seen)
            if !isWhole {
                // One that was killed after its file had its name left a whole one.
                killed += 1
            } else {
                longest = UInt32((ContinuousClock.now - begun) / .microseconds(1))
                #expect(new.count == 1)
            }
            seen.formUnion(new)
            let atStart = Sent(
                all: sent.all, receipted: sent.receipted.subtracting(all.receipted).union(before.receipted))
            for name in new {
                whole += 1
                try expect(organisation.backups + "/" + name, holds: atStart, ofAll: sent.all)
                // The disk of the test is small.
                try FileManager.default.removeItem(atPath: organisation.backups + "/" + name)
            }
        }
        _ = try organisation.newBackup()
        let left = try FileManager.default.contentsOfDirectory(atPath: organisation.backups)
        #expect(left.allSatisfy { $0.hasSuffix(".backup") }, "\(left)")
        organisation.stopIntake()
        return (whole, killed, sent.receipted.count)
    }

    private func expect(_ backup: String, holds start: Sent, ofAll all: Set<String>) throws {
        #expect(try organisation.serve(["backup", "--verify", backup]).status == 0)
        let vault = try organisation.opened(backup)
        defer { for ending in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: vault + ending) } }
        let texts = try Opened(organisation, at: vault).texts()
        #expect(start.receipted.isSubset(of: texts), "\(start.receipted.subtracting(texts).count) lost")
        #expect(Set(texts).count == texts.count, "stored twice")
        #expect(Set(texts).isSubset(of: all), "half there, or changed")
        let integrity = try Programs.run(
            "/usr/bin/sqlite3", [vault, "PRAGMA integrity_check; PRAGMA foreign_key_check;"])
        #expect(integrity.text == "ok\n", "\(integrity.text)")
    }
}
