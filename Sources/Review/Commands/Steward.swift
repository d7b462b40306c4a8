import ArgumentParser
import Custody
import Envelope
import Unsealing

/// The steward's part: who is in the keyring.
struct Steward: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make and change the signed list of who may open, sign and publish.",
        subcommands: [
            Init.self, Add.self, Retire.self, Compromise.self, Replace.self, Rotate.self, Renew.self,
        ])

    /// Leads through the ceremony of Keys/README.md.
    struct Init: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "init",
            abstract: "Lead through the first keys ceremony, step by step.",
            usage: """
                firsthand-review steward init --folder <folder> [--reviewers <list>]
                    [--publisher <name>] [--from <folder>] [--days <days>]
                    [--passphrase-fd <number>] [--small-machine]
                """,
            discussion: """
                Makes the steward's key, takes or makes the keys of at least two reviewers and
                a publisher, and signs the keyring. A key made elsewhere is given as its .pub
                file, which is better: then no secret key travels.

                With --from it is a new steward for the same people, if the steward's key is
                lost or stolen.

                Example:
                  firsthand-review steward init --folder ~/ceremony
                """)

        @Option(help: ArgumentHelp("The folder for everything that the ceremony makes.", valueName: "folder"))
        var folder: String

        @Option(help: ArgumentHelp("Reviewers: names to make keys for, or .pub files; with commas.", valueName: "list"))
        var reviewers: String?

        @Option(help: ArgumentHelp("The publisher: a name to make a key for, or a .pub file.", valueName: "name"))
        var publisher: String?

        @Option(
            help: ArgumentHelp(
                "The folder with keys and steward.pub of before, for a new steward of the same people.",
                valueName: "folder"))
        var from: String?

        @Option(help: ArgumentHelp("How many days the keyring is good for, 1 to 730.", valueName: "days"))
        var days = 365

        @Option(
            help: ArgumentHelp(
                "Read passphrases from this descriptor, a line each: steward, reviewers, publisher, steward again.",
                valueName: "number"))
        var passphraseFd: Int32?

        @Flag(help: "For machines with little memory: 64 MiB to open a key, not 256. Each guess is cheaper then.")
        var smallMachine = false

        func validate() throws {
            guard (1...730).contains(days) else { throw ValidationError("--days is 1 to 730.") }
            guard from == nil || (reviewers == nil && publisher == nil) else {
                throw ValidationError("--from takes everybody along; add people afterwards.")
            }
        }

        func run() throws {
            let ceremony = Ceremony(
                folder: folder, descriptor: passphraseFd, days: days, cost: smallMachine ? .smallMachine : .moderate)
            if let from { return try ceremony.takeOver(from: from) }
            if reviewers == nil || publisher == nil { try Terminal.require() }
            try ceremony.run(reviewers: reviewers, publisher: publisher)
        }
    }

    /// Signs the same members for a new span of days, with the next serial.
    struct Renew: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Sign the keyring again, with the next serial and a new last day.",
            usage: """
                firsthand-review steward renew --folder <folder> [--days <days>]
                    [--rehearse] [--passphrase-fd <number>]
                """,
            discussion: """
                Example:
                  firsthand-review steward renew --folder ~/ceremony --days 365
                """)

        @OptionGroup var options: KeyringChangeOptions

        func run() throws {
            var options = options
            options.days = options.days ?? 365
            try options.run { _ in }
        }
    }
}
