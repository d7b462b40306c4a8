import Envelope
import Foundation
import Testing
import Vault

/// `firsthand-intake vault check` and `vault rewrite`, as the built program does them.
@Suite struct VaultCommandTests {
    private let organisation: Organisation
    private var server: Place { Place(organisation: organisation, name: "server") }

    init() throws {
        organisation = try Organisation()
        try organisation.startIntake()
    }

    private struct Report: Decodable {
        struct Flaw: Decodable { let kind, table, key, what: String }
        let flaws: [Flaw]
        let keyring, pages: Bool
        let rows: Int
    }

    private func check() throws -> (status: Int32, report: Report) {
        let answer = try server.run(["vault", "check", "--json"])
        return (answer.status, try JSONDecoder().decode(Report.self, from: Data(answer.output)))
    }

    private func sql(_ text: String) throws {
        let answer = try Programs.run("/usr/bin/sqlite3", [organisation.vault, text])
        try #require(answer.status == 0, "\(answer.errors)")
    }

    @Test func `a vault is checked and written anew beside the intake, and every story opens afterwards`() throws {
        let words = (0..<4).map { "Story \($0): we sat by the river until it was dark." }
        for word in words { #expect(try organisation.send(word).status == 200) }
        let found = try check()
        #expect(found.status == 0 && found.report.flaws.isEmpty && found.report.keyring && found.report.pages)
        let before = try server.cases()
        let written = try server.run(["vault", "rewrite"])
        // No bar is drawn where standard error is no terminal.
        #expect(written.status == 0 && written.output.isEmpty, "\(written.errors)")
        #expect(written.errors == "Every row is written anew: the file no longer tells what came first.\n")
        #expect(try server.cases() == before)
        #expect(try organisation.health() == "ok")
        #expect(try organisation.send("One more, to the file that the intake has open.").status == 200)
        let whole = try server.run(["vault", "check"])
        #expect(whole.status == 0 && whole.text == "The vault is whole.\n" && whole.errors.isEmpty)
        #expect(try organisation.cases().count == 5)
        for item in try organisation.cases() { #expect(item.flaws.isEmpty) }
    }

    @Test func `a flaw is named with what to do, and with no word of a story`() throws {
        #expect(try organisation.send("The river was high that year.").status == 200)
        organisation.stopIntake()
        try sql("UPDATE statements SET signature = zeroblob(64) WHERE digest = (SELECT max(digest) FROM statements)")
        let (status, report) = try check()
        #expect(
            status == 65 && report.flaws.map(\.kind) == ["signature"] && report.flaws.map(\.table) == ["statements"])
        let said = try server.run(["vault", "check"])
        #expect(said.status == 65)
        #expect(said.text == "statements \(report.flaws[0].key.prefix(16)): \(report.flaws[0].what)\n")
        #expect(said.errors.hasPrefix("firsthand-intake: one thing is wrong with the vault\nhint: "), "\(said.errors)")
        #expect(said.errors.contains("restore"))
    }

    @Test func `without a keyring that can be used the check says what it did not compare`() throws {
        #expect(try organisation.send("A word.").status == 200)
        try FileManager.default.removeItem(atPath: organisation.folder + "/keys/keyring.txt.minisig")
        let answer = try server.run(["vault", "check"])
        #expect(answer.status == 0)
        #expect(answer.text.contains("The keyring cannot be used") && answer.text.contains("The vault is whole."))
    }

    @Test func `a row that cannot be written again is left, and the check is named`() throws {
        #expect(try organisation.send("A word.").status == 200)
        organisation.stopIntake()
        try sql("PRAGMA ignore_check_constraints = ON; UPDATE retry_tags SET case_id = x'01'")
        let answer = try server.run(["vault", "rewrite"])
        #expect(answer.status == 74)
        #expect(answer.errors.contains("cannot be written as it stands") && answer.errors.contains("vault check"))
        let damaged = try check()
        #expect(damaged.status == 65 && !damaged.report.flaws.isEmpty)
    }

    @Test func `a vault that a newer program wrote is named, and what to do`() throws {
        organisation.stopIntake()
        try sql("INSERT INTO grdb_migrations VALUES ('99')")
        for arguments in [["vault", "check"], ["vault", "rewrite"], ["status"], ["serve"]] {
            let answer = try server.run(arguments)
            #expect(answer.status == 74, "\(arguments)")
            #expect(
                answer.errors.contains("a newer Firsthand wrote this vault; update this program"), "\(answer.errors)")
        }
    }

    @Test(.enabled(if: RecordFirstTests.canTrace, "strace may not trace on this machine"))
    func `a rewrite that is killed at any moment leaves every story that has a receipt`() throws {
        for number in 0..<12 {
            let words = String(repeating: "So it went on, and on. ", count: number.isMultiple(of: 3) ? 1200 : 4)
            #expect(try organisation.send(words).status == 200)
        }
        organisation.stopIntake()
        try sql("PRAGMA wal_checkpoint(TRUNCATE)")
        let (before, whole) = (try server.cases(), try Data(contentsOf: URL(filePath: organisation.vault)))
        // What SQLite does to the file and the log, in the order in which it does it.
        let calls = "pwrite64,fsync,fdatasync,ftruncate"
        let trace = organisation.folder + "/trace"
        func run(_ more: [String]) throws -> Programs.Answer {
            try Programs.run(
                "/usr/bin/strace",
                ["-f", "-qq", "-o", trace, "-e", "trace=\(calls)"] + more + [
                    "\(Programs.folder)/firsthand-intake", "vault", "rewrite", "--config",
                    organisation.folder + "/intake.yaml",
                ])
        }
        func restore() throws {
            for ending in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: organisation.vault + ending) }
            let file = try FileHandle(forWritingTo: URL(filePath: organisation.vault))
            try file.truncate(atOffset: 0)
            try file.write(contentsOf: whole)
            try file.close()
        }
        #expect(try run([]).status == 0)
        let count = try String(contentsOfFile: trace, encoding: .utf8).split(separator: "\n").count
        try #require(count > 100)
        let isLong = FileFaultTests.isLong
        var killed = 0
        // Each call, or a dozen moments that lie all along it.
        for moment in stride(from: 1, through: count, by: isLong ? 1 : max(1, count / 12)) {
            try restore()
            let answer = try run(["-e", "inject=\(calls):signal=KILL:when=\(moment)"])
            if answer.status != 0 { killed += 1 }
            let found = try check()
            #expect(found.status == 0, "call \(moment) of \(count): \(found.report.flaws)")
            #expect(try server.cases() == before, "call \(moment) of \(count)")
        }
        // A run can make a few calls less than the one that was counted.
        #expect(killed >= 10)
        // What was stopped is done by the next run.
        #expect(try run([]).status == 0)
        #expect(try server.cases() == before)
        if isLong { print("killed at \(killed) moments") }
    }
}
