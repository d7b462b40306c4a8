import Envelope
import OpeningCount
import Testing
import Vault

@testable import Review

/// A story is opened once for one view of it, whatever is done with it then, and is wiped with the view.
struct OneOpeningTests {
    private static let story = "An invented story. Tyrell Banks hit me in Hammond, and Tyrell laughed."
    private let book: Casebook

    init() throws { book = try Casebook(Organisation()) }

    private func told(_ words: String = story) throws -> Casebook.File {
        let file = try book.file()
        try file.tell(words)
        try file.store()
        return file
    }

    /// The bodies of the stories of a case, with their digests.
    private func stories(_ caseID: CaseID) throws -> [(digest: Digest, body: Sealed)] {
        try book.vault.statements(of: caseID).compactMap { row in
            guard case .sound(let statement, let body?) = row, statement.header.kind == .received else { return nil }
            return (statement.digest, body)
        }
    }

    @Test func `from the queue to a signed proposal and to the last approval each reviewer opens the story once`()
        throws
    {
        let caseID = try told().caseID
        let story = try #require(try stories(caseID).first).body
        var ana = try Evening("ana", book)
        let reading = try story.openings { try ana.reveal(caseID) }
        #expect(reading == 1)
        let shown = ana.session.screen.file?.story?.text
        #expect(shown == Self.story)
        // Decisions, each of them saved; the title; the summary; the signature.
        let working = try story.openings { try ana.propose("Invented") }
        #expect(working == 0)
        let said = ana.session.screen.note
        #expect(said == "Proposed. Another reviewer compares it now.")
        for (name, have) in [("ben", 1), ("ana", 2)] {
            var reviewer = try Evening(name, book)
            let approving = try story.openings {
                try reviewer.reveal(caseID)
                try reviewer.approve()
            }
            #expect(approving == 1)
            let said = reviewer.session.screen.note
            #expect(said == "Approved: \(have) of 2.")
        }
    }

    @Test func `for decisions, a letter and an approval each body is opened once, drafts too`() throws {
        let caseID = try told().caseID
        // What the day brought before: a letter that was begun, and work of both.
        for name in ["ana", "ben"] {
            var reviewer = try Evening(name, book)
            try reviewer.reveal(caseID)
            try reviewer.press(.character("4"), .character("x"), .character("L"), .character("0"))
            try reviewer.type("We read it")
            try reviewer.pause()
        }
        var ana = try Evening("ana", book)
        fh_count_all_openings()
        try ana.reveal(caseID)
        let first = fh_opened_bodies()
        try ana.press(.character("4"))
        for _ in 0..<5 { try ana.press(.home, .character("#"), .home, .character("x")) }
        try ana.press(.character("L"))
        let words = ana.session.screen.note
        #expect(words == "This is what you typed before.")
        try ana.type(" all.")
        try ana.pause()
        try ana.press(.control("s"), .enter)
        #expect(first > 3 && fh_most_openings() == 1)
        // Ten decisions and a letter open nothing but what is new: the letter itself, and what is signed with it.
        #expect(fh_opened_bodies() - first < 4)
        try ana.propose("Invented")
        var ben = try Evening("ben", book)
        fh_count_all_openings()
        try ben.reveal(caseID)
        try ben.approve()
        let said = ben.session.screen.note
        #expect(said == "Approved: 1 of 2." && fh_most_openings() == 1)
    }

    @Test func `a letter that is being typed is a draft, and goes when it is sealed`() throws {
        let caseID = try told().caseID
        let desk = try Desk.opened("ana", of: book.organisation, book)
        func kept() throws -> String? {
            try desk.draft(of: caseID, .letter).flatMap { String(validating: $0.draft.content, as: UTF8.self) }
        }
        var ana = try Evening("ana", book)
        try ana.reveal(caseID)
        try ana.press(.character("L"), .character("0"))
        try ana.type("We read it a")
        // The connection ends: the line that was being typed is kept with the rest.
        ana.session.keepTyped()
        #expect(try kept() == "We read it a")
        var again = try Evening("ana", book)
        try again.reveal(caseID)
        try again.press(.character("L"))
        try again.type("ll.")
        try again.press(.control("s"), .enter)
        let said = again.session.screen.note
        #expect(said.hasPrefix("Sealed."))
        #expect(try kept() == nil)
    }

    @Test func `a story that grows while it is open is opened only where it grew`() throws {
        let file = try told()
        let story = try #require(try stories(file.caseID).first)
        var ana = try Evening("ana", book)
        try ana.reveal(file.caseID)
        try file.reload()
        try file.add("More of it. Loretta Pruitt saw him.")
        try file.store()
        let again = try story.body.openings { try ana.reveal(file.caseID) }
        #expect(again == 0)
        let shown = ana.session.screen.file?.story?.text
        #expect(shown == Self.story + "\n\nMore of it. Loretta Pruitt saw him.")
    }

    @Test
    func `the words are wiped when another case is opened, when they are destroyed, and when the reviewer leaves`()
        throws
    {
        let (first, second) = (try told(), try told("Another invented story."))
        let (one, two) = (try stories(first.caseID)[0].digest, try stories(second.caseID)[0].digest)
        var ana = try Evening("ana", book)
        try ana.reveal(first.caseID)
        weak var words = ana.held(one)
        #expect(words != nil)
        try ana.open(second.caseID)
        #expect(words == nil)
        words = ana.held(two)
        #expect(words != nil)
        try book.vault.destroyBodies(of: second.caseID, keeping: [])
        try ana.open(second.caseID)
        #expect(words == nil)
        try ana.reveal(first.caseID)
        words = ana.held(one)
        #expect(words != nil)
        try ana.press(.character("q"))
        #expect(words == nil)
    }

    @Test func `the count counts: whoever opens a case anew opens its story anew`() throws {
        let caseID = try told().caseID
        let story = try #require(try stories(caseID).first).body
        let desk = try Desk.opened("ana", of: book.organisation, book)
        let count = try story.openings { for _ in 0..<3 { _ = try desk.file(caseID) } }
        #expect(count == 3)
    }
}
