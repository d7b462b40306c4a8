import FoundationEssentials
import Glibc
import SystemPackage

/// The two streams of a command: results to one, everything else to the other (clig.dev).
public enum StandardStream: Int32, Sendable {
    case output = 1
    case error = 2

    /// Whether it is a terminal, which keeps what is written on it.
    public var isTerminal: Bool { isatty(rawValue) == 1 }

    /// Writes the text, as far as somebody reads it.
    public func write(_ text: String) { _ = writeAll(text) }

    /// Writes the text, and says whether all of it was taken.
    public func writeAll(_ text: String) -> Bool {
        (try? FileDescriptor(rawValue: rawValue).writeAll(text.utf8)) != nil
    }
}

/// The two streams of a command, with nothing on them that a terminal could obey.
///
/// Names, reasons and paths come from others: whatever is written here is made safe first.
public enum TerminalStream: Sendable {
    case output, error

    /// Writes one line; a line end within the text becomes a blank, so that no reason can look like a line of its own.
    public func line(_ text: String) { stream.write(TerminalText.line(text) + "\n") }

    /// Writes many lines, some at a time.
    public func lines(of texts: some Sequence<String>) {
        var lines = ""
        for text in texts {
            lines += TerminalText.line(text) + "\n"
            guard lines.utf8.count >= 1 << 16 else { continue }
            stream.write(lines)
            lines = ""
        }
        stream.write(lines)
    }

    /// Writes lines that are there already, each with its end.
    public func lines(_ text: String) { stream.write(TerminalText.sanitise(text)) }

    /// Writes a question, whose answer comes on the same line.
    public func ask(_ question: String) { stream.write(TerminalText.line(question)) }

    /// Says what came of a command: lines for a person on standard error, and for a machine JSON on standard output.
    public static func report(_ value: some Encodable, lines: String, asJSON: Bool) throws {
        error.lines(lines)
        if asJSON { StandardStream.output.write(try JSON.text(value)) }
    }

    private var stream: StandardStream {
        switch self {
        case .output: .output
        case .error: .error
        }
    }
}

/// A bar on standard error while something long goes on; nothing where standard error is not a terminal.
public final class Progress {
    private let label: String
    private let isShown = isatty(2) == 1
    private var last = -1

    /// A bar that begins with `label`.
    public init(label: String) { self.label = label }

    /// Draws the bar, if it has moved by a percent.
    public func show(_ count: Int, of all: Int) {
        let percent = all == 0 ? 100 : count * 100 / all
        guard isShown, percent != last else { return }
        last = percent
        let full = percent * 30 / 100
        let bar = String(repeating: "#", count: full) + String(repeating: "-", count: 30 - full)
        StandardStream.error.write("\r\(label) [\(bar)] \(count) of \(all)")
    }

    /// Takes the bar away.
    public func end() {
        guard isShown, last >= 0 else { return }
        last = -1
        StandardStream.error.write("\r\u{1B}[K")
    }
}

/// Encodes what a machine reads: keys in order, one line end at the end.
///
/// People look at it too, on a terminal: what a terminal could obey, or that changes the direction of text, is escaped.
public enum JSON {
    /// The value as a text.
    public static func text(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        return harmless(String(decoding: try encoder.encode(value), as: UTF8.self)) + "\n"
    }

    /// Writes many values as the list that `text` would make of them, piece by piece, so that it need not be in memory whole.
    public static func write(
        _ values: [some Encodable & Sendable], piece: Int = 256,
        to write: (String) -> Void = StandardStream.output.write
    ) throws {
        let pieces = stride(from: 0, to: values.count, by: piece).map { values[$0..<min($0 + piece, values.count)] }
        guard !pieces.isEmpty else { return try write(text(values)) }
        for start in stride(from: 0, to: pieces.count, by: AllCores.batch) {
            let texts = AllCores.map(pieces[start..<min(start + AllCores.batch, pieces.count)]) { piece in
                // Without the brackets of a list of its own, and the line ends beside them.
                Result { try text(Array(piece)).dropFirst(2).dropLast(3) }
            }
            for (index, text) in texts.enumerated() {
                write((start + index == 0 ? "[\n" : ",\n") + (try text.get()))
            }
        }
        write("\n]\n")
    }

    // The encoder escapes only what is below a blank. All else that is not seen stands in a string, where it can be escaped.
    private static func harmless(_ text: String) -> String {
        guard !text.utf8.allSatisfy({ $0 < 0x7F }) else { return text }
        var safe = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            let category = scalar.properties.generalCategory
            guard scalar.value >= 0x7F,
                [.control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned].contains(category)
            else {
                safe.append(scalar)
                continue
            }
            for unit in String(scalar).utf16 {
                let digits = String(unit, radix: 16)
                safe.append(
                    contentsOf: ("\\u" + String(repeating: "0", count: 4 - digits.count) + digits).unicodeScalars)
            }
        }
        return String(safe)
    }
}

/// Where the programs look unless told otherwise: the XDG base folders.
///
/// Source: <https://specifications.freedesktop.org/basedir-spec/latest/>
public enum StandardPlaces {
    /// `$XDG_STATE_HOME/firsthand`, else `~/.local/state/firsthand`.
    public static var state: String { folder("XDG_STATE_HOME", else: "/.local/state") }

    /// `$XDG_CONFIG_HOME/firsthand`, else `~/.config/firsthand`.
    public static var configuration: String { folder("XDG_CONFIG_HOME", else: "/.config") }

    private static func folder(_ variable: String, else place: String) -> String {
        let environment = ProcessInfo.processInfo.environment
        if let set = environment[variable], set.hasPrefix("/") { return set + "/firsthand" }
        return (environment["HOME"] ?? "") + place + "/firsthand"
    }
}
