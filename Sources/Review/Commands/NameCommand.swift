import ArgumentParser
import Console
import Files

/// Gives a case a short name for the team.
struct NameCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "name",
        abstract: "Give a case a short name for the team, such as the quilt; --off takes it off.",
        usage: "firsthand-review name <id> [--name-fd <number>] [--off] [<places>]",
        discussion: """
            Who reads a story first gives it a name, so that the team can speak of it.
            The full-screen desk shows it in its queue; no other command does. Take a
            word that is in no way theirs: a name that holds something which is taken out
            of the story is refused. It is sealed to the reviewers, and goes with the
            last approval, a decline or a withdrawal, or after drafts-days of
            retention.yaml.

            Example:
              firsthand-review name 3f2a-91c0
            """)

    @OptionGroup(title: "Places") var options: DeskOptions
    @OptionGroup var argument: CaseArgument

    @Option(help: ArgumentHelp("Read the name from this file descriptor.", valueName: "number"))
    var nameFd: Int32?

    @Flag(help: "Take the name off.")
    var off = false

    func validate() throws {
        guard !off || nameFd == nil else { throw ValidationError("--off needs no name.") }
    }

    func run() throws {
        let desk = try options.open()
        var file = try desk.file(desk.find(argument.id))
        let name = off ? "" : try typed()
        guard off || name.contains(where: \.isLetter) else {
            throw Refusal(.usage, "a name has letters", hint: "--off takes a name off")
        }
        try desk.name(name, &file)
        StandardStream.error.write(off ? "The name is off.\n" : "The team sees this name in the queue.\n")
    }

    // Never an argument: those stand in the list of processes and in the shell's history.
    private func typed() throws -> String {
        guard let nameFd else { return try Prompt.line("A name for the team, that is in no way theirs: ") }
        return String(decoding: try Prompt.bytes(descriptor: nameFd, limit: 512), as: UTF8.self)
    }
}
