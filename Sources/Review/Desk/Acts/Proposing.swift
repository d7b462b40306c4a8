import Envelope
import Files
import Ledger
import Policies
import Sealing

extension Desk {
    /// Signs a text as a proposal: what went through the gate and was shown, and nothing is made of it again.
    ///
    /// - Throws: `Refusal` if the survivor allows something else now than when the text was made.
    func propose(_ text: ReviewedText, in file: inout CaseFile) throws {
        try update(&file)
        let terms = try file.termsForWork()
        guard text.terms == terms else {
            throw Refusal(
                .notPermitted, "what the survivor allows has changed since this text was made",
                hint: "open the case again")
        }
        let proposal = Proposal(
            manuscript: text.manuscript, consent: file.state.consentHeads, policy: policies.review.digest)
        let letterKey = terms.showFirst ? try file.letterKey() : nil
        try noteOpened(&file)
        // A publisher cannot see that there is a newer text before it is approved: the older ones are declined by name.
        var statements = try declines(
            of: file.state.candidates.map(\.statement), reason: "a newer text takes its place", in: file)
        statements.append(try signed(proposal, in: file, letterKey: letterKey))
        try keep(statements, in: &file)
        // A proposal opens a declined case again.
        try cancelDestruction(of: file)
        try signCheckpoint(of: &file)
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
