import Custody
import Envelope
import Files
import Foundation
import Ledger
import Redaction
import Sealing
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
        var (work, saved) = try ana.work(on: Self.story, in: ana.file(file.caseID))
        #expect(saved == nil)
        #expect(work.decide(.numbered) == nil)
        #expect(work.decide(.keep(reason: "a large city")) == nil)
        work.name("Invented")
        work.say(language: "pt-BR")
        try ana.save(work.saved, of: ana.file(file.caseID))
        try ana.save(work.saved, of: ana.file(file.caseID))

        let ben = try desk("ben", book)
        let resumed = try ben.work(on: Self.story, in: ben.file(file.caseID))
        #expect(resumed.saved == SavedWork(author: "ana", hasGrown: false))
        #expect(resumed.work.saved == work.saved)
        #expect(resumed.work.title == "Invented" && resumed.work.language.tag == "pt-BR")
        #expect(!resumed.work.language.isChecked)
        #expect(resumed.work.leftIn.contains { $0.contains("a large city") })
        #expect(try ben.storedDrafts(of: file.caseID).count == 1)
        for name in try FileManager.default.contentsOfDirectory(atPath: book.organisation.folder)
        where name.hasPrefix("vault.sqlite") {
            let bytes = try Data(contentsOf: URL(filePath: "\(book.organisation.folder)/\(name)"))
            for word in ["Hammond", "a large city", "Invented", "firsthand/plan", "pt-BR"] {
                #expect(bytes.range(of: Data(word.utf8)) == nil)
            }
        }
        var cache = QueueCache(path: "")
        var opened = try ana.file(file.caseID)
        _ = try ana.perform(.simple(.declineStory, reason: "not ours"), in: &opened, beside: [], &cache)
        #expect(try ben.storedDrafts(of: file.caseID).isEmpty)
    }

    @Test
    func `a text is proposed to its last byte, and only while the survivor allows what they did when it was made`()
        throws
    {
        let book = try Casebook(Organisation())
        let file = try book.file()
        try file.tell(Self.story)
        try file.store()
        let ana = try desk("ana", book)
        var opened = try ana.file(file.caseID)
        let terms = try #require(opened.state.terms)
        func text(_ terms: Terms) throws -> ReviewedText {
            var draft = RedactionDraft(Self.story)
            for name in ["Tyrell Banks", "Tyrell", "Hammond"] {
                try draft.add(.findAll(text: name, standIn: StandIn("Name 1")))
            }
            return try ReviewedText(draft, title: "Invented", language: "en", notes: [], terms: terms)
        }
        let other = Terms(
            Consent(
                uses: terms.uses, credit: "Ana of the river",
                policy: Digest(unchecked: [UInt8](repeating: 1, count: 32))))
        #expect(other != terms)
        let refused = #expect(throws: Refusal.self) { try ana.propose(text(other), in: &opened) }
        #expect(refused?.message.contains("has changed since") == true)
        #expect(try ana.file(file.caseID).state.candidate == nil)
        let reviewed = try text(terms)
        try ana.propose(reviewed, in: &opened)
        #expect(try ana.file(file.caseID).openCandidate().proposal.manuscript == reviewed.manuscript)
    }

    private static let addition = "More of it. Tyrell called, and so did Renata Okafor, in Hammond."

    /// A case whose story has grown since Ana saved her work.
    private func grown(_ book: Casebook, _ ana: borrowing Desk, additions: [String]) throws -> CaseID {
        let file = try book.file()
        try file.tell(Self.story)
        try file.store()
        var (work, _) = try ana.work(on: Self.story, in: ana.file(file.caseID))
        #expect(work.order.map { work.plan.name(of: $0) } == ["Tyrell Banks", "Hammond"])
        #expect(work.decide(.chosen("a man")) == nil)
        #expect(work.decide(.keep(reason: "a large city")) == nil)
        work.name("Invented")
        try ana.save(work.saved, of: ana.file(file.caseID))
        for words in additions {
            try file.reload()
            try file.add(words)
            try file.store()
        }
        return file.caseID
    }

    @Test func `when a story has grown its draft goes on: decisions stay, and what was added is decided anew`() throws {
        let book = try Casebook(Organisation())
        let ana = try desk("ana", book)
        let caseID = try grown(book, ana, additions: [Self.addition, "Before that. Loretta Pruitt knew nothing."])
        let text = try ana.file(caseID).parts().text
        #expect(text.hasPrefix(Self.story + "\n\n") && text.contains(Self.addition))
        let (work, saved) = try ana.work(on: text, in: ana.file(caseID))
        #expect(saved == SavedWork(author: "ana", hasGrown: true) && work.title == "Invented")
        let plan = work.plan
        let decided = plan.entities.filter { plan.decisions[$0.id] != nil }
        #expect(decided.map(plan.name) == ["Tyrell Banks", "Hammond"])
        // The same person goes everywhere; what was kept there is not kept here without a word.
        #expect(decided.map(\.mentions.count) == [3, 1])
        #expect(plan.decisions[decided[1].id] == .keep(reason: "a large city"))
        #expect(Set(plan.unresolved.map(plan.name)) == ["Renata Okafor", "Loretta Pruitt", "Hammond"])
        for entity in plan.entities {
            for mention in entity.mentions {
                #expect(plan.name(of: entity).contains(plan.words(of: mention)), "each place has its own words")
            }
        }
        let redacted = try #require(work.draft).apply().text
        #expect(redacted.contains("A man hit me in Hammond, and a man laughed."))
        #expect(redacted.contains("A man called") && !redacted.contains("Tyrell"))
        // What is saved now is for the story as it is now.
        try ana.save(work.saved, of: ana.file(caseID))
        let again = try ana.work(on: text, in: ana.file(caseID))
        #expect(again.saved == SavedWork(author: "ana", hasGrown: false) && again.work.saved == work.saved)
    }

    @Test func `work on a story that grew meanwhile is saved for the words that it was made for`() throws {
        let book = try Casebook(Organisation())
        let ana = try desk("ana", book)
        let file = try book.file()
        try file.tell(Self.story)
        try file.store()
        var (work, _) = try ana.work(on: Self.story, in: ana.file(file.caseID))
        try file.reload()
        try file.add(Self.addition)
        try file.store()
        // The desk still shows the story of before.
        #expect(throws: Refusal.self) { try ana.work(on: Self.story, in: ana.file(file.caseID)) }
        #expect(work.decide(.remove) == nil)
        try ana.save(work.saved, of: ana.file(file.caseID))
        let (later, saved) = try ana.work(on: ana.file(file.caseID).parts().text, in: ana.file(file.caseID))
        #expect(saved?.hasGrown == true)
        let first = try #require(later.plan.entities.first)
        #expect(later.plan.decisions[first.id] == .remove && later.plan.name(of: first) == "Tyrell Banks")
    }

    @Test func `a draft for words that are not there any more is not taken up`() throws {
        let book = try Casebook(Organisation())
        let ana = try desk("ana", book)
        let caseID = try grown(book, ana, additions: [])
        let draft = try #require(try ana.draft(of: caseID)?.draft)
        let work = try #require(DeskWork(draft))
        let other = Digest(unchecked: randomBytes(32))
        try ana.save(work.content, for: draft.stories + [other], of: ana.file(caseID))
        #expect(try ana.work(on: Self.story, in: ana.file(caseID)).saved == nil)
        for content in ["", "title", "title\n", "title\nno language\n" + work.plan, "title\nes"] {
            #expect(DeskWork(Draft(turn: 1, stories: draft.stories, content: Array(content.utf8))) == nil)
        }
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
        var claimed = try ana.file(caseID)
        try ana.claim(true, in: &claimed)
        #expect(try QueueReading(ana, cache: ana.queueCache(in: folder)).left == 1)
        for place in [0, 30, sealed.count - 1] {
            var changed = sealed
            changed[place] ^= 1
            try changed.write(to: URL(filePath: path))
            #expect(try QueueReading(ana, cache: ana.queueCache(in: folder)).left == 3)
        }
    }

    @Test func `an inbox opens what is new since the last one, and what is not as it was`() throws {
        let book = try Casebook(Organisation())
        for number in 0..<3 {
            let file = try book.file()
            try file.tell("An invented story, number \(number).", uses: [.website, .print])
            try file.store()
        }
        let ana = try desk("ana", book)
        let folder = "\(book.organisation.folder)/state-ana"
        func open() throws -> Int { try QueueReading(ana, cache: ana.queueCache(in: folder)).left }
        #expect(try open() == 3)
        let first = try book.organisation.review("ana", ["inbox"])
        #expect(first.status == 0 && first.text.contains("website, print"), "\(first.text)")
        #expect(try open() == 0)
        let second = try book.organisation.review("ana", ["inbox"])
        #expect(second.text == first.text)
        let file = try book.file()
        try file.tell("One more.")
        try file.store()
        #expect(try open() == 1)
        let third = try book.organisation.review("ana", ["inbox"])
        #expect(third.text.contains(file.caseID.short) && third.text.split(separator: "\n").count == 5)
        #expect(try open() == 0)
    }

    @Test func `a line is not believed after the day on which consent changes by itself`() throws {
        let day = Day(number: 20_000)
        let line = QueueLine(
            caseID: CaseID(unchecked: randomBytes(16)), stage: .approved, step: .ready, received: day, ends: day + 10,
            changes: day + 10, marks: [.opened, .under18, .plea, .read, .paper], letters: 2, holder: "ben",
            language: "es",
            pages: 700, warnings: 3, notes: ["prison", "violence"], approvals: 2, uses: [.website, .network],
            name: "the quilt", title: "A title")
        let fingerprint = Digest(unchecked: randomBytes(32))
        var cache = QueueCache(path: "")
        let outline = CaseOutline(line: line, facts: ["place harlow creek", "year 2014"])
        cache.take(outline, fingerprint, on: day)
        let again = try #require(QueueCache(path: "", cache.encoded))
        #expect(again.outline(of: line.caseID, fingerprint, on: day + 9) == outline)
        #expect(again.outline(of: line.caseID, fingerprint, on: day + 10) == nil)
        #expect(again.outline(of: line.caseID, fingerprint, on: Day(number: 19_999)) == nil)
        #expect(again.outline(of: line.caseID, Digest(unchecked: randomBytes(32)), on: day) == nil)
        #expect(again.facts(of: line.caseID, fingerprint, on: day + 9) == outline.facts)
        #expect(again.facts(of: line.caseID, fingerprint, on: day + 10) == nil)
        // That nobody can have approved it holds for those statements, and for this evening.
        let other = CaseID(unchecked: randomBytes(16))
        cache.passOver(other, fingerprint)
        #expect(cache.facts(of: other, fingerprint, on: day) == [])
        #expect(cache.facts(of: other, Digest(unchecked: randomBytes(32)), on: day) == nil)
        #expect(QueueCache(path: "", cache.encoded)?.facts(of: other, fingerprint, on: day) == nil)
        for cut in 1..<cache.encoded.count { #expect(QueueCache(path: "", Array(cache.encoded.dropLast(cut))) == nil) }
    }

    @Test func `a letter is sealed under no letter key but the one that the survivor told our intake`() throws {
        let organisation = try Organisation()
        let book = try Casebook(organisation)
        let file = try book.file()
        try file.tell(Self.story)
        try file.store()
        // Somebody has left, so that the survivor tells a new key when they come back.
        try #require(organisation.steward(["compromise", "ben"]).status == 0)
        let ana = try desk("ana", book)
        func key() throws -> [UInt8]? {
            try ana.file(file.caseID).letterKey().map { $0.bytes.withBytes { span in span.indices.map { span[$0] } } }
        }
        func fresh(_ generation: UInt8) throws -> FreshLetterKey {
            try #require(
                FreshLetterKey(Record(["letter-key": randomBytes(LetterKeyField.keyLength) + [0, 0, 0, generation]])))
        }
        let told = try #require(try key())
        // Whoever can write the vault seals a key of theirs to the team, and signs for somebody else's case, or for nobody.
        let planted = try file.say(fresh(1), by: book.file().writer)
        try file.append(planted)
        #expect(try key() == told)
        let header = StatementHeader(
            author: file.writer.signingKey, body: planted.statement.header.body, caseID: file.caseID, day: .today,
            kind: planted.statement.header.kind, seen: [])
        let forged = Statement(header: header, signature: planted.statement.signature)
        try file.append(SealedStatement(statement: forged, body: planted.body))
        #expect(try key() == told)
        // One of a generation that no keyring knows would be the newest for ever.
        try file.append(file.say(fresh(2), by: file.writer))
        #expect(try key() == told)
        let next = try fresh(1)
        try file.append(file.say(next, by: file.writer))
        #expect(try key() == Array(next.fields["letter-key"]?.prefix(LetterKeyField.keyLength) ?? []))
    }

    @Test func `where others must approve, the author's desk signs nothing and lets no key go`() throws {
        let organisation = try Organisation()
        try organisation.changeReviewPolicy("author-may-approve: yes", to: "author-may-approve: no")
        let book = try Casebook(organisation)
        let file = try book.file()
        try file.tell(Self.story)
        try file.store()
        let id = file.caseID.short
        let edits = ["Tyrell Banks", "Tyrell", "Hammond"].map { "find\t\($0)\t[Name 1]" }.joined(separator: "\n")
        let proposed = try organisation.propose("ana", id, title: "A title", edits: edits)
        #expect(proposed.status == 0, "\(proposed.errors)")
        #expect(try organisation.approve("ben", id).status == 0)
        let before = try book.vault.statements(of: file.caseID).count
        let own = try organisation.approve("ana", id)
        #expect(own.status == 77 && own.errors.contains("others approve what you proposed"), "\(own.errors)")
        #expect(try book.vault.statements(of: file.caseID).count == before)
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
