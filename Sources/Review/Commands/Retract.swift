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

/// Tells a survivor that the story is out.
struct Published: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Tell the survivor that the story was published; the publisher says which ones are out.",
        usage: "firsthand-review published <id> [<places>]",
        discussion: """
            The survivor reads it when they come back with their code.

            Example:
              firsthand-review published 3f2a-91c0
            """)

    @OptionGroup(title: "Places") var options: DeskOptions
    @OptionGroup var argument: CaseArgument

    func run() throws {
        let desk = try options.open()
        var file = try desk.file(desk.find(argument.id))
        guard file.state.stage(desk.policies.review) == .approved else {
            throw Refusal(
                .notPermitted, "nothing of this story could be published: it is not approved, or it is held",
                hint: "firsthand-review log \(argument.id) shows where it stands")
        }
        try desk.tell(Notice(stage: .published), in: &file)
        StandardStream.error.write("Sealed. The survivor finds it when they come back with their code.\n")
    }
}
