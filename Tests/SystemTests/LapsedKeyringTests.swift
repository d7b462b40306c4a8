import Custody
import Envelope
import Files
import Foundation
import Testing
import Unsealing

/// Coming back while no keyring counts.
struct LapsedKeyringTests {
    /// What becomes of the keyring of a running intake.
    private enum Loss: CaseIterable {
        case lapsed, missing, unsigned

        func happen(to organisation: Organisation) throws {
            let keyring = organisation.folder + "/keys/keyring.txt"
            switch self {
            case .lapsed:
                let old = try Keyring(unchecked: String(contentsOfFile: keyring, encoding: .utf8))
                let lapsed = Keyring(
                    serial: old.serial + 1, from: .today + -30, until: .today, reviewers: old.reviewers,
                    publishers: old.publishers)
                let passphrase = try GuardedBytes(copying: Array(Organisation.passphrase.utf8))
                let steward = try StewardKey.open(
                    organisation.folder + "/secret/steward.secret", passphrase: passphrase)
                try AtomicFile.write(lapsed.text, to: keyring)
                try AtomicFile.write(steward.sign(lapsed).file, to: keyring + ".minisig")
            case .missing: try FileManager.default.removeItem(atPath: keyring)
            case .unsigned: try FileManager.default.removeItem(atPath: keyring + ".minisig")
            }
        }
    }

    @Test func `while the keyring lapsed, is missing or unsigned, a code takes the story back and does nothing else`()
        async throws
    {
        var visits: [(loss: Loss, visitor: ReturnTests.Visitor, visit: String, backup: String)] = []
        for loss in Loss.allCases {
            let organisation = try Organisation()
            try organisation.startIntake()
            let visitor = try ReturnTests.Visitor(organisation, story: "My own words.", uses: ["website", "print"])
            let id = try #require(try organisation.cases().first?.id)
            #expect(try organisation.letter("ana", to: id, "How are you?").status == 0)
            let visit = try #require(Organisation.value("visit", in: visitor.status()))
            let backup = organisation.folder + "/kept-keys"
            try FileManager.default.copyItem(atPath: organisation.folder + "/keys", toPath: backup)
            try loss.happen(to: organisation)
            visits.append((loss, visitor, visit, backup))
        }
        // The intake looks at its keyring once a minute.
        for (_, visitor, _, _) in visits {
            for _ in 0..<2_400 where try visitor.organisation.get("/write").status != 503 {
                try await Task.sleep(for: .milliseconds(100))
            }
        }
        for (loss, visitor, visit, backup) in visits {
            let organisation = visitor.organisation
            #expect(try organisation.get("/write").status == 503, "\(loss)")
            let before = try organisation.bodies().count

            // Nothing that would have to be sealed, and no word of a reviewer; what was typed stays in the answer.
            let acts: [(String, [String: String])] = [
                ("letters", [:]), ("letters", ["act": "forget"]), ("text", [:]), ("choices", [:]),
                ("choices", ["act": "pause"]),
                ("choices", ["act": "save", "term": "one-year", "edits": "names", "show-first": "yes", "credit": ""]),
                ("letters", ["act": "write", "once": String(repeating: "A", count: 22), "words": "A long letter."]),
            ]
            for (place, fields) in acts {
                let answer = try visitor.post(place, fields.merging(["visit": visit]) { $1 })
                #expect(answer.status == 503 && answer.body.contains("take it back"), "\(loss) \(place)")
                #expect(!answer.body.contains("How are you?"))
                #expect(answer.body.contains("A long letter.") == (fields["words"] != nil))
            }
            #expect(try organisation.bodies().count == before, "\(loss)")

            let page = try visitor.status()
            #expect(page.contains("check who has the keys") && !page.contains("Nobody has opened"))
            #expect(!page.contains("What we may do"))
            // The buttons in its head lead to itself, in another language.
            let main = page.split(separator: "<main").last ?? ""
            let places = main.split(separator: "action=\"/").dropFirst().map { $0.prefix { $0 != "\"" } }
            #expect(places == ["withdraw"], "\(loss)")
            #expect(try visitor.go("withdraw", ["act": "sure"]).contains("value=\"now\""))
            #expect(try visitor.go("withdraw", ["act": "now"]).contains("Your story is gone"))
            #expect(try visitor.status().contains("Your story is gone"))
            #expect(try organisation.bodies().isEmpty, "\(loss)")

            // The tombstone counts with whoever has the keys again.
            try FileManager.default.removeItem(atPath: organisation.folder + "/keys")
            try FileManager.default.moveItem(atPath: backup, toPath: organisation.folder + "/keys")
            let cases = try organisation.cases()
            #expect(cases.map(\.stage) == ["withdrawn"] && cases.allSatisfy { $0.flaws.isEmpty }, "\(loss)")
        }
    }
}
