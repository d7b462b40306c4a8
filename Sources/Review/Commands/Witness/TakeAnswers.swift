import ArgumentParser
import Console
import Custody
import Envelope
import Files
import Transparency

/// Takes in what partners answered.
struct TakeAnswers: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "take",
        abstract: "Take in the answers of partners, and show who saw which month.",
        usage: """
            firsthand-review witness take [<file>]... [--witnesses <file>] [--json]
                [<places>]
            """,
        discussion: """
            Every answer is checked first, and with one that fits no head of your log,
            nothing is taken in. Without a file it only shows who saw which month.

            Example:
              firsthand-review witness take from-west from-north
            """)

    struct Line: Encodable {
        let month: String
        let witnesses: [String]
    }

    @OptionGroup(title: "Places") var options: DeskOptions
    @OptionGroup(title: "Places") var list: WitnessListOptions

    @Argument(help: ArgumentHelp("The answers.", valueName: "file"))
    var files: [String] = []

    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
        let policy = try list.load()
        let answers = try InputFile.texts(files).map(\.text)
        let log = try options.witnessing { _, signer, folder in
            var log = try folder.namedLog(of: signer)
            for answer in answers {
                for (witness, month) in try log.take(answer, policy) {
                    TerminalStream.error.line("\(witness) saw \(month).")
                }
            }
            if !answers.isEmpty { try folder.keep(log) }
            return log
        }
        let lines = log.rows.enumerated().map { index, row in
            Line(month: "\(row.secrets.month)", witnesses: log.witnesses(of: index + 1, policy))
        }
        guard !json else { return StandardStream.output.write(try JSON.text(lines)) }
        TerminalStream.output.lines(
            Table.text(
                ["MONTH", "SEEN BY"],
                lines.map { [$0.month, $0.witnesses.isEmpty ? "-" : $0.witnesses.joined(separator: " ")] }))
    }
}
