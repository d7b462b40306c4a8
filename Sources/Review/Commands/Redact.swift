import ArgumentParser
import Envelope
import Ledger
import Policies
import Redaction
import Sealing

/// Takes out what could identify someone, and proposes the rest.
struct Redact: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Take out names and places, then propose the text for approval.",
        usage: "firsthand-review redact <id> [--edits-fd <number>] [<places>]",
        discussion: """
            On a terminal it opens the desk at this case. With --edits-fd it reads edits as
            lines, one tab between the fields (never from arguments, which other programs
            can see):

              find<TAB>TEXT<TAB>STAND-IN
              span<TAB>START<TAB>END<TAB>STAND-IN
              title<TAB>TITLE

            Example:
              firsthand-review redact 3f2a-91c0 --edits-fd 4 4< edits.txt
            """)

    @OptionGroup(title: "Places") var options: DeskOptions
    @OptionGroup var argument: CaseArgument

    @Option(help: ArgumentHelp("Read the edits from this file descriptor and propose the result.", valueName: "number"))
    var editsFd: Int32?

    func run() throws {
        guard let editsFd else {
            try Terminal.require()
            let desk = try options.open()
            let caseID = try desk.find(argument.id)
            _ = try desk.file(caseID).termsForWork()
            return try DeskSession.run(desk, options, openAt: caseID, pane: .found)
        }
        let desk = try options.open()
        let file = try desk.file(desk.find(argument.id))
        let terms = try file.termsForWork()
        let script = try RedactionScript(Prompt.bytes(descriptor: editsFd, limit: 1 << 20))
        let work = RedactionWork(
            draft: try script.draft(of: file.text(desk.reviewer)), title: script.title ?? "")
        // Applied once: what was checked, what is signed and what is reported are the same text.
        if let before = file.state.candidate, !Correspondence.asked(of: before.statement, file.entries).isEmpty {
            StandardStream.error.write(
                "note: the writer said what to change: firsthand-review letters \(file.state.caseID.short)\n")
        }
        if terms.showFirst { file.warnOfExposure("this text") }
        let redacted = work.draft.apply()
        let doubtful = try work.check(redacted, against: terms)
        if !doubtful.isEmpty {
            let edits = RedactionWork.list(doubtful)
            StandardStream.error.write(
                "warning: with an s at its end, something taken out still stands (edit \(edits)); look at it\n")
        }
        try desk.propose(redacted, title: work.title, in: file)
        StandardStream.error.write(
            "Proposed. Places changed by each edit: \(redacted.matches.map(String.init).joined(separator: ", ")).\n")
        StandardStream.error.write("next: firsthand-review approve \(file.state.caseID.short)\n")
    }
}
