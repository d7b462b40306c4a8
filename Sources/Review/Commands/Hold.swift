import ArgumentParser
import Console
import Envelope
import Ledger

/// Stops a story from being published until someone else releases it.
struct Hold: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: ReviewAct.hold.command, abstract: ReviewAct.hold.abstract,
        usage: """
            firsthand-review hold <id> [--reason-fd <number>] [--code]
                [--code-fd <number>] [<places>]
            """,
        discussion: """
            Someone who asks you by post to wait sends their ten words: with --code you
            type them, and the case is found and held. To end what they agreed to,
            so that nobody can release it, use narrow.

            Example:
              firsthand-review hold 3f2a-91c0
              firsthand-review hold --code
            """)

    @OptionGroup(title: "Places") var options: DeskOptions

    @Argument(help: ArgumentHelp("The case, as the inbox shows it; not with a code.", valueName: "id"))
    var id: String?

    @OptionGroup var reason: ReasonOptions
    @OptionGroup var code: CodeOptions

    func validate() throws {
        try code.check(with: id)
        guard !code.isGiven || reason.reasonFd == nil else {
            throw ValidationError("--reason-fd goes with a case: with a code the reason is that its writer asked")
        }
    }

    func run() throws {
        try code.requireTerminal()
        let desk = try options.open()
        if let id {
            var file = try desk.file(desk.find(id))
            let said = try desk.perform(.hold, reason.reason(ReviewAct.hold.prompt), in: &file)
            return StandardStream.error.write(said + "\n")
        }
        guard let holder = try code.read(on: desk, options.languages(desk.policies)) else {
            return StandardStream.error.write("Nothing was held.\n")
        }
        var file = try CodeOptions.file(of: holder, on: desk)
        try desk.keep(desk.freshLetterKey(of: holder.keys, in: file), in: &file)
        try desk.hold(reason: "The writer asked by post, with their code.", in: &file)
        StandardStream.error.write("Case \(file.state.caseID.short) is held. Another reviewer can release it.\n")
    }
}
