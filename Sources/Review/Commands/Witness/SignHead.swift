import ArgumentParser
import Console
import Custody
import Envelope
import Files
import Transparency

/// Signs the head of a partner's log, if it goes on from what this desk signed before.
struct SignHead: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sign",
        abstract: "Check a partner's file, and write the answer that says that you saw it.",
        usage: """
            firsthand-review witness sign <file> --to <file> [--witnesses <file>]
                [<places>]
            """,
        discussion: """
            Signs only if the log goes on from what you signed last. A log that goes
            back, or tells another history, is named, and nothing is signed. You learn how
            many months the partner's log has. The answer says in which month you saw it,
            and no day.

            Exits with 65 if the log goes back or tells two histories, or a byte was
            changed, and with 77 if the file begins at another month than you signed last.

            Example:
              firsthand-review witness sign for-east --to from-east
            """)

    @OptionGroup(title: "Places") var options: DeskOptions
    @OptionGroup(title: "Places") var list: WitnessListOptions

    @Argument(help: ArgumentHelp("The partner's file.", valueName: "file"))
    var file: String

    @Option(help: ArgumentHelp("The new file with your answer.", valueName: "file"))
    var to: String

    func run() throws {
        let policy = try list.load()
        guard let request = HeadRequest(try InputFile.text(file)) else {
            throw WitnessFlaw.malformed("file for a witness")
        }
        try options.witnessing { desk, signer, folder in
            let own = try folder.namedLog(of: signer).key
            let head = request.signed.head
            guard head.origin != own.name else {
                throw Refusal(
                    .notPermitted, "this is the head of your own log", hint: "it is your partners who sign it")
            }
            try desk.checkClock()
            try request.check(after: folder.seen(head.origin), policy)
            let answer = request.answer(by: own.asWitness, in: Month(of: desk.today)) { signer.sign($0) }
            // Kept before the answer leaves: a desk that forgot what it signed could sign two histories. If the answer cannot be
            // written, the same file is answered again.
            try folder.keepSeen(answer.kept)
            try AtomicFile.write(answer.file, to: to, .new)
            TerminalStream.error.line(
                "Signed: the log \(head.origin) has \(head.size == 1 ? "1 month" : "\(head.size) months"), and goes on from what you saw before."
            )
            TerminalStream.error.line("next: bring \(to) to the partner, who runs firsthand-review witness take")
        }
    }
}
