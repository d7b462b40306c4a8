import ArgumentParser
import Custody
import Envelope
import Unsealing

/// The steward's part: who is in the keyring.
struct Steward: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make and renew the signed list of who may open, sign and publish.",
        subcommands: [Init.self, Renew.self])

    /// Leads through the ceremony of Keys/README.md.
    struct Init: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "init",
            abstract: "Lead through the first keys ceremony, step by step.",
            discussion: """
                Makes the steward's key, takes or makes the keys of at least two reviewers and a publisher, and signs the
                keyring. A key made elsewhere is given as its .pub file, which is better: then no secret key travels.

                Example:
                  firsthand-review steward init --folder ~/ceremony
                """)

        @Option(help: ArgumentHelp("The folder for everything that the ceremony makes.", valueName: "folder"))
        var folder: String

        @Option(help: ArgumentHelp("Reviewers: names to make keys for, or .pub files; with commas.", valueName: "list"))
        var reviewers: String?

        @Option(help: ArgumentHelp("The publisher: a name to make a key for, or a .pub file.", valueName: "name"))
        var publisher: String?

        @Option(help: ArgumentHelp("How many days the keyring is good for, 1 to 730.", valueName: "days"))
        var days = 365

        @Option(
            help: ArgumentHelp(
                "Read passphrases from this descriptor, a line each: steward, reviewers, publisher, steward again.",
                valueName: "number"))
        var passphraseFd: Int32?

        func validate() throws {
            guard (1...730).contains(days) else { throw ValidationError("--days is 1 to 730.") }
        }

        func run() throws {
            if reviewers == nil || publisher == nil { try Terminal.require() }
            try Ceremony(folder: folder, descriptor: passphraseFd, days: days).run(
                reviewers: reviewers, publisher: publisher)
        }
    }

    /// Signs the same members for a new span of days, with the next serial.
    struct Renew: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Sign the keyring again, with the next serial and a new last day.",
            discussion: """
                Example:
                  firsthand-review steward renew --folder ~/ceremony --days 365
                """)

        @Option(help: ArgumentHelp("The folder of the ceremony.", valueName: "folder"))
        var folder: String

        @Option(help: ArgumentHelp("How many days the keyring is good for, 1 to 730.", valueName: "days"))
        var days = 365

        @Option(help: ArgumentHelp("Read the steward's passphrase from this file descriptor.", valueName: "number"))
        var passphraseFd: Int32?

        func validate() throws {
            guard (1...730).contains(days) else { throw ValidationError("--days is 1 to 730.") }
        }

        func run() throws {
            let old = try Keyring(unchecked: OutputFile.read(folder + "/keys/keyring.txt"))
            let passphrase = try PassphraseSource.read(descriptor: passphraseFd, prompt: "Passphrase of the steward: ")
            let steward = try StewardKey.open(folder + "/secret/steward.secret", passphrase: passphrase)
            // The old one must be ours: renewing a forged list would make it true.
            let signature = try MinisignSignature(file: OutputFile.read(folder + "/keys/keyring.txt.minisig"))
            guard signature.isGood(over: Array(old.text.utf8), by: steward.minisignKey) else {
                throw Refusal(.badData, "the keyring in this folder is not signed by this steward")
            }
            let renewed = Keyring(
                serial: old.serial + 1, from: .today, until: .today + days, reviewers: old.reviewers,
                publishers: old.publishers)
            try Ceremony.sign(renewed, with: steward, folder: folder)
            StandardStream.error.write("Signed keyring \(renewed.serial), good until \(renewed.until).\n")
            StandardStream.error.write(
                "next: copy both files in \(folder)/keys to the intake, each desk and the publisher\n")
        }
    }
}
