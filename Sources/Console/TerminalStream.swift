import Envelope

/// The two streams of a command, with nothing on them that a terminal could obey.
///
/// Names, reasons and paths come from others: whatever is written here is made safe first.
public enum TerminalStream: Sendable {
    case output, error

    /// Writes one line; a line end within the text becomes a blank, so that no reason can look like a line of its own.
    public func line(_ text: String) { stream.write(TerminalText.line(text) + "\n") }

    /// Writes lines that are there already, each with its end.
    public func lines(_ text: String) { stream.write(TerminalText.sanitise(text)) }

    /// Writes a question, whose answer comes on the same line.
    public func ask(_ question: String) { stream.write(TerminalText.line(question)) }

    private var stream: StandardStream {
        switch self {
        case .output: .output
        case .error: .error
        }
    }
}
