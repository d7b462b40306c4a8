import ArgumentParser
import Console
import Envelope
import Files
import Ledger
import Policies

/// Takes back what was published of a story.
struct Retract: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Take back what was published of a story: the publisher's next export removes it everywhere.",
        usage: "firsthand-review retract <id> [--reason-fd <number>] [<places>]",
        discussion: """
            The story itself stays, and a new text of it can be proposed and approved later.
            The writer is told when the publisher reports that it is done.

            Example:
              firsthand-review retract 3f2a-91c0
            """)

    @OptionGroup(title: "Places") var options: DeskOptions
    @OptionGroup var argument: CaseArgument
    @OptionGroup var reason: ReasonOptions

    func run() throws {
        let desk = try options.open()
        var file = try desk.file(desk.find(argument.id))
        try desk.retract(reason: reason.reason("Why? (sealed, for the other reviewers and the publisher) "), in: &file)
        StandardStream.error.write("Taken back. What was published goes with the publisher's next export.\n")
        StandardStream.error.write("next: tell the publisher: firsthand-publish retractions\n")
    }
}
