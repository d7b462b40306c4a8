import ArgumentParser
import Envelope
import Ledger
import Policies
import Sealing

/// Why, in the reviewer's words: typed at the terminal, or read from a file descriptor; never an argument.
struct ReasonOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Read the reason from this file descriptor.", valueName: "number"))
    var reasonFd: Int32?

    func reason(_ prompt: String) throws -> String {
        let text: String
        if let reasonFd {
            text = String(decoding: try Prompt.bytes(descriptor: reasonFd, limit: 2048), as: UTF8.self)
        } else {
            text = try Prompt.line(prompt)
        }
        let trimmed = text.split(whereSeparator: \.isNewline).joined(separator: " ")
        guard !trimmed.isEmpty, trimmed.utf8.count <= 2048 else {
            throw Refusal(.usage, "a reason is needed, of at most 2,048 bytes")
        }
        return trimmed
    }
}

/// Signs a no.
struct Decline: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Decline the proposed text, or with --case the story.",
        discussion: """
            Example:
              firsthand-review decline 3f2a-91c0
            """)

    @OptionGroup var options: DeskOptions
    @OptionGroup var argument: CaseArgument
    @OptionGroup var reason: ReasonOptions

    @Flag(name: .customLong("case"), help: "Decline the story itself, not only the proposed text.")
    var wholeCase = false

    func run() throws {
        let desk = try options.open()
        let file = try desk.file(desk.find(argument.id))
        // A decline may also end two proposals that stand beside each other.
        let proposals = file.state.candidates.map(\.statement)
        guard wholeCase || !proposals.isEmpty else {
            throw Refusal(.noInput, "nothing is proposed in this case", hint: "add --case to decline the story")
        }
        let words = try reason.reason("Why? (sealed, for the other reviewers) ")
        if wholeCase {
            try desk.sign(Envelope.Decline(proposal: nil, reason: words), in: file)
            try desk.tell(Notice(stage: .declined), in: desk.file(file.state.caseID))
            let day = desk.today + desk.policies.retention.declinedDays
            try desk.destroyWords(of: desk.file(file.state.caseID), on: day)
            try desk.destroyDrafts(of: file.state.caseID, by: nil)
            StandardStream.error.write(
                "Declined. The words are destroyed on \(day), unless a text is proposed before.\n")
        } else {
            try desk.keep(desk.declines(of: proposals, reason: words, in: file))
            StandardStream.error.write("Declined.\n")
        }
        try desk.signCheckpoint(of: file.state.caseID)
    }
}

extension Desk {
    /// A no to each of these proposals, and a word to the survivor about each that was shown to them.
    func declines(
        of proposals: [Digest], reason: String, in file: borrowing CaseFile
    ) throws -> [SealedStatement] {
        var statements: [SealedStatement] = []
        for proposal in proposals {
            statements.append(try signed(Envelope.Decline(proposal: proposal, reason: reason), in: file))
            guard try file.body(of: proposal).letterSlot != nil else { continue }
            let notice = Notice(stage: .setAside, about: proposal)
            statements.append(try signed(notice, in: file, letterKey: try file.letterKey(reviewer)))
        }
        return statements
    }
}

/// Stops a story from being published until someone else releases it.
struct Hold: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Hold a story: nothing of it is published until another reviewer releases it.",
        discussion: """
            Example:
              firsthand-review hold 3f2a-91c0
            """)

    @OptionGroup var options: DeskOptions
    @OptionGroup var argument: CaseArgument
    @OptionGroup var reason: ReasonOptions

    func run() throws {
        let desk = try options.open()
        let file = try desk.file(desk.find(argument.id))
        try desk.sign(HoldPlaced(reason: reason.reason("Why? (sealed, for the other reviewers) ")), in: file)
        try desk.signCheckpoint(of: file.state.caseID)
        StandardStream.error.write("Held. Another reviewer can release it.\n")
    }
}

/// Ends the holds of a case that this reviewer may end.
struct Release: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Release a story that another reviewer holds, or that an answer of the writer holds.",
        discussion: """
            Example:
              firsthand-review release 3f2a-91c0
            """)

    @OptionGroup var options: DeskOptions
    @OptionGroup var argument: CaseArgument
    @OptionGroup var reason: ReasonOptions

    func run() throws {
        let desk = try options.open()
        let caseID = try desk.find(argument.id)
        let file = try desk.file(caseID)
        let holds = Set(file.state.holds.map(\.statement)).sorted()
        guard !holds.isEmpty else { throw Refusal(.noInput, "this case is not held") }
        let words = try reason.reason("Why can it go on? (sealed, for the other reviewers) ")
        for hold in holds {
            try desk.sign(HoldReleased(hold: hold, reason: words), in: desk.file(caseID))
        }
        try desk.signCheckpoint(of: caseID)
        let left = try desk.file(caseID).state.holds.count
        guard left == 0 else {
            throw Refusal(
                .notPermitted, "a hold is left: the one who placed it, or who proposed the text, cannot release it",
                hint: "ask another reviewer")
        }
        StandardStream.error.write("Released.\n")
    }
}

/// Signs the list of everything in each case.
struct CheckpointCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "checkpoint",
        abstract: "Sign, for each case, the list of its statements: an export needs a fresh one.",
        discussion: """
            Example:
              firsthand-review checkpoint
            """)

    @OptionGroup var options: DeskOptions

    func run() throws {
        let desk = try options.open()
        var signed = 0
        for caseID in try desk.cases() {
            let file = try desk.file(caseID)
            guard file.state.flaws.isEmpty, !file.state.isWithdrawn else {
                StandardStream.error.write("left out: \(caseID.short) (withdrawn, or not as its signatures say)\n")
                continue
            }
            try desk.signCheckpoint(of: caseID)
            signed += 1
        }
        StandardStream.error.write("Signed a checkpoint of \(signed) case\(signed == 1 ? "" : "s").\n")
    }
}
