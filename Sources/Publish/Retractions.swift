import ArgumentParser
import Console
import Envelope
import Files
import Publication

/// What must be taken back or corrected, and where.
struct Retractions: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List every place that holds a copy to take back or to correct, until somebody records it done.",
        usage: """
            firsthand-publish retractions [--done <story>] [--place <name>]
                [<places>]
            """,
        discussion: """
            Example:
              firsthand-publish retractions
              firsthand-publish retractions --done 0f5be3b7d62a4c11 --place spring-zine
            """)

    @OptionGroup(title: "Places") var options: PublisherOptions
    @OptionGroup(title: "Places") var trust: TrustOptions

    @Option(help: ArgumentHelp("Record that this story was seen to, at the place named.", valueName: "story"))
    var done: String?

    @Option(help: ArgumentHelp("The place, as the list names it.", valueName: "name"))
    var place: String?

    func validate() throws {
        guard (done == nil) == (place == nil) else { throw ValidationError("--done and --place go together") }
    }

    func run() throws {
        var desk = try PublisherDesk.opening(options, trust)
        let standings = try desk.standings(desk.log.uses, on: .today)
        try desk.saveSeen()
        let items = desk.log.toDo(standings)
        guard let done, let place else { return show(items) }
        let mine = items.filter { $0.id == done && $0.place == place }
        guard !mine.isEmpty else {
            throw Refusal(
                .noInput, "nothing is to be done about that story at that place",
                hint: "firsthand-publish retractions lists what is")
        }
        for item in mine {
            try desk.record(
                .retracted(
                    PublicationRecord.Settled(
                        item.task, id: item.id, use: item.use, place: item.place, manuscript: item.manuscript)))
        }
        TerminalStream.error.line("Recorded: story \(done) was seen to at \(place).")
    }

    private func show(_ items: [ToDo]) {
        guard !items.isEmpty else { return TerminalStream.error.line("Nothing is to be taken back or corrected.") }
        for item in items {
            let head = item.task == .retract ? "TAKE BACK" : "CORRECT"
            TerminalStream.output.line(
                "\(head) story \(item.id) at \(item.place) (\(item.use.rawValue), exported \(item.day))")
            TerminalStream.output.line("  why: \(item.reason)")
            for step in item.steps { TerminalStream.output.line("  \(step)") }
            TerminalStream.output.line(
                "  when it is done: firsthand-publish retractions --done \(item.id) --place \(item.place)")
            TerminalStream.output.line("")
        }
        TerminalStream.error.line("\(items.count) to do.")
    }
}
