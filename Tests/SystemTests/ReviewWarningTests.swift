import Envelope
import Files
import Foundation
import Ledger
import Testing
import Warnings

@testable import Review

/// What could point to a person is named before a reviewer signs, and a reason is signed or the text is mended.
struct ReviewWarningTests {
    let organisation: Organisation
    let book: Casebook
    private static let planted =
        "I lived near Harlow Creek. In 2014 they charged me with manslaughter. I have four children."

    init() throws {
        organisation = try Organisation()
        book = try Casebook(organisation)
    }

    private func proposed(_ text: String) throws -> String {
        let file = try book.file()
        try file.agree([.website])
        _ = try file.propose(Manuscript(title: "A night", text: text, language: "en"))
        try file.store()
        return file.caseID.short
    }

    private struct Line: Decodable { let warning, kind: String }

    private func warnings(_ id: String, _ more: [String] = []) throws -> [Line] {
        try JSONDecoder().decode(
            [Line].self, from: Data(try organisation.review("ana", ["warnings", id, "--json"] + more).output))
    }

    @Test func `a text that points to a person is not approved before somebody signs why`() throws {
        try book.approved("One", Self.planted)
        let id = try proposed("Manslaughter, they said. It was 2014 in Harlow Creek. Four kids were asleep.")
        let refused = try organisation.approve("ben", id)
        #expect(refused.status == 77 && refused.errors.contains("a warning stands against this text"))
        // Errors go into logs and scrollbacks: they name the warning and not what it saw.
        #expect(!refused.errors.contains("arlow"))
        let found = try warnings(id)
        #expect(found.map(\.kind) == ["combination"])
        let name = try #require(found.first).warning
        let signed = try organisation.review(
            "ana", ["warnings", id, "--override", name, "--reason-fd", "0"], input: "half the county has that charge\n")
        #expect(signed.status == 0, "\(signed.errors)")
        #expect(try warnings(id).isEmpty)
        #expect(try organisation.approve("ben", id).status == 0)
    }

    @Test func `a pair that has nothing in common, and a text that was only proposed, warn of nothing`() throws {
        try book.approved("One", "In 2009 I moved to Oregon. I had two children and worked as a nurse.")
        _ = try proposed(Self.planted)
        let id = try proposed(Self.planted)
        #expect(try warnings(id).isEmpty)
    }

    @Test func `a sentence of a court record is named, and an override of one text holds for no other`() throws {
        let record = "\(organisation.folder)/opinion.txt"
        try "The defendant testified that she put the bag down by the door and waited.".write(
            toFile: record, atomically: true, encoding: .utf8)
        let words = "That night she put the bag down by the door and waited. Docket CR-2019-00482."
        let id = try proposed(words)
        #expect(try warnings(id).map(\.kind) == ["number"])
        let both = try warnings(id, ["--compare", record])
        #expect(Set(both.map(\.kind)) == ["number", "shared"])
        for line in both {
            let signed = try organisation.review(
                "ana", ["warnings", id, "--override", line.warning, "--reason-fd", "0", "--compare", record],
                input: "known to all\n")
            #expect(signed.status == 0, "\(signed.errors)")
        }
        #expect(try warnings(id, ["--compare", record]).isEmpty)
        #expect(try warnings(try proposed(words)).map(\.kind) == ["number"])
    }

    @Test func `a folder of texts is looked at beside it, and what is no text in it is passed over`() throws {
        let folder = "\(organisation.folder)/news"
        try FileManager.default.createDirectory(atPath: folder + "/2019", withIntermediateDirectories: true)
        func write(_ name: String, _ bytes: [UInt8]) throws { try Data(bytes).write(to: URL(filePath: folder + name)) }
        try write("/2019/one.txt", Array("She put the bag down by the window, they say.".utf8))
        try write("/.hidden", Array("That night she sang to them until it rained.".utf8))
        try write("/picture.png", [0xFF, 0xD8, 0x00, 0xFF])
        let id = try proposed("That night she sang to them until it rained. She put the bag down by the window.")
        #expect(try warnings(id, ["--compare", folder]).map(\.kind) == ["shared"])
    }

