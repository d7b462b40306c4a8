import Envelope
import Foundation
import Testing
import Vault

@testable import Courier

/// What happens around a hostile bundle: beside good cases, after newer ones, and while it changes.
extension HostileBundleTests {
    @Test func `what is no bundle, a newer bundle and a folder are named`() throws {
        #expect(try refused(Array("a letter, and no bundle at all".utf8)) == [.notABundle])
        #expect(try refused(Array("firsthand/bundle/v2\nwhatever".utf8)) == [.newerVersion])
        #expect(throws: CourierError.self) { try store.take(team.folder) }
        #expect(throws: CourierError.self) { try store.take(team.folder + "/none.bundle") }
    }

    @Test func `one flaw among many good cases keeps all of them out, and --except lets the rest in`() throws {
        let maker = try team.vault("maker")
        for _ in 0..<5 { try maker.vault.append(team.story(by: team.writer())) }
        let bad = try team.hold(writer.caseID, by: team.stranger)
        try maker.vault.append([bad])
        let path = try maker.out()
        #expect(
            try refused(Array(Data(contentsOf: URL(filePath: path))))
                == [.unknownAuthor(writer.caseID, bad.statement.digest)])
        let exchange = Exchange(vault: store.vault.upkeep, state: store.path + "/state")
        let rules = ImportRules(keyring: team.keyring, draftsDays: 90, skipped: [writer.caseID.short])
        let (arrived, _) = try exchange.take(path, from: nil, rules, on: team.today)
        #expect(arrived.cases.count == 5)
        #expect(!arrived.cases.contains(writer.caseID))
    }

    @Test func `an old bundle changes nothing that is newer, and is said to be old`() throws {
        let maker = try team.vault("maker")
        try maker.vault.append([hold])
        let old = try maker.out()
        try maker.vault.append([team.hold(writer.caseID, by: team.ben)])
        let exchange = Exchange(vault: store.vault.upkeep, state: store.path + "/state")
        _ = try exchange.take(maker.out(), from: "ana", team.rules, on: team.today)
        let before = try (store.cases(), store.fingerprint())
        let (arrived, report) = try exchange.take(old, from: "ana", team.rules, on: team.today)
        let after = try (store.cases(), store.fingerprint())
        #expect(after.0 == before.0)
        #expect(after.1 == before.1)
        #expect(arrived.cases.isEmpty)
        #expect(report.lines.contains("older than one that came before"))
        #expect(report.lines.contains("Nothing new"))
    }

    @Test func `a bundle that changes between the check and the taking in is not taken in`() throws {
        // A file system that gives other bytes the second time: the file is swapped while the bundle is checked.
        let path = team.path()
        let good = Forge.bundle(writer.caseID, [hold])
        let bad = Forge.bundle(writer.caseID, [try team.hold(writer.caseID, by: team.stranger)])
        try Data(good).write(to: URL(filePath: path))
        let exchange = Exchange(vault: store.vault.upkeep, state: store.path + "/state")
        let found = try flaws {
            _ = try exchange.take(
                path, from: nil, team.rules, on: team.today,
                inspector: { _, _ in
                    (try? Data(bad).write(to: URL(filePath: path), options: .atomic)) != nil
                })
        }
        #expect(found == [.changed])
        #expect(try store.cases()[writer.caseID] == nil)
    }
}
