import ArgumentParser
import Console
import Envelope
import Files
import Ledger
import Policies
import Redaction
import Sealing
import Warnings

/// Takes out what could identify someone, and proposes the rest.
struct Redact: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: ReviewAct.propose.command, abstract: ReviewAct.propose.abstract,
        usage: """
            firsthand-review redact <id> [--edits-fd <number>] [--language <tag>]
                [<places>]
            """,
        discussion: """
            On a terminal it opens the desk at this case. With --edits-fd it reads edits as
            lines, one tab between the fields (never from arguments, which other programs
            can see):

              find<TAB>TEXT<TAB>STAND-IN
              span<TAB>START<TAB>END<TAB>STAND-IN
              title<TAB>TITLE

            The language of the text is guessed from its words. --language corrects that;
            it is needed for a language that the machine does not know.

            Example:
              firsthand-review redact 3f2a-91c0 --edits-fd 4 4< edits.txt
            """)

    @OptionGroup(title: "Places") var options: DeskOptions
    @OptionGroup var argument: CaseArgument

    @Option(help: ArgumentHelp("Read the edits from this file descriptor and propose the result.", valueName: "number"))
    var editsFd: Int32?

    @Option(help: ArgumentHelp("The language of the text, with --edits-fd; in the desk l says it.", valueName: "tag"))
    var language: String?

    func validate() throws {
        guard let language else { return }
        guard editsFd != nil else { throw ValidationError("--language goes with --edits-fd; in the desk press l") }
        guard Manuscript.isLanguageTag(language) else {
            throw ValidationError("--language takes the code of a language, such as en, es or pt")
        }
    }

    func run() throws {
        guard let editsFd else {
            try Terminal.require()
            let desk = try options.open()
            let caseID = try desk.find(argument.id)
            _ = try desk.file(caseID).termsForWork()
            return try DeskSession.run(desk, options, openAt: caseID, pane: .found)
        }
        let desk = try options.open()
        var file = try desk.file(desk.find(argument.id))
        let terms = try file.termsForWork()
        let script = try RedactionScript(Prompt.bytes(descriptor: editsFd, limit: 1 << 20))
        let text = try file.parts().text
        let story = StoryLanguage(Redactor.language(of: text), form: file.language, said: language)
        // Applied once: what was checked, what is signed and what is reported are the same text.
        let reviewed = try ReviewedText(
            script.draft(of: text), title: script.title ?? "", language: story.tag,
            notes: file.answers?.contentNotes ?? [], terms: terms,
            changed: desk.policies.redaction.changed(in: story.ofStandIns))
        if let before = file.state.candidate, !Correspondence.asked(of: before.statement, file.counted).isEmpty {
            StandardStream.error.write(
                "note: the writer said what to change: firsthand-review letters \(file.state.caseID.short)\n")
        }
        if terms.showFirst { file.warnOfExposure("this text") }
        if !reviewed.doubtful.isEmpty {
            let edits = Self.list(reviewed.doubtful)
            StandardStream.error.write(
                "warning: with an s at its end, something taken out still stands (edit \(edits)); look at it\n")
        }
        try desk.propose(reviewed, in: &file)
        if !story.isChecked {
            let language = StoryLanguage.name(reviewed.manuscript.language)
            StandardStream.error.write(
                "Not checked by machine: whoever approves it must read the whole story (\(language)).\n")
        }
        StandardStream.error.write(
            "Proposed. Places changed by each edit: \(reviewed.matches.map(String.init).joined(separator: ", ")).\n")
        StandardStream.error.write("next: firsthand-review approve \(file.state.caseID.short)\n")
    }

    /// Edits by their numbers, the first being 1.
    fileprivate static func list(_ edits: [Int]) -> String { edits.map { String($0 + 1) }.joined(separator: ", ") }
}

extension ReviewedText.Flaw: ProgramError {
    /// Why a text cannot be proposed, as the command says it.
    var refusal: Refusal {
        switch self {
        case .failedEdit, .undecided:
            Refusal(.notPermitted, "not every decision can be carried out", hint: "decide again in the desk")
        case .mayNotChange:
            Refusal(.notPermitted, "the survivor asked that the text stay as it is", hint: "ask them, or decline")
        case .noTitle:
            Refusal(.usage, "the text needs a title", hint: "add a line: title<TAB>A title that names nobody")
        case .titleTooLong:
            Refusal(
                .usage, "the title is longer than \(RedactionScript.maximumTitleLength) characters",
                hint: "make it shorter")
        case .noLanguage:
            Refusal(
                .usage, "the machine cannot tell in which language this story is",
                hint: "say it: --language pt, or whichever it is")
        case .remains(let remaining):
            Refusal(
                .notPermitted,
                "something that was taken out is still in the text or title "
                    + "(edit \(Redact.list(Set(remaining.map(\.item)).sorted())))",
                hint: "find its other forms too, then propose again")
        }
    }
}

/// Texts that others can search, beside which a text is looked at before it is approved.
struct ComparedFiles: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A text that others can search, such as a court record, or a folder of them; may be given more than once.",
            valueName: "file"))
    var compare: [String] = []

    /// The texts, each with the name of its file.
    func texts() throws -> [(name: String, text: String)] {
        try InputFile.texts(compare, limit: DisclosureCheck.mostText)
    }
}
