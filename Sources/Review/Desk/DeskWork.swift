import Custody
import Envelope
import Files
import Ledger
import Policies
import Redaction
import Unsealing
import Vault

/// Work on a text as it is sealed in a draft (FORMAT §6.8).
struct DeskWork: Equatable {
    /// The stories whose words it is made for; they stand beside the content.
    let stories: [Digest]
    let title: String
    /// The language that a reviewer said; nil while nobody did.
    let language: String?
    let plan: String

    var content: [UInt8] { Array("\(title.filter { !$0.isNewline })\n\(language ?? "")\n\(plan)".utf8) }
}

extension DeskWork {
    /// Reads a draft; nil if its content is not as `content` writes it.
    init?(_ draft: Draft) {
        guard let text = String(validating: draft.content, as: UTF8.self) else { return nil }
        let parts = text.split(separator: "\n", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 3, parts[1].isEmpty || Manuscript.isLanguageTag(parts[1]) else { return nil }
        self.init(
            stories: draft.stories, title: parts[0], language: parts[1].isEmpty ? nil : parts[1], plan: parts[2])
    }
}

extension Desk {
    /// The work on the words of a case: that of the text that stands, or else this reviewer's, another's, or a fresh look.
    ///
    /// What was decided for the words of before holds in a story that has grown since.
    /// - Parameter text: the words as they are on the screen.
    /// - Returns: the work, and whose it is if it was saved before.
    func work(on text: String, in file: borrowing CaseFile) throws -> (work: RedactionDesk, saved: SavedWork?) {
        let parts = try file.parts()
        guard parts.text == text else {
            throw Refusal(.unavailable, "the story has grown since you opened it", hint: "open the case again")
        }
        let form = file.language
        let credit = (try? file.termsForWork().credit) ?? ""
        let redactor = Redactor(team: TeamLists(policies.redaction), links: true)
        let saved = try drafts(in: file)
        // Whoever compares a text sees what its author decided, and why.
        let first = file.state.candidate?.author ?? me
        for draft in saved.filter({ $0.author == first }) + saved.filter({ $0.author != first }) {
            guard let work = DeskWork(draft.draft), let plan = parts.plan(work, redactor: redactor) else { continue }
            let desk = RedactionDesk(
                plan, title: work.title, policy: policies.redaction,
                language: StoryLanguage(plan.language, form: form, said: work.language), stories: parts.stories,
                credit: credit)
            return (desk, SavedWork(author: draft.author.name, hasGrown: work.stories != parts.stories))
        }
        let plan = RedactionPlan(text, redactor: redactor)
        return (
            RedactionDesk(
                plan, policy: policies.redaction, language: StoryLanguage(plan.language, form: form),
                stories: parts.stories, credit: credit), nil
        )
    }

    /// Keeps the work on a text, sealed to the active reviewers, in the place of what this reviewer kept before.
    func save(_ work: DeskWork, of file: borrowing CaseFile) throws {
        // Someone may have taken the story back, or declined it, since it was opened here.
        guard !file.state.isWithdrawn, !file.state.isDeclined else { return }
        try save(work.content, for: work.stories, of: file)
    }
}

/// Whose saved work was taken up, and for which words it was made.
struct SavedWork: Equatable {
    let author: String
    /// Whether something was added to the story since.
    let hasGrown: Bool
}

/// The words of a story and of each addition to it, as they are read: one after the other, first the story.
struct StoryParts {
    struct Part {
        let statement: Digest
        let text: String
    }

    private static let between = "\n\n"

    let parts: [Part]

    var stories: [Digest] { parts.map(\.statement).sorted() }
    var text: String { parts.map(\.text).joined(separator: Self.between) }

    /// The places of each part in `text`, in code points.
    private var places: [Digest: Range<Int>] {
        var places: [Digest: Range<Int>] = [:]
        var start = 0
        for part in parts {
            let end = start + part.text.unicodeScalars.count
            places[part.statement] = start..<end
            start = end + Self.between.unicodeScalars.count
        }
        return places
    }

