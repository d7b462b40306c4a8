import ArgumentParser
import Console
import Envelope
import Files
import Policies
import Vault

extension Intake {
    /// Looks after the file of the vault.
    struct VaultCommand: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "vault", abstract: "Check the vault's file, and write it anew.",
            subcommands: [Check.self, Rewrite.self])

        struct Check: AsyncParsableCommand {
            static let configuration = CommandConfiguration(
                abstract: "Check every row, digest, signature and page of the vault.",
                discussion: """
                    It reads, and changes nothing. The intake can go on: what people send and take
                    back meanwhile does not wait for it. Signatures of reviewers and publishers are
                    compared with the keyring, where there is one that can be used. No story is
                    opened, so whether a sealed one still opens is for a reviewer's desk to see:
                    firsthand-review audit.

                    Each thing that is wrong is named by its table and key, which are random.

                    Example:
                      sudo -u firsthand firsthand-intake vault check

                    Exit codes: 0 the vault is whole, 64 bad arguments, 65 something is wrong with
                    it, 74 it cannot be read, 75 it is being written to all the time, so its pages
                    could not be looked at, 77 run as root, 78 configuration.
                    """)

            @OptionGroup var configuration: ConfigurationFile

            @Flag(help: "Print JSON. It never holds a word of a story.")
            var json = false

            func run() async throws {
                let place = try configuration.load()
                let check = try VaultCheck.open(path: place.vault)
                let keyring = try? KeyringFolder(
                    keys: place.keys, steward: place.steward, state: place.state
                ).load()
                let pages = try await check.pages()
                let all = try check.count()
                let progress = Progress(label: "Checking")
                var count = 0
                let rows = try check.rows(under: keyring) {
                    count += $0
                    progress.show(min(count, all), of: all)
                }
                progress.end()
                let flaws = (pages ?? []) + rows
                let report = VaultReport(
                    flaws: flaws.map(VaultReport.Flaw.init), keyring: keyring != nil, pages: pages != nil, rows: count)
                if json {
                    StandardStream.output.write(try JSON.text(report))
                } else {
                    TerminalStream.output.lines(report.lines)
                }
                guard flaws.isEmpty else {
                    let count = flaws.count == 1 ? "one thing is" : "\(flaws.count) things are"
                    throw Refusal(
                        .badData, "\(count) wrong with the vault",
                        hint:
                            "copy the file and those beside it away first, for whoever looks into it; then restore the "
                            + "newest backup that is whole, or take in bundles of every desk into a new vault")
                }
                guard pages != nil else {
                    throw Refusal(
                        .busy, "the pages were not looked at, since the vault is being written to all the time",
                        hint: "run it again at a quieter hour")
                }
            }
        }

        struct Rewrite: ParsableCommand {
            static let configuration = CommandConfiguration(
                abstract: "Write every row anew, so that the file no longer tells what came first.",
                discussion: """
                    SQLite gives a new story the next page of the file, so the file as it grows
                    tells the order in which stories came. This puts every row in anew by its key,
                    which is random. What comes afterwards is in order again, until the next time:
                    a timer runs it each week.

                    The intake can go on. A few rows are written at a time, in the file itself; if
                    it is stopped anywhere, nothing is lost, and the next run does it all. It takes
                    no more room than a few MiB. What came on which day still stands in each
                    signed header.

                    Example:
                      sudo -u firsthand firsthand-intake vault rewrite

                    Exit codes: 64 bad arguments, 74 the vault cannot be read or written, 77 run
                    as root, 78 configuration.
                    """)

            @OptionGroup var configuration: ConfigurationFile

            func run() throws {
                let vault = try VaultUpkeep.open(path: configuration.load().vault)
                let progress = Progress(label: "Writing")
                do throws(VaultError) { try vault.rewrite { progress.show($0, of: $1) } } catch {
                    progress.end()
                    guard error == .unreadable else { throw error }
                    throw Refusal(
                        .inputOutput, "a row of the vault cannot be written as it stands; it was left as it is",
                        hint: "firsthand-intake vault check names it")
                }
                progress.end()
                StandardStream.error.write("Every row is written anew: the file no longer tells what came first.\n")
            }
        }
    }
}

/// What the check of a vault found.
struct VaultReport: Encodable {
    struct Flaw: Encodable {
        let kind: String
        let table: String
        let key: String
        let what: String

        init(_ flaw: VaultFlaw) {
            (kind, table, key) = (flaw.kind.rawValue, flaw.table, flaw.key)
            what = flaw.kind.sentence
        }

        var line: String { table.isEmpty ? "\(what): \(key)" : "\(table) \(key.prefix(16)): \(what)" }
    }

    let flaws: [Flaw]
    /// Whether the signatures were compared with a keyring.
    let keyring: Bool
    /// Whether the pages were looked at.
    let pages: Bool
    /// How many rows were looked at.
    let rows: Int

    var lines: String {
        var lines = flaws.map(\.line)
        if !keyring { lines.append("The keyring cannot be used, so nobody's signature was compared with it.") }
        if flaws.isEmpty, pages { lines.append("The vault is whole.") }
        return lines.map { $0 + "\n" }.joined()
    }
}

extension VaultFlaw.Kind {
    /// What is wrong, for a person.
    var sentence: String {
        switch self {
        case .pages: "SQLite finds damage"
        case .header: "the header or the signature is not one"
        case .digest: "the row stands under another digest than its own"
        case .place: "the row or its sealed body belongs to another case"
        case .signature: "the signature is not by the key that it names"
        case .author: "it is signed by a key that may not say this, or that the keyring does not name"
        case .body: "the sealed body is not one"
        case .lost: "the sealed body is missing, though nobody destroyed it"
        case .stray: "a sealed body belongs to no row, or to two"
        case .reference: "it speaks of something that is not there"
        }
    }
}
