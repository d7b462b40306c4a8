import ArgumentParser
import Console
import Envelope
import Files
import Ledger
import Policies

/// Says who is at work on a case.
struct ClaimCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: ReviewAct.claim.command, abstract: ReviewAct.claim.abstract,
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
        StandardStream.error.write(try desk.perform(back ? .giveBack : .claim, "", in: &file) + "\n")
    }
}

/// Brings a case to the top of every desk.
struct Safety: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: ReviewAct.worry.command, abstract: ReviewAct.worry.abstract,
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
        let act: ReviewAct = off ? .comfort : .worry
        StandardStream.error.write(try desk.perform(act, reason.reason(act.prompt), in: &file) + "\n")
        if !off { StandardStream.error.write("next: firsthand-review letter reaches them\n") }
    }
}