    /// The plan that was saved for these words, or for the story before it has grown; nil if it is one for other words.
    func plan(_ work: DeskWork, redactor: Redactor) -> RedactionPlan? {
        // The order of those that were there is the same: they are in it by kind and digest.
        let before = StoryParts(parts: parts.filter { work.stories.contains($0.statement) })
        guard before.stories == work.stories, let plan = RedactionPlan(saved: work.plan, of: before.text) else {
            return nil
        }
        guard before.parts.count < parts.count else { return plan }
        let (old, now) = (before.places, places)
        let pieces = old.compactMap { statement, range in
            now[statement].map { RedactionPlan.Piece(from: range, to: $0.lowerBound) }
        }
        return plan.carried(
            to: text, by: pieces.sorted { $0.from.lowerBound < $1.from.lowerBound }, redactor: redactor)
    }
}

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

    /// The same of a case that is open: none is opened twice.
    func drafts(in file: borrowing CaseFile, _ work: Draft.Work = .text) throws -> [SavedDraft] {
        try standingDrafts(of: file.state.caseID, file.drafts).filter { $0.draft.work == work }
    }

    func draft(in file: borrowing CaseFile, _ work: Draft.Work = .text) throws -> SavedDraft? {
        try drafts(in: file, work).first { $0.author == me }
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
        let own = try own(work, of: caseID, file.drafts)
        let turn = (own.map(\.draft.turn).max() ?? 0) + 1
        let draft = Draft(work, turn: turn, stories: stories ?? file.state.stories, content: content)
        let sealed = try signed(draft, in: file)
        try keepDraft(
            sealed, replacing: Set(own.map(\.statement)), until: today + policies.retention.draftsDays)
        file.drafts.keep(
            SavedDraft(author: me, statement: sealed.statement.digest, draft: draft), in: sealed.body)
    }

    /// Destroys this reviewer's draft of one work in a case that is open.
    func destroyDraft(in file: borrowing CaseFile, _ work: Draft.Work) throws {
        let caseID = file.state.caseID
        try destroyDrafts(Set(own(work, of: caseID, file.drafts).map(\.statement)), of: caseID)
    }

    /// Destroys this reviewer's draft of one work, when it is done or left.
    func destroyDraft(of caseID: CaseID, _ work: Draft.Work) throws {
        try destroyDrafts(Set(own(work, of: caseID).map(\.statement)), of: caseID)
    }

    private func own(_ work: Draft.Work, of caseID: CaseID, _ opened: OpenDrafts? = nil) throws -> [SavedDraft] {
        try allDrafts(of: caseID, opened).filter { $0.author == me && $0.draft.work == work }
    }

    /// Destroys all drafts of a reviewer, also of their earlier keys, or with nil those of everyone.
    ///
    /// - Parameter opened: those of a case that is open, so that none is opened again.
    func destroyDrafts(of caseID: CaseID, by author: Person?, _ opened: OpenDrafts? = nil) throws {
        let found = try allDrafts(of: caseID, opened, ofKeysThatLeft: true).filter {
            author == nil || $0.author == author
        }
        try destroyDrafts(Set(found.map(\.statement)), of: caseID)
    }

    /// Destroys what its author saved newer work in the place of.
    func destroyOldDrafts(of caseID: CaseID) throws {
        let standing = Set(try standingDrafts(of: caseID).map(\.statement))
        try destroyDrafts(Set(try allDrafts(of: caseID).map(\.statement)).subtracting(standing), of: caseID)
    }

    /// The newest draft of each reviewer and work, by name.
    private func standingDrafts(of caseID: CaseID, _ opened: OpenDrafts? = nil) throws -> [SavedDraft] {
        var newest: [String: SavedDraft] = [:]
        for saved in try allDrafts(of: caseID, opened) {
            let key = "\(saved.draft.work.rawValue) \(saved.author)"
            if saved.draft.turn >= newest[key]?.draft.turn ?? 0 { newest[key] = saved }
        }
        return newest.values.sorted { $0.author < $1.author }
    }

    private func allDrafts(
        of caseID: CaseID, _ opened: OpenDrafts? = nil, ofKeysThatLeft: Bool = false
    ) throws -> [SavedDraft] {
        try storedDrafts(of: caseID).compactMap { row in
            guard case .sound(let statement, let body?) = row, statement.isSigned,
                let author = keyring.person(signing: statement.header.author),
                ofKeysThatLeft || keyring.reviewer(signing: statement.header.author)?.standing == .active
            else { return nil }
            if let known = opened?.draft(statement.digest, in: body) { return known }
            guard let words = try? reviewer.open(body, of: caseID),
                case .draft(let draft) = Content(words, header: statement.header)
            else { return nil }
            let saved = SavedDraft(author: author, statement: statement.digest, draft: draft)
            opened?.keep(saved, in: body)
            return saved
        }
    }
}
