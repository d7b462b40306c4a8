import ArgumentParser
import Console
import Custody
import Envelope
import Files
import Ledger

/// Records the slip that a survivor sent back with a printed text.
struct Slip: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Record the slip that came back with a printed text; two reviewers do it, each from the paper.",
        usage: "firsthand-review slip <id> [--slip-fd <number>] [<places>]",
        discussion: """
            Asks for the number on the slip and for the box that is marked. A yes counts
            once two reviewers have read it off the paper; anything else counts from one.
            What the other one read is shown after you signed, not before.

            If no box is marked, or more than one, it is no answer: write to them again.

            Where the answer is change or no, type what stands on the lines below the
            boxes. The words are sealed to the reviewers, stand among the letters of the
            case, and come back before the next text is proposed.

            With --slip-fd it is read from there: the number on one line, then yes, change
            or no, then their words.

            Example:
              firsthand-review slip 3f2a-91c0
            """)

    @OptionGroup(title: "Places") var options: DeskOptions
    @OptionGroup var argument: CaseArgument

    @Option(help: ArgumentHelp("Read number and answer from this file descriptor.", valueName: "number"))
    var slipFd: Int32?

    func run() throws {
        let desk = try options.open()
        var file = try desk.file(desk.find(argument.id))
        guard file.state.cameByMail else {
            throw Refusal(.usage, "this story did not come by post, so a slip is no answer to its texts")
        }
        guard !file.state.recused.contains(desk.me) else {
            throw Refusal(.notPermitted, "you stepped aside from this case", hint: "another reviewer records the slip")
        }
        let lines = try slipFd.map {
            String(decoding: try Prompt.bytes(descriptor: $0, limit: 16 << 10), as: UTF8.self)
                .split(whereSeparator: \.isNewline).map(String.init)
        }
        let number = try lines.map { $0.first ?? "" } ?? Prompt.line("The number on the slip: ")
        let candidate = try Slips(file, desk.keyring).text(number)
        let box =
            try lines.map { $0.dropFirst().first ?? "" } ?? Prompt.line("Which box is marked? yes, change or no: ")
        guard let answer = Self.answer(box) else {
            throw Refusal(
                .usage, "the answer is yes, change or no", hint: "no mark, or two, is no answer: write to them again")
        }
        let slip = ReturnedSlip(
            proposal: candidate.statement, manuscript: candidate.manuscript, consent: file.state.consentHeads,
            answer: answer)
        let mine = Slips(file, desk.keyring).recorded(candidate)[desk.me]
        guard mine != slip.answer else {
            throw Refusal(
                .notPermitted, "you recorded this slip already", hint: "another reviewer reads it off the paper now")
        }
        let words =
            answer == .agreed ? "" : try lines.map { $0.dropFirst(2).joined(separator: "\n") } ?? Self.askWords()
        try desk.record(slip, words: words, in: &file)
        report(file, desk, candidate, answer)
    }

    /// What stands on the lines of the slip; typed on the second screen, which forgets it.
    private static func askWords() throws -> String {
        let note = "Type what stands on its lines, or nothing. The reviewers can read it."
        return try Prompt.screenLine(status: "The words on the slip", note: note, help: "")
    }

    private static func answer(_ typed: String) -> SignOff.Answer? {
        switch typed.lowercased().filter({ !$0.isWhitespace }) {
        case "yes": .agreed
        case "change": .changes
        case "no": .refused
        default: nil
        }
    }

    private func report(
        _ file: borrowing CaseFile, _ desk: borrowing Desk, _ candidate: CaseState.Candidate, _ answer: SignOff.Answer
    ) {
        let others = Slips(file, desk.keyring).recorded(candidate).filter { $0.key != desk.me }
        StandardStream.error.write("Signed: you read \(Self.said(answer)).\n")
        for (name, other) in others.sorted(by: { $0.key < $1.key }) {
            StandardStream.error.write("\(name) read \(Self.said(other)).\n")
        }
        let now = file.state.candidates.first { $0.statement == candidate.statement }?.signOff
        switch now {
        case .agreed: StandardStream.error.write("Both read yes: the survivor agreed to this text.\n")
        case .changes, .refused:
            StandardStream.error.write(
                others.values.contains { $0 != answer }
                    ? "You read two things. Look at the slip together; whoever was wrong records it once more.\n"
                    : "This text is not published.\nnext: firsthand-review redact \(argument.id), and write to them\n")
        case nil: StandardStream.error.write("next: another reviewer: firsthand-review slip \(argument.id)\n")
        }
    }

    private static func said(_ answer: SignOff.Answer) -> String {
        switch answer {
        case .agreed: "yes"
        case .changes: "please change"
        case .refused: "no"
        }
    }
}
