import ArgumentParser
import Console

/// An act whose plain command needs nothing but a case and a reason.
protocol ActWithCommand {
    static var act: ReviewAct { get }
    /// What the help says beside the act's own sentence.
    static var discussion: String { get }
}

/// A plain command that is made of its act.
protocol CommandOfAct: ParsableCommand {}

/// Signs one act in one case, for the reason that is typed.
struct ActCommand<Source: ActWithCommand>: CommandOfAct {
    static var configuration: CommandConfiguration {
        let command = Source.act.command
        return CommandConfiguration(
            commandName: command, abstract: Source.act.abstract,
            usage: "firsthand-review \(command) <id> [--reason-fd <number>] [<places>]",
            discussion: """
                \(Source.discussion)

                Example:
                  firsthand-review \(command) 3f2a-91c0
                """)
    }

    @OptionGroup(title: "Places") var options: DeskOptions
    @OptionGroup var argument: CaseArgument
    @OptionGroup var reason: ReasonOptions

    func run() throws {
        let desk = try options.open()
        var file = try desk.file(desk.find(argument.id))
        let said = try desk.perform(Source.act, reason.reason(Source.act.prompt), in: &file)
        StandardStream.error.write(said + "\n")
    }
}
