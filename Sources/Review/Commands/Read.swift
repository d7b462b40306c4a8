import ArgumentParser
import Console
import Envelope
import Files
import Ledger
import Policies

/// Shows a story, in the alternate screen only.
struct Read: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Read a story. It is shown on the terminal and is gone afterwards.",
        usage: "firsthand-review read <id> [--linear] [<places>]",
        discussion: """
            The story is shown in the terminal's alternate screen: nothing of it stays
            when you leave with q. It is never written into a file or a pipe. The first
            time that somebody reads it, a notice for the writer is signed: that the story
            was opened, and the day.

            With --linear it comes one paragraph at a time, as plain lines, for people who
            hear the screen.

            Example:
              firsthand-review read 3f2a-91c0
            """)

    @OptionGroup(title: "Places") var options: DeskOptions
    @OptionGroup var argument: CaseArgument

    @Flag(help: "Show one paragraph at a time, for a screen reader.")
    var linear = false

    func run() throws {
        try Terminal.require()
        let desk = try options.open()
        var file = try desk.file(desk.find(argument.id))
        let text = try file.parts().text
        let notes = file.answers?.contentNotes ?? []
        let head = notes.isEmpty ? "" : "The writer says that this speaks of: \(notes.joined(separator: ", ")).\n\n"
        if linear {
            try LinearReading.show(head + text)
        } else {
            try Pager.show(title: "Case \(file.state.caseID.short)", text: head + text)
        }
        try desk.update(&file)
        try desk.noteOpened(&file)
    }
}

/// Shows the letters of a case, in the alternate screen only.
struct Letters: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Read the letters to and from a survivor, and their answers to a text.",
        usage: "firsthand-review letters <id> [<places>]",
        discussion: """
            A letter of ours is gone once the survivor has read it, or some days after it
            was first shown. Theirs stay until the story is withdrawn or declined.

            Example:
              firsthand-review letters 3f2a-91c0
            """)

    @OptionGroup(title: "Places") var options: DeskOptions
    @OptionGroup var argument: CaseArgument

    func run() throws {
        try Terminal.require()
        let desk = try options.open()
        let file = try desk.file(desk.find(argument.id))
        let items = Correspondence(file.counted).items
        guard !items.isEmpty else { return StandardStream.error.write("There are no letters in this case.\n") }
        try Pager.show(title: "Letters in case \(file.state.caseID.short)", text: Correspondence.text(items))
    }
}

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
