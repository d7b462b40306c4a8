import Envelope
import Files
import Policies
import Vault

/// What is missing of the backups that the pages speak of, and of a vault that was brought back from one.
extension ServerCheck {
    /// How old the newest backup may be.
    private static let freshDays = 2

    mutating func lookAtBackups(_ place: IntakeConfiguration, _ day: Day) {
        lookAtVault(place)
        // What is wrong with the policies is named elsewhere.
        guard let organization = try? PolicySet.load(folder: place.policies).form.answeredOrganization() else { return }
        guard let days = organization.backupDays else {
            if place.backup != nil {
                add(
                    .missing, "the pages say that no backups are made, so none are",
                    "sudo firsthand-intake setup --backups DAYS; or --backup-folder none")
            }
            return
        }
        guard let folder = place.backup.map(BackupFolder.init) else {
            return add(
                .missing, "the pages speak of backups, and none are made",
                "sudo firsthand-intake setup --backup-folder FOLDER; or --backups none")
        }
        let keyring = try? KeyringFolder(keys: place.keys, steward: place.steward, state: place.state).load(on: day)
        if keyring?.activeBackups.isEmpty == true {
            add(
                .missing, "the keyring has no backup key, so no backup can be made",
                "firsthand-review keys new safe --backup; then firsthand-review steward add safe.pub")
        }
        guard let backups = try? folder.backups() else {
            return add(.missing, "the folder of backups \(folder.path) cannot be read", "mount it, or make it")
        }
        let write = "sudo systemctl start firsthand-intake-backup; journalctl -u firsthand-intake-backup says why not"
        guard let newest = backups.last else { return add(.missing, "there is no backup yet", write) }
        if day - newest.day > Self.freshDays {
            add(.missing, "the newest backup is \(day - newest.day) days old", write)
        }
        if let oldest = backups.first, day - oldest.day > days {
            add(
                .exposed, "a backup is \(day - oldest.day) days old, and the pages say \(days)",
                "\(write); the next whole one lets the old ones go")
        }
    }

    private mutating func lookAtVault(_ place: IntakeConfiguration) {
        guard InputFile.exists(place.vault), let vault = try? VaultUpkeep.open(path: place.vault) else { return }
        if let restoration = try? vault.restoration() {
            if restoration.isWaiting {
                add(
                    .missing, "the vault was brought back from a backup, and no desk has come since",
                    "firsthand-intake restore says what to do")
            } else if let override = restoration.override, restoration.desks.isEmpty {
                add(
                    .soon,
                    "\(override.name) went on without a desk on \(override.day), after the vault was brought back",
                    "take in a bundle of a desk, if there is one: firsthand-intake bundle in FILE --with NAME")
            }
        }
        if let missing = try? vault.tombstonesMissing(), missing == 0 { return }
        add(
            .missing, "not every withdrawal stands in the file \(place.vault)-withdrawn",
            "make room on its disk; if it is damaged move it away, and restart the service")
    }
}
