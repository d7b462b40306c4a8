import Files

/// Why something could not be shown or asked on the terminal.
///
/// The program ends with 77 (`ExitStatus.notPermitted`).
enum TerminalError: ProgramError, Equatable, CustomStringConvertible {
    /// Standard input or output is a file or a pipe.
    case notATerminal
    /// `TERM` names a terminal that has no second screen, or nothing at all.
    case plainTerminal
    /// There is no terminal to ask on.
    case noTerminal
    /// The terminal does not let its settings be changed.
    case cannotSwitch
    /// A story is on the screen already.
    case alreadyShowing
    /// The terminal went away, or the input ended, before there was an answer.
    case closed
    /// What was typed or read is longer than allowed.
    case tooLong
    /// What was typed is not UTF-8.
    case notUTF8
    /// Nothing can be read from the file descriptor.
    case unreadableDescriptor

    var refusal: Refusal { Refusal(.notPermitted, "\(self)") }

    var description: String {
        switch self {
        case .notATerminal:
            "a story is only shown on a terminal, never into a file or a pipe; run this in a terminal window"
        case .plainTerminal:
            "this terminal has no second screen, so a story would stay on it (TERM is dumb or empty); use another one"
        case .noTerminal: "there is no terminal to ask on; run this in a terminal window"
        case .cannotSwitch: "the terminal does not let its settings be changed; use another one"
        case .alreadyShowing: "something is on the second screen already"
        case .closed: "the input ended before there was an answer"
        case .tooLong: "what was given is too long; make it shorter"
        case .notUTF8: "what was typed is not UTF-8; set the terminal to UTF-8 and try again"
        case .unreadableDescriptor: "nothing can be read from that file descriptor; open it first, as in 4< FILE"
        }
    }
}
