import Envelope
import Ledger
import Policies
import Sealing
import Testing
import Unsealing
import Vault

@testable import Review

/// What a leaving list names of a stolen key: nothing that its thief could have signed.
@Suite(.serialized) struct LeavingReviewTests {
    private let organisation: Organisation
    private let book: Casebook
    /// The thief dates back whatever they like.
    private let before, stolen: Day

    init() throws {
        organisation = try Organisation()
        book = try Casebook(organisation)
        (before, stolen) = (book.today + -5, book.today + -1)
    }

    private func review(_ day: Day?, stands: Set<CaseID> = []) throws -> LeavingReview {
        let desk = try Desk.opened("ana", of: organisation, book)
        return try LeavingReview(of: book.ben.key.publicKey, stolen: day, stands: stands, on: desk)
    }

    private func done(_ answer: Programs.Answer) throws { try #require(answer.status == 0, "\(answer.errors)") }

    /// A case with an approval by Ben's key that says it is of before the theft; and the approval.
    private func approved() throws -> (file: Casebook.File, yes: Digest) {
        let file = try book.file()
        try file.agree(day: before)
        let text = try file.say(
            Proposal(
                manuscript: Manuscript(title: "A title", text: "It was late.", language: "en"), consent: file.consents,
                policy: book.policies.review.digest), by: book.ana, day: before)
        let yes = try file.say(
            Approval(
                proposal: text.statement.digest, manuscript: text.statement.header.body, consent: file.consents,
                policy: book.policies.review.digest, manuscriptKey: nil), by: book.ben, day: before)
        try file.store()
        return (file, yes.statement.digest)
    }

    /// The same statement of a day, as somebody without its author's key would sign it.
    private func forge(_ statement: SealedStatement, as author: SigningKey) -> SealedStatement {
        let header = statement.statement.header
        let forged = StatementHeader(
            author: author, body: header.body, caseID: header.caseID, day: header.day, kind: header.kind,
            seen: header.seen)
        return SealedStatement(
            statement: Statement(header: forged, signature: Signature(unchecked: randomBytes(Signature.length))),
            body: statement.body)
    }

    @Test
    func `what is dated back is vouched for by another reviewer alone, who had it before the theft`() throws {
        let cases = try (0..<6).map { _ in try approved() }
        // To stop too much hurts nobody: a hold needs no witness.
        let hold = try cases[1].file.say(HoldPlaced(reason: "a call came"), by: book.ben, day: before)
        try cases[1].file.store()
        let lists = organisation.folder + "/lists"
        try done(organisation.review("ana", ["keys", "leaving", "ben", "--to", lists]))
        try done(
            organisation.steward(["replace", "ben", organisation.newKey("ben-2"), "--list", lists + "/ben.leaving"]))
        let ben2 = try Colleague("ben-2", in: organisation)
        func list(_ number: Int, by signer: any StatementSigner, _ day: Day) throws -> SealedStatement {
            let file = cases[number].file
            return try file.say(Checkpoint(statements: file.statements.map(\.statement.digest)), by: signer, day: day)
        }
        // Another reviewer, in time.
        try cases[0].file.append(list(0, by: book.ana, before + 1))
        // Too late; the same person under a newer key; nobody; and the survivor, who is no reviewer.
        try cases[1].file.append(list(1, by: book.ana, book.today))
        try cases[2].file.append(list(2, by: ben2, before + 1))
        try cases[3].file.append(forge(list(3, by: ben2, before + 1), as: book.ana.signingKey))
        try cases[4].file.append(cases[4].file.agree(day: before + 1))
        // What the first list did not name does not come back with a second one; nor does what Ben never signed.
        let late = try cases[5].file.say(HoldPlaced(reason: "a lie"), by: book.ben, day: before)
        try cases[5].file.append(late)
        let forged = try forge(
            cases[5].file.say(HoldPlaced(reason: "another"), by: ben2, day: before), as: book.ben.signingKey)
        try cases[5].file.append(forged)

        let review = try review(stolen)
        #expect(review.listed == [cases[0].yes, hold.statement.digest])
        #expect(Set(review.leftOut.map(\.caseID)) == Set(cases.dropFirst().map(\.file.caseID)))
        #expect(review.leftOut.count == 5)
        #expect(review.again == [cases[0].file.caseID])
        #expect(try self.review(stolen, stands: [cases[0].file.caseID]).again.isEmpty)
        // Nobody had the key of somebody who leaves in good standing.
        let good = try self.review(nil)
        #expect(
            good.listed == Set(cases.map(\.yes) + [hold.statement.digest]) && good.leftOut.isEmpty && good.again.isEmpty
        )
    }

    @Test func `a withdrawal by a stolen key stands where it has destroyed the story, and nowhere else`() throws {
        func withdrawn(by colleagues: [Colleague]) throws -> (file: Casebook.File, bens: Digest) {
            let file = try approved().file
            let said = try colleagues.map { try file.say(Withdrawal(reason: "she asked"), by: $0) }
            try file.store()
            return (file, try #require(said.last).statement.digest)
        }
        let gone = try withdrawn(by: [book.ana, book.ben]), there = try withdrawn(by: [book.ana, book.ben])
        let half = try withdrawn(by: [book.ben])
        // A story of which two said that it is to go, and one that somebody took out of the file who has no key at all.
        for file in [gone.file, half.file] { try book.vault.destroyBodies(of: file.caseID, keeping: []) }
        let held = try approved().file
        let forged = try forge(
            held.say(HoldPlaced(reason: "a lie"), by: book.ana, day: before), as: book.ben.signingKey)
        try held.append(forged)
        let listed = try review(book.today).listed
        #expect(!listed.contains(forged.statement.digest), "what Ben never signed")
        #expect(listed.contains(gone.bens))
        #expect(!listed.contains(there.bens) && !listed.contains(half.bens))

        let lists = organisation.folder + "/lists"
        try done(
            organisation.review(
                "ana", ["keys", "leaving", "ben", "--stolen", book.today.description, "--to", lists]))
        try done(organisation.steward(["compromise", "ben", "--list", lists + "/ben.leaving"]))
        let stages = try organisation.cases().reduce(into: [:]) { $0[$1.id] = $1.stage }
        #expect(stages[gone.file.caseID.short] == "withdrawn")
        #expect(stages[there.file.caseID.short] != "withdrawn" && stages[half.file.caseID.short] != "withdrawn")
    }
}
