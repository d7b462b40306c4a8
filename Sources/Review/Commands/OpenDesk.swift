import ArgumentParser
import Envelope

/// The full-screen desk: what the program does when it is told nothing else.
struct OpenDesk: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "desk",
        abstract: "Open the full-screen desk: the queue, the cases, and all that can be signed.",
        usage: "firsthand-review desk [<places>]",
        discussion: """
            The same as the program without a command, in a terminal. ? shows all keys; q
            leaves at once and clears the screen.

            Example:
              firsthand-review
            """)

    @OptionGroup(title: "Places") var options: DeskOptions

    func run() throws {
        do { try Terminal.require() } catch TerminalError.notATerminal {
            // Nobody is there to press a key: say what can be done instead.
            throw CleanExit.helpRequest(Review.self)
        }
        try DeskSession.run(options.open(), options)
    }
}
