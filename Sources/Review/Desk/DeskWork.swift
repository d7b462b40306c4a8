import Custody
import Envelope
import Files
import Ledger
import Policies
import Redaction
import Unsealing

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
        let redactor = Redactor(team: TeamLists(policies.redaction))
        let saved = try drafts(of: file.state.caseID)
        // Whoever compares a text sees what its author decided, and why.
        let first = file.state.candidate?.author ?? me
        for draft in saved.filter({ $0.author == first }) + saved.filter({ $0.author != first }) {
            guard let work = DeskWork(draft.draft), let plan = parts.plan(work, redactor: redactor) else { continue }
            let desk = RedactionDesk(
                plan, title: work.title, policy: policies.redaction,
                language: StoryLanguage(plan.language, form: form, said: work.language), stories: parts.stories)
            return (desk, SavedWork(author: draft.author.name, hasGrown: work.stories != parts.stories))
        }
        let plan = RedactionPlan(text, redactor: redactor)
        return (
            RedactionDesk(
                plan, policy: policies.redaction, language: StoryLanguage(plan.language, form: form),
                stories: parts.stories), nil
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
