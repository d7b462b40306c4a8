import Custody
import Envelope
import Foundation
import Ledger
import Redaction
import Testing
import Vault

@testable import Review

/// The desk with a real vault and real keys, without its screen.
struct DeskTests {
    private func desk(_ name: String, _ book: Casebook) throws -> Desk {
        try Desk.opened(name, of: book.organisation, book)
    }

    private static let story = "An invented story. Tyrell Banks hit me in Hammond, and Tyrell laughed."

    @Test
    func `work that one reviewer saves is taken up at another desk, sealed on the way, and is gone with the story`()
        throws
    {
        let book = try Casebook(Organisation())
        let file = try book.file()
        try file.tell(Self.story)
        try file.store()
        let ana = try desk("ana", book)
        var (work, author) = try ana.work(on: Self.story, of: file.caseID)
        #expect(author == nil)
        #expect(work.decide(.numbered) == nil)
        #expect(work.decide(.keep(reason: "a large city")) == nil)
        work.name("Invented")
        try ana.save(DeskWork(title: work.title, plan: work.plan.saved), of: file.caseID)
        try ana.save(DeskWork(title: work.title, plan: work.plan.saved), of: file.caseID)

        let ben = try desk("ben", book)
        let resumed = try ben.work(on: Self.story, of: file.caseID)
        #expect(resumed.author == "ana")
        #expect(resumed.work.plan.saved == work.plan.saved)
        #expect(resumed.work.title == "Invented")
        #expect(resumed.work.leftIn.contains { $0.contains("a large city") })
        #expect(try ben.storedDrafts(of: file.caseID).count == 1)
        for name in try FileManager.default.contentsOfDirectory(atPath: book.organisation.folder)
        where name.hasPrefix("vault.sqlite") {
            let bytes = try Data(contentsOf: URL(filePath: "\(book.organisation.folder)/\(name)"))
            for word in ["Hammond", "a large city", "Invented", "firsthand/plan"] {
                #expect(bytes.range(of: Data(word.utf8)) == nil)
            }
        }
        var cache = QueueCache(path: "")
        _ = try ana.perform(.simple(.declineStory, reason: "not ours"), in: file.caseID, beside: [], &cache)
        #expect(try ben.storedDrafts(of: file.caseID).isEmpty)
    }

    @Test func `a draft is taken up only for the very words that it was made for`() throws {
        let book = try Casebook(Organisation())
        let file = try book.file()
        try file.tell(Self.story)
        try file.store()
        let ana = try desk("ana", book)
        var (work, _) = try ana.work(on: Self.story, of: file.caseID)
        _ = work.decide(.remove)
        try ana.save(DeskWork(title: "", plan: work.plan.saved), of: file.caseID)
        #expect(try ana.work(on: Self.story, of: file.caseID).author == "ana")
        try file.reload()
        try file.tell("More of the invented story.")
        try file.store()
        #expect(try ana.work(on: Self.story + "\n\nMore of the invented story.", of: file.caseID).author == nil)
    }

    @Test func `the queue is kept sealed, is the same when it is opened again, and a changed file is only slower`()
        throws
    {
        let book = try Casebook(Organisation())
        for number in 0..<3 {
            let file = try book.file()
            try file.tell("An invented story, number \(number).", notes: ["prison"])
            try file.store()
        }
        let ana = try desk("ana", book)
        let folder = "\(book.organisation.folder)/state-ana"
        var first = try QueueReading(ana, cache: ana.queueCache(in: folder))
        #expect(first.left == 3)
        var lines: [QueueLine] = []
        while !first.isDone { lines += first.next(ana, for: .seconds(5)) }
        first.keep(ana)
        let path = ana.queueCache(in: folder).path
        let sealed = try Data(contentsOf: URL(filePath: path))
        for caseID in try ana.cases() { #expect(sealed.range(of: Data(caseID.bytes)) == nil) }

        var second = try QueueReading(ana, cache: ana.queueCache(in: folder))
        #expect(second.left == 0)
        let known = second.next(ana, for: .zero)
        #expect(known.sorted { $0.caseID < $1.caseID } == lines.sorted { $0.caseID < $1.caseID })

        // Another reviewer's key, a changed byte, another day or another statement: the case is read again.
        let ben = try desk("ben", book)
        #expect(try QueueReading(ben, cache: ben.queueCache(in: folder)).left == 3)
        let caseID = try #require(try ana.cases().first)
        try ana.claim(true, in: ana.file(caseID))
        #expect(try QueueReading(ana, cache: ana.queueCache(in: folder)).left == 1)
        for place in [0, 30, sealed.count - 1] {
            var changed = sealed
            changed[place] ^= 1
            try changed.write(to: URL(filePath: path))
            #expect(try QueueReading(ana, cache: ana.queueCache(in: folder)).left == 3)
        }
    }

    @Test func `a line is not believed after the day on which consent changes by itself`() throws {
        let day = Day(number: 20_000)
        let line = QueueLine(
            caseID: CaseID(unchecked: randomBytes(16)), stage: .approved, step: .ready, received: day, ends: day + 10,
            changes: day + 10, isWorried: false, isOpened: true, letters: 0, holder: "")
        let fingerprint = Digest(unchecked: randomBytes(32))
        var cache = QueueCache(path: "")
        let outline = CaseOutline(line: line, facts: ["place harlow creek", "year 2014"])
        cache.take(outline, fingerprint, on: day)
        let again = try #require(QueueCache(path: "", cache.encoded))
        #expect(again.outline(of: line.caseID, fingerprint, on: day + 9) == outline)
        #expect(again.outline(of: line.caseID, fingerprint, on: day + 10) == nil)
        #expect(again.outline(of: line.caseID, fingerprint, on: Day(number: 19_999)) == nil)
        #expect(again.outline(of: line.caseID, Digest(unchecked: randomBytes(32)), on: day) == nil)
        for cut in 1..<cache.encoded.count { #expect(QueueCache(path: "", Array(cache.encoded.dropLast(cut))) == nil) }
    }

    @Test func `a destroyed body changes what the queue knows of a case`() throws {
        let book = try Casebook(Organisation())
        let file = try book.file()
        try file.tell("An invented story.")
        try file.store()
        let before = try book.vault.fingerprints()
        #expect(before.count == 1)
        try book.vault.destroyBodies(of: file.caseID, keeping: [])
        #expect(try book.vault.fingerprints()[file.caseID] != before[file.caseID])
    }

    @Test func `without a terminal the program says what it can do, and opens nothing`() throws {
        let answer = try Programs.run("firsthand-review", [])
        #expect(answer.status == 0)
        #expect(answer.text.contains("SUBCOMMANDS") && answer.text.contains("desk"))
    }
}
