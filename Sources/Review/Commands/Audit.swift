import ArgumentParser
import Console
import Envelope
import Files
import Policies

/// Verifies everything, and gives it words that can be kept on paper.
struct Audit: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Verify every signature and every sealed body, and print words that stand for all of it.",
        usage: """
            firsthand-review audit [--since <words>] [--roll <file>] [--json]
                [<places>]
            """,
        discussion: """
            Signs a list of every statement that is here (digests, no words of anyone) and
            keeps it in the state folder. The twelve words that it prints stand for that
            list. Write them down and keep the paper away from the computers: later,
            --since shows that nothing of that day was taken out since.

            Exits with 65 if anything is not as its signatures say, or is missing; then it
            names it, and signs nothing.

            Example:
              firsthand-review audit
              firsthand-review audit --since "amber fern and ten more"
            """)

    struct Report: Encodable {
        let day: String
        let cases: Int
        let statements: Int
        let words: [String]?
        let flaws: [String]
        let missing: [String]
    }

    @OptionGroup(title: "Places") var options: DeskOptions

    @Option(help: ArgumentHelp("Show that everything in the list with these words is still here.", valueName: "words"))
    var since: String?

    @Option(help: ArgumentHelp("With --since: the list itself, if it was signed on another desk.", valueName: "file"))
    var roll: String?

    @Flag(help: "Print JSON. It never holds a word of a story.")
    var json = false

    func validate() throws {
        guard roll == nil || since != nil else { throw ValidationError("--roll needs --since.") }
    }

    func run() throws {
        let desk = try options.open()
        let languages = try options.languages(desk.policies)
        let lists = languages.all.map(\.words)
        let earlier = try earlierRoll(lists)
        let audit = try desk.audited()
        let missing = earlier.map(audit.missing(from:)) ?? []
        var words: [String]?
        if audit.flaws.isEmpty, missing.isEmpty, since == nil {
            words = try audit.roll(of: desk, kept: RollFolder(state: options.state)).words(in: languages.first.words)
        }
        try report(
            Report(
                day: desk.today.description, cases: audit.cases, statements: audit.lines.count, words: words,
                flaws: audit.flaws, missing: missing), earlier)
    }

    /// The list to compare with: the one with the given words, else the newest that this desk signed.
    private func earlierRoll(_ lists: [[String]]) throws -> Roll? {
        let folder = RollFolder(state: options.state)
        guard let since else { return try folder.files().first.map { try RollFolder.read($0) } }
        let typed = AuditWords(typed: since)
        if let refusal = typed.refusal(lists) { throw refusal }
        for file in roll.map({ [$0] }) ?? folder.files() {
            let roll = try RollFolder.read(file)
            if typed.fit(roll, in: lists) { return roll }
        }
        throw Refusal(
            .noInput, "no list here has these words: one word is another, or the list was signed on another desk",
            hint: "compare them with the paper; --roll takes the list of another desk")
    }

    private func report(_ report: Report, _ earlier: Roll?) throws {
        if json {
            try StandardStream.output.write(JSON.text(report))
        } else {
            StandardStream.output.write(
                "Verified: \(report.statements) statements in \(report.cases) cases, every signature and every sealed body.\n"
            )
            if let earlier, report.missing.isEmpty {
                StandardStream.output.write(
                    "All \(earlier.lines.count) statements of the list of \(earlier.day) are still here.\n")
            }
            if let words = report.words {
                StandardStream.output.write(
                    "\nWrite these words down, with the day \(report.day), and keep the paper away from here:\n\n"
                        + AuditWords.rows(words) + "\n")
            }
        }
        try Audited.refuse(flaws: report.flaws, missing: report.missing)
    }
}
