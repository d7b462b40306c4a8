import ArgumentParser
import Console
import Envelope
import Files
import Ledger
import Policies

/// Takes in a letter on paper as the intake takes in a form.
struct Transcribe: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Type in a letter that came by post; a second reviewer compares it with the paper.",
        discussion: """
            The ten words of the sheet are the key of the case: what you type is sealed
            and signed under it as on the web, and marked as mail where only reviewers
            can see it. Type the words and the boxes as they stand there, with their
            mistakes. Never type what stands on the envelope: no name, no number.

            The case is held until two reviewers have said that it is what the paper says.
            Whoever typed it is one. Keep the sheet locked away until then: to correct
            something, its code is needed. The second one:

              --check CASE    shows what was typed, to compare it with the paper
              --again CASE    has you type it all once more, and names where they differ
              --correct CASE  changes what is wrong; both then look at it once more

            Whoever writes again sends the words of their sheet with it:

              --add CASE      has more pages of the story
              --answer CASE   has a letter to you, which is no part of the story

            What is typed is kept as you type, sealed to the reviewers. If you are cut
            off, or leave with .later, the same command goes on with it.

            Who wrote on plain paper has no code. With --no-sheet a fresh one is made, and
            stands in the answer that is written to the file of --to: print it, mail it,
            delete the file. The code is kept nowhere else. Nothing is marked then but
            what the letter says itself.

            With --text-fd all of it is read from there: the ten words, one box a line
            with its name and value, an empty line, the letter. With --check and --again
            only the letter, with --correct, --add and --answer the ten words, an empty
            line, the letter.

            Example:
              firsthand-review transcribe --language es
              firsthand-review transcribe --check 3f2a-91c0
            """)

    @OptionGroup(title: "Places") var options: DeskOptions

    @Option(help: ArgumentHelp("Compare this case with its paper.", valueName: "case"))
    var check: String?

    @Option(help: ArgumentHelp("Type the letter of this case a second time, and compare.", valueName: "case"))
    var again: String?

    @Option(help: ArgumentHelp("Correct what was typed in this case.", valueName: "case"))
    var correct: String?

    @Option(help: ArgumentHelp("Type more pages of the writer of this case.", valueName: "case"))
    var add: String?

    @Option(
        help: ArgumentHelp(
            "Type a letter to the team from the writer of this case; it is no part of the story.", valueName: "case"))
    var answer: String?

    @Flag(help: "There is no sheet: make a code, and write the answer that carries it.")
    var noSheet = false

    @Option(help: ArgumentHelp("With --no-sheet: a new file for the answer to print.", valueName: "file"))
    var to: String?

    @Option(help: ArgumentHelp("The sheet's language; the first of form.yaml if not said.", valueName: "code"))
    var language: String?

    @Option(help: ArgumentHelp("Read it from this file descriptor.", valueName: "number"))
    var textFd: Int32?

    @Option(
        help: ArgumentHelp(
            "With --check: the code of the typed text that you compared, where there is no terminal.",
            valueName: "code"))
    var confirm: String?

    func validate() throws {
        let ways = [check, again, correct, add, answer].compactMap { $0 }.count + (noSheet ? 1 : 0)
        guard ways <= 1 else {
            throw ValidationError("--check, --again, --correct, --add, --answer and --no-sheet go one at a time")
        }
        guard noSheet == (to != nil) else { throw ValidationError("--no-sheet and --to go together") }
        guard confirm == nil || check != nil else { throw ValidationError("--confirm goes with --check") }
    }

    func run() throws {
        if textFd == nil, confirm == nil { try Terminal.require() }
        let desk = try options.open()
        let languages = try options.languages(desk.policies)
        if let check { return try Comparison(confirm: confirm).run(desk, languages, case: check) }
        let input = LetterInput(descriptor: textFd, languages: languages)
        let later = LaterLetter(input: input, language: language)
        if let again { return try later.again(desk, case: again) }
        if let correct { return try later.correct(desk, case: correct) }
        if let add { return try later.add(desk, case: add) }
        if let answer { return try later.answer(desk, case: answer) }
        guard let spoken = language.map({ languages[$0] }) ?? languages.first else {
            throw Refusal(
                .usage, "there is no sheet in this language",
                hint: "the languages are: \(languages.all.map(\.code).joined(separator: ", "))")
        }
        try NewLetter(options: options, input: input, language: spoken, answer: to).run(desk)
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
