import ArgumentParser
import Console
import Envelope
import Files
import Ledger
import Policies

/// Prints the text that waits for an answer, for a survivor who wrote on paper.
struct Proof: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print the proposed text with a slip to send back, for someone who wrote by post.",
        usage: """
            firsthand-review proof <id> --to <file> [--confirm <digits>]
                [<places>]
            """,
        discussion: """
            Writes HTML for a browser or weasyprint: a letter, the text as others would
            read it, and a slip with the boxes yes, please change, no. Both carry the
            short number of this one text: slip asks for it when the paper comes back.

            A mailroom will read it, so talk first about what it says to them: a text
            that is fine for readers may not be fine for guards. The file is for you alone,
            and holds the words: delete it once it is printed.

            Example:
              firsthand-review proof 3f2a-91c0 --to /dev/shm/proof.html
            """)

    @OptionGroup(title: "Places") var options: DeskOptions
    @OptionGroup var argument: CaseArgument

    @Option(help: ArgumentHelp("A new file, or - for a printer at the other end of a pipe.", valueName: "file"))
    var to: String

    @Option(
        help: ArgumentHelp("The first eight digits of the manuscript, where there is no terminal.", valueName: "digits")
    )
    var confirm: String?

    func run() throws {
        let output = PrintOutput(to: to)
        try output.check()
        let desk = try options.open()
        let file = try desk.file(desk.find(argument.id))
        guard file.state.cameByMail else {
            throw Refusal(
                .usage, "this story did not come by post", hint: "its writer finds the text when they come back")
        }
        let candidate = try file.openCandidate()
        guard !file.state.awaitsTranscription else {
            throw Refusal(
                .notPermitted, "what was typed is not compared with the paper yet",
                hint: "firsthand-review transcribe check \(file.state.caseID.short)")
        }
        let digits = String(candidate.manuscript.hex.prefix(8))
        try confirmed(digits)
        let print = try PrintDesk(options, options.languages(desk.policies), desk.policies)
        let code = CheckCode(of: candidate.manuscript, in: file.state.caseID)
        let page = try print.proof(candidate.proposal.manuscript, code, print.language(file.answers?.language))
        try output.write(page, holds: "the words of the text")
        StandardStream.error.write("Number of this text: \(code)\n")
        StandardStream.error.write("next: when the slip is back, two reviewers: firsthand-review slip \(argument.id)\n")
    }

    private func confirmed(_ digits: String) throws {
        if confirm == nil {
            StandardStream.error.write(
                "A mailroom will read this text, and \(to) will hold its words until you delete it.\n")
        }
        let typed = try confirm ?? Prompt.line("To print it all the same, type \(digits): ")
        guard Prompt.isSame(typed, digits) else {
            throw Refusal(.notPermitted, "not printed: the digits are not those of the proposed manuscript")
        }
    }
}
