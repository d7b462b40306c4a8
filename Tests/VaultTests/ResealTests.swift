import Envelope
import Foundation
import GRDB
import Testing

@testable import Vault

/// Sealing stored bodies to other readers.
struct ResealTests {
    let folder: ScratchFolder
    let sender: Sender

    init() throws {
        folder = try ScratchFolder()
        sender = try Sender(folder)
    }

    private func slots(_ vault: VaultArchive) throws -> [Digest: [Sealed.Slot]] {
        try vault.statements(of: sender.caseID).reduce(into: [:]) { found, row in
            if case .sound(let statement, let body?) = row { found[statement.digest] = body.slots }
        }
    }

    @Test func `other slots take the place of those that were there, and nothing else changes`() throws {
        let vault = try folder.inlet()
        let statements = try sender.submission().statements
        try vault.append(statements)
        let first = statements[0]
        let kept = Array(first.body.slots.dropFirst())
        try vault.reseal([first.statement.digest: kept], of: sender.caseID)
        #expect(try slots(vault)[first.statement.digest] == kept)
        #expect(try slots(vault)[statements[1].statement.digest] == statements[1].body.slots)
        let rows = try vault.statements(of: sender.caseID)
        #expect(rows.contains(.sound(first.statement, body: first.body.with(slots: kept))))
        // In another case, or where no body is, nothing happens.
        let other = CaseID(unchecked: [UInt8](repeating: 1, count: CaseID.length))
        try vault.reseal([first.statement.digest: first.body.slots], of: other)
        try vault.reseal([Digest(unchecked: randomBytes(32)): kept], of: sender.caseID)
        #expect(try vault.statements(of: sender.caseID) == rows)
        try vault.destroyBodies(of: sender.caseID, keeping: [])
        try vault.reseal([first.statement.digest: first.body.slots], of: sender.caseID)
        #expect(try slots(vault).isEmpty)
    }

    @Test func `slots that were taken off stand nowhere in the file or its log`() throws {
        let first = try sender.submission().statements[0]
        let gone = first.body.slots[0]
        // The middle of the box, which stands nowhere else.
        let mark = Array(gone.box[40..<72])
        let vault = try folder.inlet()
        try vault.append([first])
        for _ in 0..<40 { try vault.append(sender.submission().statements) }
        #expect(try folder.raw().firstRange(of: mark) != nil)
        try vault.reseal([first.statement.digest: Array(first.body.slots.dropFirst())], of: sender.caseID)
        try vault.upkeep.emptyLog()
        #expect(try folder.raw().firstRange(of: mark) == nil)
        #expect(try folder.raw().firstRange(of: Array(first.body.slots[1].box[40..<72])) != nil)
    }

    @Test func `a draft is sealed to others too`() throws {
        let vault = try folder.inlet()
        let draft = try sender.submission().statements[0]
        try vault.keepDraft(draft, replacing: [], until: Day(number: 30_000))
        let kept = Array(draft.body.slots.dropFirst())
        try vault.reseal([draft.statement.digest: kept], of: sender.caseID)
        #expect(try vault.drafts(of: sender.caseID) == [.sound(draft.statement, body: draft.body.with(slots: kept))])
    }
}
