import ArgumentParser
import Envelope

/// The full-screen desk: what the program does when it is told nothing else.
struct OpenDesk: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "desk",
        abstract: "Open the full-screen desk: the queue, the cases, and all that can be signed.",
        usage: "firsthand-review desk [--compare <file>] [<places>]",
        discussion: """
            The same as the program without a command, in a terminal. ? shows all keys; q
            leaves at once and clears the screen. With --compare each text is looked at
            beside another one before it is approved, as warnings does.

            Example:
              firsthand-review
              firsthand-review desk --compare opinion.txt
            """)

    @OptionGroup(title: "Places") var options: DeskOptions
    @OptionGroup var compared: ComparedFiles

    func run() throws {
        do { try Terminal.require() } catch TerminalError.notATerminal {
            // Nobody is there to press a key: say what can be done instead.
            throw CleanExit.helpRequest(Review.self)
        }
        let texts = try compared.texts()
        try DeskSession.run(options.open(), options, beside: texts)
    }
}
