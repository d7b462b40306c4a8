import Envelope
import Files
import Foundation
import Ledger
import Policies
import Redaction
import Testing
import Vault

@testable import Review

/// A case stays open at a desk while others work on it: nothing is signed, or shown, by how it stood before.
struct OpenCaseTests {
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

    private func text(_ title: String, _ terms: Terms?) throws -> ReviewedText {
        var draft = RedactionDraft(Self.story)
        for name in ["Tyrell Banks", "Tyrell", "Hammond"] {
            try draft.add(.findAll(text: name, standIn: StandIn("Name 1")))
        }
        return try ReviewedText(draft, title: title, language: "en", notes: [], terms: #require(terms))
    }

    /// What is signed in the case, as anybody finds it.
    private func count() throws -> Int { try book.vault.statements(of: file.caseID).count }

    @Test func `a text in whose place another one came is not approved in a case that was open before`() throws {
        let ana = try desk("ana")
        let ben = try desk("ben")
        var first = try ana.file(file.caseID)
        try ana.propose(text("One", first.state.terms), in: &first)
        var open = try ben.file(file.caseID)
        let manuscript = try open.openCandidate().manuscript
        var later = try ana.file(file.caseID)
        try ana.propose(text("Two", later.state.terms), in: &later)
        let before = try count()
        var cache = QueueCache(path: "")
        let refused = #expect(throws: Refusal.self) {
            try ben.approve(manuscript, in: &open, beside: [], &cache)
        }
        #expect(refused?.message == "the proposed manuscript is another one than you confirmed")
        #expect(try count() == before)
    }

    @Test func `a text is not approved beside another one, nor in a case that somebody has meddled with`() throws {
        let ben = try desk("ben")
        func refusal(_ manuscript: Digest) throws -> String? {
            var open = try ben.file(file.caseID)
            var cache = QueueCache(path: "")
            let before = try count()
            let refused = #expect(throws: Refusal.self) { try ben.approve(manuscript, in: &open, beside: [], &cache) }
            #expect(try count() == before)
            return refused?.message
        }
        let first = try file.propose(Manuscript(title: "One", text: "It was late.", language: "en"))
        try file.store()
        let manuscript = first.statement.header.body
        // Made at a desk that did not have the first.
        let other = try file.say(
            Proposal(
                manuscript: Manuscript(title: "Two", text: "It was early.", language: "en"), consent: file.consents,
                policy: book.policies.review.digest), by: book.ana, seen: file.consents)
        try file.append(other)
        #expect(try refusal(manuscript) == "two proposals stand beside each other")
        try file.append(file.say(Decline(proposal: other.statement.digest, reason: "no"), by: book.ana))
        // Somebody who has the file puts in what nobody of the case signed.
        try file.append(file.say(HoldReleased(hold: manuscript, reason: "over"), by: book.file().writer))
        #expect(try refusal(manuscript) == "this case is not as its signatures say")
    }

    @Test func `a text is not proposed for a use that was taken back while the case was open`() throws {
        let ana = try desk("ana")
        var open = try ana.file(file.caseID)
        let text = try text("One", open.state.terms)
        try file.agree([], replacing: true)
        try file.store()
        #expect(throws: Refusal.self) { try ana.propose(text, in: &open) }
        #expect(try ana.file(file.caseID).state.candidates.isEmpty)
    }

    @Test func `a hold that somebody released while the case was open is not released again`() throws {
        let ana = try desk("ana")
        let ben = try desk("ben")
        var held = try ana.file(file.caseID)
        try ana.noteOpened(&held)
        try ana.hold(reason: "their lawyer asked", in: &held)
        var open = try ben.file(file.caseID)
        let hold = try #require(open.state.holds.first).digest
        var other = try ben.file(file.caseID)
        _ = try ben.release(hold, reason: "they agreed", in: &other)
        let before = try count()
        let refused = #expect(throws: Refusal.self) { try ben.release(hold, reason: "they agreed", in: &open) }
        #expect(refused?.message == "no such hold stands in this case")
        #expect(try count() == before)
    }

