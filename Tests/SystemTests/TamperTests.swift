import Foundation
import Testing

/// A vault that someone changed by hand is noticed by name, by the reviewers' and by the publisher's program.
@Suite(.serialized) struct TamperTests {
    /// Each change, as SQL on the vault of one approved story.
    static let changes: [(name: String, sql: String, says: String)] = [
        (
            "changed ciphertext of the consent",
            "UPDATE bodies SET bytes = CAST(substr(bytes, 1, length(bytes) - 1) || x'5A' AS BLOB)",
            "has a sealed body that was changed or swapped"
        ),
        (
            "an approval removed",
            """
            PRAGMA foreign_keys = OFF;
            DELETE FROM statements WHERE digest = (
                SELECT digest FROM statements WHERE instr(header, CAST('sealed' AS BLOB)) ORDER BY digest LIMIT 1);
            """, "was removed: others name it"
        ),
        (
            "two bodies swapped",
            """
            UPDATE statements SET body_id = NULL WHERE digest IN (SELECT digest FROM pair);
            UPDATE statements SET body_id = (SELECT max(body_id) FROM pair WHERE pair.digest <> statements.digest)
                WHERE digest IN (SELECT digest FROM pair);
            """, "has a sealed body that was changed or swapped"
        ),
        (
            "a signature changed",
            "UPDATE statements SET signature = zeroblob(64) WHERE instr(header, CAST('checkpoint' AS BLOB))",
            "is not signed by the key it names"
        ),
        (
            "a header changed", "UPDATE statements SET header = x'00' WHERE instr(header, CAST('received' AS BLOB))",
            "stands in a row of the vault that was changed"
        ),
    ]

    @Test(arguments: 0..<5) func `a change to the vault is named, and the story is not exported`(index: Int) throws {
        let change = Self.changes[index]
        let organisation = try Organisation()
        try organisation.startIntake()
        #expect(try organisation.send("A story that someone wants to change.").status == 200)
        let id = try #require(try organisation.cases().first?.id)
        try WholePathTests.propose(organisation, id, by: "ana")
        try WholePathTests.approve(organisation, id, by: ["ana", "ben"])
        organisation.stopIntake()
        #expect(try organisation.export("before").errors.contains("Exported 1 story"))

        let pair = """
            CREATE TEMP TABLE pair AS SELECT digest, body_id FROM statements
                WHERE instr(header, CAST('checkpoint' AS BLOB)) ORDER BY digest LIMIT 2;
            """
        let changed = try Programs.run("/usr/bin/sqlite3", [organisation.vault, pair + change.sql])
        try #require(changed.status == 0, "\(change.name): \(changed.errors)")

        let log = try organisation.review("ben", ["log", id])
        #expect(log.status == 65, "\(change.name)")
        #expect(log.errors.contains(change.says), "\(change.name): \(log.errors)")
        let exported = try organisation.export("after")
        #expect(exported.status == 65, "\(change.name)")
        #expect(exported.errors.contains("left out: case \(id)"), "\(change.name): \(exported.errors)")
        #expect(exported.errors.contains("Exported 0 stories"), "\(change.name)")
    }

    @Test func `statements of one case put under another are named`() throws {
        let organisation = try Organisation()
        try organisation.startIntake()
        for text in ["One.", "Two."] { #expect(try organisation.send(text).status == 200) }
        organisation.stopIntake()
        let sql = "UPDATE statements SET case_id = (SELECT max(case_id) FROM statements)"
        #expect(try Programs.run("/usr/bin/sqlite3", [organisation.vault, sql]).status == 0)
        let cases = try organisation.cases()
        #expect(cases.allSatisfy { $0.stage == "damaged" && !$0.flaws.isEmpty })
    }

    @Test func `a vault rolled back to an earlier copy is noticed by the publisher`() throws {
        let organisation = try Organisation()
        try organisation.startIntake()
        #expect(try organisation.send("A story.").status == 200)
        organisation.stopIntake()
        let id = try #require(try organisation.cases().first?.id)
        try WholePathTests.propose(organisation, id, by: "ana")
        try WholePathTests.approve(organisation, id, by: ["ana", "ben"])
        let copy = organisation.folder + "/copy.sqlite"
        #expect(try Programs.run("/usr/bin/sqlite3", [organisation.vault, ".backup '\(copy)'"]).status == 0)
        let held = try organisation.review("ana", ["hold", id, "--reason-fd", "0"], input: "a call came\n")
        #expect(held.status == 0, "\(held.errors)")
        #expect(try organisation.export("held").errors.contains("it is held"))
        for end in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: organisation.vault + end) }
        try FileManager.default.moveItem(atPath: copy, toPath: organisation.vault)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: organisation.vault)
        let exported = try organisation.export("rolled-back")
        #expect(exported.status == 65)
        #expect(
            exported.errors.contains("something that you have seen before is gone"), "\(exported.errors)")
    }

    @Test func `two reviewers withdraw a story, and nothing of its ciphertext is left`() throws {
        let organisation = try Organisation()
        try organisation.startIntake()
        #expect(try organisation.send("A story to be taken back.").status == 200)
        organisation.stopIntake()
        let id = try #require(try organisation.cases().first?.id)
        let sum = "SELECT hex(substr(bytes, 700, 40)) FROM bodies"
        let bodies = try Programs.run("/usr/bin/sqlite3", [organisation.vault, sum]).text.split(separator: "\n")
        #expect(bodies.count == 2)
        for name in ["ana", "ben"] {
            let answer = try organisation.review(
                name, ["withdraw", id, "--confirm", id, "--reason-fd", "0"], input: "they asked in person\n")
            #expect(answer.status == 0, "\(answer.errors)")
        }
        #expect(try organisation.cases().first?.stage == "withdrawn")
        for end in ["", "-wal"] {
            guard let data = FileManager.default.contents(atPath: organisation.vault + end) else { continue }
            let text = Array(data).hexadecimal
            for body in bodies { #expect(!text.contains(body)) }
        }
        #expect(try organisation.export("after").errors.contains("the survivor's story was withdrawn"))
    }
}

extension [UInt8] {
    fileprivate var hexadecimal: String { map { String(format: "%02X", $0) }.joined() }
}
