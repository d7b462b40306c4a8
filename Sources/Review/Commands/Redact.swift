import ArgumentParser
import Envelope
import Ledger
import Policies
import Redaction
import Sealing

/// Takes out what could identify someone, and proposes the rest.
struct Redact: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Take out names and places, then propose the text for approval.",
        discussion: """
            On a terminal it shows the story and takes edits by hand. With --edits-fd it reads them as lines, one tab
            between the fields (never from arguments, which other programs can see):

              find<TAB>TEXT<TAB>STAND-IN
              span<TAB>START<TAB>END<TAB>STAND-IN
              title<TAB>TITLE

            Example:
              firsthand-review redact 3f2a-91c0 --edits-fd 4 4< edits.txt
            """)

    @OptionGroup var options: DeskOptions
    @OptionGroup var argument: CaseArgument

    @Option(help: ArgumentHelp("Read the edits from this file descriptor and propose the result.", valueName: "number"))
    var editsFd: Int32?

    func run() throws {
        if editsFd == nil { try Terminal.require() }
        let desk = try options.open()
        let file = try desk.file(desk.find(argument.id))
        guard let terms = file.state.terms, !terms.uses.isEmpty else {
            throw Refusal(.notPermitted, "the survivor agreed to no use: only reviewers may read this story")
        }
        let original = try file.text(desk.reviewer)
        let work: RedactionWork
        if let editsFd {
            let script = try RedactionScript(Prompt.bytes(descriptor: editsFd, limit: 1 << 20))
            work = RedactionWork(draft: try script.draft(of: original), title: script.title ?? "")
        } else {
            let session = RedactionSession(
                original, policy: desk.policies.redaction, language: file.answers?.language ?? "en")
            guard let done = try session.run() else {
                return StandardStream.error.write("Nothing was proposed.\n")
            }
            work = done
        }
        // Applied once: what was checked, what is signed and what is reported are the same text.
        let redacted = work.draft.apply()
        try work.check(redacted, against: terms)
        let manuscript = Manuscript(
            title: work.title, text: redacted.text, language: file.answers?.language ?? "en",
            contentNotes: file.answers?.contentNotes ?? [], credit: terms.credit)
        let proposal = Proposal(
            manuscript: manuscript, consent: file.state.consentHeads, policy: desk.policies.review.digest)
        let letterKey = terms.showFirst ? try file.letterKey(desk.reviewer) : nil
        if !file.state.isOpened { try desk.tell(Notice(stage: .opened), in: file) }
        // A publisher cannot see that there is a newer text before it is approved: the older ones are declined by name.
        var statements = try desk.declines(
            of: file.state.candidates.map(\.statement), reason: "a newer text takes its place", in: file)
        statements.append(try desk.signed(proposal, in: file, letterKey: letterKey))
        try desk.keep(statements)
        // A proposal opens a declined case again.
        try desk.destroyWords(of: file, on: nil)
        try desk.signCheckpoint(of: file.state.caseID)
        StandardStream.error.write(
            "Proposed. Places changed by each edit: \(redacted.matches.map(String.init).joined(separator: ", ")).\n")
        StandardStream.error.write("next: firsthand-review approve \(file.state.caseID.short)\n")
    }
}

/// A draft with its title, ready to be checked and proposed.
struct RedactionWork {
    var draft: RedactionDraft
    var title: String

    /// Refuses a draft that still holds what it takes out, or that changes more than the survivor allowed.
    func check(_ redacted: RedactedText, against terms: Terms) throws {
        guard !title.isEmpty else {
            throw Refusal(.usage, "the text needs a title", hint: "add a line: title<TAB>A title that names nobody")
        }
        guard terms.edits != .asIs || draft.edits.isEmpty else {
            throw Refusal(.notPermitted, "the survivor asked that the text stay as it is", hint: "ask them, or decline")
        }
        let remaining = RedactionGate.remaining(in: redacted.text, title: title, after: draft)
        func edits(_ found: [Remaining]) -> String {
            Set(found.map { $0.edit + 1 }).sorted().map(String.init).joined(separator: ", ")
        }
        // "Marks" may be Mark's or another word: only a person can tell, so it is shown and does not stop the proposal.
        let doubtful = remaining.filter { $0.form == .withS }
        if !doubtful.isEmpty {
            StandardStream.error.write(
                "warning: with an s at its end, something taken out still stands (edit \(edits(doubtful))); look at it\n"
            )
        }
        let certain = remaining.filter { $0.form != .withS }
        guard certain.isEmpty else {
            throw Refusal(
                .notPermitted, "something that was taken out is still in the text or title (edit \(edits(certain)))",
                hint: "find its other forms too, then propose again")
        }
    }
}
