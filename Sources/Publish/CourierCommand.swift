import ArgumentParser
import Console
import Courier
import Envelope
import FoundationEssentials
import Ledger
import Policies
import Press
import Unsealing
import Vault

/// Exchanges sealed work with the server or with a desk.
///
/// The publisher's own vault is the one that exports read; no other program writes to it.
struct CourierCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "courier",
        abstract: "Take in what the server or a desk hands you, as a file, and say what you have.",
        subcommands: [In.self, Out.self])

    struct In: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take in a bundle of the server or of a desk.",
            usage: """
                firsthand-publish courier in <file> [--with <name>] [--json]
                    [--except <id>] [<places>]
                """,
            discussion: """
                Makes your vault if there is none; you need no other. All of the bundle is
                checked first: every signature, that each author is a reviewer in the keyring
                or the survivor of the case, that what you can open is what was signed, every
                size. With one thing wrong, nothing of it is taken in, and what is wrong is
                named. Stopped in between, run it again.

                Example:
                  firsthand-publish courier in for-press.bundle
                  firsthand-publish export --use website --to export-2026-11
                """)

        @OptionGroup(title: "Places") var options: PublisherOptions
        @OptionGroup(title: "Places") var trust: TrustOptions
        @OptionGroup var place: Place

        @Argument(help: ArgumentHelp("The bundle.", valueName: "file"))
        var file: String

        @Option(help: ArgumentHelp("Leave this case out, unchecked; can be given again.", valueName: "id"))
        var except: [String] = []

        func run() throws {
            let keyring = try trust.keyring()
            let retention = try PolicySet.load(folder: options.policies).retention
            let passphrase = try PassphraseSource.read(
                descriptor: options.passphraseFd, prompt: TerminalText.line("Passphrase for \(options.key): "))
            let publisher = try PublisherKey.open(options.key, passphrase: passphrase)
            // Not beside an export, which would keep what it read of a case before this brings its withdrawal.
            try PublisherDesk.Places(state: trust.state).lock()
            let vault = try VaultUpkeep.open(path: options.vault, makes: true)
            let rules = ImportRules(keyring: keyring, draftsDays: retention.draftsDays, skipped: except)
            let (_, report) = try Exchange(vault: vault, state: trust.state).take(
                file, from: place.with, rules, on: .today,
                inspector: { CaseReader.isSound($0, $1, publisher) },
                own: OwnSlots(of: publisher.publicKey.id) { publisher.opensSlot(of: $0) })
            try vault.destroyDue(on: .today)
            try RefusalCache.settle(in: trust.state, publisher, withdrawn: vault.casesWithWithdrawal())
            try TerminalStream.report(report, lines: report.lines, asJSON: place.json)
        }
    }

    struct Out: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write a bundle that says what you have, and tells the reviewers where the stories are.",
            usage: """
                firsthand-publish courier out [--with <name>] [--json] --to <file>
                    [<places>]
                """,
            discussion: """
                A publisher adds nothing to a case: what you published stands in a record of
                your own. Each bundle tells the reviewers which story is out for which use
                since which month, and what was taken back: sealed to them, of one size, also
                if there is nothing to tell. Their desks tell the writers.

                Example:
                  firsthand-publish courier out --to from-press.bundle
                """)

        @OptionGroup(title: "Places") var options: PublisherOptions
        @OptionGroup(title: "Places") var trust: TrustOptions
        @OptionGroup var place: Place

        @Option(help: ArgumentHelp("The new file.", valueName: "file"))
        var to: String

        func run() throws {
            let desk = try PublisherDesk.opening(options, trust)
            let vault = try VaultUpkeep.open(path: options.vault)
            let last = try vault.reports().first { $0.header.publisher == desk.reader.signingKey }?.header.number
            let told = try desk.report(after: last ?? 0)
            // Kept before it is sent: no number is given twice.
            _ = try vault.take([told], under: desk.keyring, own: nil)
            let report = try Exchange(vault: vault, state: trust.state).send(
                to: to, for: place.with, leavingOutStories: true, atMost: 1 << 30)
            try TerminalStream.report(report, lines: report.lines, asJSON: place.json)
        }
    }

    /// What both directions ask for.
    struct Place: ParsableArguments {
        @Option(help: ArgumentHelp("The partner: a name that you give it, a-z, 0-9 and -.", valueName: "name"))
        var with = "server"

        @Flag(help: "Print JSON.")
        var json = false
    }
}