    @Test func `a mark that somebody took off while the case was open is not taken off again`() throws {
        let ana = try desk("ana")
        let ben = try desk("ben")
        var open = try ana.file(file.caseID)
        try ana.mark(isWorried: true, reason: "alone", in: &open)
        var other = try ben.file(file.caseID)
        try ben.mark(isWorried: false, reason: "her sister is there", in: &other)
        let before = try count()
        let refused = #expect(throws: Refusal.self) {
            try ana.mark(isWorried: false, reason: "her sister is there", in: &open)
        }
        #expect(refused?.message == "nobody marked this case")
        #expect(try count() == before)
    }

    @Test func `a story that is withdrawn at an open case is gone from it too`() throws {
        let ana = try desk("ana")
        let ben = try desk("ben")
        var other = try ben.file(file.caseID)
        #expect(try !ben.withdraw(reason: "she asked", in: &other))
        var open = try ana.file(file.caseID)
        #expect(try open.parts().text == Self.story)
        #expect(try ana.withdraw(reason: "she asked", in: &open))
        let contents = open.entries.map(\.content)
        #expect(contents.count == 4 && contents.allSatisfy { $0 == .destroyed })
        let refused = #expect(throws: Refusal.self) { try open.parts().text }
        #expect(refused?.message == "the words of this story are not there any more")
    }

    @Test func `a checkpoint comes after what was signed with it, and lists it`() throws {
        let ana = try desk("ana")
        var open = try ana.file(file.caseID)
        let known = Set(open.state.counted)
        try ana.hold(reason: "their lawyer asked", in: &open)
        let fresh = try ana.file(file.caseID)
        let (frontier, counted, entries) = (fresh.state.frontier, fresh.state.counted, fresh.entries)
        let checkpoint = try #require(entries.first { [$0.digest] == frontier })
        #expect(checkpoint.content == .checkpoint(Checkpoint(statements: counted.filter { $0 != checkpoint.digest })))
        #expect(counted.count == known.count + 2)
    }

    @Test func `what is typed into an open case comes after what others said meanwhile, and answers the newest letter`()
        throws
    {
        let ana = try desk("ana")
        let ben = try desk("ben")
        let (open, late) = try (Open(ana.file(file.caseID)), Open(ana.file(file.caseID)))
        var other = try ben.file(file.caseID)
        try ben.write("How are you?", language: nil, in: &other)
        let newest = other.newestLetter(bySurvivor: false)
        let letter = try #require(newest)
        try ana.takeIn(letter: "I am well.", language: nil, of: file.writer.survivor, in: &open.file)
        let answers = open.file.entries.compactMap { entry -> Digest? in
            if case .letter(let said) = entry.content, entry.statement.header.isBySurvivor { said.answers } else { nil }
        }
        #expect(answers == [letter])
        try ana.takeIn(
            "More words.", StoryAnswers(language: "en", part: .addition), replaces: [], of: file.writer.survivor,
            in: &late.file)
        let (entries, stories) = (late.file.entries, late.file.state.stories)
        let graph = SeenGraph(entries.map(\.statement))
        #expect(stories.count == 2 && stories.contains { graph.ancestors(of: $0).contains(letter) })
    }

    @Test func `the key to a text leaves the reviewers with the last approval, and not before`() throws {
        let ana = try desk("ana")
        let ben = try desk("ben")
        var open = try ana.file(file.caseID)
        try ana.propose(text("One", open.state.terms), in: &open)
        let manuscript = try open.openCandidate().manuscript
        func keys() throws -> [Bool] {
            try ana.file(file.caseID).entries.compactMap { entry in
                if case .approved(let approval) = entry.content { approval.manuscriptKey != nil } else { nil }
            }
        }
        var cache = QueueCache(path: "")
        var other = try ben.file(file.caseID)
        #expect(try ben.approve(manuscript, in: &other, beside: [], &cache) == 1)
        #expect(try keys() == [false])
        #expect(try ana.approve(manuscript, in: &open, beside: [], &cache) == 2)
        #expect(Set(try keys()) == [true, false])
    }

    /// A case that stays open, one of several.
    private final class Open {
        var file: CaseFile
        init(_ file: consuming CaseFile) { self.file = file }
    }

    @Test func `no act is signed in a case that was withdrawn while it was open, and each of them says so`() throws {
        let acts: [(String, (borrowing Desk, inout CaseFile) throws -> Void)] = [
            ("claim", { try $0.claim(true, in: &$1) }),
            ("recuse", { try $0.recuse(reason: "I know them", in: &$1) }),
            ("worry", { try $0.mark(isWorried: true, reason: "alone", in: &$1) }),
            ("hold", { try $0.hold(reason: "wait", in: &$1) }),
            ("retract", { try $0.retract(reason: "asked", in: &$1) }),
            ("withdraw", { _ = try $0.withdraw(reason: "asked", in: &$1) }),
            ("letter", { try $0.write("How are you?", language: nil, in: &$1) }),
            ("decline the text", { try $0.declineTexts(reason: "no", in: &$1) }),
            ("decline the story", { _ = try $0.declineStory(reason: "no", in: &$1) }),
            (
                "approve",
                { desk, open in
                    var cache = QueueCache(path: "")
                    let manuscript = try open.openCandidate().manuscript
                    _ = try desk.approve(manuscript, in: &open, beside: [], &cache)
                }
            ),
            ("propose", { try $0.propose(self.text("Two", $1.state.terms), in: &$1) }),
            (
                "slip",
                { desk, open in
                    let candidate = try open.openCandidate()
                    let slip = ReturnedSlip(
                        proposal: candidate.statement, manuscript: candidate.manuscript,
                        consent: open.state.consentHeads, answer: .changes)
                    try desk.record(slip, words: "the name", in: &open)
                }
            ),
        ]
        let ana = try desk("ana")
        var first = try ana.file(file.caseID)
        try ana.propose(text("One", first.state.terms), in: &first)
        let open = try acts.map { _ in Open(try ana.file(file.caseID)) }
        try file.reload()
        try file.say(Withdrawal(reason: ""), by: file.writer)
        try file.store()
        let before = try count()
        for ((name, act), open) in zip(acts, open) {
            #expect(throws: Refusal.self, "\(name)") { try act(ana, &open.file) }
        }
        #expect(try count() == before)
    }

    @Test func `a signature that is taken off a statement while its case is open is missed`() throws {
        let ana = try desk("ana")
        var open = try ana.file(file.caseID)
        let changed = try Programs.run(
            "/usr/bin/sqlite3", [book.organisation.vault, "UPDATE statements SET signature = zeroblob(64)"])
        #expect(changed.status == 0)
        try ana.update(&open)
        let now = open.state.flaws
        #expect(Set(now) == Set(file.statements.map { .forged($0.statement.digest) }))
        let refused = #expect(throws: Refusal.self) { try open.parts().text }
        #expect(refused?.message == "the words of this story are not there any more")
    }

    @Test func `what was opened counts for the row that it was opened from: a body that is changed then is named`()
        throws
    {
        let ana = try desk("ana")
        var open = try ana.file(file.caseID)
        let (flaws, words) = (open.state.flaws, try open.parts().text)
        #expect(flaws.isEmpty && words == Self.story)
        let changed = try Programs.run(
            "/usr/bin/sqlite3",
            [
                book.organisation.vault,
                // The last byte becomes another, whatever it was.
                "UPDATE bodies SET bytes = CAST(substr(bytes, 1, length(bytes) - 1) || "
                    + "CASE substr(bytes, -1) WHEN X'5A' THEN X'A5' ELSE X'5A' END AS BLOB)",
            ])
        #expect(changed.status == 0)
        try ana.update(&open)
        let now = open.state.flaws
        let fresh = try ana.file(file.caseID).state.flaws
        #expect(now.count == 2 && now == fresh)
        let refused = #expect(throws: Refusal.self) { try open.parts().text }
        #expect(refused?.message == "the words of this story are not there any more")
    }
}
