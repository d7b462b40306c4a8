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
        guard !json else { return try writeSummaries(desk) }
        let lines = QueueLine.sorted(
            try read(desk) { reading, time in reading.next(desk, for: time) }, on: desk.today,
            reads: desk.readLanguages(in: options.state).tags)
        StandardStream.error.write(LastExchange(ExchangeBook(state: options.state).lastDay, today: desk.today).line)
        guard !lines.isEmpty else { return StandardStream.output.write("No stories yet.\n") }
        let (today, policies) = (desk.today, desk.policies)
        Table.write(["CASE", "WAITS", "LANG", "PAGES", "STAGE", "APPROVALS", "MAY BE USED FOR", "NEXT"], lines) {
            $0.cells(on: today, policies)
        }
        for line in lines where line.stage == .damaged {
            for flaw in Summary(try desk.file(line.caseID), policies: policies).flaws {
                StandardStream.error.write("warning: \(line.caseID.short): statement \(flaw)\n")
            }
        }
    }

    /// Every case in a few words, for a machine: each is opened whole.
    private func writeSummaries(_ desk: borrowing Desk) throws {
        let policies = desk.policies
        let found = try read(desk, whole: true) { reading, time in
            reading.read(desk, for: time) { Summary($0, policies: policies) }
        }
        let summaries = Dictionary(found.map { ($0.line.caseID, $0.found) }) { $1 }
        let lines = QueueLine.sorted(
            found.map(\.line), on: desk.today, reads: desk.readLanguages(in: options.state).tags)
        try JSON.write(lines.compactMap { summaries[$0.caseID] })
    }

    /// What is made of every case; what this desk read before, and what is as it was then, is not opened again.
    ///
    /// - Parameter whole: whether each is opened all the same.
    private func read<Found>(
        _ desk: borrowing Desk, whole: Bool = false, _ next: (inout QueueReading, Duration) -> [Found]
    ) throws -> [Found] {
        var reading = try QueueReading(desk, in: options.state, whole: whole)
        let (progress, all) = (Progress(label: "Reading"), reading.left)
        var found: [Found] = []
        while !reading.isDone {
            found += next(&reading, .milliseconds(200))
            progress.show(all - reading.left, of: all)
        }
        progress.end()
        if reading.cache.isChanged { reading.keep(desk) }
        // No case is passed over in silence.
        if let failure = reading.failure { throw failure }
        return found
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
