import ArgumentParser
import Envelope
import Ledger

/// Shows the letters of a case, in the alternate screen only.
struct Letters: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Read the letters to and from a survivor, and their answers to a text.",
        discussion: """
            A letter of ours is gone once the survivor has read it, or some days after it
            was first shown. Theirs stay until the story is withdrawn or declined.

            Example:
              firsthand-review letters 3f2a-91c0
            """)

    @OptionGroup var options: DeskOptions
    @OptionGroup var argument: CaseArgument

    func run() throws {
        try Terminal.require()
        let desk = try options.open()
        let file = try desk.file(desk.find(argument.id))
        let items = Correspondence(file.entries).items
        guard !items.isEmpty else { return StandardStream.error.write("There are no letters in this case.\n") }
        let text = items.map { "\($0.isBySurvivor ? "The survivor" : "A reviewer"), \($0.day):\n\n\($0.text)" }
        try Pager.show(
            title: "Letters in case \(file.state.caseID.short)", text: text.joined(separator: "\n\n* * *\n\n"))
    }
}

/// Leaves a letter for the survivor.
struct WriteLetter: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "letter",
        abstract: "Leave a letter for the survivor, who finds it when they come back with their code.",
        discussion: """
            On a terminal you type it line by line, and see it whole before it is sealed.
            With --text-fd it is read from there (never from an argument, which other
            programs can see). It is sealed to the survivor and to the reviewers. Nobody
            is told that it is there: they see it when they come back.

            Example:
              firsthand-review letter 3f2a-91c0 --language es --text-fd 4 4< letter.txt
            """)

    @OptionGroup var options: DeskOptions
    @OptionGroup var argument: CaseArgument

    @Option(help: ArgumentHelp("The language it is written in; the story's, if not given.", valueName: "code"))
    var language: String?

    @Option(help: ArgumentHelp("Read the letter from this file descriptor.", valueName: "number"))
    var textFd: Int32?

    func run() throws {
        if textFd == nil { try Terminal.require() }
        let desk = try options.open()
        let file = try desk.file(desk.find(argument.id))
        guard try file.letterKey(desk.reviewer) != nil else {
            throw Refusal(.noInput, "the story is not there any more, so no letter can reach its writer")
        }
        if file.lettersAreExposed {
            StandardStream.error.write(
                "warning: until the writer comes back, somebody who left could read this letter in a copy of the vault;\n"
                    + "  write only what they may know\n")
        }
        guard let text = try textFd.map({ try Self.read($0) }) ?? Self.typed() else {
            return StandardStream.error.write("Nothing was sealed.\n")
        }
        try desk.write(text, language: language, in: file)
        StandardStream.error.write("Sealed. The survivor finds it when they come back with their code.\n")
    }

    private static func typed() throws -> String? {
        var session = LetterSession()
        return try session.run()
    }

    private static func read(_ descriptor: Int32) throws -> String {
        guard
            let text = String(
                validating: try Prompt.bytes(descriptor: descriptor, limit: Desk.longestLetter), as: UTF8.self)
        else { throw Refusal(.usage, "the letter is not UTF-8 text") }
        return String(text.reversed().drop { $0.isNewline }.reversed())
    }
}

/// Typing a letter on the second screen, which leaves nothing behind.
struct LetterSession {
    private static let help = """
        Type a line and press Enter. An empty line makes a new paragraph. Then:
          .show   see the letter as it will be read
          .undo   take back the last line
          .seal   seal it and leave it for the survivor
          .quit   leave, with nothing kept
        """

    private var lines: [String] = []

    /// The finished letter, or nil if the reviewer left.
    mutating func run() throws -> String? {
        var note = "Type your letter line by line. ? shows what else you can do."
        while true {
            let line = try Prompt.screenLine(status: "\(lines.count) lines", note: note, help: Self.help)
            switch line {
            case ".show": try Pager.show(title: "Your letter", text: text)
            case ".undo": note = lines.popLast() == nil ? "There is nothing to take back." : "Taken back."
            case ".quit": return nil
            case ".seal":
                guard try Pager.show(title: "To seal: read it to the end, then press q", text: text) else {
                    note = "Not sealed: it was not read to its end."
                    continue
                }
                return text
            default:
                lines.append(line)
                note = "Kept. .seal when it is done."
            }
        }
    }

    private var text: String { lines.joined(separator: "\n") }
}
