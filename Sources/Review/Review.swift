import ArgumentParser
import Console
public import Custody
public import Files
public import Opening
public import Redaction

/// The reviewers' program: opens, redacts, approves.
///
/// It uses no network.
@main
struct Review: Program {
    static let configuration = CommandConfiguration(
        commandName: "firsthand-review",
        abstract: "Read sealed stories, make them safe to share, and sign what may be published.",
        discussion: """
            Without a command it opens the full-screen desk.

            Example:
              firsthand-review
              firsthand-review inbox
              firsthand-review read 3f2a-91c0

            Exit codes: 64 bad arguments, 65 damaged or forged data, 66 not there, 69
            keyring or vault cannot be used, 73 cannot create a file, 74 reading or
            writing failed, 75 another run is at work, 77 not allowed, 78 an error in a
            policy file.
            """,
        version: Version.number,
        subcommands: [
            OpenDesk.self, Inbox.self, Read.self, Letters.self, WriteLetter.self, Transcribe.self, Import.self,
            Proof.self,
            Slip.self, Post.self, Suggest.self, Redact.self, WarningsCommand.self, Approve.self,
            Decline.self,
            Hold.self, Release.self, ClaimCommand.self, NameCommand.self, Safety.self, Narrow.self, Withdraw.self,
        ] + ReviewAct.commands + [
            Log.self, CheckpointCommand.self, Audit.self, WitnessCommand.self, CourierCommand.self, Keys.self,
            Steward.self,
            BackupCommand.self,
        ], defaultSubcommand: OpenDesk.self)
}

// The errors of rooms that read and write no file, and so cannot name an exit code themselves.

extension KeyringFlaw: ProgramError { public var refusal: Refusal { Refusal(.badData, "\(self)") } }

extension RedactionScriptError: ProgramError { public var refusal: Refusal { Refusal(.usage, "\(self)") } }

extension OpeningError: ProgramError {
    public var refusal: Refusal {
        Refusal(.badData, "a sealed body does not open", hint: "firsthand-review log ID names what is wrong")
    }
}
