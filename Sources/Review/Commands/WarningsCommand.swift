import ArgumentParser
import Console
import Envelope
import Files
import Ledger
import Warnings

/// Shows what in a text could point to a person, and takes reasons to go on all the same.
struct WarningsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "warnings",
        abstract: "Show what in a proposed text could point to a person; --override signs why it may go out.",
        usage: """
            firsthand-review warnings <id> [--reason-fd <number>]
                [--compare <file>] [--override <warning>] [--people] [--json]
                [<places>]
            """,
        discussion: """
            A warning is a rare set of facts that an approved story shares, a docket or
            inmate number, something on the team's own list (redaction.yaml), six words or
            more in a row that stand in a text given with --compare, such as a court record
            or a folder of news, or a name to show that is like one that was taken out. The
            text is not approved while one stands: mend it with a new proposal, or say why
            it may go out. The warnings are shown on the terminal only, since they quote
            the text.

            --people lists what the text still says of each person in it, also of those
            who did not write it: "the officer: a place, a rank, a year". The more kinds
            stand beside one person, the fewer people they can be said of.

            Exits with 77 if a warning stands.

            Example:
              firsthand-review warnings 3f2a-91c0 --compare opinion.txt
              firsthand-review warnings 3f2a-91c0 --override 7c20b4d1
              firsthand-review warnings 3f2a-91c0 --people
            """)

    struct Line: Encodable {
        let warning: String
        let kind: String
    }

    struct Said: Encodable {
        let isWriter: Bool
        let said: [String]
    }

    @OptionGroup(title: "Places") var options: DeskOptions
    @OptionGroup var argument: CaseArgument
    @OptionGroup var reason: ReasonOptions
    @OptionGroup var compared: ComparedFiles

    @Option(help: ArgumentHelp("Sign why the text may go out in spite of this warning.", valueName: "warning"))
    var override: String?

    @Flag(help: "List what the text still says of each person in it.")
    var people = false

    @Flag(help: "Print JSON: names and kinds, and not a word of a story.")
    var json = false

    func validate() throws {
        guard !people || override == nil && compared.compare.isEmpty else {
            throw ValidationError("--people stands without --override and --compare.")
        }
    }

    func run() throws {
        let desk = try options.open()
        var file = try desk.file(desk.find(argument.id))
        let candidate = try file.openCandidate()
        if people { return try show(desk.people(in: candidate, of: file).people, file.state.caseID.short) }
        var cache = desk.queueCache(in: options.state)
        let warnings = try desk.warnings(
            about: candidate, in: file, beside: compared.texts(), &cache, progress: Progress(label: "looking")
        ).filter { $0.answer == nil }.map(\.warning)
        try? desk.keep(&cache)
        if let override { return try sign(override, among: warnings, candidate, desk, &file) }
        if json {
            try StandardStream.output.write(
                JSON.text(warnings.map { Line(warning: $0.name, kind: $0.kind.rawValue) }))
        } else if !warnings.isEmpty {
            try Terminal.require()
            try Pager.show(
                title: "Warnings about the text of case \(file.state.caseID.short)",
                text: warnings.map { "\($0.name)  \($0.sentence)." }.joined(separator: "\n\n"))
        }
        guard warnings.isEmpty else {
            let names = warnings.map(\.name).joined(separator: ", ")
            throw Refusal(
                .notPermitted, "warnings stand against this text: \(names)",
                hint: "propose a new text, or add --override and a warning to say why it may go out")
        }
        StandardStream.error.write("No warning stands against this text.\n")
    }

    /// What is said of each person; in JSON only how many there are and which kinds of things.
    private func show(_ people: [PeopleTold.Person], _ id: String) throws {
        guard !json else {
            return try StandardStream.output.write(
                JSON.text(people.map { Said(isWriter: $0.name == nil, said: $0.told.map(\.rawValue)) }))
        }
        guard !people.isEmpty else {
            return StandardStream.error.write(
                "The program finds nothing that it says of anybody. Read it all the same.\n")
        }
        try Terminal.require()
        try Pager.show(
            title: "What the text of case \(id) still says of each person",
            text: people.map(\.line).joined(separator: "\n"))
    }

    private func sign(
        _ name: String, among warnings: [Warning], _ candidate: CaseState.Candidate, _ desk: borrowing Desk,
        _ file: inout CaseFile
    ) throws {
        guard let warning = warnings.first(where: { $0.name == name.lowercased() }) else {
            throw Refusal(
                .noInput, "no warning of that name stands against this text",
                hint: "give the same --compare; firsthand-review warnings \(argument.id) lists them")
        }
        let reason = try reason.reason("Why may it go out? (sealed, for the other reviewers) ")
        try desk.act(
            WarningOverridden(manuscript: candidate.manuscript, warning: warning.digest, reason: reason), in: &file)
        StandardStream.error.write("Signed. The other reviewers see the reason.\n")
    }
}
