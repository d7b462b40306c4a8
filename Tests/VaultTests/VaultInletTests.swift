import Envelope
import GRDB
import Ledger
import Mailbox
import Testing

@testable import Vault

/// What the intake does with the case of somebody who came back.
struct VaultInletTests {
    let folder: ScratchFolder
    let vault: VaultArchive
    init() throws {
        folder = try ScratchFolder()
        vault = try folder.inlet()
    }

    private func letter(_ sender: Sender, _ text: String = "Thank you for writing back.") throws -> SealedStatement {
        try sender.survivor.writes(
            Array(text.utf8).span, language: "en", answers: nil, seen: [], day: Day(number: 22_001),
            reviewers: sender.sealer)
    }

    @Test func `a survivor's withdrawal leaves a signed tombstone and nothing else of the case`() async throws {
        let (sender, other) = (try Sender(folder), try Sender(folder))
        let (story, kept) = (try sender.submission(), try other.submission())
        for submission in [story, kept] { _ = try await vault.inlet.admit(submission) }
        let letter = try letter(sender)
        #expect(try await vault.inlet.write([letter], of: sender.caseID, tag: nil) == .no)
        let tombstone = try sender.withdrawal().statement
        #expect(try await vault.inlet.withdraw(tombstone) == .done)

        let residue = try Residue(folder.raw())
        #expect(residue.share(of: story.statements + [letter]) == 0)
        #expect(residue.share(of: kept.statements) > 0.9)
        let mail = try await vault.inlet.read(sender.caseID)
        #expect(mail.statements.count == 4)
        #expect(mail.statements.contains(.sound(tombstone, body: nil)))
        for row in mail.statements {
            guard case .sound(let statement, let body) = row else {
                Issue.record("a row is not sound")
                continue
            }
            #expect(statement.isSigned && body == nil)
        }
        // It absorbs what comes later, and doing it again changes nothing.
        #expect(try await vault.inlet.admit(sender.submission("Other words.")) == .withdrawn)
        #expect(try await vault.inlet.write([self.letter(sender)], of: sender.caseID, tag: nil) == .surely)
        _ = try await vault.inlet.withdraw(tombstone)
        #expect(try await vault.inlet.read(sender.caseID).statements.count == 4)
    }

    @Test func `a letter that arrives twice from one page is one letter`() async throws {
        let sender = try Sender(folder)
        _ = try await vault.inlet.admit(sender.submission())
        let tag = RetryTag(unchecked: randomBytes(32))
        for _ in 0..<3 { #expect(try await vault.inlet.write([letter(sender)], of: sender.caseID, tag: tag) == .no) }
        #expect(try await vault.inlet.read(sender.caseID).statements.count == 3)
        #expect(
            try await vault.inlet.write([letter(sender)], of: sender.caseID, tag: RetryTag(unchecked: randomBytes(32)))
                == .no
        )
        #expect(try await vault.inlet.read(sender.caseID).statements.count == 4)
    }

