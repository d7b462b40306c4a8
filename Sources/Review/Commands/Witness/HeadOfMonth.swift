import ArgumentParser
import Console
import Custody
import Envelope
import Files
import Transparency

/// Adds a month to this desk's log, and writes what each witness is asked to sign.
struct HeadOfMonth: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "head",
        abstract: "Audit, add this month to your log, and write a file for each partner.",
        usage: """
            firsthand-review witness head --to <folder> [--export <folder>]...
                [--since <number>] [--witnesses <file>] [<places>]
            """,
        discussion: """
            Verifies everything as audit does, and compares it with what the month before
            had. What was exported since can be named with --export: then a proof can be
            made of it later. A month is added once, and cannot be changed afterwards. Run
            again in the same month, it only writes the files anew.

            Exits with 65 if anything is not as its signatures say, or is missing; then it
            names it, and adds nothing.

            Example:
              firsthand-review witness head --export site-2026-11 --to for-partners
            """)

    @OptionGroup(title: "Places") var options: DeskOptions
    @OptionGroup(title: "Places") var list: WitnessListOptions

    @Option(
        help: ArgumentHelp("The folder for the files; one of the same name there is replaced.", valueName: "folder"))
    var to: String

    @Option(
        help: ArgumentHelp("An export that was made since the last month; can be given again.", valueName: "folder"))
    var export: [String] = []

    @Option(
        help: ArgumentHelp(
            "How many months the partner says it signed last, where an answer was lost.", valueName: "number"))
    var since: Int?

    func run() throws {
        let policy = try list.load()
        let exports = try export.map { try SHA256Sum.of(InputFile.bytes("\($0)/SHA256SUMS")) }
        try options.witnessing { desk, signer, folder in
            var log = try folder.namedLog(of: signer)
            if try isDue(log, on: desk.today) {
                try desk.checkClock()
                let secrets = try audit(desk, log, Set(exports))
                log.add(secrets) { signer.sign($0) }
                try folder.keep(log)
                TerminalStream.error.line("The month \(secrets.month) is in the log now, which has \(log.rows.count).")
            }
            try ask(log, policy)
        }
    }

    /// Whether this month is not in the log yet.
    private func isDue(_ log: MonthLog, on day: Day) throws -> Bool {
        let month = Month(of: day)
        guard let last = log.rows.last?.secrets.month, last >= month else { return true }
        guard last == month else {
            throw Refusal(
                .unavailable, "the log has the month \(last) already, and this machine says that it is \(month)",
                hint: "set the clock")
        }
        guard export.isEmpty else {
            throw Refusal(
                .notPermitted, "the month \(month) is in the log already, and cannot be changed",
                hint: "name these exports next month; to write the files anew, leave out --export")
        }
        return false
    }

    private func audit(_ desk: borrowing Desk, _ log: MonthLog, _ exports: Set<Digest>) throws -> MonthSecrets {
        let rolls = RollFolder(state: options.state)
        var missing: Set<String> = []
        let audit = try desk.audited()
        if let last = log.rows.last?.secrets {
            guard let file = rolls.file(of: last.roll), case let roll = try RollFolder.read(file),
                roll.digest == last.roll
            else {
                throw Refusal(
                    .badData, "the list of the month \(last.month), which the log names, is not here any more",
                    hint: "bring the folder rolls back from a backup of the state folder")
            }
            missing.formUnion(audit.missing(from: roll))
        }
        if let newest = rolls.files().first { missing.formUnion(audit.missing(from: try RollFolder.read(newest))) }
        try Audited.refuse(flaws: audit.flaws, missing: missing.sorted())
        guard
            let secrets = MonthSecrets(
                Month(of: desk.today), roll: try audit.roll(of: desk, kept: rolls).digest, exports: exports)
        else {
            throw Refusal(
                .usage, "a month has room for \(MonthSecrets.mostExports) exports, and these are \(exports.count)",
                hint: "name the newest of each place")
        }
        return secrets
    }

    private func ask(_ log: MonthLog, _ policy: WitnessPolicy) throws {
        guard !policy.witnesses.isEmpty else {
            return TerminalStream.error.line("note: your list of witnesses has no witness yet, so no file was written")
        }
        try Folder.make(to)
        for witness in policy.witnesses {
            guard let request = log.request(to: witness, since: since) else {
                throw Refusal(
                    .usage, "your log has \(log.rows.count) months",
                    hint: "--since takes the number that the partner's program names")
            }
            let file = "\(to)/for-\(witness.name)"
            try AtomicFile.write(request.text, to: file, .replacing(mode: 0o600))
            TerminalStream.output.line(file)
        }
        TerminalStream.error.line(
            "next: bring each file to its partner, who runs firsthand-review witness sign; then: witness take")
    }
}
