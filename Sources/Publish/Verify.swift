import ArgumentParser
import Console
import Envelope
import Files
import Press
import Publication
import Transparency

/// Checks an export again.
struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check an export: its signature, every file, who agreed, and who else saw it.",
        usage: """
            firsthand-publish verify <folder> [--proof <file>] [--witnesses <file>]
                [--json] [<places>]
            """,
        discussion: """
            It says what is proved, and what is not. Proved: one of your publishers signed
            this export, no byte of it changed since, and nothing was added or left out.
            Its publisher's program counted who agreed. With a proof that partners saw it,
            in which month, and who they are.

            A proof is read from --proof, or else from FOLDER.tlog-proof. What it says is
            kept: when the same log tells something else later, that is named, with the
            witnesses who signed both.

            The same by hand: minisign -V -p PUBLISHER.minisign.pub -m SHA256SUMS, then
            sha256sum -c SHA256SUMS.

            Exits with 65 if anything is wrong; then nothing of it is proved.

            Example:
              firsthand-publish verify export-2026-11
            """)

    @OptionGroup(title: "Places") var trust: TrustOptions

    @Argument(help: ArgumentHelp("The exported folder.", valueName: "folder"))
    var folder: String

    @Option(help: ArgumentHelp("What shows that a log had this export, and who saw it.", valueName: "file"))
    var proof: String?

    @Option(help: ArgumentHelp("The list of logs and witnesses that you know.", valueName: "file"))
    var witnesses = StandardPlaces.configuration + "/witnesses.txt"

    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
        let keyring = try trust.keyring()
        // An old export stays good after its publisher retires. A stolen key may have signed anything, on any day.
        let trusted = keyring.publishers.filter { $0.standing == .active || $0.standing == .retired(list: nil) }
        let keys = trusted.map { MinisignPublicKey(signing: $0.key.signing) }
        let export = try ExportVerifier.verify(folder, anyOf: keys)
        let signer = trusted.first { $0.key.signing == export.publisher.key }?.key.name ?? ""
        let findings = Findings(export: export, publisher: signer, shown: try shown(export.digest))
        if json { return try TerminalStream.report(findings.row, lines: "", asJSON: true) }
        for line in findings.lines { TerminalStream.output.line(line) }
        if !export.isPublishable {
            TerminalStream.error.line("This is a rehearsal, as its signature says: do not publish it.")
        }
    }

    /// What the proof shows; nil where there is none.
    private func shown(_ export: Digest) throws -> LogProof.Shown? {
        var name = folder[...]
        while name.utf8.count > 1, name.hasSuffix("/") { name.removeLast() }
        let beside = "\(name).tlog-proof"
        guard let file = proof ?? (InputFile.exists(beside) ? beside : nil) else { return nil }
        guard let proof = LogProof(try InputFile.text(file)) else {
            throw WitnessFlaw.malformed("proof beside an export")
        }
        guard InputFile.exists(witnesses) else {
            throw Refusal(
                .noInput, "there is a proof, and no list of witnesses at \(witnesses)",
                hint: "ask the desk that keeps your log for its list, or give it with --witnesses")
        }
        let policy = try WitnessPolicy(InputFile.text(witnesses), name: witnesses)
        let shown = try proof.check(export, policy)
        try SeenHeads(state: trust.state).take(proof.signed, policy)
        return shown
    }
}

/// What a good export proves, and what it does not, in plain words.
struct Findings {
    let export: ExportVerifier.Report
    let publisher: String
    let shown: LogProof.Shown?

    var lines: [String] {
        let count = export.stories
        return ["good: \(count) stor\(count == 1 ? "y" : "ies"), \(export.files) files", "Proved:"]
            + proved.map { "- " + $0 }
            + ["Not proved:"] + open.map { "- " + $0 }
    }

    private var proved: [String] {
        var lines = ["\(publisher) signed it, and since then no byte was changed, added or taken away."]
        if let people = export.people {
            lines.append(
                "At least \(people) people agreed to the words of each story, as the program of \(publisher) counted their signatures."
            )
        }
        if let writers = export.writers, writers > 0 {
            lines.append(
                writers == 1
                    ? "One writer asked to see the words first, and said yes."
                    : "\(writers) writers asked to see the words first, and said yes.")
        }
        guard let shown else { return lines }
        lines.append("The log \(shown.log) had it in the month \(shown.month).")
        let seen = shown.sightings.map { "\($0.witness), who signed in \($0.month)" }
        if !seen.isEmpty { lines.append("Seen by \(seen.joined(separator: "; ")).") }
        return lines
    }

    private var open: [String] {
        var lines = [
            "That a story is true.",
            "That nobody took a story back since. A new export shows who did.",
            "That the people who agreed are different people. The signatures stay with the team; here you trust its publisher.",
        ]
        if export.people == nil, export.stories > 0 {
            lines.append("How many people agreed. This export is from before it was written down.")
        }
        if shown?.sightings.isEmpty ?? true { lines.append("That anybody outside saw it.") }
        if shown != nil { lines.append("On which day it was made. A log tells months.") }
        return lines
    }

    /// The same for a machine.
    struct Row: Encodable {
        struct Witness: Encodable { let name, month: String }

        let use: String
        let place: String
        let day: String
        let publishable: Bool
        let stories: [String]
        let retracted: [String]
        let files: Int
        let publisher: String
        let people: Int?
        let writers: Int?
        let log: String?
        let month: String?
        let witnesses: [Witness]
    }

    var row: Row {
        Row(
            use: export.use.rawValue, place: export.place, day: "\(export.day)", publishable: export.isPublishable,
            stories: export.ids, retracted: export.retracted, files: export.files, publisher: publisher,
            people: export.people, writers: export.writers, log: shown?.log, month: shown.map { "\($0.month)" },
            witnesses: shown?.sightings.map { Row.Witness(name: $0.witness, month: "\($0.month)") } ?? [])
    }
}
