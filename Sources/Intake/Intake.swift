import ArgumentParser
import CWipe
import Console
import Envelope
import Files
import Policies
import Sandbox

/// The survivors' endpoint: takes a story, seals it, stores it, and gives a receipt.
///
/// It cannot open one.
@main
struct Intake: Program {
    static let configuration = CommandConfiguration(
        commandName: "firsthand-intake",
        abstract: "Serve the form, seal each story as it arrives, and store only what is sealed.",
        discussion: """
            Example:
              firsthand-intake setup

            Exit codes: 64 bad arguments, 65 something is wrong with a bundle or the vault,
            66 a file is missing, 69 keyring, form key or address cannot be used, 73 cannot
            create a file, 74 a file or the vault cannot be read or written, 75 somebody
            else is at work, 77 codes do not go to a terminal, and only setup runs as root,
            78 an error in the configuration or a policy.
            """,
        version: Version.number,
        subcommands: [
            Setup.self, Check.self, Serve.self, Bundle.self, BackupCommand.self, Restore.self, VaultCommand.self,
            Status.self, Notice.self, Paper.self,
        ],
        defaultSubcommand: Serve.self)

    struct Serve: AsyncParsableCommand, ConfiningCommand {
        static let configuration = CommandConfiguration(
            abstract: "Serve the form until told to stop.",
            discussion: """
                Prints one line when it listens, and nothing for any request. SIGTERM or
                SIGINT ends it, after the requests that are being answered.

                Before it starts, the policy form.yaml must say who answers for the pages. A
                vault that was brought back from a backup is not served before a desk's
                bundle came in: it exits with 69, and says what to do.

                The configuration is a YAML file. Its paths are relative to its own
                folder. All of it is needed, but for the last seven:
                  listen: "unix:PATH"        # or "127.0.0.1:8080"; port 0 is any free one
                  health: health.sock        # GET /health says ok, or what is wrong
                  vault: vault.sqlite
                  keys: keys                 # keyring.txt and keyring.txt.minisig
                  steward: steward.pub       # the steward's pinned public key
                  state: state               # the newest keyring seen
                  form-key: form.key         # made if missing; keep it out of backups
                  policies: policies
                  backup: /mnt/backups       # where backups go
                  memory: 32                 # MiB for forms and answers
                  disk-reserve: 512          # MiB that stories leave free on the disk
                  daily-limit: 1024          # the most MiB of stories in one day
                  notice-day: monday         # when notice prints its sentence
                  tls-front: caddy           # TLS in front, on another machine
                  allow-root: yes            # for a trial; else it refuses root
                  allow-swap: yes            # the same, of swap that is not encrypted

                Example:
                  firsthand-intake serve
                """)

        @OptionGroup var configuration: ConfigurationFile

        func confine() throws {
            _ = IntakeServer.connections
            if fh_wipe_on_free() == 0 {
                StandardStream.error.write("warning: this C library does not let memory be wiped as it is freed\n")
            }
            let place = try configuration.load()
            // Confined, it could not look: what tells of devices is closed then.
            if !place.allowsSwap { try Swap.refuse(configuration.config) }
            guard try Confinement.serve(place.places(of: configuration.config)) else {
                StandardStream.error.write(
                    "warning: this kernel does not offer Landlock, so only the account's rights guard other files\n")
                return
            }
        }

        /// What is locked at once when many write: bodies that come in, and answers that go out.
        private static let lockedMemory = 32 << 20

        func run() async throws {
            if !GuardedBytes.canLock(Self.lockedMemory) {
                StandardStream.error.write(
                    "warning: the system does not let this program keep 32 MiB of memory out of swap; raise LimitMEMLOCK "
                        + "of its service, or ulimit -l\n")
            }
            try await IntakeServer(configuration.load()).run()
        }
    }
}
