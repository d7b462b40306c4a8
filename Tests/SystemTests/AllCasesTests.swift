import Envelope
import Foundation
import Ledger
import Testing
import Vault

@testable import Review

/// Many cases are opened on all cores, and what was opened once is not opened again: with the same outcome as one by one.
struct AllCasesTests {
    private let book: Casebook
    private let cases: [CaseID]

    init() throws {
        let book = try Casebook(Organisation())
        self.book = book
        cases = try (0..<60).map { number in
            let file = try ManyCases.file(number, "An invented story, number \(number).", book)
            try file.store()
            return file.caseID
        }
    }

    private var organisation: Organisation { book.organisation }
    private var state: String { "\(organisation.folder)/state-ana" }

    private func change(_ sql: String) throws {
        let answer = try Programs.run("/usr/bin/sqlite3", [organisation.vault, sql])
        try #require(answer.status == 0, "\(answer.errors)")
    }

    /// Changes a byte of the sealed bodies of a case, or changes it back.
    private func flip(_ caseID: CaseID) throws {
        for row in try book.vault.statements(of: caseID) {
            let key = "(SELECT body_id FROM statements WHERE digest = x'\(row.digest.hex)')"
            let hex = try Programs.run(
                "/usr/bin/sqlite3", [organisation.vault, "SELECT hex(bytes) FROM bodies WHERE id = \(key)"])
            let digits = String(hex.text.split(separator: "\n").first ?? "")
            guard let last = digits.last.flatMap({ Int(String($0), radix: 16) }) else { continue }
            try change(
                "UPDATE bodies SET bytes = x'\(digits.dropLast())\(String(last ^ 1, radix: 16))' WHERE id = \(key)")
        }
    }

    /// What a command says, and on how many cores.
    private func answer(_ arguments: [String], onOneCore: Bool) throws -> Programs.Answer {
        guard onOneCore else { return try organisation.review("ana", arguments) }
        let allowed = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
            .firstMatch(of: /Cpus_allowed_list:\s*(\d+)/).map { String($0.1) }
        return try Programs.run(
            "/usr/bin/taskset",
            ["-c", try #require(allowed), Programs.folder + "/firsthand-review"]
                + organisation.reviewing("ana", arguments),
            input: Array((Organisation.passphrase + "\n").utf8))
    }

    @Test func `the queue is the same on one core and on all, the first time and later, with a broken case among many`()
        throws
    {
        let broken = cases[17]
        try flip(broken)
        let ana = try Desk.opened("ana", of: organisation, book)
        let alone = try cases.map { try ana.outline(of: $0).line }
        #expect(alone.filter { $0.stage == .damaged }.map(\.caseID) == [broken])
        var reading = try QueueReading(ana, cache: QueueCache(path: ""))
        var together: [QueueLine] = []
        while !reading.isDone { together += reading.next(ana, for: .zero) }
        #expect(reading.failed == 0)
        #expect(together.map(\.caseID) == cases.sorted())
        #expect(together == alone.sorted { $0.caseID < $1.caseID })

        var answers: [[String]: Set<String>] = [:]
        for arguments in [["inbox"], ["inbox", "--json"]] {
            for onOneCore in [true, false] {
                try? FileManager.default.removeItem(atPath: state)
                for _ in 0..<2 {
                    let answer = try answer(arguments, onOneCore: onOneCore)
                    #expect(answer.status == 0)
                    answers[arguments, default: []].insert(answer.text + answer.errors)
                }
            }
        }
        #expect(answers[["inbox"]]?.count == 1 && answers[["inbox", "--json"]]?.count == 1)
        let said = try #require(answers[["inbox"]]?.first)
        #expect(said.split(separator: "\n").count { $0.contains("damaged") } == 1)
        #expect(said.contains("warning: \(broken.short): statement "))
        for caseID in cases { #expect(said.contains(caseID.short)) }
    }

    @Test func `a row that somebody changed is seen in the next inbox, and so is one that is as it was again`() throws {
        _ = try organisation.review("ana", ["inbox"])
        let changed = try #require(try book.vault.statements(of: cases[3]).first).digest
        func inbox() throws -> String { try organisation.review("ana", ["inbox"]).text }
        let before = try inbox()
        #expect(!before.contains("damaged"))
        let signature = "(SELECT hex(signature) FROM statements WHERE digest = x'\(changed.hex)')"
        let hex = try Programs.run("/usr/bin/sqlite3", [organisation.vault, "SELECT \(signature)"]).text.prefix(128)
        try change("UPDATE statements SET signature = zeroblob(64) WHERE digest = x'\(changed.hex)'")
        let line = try inbox().split(separator: "\n").first { $0.contains("damaged") }
        #expect(line?.contains(cases[3].short) == true)
        try change("UPDATE statements SET signature = x'\(hex)' WHERE digest = x'\(changed.hex)'")
        #expect(try inbox() == before)
    }

    @Test func `a body that somebody changed is seen once its case is opened, by every inbox until it is mended`()
        throws
    {
        func inbox() throws -> String { try organisation.review("ana", ["inbox"]).text }
        let before = try inbox()
        try flip(cases[5])
        // What SECURITY.md says is not seen: its row is as it was.
        #expect(try inbox() == before)
        let found = try organisation.cases().filter { $0.stage == "damaged" }
        #expect(found.map(\.id) == [cases[5].short] && found.first?.flaws.isEmpty == false)
        #expect(try inbox().split(separator: "\n").count { $0.contains("damaged") } == 1)
        try flip(cases[5])
        #expect(try inbox() == before)
    }

    @Test func `an inbox that opens nothing writes nothing`() throws {
        _ = try organisation.review("ana", ["inbox"])
        let path = try #require(
            try FileManager.default.contentsOfDirectory(atPath: state).first { $0.hasPrefix("queue-") })
        let first = try Data(contentsOf: URL(filePath: "\(state)/\(path)"))
        _ = try organisation.review("ana", ["inbox"])
        // Sealed anew it would be other bytes.
        let second = try Data(contentsOf: URL(filePath: "\(state)/\(path)"))
        let taken = cases.count { caseID in first.range(of: Data(caseID.bytes)) != nil }
        #expect(taken == 0)
        #expect(first == second)
    }
}
