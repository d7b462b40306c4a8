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
            Four verbs do the work, in this order:
              export       writes the stories that may go out, and says why each other one
                           stays behind
              verify       checks a folder again: who signed it, and that no byte changed
              retractions  lists each copy that must come down or be put right, until you
                           say that it is done
              watch        tells which permissions end soon

            Example:
              firsthand-publish export --use website --to export-2026-11
              firsthand-publish verify export-2026-11
              firsthand-publish retractions

            Exit codes: 64 bad arguments, 65 damaged or forged data, 66 not there, 69
            keyring or vault cannot be used, 73 cannot create a file, 74 reading or
            writing failed, 75 another run is at work, 77 not allowed, 78 an error in a
            policy file or a theme.
            """,
        version: Version.number,
        subcommands: [
            ExportCommand.self, Verify.self, Retractions.self, Watch.self, CourierCommand.self, Override.self,
            Keys.self,
        ])
}