    @Test func `what is said with words is written with them, or not at all`() async throws {
        let sender = try Sender(folder)
        _ = try await vault.inlet.admit(sender.submission())
        let bad = try SealedStatement(statement: letter(sender).statement, body: letter(Sender(folder)).body)
        await #expect(throws: VaultError.malformed) {
            _ = try await vault.inlet.write([letter(sender), bad], of: sender.caseID, tag: nil)
        }
        #expect(try await vault.inlet.read(sender.caseID).statements.count == 2)
    }

    @Test func `a letter is destroyed on its day and no later showing puts it off`() async throws {
        let sender = try Sender(folder)
        let story = try sender.submission()
        _ = try await vault.inlet.admit(story)
        let letters = try (0..<3).map { try letter(sender, "Letter number \($0), to be destroyed.") }
        for letter in letters { #expect(try await vault.inlet.write([letter], of: sender.caseID, tag: nil) == .no) }
        let digests = letters.map(\.statement.digest)
        let day = Day(number: 22_010)
        try await vault.inlet.scheduleDestruction(Set(digests.prefix(2)), of: sender.caseID, on: day)
        try await vault.inlet.scheduleDestruction(Set(digests), of: sender.caseID, on: day + 5)
        #expect(
            try await vault.inlet.read(sender.caseID).deadlines == [
                digests[0]: day, digests[1]: day, digests[2]: day + 5,
            ])

        try await vault.upkeep.destroyDue(on: day + -1)
        #expect(try rowCounts(vault) == [1, 5, 5])
        try await vault.upkeep.destroyDue(on: day)
        #expect(try rowCounts(vault) == [1, 5, 3])
        let residue = try Residue(folder.raw())
        #expect(residue.share(of: Array(letters.prefix(2))) == 0)
        #expect(residue.share(of: story.statements + [letters[2]]) > 0.9)
        #expect(try await vault.inlet.read(sender.caseID).deadlines == [digests[2]: day + 5])
        // What the survivor has read goes at once.
        _ = try await vault.inlet.destroyBodies([digests[2]], of: sender.caseID)
        #expect(try Residue(folder.raw()).share(of: [letters[2]]) == 0)
        #expect(try await vault.inlet.read(sender.caseID).deadlines.isEmpty)
    }

    @Test func `nothing of one case can be destroyed, scheduled or written under another`() async throws {
        let (sender, other) = (try Sender(folder), try Sender(folder))
        for sender in [sender, other] { _ = try await vault.inlet.admit(sender.submission()) }
        let digests = try Set(vault.statements(of: other.caseID).map(\.digest))
        _ = try await vault.inlet.destroyBodies(digests, of: sender.caseID)
        try await vault.inlet.scheduleDestruction(digests, of: sender.caseID, on: Day(number: 1))
        try await vault.upkeep.destroyDue(on: Day(number: 30_000))
        #expect(try rowCounts(vault) == [2, 4, 4])
        let letter = try letter(other)
        await #expect(throws: VaultError.malformed) {
            _ = try await self.vault.inlet.write([letter], of: sender.caseID, tag: nil)
        }
    }

    @Test func `a code that is kept is known as kept, for its case alone`() async throws {
        let (sender, other) = (try Sender(folder), try Sender(folder))
        for _ in 0..<2 { try await vault.inlet.keepCode(of: sender.caseID) }
        #expect(try await vault.inlet.read(sender.caseID).keepsCode)
        #expect(try await !vault.inlet.read(other.caseID).keepsCode)
    }

    @Test func `a vault of the first version is brought to this one, and its stories stay`() async throws {
        let sender = try Sender(folder)
        let story = try sender.submission()
        _ = try await vault.inlet.admit(story)
        let intruder = try folder.intruder()
        try await intruder.write { db in
            try db.execute(
                sql: """
                    DROP TABLE deadlines; DROP TABLE kept_codes;
                    DELETE FROM grdb_migrations WHERE identifier = '2';
                    """)
        }
        #expect(throws: VaultError.olderVersion) { _ = try VaultReader.open(path: self.folder.vault) }
        let updated = try folder.inlet()
        try await updated.inlet.keepCode(of: sender.caseID)
        #expect(try updated.statements(of: sender.caseID).map(\.digest) == story.digests)
    }

    @Test func `a desk that had the case open writes nothing into it once its survivor took it back`() async throws {
        let sender = try Sender(folder)
        _ = try await vault.inlet.admit(sender.submission())
        let letter = try letter(sender)
        _ = try await vault.inlet.withdraw(sender.withdrawal().statement)
        let desk = try VaultArchive.open(path: folder.vault)
        #expect(throws: VaultError.withdrawn) { try desk.append([letter]) }
        #expect(try rowCounts(vault) == [1, 3, 0])
    }

    /// A keyring whose reviewers are these.
    private func keyring(_ reviewers: [Sender]) throws -> Keyring {
        let members = try reviewers.enumerated().map { place, reviewer in
            try Keyring.Member(
                key: PublicKey(
                    role: .reviewer, name: "reviewer-\(place)", encryption: EncryptionKey(unchecked: randomBytes(32)),
                    signing: reviewer.survivor.signingKey), standing: .active)
        }
        return Keyring(serial: 1, from: .today, until: .today + 30, reviewers: members, publishers: [])
    }

    @Test func `a case that two reviewers withdrew takes nothing in, from a desk or a page that had it open`()
        async throws
    {
        let (sender, ana, ben, stranger) = (
            try Sender(folder), try Sender(folder), try Sender(folder), try Sender(folder)
        )
        let keyring = try keyring([ana, ben])
        _ = try await vault.inlet.admit(sender.submission())
        let desk = try VaultArchive.open(path: folder.vault)
        func keep(_ statement: SealedStatement) throws { try desk.append([statement], under: keyring) }
        let forged = try sender.withdrawal(of: sender.caseID).statement
        let header = StatementHeader(
            author: ben.survivor.signingKey, body: forged.header.body, caseID: sender.caseID, day: forged.header.day,
            kind: .withdrawn, seen: [])
        // One reviewer, twice; a stranger; and a row that only says that it is the second reviewer's.
        try keep(ana.withdrawal(of: sender.caseID))
        try keep(ana.withdrawal(of: sender.caseID))
        try keep(stranger.withdrawal(of: sender.caseID))
        let unsigned = Statement(header: header, signature: Signature(unchecked: randomBytes(Signature.length)))
        let body = try ben.withdrawal(of: sender.caseID).body
        try keep(SealedStatement(statement: unsigned, body: body))
        try keep(letter(sender))
        #expect(try await vault.inlet.write([letter(sender)], of: sender.caseID, tag: nil, under: keyring) == .no)
        #expect(try await vault.inlet.admit(sender.submission("More."), under: keyring) == .added)

        try keep(ben.withdrawal(of: sender.caseID))
        try desk.destroyBodies(of: sender.caseID, keeping: [])
        let late = try letter(sender)
        #expect(throws: VaultError.withdrawn) { try desk.append([late], under: keyring) }
        #expect(throws: VaultError.withdrawn) {
            try desk.keepDraft(late, replacing: [], until: .today + 90, under: keyring)
        }
        #expect(try await vault.inlet.write([late], of: sender.caseID, tag: nil, under: keyring) == .surely)
        let more = try sender.submission("Even more.")
        #expect(try await vault.inlet.admit(more, under: keyring) == .withdrawn)
        #expect(try await vault.inlet.standing(of: more.tag, in: sender.caseID, under: keyring) == .withdrawn)
        #expect(try rowCounts(vault).last == 0)
    }

    @Test func `while nobody can tell whether a case is withdrawn it takes nothing in and loses nothing`() async throws
    {
        let (sender, ana, ben) = (try Sender(folder), try Sender(folder), try Sender(folder))
        let active = try keyring([ana, ben])
        _ = try await vault.inlet.admit(sender.submission())
        let desk = try VaultArchive.open(path: folder.vault)
        for reviewer in [ana, ben] { try desk.append([reviewer.withdrawal(of: sender.caseID)], under: active) }
        // Ben's key was stolen, and nobody made a list yet.
        let unweighed = Keyring(
            serial: 2, from: active.from, until: active.until,
            reviewers: active.reviewers.map {
                .init(
                    key: $0.key,
                    standing: $0.key.signing == ben.survivor.signingKey ? .compromised(list: nil) : .active)
            }, publishers: [])
        let before = try rowCounts(vault)
        let late = try letter(sender)
        #expect(throws: VaultError.closed) { try desk.append([late], under: unweighed) }
        #expect(throws: VaultError.closed) {
            try desk.keepDraft(late, replacing: [], until: .today + 90, under: unweighed)
        }
        #expect(try await vault.inlet.write([late], of: sender.caseID, tag: nil, under: unweighed) == .unknown)
        #expect(try await vault.inlet.admit(sender.submission("More."), under: unweighed) == .closed)
        await #expect(throws: VaultError.closed) {
            try await self.vault.inlet.finishWithdrawal(of: sender.caseID, under: unweighed)
        }
        #expect(try rowCounts(vault) == before)
        // Who has the code takes it back all the same.
        try desk.append([sender.withdrawal()], under: unweighed)
        #expect(
            try await vault.inlet.standing(of: sender.submission().tag, in: sender.caseID, under: unweighed)
                == .withdrawn)
    }

    @Test func `a decline and a showing each have their day, and taking back the decline leaves the other`()
        async throws
    {
        let sender = try Sender(folder)
        _ = try await vault.inlet.admit(sender.submission())
        let letter = try letter(sender)
        #expect(try await vault.inlet.write([letter], of: sender.caseID, tag: nil) == .no)
        let digest = letter.statement.digest
        let desk = try VaultArchive.open(path: folder.vault)
        let day = Day(number: 22_000)
        try desk.scheduleDestruction([digest], of: sender.caseID, on: day + 30)
        try await vault.inlet.scheduleDestruction([digest], of: sender.caseID, on: day + 7)
        try desk.cancelDestruction([digest], of: sender.caseID)
        #expect(try await vault.inlet.read(sender.caseID).deadlines == [digest: day + 7])
        try await vault.upkeep.destroyDue(on: day + 7)
        #expect(try Residue(folder.raw()).share(of: [letter]) == 0)
    }

    @Test func `a withdrawal whose log could not be emptied is finished later, and not before`() async throws {
        let sender = try Sender(folder)
        let story = try sender.submission()
        _ = try await vault.inlet.admit(story)
        try await vault.store.writer.writeWithoutTransaction { try $0.execute(sql: "PRAGMA busy_timeout = 20") }
        let intruder = try folder.intruder()
        try await intruder.writeWithoutTransaction { db in
            try db.execute(sql: "BEGIN; SELECT * FROM statements")
        }
        #expect(try await vault.inlet.withdraw(sender.withdrawal().statement) == .pending)
        // It stands, whatever becomes of the log.
        #expect(try await vault.inlet.admit(sender.submission("More.")) == .withdrawn)
        #expect(try await vault.inlet.finishWithdrawal(of: sender.caseID) == .pending)
        #expect(vault.upkeep.owesErasure)
        await #expect(throws: VaultError.busy) { try await self.vault.upkeep.finishErasing() }
        #expect(vault.upkeep.owesErasure)
        try await intruder.writeWithoutTransaction { try $0.execute(sql: "COMMIT") }
        try await vault.upkeep.finishErasing()
        #expect(!vault.upkeep.owesErasure)
        #expect(try Residue(folder.raw()).share(of: story.statements) == 0)
        #expect(try await vault.inlet.finishWithdrawal(of: sender.caseID) == .done)
    }
}
