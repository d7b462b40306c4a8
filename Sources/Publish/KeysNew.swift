import ArgumentParser
import Console
import Envelope
import Unsealing

/// Makes a publisher's key.
struct Keys: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Make your key.", subcommands: [New.self])

    struct New: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a publisher's key pair: a secret file for you, a public file for the steward.",
            usage: """
                firsthand-publish keys new <name> [--to <folder>] [--small-machine]
                    [<places>]
                """,
            discussion: """
                Example:
                  firsthand-publish keys new press
                """)

        @Argument(help: ArgumentHelp("A working name: a-z, 0-9 and -.", valueName: "name"))
        var name: String

        @Option(help: ArgumentHelp("The folder to put both files in.", valueName: "folder"))
        var to = StandardPlaces.configuration

        @Option(help: ArgumentHelp("Read the passphrase from this file descriptor.", valueName: "number"))
        var passphraseFd: Int32?

        @Flag(help: "For a machine with little memory: 64 MiB to open the key, not 256. Each guess is cheaper then.")
        var smallMachine = false

        func run() throws {
            let files = try NewKey(
                role: .publisher, name: name, folder: to, cost: smallMachine ? .smallMachine : .moderate,
                descriptor: passphraseFd)
            TerminalStream.output.line("\(files.publicFile)")
            TerminalStream.error.lines(files.advice)
        }
    }
}
