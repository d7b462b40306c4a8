import ArgumentParser
import Console

/// What is done with a letter that was typed before, or comes to a case that is here.
extension Transcribe {
    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Compare what was typed with its paper, and sign that it says the same.",
            usage: "firsthand-review transcribe check <id> [--confirm <code>] [<places>]",
            discussion: """
                It is shown page by page, and signed when its code is typed. The one who typed
                it cannot be the second.

                Example:
                  firsthand-review transcribe check 3f2a-91c0
                """)

        @OptionGroup(title: "Places") var options: DeskOptions
        @OptionGroup var argument: CaseArgument

        @Option(
            help: ArgumentHelp(
                "The code of the typed text that you compared, where there is no terminal.", valueName: "code"))
        var confirm: String?

        func run() throws {
            if confirm == nil { try Terminal.require() }
            let desk = try options.open()
            try Comparison(confirm: confirm).run(desk, options.languages(desk.policies), case: argument.id)
        }
    }

    struct Again: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Type the letter of a case a second time, and name where the two differ.",
            usage: "firsthand-review transcribe again <id> [--text-fd <number>] [<places>]",
            discussion: """
                For a second reviewer, in the place of comparing. With --text-fd the letter is
                read from there, after an empty line.

                Example:
                  firsthand-review transcribe again 3f2a-91c0
                """)

        @OptionGroup(title: "Places") var options: DeskOptions
        @OptionGroup var argument: CaseArgument
        @OptionGroup var source: TypedSource

        func run() throws {
            try source.later(options) { (letter, desk) in try letter.again(desk, case: argument.id) }
        }
    }

    struct Correct: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Put right what was typed wrong; two reviewers then look at it once more.",
            usage: "firsthand-review transcribe correct <id> [--text-fd <number>] [<places>]",
            discussion: """
                Its sheet is needed: the ten words are the key of the case. With --text-fd
                they are read from there, then an empty line and the letter.

                Example:
                  firsthand-review transcribe correct 3f2a-91c0
                """)

        @OptionGroup(title: "Places") var options: DeskOptions
        @OptionGroup var argument: CaseArgument
        @OptionGroup var source: TypedSource

        func run() throws {
            try source.later(options) { (letter, desk) in try letter.correct(desk, case: argument.id) }
        }
    }

    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Type more pages of the story by the writer of a case.",
            usage: """
                firsthand-review transcribe add <id> [--language <code>]
                    [--text-fd <number>] [<places>]
                """,
            discussion: """
                Whoever writes again sends the words of their sheet with it. With --text-fd
                they are read from there, then an empty line and the pages.

                Example:
                  firsthand-review transcribe add 3f2a-91c0
                """)

        @OptionGroup(title: "Places") var options: DeskOptions
        @OptionGroup var argument: CaseArgument
        @OptionGroup var source: TypedSource

        @Option(help: ArgumentHelp("The language of the pages; the story's if not said.", valueName: "code"))
        var language: String?

        func run() throws {
            try source.later(options, language) { (letter, desk) in try letter.add(desk, case: argument.id) }
        }
    }

    struct Answer: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Type a letter to the team from the writer of a case; it is no part of the story.",
            usage: """
                firsthand-review transcribe answer <id> [--language <code>]
                    [--text-fd <number>] [<places>]
                """,
            discussion: """
                Whoever writes again sends the words of their sheet with it. With --text-fd
                they are read from there, then an empty line and the letter.

                Example:
                  firsthand-review transcribe answer 3f2a-91c0
                """)

        @OptionGroup(title: "Places") var options: DeskOptions
        @OptionGroup var argument: CaseArgument
        @OptionGroup var source: TypedSource

        @Option(help: ArgumentHelp("The language of the letter; the story's if not said.", valueName: "code"))
        var language: String?

        func run() throws {
            try source.later(options, language) { (letter, desk) in try letter.answer(desk, case: argument.id) }
        }
    }
}

extension TypedSource {
    /// Opens the desk, and types for a case that is there.
    fileprivate func later(
        _ options: DeskOptions, _ language: String? = nil, _ type: (LaterLetter, borrowing Desk) throws -> Void
    ) throws {
        try requireTerminal()
        let desk = try options.open()
        try type(LaterLetter(input: input(options.languages(desk.policies)), language: language), desk)
    }
}