    @Test func `a name to show that is like a name of the story is warned of`() throws {
        func kinds(_ credit: String) throws -> [String] {
            let file = try book.file()
            try file.tell("My name is Marisol Reyes. They all called me Marisol.")
            _ = try file.propose(
                Manuscript(title: "A night", text: "It rained all night.", language: "en", credit: credit))
            try file.store()
            return try warnings(file.caseID.short).map(\.kind)
        }
        #expect(try kinds("Mari").contains("near"))
        #expect(try kinds("Blue Heron").isEmpty)
        #expect(try kinds("").isEmpty)
    }

    @Test func `what is still said of each person is listed, in JSON without a word of the text`() throws {
        struct Said: Decodable, Equatable {
            let isWriter: Bool
            let said: [String]
        }
        let id = try proposed("In 2014 the officer, a sergeant from Dover, came. I was a nurse.")
        let answer = try organisation.review("ana", ["warnings", id, "--people", "--json"])
        #expect(
            try JSONDecoder().decode([Said].self, from: Data(answer.output)) == [
                Said(isWriter: false, said: ["place", "year", "rank"]), Said(isWriter: true, said: ["work"]),
            ])
        #expect(!String(decoding: answer.output, as: UTF8.self).contains("officer"))
        #expect(try organisation.review("ana", ["warnings", id, "--people"]).status != 0, "only on a terminal")
    }

    @Test(arguments: [
        // A pseudonym of the list stands for a sister; in the other stories it is a town, or the town is left in.
        ("I told Dolores.", "I told the sister of Casey.", "I lived in Casey.", "I lived in Casey."),
        ("I told Dolores’s aunt.", "I told an aunt from Casey’s.", "I came from CASEY’s farm.", "I came from Casey’s."),
        // A vaguer word for what somebody did; in the other stories it is their own.
        ("My ex hauled milk.", "My ex was a driver.", "My ex was a Driver.", "My ex was a driver."),
    ]) func `a stand-in without brackets is no fact, and the same words of a story are one`(
        story: String, text: String, trueStory: String, trueText: String
    ) throws {
        let fate = " In 2014 they charged me with assault."
        func file(_ story: String, _ text: String, isOut: Bool) throws -> String {
            let file = try book.file()
            try file.tell(story + fate)
            let manuscript = Manuscript(title: "A night", text: text + fate, language: "en")
            if isOut { try file.publish(manuscript) } else { _ = try file.propose(manuscript) }
            try file.store()
            return file.caseID.short
        }
        _ = try file(story, text, isOut: true)
        #expect(try warnings(file(story, text, isOut: false)).isEmpty)
        #expect(
            try warnings(file(trueStory, trueText, isOut: false)).isEmpty, "the one that is out has a stand-in there")
        _ = try file(trueStory, trueText, isOut: true)
        #expect(try warnings(file(trueStory, trueText, isOut: false)).map(\.kind) == ["combination"])
        #expect(try warnings(file(story, text, isOut: false)).isEmpty)
    }

    private func desk(_ name: String) throws -> Desk { try Desk.opened(name, of: organisation, book) }

    @Test func `at the desk the reasons are signed together with the approval, and the second reviewer reads them`()
        throws
    {
        try book.approved("One", Self.planted)
        let id = try proposed("Manslaughter. It was 2014 in Harlow Creek. Four kids. Docket CR-2019-00482.")
        let ana = try desk("ana")
        let caseID = try ana.find(id)
        var cache = QueueCache(path: "")
        func warnings(_ desk: borrowing Desk) throws -> [StandingWarning] {
            let file = try desk.file(caseID)
            return try desk.warnings(about: file.openCandidate(), in: file, beside: [], &cache)
        }
        func approve(_ desk: borrowing Desk, over reasons: [Digest: String]) throws -> String {
            var file = try desk.file(caseID)
            let manuscript = try file.openCandidate().manuscript
            return try desk.perform(.approve(manuscript, over: reasons), in: &file, beside: [], &cache)
        }
        let found = try warnings(ana)
        #expect(Set(found.map(\.warning.kind)) == [.combination, .number] && found.allSatisfy { $0.answer == nil })
        let count = try ana.file(caseID).entries.count
        for reasons in [
            [:], [found[0].warning.digest: "half of them"], [Digest(unchecked: randomBytes(32)): "none of them"],
        ] {
            #expect(throws: Refusal.self) { try approve(ana, over: reasons) }
        }
        // Nothing of an approval that is refused is signed, not the reasons either.
        #expect(try ana.file(caseID).entries.count == count)
        let reasons = Dictionary(
            uniqueKeysWithValues: found.map { ($0.warning.digest, "because of \($0.warning.kind)") })
        #expect(try approve(ana, over: reasons) == "Approved: 1 of 2.")

        let ben = try desk("ben")
        let seen = try warnings(ben)
        #expect(seen.map(\.warning) == found.map(\.warning))
        #expect(seen.map(\.answer) == found.map { .init(author: "ana", reason: "because of \($0.warning.kind)") })
        #expect(try CaseView(ben.file(caseID), at: ben).history.contains { $0.contains("“because of number”") })
        #expect(try approve(ben, over: [:]) == "Approved: 2 of 2.")
    }

    @Test func `a text beside which it is looked at at the desk stops an approval too`() throws {
        let id = try proposed("That night she put the bag down by the door and waited.")
        let ana = try desk("ana")
        let caseID = try ana.find(id)
        var cache = QueueCache(path: "")
        let record = [(name: "opinion.txt", text: "The court: she put the bag down by the door and waited, it says.")]
        var file = try ana.file(caseID)
        let manuscript = try file.openCandidate().manuscript
        #expect(throws: Refusal.self) {
            try ana.perform(.approve(manuscript, over: [:]), in: &file, beside: record, &cache)
        }
        #expect(try ana.perform(.approve(manuscript, over: [:]), in: &file, beside: [], &cache) == "Approved: 1 of 2.")
    }

    @Test func `what is known of other cases warns as they do themselves, and is not read again`() throws {
        let out = try book.approved("One", Self.planted)
        let id = try proposed("Manslaughter, they said. It was 2014 in Harlow Creek. Four kids were asleep.")
        let ana = try desk("ana")
        let folder = "\(organisation.folder)/state-ana"
        let file = try ana.file(ana.find(id))
        func warnings(_ cache: inout QueueCache) throws -> [Warning] {
            try ana.warnings(about: file.openCandidate(), in: file, beside: [], &cache).map(\.warning)
        }
        var none = QueueCache(path: "")
        let read = try warnings(&none)
        #expect(read.map(\.kind) == [.combination])
        var reading = try QueueReading(ana, cache: ana.queueCache(in: folder))
        while !reading.isDone { _ = reading.next(ana, for: .seconds(5)) }
        reading.keep(ana)
        var kept = ana.queueCache(in: folder)
        #expect(try warnings(&kept) == read)
        // Only the outline says now that the other one has no facts: so nobody opened it.
        let fingerprint = try #require(try ana.fingerprints()[out.caseID])
        let line = try #require(kept.outline(of: out.caseID, fingerprint, on: ana.today)).line
        kept.take(CaseOutline(line: line, facts: []), fingerprint, on: ana.today)
        #expect(try warnings(&kept).isEmpty)
        // For other statements than those it was read from it is read again.
        kept.take(CaseOutline(line: line, facts: []), Digest(unchecked: randomBytes(32)), on: ana.today)
        #expect(try warnings(&kept) == read)

        // Facts are sealed with the rest, and do not outlive the story.
        let path = ana.queueCache(in: folder).path
        let bytes = try Data(contentsOf: URL(filePath: path))
        #expect(bytes.range(of: Data("harlow creek".utf8)) == nil)
        #expect(ana.queueCache(in: folder).outline(of: out.caseID, fingerprint, on: ana.today)?.facts.isEmpty == false)
        for name in ["ben", "ana"] {
            let short = out.caseID.short
            let answer = try organisation.review(
                name, ["withdraw", short, "--confirm", short, "--reason-fd", "0"], input: "asked in person\n")
            #expect(answer.status == 0, "\(answer.errors)")
        }
        #expect(ana.queueCache(in: folder).outline(of: out.caseID, fingerprint, on: ana.today) == nil)
    }
}
