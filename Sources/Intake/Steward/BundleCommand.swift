import ArgumentParser
import Console
import Courier
import Envelope
import FoundationEssentials
import Ledger
import Policies
import Vault

extension Intake {
    /// Exchanges sealed work with the desks.
    struct Bundle: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Exchange sealed stories and signed work with desks and publishers, as files.",
            subcommands: [Out.self, In.self])

        struct Out: ParsableCommand {
            static let configuration = CommandConfiguration(
                abstract: "Write a bundle for a desk or a publisher.",
                usage: """
                    firsthand-intake bundle out [--config <file>] [--with <name>] [--json]
                        --to <file> [--without-stories] [--at-most <MiB>]
                    """,
                discussion: """
                    A new file, for its owner alone: sealed stories, signed statements, drafts;
                    nothing in it is readable without a reviewer's key. With --with, what that
                    partner said to have when its last bundle came in is left out. Without it,
                    everything goes in.

                    Documentation/EXCHANGE.md says how to carry it. Delete it afterwards.

                    Example:
                      firsthand-intake bundle out --with ana --to for-ana.bundle
                      firsthand-intake bundle out --with press --without-stories --to for-press.bundle

                    Exit codes: 64 bad arguments, 73 cannot create the file, 74 the vault or the
                    file cannot be read or written, 78 configuration.
                    """)

            @OptionGroup var place: Place

            @Option(help: ArgumentHelp("The new file.", valueName: "file"))
            var to: String

            @Flag(help: "Leave out stories and drafts, which a publisher can never open.")
            var withoutStories = false

            @Option(
                help: ArgumentHelp("Add no further case after so many MiB; the rest goes next time.", valueName: "MiB"))
            var atMost = 2048

            func validate() throws {
                guard (1...2048).contains(atMost) else { throw ValidationError("--at-most must be from 1 to 2048") }
            }

            func run() throws {
                let configuration = try place.configuration.load()
                let vault = try VaultUpkeep.open(path: configuration.vault)
                // What leaves is closed to those who left. Without a keyring that counts nobody is known to have.
                if let keyring = try? KeyringFolder(
                    keys: configuration.keys, steward: configuration.steward, state: configuration.state
                ).load() {
                    try vault.dropLeftSlots(under: keyring, own: nil)
                }
                let report = try Exchange(vault: vault, state: configuration.state).send(
                    to: to, for: place.with, leavingOutStories: withoutStories, atMost: atMost << 20)
                try TerminalStream.report(report, lines: report.lines, asJSON: place.json)
            }
        }

        struct In: ParsableCommand {
            static let configuration = CommandConfiguration(
                abstract: "Take in a bundle of a desk.",
                usage: """
                    firsthand-intake bundle in <file> [--config <file>] [--with <name>]
                        [--json] [--except <id>]
                    """,
                discussion: """
                    All of it is checked first: every signature, that each author is a reviewer in
                    the keyring or the survivor of the case, every size. With one thing wrong,
                    nothing of it is taken in, and what is wrong is named. Withdrawn stories are
                    destroyed before anything else is taken in. What this server has is closed to
                    reviewers who left, as far as somebody active can read it. Stopped in between,
                    run it again.

                    Example:
                      firsthand-intake bundle in from-ana.bundle --with ana

                    Exit codes: 64 bad arguments, 65 something is wrong with the bundle, 66 no
                    bundle there, 69 keyring cannot be used, 74 the vault or a file cannot be read
                    or written, 78 configuration or policy.
                    """)

            @OptionGroup var place: Place

            @Argument(help: ArgumentHelp("The bundle.", valueName: "file"))
            var file: String

            @Option(
                help: ArgumentHelp("Leave this case out, unchecked; can be given again.", valueName: "id"))
            var except: [String] = []

            func run() throws {
                let configuration = try place.configuration.load()
                let keyring = try KeyringFolder(
                    keys: configuration.keys, steward: configuration.steward, state: configuration.state
                ).load()
                let retention = try PolicySet.load(folder: configuration.policies).retention
                let vault = try VaultUpkeep.open(path: configuration.vault, makes: true)
                let rules = ImportRules(keyring: keyring, draftsDays: retention.draftsDays, skipped: except)
                let (_, report) = try Exchange(vault: vault, state: configuration.state).take(
                    file, from: place.with, rules, on: .today)
                try Restoring.shareTombstones(of: vault, under: keyring)
                try TerminalStream.report(report, lines: report.lines, asJSON: place.json)
            }
        }

        /// What both directions ask for.
        struct Place: ParsableArguments {
            @OptionGroup var configuration: ConfigurationFile

            @Option(help: ArgumentHelp("The partner: a name that you give it, a-z, 0-9 and -.", valueName: "name"))
            var with: String?

            @Flag(help: "Print JSON. It never holds a word of a story.")
            var json = false
        }
    }
}
