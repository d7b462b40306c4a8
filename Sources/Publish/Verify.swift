import ArgumentParser
import Console
import Envelope
import Press
import Publication

/// Checks an export again.
struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check an export: its signature, every file, and that nothing was added.",
        usage: "firsthand-publish verify <folder> [--json] [<places>]",
        discussion: """
            It proves three things: one of your publishers signed this export, no byte
            of it changed since, and nothing was added or left out. It does not prove
            that a story is true, or that nobody took it back since. To see who did,
            make a new export.

            The same by hand: minisign -V -p PUBLISHER.minisign.pub -m SHA256SUMS, then
            sha256sum -c SHA256SUMS.

            Example:
              firsthand-publish verify export-2026-11
            """)

    @OptionGroup(title: "Places") var trust: TrustOptions

    @Argument(help: ArgumentHelp("The exported folder.", valueName: "folder"))
    var folder: String

    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
        let keyring = try trust.keyring()
        // An old export stays good after its publisher retires. A stolen key may have signed anything, on any day.
        let trusted = keyring.publishers.filter { $0.standing == .active || $0.standing == .retired(list: nil) }
        let keys = trusted.map { MinisignPublicKey(signing: $0.key.signing) }
        let report = try ExportVerifier.verify(folder, anyOf: keys)
        if json { return try TerminalStream.report(Row(report), lines: "", asJSON: true) }
        TerminalStream.output.line(
            "good: \(report.stories) stor\(report.stories == 1 ? "y" : "ies"), \(report.files) files")
        if !report.isPublishable {
            TerminalStream.error.line("This is a rehearsal, as its signature says: do not publish it.")
        }
    }

    /// What a good export says of itself, for a machine.
    private struct Row: Encodable {
        let use: String
        let place: String
        let day: String
        let publishable: Bool
        let stories: [String]
        let retracted: [String]
        let files: Int

        init(_ report: ExportVerifier.Report) {
            (use, place, day) = (report.use.rawValue, report.place, "\(report.day)")
            (publishable, stories) = (report.isPublishable, report.ids)
            (retracted, files) = (report.retracted, report.files)
        }
    }
}
