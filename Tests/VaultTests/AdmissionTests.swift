import Envelope
import GRDB
import Testing

@testable import Vault

struct AdmissionTests {
    let folder: ScratchFolder
    let sender: Sender
    init() throws {
        folder = try ScratchFolder()
        sender = try Sender(folder)
    }

    @Test func `a story comes back as it was stored, also after the vault was closed`() async throws {
        let submission = try sender.submission()
        #expect(try await folder.inlet().inlet.admit(submission) == .stored)
        let rows = try folder.inlet().statements(of: sender.caseID)
        let expected = submission.statements.map { StoredStatement.sound($0.statement, body: $0.body) }
        #expect(rows == expected.sorted { $0.digest < $1.digest })
    }

    @Test func `parallel arrivals of one form at two vaults make one story`() async throws {
        let vaults = [try folder.inlet(), try folder.inlet()]
        let arrivals = try (0..<12).map { _ in try sender.submission() }
        let outcomes = try await withThrowingTaskGroup(of: Admission.self) { group in
            for (index, arrival) in arrivals.enumerated() {
                group.addTask { try await vaults[index % 2].inlet.admit(arrival) }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(outcomes.filter { $0 == .stored }.count == 1)
        #expect(outcomes.filter { $0 == .alreadyHere }.count == 11)
        #expect(try rowCounts(vaults[0]) == [1, 2, 2])
    }

    @Test func `the same form is known again after a restart`() async throws {
        #expect(try await folder.inlet().inlet.admit(sender.submission()) == .stored)
        let vault = try folder.inlet()
        #expect(try await vault.inlet.admit(sender.submission()) == .alreadyHere)
        #expect(try rowCounts(vault) == [1, 2, 2])
    }

    @Test func `the same form with other words is an addition`() async throws {
        let vault = try folder.inlet()
        let addition = try sender.submission("And one thing more.")
        #expect(try await vault.inlet.standing(of: addition.tag, in: sender.caseID) == nil)
        _ = try await vault.inlet.admit(sender.submission())
        #expect(try await vault.inlet.standing(of: addition.tag, in: sender.caseID) == .added)
        #expect(try await vault.inlet.admit(addition) == .added)
        #expect(try await vault.inlet.standing(of: addition.tag, in: sender.caseID) == .alreadyHere)
        #expect(try await vault.inlet.admit(addition) == .alreadyHere)
        #expect(try rowCounts(vault) == [2, 4, 4])
    }

    @Test func `a withdrawn case takes nothing in`() async throws {
        let vault = try folder.inlet()
        let submission = try sender.submission()
        _ = try await vault.inlet.admit(submission)
        try vault.append([sender.withdrawal()])
        #expect(try await vault.inlet.standing(of: submission.tag, in: sender.caseID) == .withdrawn)
        #expect(try await vault.inlet.admit(submission) == .withdrawn)
        #expect(try await vault.inlet.admit(sender.submission("And one thing more.")) == .withdrawn)
        #expect(try rowCounts(vault) == [1, 3, 3])
    }

    @Test func `nobody else's withdrawal closes a case to its survivor`() async throws {
        let vault = try folder.inlet()
        try vault.append([Sender(folder).withdrawal(of: sender.caseID)])
        let real = try sender.withdrawal().statement
        let forged = try SealedStatement(
            statement: Statement(
                header: real.header, signature: Signature(unchecked: [UInt8](repeating: 1, count: 64))),
            body: sender.withdrawal().body)
        try vault.append([forged])
        #expect(try await vault.inlet.admit(sender.submission()) == .added)
    }

    @Test func `a tag without its story is no receipt`() async throws {
        let vault = try folder.inlet()
        _ = try await vault.inlet.admit(sender.submission())
        try await folder.intruder().write { try $0.execute(sql: "DELETE FROM statements; DELETE FROM bodies") }
        #expect(try await vault.inlet.admit(sender.submission()) == .stored)
        #expect(try rowCounts(vault) == [1, 2, 2])
    }

    @Test func `what does not belong together is not stored`() async throws {
        let vault = try folder.inlet()
        let mine = try sender.submission()
        let other = try Sender(folder).submission()
        let swapped = SealedStatement(statement: mine.statements[0].statement, body: other.statements[0].body)
        let wrong = [[], other.statements, [mine.statements[0], other.statements[1]], [mine.statements[1], swapped]]
        for statements in wrong {
            let submission = Submission(caseID: mine.caseID, tag: mine.tag, statements: statements)
            await #expect(throws: VaultError.malformed) { try await vault.inlet.admit(submission) }
        }
        #expect(try rowCounts(vault) == [0, 0, 0])
    }

    @Test func `many stories at once are all stored`() async throws {
        let vault = try folder.inlet()
        let submissions = try (0..<100).map { _ in try Sender(folder).submission() }
        let outcomes = try await withThrowingTaskGroup(of: Admission.self) { group in
            for submission in submissions { group.addTask { try await vault.inlet.admit(submission) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(outcomes == [Admission](repeating: .stored, count: 100))
        #expect(try vault.caseIDs() == submissions.map(\.caseID).sorted())
        #expect(try rowCounts(vault) == [100, 200, 200])
    }
}
