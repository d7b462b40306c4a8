/// Typing words on the second screen, which leaves nothing behind: a line is a paragraph.
struct TypingSession {
    private static let help = """
        A line is a paragraph: type on at the edge, and press Enter at its end.
        An empty line makes a gap. Then:
          .show     see all of it as it will be read
          .list     see it with the number of each line
          .fix 3    type line 3 anew: it is shown, and the next line you type takes its place
          .above 3  the next line you type goes in above line 3
          .cut 3    take line 3 out
          .undo     take back the last change
          .done     go on, once you have read it to its end
          .later    leave, and go on another time with what you typed
          .quit     leave, with nothing kept
        """

    private let title: String
    private var lines: [String]
    private var earlier: [[String]] = []
    private var place: Place = .end
    private let isTakenUp: Bool

    /// How it ended.
    enum Outcome {
        /// Read to its end.
        case done(String)
        /// The reviewer goes on another time.
        case later
        case left
    }

    private enum Place { case end, on(Int), above(Int) }

    /// - Parameters:
    ///   - text: what is there to begin with.
    ///   - isTakenUp: whether it was typed before and not ended.
    init(title: String, text: String = "", isTakenUp: Bool = false) {
        self.title = title
        self.isTakenUp = isTakenUp
        lines = text.isEmpty ? [] : text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    var text: String { lines.joined(separator: "\n") }

    /// Takes lines until the reviewer ends it.
    ///
    /// - Parameter keep: keeps the words after each line, and with the line that is being typed when nobody types for a moment
    ///   or the program is about to end: a lost connection costs nothing.
    mutating func run(keeping keep: (String) throws -> Void) throws -> Outcome {
        var note =
            isTakenUp
            ? "This is what you typed before. .show shows it; type on."
            : lines.isEmpty ? "Type line by line. ? shows what else you can do." : "? shows what you can do."
        var input = TypedLines()
        var isPartKept = false
        while true {
            let line = try input.next(status: "\(title): \(lines.count) lines", note: note, help: Self.help) { typed in
                guard !typed.hasPrefix("."), typed != "?" else { return }
                var whole = self
                if !typed.isEmpty { _ = whole.take(typed) }
                isPartKept = true
                // What cannot be kept now is kept with the whole line, or told there.
                try? keep(whole.text)
            }
            switch line {
            case ".show": try Pager.show(title: title, text: text)
            case ".list": try Pager.show(title: title, text: numbered)
            case ".quit": return .left
            case ".later":
                if isPartKept { try keep(text) }
                return .later
            case ".done":
                guard try Pager.show(title: "Read it to the end, then press q", text: text) else {
                    note = "Not done: it was not read to its end."
                    continue
                }
                return .done(text)
            default:
                let before = lines
                note = take(line)
                if lines != before {
                    try keep(text)
                    isPartKept = false
                }
            }
        }
    }

    /// Takes one line: a command that changes the words, or words.
    ///
    /// - Returns: what it did.
    mutating func take(_ line: String) -> String {
        if line == ".undo" {
            guard let before = earlier.popLast() else { return "There is nothing to take back." }
            (lines, place) = (before, .end)
            return "Taken back."
        }
        // "...and then" are words; ".fix 3" is none.
        let parts = line.dropFirst().split(separator: " ")
        if line.first == ".", parts.count <= 2, let command = parts.first.map(String.init),
            command.utf8.allSatisfy({ (0x61...0x7A).contains($0) })
        {
            let number = parts.dropFirst().first.flatMap { Int($0) } ?? 0
            guard ["fix", "above", "cut"].contains(command) else {
                // A slip of the pen must not become a word of a story.
                return "There is no .\(command). ? shows what there is."
            }
            guard (1...max(lines.count, 1)).contains(number), !lines.isEmpty else { return "There is no such line." }
            return go(command, number - 1)
        }
        earlier.append(lines)
        switch place {
        case .end: lines.append(line)
        case .on(let index): lines[index] = line
        case .above(let index): lines.insert(line, at: index)
        }
        place = .end
        return "Kept. .done when it is whole."
    }

    private mutating func go(_ command: String, _ index: Int) -> String {
        switch command {
        case "fix":
            place = .on(index)
            return "Line \(index + 1) is: \(lines[index])"
        case "above":
            place = .above(index)
            return "The next line goes in above: \(lines[index])"
        default:
            earlier.append(lines)
            lines.remove(at: index)
            place = .end
            return "Line \(index + 1) is out."
        }
    }

    private var numbered: String {
        lines.enumerated().map { "\($0.offset + 1)  \($0.element)" }.joined(separator: "\n")
    }
}
