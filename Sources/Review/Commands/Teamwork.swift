import ArgumentParser
import Console
import Envelope
import Files
import Ledger
import Policies

/// Says who is at work on a case.
struct ClaimCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "claim",
        abstract: "Take a case into your hands, so that the others see it; --back gives it back.",
        usage: "firsthand-review claim <id> [--back] [<places>]",
        discussion: """
            It stops nobody. It lapses after the days that review.yaml says.

            Example:
              firsthand-review claim 3f2a-91c0
            """)

    @OptionGroup(title: "Places") var options: DeskOptions
    @OptionGroup var argument: CaseArgument

    @Flag(help: "Give the case back.")
    var back = false

    func run() throws {
        let desk = try options.open()
        var file = try desk.file(desk.find(argument.id))
        try desk.claim(!back, in: &file)
        StandardStream.error.write(back ? "Given back.\n" : "Yours for \(desk.policies.review.claimDays) days.\n")
    }
}

/// Steps aside from a case.
struct Recuse: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Step aside from a case, for good: your approvals in it do not count any more.",
        usage: "firsthand-review recuse <id> [--reason-fd <number>] [<places>]",
        discussion: """
            For a reviewer who knows someone in the story, or cannot carry it. You can
            still hold or withdraw it.

            Example:
              firsthand-review recuse 3f2a-91c0
            """)

    @OptionGroup(title: "Places") var options: DeskOptions
    @OptionGroup var argument: CaseArgument
    @OptionGroup var reason: ReasonOptions

    func run() throws {
        let desk = try options.open()
        var file = try desk.file(desk.find(argument.id))
        try desk.recuse(reason: reason.reason("Why? (sealed, for the other reviewers) "), in: &file)
        StandardStream.error.write("You stepped aside from this case.\n")
    }
}

/// Brings a case to the top of every desk.
struct Safety: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Say that you are worried about someone: their case stands at the top for all. --off takes it back.",
        usage: "firsthand-review safety <id> [--reason-fd <number>] [--off] [<places>]",
        discussion: """
            Example:
              firsthand-review safety 3f2a-91c0
            """)

    @OptionGroup(title: "Places") var options: DeskOptions
    @OptionGroup var argument: CaseArgument
    @OptionGroup var reason: ReasonOptions

    @Flag(help: "Take off the marks of this case.")
    var off = false

    func run() throws {
        let desk = try options.open()
        var file = try desk.file(desk.find(argument.id))
        guard !off || !file.state.safetyMarks.isEmpty else {
            throw Refusal(.noInput, "nobody marked this case")
        }
        let prompt = off ? "Why is it better? (sealed) " : "What worries you? (sealed, for the other reviewers) "
        try desk.mark(isWorried: !off, reason: reason.reason(prompt), in: &file)
        StandardStream.error.write(off ? "Taken off.\n" : "Marked: it stands at the top for everyone.\n")
        if !off {
            StandardStream.error.write(
                "next: talk about it with the others today; firsthand-review letter reaches them\n")
        }
    }
}
