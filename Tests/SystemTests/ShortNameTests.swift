import Envelope
import Files
import Foundation
import Ledger
import Redaction
import Testing

@testable import Review

/// What the team calls a case: testimony, kept as such.
struct ShortNameTests {
    private static let story = "An invented story. Tyrell Banks hit me in Hammond, and Tyrell laughed."
    private let book: Casebook
    private let file: Casebook.File

    init() throws {
        book = try Casebook(Organisation())
        file = try book.file()
        try file.tell(Self.story)
        try file.store()
    }

    private func desk(_ name: String) throws -> Desk { try Desk.opened(name, of: book.organisation, book) }

    /// A desk with the case open and read.
    private func name(_ name: String, by reviewer: String) throws {
        let desk = try desk(reviewer)
        var open = try desk.file(file.caseID)
        try desk.noteOpened(&open)
        try desk.name(name, &open)
    }

    private func line(_ reviewer: String) throws -> QueueLine { try desk(reviewer).outline(of: file.caseID).line }

    @Test func `a name is given by who has read the story, and the others see the last that was given`() throws {
        let ana = try desk("ana")
        var open = try ana.file(file.caseID)
        let refused = #expect(throws: Refusal.self) { try ana.name("the quilt", &open) }
        #expect(refused?.message.contains("nobody has read") == true)
        #expect(try line("ben").name.isEmpty)
        try name("  the   quilt ", by: "ana")
        #expect(try line("ben").name == "the quilt")
        try name("blue door", by: "ben")
        #expect(try line("ana").name == "blue door")
        try name("red barn", by: "ana")
        #expect(try line("ben").name == "red barn")
        // Each reviewer's newest takes the place of their own.
        #expect(try ana.storedDrafts(of: file.caseID).count == 2)
        try name("", by: "ben")
        #expect(try line("ana").name.isEmpty)
        for bad in [String(repeating: "a", count: 25), "12", "a\u{1B}[2Jb"] {
            #expect(throws: Refusal.self, "\(bad)") { try name(bad, by: "ana") }
        }
    }

    @Test(arguments: ["Tyrell", "the hammond girl", "TYRELL'S house", "T. B.", "Banks", "Tyrells"])
    func `a name that holds something which is taken out of the story is refused`(text: String) throws {
        let refused = #expect(throws: Refusal.self) { try name(text, by: "ana") }
        #expect(refused?.message.contains("taken out") == true)
        #expect(refused?.message.contains(text) == false)
        #expect(try line("ben").name.isEmpty)
    }

