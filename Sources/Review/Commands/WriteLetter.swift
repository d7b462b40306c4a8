import ArgumentParser
import Console
import Envelope
import Files
import Ledger
import Policies

/// Leaves a letter for the survivor, or prints it for one who wrote on paper.
struct WriteLetter: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: ReviewAct.letter.command, abstract: ReviewAct.letter.abstract,
        discussion: """
            On a terminal you type it line by line, and see it whole before it is sealed.
            What you typed is kept if you are cut off. With --text-fd it is read from
            there (never from an argument, which other programs can see). It is sealed to the survivor and to the reviewers. Nobody
            is told that it is there: they see it when they come back.

            --template begins with the team's own words, in the language of the story:
            received, question, sign-off, published, declined, worried.

            Whoever wrote on paper gets paper: --print writes it to the file of --to, as
            HTML for a browser or weasyprint. A mailroom reads it, so nothing of what they
            told stands in it. The copy for the other reviewers is sealed as always.

            Example:
              firsthand-review letter 3f2a-91c0 --template question
              firsthand-review letter 3f2a-91c0 --language es --text-fd 4 4< letter.txt
              firsthand-review letter 77b0-0a1d --template received --print --to letter.html
            """)

    @OptionGroup(title: "Places") var options: DeskOptions
    @OptionGroup var argument: CaseArgument

    @Option(help: ArgumentHelp("The language it is written in; the story's, if not given.", valueName: "code"))
    var language: String?

    @Option(help: ArgumentHelp("Begin with this letter.", valueName: "name"), transform: Self.occasion)
    var template: LetterTemplates.Occasion?

    @Option(help: ArgumentHelp("Read the letter from this file descriptor.", valueName: "number"))
    var textFd: Int32?

    @Flag(help: "Print it, for someone who wrote by post.")
    var print = false

    @Option(
        help: ArgumentHelp(
            "With --print: a new file, or - for a printer at the other end of a pipe.", valueName: "file"))
    var to: String?

    @Option(
        help: ArgumentHelp(
            "With --print: the case again, to say that it may leave, where there is no terminal.", valueName: "id"))
    var confirm: String?

    func validate() throws {
        guard print == (to != nil) else { throw ValidationError("--print and --to go together") }
        guard template == nil || textFd == nil else {
            throw ValidationError("--template and --text-fd exclude each other")
        }
    }

    func run() throws {
        let output = to.map { PrintOutput(to: $0) }
        try output?.check()
        let isAsked = textFd == nil && (template == nil || Terminal.isThere)
        if isAsked { try Terminal.require() }
        let desk = try options.open()
        var file = try desk.file(desk.find(argument.id))
        guard try file.letterKey() != nil else {
            throw Refusal(.noInput, "the story is not there any more, so no letter can reach its writer")
        }
        try Desk.checkWay(isPrinted: print, of: file)
        file.warnOfExposure("this letter")
        let start = try template.map { try begin($0, desk, file) } ?? ""
        guard
            let text = try textFd.map({ try Self.read($0) })
                ?? (isAsked ? desk.type("Your letter", .letter, from: start, in: file) : start)
        else { return }
        try Desk.checkLetter(text)
        if let output { try printed(text, desk, file, to: output) }
        try desk.write(text, language: language, isPrinted: print, in: &file)
        try desk.destroyDraft(of: file.state.caseID, .letter)
        StandardStream.error.write(
            print
                ? "Sealed for the other reviewers too.\n"
                : "Sealed. The survivor finds it when they come back with their code.\n")
    }

    private func begin(
        _ occasion: LetterTemplates.Occasion, _ desk: borrowing Desk, _ file: borrowing CaseFile
    ) throws -> String {
        let templates = try options.letterTemplates(desk.policies)
        let code = language ?? file.answers?.language ?? desk.policies.form.languages[0]
        guard let text = templates.letter(occasion, print ? .paper : .web, in: code) else {
            throw Refusal(
                .usage, "there is no such letter in the language of this story",
                hint: "say another: --language \(desk.policies.form.languages.joined(separator: ", or "))")
        }
        return text
    }

    private func printed(
        _ text: String, _ desk: borrowing Desk, _ file: borrowing CaseFile, to output: PrintOutput
    ) throws {
        let id = file.state.caseID.short
        if confirm == nil { StandardStream.error.write("A mailroom will read this letter.\n") }
        let typed = try confirm ?? Prompt.line("If nothing of their story stands in it, type \(id): ")
        guard Prompt.isSame(typed, id) else {
            throw Refusal(.notPermitted, "not printed: the case was not named a second time")
        }
        let desk = try PrintDesk(options, options.languages(desk.policies), desk.policies)
        let page = try desk.letter(text, desk.language(language ?? file.answers?.language))
        try output.write(page, holds: "the words of a letter")
    }

    private static func occasion(_ name: String) throws -> LetterTemplates.Occasion {
        guard let occasion = LetterTemplates.Occasion(rawValue: name) else {
            let names = LetterTemplates.Occasion.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("The letters are: \(names).")
        }
        return occasion
    }

    private static func read(_ descriptor: Int32) throws -> String {
        guard
            let text = String(
                validating: try Prompt.bytes(descriptor: descriptor, limit: Desk.longestLetter), as: UTF8.self)
        else { throw Refusal(.usage, "the letter is not UTF-8 text") }
        return String(text.reversed().drop { $0.isNewline }.reversed())
    }
}
