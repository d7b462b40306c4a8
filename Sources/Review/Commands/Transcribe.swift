import ArgumentParser
import Console
import Envelope
import Files
import Ledger
import Policies

/// Takes in letters on paper as the intake takes in a form.
struct Transcribe: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Type in a letter that came by post; a second reviewer compares it with the paper.",
        discussion: """
            The ten words of the sheet are the key of the case: what you type is sealed
            and signed under it as on the web, and marked as mail where only reviewers
            can see it. Type the words and the boxes as they stand there, with their
            mistakes. Never type what stands on the envelope: no name, no number.

            The case is held until two reviewers have said that it is what the paper says.
            Whoever typed it is one; the second compares it (check), or types it all once
            more (again). Keep the sheet locked away until then: to correct something, its
            code is needed.

            What is typed is kept as you type, sealed to the reviewers. If you are cut
            off, or leave with .later, the same command goes on with it.

            Example:
              firsthand-review transcribe
              firsthand-review transcribe check 3f2a-91c0
            """,
        subcommands: [New.self, Plain.self, Check.self, Again.self, Correct.self, Add.self, Answer.self],
        defaultSubcommand: New.self)

    /// A letter on a sheet of ours.
    struct New: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Type in a letter on a sheet of ours, with its ten words and its boxes.",
            usage: """
                firsthand-review transcribe [new] [--language <code>]
                    [--text-fd <number>] [<places>]
                """,
            discussion: """
                With --text-fd all of it is read from there: the ten words, one box a line
                with its name and value, an empty line, the letter.

                Example:
                  firsthand-review transcribe new --language es
                """)

        @OptionGroup(title: "Places") var options: DeskOptions
        @OptionGroup var source: TypedSource
        @OptionGroup var sheet: SheetLanguage
        @OptionGroup var former: FormerWays

        func run() throws {
            try source.requireTerminal()
            let desk = try options.open()
            let languages = try options.languages(desk.policies)
            let language = try sheet.language(among: languages)
            try NewLetter(options: options, input: source.input(languages), language: language, answer: nil).run(desk)
        }
    }

    /// A letter on plain paper.
    struct Plain: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Type in a letter on plain paper: a code is made, and an answer that carries it.",
            usage: """
                firsthand-review transcribe plain --to <file> [--language <code>]
                    [--text-fd <number>] [<places>]
                """,
            discussion: """
                Who wrote on plain paper has no code. A fresh one is made, and stands in the
                answer that is written to the file of --to: print it, mail it, delete the
                file. The code is kept nowhere else. Nothing is marked but what the letter
                says itself.

                Example:
                  firsthand-review transcribe plain --to answer.html
                """)

        @OptionGroup(title: "Places") var options: DeskOptions
        @OptionGroup var source: TypedSource
        @OptionGroup var sheet: SheetLanguage

        @Option(help: ArgumentHelp("A new file for the answer to print.", valueName: "file"))
        var to: String

        func run() throws {
            try source.requireTerminal()
            let desk = try options.open()
            let languages = try options.languages(desk.policies)
            let language = try sheet.language(among: languages)
            try NewLetter(options: options, input: source.input(languages), language: language, answer: to).run(desk)
        }
    }

    static func nothing() { StandardStream.error.write("Nothing was sealed.\n") }

    static func say(_ text: String, next: String) {
        StandardStream.error.write("\(text) Another reviewer compares it with the paper.\n")
        StandardStream.error.write("next: firsthand-review \(next)\n")
    }

    static func report(_ file: borrowing CaseFile, _ said: String) {
        StandardStream.error.write(said + "\n")
        StandardStream.error.write(
            file.state.awaitsTranscription
                ? "Another reviewer has to compare it with the paper too.\n"
                : "Two reviewers compared it: it is held for that no more.\n")
    }
}

/// Where typed words come from.
struct TypedSource: ParsableArguments {
    @Option(help: ArgumentHelp("Read it from this file descriptor.", valueName: "number"))
    var textFd: Int32?

    /// Refuses to ask where there is no terminal.
    func requireTerminal() throws { if textFd == nil { try Terminal.require() } }

    func input(_ languages: Languages) -> LetterInput { LetterInput(descriptor: textFd, languages: languages) }
}

/// The language of what is typed.
struct SheetLanguage: ParsableArguments {
    @Option(help: ArgumentHelp("The sheet's language; the first of form.yaml if not said.", valueName: "code"))
    var language: String?

    func language(among languages: Languages) throws -> Language {
        guard let spoken = language.map({ languages[$0] }) ?? languages.first else {
            throw Refusal(
                .usage, "there is no sheet in this language",
                hint: "the languages are: \(languages.all.map(\.code).joined(separator: ", "))")
        }
        return spoken
    }
}

/// What were flags before they were subcommands: whoever types one is told the new form, and nothing is done.
struct FormerWays: ParsableArguments {
    @Option(help: .hidden) var check: String?
    @Option(help: .hidden) var again: String?
    @Option(help: .hidden) var correct: String?
    @Option(help: .hidden) var add: String?
    @Option(help: .hidden) var answer: String?
    @Option(help: .hidden) var confirm: String?
    @Option(help: .hidden) var to: String?
    @Flag(help: .hidden) var noSheet = false

    func validate() throws {
        let ways = [
            ("check", check), ("again", again), ("correct", correct), ("add", add), ("answer", answer),
        ]
        if let way = ways.first(where: { $0.1 != nil })?.0 {
            throw ValidationError("--\(way) CASE is now: firsthand-review transcribe \(way) CASE")
        }
        guard !noSheet, to == nil else {
            throw ValidationError("--no-sheet --to FILE is now: firsthand-review transcribe plain --to FILE")
        }
        guard confirm == nil else {
            throw ValidationError("--confirm goes with: firsthand-review transcribe check CASE")
        }
    }
}
