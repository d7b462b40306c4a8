import ArgumentParser
import Console
import Envelope
import Files
import Ledger
import Policies

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
        commandName: ReviewAct.declineText.command, abstract: ReviewAct.declineText.abstract,
        usage: """
            firsthand-review decline <id> [--reason-fd <number>] [--case]
                [<places>]
            firsthand-review decline <id>... --spam [<places>]
            """,
        discussion: """
            --spam takes many cases at once. Each is signed by itself; no reason is asked,
            the sender's page says that it is not shared, as after any no, and what came is
            destroyed after the few days of spam-days in retention.yaml.

            Example:
              firsthand-review decline 3f2a-91c0
              firsthand-review decline --spam 77b1-02de 810c-55fa
            """)

    @OptionGroup(title: "Places") var options: DeskOptions
    @Argument(help: ArgumentHelp("The first digits of the case.", valueName: "id"))
    var ids: [String]

    @OptionGroup var reason: ReasonOptions

    @Flag(help: "Decline as spam: no story of a survivor.")
    var spam = false

    @Flag(name: .customLong("case"), help: "Decline the story itself, not only the proposed text.")
    var wholeCase = false

    func validate() throws {
        guard spam || ids.count == 1 else { throw ValidationError("Only --spam takes more than one case.") }
        guard !spam || !wholeCase && reason.reasonFd == nil else {
            throw ValidationError("--spam stands alone: it needs no reason, and declines the whole case.")
        }
    }

    func run() throws {
        let desk = try options.open()
        guard !spam else { return try declineSpam(at: desk) }
        var file = try desk.file(desk.find(ids[0]))
        // A decline may also end two proposals that stand beside each other.
        guard wholeCase || !file.state.candidates.isEmpty else {
            throw Refusal(.noInput, "nothing is proposed in this case", hint: "add --case to decline the story")
        }
        let act: ReviewAct = wholeCase ? .declineStory : .declineText
        StandardStream.error.write(try desk.perform(act, reason.reason(act.prompt), in: &file) + "\n")
        // Its name went with it, also from what this desk keeps.
        if wholeCase { try desk.settle(in: options.state) }
    }

    private func declineSpam(at desk: borrowing Desk) throws {
        // All are found before the first is signed: a slip of the pen declines nothing.
        let cases = try Set(ids.map { try desk.find($0) }).sorted()
        var (day, left): (Day?, [String]) = (nil, [])
        for caseID in cases {
            do {
                var file = try desk.file(caseID)
                day = try desk.declineSpam(&file)
            } catch let error as Refusal { left.append("\(caseID.short): \(error.message)") }
        }
        try desk.settle(in: options.state)
        let count = cases.count - left.count
        let until = day.map { " What came is destroyed on \($0), unless a text is proposed before." } ?? ""
        StandardStream.error.write("Declined \(count) case\(count == 1 ? "" : "s") as spam.\(until)\n")
        for line in left { StandardStream.error.write("left out: \(TerminalText.line(line))\n") }
        guard left.isEmpty else { throw Refusal(.notPermitted, "not every case was declined") }
    }
}

/// Ends one hold of a case.
struct Release: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: ReviewAct.release.command, abstract: ReviewAct.release.abstract,
        usage: """
            firsthand-review release <id> [--hold <digits>] [--reason-fd <number>]
                [<places>]
            """,
        discussion: """
            A release ends one hold and no other. Where a case has more, --hold says
            which: the command lists them with their digits. It says what the release
            would let happen, and is refused while nobody has read the story.

            Example:
              firsthand-review release 3f2a-91c0
              firsthand-review release 3f2a-91c0 --hold 5b1e77c2
            """)

    @OptionGroup(title: "Places") var options: DeskOptions
    @OptionGroup var argument: CaseArgument
    @OptionGroup var reason: ReasonOptions

    @Option(help: ArgumentHelp("The first digits of the hold, where there is more than one.", valueName: "digits"))
    var hold: String?

    func run() throws {
        let desk = try options.open()
        var file = try desk.file(desk.find(argument.id))
        let hold = try chosen(file.state.holds)
        // Before the reason is asked: what it is for, and what its end would let happen.
        let consequence = ReviewAct.release.consequence(.release(hold, reason: ""), try CaseView(file, at: desk))
        StandardStream.error.write(TerminalText.line("Hold: \(hold.meaning).") + "\n" + consequence + "\n")
        let said = try desk.release(
            hold.digest, reason: reason.reason(ReviewAct.release.prompt), in: &file)
        StandardStream.error.write(TerminalText.line(said) + "\n")
    }

    private func chosen(_ holds: [CaseState.Hold]) throws -> CaseState.Hold {
        guard !holds.isEmpty else { throw Refusal(.noInput, "this case is not held") }
        // What comparing with the paper ends is chosen only where it is all that is left: then the refusal says so.
        let people = holds.filter { !$0.awaitsTranscription }
        let digits = hold?.lowercased()
        let found = (people.isEmpty ? holds : people).filter { $0.digest.hex.hasPrefix(digits ?? "") }
        if found.count == 1, digits.map({ $0.utf8.count >= 4 }) ?? true { return found[0] }
        for hold in people {
            StandardStream.error.write("\(Self.digits(hold))  \(TerminalText.line(hold.meaning))\n")
        }
        throw Refusal(
            .usage,
            hold == nil
                ? "this case has \(people.count) holds, and a release ends one"
                : "these are no digits of one hold of it",
            hint: "firsthand-review release \(argument.id) --hold \(Self.digits(people.first ?? holds[0]))")
    }

    private static func digits(_ hold: CaseState.Hold) -> String { String(hold.digest.hex.prefix(8)) }
}

/// Signs the list of everything in each case.
struct CheckpointCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "checkpoint",
        abstract: "Sign, for each case, the list of its statements: an export needs a fresh one.",
        usage: "firsthand-review checkpoint [<places>]",
        discussion: """
            Example:
              firsthand-review checkpoint
            """)

    @OptionGroup(title: "Places") var options: DeskOptions

    func run() throws {
        let desk = try options.open()
        var signed = 0
        for caseID in try desk.cases() {
            var file = try desk.file(caseID)
            guard file.state.flaws.isEmpty, !file.state.isWithdrawn else {
                StandardStream.error.write("left out: \(caseID.short) (withdrawn, or not as its signatures say)\n")
                continue
            }
            try desk.signCheckpoint(of: &file)
            signed += 1
        }
        StandardStream.error.write("Signed a checkpoint of \(signed) case\(signed == 1 ? "" : "s").\n")
    }
}
