import ArgumentParser
import Console
import Courier
import Envelope
import FoundationEssentials
import Ledger
import Policies

/// Lists the cases.
struct Inbox: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List the cases: where each stands and what it needs.",
        usage: "firsthand-review inbox [--json] [<places>]",
        discussion: """
            First whom somebody is worried about, then who may be under 18 or asks not to
            be contacted, then what is your turn, the oldest first.

            Example:
              firsthand-review inbox --json | jq '.[] | select(.stage == "new") | .id'
            """)

    @OptionGroup(title: "Places") var options: DeskOptions

    @Flag(help: "Print JSON. It never holds a word of a story.")
    var json = false

    func run() throws {
        let desk = try options.open()
        let reads = desk.readLanguages(in: options.state).tags
        // In the order of the full-screen desk.
        let lines = try lines(desk).sorted { left, right in
            let (first, second) = (left.section(on: desk.today), right.section(on: desk.today))
            return first == second ? left.precedes(right, reads: reads) : first.rawValue < second.rawValue
        }
        guard !json else {
            let summaries = try lines.map { Summary(try desk.file($0.caseID), policies: desk.policies) }
            return try StandardStream.output.write(JSON.text(summaries))
        }
        StandardStream.error.write(LastExchange(ExchangeBook(state: options.state).lastDay, today: desk.today).line)
        guard !lines.isEmpty else { return StandardStream.output.write("No stories yet.\n") }
        StandardStream.output.write(
            Table.text(
                ["CASE", "WAITS", "LANG", "PAGES", "STAGE", "APPROVALS", "MAY BE USED FOR", "NEXT"],
                lines.map { $0.cells(on: desk.today, desk.policies).map(TerminalText.line) }))
        for line in lines where line.stage == .damaged {
            for flaw in Summary(try desk.file(line.caseID), policies: desk.policies).flaws {
                StandardStream.error.write("warning: \(line.caseID.short): statement \(flaw)\n")
            }
        }
    }

    /// Every line; what this desk read before, and what is as it was then, is not opened again.
    private func lines(_ desk: borrowing Desk) throws -> [QueueLine] {
        var reading = try QueueReading(desk, cache: desk.queueCache(in: options.state))
        let (progress, all) = (Progress(label: "Reading"), reading.left)
        var lines: [QueueLine] = []
        while !reading.isDone {
            lines += reading.next(desk, for: .milliseconds(200))
            progress.show(all - reading.left, of: all)
        }
        progress.end()
        reading.keep(desk)
        // No case is passed over in silence.
        if let failure = reading.failure { throw failure }
        return lines
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

extension QueueLine {
    /// The line as the cells of a table: no name and no title, which stand at the desk only.
    fileprivate func cells(on today: Day, _ policies: PolicySet) -> [String] {
        let uses = policies.consent.uses.filter(uses.contains).map(\.rawValue).joined(separator: ", ")
        return [
            caseID.short, wait(on: today), language.isEmpty ? "-" : language, pages == 0 ? "-" : "\(pages)",
            shownStage(on: today, policies.retention.unopenedNoticeDays),
            "\(approvals) of \(policies.review.approvals)", uses.isEmpty ? "reviewers only" : uses, command,
        ]
    }

    /// The stage, and what should not be passed over.
    private func shownStage(on today: Day, _ unopenedDays: Int) -> String {
        var words = [stage.rawValue]
        if marks.contains(.paper) { words.append("to compare") }
        if isWorried { words.append("worried") }
        guard step != .ended else { return words.joined(separator: ", ") }
        if marks.contains(.under18) { words.append("UNDER 18") }
        if marks.contains(.plea) { words.append("asks: do not contact") }
        if marks.contains(.openCase) { words.append("open case") }
        if !marks.contains(.read), let received, today - received >= unopenedDays {
            words.append("unopened \(today - received) days")
        }
        return words.joined(separator: ", ")
    }

    /// What a reviewer can do next, as a command: nothing but to read, where nobody has read.
    private var command: String {
        let id = caseID.short
        let next =
            switch stage {
            case .withdrawn, .declined, .retracted, .approved: ""
            case .damaged: "log \(id)"
            case .held where marks.contains(.paper): "transcribe check \(id)"
            case .held: marks.contains(.read) ? "release \(id)" : "read \(id)"
            case .unread: marks.contains(.read) ? "redact \(id)" : "read \(id)"
            case .proposed: "approve \(id)"
            case .conflict: "decline \(id)"
            }
        guard letters > 0 || step == .change, step != .ended else { return next }
        return "letters \(id)\(next.isEmpty ? "" : ", then \(next)")"
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
        usage: "firsthand-review desk [--compare <file>] [--tour] [<places>]",
        discussion: """
            The same as the program without a command, in a terminal. ? shows all keys; q
            leaves at once and clears the screen. With --compare each text is looked at
            beside another one before it is approved, as warnings does.

            --tour shows six keys on an invented story. It opens no vault, asks for no
            passphrase and keeps nothing.

            Example:
              firsthand-review
              firsthand-review desk --compare opinion.txt
            """)

    @OptionGroup(title: "Places") var options: DeskOptions
    @OptionGroup var compared: ComparedFiles

    @Flag(help: "Show six keys on an invented story.")
    var tour = false

    func run() throws {
        do { try Terminal.require() } catch TerminalError.notATerminal {
            // Nobody is there to press a key: say what can be done instead.
            throw CleanExit.helpRequest(Review.self)
        }
        guard !tour else { return try TourSession.run(PolicySet.load(folder: options.policies)) }
        let texts = try compared.texts()
        try DeskSession.run(options.open(), options, beside: texts)
    }
}
