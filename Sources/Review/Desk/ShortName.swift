import Envelope
import Files
import Ledger
import Policies
import Redaction
import Unsealing

/// The short name by which the team calls a case, such as "the quilt": it is testimony, like what it is made from.
///
/// It is a draft, so it is sealed to the active reviewers, travels with their other work, is in no statement that stays, and
/// goes with the case: with a withdrawal, a decline and the last approval, and with its days.
enum ShortName {
    /// Characters: what a row of the queue has room for.
    static let longest = 24

    /// A name as a draft holds it; nil if it is none.
    ///
    /// An empty one takes the name off.
    static func content(_ text: String) -> [UInt8]? {
        let name = text.split { $0.isWhitespace }.joined(separator: " ")
        guard name.count <= longest, name.isEmpty || name.contains(where: \.isLetter),
            name.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control })
        else { return nil }
        return Array(name.utf8)
    }
}

extension Desk {
    /// What the team calls the case; empty if nobody named it.
    func shortName(in file: borrowing CaseFile) throws -> String {
        // Each name counts up from the ones that its author had seen, so the highest is the last one given.
        let last = try drafts(in: file, .name).max { ($0.draft.turn, $1.author) < ($1.draft.turn, $0.author) }
        return last.flatMap { String(validating: $0.draft.content, as: UTF8.self) } ?? ""
    }

    /// Gives the case a short name for the team; an empty one takes it off.
    ///
    /// - Throws: `Refusal` if nobody has read the story, or if the name holds something that is taken out of it.
    func name(_ text: String, _ file: inout CaseFile) throws {
        try update(&file)
        let state = file.state
        guard let content = ShortName.content(text) else {
            throw Refusal(.usage, "a name is a word or two, of at most \(ShortName.longest) signs")
        }
        guard !state.isWithdrawn, !state.isDeclined else {
            throw Refusal(.notPermitted, "this story was withdrawn or declined: it needs no name")
        }
        guard !state.recused.contains(me) else { throw Refusal(.notPermitted, "you stepped aside from this case") }
        guard state.wasRead else {
            throw Refusal(
                .notPermitted, "nobody has read this story yet: who reads it first gives it a name",
                hint: "firsthand-review read \(state.caseID.short)")
        }
        let tells = try !content.isEmpty && isTold(by: text, in: file)
        guard !tells else {
            throw Refusal(
                .usage, "this name holds something that is taken out of the story, or would be",
                hint: "take a word that is in no way theirs, such as a color or a tree")
        }
        let known = try drafts(in: file, .name)
        let draft = Draft(
            .name, turn: (known.map(\.draft.turn).max() ?? 0) + 1, stories: state.stories, content: content)
        try keepDraft(
            signed(draft, in: file), replacing: Set(known.filter { $0.author == me }.map(\.statement)),
            until: today + policies.retention.draftsDays)
    }

    /// Whether a name says something that any reviewer's plan takes out; what nobody decided counts as taken out.
    private func isTold(by name: String, in file: borrowing CaseFile) throws -> Bool {
        let words = StandInWords(policies.redaction, language: file.language)
        return try plans(in: file).contains { plan in
            var plan = plan
            for entity in plan.unresolved { try plan.decide(entity.id, .remove) }
            return RedactionGate(try plan.draft(words)).remaining(in: "", title: name).contains { $0.place == .title }
        }
    }

    /// What reviewers found and decided in a story, as they kept it; a fresh look where nobody did.
    func plans(in file: borrowing CaseFile) throws -> [RedactionPlan] {
        let parts = try file.parts()
        let redactor = Redactor(team: TeamLists(policies.redaction))
        let plans = try drafts(in: file).compactMap { saved in
            DeskWork(saved.draft).flatMap { parts.plan($0, redactor: redactor) }
        }
        return plans.isEmpty ? [RedactionPlan(parts.text, redactor: redactor)] : plans
    }
}
