import ArgumentParser
import Console
import Courier
import Custody
import Envelope
import Ledger
import Policies
import Unsealing
import Vault

/// Exchanges sealed work with the server and with other desks.
struct CourierCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "courier",
        abstract: "Exchange sealed stories and signed work with the server and with other desks, as files.",
        subcommands: [Out.self, In.self])

    struct Out: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write a bundle for the server or another desk.",
            usage: """
                firsthand-review courier out [--with <name>] [--json] --to <file>
                    [--all] [--at-most <MiB>] [<places>]
                """,
            discussion: """
                A new file, for its owner alone: sealed stories, signed statements, drafts;
                nothing in it is readable without a reviewer's key. What the partner said to
                have when its last bundle came in is left out; with --all, nothing is.

                Documentation/EXCHANGE.md says how to carry it. Delete it afterwards.

                Example:
                  firsthand-review courier out --to /media/stick/from-ana.bundle
                  firsthand-review courier out --with ben --to for-ben.bundle
                """)

        @OptionGroup var place: CourierOptions

        @Option(help: ArgumentHelp("The new file.", valueName: "file"))
        var to: String

        @Flag(help: "Also what the partner is known to have.")
        var all = false

        @Option(help: ArgumentHelp("Add no further case after so many MiB; the rest goes next time.", valueName: "MiB"))
        var atMost = 2048

        func validate() throws {
            guard (1...2048).contains(atMost) else { throw ValidationError("--at-most must be from 1 to 2048") }
        }

        func run() throws {
            let vault = try VaultUpkeep.open(path: place.desk.vault)
            let report = try Exchange(vault: vault, state: place.desk.state).send(
                to: to, for: all ? nil : place.with, atMost: atMost << 20)
            try TerminalStream.report(report, lines: report.lines, asJSON: place.json)
        }
    }

    struct In: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take in a bundle of the server or another desk.",
            usage: """
                firsthand-review courier in <file> [--with <name>] [--json]
                    [--except <id>] [<places>]
                """,
            discussion: """
                Makes this desk's vault if there is none. All of the bundle is checked first:
                every signature, that each author is a reviewer in the keyring or the survivor
                of the case, that each new text opens to what was signed, every size. With one
                thing wrong, nothing of it is taken in, and what is wrong is named. Withdrawn
                stories are destroyed before anything else is taken in. What is here is closed
                to people who left, as far as somebody active can read it. Of stories that a
                publisher reports as out or taken back, the writers are told by this desk, in
                your name, on a day drawn from the next seven. Stopped in between, run it again.

                Example:
                  firsthand-review courier in /media/stick/for-ana.bundle
                """)

        @OptionGroup var place: CourierOptions

        @Argument(help: ArgumentHelp("The bundle.", valueName: "file"))
        var file: String

        @Option(help: ArgumentHelp("Leave this case out, unchecked; can be given again.", valueName: "id"))
        var except: [String] = []

        func run() throws {
            let vault = try VaultArchive.open(path: place.desk.vault, makes: true)
            let desk = try place.desk.open(on: vault)
            let rules = ImportRules(
                keyring: desk.keyring, draftsDays: desk.policies.retention.draftsDays, skipped: except)
            // Taking it in takes off the slots of those who left.
            if try !vault.upkeep.isWithoutLeftSlots(under: desk.keyring) {
                try Exposure.note(on: desk, state: place.desk.state)
            }
            var unopened = 0
            var (arrived, report) = try Exchange(vault: vault.upkeep, state: place.desk.state).take(
                file, from: place.with, rules, on: desk.today,
                inspector: { statement, body in
                    let content = CaseFile.open(statement, body, desk.reviewer).content
                    if content == .unopened { unopened += 1 }
                    return content != .broken
                }, reports: { desk.isSound($0) },
                own: OwnSlots(of: desk.reviewer.publicKey.id) { desk.reviewer.opensSlot(of: $0) })
            report.unopened = unopened
            for caseID in arrived.cases.subtracting(arrived.destroyed).sorted() { try desk.settle(caseID) }
            try vault.upkeep.destroyDue(on: desk.today)
            try desk.settle(in: place.desk.state)
            place.desk.tellWhereStoriesAre(desk)
            try TerminalStream.report(report, lines: report.lines, asJSON: place.json)
        }
    }
}

/// What both directions ask for.
struct CourierOptions: ParsableArguments {
    @OptionGroup var desk: DeskOptions

    @Option(help: ArgumentHelp("The partner: a name that you give it, a-z, 0-9 and -.", valueName: "name"))
    var with = "server"

    @Flag(help: "Print JSON. It never holds a word of a story.")
    var json = false
}
