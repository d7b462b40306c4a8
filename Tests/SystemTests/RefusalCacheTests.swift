import Envelope
import Files
import Foundation
import Press
import Testing
import Unsealing
import Vault

/// What a publisher keeps of the cases of which nothing goes out: it spares opening them, and lets nothing out.
struct RefusalCacheTests {
    private let book: Casebook
    private let cases: [CaseID]
    private var organisation: Organisation { book.organisation }

    init() throws {
        let book = try Casebook(Organisation())
        self.book = book
        cases = try (0..<20).map { number in
            let file = try ManyCases.file(number, "An invented story, number \(number).", book)
            try file.store()
            return file.caseID
        }
    }

    private func export(_ more: [String] = [], use: String = "website") throws -> Programs.Answer {
        try organisation.export(UUID().uuidString, use: use, more)
    }

    /// The lines about cases that are left out, and how the command ended.
    private func refusals(_ answer: Programs.Answer) -> [String] {
        answer.errors.split(separator: "\n").map(String.init).filter { $0.hasPrefix("left out: case ") }
            + ["\(answer.status)"]
    }

    private var file: String {
        get throws {
            let state = organisation.folder + "/state-press"
            let name = try FileManager.default.contentsOfDirectory(atPath: state).first { $0.hasPrefix("refusals-") }
            return "\(state)/\(try #require(name))"
        }
    }

    /// What stands in the file, for whoever has the publisher's key.
    private func kept() throws -> Data {
        let passphrase = try GuardedBytes(copying: Array(Organisation.passphrase.utf8))
        let key = try PublisherKey.open("\(organisation.folder)/secret/press.secret", passphrase: passphrase)
        let sealed = try Data(contentsOf: URL(filePath: try file))
        let opened = key.openOwn(Array(sealed), "firsthand/refusals/v1")
        return Data(try #require(opened))
    }

    private func change(_ sql: String) throws {
        let answer = try Programs.run("/usr/bin/sqlite3", [organisation.vault, sql])
        try #require(answer.status == 0, "\(answer.errors)")
    }

    /// Spoils the sealed bodies of a case, and leaves its rows as they are.
    private func spoil(_ caseID: CaseID) throws {
        try change(
            """
            UPDATE bodies SET bytes = CAST(substr(bytes, 1, length(bytes) - 1) || x'5A' AS BLOB)
                WHERE id IN (SELECT body_id FROM statements WHERE case_id = x'\(caseID.hex)')
            """)
    }

    @Test
    func `what is left out is the same the first time and later, for each use, and so is what ends and what is to do`()
        throws
    {
        let first = try export()
        #expect(first.errors.contains("Exported 2 stories for website; 18 left out"), "\(first.errors)")
        #expect(try refusals(export()) == refusals(first))
        // Of another use nothing was asked yet, and what was kept answers it too.
        let print = try refusals(export(use: "print"))
        let court = try refusals(export(use: "court"))
        let (watch, todo) = (try organisation.publish(["watch"]), try organisation.publish(["retractions"]))
        try FileManager.default.removeItem(atPath: try file)
        #expect(try refusals(export(use: "print")) == print)
        #expect(try refusals(export(use: "court")) == court)
        #expect(try organisation.publish(["watch"]).errors == watch.errors)
        #expect(try organisation.publish(["retractions"]).errors == todo.errors)
        #expect(print != court)
    }

    @Test func `a story goes out as soon as it may, though it was left out before`() throws {
        #expect(try export().errors.contains("Exported 2 stories"))
        let file = try book.file()
        try file.agree()
        let proposal = try file.propose(Manuscript(title: "One more", text: "It was late.", language: "en"))
        try file.store()
        #expect(try export().errors.contains("left out: case \(file.caseID.short)"))
        try file.approve(proposal, by: book.ana, withKey: false)
        try file.approve(proposal, by: book.ben, withKey: true)
        try file.checkpoint()
        try file.store()
        #expect(try export().errors.contains("Exported 3 stories"))
    }

    @Test func `what is out is opened and judged whole each time`() throws {
        #expect(try export().errors.contains("Exported 2 stories"))
        let out = try #require(cases.first { caseID in cases.firstIndex(of: caseID) == 8 })
        try spoil(out)
        let after = try export()
        #expect(after.status == 65 && after.errors.contains("left out: case \(out.short)"))
        // And is named each time, until somebody has seen to it.
        #expect(try refusals(export()) == refusals(after))
    }

    @Test func `whatever somebody changes of a case that is left out, row or body, is named at once`() throws {
        #expect(try export().status == 0)
        let (unread, other) = (cases[0], cases[1])
        try spoil(unread)
        let first = try export()
        #expect(
            first.status == 65 && first.errors.contains("left out: case \(unread.short): statement"), "\(first.errors)")
        try change("UPDATE statements SET signature = zeroblob(64) WHERE case_id = x'\(other.hex)'")
        let second = try export()
        for caseID in [unread, other] {
            #expect(second.errors.contains("left out: case \(caseID.short): statement"), "\(second.errors)")
        }
    }

