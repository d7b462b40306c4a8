import Envelope
import GRDB
import Testing

@testable import Vault

struct AppendTests {
    let folder: ScratchFolder
    let sender: Sender
    let vault: VaultArchive
    init() throws {
        folder = try ScratchFolder()
        sender = try Sender(folder)
        vault = try folder.inlet()
    }

    @Test func `a statement that is here already changes nothing, whatever comes with it`() throws {
        let first = try sender.submission().statements[0]
        let other = try sender.submission().statements[0]
        try vault.append([first])
        let before = try vault.statements(of: sender.caseID)
        try vault.append([first, SealedStatement(statement: first.statement, body: other.body)])
        #expect(try vault.statements(of: sender.caseID) == before)
        #expect(try rowCounts(vault) == [0, 1, 1])
    }

    @Test func `a destroyed body does not come back with its statement`() throws {
        let story = try sender.submission().statements[0]
        try vault.append([story])
        try vault.destroyBodies(of: sender.caseID, keeping: [])
        try vault.append([story])
        #expect(try vault.statements(of: sender.caseID) == [.sound(story.statement, body: nil)])
    }

    @Test func `statements are added all or none`() throws {
        let good = try sender.submission().statements[0]
        let bad = try SealedStatement(
            statement: sender.withdrawal().statement, body: Sender(folder).submission().statements[0].body)
        #expect(throws: VaultError.malformed) { try vault.append([good, bad]) }
        #expect(try rowCounts(vault) == [0, 0, 0])
    }

    @Test func `the order of arrival makes no difference to what is read`() throws {
        let statements = try sender.submission().statements + sender.submission("More.").statements
        let other = try ScratchFolder()
        try vault.append(statements)
        let reversed = try other.inlet()
        for statement in statements.reversed() { try reversed.append([statement]) }
        #expect(try reversed.statements(of: sender.caseID) == vault.statements(of: sender.caseID))
    }
}
