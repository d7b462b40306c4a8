import Custody
import Envelope
import Ledger
import Policies
import Unsealing
import Vault

/// Unfinished work on a case, as it was saved last by one reviewer.
struct SavedDraft {
    let author: Person
    let statement: Digest
    let draft: Draft
}

extension Desk {
    /// The drafts of one work on a case, one for each reviewer, by name.
    ///
    /// Only what an active reviewer signed: whoever can write to the vault can seal to us too.
    func drafts(of caseID: CaseID, _ work: Draft.Work = .text) throws -> [SavedDraft] {
        try standingDrafts(of: caseID).filter { $0.draft.work == work }
    }

    /// This reviewer's own draft of a work; nil if there is none.
    func draft(of caseID: CaseID, _ work: Draft.Work = .text) throws -> SavedDraft? {
        try drafts(of: caseID, work).first { $0.author == me }
    }

    /// Saves the work in the place of what this reviewer saved of it before, sealed to every active reviewer.
    ///
    /// - Parameter stories: those whose words it is made for, where the case may have got another one since it was opened;
    ///   those of the file if nil.
    func save(
        _ content: [UInt8], _ work: Draft.Work = .text, for stories: [Digest]? = nil, of file: borrowing CaseFile
    ) throws {
        let caseID = file.state.caseID
        let own = try own(work, of: caseID)
        let turn = (own.map(\.draft.turn).max() ?? 0) + 1
        let draft = Draft(work, turn: turn, stories: stories ?? file.state.stories, content: content)
        try keepDraft(
            signed(draft, in: file), replacing: Set(own.map(\.statement)),
            until: today + policies.retention.draftsDays)
    }

    /// Destroys this reviewer's draft of one work, when it is done or left.
    func destroyDraft(of caseID: CaseID, _ work: Draft.Work) throws {
        try destroyDrafts(Set(own(work, of: caseID).map(\.statement)), of: caseID)
    }

    private func own(_ work: Draft.Work, of caseID: CaseID) throws -> [SavedDraft] {
        try allDrafts(of: caseID).filter { $0.author == me && $0.draft.work == work }
    }

    /// Destroys all drafts of a reviewer, also of their earlier keys, or with nil those of everyone.
    func destroyDrafts(of caseID: CaseID, by author: Person?) throws {
        let found = try allDrafts(of: caseID, ofKeysThatLeft: true).filter { author == nil || $0.author == author }
        try destroyDrafts(Set(found.map(\.statement)), of: caseID)
    }

    /// Destroys what its author saved newer work in the place of.
    func destroyOldDrafts(of caseID: CaseID) throws {
        let standing = Set(try standingDrafts(of: caseID).map(\.statement))
        try destroyDrafts(Set(try allDrafts(of: caseID).map(\.statement)).subtracting(standing), of: caseID)
    }

    /// The newest draft of each reviewer and work, by name.
    private func standingDrafts(of caseID: CaseID) throws -> [SavedDraft] {
        var newest: [String: SavedDraft] = [:]
        for saved in try allDrafts(of: caseID) {
            let key = "\(saved.draft.work.rawValue) \(saved.author)"
            if saved.draft.turn >= newest[key]?.draft.turn ?? 0 { newest[key] = saved }
        }
        return newest.values.sorted { $0.author < $1.author }
    }

    private func allDrafts(of caseID: CaseID, ofKeysThatLeft: Bool = false) throws -> [SavedDraft] {
        try storedDrafts(of: caseID).compactMap { row in
            guard case .sound(let statement, let body?) = row, statement.isSigned,
                let author = keyring.person(signing: statement.header.author),
                ofKeysThatLeft || keyring.reviewer(signing: statement.header.author)?.standing == .active,
                let opened = try? reviewer.open(body, of: caseID),
                case .draft(let draft) = Content(opened, header: statement.header)
            else { return nil }
            return SavedDraft(author: author, statement: statement.digest, draft: draft)
        }
    }
}
