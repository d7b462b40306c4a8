import Envelope
import Foundation
import Ledger
import Policies
import Sealing
import Testing
import Vault

@testable import Review

/// Rows that somebody with the vault's file wrote in another's name: the desk names them, and does nothing by them.
struct UnsignedRowTests {
    private let organisation: Organisation
    private let book: Casebook
    private let file: Casebook.File

    init() throws {
        organisation = try Organisation()
        book = try Casebook(organisation)
        file = try book.file()
        try file.tell("It was late, and Rosa held the door.")
        try file.agree()
        try file.store()
    }

    /// The same statement with a signature that nobody made.
    private func unsigned(_ said: SealedStatement) -> SealedStatement {
        let junk = Signature(unchecked: randomBytes(Signature.length))
        return SealedStatement(statement: Statement(header: said.statement.header, signature: junk), body: said.body)
    }

    private func deadlines() throws -> String {
        let answer = try Programs.run(
            "/usr/bin/sqlite3", [organisation.vault, "SELECT DISTINCT day FROM deadlines WHERE reason = 'declined'"])
        try #require(answer.status == 0, "\(answer.errors)")
        return String(decoding: answer.output, as: UTF8.self)
    }

    @Test func `a decline that nobody signed puts off no day on which words are destroyed`() throws {
        let real = try file.say(Decline(proposal: nil, reason: "not ours"), by: book.ana)
        let far = try file.say(Decline(proposal: nil, reason: "not ours"), by: book.ben, day: book.today + 3000)
        try book.vault.append([real, unsigned(far)], under: nil)
        let desk = try Desk.opened("ana", of: organisation, book)
        try desk.settle(file.caseID)
        #expect(try deadlines() == "\((book.today + desk.policies.retention.declinedDays).number)\n")
    }

    @Test func `a letter that nobody signed is no letter, and is named as damage`() throws {
        let letter = try file.say(Letter(language: "en", text: "Send it to me."), by: file.writer)
        try book.vault.append([unsigned(letter)], under: nil)
        let desk = try Desk.opened("ana", of: organisation, book)
        let open = try desk.file(file.caseID)
        #expect(open.state.flaws == [.forged(letter.statement.digest)])
        #expect(Correspondence(open.counted).items.isEmpty)
        #expect(open.newestLetter(bySurvivor: true) == nil)
        #expect(try CaseView(open, at: desk).letters.isEmpty)
    }
}
