import ArgumentParser
import Console
import Custody
import Envelope
import Files
import Ledger
import Policies

/// Signs a yes to one manuscript, byte for byte.
struct Approve: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: ReviewAct.approve.command, abstract: ReviewAct.approve.abstract,
        usage: """
            firsthand-review approve <id> [--confirm <digits>] [--compare <file>]
                [--story-read] [<places>]
            """,
        discussion: """
            On a terminal the text is shown first, to its end. Without one, --confirm
            names the manuscript that you have read (the inbox and the log show its first
            eight digits).

            A story in a language that the machine does not know was not checked by it. It
            is shown too, to its end; without a terminal --story-read says that you have
            read all of it.

            While a warning stands against the text it is not approved: warnings shows
            them, and takes a reason.

            Example:
              firsthand-review approve 3f2a-91c0
            """)

    @OptionGroup(title: "Places") var options: DeskOptions
    @OptionGroup var argument: CaseArgument
    @OptionGroup var compared: ComparedFiles

    @Option(help: ArgumentHelp("The first eight digits of the manuscript that you have read.", valueName: "digits"))
    var confirm: String?

    @Flag(help: "Say that you have read the whole story: asked for where the machine did not check it.")
    var storyRead = false

    func run() throws {
        if confirm == nil { try Terminal.require() }
        let desk = try options.open()
        var file = try desk.file(desk.find(argument.id))
        let candidate = try file.openCandidate()
        let digits = String(candidate.manuscript.hex.prefix(8))
        try confirmed(digits, candidate.proposal.manuscript, uses: file.state.terms?.uses ?? [])

        try readWhole(file, candidate.proposal.manuscript)

        var cache = desk.queueCache(in: options.state)
        defer { try? desk.keep(&cache) }
        let have = try desk.approve(
            candidate.manuscript, in: &file, beside: compared.texts(), &cache, progress: Progress(label: "looking"))
        let needed = desk.policies.review.approvals
        StandardStream.error.write("Approved: \(have) of \(needed).\n")
        guard have >= needed else { return }
        // The publisher's own gate says whether it can go out; an approval alone never does.
        let stops = desk.stops(file)
        StandardStream.error.write(
            stops.isEmpty
                ? "next: the publisher can export it: firsthand-publish export --use USE --to FOLDER\n"
                : "It cannot go out yet:\n" + stops.map { "  \(TerminalText.line($0))\n" }.joined())
    }

    /// Sees to it that a person reads what no machine has checked.
    private func readWhole(_ file: borrowing CaseFile, _ manuscript: Manuscript) throws {
        // Where the words are destroyed there is nothing to read but the text itself, and that was read.
        guard let story = try? file.parts().text, StoryLanguage.needsReader(manuscript, of: story) else {
            return
        }
        guard !storyRead else { return }
        guard confirm == nil else {
            throw Refusal(
                .notPermitted, "this story was not checked by machine, so whoever approves it reads all of it",
                hint: "read it: firsthand-review read \(argument.id); then add --story-read")
        }
        guard try Pager.show(title: "Not checked by machine: read the whole story, then q", text: story) else {
            throw Refusal(.notPermitted, "not approved: the story was not read to its end")
        }
    }

    private func confirmed(_ digits: String, _ manuscript: Manuscript, uses: Set<Use>) throws {
        if let confirm {
            guard confirm.lowercased() == digits else {
                throw Refusal(
                    .notPermitted, "the proposed manuscript is another one than you confirmed",
                    hint: "read it again: firsthand-review approve \(argument.id)")
            }
            return
        }
        let words = uses.sorted().map(\.rawValue).joined(separator: ", ")
        let reachedEnd = try Pager.show(
            title: "To approve: manuscript \(digits) for \(words.isEmpty ? "no use" : words)",
            text: manuscript.shown)
        guard reachedEnd else {
            throw Refusal(.notPermitted, "not approved: the text was not read to its end")
        }
        guard try Prompt.confirm(typed: digits, prompt: "To sign, type \(digits): ") else {
            throw Refusal(.notPermitted, "not approved: the digits were not typed")
        }
    }
}
