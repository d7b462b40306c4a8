import ArgumentParser
import Console
import Courier
import Envelope
import Files
import FoundationEssentials
import Policies
import Vault

extension Intake {
    /// Reports the server's health, in ranges that tell nothing when they are mailed.
    struct Status: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Report server health in ranges vague enough to email.",
            discussion: """
                Counts are ranges, and the lowest starts at 0: a mail with an exact count would
                tell when someone wrote. Days are days, free disk is a range.
                Who went on without a desk after a restore is named until a desk came.

                With --prometheus it writes a file for the textfile collector of node_exporter
                instead, whole. A series of values tells when each one changed. So today's
                stories are not in it: they count from tomorrow on, in the ranges of the mail.
                The file is for its owner alone, unless you make it before with another mode,
                which it keeps: install -m 644 /dev/null FILE.

                Collect nothing else about this machine. The free bytes of its disk, or the
                bytes on its network, would tell to the second when somebody wrote:
                node_exporter --collector.disable-defaults --collector.textfile.

                Example:
                  firsthand-intake status | mail -s firsthand team@example.org
                  firsthand-intake status --prometheus /var/lib/firsthand/status.prom

                Exit codes: 0 all is well, 64 bad arguments, 69 somebody must see to it (the
                keyring, the disk), 73 cannot create the file, 74 the vault cannot be read or
                the file written, 78 configuration.
                """)

        @OptionGroup var configuration: ConfigurationFile

        @Flag(help: "Print JSON.")
        var json = false

        @Option(help: ArgumentHelp("Write a file for a collector of Prometheus.", valueName: "file"))
        var prometheus: String?

        func validate() throws {
            guard !json || prometheus == nil else {
                throw ValidationError("--json and --prometheus do not go together")
            }
        }

        func run() throws {
            let place = try configuration.load()
            let vault = try VaultUpkeep.open(path: place.vault)
            let disk = Disk.free(place.vault)
            var keyring: Keyring?
            var problem: KeyringError?
            do {
                keyring = try KeyringFolder(keys: place.keys, steward: place.steward, state: place.state).load()
            } catch { problem = error }
            let keyringDays = keyring.map { $0.until - .today }
            let override = try vault.restoration()?.openOverride
            let lastExchangeDays = ExchangeBook(state: place.state).lastDay.map { .today - $0 }
            if let prometheus {
                let whole = try vault.came(before: .today)
                let text = PrometheusText(
                    stories: Rough(count: whole.stories), yesterday: Rough(count: whole.onLastDay),
                    withdrawals: Rough(count: whole.withdrawals), keyringDays: keyringDays,
                    lastExchangeDays: lastExchangeDays, freeDisk: Rough(disk: disk), isOverridden: override != nil)
                try AtomicFile.write(text.text, to: prometheus)
            } else {
                let health = ServerHealth(
                    stories: Rough(count: try vault.caseIDs().count),
                    today: Rough(count: try vault.arrived(on: .today).stories),
                    withdrawals: Rough(count: try vault.casesWithWithdrawal().count),
                    keyringDays: keyringDays, keyringProblem: problem?.description, freeDisk: Rough(disk: disk),
                    lastExchangeDays: lastExchangeDays, withoutDesks: override.map(Restoring.Came.init))
                StandardStream.output.write(json ? try JSON.text(health) : health.lines)
            }
            if let problem { throw problem }
            guard disk >= place.budget.reserve + Disk.least else {
                throw Refusal(.unavailable, "the disk is nearly full", hint: "make room: soon no story can be taken in")
            }
        }
    }
}

/// A number as a range that says no more than it must.
struct Rough: Encodable, Equatable {
    /// The range in words.
    let words: String
    /// Its lower end.
    let least: Int

    /// A count, whose lowest range starts at 0: the first story does not show either.
    init(count: Int) {
        let steps = [
            (0, 10, "0 to 9"), (10, 50, "10 to 49"), (50, 200, "50 to 199"), (200, 1000, "200 to 999"),
            (1000, 5000, "1,000 to 4,999"),
        ]
        self.init(steps.first { count < $0.1 }.map { ($0.0, $0.2) } ?? (5000, "5,000 or more"))
    }

    /// Bytes of free disk.
    init(disk: UInt64) {
        let steps: [(Int, UInt64, String)] = [
            (0, 1, "less than 1 GiB"), (1, 10, "1 to 9 GiB"), (10, 100, "10 to 99 GiB"),
        ]
        self.init(steps.first { disk < $0.1 << 30 }.map { ($0.0, $0.2) } ?? (100, "100 GiB or more"))
    }

    private init(_ range: (least: Int, words: String)) { (least, words) = range }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(words)
    }
}

/// How a server is.
struct ServerHealth: Encodable {
    let stories: Rough
    /// The stories of today that are here.
    let today: Rough
    let withdrawals: Rough
    let keyringDays: Int?
    let keyringProblem: String?
    let freeDisk: Rough
    let lastExchangeDays: Int?
    let withoutDesks: Restoring.Came?

    /// Lines for a person.
    var lines: String {
        let keys = keyringDays.map { "\($0) day\($0 == 1 ? "" : "s") left" } ?? keyringProblem ?? ""
        let exchange = lastExchangeDays.map { $0 <= 0 ? "today" : $0 == 1 ? "yesterday" : "\($0) days ago" } ?? "never"
        return """
            stories        \(stories.words)
            today          \(today.words)
            withdrawals    \(withdrawals.words)
            keyring        \(keys)
            free disk      \(freeDisk.words)
            last exchange  \(exchange)

            """ + (withoutDesks.map { "restored       \($0.name) went on without a desk on \($0.day)\n" } ?? "")
    }
}
