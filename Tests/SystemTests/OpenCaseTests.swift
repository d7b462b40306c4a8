import Envelope
import Files
import Foundation
import Ledger
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
                "UPDATE bodies SET bytes = CAST(substr(bytes, 1, length(bytes) - 1) || X'5A' AS BLOB)",
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
