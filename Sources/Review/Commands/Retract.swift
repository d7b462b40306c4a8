import ArgumentParser
import Envelope
import Ledger

/// Takes back what was published of a story.
struct Retract: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Take back what was published of a story: the publisher's next export removes it everywhere.",
        discussion: """
            The story itself stays, and a new text of it can be proposed and approved later.

            Example:
              firsthand-review retract 3f2a-91c0
            """)

    @OptionGroup var options: DeskOptions
    @OptionGroup var argument: CaseArgument
    @OptionGroup var reason: ReasonOptions

    func run() throws {
        let desk = try options.open()
        let file = try desk.file(desk.find(argument.id))
        let words = try reason.reason("Why? (sealed, for the other reviewers and the publisher) ")
        try desk.sign(Retraction(reason: words), in: file)
        try desk.signCheckpoint(of: file.state.caseID)
        StandardStream.error.write("Taken back. What was published goes with the publisher's next export.\n")
        StandardStream.error.write("next: tell the publisher: firsthand-publish retractions\n")
    }
}
