import ArgumentParser
import Console
import Envelope
import Files
import Policies
import Vault

extension Intake {
    /// Puts a vault from a backup in its place, and says what it still needs before it is served.
    struct Restore: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Put a vault from a backup in its place, or say what it still needs.",
            usage: """
                firsthand-intake restore [<file>] [--config <file>] [--json]
                firsthand-intake restore --without-desks <your name>
                """,
            discussion: """
                The file is a vault that was opened from a backup at a desk (firsthand-review
                backup open). Stop the service first, and move the old vault away with the
                files ending in -wal and -shm. Leave the one ending in -withdrawn: it names
                the stories that were taken back, and they are destroyed before this ends.

                Such a vault is not served yet. A story may have been taken back since the
                backup was made, and only the desks know. Give each desk a bundle of this
                server, and take theirs in with --with NAME. Without a file this command says
                who has come.

                If no desk is left, you can go on without: give your name. It is kept in the
                vault with the day. Stories that were taken back meanwhile may then be there
                again.

                Example:
                  firsthand-intake restore restored.sqlite

                Exit codes: 64 bad arguments, 66 no file there, 69 the keyring cannot be used,
                73 a vault is in its place, 74 the vault cannot be read or written, 78
                configuration.
                """)

        @OptionGroup var configuration: ConfigurationFile

        @Argument(help: ArgumentHelp("The vault that was opened from a backup.", valueName: "file"))
        var file: String?

        @Option(help: ArgumentHelp("Go on without a desk; your name is kept.", valueName: "your name"))
        var withoutDesks: String?

        @Flag(help: "Print JSON.")
        var json = false

        func validate() throws {
            guard file == nil || withoutDesks == nil else {
                throw ValidationError("put the file in its place first; then look who has come")
            }
            guard withoutDesks.map({ (1...80).contains($0.count) && !$0.contains { $0.isNewline } }) != false else {
                throw ValidationError("a name has 1 to 80 characters")
            }
        }

        func run() throws {
            let place = try configuration.load()
            let keyring = try KeyringFolder(keys: place.keys, steward: place.steward, state: place.state).load()
            if let file { try put(file, at: place.vault) }
            let vault = try VaultUpkeep.open(path: place.vault)
            if file != nil { try vault.markRestored(.today) }
            try Restoring.shareTombstones(of: vault, under: keyring)
            guard let restoration = try vault.restoration() else {
                throw Refusal(.noInput, "this vault was not brought back from a backup", hint: "name the file of one")
            }
            if let withoutDesks, restoration.isWaiting { try vault.overrideRestored(by: withoutDesks, on: .today) }
            let report = Report(try vault.restoration() ?? restoration)
            try TerminalStream.report(report, lines: report.lines, asJSON: json)
        }

        private func put(_ file: String, at vault: String) throws {
            // SQLite would take the log of the old vault for that of the new one.
            for ending in ["", "-wal", "-shm"] where InputFile.exists(vault + ending) {
                throw Refusal(
                    .cannotCreate, "\(vault)\(ending) is there",
                    hint: "stop the service, and move it away; leave \(vault)-withdrawn where it is")
            }
            guard !InputFile.exists(file + "-wal") else {
                throw Refusal(
                    .badData, "\(file) is in use, or was copied out of use",
                    hint: "open the backup anew: firsthand-review backup open")
            }
            let old = try InputFile(file, plain: true)
            var new = try AtomicFile(vault, .new)
            while true {
                let bytes = try old.read(1 << 20)
                guard !bytes.isEmpty else { break }
                try new.write(bytes)
            }
            try new.finish()
        }

        private struct Report: Encodable {
            let backupOf: String
            let desks: [Restoring.Came]
            let withoutDesks: Restoring.Came?
            let served: Bool

            init(_ restoration: Restoration) {
                backupOf = "\(restoration.day)"
                desks = restoration.desks.map(Restoring.Came.init)
                withoutDesks = restoration.override.map(Restoring.Came.init)
                served = !restoration.isWaiting
            }

            var lines: String {
                var lines = ["This vault was brought back from the backup of \(backupOf)."]
                lines += desks.map { "\($0.name) came on \($0.day)." }
                if let withoutDesks {
                    lines.append("\(withoutDesks.name) went on without a desk on \(withoutDesks.day).")
                }
                lines.append(
                    served
                        ? "It can be served. Take in a bundle of every desk that has not come."
                        : "It is not served yet: no desk has told who took a story back since.")
                if !served {
                    lines.append("next: firsthand-intake bundle out --with NAME --to FILE, then bundle in theirs")
                }
                return lines.map { $0 + "\n" }.joined()
            }
        }
    }
}
