import ArgumentParser
import Console
import Envelope
import Files
import Ledger

/// Shows every signed act of a case.
struct Log: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List what was signed in a case, by whom and on which day, and check all of it.",
        usage: "firsthand-review log <id> [--json] [<places>]",
        discussion: """
            Exits with 65 if anything in the vault is not as its signatures say, and names
            it.

            Example:
              firsthand-review log 3f2a-91c0
            """)

    struct Line: Encodable {
        let statement: String
        let day: String
        let by: String
        let kind: String
    }

    struct Report: Encodable {
        let summary: Summary
        let statements: [Line]
    }

    @OptionGroup(title: "Places") var options: DeskOptions
    @OptionGroup var argument: CaseArgument

    @Flag(help: "Print JSON. It never holds a word of a story.")
    var json = false

    func run() throws {
        let desk = try options.open()
        let file = try desk.file(desk.find(argument.id))
        let summary = Summary(file, policies: desk.policies)
        let lines = CaseHistory(file.entries, desk.keyring, counted: file.state.counted).acts.map { act in
            Line(
                statement: String(act.entry.digest.hex.prefix(8)), day: act.entry.statement.header.day.description,
                by: act.author, kind: act.entry.content.word)
        }
        if json {
            try StandardStream.output.write(JSON.text(Report(summary: summary, statements: lines)))
        } else {
            StandardStream.output.write(
                Table.text(["STATEMENT", "DAY", "BY", "WHAT"], lines.map { [$0.statement, $0.day, $0.by, $0.kind] }))
            StandardStream.output.write("\nCase \(summary.id): \(summary.stage.rawValue), ")
            StandardStream.output.write("\(summary.approvals) of \(summary.approvalsNeeded) approvals")
            StandardStream.output.write(summary.manuscript.map { " of manuscript \($0)\n" } ?? "\n")
        }
        guard summary.flaws.isEmpty else {
            throw Refusal(
                .badData,
                "this case is not as its signatures say:\n  statement "
                    + summary.flaws.joined(separator: "\n  statement "),
                hint: "do not publish it; compare with another copy of the vault, and see SECURITY.md")
        }
    }
}
