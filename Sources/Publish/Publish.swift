import ArgumentParser
import Console

/// The publisher's program: verifies, then exports.
///
/// It never opens an unredacted story.
@main
struct Publish: Program {
    static let configuration = CommandConfiguration(
        commandName: "firsthand-publish",
        abstract: "Check every signature and consent, then export what was agreed.",
        discussion: """
            Example:
              firsthand-publish export --use website --to export-2026-11
              firsthand-publish verify export-2026-11
              firsthand-publish retractions

            Exit codes: 64 bad arguments, 65 damaged or forged data, 66 not there, 69
            keyring or vault cannot be used, 73 cannot create a file, 74 reading or
            writing failed, 75 another run is at work, 77 not allowed, 78 an error in a
            policy file.
            """,
        version: Version.number,
        subcommands: [
            ExportCommand.self, Verify.self, Retractions.self, Watch.self, CourierCommand.self, Override.self,
            Keys.self,
        ])
}
