import Custody
import Envelope
import Ledger
import Policies
import Redaction
import Unsealing

/// Work on a text as it is sealed in a draft: the title in the first line, then the plan.
struct DeskWork: Equatable {
    let title: String
    let plan: String

    init(title: String, plan: String) {
        self.title = title
        self.plan = plan
    }

    /// Reads the content of a draft; nil if it is not UTF-8 with two parts.
    init?(_ content: [UInt8]) {
        guard let text = String(validating: content, as: UTF8.self), let end = text.firstIndex(of: "\n") else {
            return nil
        }
        title = String(text[..<end])
        plan = String(text[text.index(after: end)...])
    }

    var content: [UInt8] { Array("\(title.filter { !$0.isNewline })\n\(plan)".utf8) }
}

extension Desk {
    /// The work on the words of a case: that of the text that stands, or else this reviewer's, another's, or a fresh look.
    ///
    /// - Returns: the work, and whose it is if it was saved before.
    func work(on text: String, of caseID: CaseID) throws -> (work: RedactionDesk, author: String?) {
        let file = try file(caseID)
        let language = file.language
        let saved = try drafts(of: caseID)
        // Whoever compares a text sees what its author decided, and why.
        let first = file.state.candidate?.author ?? reviewer.publicKey.name
        for draft in saved.filter({ $0.author == first }) + saved.filter({ $0.author != first }) {
            // Only for the very words that it was made for: its places would be others in a story that has grown.
            guard draft.draft.stories == file.state.stories, let work = DeskWork(draft.draft.content),
                let plan = RedactionPlan(saved: work.plan, of: text)
            else { continue }
            return (
                RedactionDesk(plan, title: work.title, policy: policies.redaction, language: language), draft.author
            )
        }
        let plan = RedactionPlan(text, redactor: Redactor(team: TeamLists(policies.redaction)))
        return (RedactionDesk(plan, policy: policies.redaction, language: language), nil)
    }

    /// Keeps the work on a text, sealed to the active reviewers, in the place of what this reviewer kept before.
    func save(_ work: DeskWork, of caseID: CaseID) throws {
        let file = try file(caseID)
        // Someone may have taken the story back, or declined it, since it was opened here.
        guard !file.state.isWithdrawn, !file.state.isDeclined else { return }
        try save(work.content, of: file)
    }
}
