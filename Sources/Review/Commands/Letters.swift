import ArgumentParser
import Console
import Envelope
import Ledger
import Policies

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
        let items = Correspondence(file.entries).items
        guard !items.isEmpty else { return StandardStream.error.write("There are no letters in this case.\n") }
        try Pager.show(title: "Letters in case \(file.state.caseID.short)", text: Correspondence.text(items))
    }
}
