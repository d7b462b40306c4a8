import ArgumentParser
import Console
import Courier
import Envelope
import FoundationEssentials
import Ledger

/// Lists the cases.
struct Inbox: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List the cases: where each stands and what it needs.",
        usage: "firsthand-review inbox [--json] [<places>]",
        discussion: """
            Example:
              firsthand-review inbox --json | jq '.[] | select(.stage == "new") | .id'
            """)

    @OptionGroup(title: "Places") var options: DeskOptions

    @Flag(help: "Print JSON. It never holds a word of a story.")
    var json = false

    func run() throws {
        let desk = try options.open()
        var summaries: [Summary] = []
        for caseID in try desk.cases() {
            summaries.append(Summary(try desk.file(caseID), policies: desk.policies))
        }
        // Whom somebody is worried about stands first.
        summaries = summaries.filter(\.safety) + summaries.filter { !$0.safety }
        guard !json else { return try StandardStream.output.write(JSON.text(summaries)) }
        StandardStream.error.write(LastExchange(ExchangeBook(state: options.state).lastDay, today: desk.today).line)
        guard !summaries.isEmpty else { return StandardStream.output.write("No stories yet.\n") }
        StandardStream.output.write(
            Table.text(
                ["CASE", "RECEIVED", "STAGE", "APPROVALS", "MAY BE USED FOR", "NEXT"],
                summaries.map {
                    [
                        $0.id, $0.received, $0.shownStage,
                        "\($0.approvals) of \($0.approvalsNeeded)",
                        $0.uses.isEmpty ? "reviewers only" : $0.uses.joined(separator: ", "), $0.next,
                    ]
                }))
        for summary in summaries where !summary.flaws.isEmpty {
            for flaw in summary.flaws { StandardStream.error.write("warning: \(summary.id): statement \(flaw)\n") }
        }
    }
}

/// How long ago something last came in from the server or another desk.
struct LastExchange {
    private let day: Day?
    private let today: Day

    init(_ day: Day?, today: Day) {
        self.day = day
        self.today = today
    }

    /// A line for a person.
    var line: String {
        guard let day else { return "Last exchange: never.\n" }
        switch today - day {
        case ...0: return "Last exchange: today.\n"
        case 1: return "Last exchange: yesterday.\n"
        case let days: return "Last exchange: \(days) days ago.\n"
        }
    }
}

extension Summary {
    /// The stage, and what should not be passed over.
    fileprivate var shownStage: String {
        ([stage.rawValue] + (awaitsTranscription ? ["to compare"] : []) + (safety ? ["worried"] : [])
            + (unopenedDays.map { ["unopened \($0) days"] } ?? []))
            .joined(separator: ", ")
    }
}

/// Columns, two blanks apart.
///
/// The cells are our own words: ids, days, kinds.
enum Table {
    static func text(_ head: [String], _ rows: [[String]]) -> String {
        let all = [head] + rows
        let widths = head.indices.map { column in all.map { $0[column].count }.max() ?? 0 }
        return all.map { row in
            let cells = zip(row, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }
            return String(cells.joined(separator: "  ").reversed().drop { $0 == " " }.reversed())
        }.joined(separator: "\n") + "\n"
    }
}

/// The full-screen desk: what the program does when it is told nothing else.
struct OpenDesk: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "desk",
        abstract: "Open the full-screen desk: the queue, the cases, and all that can be signed.",
        usage: "firsthand-review desk [--compare <file>] [<places>]",
        discussion: """
            The same as the program without a command, in a terminal. ? shows all keys; q
            leaves at once and clears the screen. With --compare each text is looked at
            beside another one before it is approved, as warnings does.

            Example:
              firsthand-review
              firsthand-review desk --compare opinion.txt
            """)

    @OptionGroup(title: "Places") var options: DeskOptions
    @OptionGroup var compared: ComparedFiles

    func run() throws {
        do { try Terminal.require() } catch TerminalError.notATerminal {
            // Nobody is there to press a key: say what can be done instead.
            throw CleanExit.helpRequest(Review.self)
        }
        let texts = try compared.texts()
        try DeskSession.run(options.open(), options, beside: texts)
    }
}