    @Test func `a roll-back is noticed, also where what was kept of that day is put back with it`() throws {
        let file = try book.file()
        try file.tell("An invented story.")
        try file.store()
        #expect(try export().status == 0)
        let old = try Data(contentsOf: URL(filePath: try self.file))
        try file.say(Notice(stage: .opened), by: book.ana)
        try file.store()
        #expect(try export().status == 0)
        let added = try #require(file.all.last).statement.digest
        try change("PRAGMA foreign_keys = OFF; DELETE FROM statements WHERE digest = x'\(added.hex)'")
        try old.write(to: URL(filePath: try self.file))
        let after = try export()
        #expect(after.status == 65)
        #expect(
            after.errors.contains(
                "left out: case \(file.caseID.short): something that you have seen before is gone from the vault"))
    }

    @Test func `a consent that ends, and a checkpoint that gets too old, are seen on their day`() throws {
        let file = try book.file()
        try file.agree(until: book.today + 5)
        try file.checkpoint()
        try file.store()
        #expect(try export().status == 0)
        func reasons(_ days: Int) throws -> String {
            try export(["--rehearse", "--date", "\(book.today + days)"]).errors.split(separator: "\n")
                .filter { $0.contains(file.caseID.short) }.joined(separator: "\n")
        }
        #expect(try !reasons(4).contains("consent ended") && !reasons(4).contains("too old"))
        #expect(try reasons(5).contains("the survivor's consent ended on \(book.today + 5)"))
        #expect(try reasons(8).contains("its last checkpoint is too old"))
        // A rehearsal of another day leaves nothing behind for today.
        #expect(try refusals(export()).allSatisfy { !$0.contains("consent ended") })
    }

    @Test func `a file that is changed, of another policy or another key is as none`() throws {
        let before = try refusals(export())
        let path = try file
        let sealed = try Data(contentsOf: URL(filePath: path))
        for caseID in cases { #expect(sealed.range(of: Data(caseID.bytes)) == nil) }
        #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)
        for place in [0, 30, sealed.count - 1] {
            var changed = sealed
            changed[place] ^= 1
            try changed.write(to: URL(filePath: path))
            #expect(try refusals(export()) == before)
        }
        try Data(sealed.prefix(40)).write(to: URL(filePath: path))
        #expect(try refusals(export()) == before)
        // Under a policy that asks for three approvals, everything is judged anew.
        try organisation.changeReviewPolicy("approvals: 2", to: "approvals: 3")
        let strict = try export()
        #expect(strict.errors.contains("Exported 0 stories"))
        let later = try refusals(export())
        try FileManager.default.removeItem(atPath: path)
        #expect(try refusals(strict) == refusals(export()) && later == refusals(strict))
    }

    @Test func `what was kept under another policy does not stay, also where nothing takes its place`() throws {
        #expect(try export().status == 0)
        #expect(try kept().range(of: Data(cases[0].bytes)) != nil)
        try organisation.changeReviewPolicy("approvals: 2", to: "approvals: 3")
        try change("PRAGMA foreign_keys = OFF; DELETE FROM statements")
        #expect(try export().status == 65)
        for caseID in cases { #expect(try kept().range(of: Data(caseID.bytes)) == nil) }
    }

    @Test func `a case that is not as it was signed, or held in somebody's own words, is not kept`() throws {
        let held = try book.file()
        try held.tell("An invented story.")
        try held.say(HoldPlaced(reason: "her mother called"), by: book.ana)
        try held.store()
        try spoil(cases[2])
        #expect(try export().status == 65)
        let kept = try kept()
        #expect(kept.range(of: Data(cases[0].bytes)) != nil)
        #expect(kept.range(of: Data(held.caseID.bytes)) == nil && kept.range(of: Data(cases[2].bytes)) == nil)
        #expect(kept.range(of: Data("mother".utf8)) == nil)
    }

    @Test func `no bundle is taken in beside an export, which could keep what it had read before`() throws {
        #expect(try export().status == 0)
        let lock = try FileLock(organisation.folder + "/state-press/publications.lock")
        let answer = try lock.during { try organisation.publish(["courier", "in", organisation.folder + "/none"]) }
        #expect(answer.status == 75 && answer.errors.contains("another firsthand-publish is at work"), "\(answer)")
    }

    @Test func `nothing is kept of a withdrawn case after the exchange that brings the withdrawal`() throws {
        let file = try book.file()
        try file.tell("An invented story.")
        try file.store()
        #expect(try export().status == 0)
        #expect(try kept().range(of: Data(file.caseID.bytes)) != nil)
        try file.say(Withdrawal(reason: ""), by: file.writer)
        // Another vault brings it, as the server would.
        let other = organisation.folder + "/other.sqlite"
        let vault = try VaultArchive.open(path: other, makes: true)
        try vault.append(file.all, under: nil)
        let bundle = organisation.folder + "/for-press.bundle"
        organisation.vaultName = "other.sqlite"
        let out = try organisation.review("ana", ["courier", "out", "--with", "press", "--to", bundle])
        try #require(out.status == 0, "\(out.errors)")
        organisation.vaultName = "vault.sqlite"
        let taken = try organisation.publish(["courier", "in", bundle])
        try #require(taken.status == 0, "\(taken.errors)")
        #expect(try kept().range(of: Data(file.caseID.bytes)) == nil)
        #expect(try kept().range(of: Data(cases[0].bytes)) != nil)
        #expect(try export().errors.contains("left out: case \(file.caseID.short): the survivor's story was withdrawn"))
    }
}
