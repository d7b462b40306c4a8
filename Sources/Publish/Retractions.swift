import ArgumentParser
import Console
import Envelope
import Files
import Ledger
import Publication

/// What must be taken back or corrected, and where.
struct Retractions: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List every place that holds a copy to take back or to correct, until somebody records it done.",
        usage: """
            firsthand-publish retractions [--done <story>] [--place <name>]
                [--posts <file>] [--json] [<places>]
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

    @Option(
        help: ArgumentHelp(
            "The file in which firsthand-wordpress keeps which post holds which story.", valueName: "file"))
    var posts = StandardPlaces.state + "/wordpress.posts"

    @Flag(help: "Print JSON.")
    var json = false

    func validate() throws {
        guard (done == nil) == (place == nil) else { throw ValidationError("--done and --place go together") }
    }

    func run() throws {
        var desk = try PublisherDesk.opening(options, trust)
        let standings = try desk.standings(desk.log.uses, on: .today)
        try desk.saveSeen()
        let items = desk.log.toDo(standings)
        guard let done, let place else { return try show(items) }
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

    /// A line of the list, for a machine.
    private struct Row: Encodable {
        let task: ToDo.Task
        let story: String
        let use: String
        let place: String
        let exported: String
        let reason: String
        let post: Int?
        let steps: [String]

        init(_ item: ToDo, steps: [String], post: Int?) {
            (task, story, use, place) = (item.task, item.id, item.use.rawValue, item.place)
            (exported, reason, self.steps, self.post) = ("\(item.day)", item.reason, steps, post)
        }
    }

    /// The number of each story's post in WordPress.
    private func numbers() throws -> [String: Int] {
        guard InputFile.exists(posts) else { return [:] }
        return try InputFile.text(posts).split(separator: "\n").reduce(into: [:]) { numbers, line in
            let parts = line.split(separator: " ")
            guard parts.count == 3, ApprovedStory.isID(String(parts[0])), let post = Int(parts[1]), post > 0 else {
                throw Refusal(
                    .badData, "the file of posts is damaged: \(posts)",
                    hint: "move it away, and push the newest export again: posts are found by their names")
            }
            numbers[String(parts[0])] = post
        }
    }

    private func show(_ items: [ToDo]) throws {
        let numbers = try numbers()
        let lines = items.map { $0.steps(post: numbers[$0.id]) }
        if json {
            let rows = zip(items, lines).map { Row($0, steps: $1, post: numbers[$0.id]) }
            return try TerminalStream.report(rows, lines: "", asJSON: true)
        }
        guard !items.isEmpty else { return TerminalStream.error.line("Nothing is to be taken back or corrected.") }
        for (item, steps) in zip(items, lines) {
            let head = item.task == .retract ? "TAKE BACK" : "CORRECT"
            TerminalStream.output.line(
                "\(head) story \(item.id) at \(item.place) (\(item.use.rawValue), exported \(item.day))")
            TerminalStream.output.line("  why: \(item.reason)")
            for step in steps { TerminalStream.output.line("  \(step)") }
            TerminalStream.output.line(
                "  when it is done: firsthand-publish retractions --done \(item.id) --place \(item.place)")
            TerminalStream.output.line("")
        }
        TerminalStream.error.line("\(items.count) to do.")
    }
}
