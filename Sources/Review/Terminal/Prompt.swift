import Console
import Glibc

/// Questions to the person at the terminal, and input that comes on a file descriptor.
///
/// Never through arguments.
enum Prompt {
    /// The most bytes of a typed line; a terminal holds no longer one.
    static let longestLine = 4095

    /// Asks for one line, without its line end and without control characters.
    ///
    /// What is typed stays on the screen: nothing of a story is asked for this way; see `screenLine`.
    ///
    /// - Throws: `TerminalError`; `.closed` at Ctrl-D.
    static func line(_ prompt: String) throws(TerminalError) -> String {
        try line(prompt, on: Terminal.open())
    }

    static func line(_ prompt: String, on terminal: consuming Terminal) throws(TerminalError) -> String {
        try terminal.write(TerminalText.line(prompt))
        return try readLine(on: terminal) {}
    }

    /// Asks the person to type a given word, in any case.
    ///
    /// - Returns: whether they did.
    static func confirm(typed word: String, prompt: String) throws(TerminalError) -> Bool {
        isSame(try line(prompt), word)
    }

    static func isSame(_ answer: String, _ word: String) -> Bool {
        answer.drop { $0 == " " }.lowercased().split(separator: " ") == [word.lowercased()[...]]
    }

    /// All bytes of a descriptor up to its end.
    ///
    /// - Throws: `TerminalError.tooLong` past `limit`, `.unreadableDescriptor`.
    static func bytes(descriptor: Int32, limit: Int) throws(TerminalError) -> [UInt8] {
        var bytes: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 16 << 10)
        while true {
            let count = unsafe read(descriptor, &part, part.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .unreadableDescriptor }
            if count == 0 { return bytes }
            bytes += part.prefix(count)
            guard bytes.count <= limit else { throw .tooLong }
        }
    }

    /// One line as the terminal gives it: edited by the person and ended by Enter.
    ///
    /// `redraw` runs after a stop.
    static func readLine(
        on terminal: borrowing Terminal, redraw: () throws(TerminalError) -> Void
    ) throws(TerminalError) -> String {
        var typed: [UInt8] = []
        var resumptions = TerminalRestore.resumptions
        while typed.last != 0x0A {
            typed += try terminal.read(upTo: longestLine + 1)
            guard typed.count <= longestLine + 1 else { throw .tooLong }
            if resumptions != TerminalRestore.resumptions {
                resumptions = TerminalRestore.resumptions
                try redraw()
            }
        }
        guard let line = String(validating: typed.dropLast(), as: UTF8.self) else { throw .notUTF8 }
        var kept = String.UnicodeScalarView()
        for scalar in line.unicodeScalars where scalar.properties.generalCategory != .control { kept.append(scalar) }
        return String(kept)
    }
}