    @Test func `the plan of each reviewer counts: what one takes out no name holds, and what all keep it may`() throws {
        let ana = try desk("ana")
        var (work, _) = try ana.work(on: Self.story, in: ana.file(file.caseID))
        while let entity = work.current, work.undecided > 0 {
            let isTown = work.plan.name(of: entity) == "Hammond"
            #expect(work.decide(isTown ? .keep(reason: "a large city") : .remove) == nil)
        }
        try ana.save(work.saved, of: ana.file(file.caseID))
        try name("hammond", by: "ana")
        #expect(try line("ben").name == "hammond")
        let ben = try desk("ben")
        var (other, _) = try ben.work(on: Self.story, in: ben.file(file.caseID))
        other.select(try #require(other.order.first { other.plan.name(of: $0) == "Hammond" }).id)
        #expect(other.decide(.remove) == nil)
        try ben.save(other.saved, of: ben.file(file.caseID))
        #expect(throws: Refusal.self) { try name("hammond", by: "ana") }
    }

    @Test func `a name stands sealed in the vault and at each desk, and no plain command prints it`() throws {
        try name("quilted plum", by: "ana")
        let folder = "\(book.organisation.folder)/state-ben"
        let ben = try desk("ben")
        var reading = try QueueReading(ben, cache: ben.queueCache(in: folder))
        while !reading.isDone { _ = reading.next(ben, for: .seconds(5)) }
        reading.keep(ben)
        #expect(String(decoding: ben.queueCache(in: folder).encoded, as: UTF8.self).contains("quilted plum"))
        let id = file.caseID.short
        for command in [["inbox"], ["inbox", "--json"], ["log", id], ["log", id, "--json"]] {
            let answer = try book.organisation.review("ben", command)
            #expect(answer.status == 0 && !(answer.text + answer.errors).contains("plum"), "\(command)")
        }
        let files = FileManager.default.enumerator(atPath: book.organisation.folder)
        var searched = 0
        while let name = files?.nextObject() as? String {
            guard let bytes = try? Data(contentsOf: URL(filePath: "\(book.organisation.folder)/\(name)")) else {
                continue
            }
            searched += 1
            #expect(bytes.range(of: Data("plum".utf8)) == nil, "\(name)")
        }
        #expect(searched > 5)
    }

    @Test func `a name that comes later is seen at a desk that knew the case, without anything new in it`() throws {
        let folder = "\(book.organisation.folder)/state-ben"
        func queued() throws -> [QueueLine] {
            let ben = try desk("ben")
            var (reading, lines) = (try QueueReading(ben, cache: ben.queueCache(in: folder)), [QueueLine]())
            while !reading.isDone { lines += reading.next(ben, for: .seconds(5)) }
            reading.keep(ben)
            return lines
        }
        try name("the quilt", by: "ana")
        #expect(try queued().map(\.name) == ["the quilt"])
        try name("blue door", by: "ana")
        #expect(try queued().map(\.name) == ["blue door"])
    }

    private var state: String { "\(book.organisation.folder)/state-ana" }

    /// Gives the case a name, and keeps the queue with it.
    private func keepName(_ ana: borrowing Desk) throws {
        try name("quilted plum", by: "ana")
        var reading = try QueueReading(ana, cache: ana.queueCache(in: state))
        while !reading.isDone { _ = reading.next(ana, for: .seconds(5)) }
        reading.keep(ana)
        #expect(kept(ana).contains("quilted plum"))
    }

    private func kept(_ ana: borrowing Desk) -> String {
        String(decoding: ana.queueCache(in: state).encoded, as: UTF8.self)
    }

    @Test func `what was kept under another policy goes with what is kept next, though nothing of it counts`() throws {
        let ana = try desk("ana")
        try keepName(ana)
        let policies = book.organisation.folder + "/policies"
        try FileManager.default.copyItem(atPath: Programs.policies, toPath: policies)
        let review = try String(contentsOfFile: policies + "/review.yaml", encoding: .utf8)
        try review.replacing("approvals: 2", with: "approvals: 3")
            .write(toFile: policies + "/review.yaml", atomically: true, encoding: .utf8)
        let later = try Desk.opened("ana", of: book.organisation, at: book.vault, state: state, policies: policies)
        #expect(try QueueReading(later, cache: later.queueCache(in: state)).left == 1)
        // As at an exchange: no case is read for it.
        try later.settle(in: state)
        #expect(!kept(ana).contains("quilted plum"))
    }

    @Test func `what one program lets go of is not brought back by another that had read it before`() throws {
        let ana = try desk("ana")
        try keepName(ana)
        var before = ana.queueCache(in: state)
        // It has something of its own to keep.
        let other = try book.file()
        try other.tell("Another invented story.")
        try other.store()
        before.take(
            try ana.outline(of: other.caseID), try #require(try ana.fingerprints()[other.caseID]), on: ana.today)
        var open = try ana.file(file.caseID)
        _ = try ana.declineStory(reason: "not ours", in: &open)
        try ana.settle(in: state)
        #expect(!kept(ana).contains("quilted plum"))
        try ana.keep(&before)
        #expect(!kept(ana).contains("quilted plum"))
        #expect(try QueueReading(ana, cache: ana.queueCache(in: state)).left == 1, "the other case is known")
    }

    @Test func `programs that keep a queue take turns`() throws {
        _ = try book.organisation.review("ana", ["inbox"])
        try FileManager.default.removeItem(atPath: #require(queueFile()))
        // It is let go at the end of this block.
        do {
            let lock = try FileLock(folder: state)
            let waiting = try Programs.run(
                "/usr/bin/timeout",
                ["--signal=KILL", "10", Programs.folder + "/firsthand-review"]
                    + book.organisation.reviewing("ana", ["inbox"]),
                input: Array((Organisation.passphrase + "\n").utf8))
            lock.during { #expect(waiting.status != 0 && queueFile() == nil) }
        }
        #expect(try book.organisation.review("ana", ["inbox"]).status == 0 && queueFile() != nil)
    }

    private func queueFile() -> String? {
        let names = try? FileManager.default.contentsOfDirectory(atPath: state)
        return names?.first { $0.hasPrefix("queue-") }.map { "\(state)/\($0)" }
    }

    @Test(arguments: ["withdrawn", "declined", "spam"])
    func `a name is destroyed with its case, also where a desk kept it`(end: String) throws {
        let ana = try desk("ana")
        try keepName(ana)
        var open = try ana.file(file.caseID)
        switch end {
        case "withdrawn":
            let ben = try desk("ben")
            _ = try ana.withdraw(reason: "they asked", in: &open)
            var other = try ben.file(file.caseID)
            #expect(try ben.withdraw(reason: "they asked", in: &other))
        case "declined": _ = try ana.declineStory(reason: "not ours", in: &open)
        default: _ = try ana.declineSpam(&open)
        }
        #expect(try ana.storedDrafts(of: file.caseID).isEmpty)
        try ana.settle(in: state)
        #expect(!kept(ana).contains("quilted plum"))
        #expect(try line("ben").name.isEmpty)
        #expect(throws: Refusal.self) { try name("again", by: "ana") }
    }

    @Test func `many are declined as spam or taken at once, each by itself, and what cannot be is left out`() throws {
        let ana = try desk("ana")
        var cases: [CaseID] = []
        for number in 0..<3 {
            let file = try book.file()
            try file.tell("Buy this now! \(number)")
            try file.store()
            cases.append(file.caseID)
        }
        let taken = try ana.perform(.claim, with: cases + [file.caseID])
        #expect(taken.note.contains("Took 0 cases") && taken.note.contains("4 left out"))
        try name("the quilt", by: "ana")
        #expect(try ana.perform(.claim, with: cases + [file.caseID]).note.contains("Took 1 case,"))
        let spam = try ana.perform(.spam, with: cases)
        #expect(spam.note.contains("Declined 3 cases as spam.") && spam.note.contains("\(ana.today + 3)"))
        #expect(spam.lines.map(\.stage) == [.declined, .declined, .declined])
        #expect(try ana.perform(.spam, with: cases).note.contains("3 left out: this story was declined before"))
    }

    @Test func `a hold of a story that nobody has read is not released, at the desk or by command`() throws {
        let held = try book.file()
        try held.tell(Self.story, holds: [.underEighteen])
        try held.store()
        let ben = try desk("ben")
        #expect(try ben.outline(of: held.caseID).line.step == .take)
        let id = held.caseID.short
        let inbox = try book.organisation.review("ben", ["inbox"]).text
        let row = try #require(inbox.split(separator: "\n").first { $0.contains(id) })
        #expect(row.contains("UNDER 18") && row.hasSuffix("read \(id)"), "\(row)")
        let refused = try book.organisation.review("ben", ["release", id, "--reason-fd", "0"], input: "It is fine.")
        #expect(refused.status == 77 && refused.errors.contains("nobody has read this story"), "\(refused.errors)")
        var open = try ben.file(held.caseID)
        try ben.noteOpened(&open)
        #expect(try ben.outline(of: held.caseID).line.step == .release)
        let released = try book.organisation.review("ben", ["release", id, "--reason-fd", "0"], input: "She is 19.")
        #expect(
            released.status == 0 && released.errors.contains("under-18: they may be under 18"), "\(released.errors)")
        #expect(released.errors.contains("The story of a child can go out."))
        #expect(released.errors.contains("Nothing holds it then"))
    }
}
