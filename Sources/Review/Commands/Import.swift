import ArgumentParser
import Console
import Files
import FoundationEssentials
import Policies

/// Takes in stories that were collected elsewhere.
struct Import: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract:
            "Take in stories that were collected elsewhere: a folder of text files, or a table of a form service.",
        usage: """
            firsthand-review import <folder> [--language <code>] [<places>]
            firsthand-review import <file> --story <column> [--consent <column>
                --use <use=answer> ...] [--language <code>] [<places>]
            """,
        discussion: """
            A folder holds one story a file: .txt, .text or .md, in UTF-8. A table is a CSV
            file, in UTF-8, whose first line names its columns; it may have commas,
            semicolons or tabs. Name the column with the story. No other column comes in:
            no name, no address, no time. The stories get the day of today.

            Each is sealed as a letter by post is, and nobody has compared it yet. Nothing
            of it is published before another reviewer looked at it beside the file:
            transcribe check CASE. Its writer has no code: they hear from you by letter,
            and answer a text on a slip.

            What somebody agreed to on another form is not consent to what you do with it,
            so only reviewers may read what comes in. If you asked the very question, name
            its column and each answer that says yes, word for word:

              --consent "May we publish it?" --use website="Yes, on your website"

            It can be stopped, and run again: what is here already is passed over, and what
            was taken back stays gone. A row that is broken is named by its line, and is
            left out. Mend it and run the same again. With --rehearse nothing is written.

            Whoever has this list and the file knows which case is whose. The file lies
            open on your disk: destroy it when the last story was compared, also at the
            form service. An address that you need to write back is not taken in: keep your
            addresses apart from both.

            Example:
              firsthand-review import letters/ --language es
              firsthand-review import answers.csv --story "What happened?" --rehearse
            """)

    @OptionGroup(title: "Places") var options: DeskOptions

    @Argument(help: ArgumentHelp("A folder of text files, or a CSV file.", valueName: "folder or file"))
    var source: String

    @Option(
        help: ArgumentHelp("The column with the story, as the first line of the table names it.", valueName: "column"))
    var story: String?

    @Option(help: ArgumentHelp("The column with the answer about consent.", valueName: "column"))
    var consent: String?

    @Option(
        help: ArgumentHelp(
            "A use, and the answer in that column that says yes to it; again for each.", valueName: "use=answer"))
    var use: [UseAnswer] = []

    @Option(help: ArgumentHelp("The language of the stories; the first of form.yaml if not said.", valueName: "code"))
    var language: String?

    @Flag(help: "Only look the rows through; write nothing.")
    var rehearse = false

    @Flag(help: "Print JSON. It never holds a word of a story.")
    var json = false

    func validate() throws {
        guard (consent == nil) == use.isEmpty else { throw ValidationError("--consent and --use go together") }
        guard consent == nil || story != nil else { throw ValidationError("--consent goes with --story") }
    }

    func run() throws {
        let desk = try options.open()
        let languages = try options.languages(desk.policies)
        guard let spoken = language.map({ languages[$0] }) ?? languages.first else {
            throw Refusal(
                .usage, "the form has no such language",
                hint: "the languages are: \(languages.all.map(\.code).joined(separator: ", "))")
        }
        // Two runs at once would both find a story new.
        try FileLock.takeToEnd("\(options.state)/import.lock")
        var importing = Importing(
            source: try stories(desk.policies), language: spoken.code, isRehearsal: rehearse)
        defer { tell(importing.report) }
        try importing.run(on: desk)
        let broken = importing.report.count(.broken)
        guard broken == 0 else {
            throw Refusal(
                .badData, "\(broken) \(broken == 1 ? "row was" : "rows were") not taken in: the list names each",
                hint: "mend them in the file, and run the same again: what is here already is passed over")
        }
    }

    private func stories(_ policies: PolicySet) throws -> any StorySource {
        let limit = policies.form.storyLimit
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: source) else {
            guard let story else {
                guard InputFile.exists(source) else {
                    throw Refusal(.noInput, "there is no file or folder \(source)", hint: "check its name")
                }
                throw Refusal(
                    .usage, "which column of the table has the story?", hint: "name it: --story \"What happened?\"")
            }
            let mapped = try consent.map { try MappedConsent(column: $0, use, allowed: policies.consent.uses) }
            return try FormExport(source, story: story, consent: mapped, limit: limit)
        }
        guard story == nil else { throw Refusal(.usage, "a folder has no columns", hint: "leave out --story") }
        return StoryFolder(source, names: names, limit: limit)
    }

    private func tell(_ report: ImportReport) {
        if json, let text = try? JSON.text(report) {
            StandardStream.output.write(text)
        } else if !report.rows.isEmpty {
            StandardStream.output.write(report.table)
        }
        var lines = report.totals
        if !report.leftOut.isEmpty {
            lines += "Not taken in: \(report.leftOut.map(TerminalText.line).joined(separator: "; ")).\n"
        }
        if rehearse { lines += "This was a rehearsal: nothing was written.\n" }
        if report.count(.sealed) > 0 {
            lines += """
                Another reviewer compares each with the file: firsthand-review post lists them.
                The file still lies open on this disk. Once all are compared, destroy it and every copy of it, and
                delete the answers at the form service. What its backups keep, nobody here can delete.
                next: firsthand-review courier out --to FILE, and carry it to the server and the other desks

                """
        }
        TerminalStream.error.lines(lines)
    }
}
