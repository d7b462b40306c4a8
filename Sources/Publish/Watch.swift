import ArgumentParser
import Console
import Envelope
import Ledger
import Publication

/// What ends soon.
struct Watch: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Tell which consents, and whether the keyring, end within the next 30 days.",
        usage: "firsthand-publish watch [--days <number>] [--json] [<places>]",
        discussion: """
            Example:
              firsthand-publish watch
            """)

    @OptionGroup(title: "Places") var options: PublisherOptions
    @OptionGroup(title: "Places") var trust: TrustOptions

    @Option(help: ArgumentHelp("How many days to look ahead.", valueName: "number"))
    var days = 30

    @Flag(help: "Print JSON.")
    var json = false

    /// What ends on a day, for a machine.
    private struct Row: Encodable {
        let day: String
        let days: Int
        let what: String
    }

    func validate() throws {
        guard (1...3650).contains(days) else { throw ValidationError("days are from 1 to 3650") }
    }

    func run() throws {
        var desk = try PublisherDesk.opening(options, trust)
        let today = Day.today
        var ending: [(Day, String)] = []
        try desk.forEachCase(Progress(label: "checking"), [], on: today) { _ in
        } each: { found in
            guard let end = found.consentEnd, today < end, end <= today + days else { return }
            ending.append((end, "consent of case \(found.caseID.short)\(found.id.map { ", story \($0)" } ?? "")"))
        }
        try desk.saveSeen()
        if desk.keyring.until <= today + days { ending.append((desk.keyring.until, "the keyring")) }
        ending.sort { $0 < $1 }
        if json {
            let rows = ending.map { Row(day: "\($0.0)", days: $0.0 - today, what: $0.1) }
            return try TerminalStream.report(rows, lines: "", asJSON: true)
        }
        for (day, what) in ending {
            TerminalStream.output.line("\(day)  \(day - today) days  \(what)")
        }
        TerminalStream.error.line(
            ending.isEmpty ? "Nothing ends within \(days) days." : "An export on or after that day takes it back.")
    }
}
