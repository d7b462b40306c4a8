import Envelope
import Foundation
import Testing

/// The words on paper against a vault that somebody thins out.
struct AuditTests {
    let organisation: Organisation
    let book: Casebook

    init() throws {
        organisation = try Organisation()
        book = try Casebook(organisation)
    }

    private struct Report: Decodable {
        let cases, statements: Int
        let words: [String]?
        let flaws, missing: [String]
    }

    private func audit(_ name: String, _ more: [String] = []) throws -> (Programs.Answer, Report) {
        let answer = try organisation.review(name, ["audit", "--json"] + more)
        return (answer, try JSONDecoder().decode(Report.self, from: Data(answer.output)))
    }

    @Test func `the words of an audit show later that all of it still stands`() throws {
        try book.approved("One")
        let (first, report) = try audit("ana")
        #expect(first.status == 0 && report.cases == 1 && report.flaws.isEmpty)
        let words = try #require(report.words).joined(separator: " ")
        try book.approved("Two")
        let (later, after) = try audit("ana", ["--since", words.uppercased()])
        #expect(later.status == 0 && after.missing.isEmpty && after.cases == 2 && after.words == nil)
        let plain = try organisation.review("ana", ["audit"])
        #expect(plain.text.contains(" 1 ") && plain.text.contains("12 "))
        #expect(plain.text.contains("All \(report.statements) statements of the list of"))
    }

    @Test func `a statement that was taken out with all that named it is missed, on another desk too`() throws {
        let file = try book.approved("One")
        let words = try #require(try audit("ana").1.words).joined(separator: " ")
        let rolls = "\(organisation.folder)/state-ana/rolls"
        let roll = try #require(try FileManager.default.contentsOfDirectory(atPath: rolls).first)
        // The checkpoint is the last statement: nothing names it, so no signature tells that it is gone.
        let last = try #require(file.statements.last).statement.digest
        _ = try Programs.run(
            "/usr/bin/sqlite3", [organisation.vault, "DELETE FROM statements WHERE digest = X'\(last.hex)'"])
        #expect(try organisation.review("ana", ["log", file.caseID.short]).status == 0)
        for (name, more) in [("ana", []), ("ben", ["--roll", "\(rolls)/\(roll)"])] {
            let (answer, report) = try audit(name, ["--since", words] + more)
            #expect(answer.status == 65)
            #expect(report.missing == ["\(file.caseID.short) \(last.hex.prefix(8))"])
        }
        // Without words it is compared with the newest list of this desk, and no new one is signed.
        let (answer, report) = try audit("ana")
        #expect(answer.status == 65 && report.missing.count == 1 && report.words == nil)
    }

    @Test func `a list that was changed, words of no list, and mistyped words are each said to be so`() throws {
        try book.approved("One")
        let words = try #require(try audit("ana").1.words)
        let swapped = ([words[1], words[0]] + words.dropFirst(2)).joined(separator: " ")
        #expect(try organisation.review("ana", ["audit", "--since", swapped]).status == 66)
        let short = try organisation.review("ana", ["audit", "--since", words.dropLast().joined(separator: " ")])
        #expect(short.status == 64 && short.errors.contains("these are 11"))
        let odd = try organisation.review(
            "ana", ["audit", "--since", (["zzzzz"] + words.dropFirst()).joined(separator: " ")])
        #expect(odd.status == 64 && odd.errors.contains("word 1 is in no list"))

        let rolls = "\(organisation.folder)/state-ana/rolls"
        let path = "\(rolls)/\(try #require(try FileManager.default.contentsOfDirectory(atPath: rolls).first))"
        var lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
        lines.remove(at: 3)
        try (lines.joined(separator: "\n") + "\n").write(toFile: path, atomically: true, encoding: .utf8)
        let changed = try organisation.review("ana", ["audit", "--since", words.joined(separator: " ")])
        #expect(changed.status == 65 && changed.errors.contains("signature does not fit"))
    }

    @Test func `a changed body is named and nothing is signed`() throws {
        let file = try book.approved("One")
        let consent = try #require(file.consents.first)
        _ = try Programs.run(
            "/usr/bin/sqlite3",
            [
                organisation.vault,
                "UPDATE bodies SET bytes = CAST(substr(bytes, 1, length(bytes) - 1) || "
                    + "CASE substr(bytes, -1) WHEN X'00' THEN X'01' ELSE X'00' END AS BLOB) WHERE id = "
                    + "(SELECT body_id FROM statements WHERE digest = X'\(consent.hex)')",
            ])
        let (answer, report) = try audit("ana")
        #expect(answer.status == 65 && report.words == nil)
        #expect(report.flaws.count == 1 && report.flaws[0].contains(consent.hex.prefix(8)))
        #expect(!FileManager.default.fileExists(atPath: "\(organisation.folder)/state-ana/rolls"))
    }
}
