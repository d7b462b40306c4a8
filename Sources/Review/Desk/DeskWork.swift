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

    init(stories: [Digest], title: String, language: String?, plan: String) {
        self.stories = stories
        self.title = title
        self.language = language
        self.plan = plan
    }

    /// Reads a draft; nil if its content is not as `content` writes it.
    init?(_ draft: Draft) {
        guard let text = String(validating: draft.content, as: UTF8.self) else { return nil }
        let parts = text.split(separator: "\n", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 3, parts[1].isEmpty || Manuscript.isLanguageTag(parts[1]) else { return nil }
        self.init(
            stories: draft.stories, title: parts[0], language: parts[1].isEmpty ? nil : parts[1], plan: parts[2])
    }

    var content: [UInt8] { Array("\(title.filter { !$0.isNewline })\n\(language ?? "")\n\(plan)".utf8) }
}

extension Desk {
    /// The work on the words of a case: that of the text that stands, or else this reviewer's, another's, or a fresh look.
    ///
    /// What was decided for the words of before holds in a story that has grown since.
    /// - Parameter text: the words as they are on the screen.
    /// - Returns: the work, and whose it is if it was saved before.
    func work(on text: String, of caseID: CaseID) throws -> (work: RedactionDesk, saved: SavedWork?) {
        let file = try file(caseID)
        let parts = try file.parts(reviewer)
        guard parts.text == text else {
            throw Refusal(.unavailable, "the story has grown since you opened it", hint: "open the case again")
        }
        let form = file.language
        let redactor = Redactor(team: TeamLists(policies.redaction))
        let saved = try drafts(of: caseID)
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
    func save(_ work: DeskWork, of caseID: CaseID) throws {
        let file = try file(caseID)
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
