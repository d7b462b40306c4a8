import ArgumentParser
import Console
import Envelope
import Press
import Publication

/// Checks an export again.
struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check an export: its signature, every file, and that nothing was added.",
        usage: "firsthand-publish verify <folder> [<places>]",
        discussion: """
            The same by hand: minisign -V -p PUBLISHER.minisign.pub -m SHA256SUMS, then
            sha256sum -c SHA256SUMS.

            Example:
              firsthand-publish verify export-2026-11
            """)

    @OptionGroup(title: "Places") var trust: TrustOptions

    @Argument(help: ArgumentHelp("The exported folder.", valueName: "folder"))
    var folder: String

    func run() throws {
        let keyring = try trust.keyring()
        // An old export stays good after its publisher retires. A stolen key may have signed anything, on any day.
        let trusted = keyring.publishers.filter { $0.standing == .active || $0.standing == .retired(list: nil) }
        let keys = trusted.map { MinisignPublicKey(signing: $0.key.signing) }
        let report = try ExportVerifier.verify(folder, anyOf: keys)
        TerminalStream.output.line(
            "good: \(report.stories) stor\(report.stories == 1 ? "y" : "ies"), \(report.files) files")
        if !report.isPublishable {
            TerminalStream.error.line("This is a rehearsal, as its signature says: do not publish it.")
        }
    }
}
