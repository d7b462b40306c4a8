import Envelope
import Ledger
import Policies
import Redaction
import Sealing

extension Desk {
    /// Signs a text as a proposal.
    ///
    /// - Parameters:
    ///   - redacted: what was checked and shown; nothing is made of it again.
    ///   - language: the tag of the language in which it is.
    func propose(_ redacted: RedactedText, title: String, language: String, in file: borrowing CaseFile) throws {
        let terms = try file.termsForWork()
        let manuscript = Manuscript(
            title: title, text: redacted.text, language: language,
            contentNotes: file.answers?.contentNotes ?? [], credit: terms.credit)
        let proposal = Proposal(
            manuscript: manuscript, consent: file.state.consentHeads, policy: policies.review.digest)
        let letterKey = terms.showFirst ? try file.letterKey(reviewer) : nil
        try noteOpened(file)
        // A publisher cannot see that there is a newer text before it is approved: the older ones are declined by name.
        var statements = try declines(
            of: file.state.candidates.map(\.statement), reason: "a newer text takes its place", in: file)
        statements.append(try signed(proposal, in: file, letterKey: letterKey))
        try keep(statements)
        // A proposal opens a declined case again.
        try destroyWords(of: file, on: nil)
        try signCheckpoint(of: file.state.caseID)
    }
}

extension CaseFile {
    /// What the survivor agreed to, if it is enough to make a text.
    func termsForWork() throws -> Terms {
        guard let terms = state.terms, !terms.uses.isEmpty else {
            throw Refusal(.notPermitted, "the survivor agreed to no use: only reviewers may read this story")
        }
        return terms
    }
}

/// A draft with its title, ready to be checked and proposed.
struct RedactionWork {
    var draft: RedactionDraft
    var title: String

    /// Refuses a draft that still holds what it takes out, or that changes more than the survivor allowed.
    ///
    /// - Returns: the numbers of edits whose words still stand with an s at their end: a person must look.
    func check(_ redacted: RedactedText, against terms: Terms) throws -> [Int] {
        guard !title.isEmpty else {
            throw Refusal(.usage, "the text needs a title", hint: "add a line: title<TAB>A title that names nobody")
        }
        guard terms.edits != .asIs || draft.edits.isEmpty else {
            throw Refusal(.notPermitted, "the survivor asked that the text stay as it is", hint: "ask them, or decline")
        }
        let remaining = RedactionGate.remaining(in: redacted.text, title: title, after: draft)
        // "Marks" may be Mark's or another word: only a person can tell, so it is shown and does not stop the proposal.
        let certain = Self.edits(remaining.filter { $0.form != .withS })
        guard certain.isEmpty else {
            throw Refusal(
                .notPermitted,
                "something that was taken out is still in the text or title (edit \(Self.list(certain)))",
                hint: "find its other forms too, then propose again")
        }
        return Self.edits(remaining.filter { $0.form == .withS })
    }

    private static func edits(_ found: [Remaining]) -> [Int] { Set(found.map { $0.edit + 1 }).sorted() }

    static func list(_ numbers: [Int]) -> String { numbers.map(String.init).joined(separator: ", ") }
}
