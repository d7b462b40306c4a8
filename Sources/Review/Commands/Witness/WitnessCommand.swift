import ArgumentParser
import Console
import Custody
import Envelope
import Files
import Transparency

/// Lets partners see that the audits go on, and sees theirs.
struct WitnessCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "witness",
        abstract: "Let partners see, once a month, that your audits go on, and sign for theirs.",
        discussion: """
            Each month has one line in a log that you keep. Partners sign its head, so
            that nobody can change a month later without their noticing. They learn that a
            month passed, and nothing else: no story, no number, no day.

            In turn: keys (once), head, then carry a file to each partner, who answers
            with sign; then take. Documentation/EXCHANGE.md tells the whole way.
            """,
        subcommands: [
            KeysOfWitness.self, HeadOfMonth.self, SignHead.self, TakeAnswers.self, ProofOfExport.self,
            CompareHeads.self,
        ])
}

/// Whose keys count; the same option on every command that reads what partners signed.
struct WitnessListOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The list of logs and witnesses that you know.", valueName: "file"))
    var witnesses = StandardPlaces.configuration + "/witnesses.txt"

    func load() throws -> WitnessPolicy {
        guard InputFile.exists(witnesses) else {
            throw Refusal(
                .noInput, "there is no list of witnesses at \(witnesses)",
                hint: "write one: a log line and a witness line of each partner, and last \"quorum none\"")
        }
        return try WitnessPolicy(InputFile.text(witnesses), name: witnesses)
    }
}

/// Shows the lines by which partners know this desk.
struct KeysOfWitness: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys",
        abstract: "Show the two lines that your partners put into their lists; the first time, choose your name.",
        usage: "firsthand-review witness keys [--name <name>] [<places>]",
        discussion: """
            Give the lines to each partner in a way in which nobody can change them, and
            put theirs into your own list. The name is seen by all who verify an export
            of yours, and cannot be changed: take the address of your site.

            Example:
              firsthand-review witness keys --name stories.example.org
            """)

    @OptionGroup(title: "Places") var options: DeskOptions

    @Option(help: ArgumentHelp("The name of your log: no blank and no plus sign.", valueName: "name"))
    var name: String?

    func run() throws {
        try options.witnessing { _, signer, folder in
            var log = try folder.log(of: signer)
            if let name {
                guard log == nil || log?.key.name == name else {
                    throw Refusal(
                        .notPermitted, "this desk's log is called \(log?.key.name ?? "") already",
                        hint: "leave out --name; partners know it by that name")
                }
                guard let key = NoteKey(name: name, kind: .log, key: signer.signingKey) else {
                    throw Refusal(
                        .usage, "a log cannot be called so",
                        hint: "use 1 to 255 signs of ASCII, no blank and no plus sign")
                }
                if log == nil {
                    log = MonthLog(key)
                    try folder.keep(MonthLog(key))
                }
            }
            TerminalStream.output.lines(try (log ?? folder.namedLog(of: signer)).key.lines)
        }
    }
}
