import ArgumentParser
import Console
import Custody
import Envelope
import Files
import Transparency

/// Writes what shows that an export was in the log, and who saw it.
struct ProofOfExport: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "proof",
        abstract: "Write the file that shows in which month an export was in your log, and who saw it.",
        usage: """
            firsthand-review witness proof <folder> --to <file> [--witnesses <file>]
                [<places>]
            """,
        discussion: """
            It stands beside the export, and is no part of it. It tells the month, the
            name of your log, how many months that log has, and who signed its head.
            Whoever has your list of witnesses checks it without a network:
            firsthand-publish verify, or by hand as FORMAT.md section 12 says.

            Example:
              firsthand-review witness proof site-2026-11 --to site-2026-11.tlog-proof
            """)

    @OptionGroup(title: "Places") var options: DeskOptions
    @OptionGroup(title: "Places") var list: WitnessListOptions

    @Argument(help: ArgumentHelp("The export.", valueName: "folder"))
    var folder: String

    @Option(help: ArgumentHelp("The new file.", valueName: "file"))
    var to: String

    func run() throws {
        let policy = try list.load()
        let export = try SHA256Sum.of(InputFile.bytes("\(folder)/SHA256SUMS"))
        try options.witnessing { _, signer, folder in
            guard let proof = try folder.namedLog(of: signer).proof(of: export, policy) else {
                throw Refusal(
                    .noInput, "no month of your log has this export",
                    hint: "name it when you add the next month: firsthand-review witness head --export FOLDER")
            }
            try AtomicFile.write(proof.text, to: to, .new)
            TerminalStream.error.line("next: put \(to) beside the export; firsthand-publish verify reads it there")
        }
    }
}
