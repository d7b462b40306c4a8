import ArgumentParser
import Console
import Envelope
import Files
import Policies
import Sealing
import Vault

extension Intake {
    /// Writes a backup, sealed to the backup keys, and destroys those that are as old as the pages say.
    struct BackupCommand: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "backup",
            abstract: "Write a sealed backup of the vault, and destroy those whose days are over.",
            usage: """
                firsthand-intake backup [--to <folder>] [--config <file>] [--json]
                firsthand-intake backup --verify <file> [--json]
                """,
            discussion: """
                A new file in the folder, while stories go on coming in: each story whose
                receipt was given before is in it. It is sealed to the backup keys of the
                keyring, and nobody else can open it, this server included. Only the day and
                a random number stand in its name. Stopped in between, it leaves nothing that
                counts.

                Backups that are as old as the days in the policy form.yaml are then
                destroyed: the same number that the pages say. The newest always stays.

                With --verify, says whether a file is whole and as it was written. It takes
                no key. Whether it opens, only the backup key can tell, at a desk:
                firsthand-review backup verify.

                Example:
                  firsthand-intake backup --to /mnt/backups

                Exit codes: 64 bad arguments, 65 the file is not a whole backup, 66 a file or
                folder is missing, 69 no backup key in the keyring, or the keyring cannot be
                used, 73 cannot create the file, 74 the vault or the file cannot be read or
                written, 78 configuration, or the pages say that there are no backups.
                """)

        @OptionGroup var configuration: ConfigurationFile

        @Option(help: ArgumentHelp("The folder; that of the configuration if not said.", valueName: "folder"))
        var to: String?

        @Option(help: ArgumentHelp("Look whether this backup is whole; write none.", valueName: "file"))
        var verify: String?

        @Flag(help: "Print JSON.")
        var json = false

        func run() throws {
            if let verify { return try look(at: verify) }
            let place = try configuration.load()
            let days = try Self.days(place)
            guard let folder = (to ?? place.backup).map(BackupFolder.init) else {
                throw Refusal(
                    .usage, "it is not said where the backup goes",
                    hint: "--to FOLDER, or the line backup: in \(configuration.config)")
            }
            let keyring = try KeyringFolder(keys: place.keys, steward: place.steward, state: place.state).load()
            guard !keyring.activeBackups.isEmpty else {
                throw Refusal(
                    .unavailable, "the keyring has no backup key, so nobody could open a backup",
                    hint:
                        "firsthand-review keys new safe --backup; then, with the steward: firsthand-review steward add "
                        + "safe.pub; and bring the new keyring here")
            }
            let vault = try VaultUpkeep.open(path: place.vault)
            // It would keep for longer what was taken back since.
            try Restoring.refuseWaiting(vault)
            try Restoring.shareTombstones(of: vault, under: keyring)
            _ = try folder.backups()
            let name = BackupName(day: .today)
            try folder.write(name) { sink in
                let sealer = try BackupSealer(to: keyring.activeBackups, sink: sink)
                _ = try vault.dump(on: name.day, under: keyring) { try sealer.add($0) }
                try sealer.finish()
            }
            // Read again as a whole, before an older one goes.
            try Self.check(folder.path(of: name))
            let report = Report(
                backup: folder.path(of: name), destroyed: try folder.destroyOld(after: days, on: .today))
            try TerminalStream.report(report, lines: report.lines, asJSON: json)
        }

        private func look(at path: String) throws {
            try Self.check(path)
            let report = Whole(backup: path)
            try TerminalStream.report(report, lines: report.lines, asJSON: json)
        }

        private static func check(_ path: String) throws {
            do {
                var reader = try BackupReader.open(path)
                try reader.check()
            } catch is FormatError {
                throw Refusal(
                    .badData, "\(path) is not a whole backup: it was cut short, or a byte of it was changed",
                    hint: "take another one, and look at the disk that this one lay on")
            }
        }

        /// The number of days that the pages say.
        static func days(_ place: IntakeConfiguration) throws -> Int {
            let organization = try PolicySet.load(folder: place.policies).form.answeredOrganization()
            guard let days = organization.backupDays else {
                throw Refusal(
                    .configuration, "the pages say that no backups are made",
                    hint: "agree on a number of days, and write it into \(place.policies)/form.yaml: backups")
            }
            return days
        }

        private struct Report: Encodable {
            let backup: String
            /// How many older ones went.
            let destroyed: Int

            var lines: String {
                "Written: \(backup)\n"
                    + (destroyed == 0
                        ? "" : "Destroyed: \(destroyed) whose \(destroyed == 1 ? "day was" : "days were") over.\n")
            }
        }

        private struct Whole: Encodable {
            let backup: String
            let whole = true

            var lines: String {
                "\(backup) is whole, as it was written.\n"
                    + "Whether it opens, and what is in it, only the backup key can tell, at a desk.\n"
            }
        }
    }
}
