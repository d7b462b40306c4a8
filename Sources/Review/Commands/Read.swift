import ArgumentParser
import Envelope
import Ledger

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
        try desk.noteOpened(&file)
    }
}
