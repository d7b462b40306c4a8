import ArgumentParser
import Console
import Envelope
import Unsealing

/// Keys over time.
struct Keys: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make your key, see whose keys count, and see to the keys of those who come and leave.",
        subcommands: [New.self, List.self, Leaving.self, ExposureCommand.self, Reseal.self])

    struct New: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a reviewer's key pair: a secret file for you, a public file for the steward.",
            usage: """
                firsthand-review keys new <name> [--backup] [--to <folder>]
                    [--small-machine] [--passphrase-fd <number>]
                """,
            discussion: """
                With --backup it is a backup key: backups are sealed to it, and it opens
                nothing else. Keep its secret file away from the server.

                Example:
                  firsthand-review keys new ana
                  firsthand-review keys new safe --backup
                """)

        @Argument(help: ArgumentHelp("A working name: a-z, 0-9 and -.", valueName: "name"))
        var name: String

        @Option(help: ArgumentHelp("The folder to put both files in.", valueName: "folder"))
        var to = StandardPlaces.configuration

        @Option(help: ArgumentHelp("Read the passphrase from this file descriptor.", valueName: "number"))
        var passphraseFd: Int32?

        @Flag(help: "Make a backup key.")
        var backup = false

        @Flag(help: "For a machine with little memory: 64 MiB to open the key, not 256. Each guess is cheaper then.")
        var smallMachine = false

        func run() throws {
            let files = try NewKey(
                role: backup ? .backup : .reviewer, name: name, folder: to,
                cost: smallMachine ? .smallMachine : .moderate, descriptor: passphraseFd)
            StandardStream.output.write("\(files.publicFile)\n")
            StandardStream.error.write(files.advice)
        }
    }
}
