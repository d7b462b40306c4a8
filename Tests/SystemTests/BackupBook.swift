import Custody
import Envelope
import Foundation
import Testing
import Vault

/// An organization that makes backups: a backup key in its keyring, and a folder.
extension Organisation {
    var backups: String { folder + "/backups" }

    /// Makes the backup key, puts it into the keyring, and makes the folder.
    func promiseBackups() throws {
        let added = try steward(["add", newKey("safe", backup: true)])
        try #require(added.status == 0, "\(added.errors)")
        try FileManager.default.createDirectory(
            atPath: backups, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        try configureIntake()
    }

    /// Takes the policies for its own, with another number of days for backups.
    func keepBackups(_ days: String) throws {
        let copy = folder + "/policies"
        try? FileManager.default.removeItem(atPath: copy)
        try FileManager.default.copyItem(atPath: Programs.policies, toPath: copy)
        let form = try String(contentsOfFile: copy + "/form.yaml", encoding: .utf8)
        let changed = form.replacing(/\nbackups: .*/, with: "\nbackups: \(days)")
        try #require(form.contains("\nbackups: "))
        try changed.write(toFile: copy + "/form.yaml", atomically: true, encoding: .utf8)
        policies = copy
        try configureIntake()
    }

    /// A command of the server.
    func serve(_ arguments: [String]) throws -> Programs.Answer {
        try Programs.run("firsthand-intake", arguments + ["--config", folder + "/intake.yaml"])
    }

    func backup(_ more: [String] = []) throws -> Programs.Answer { try serve(["backup", "--to", backups] + more) }

    /// The names of whole backups, ascending.
    func backupFiles() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: backups).filter { $0.hasSuffix(".backup") }.sorted()
    }

    /// A backup that was just made; its path.
    func newBackup() throws -> String {
        let before = try Set(backupFiles())
        let answer = try backup()
        try #require(answer.status == 0, "\(answer.errors)")
        return try backups + "/" + #require(backupFiles().first { !before.contains($0) })
    }

    /// What the desk with the backup key does with a backup.
    func atDesk(_ arguments: [String], key: String = "safe") throws -> Programs.Answer {
        let trust = [
            "--keys", folder + "/keys", "--steward", folder + "/steward.pub", "--state", folder + "/state-safe",
        ]
        return try Programs.run(
            "firsthand-review",
            ["backup"] + arguments + ["--key", "\(folder)/secret/\(key).secret", "--passphrase-fd", "0"]
                + (arguments.first == "open" ? trust : []),
            input: Array((Self.passphrase + "\n").utf8))
    }

    /// Opens a backup into a new vault; its path.
    func opened(_ backup: String) throws -> String {
        let path = "\(folder)/opened-\(UUID().uuidString.prefix(8)).sqlite"
        let answer = try atDesk(["open", backup, "--to", path])
        try #require(answer.status == 0, "\(answer.errors)")
        return path
    }

    /// Takes the vault away, and with it the file beside it where the disk is lost.
    func loseVault(withDisk isLost: Bool) throws {
        for ending in ["", "-wal", "-shm", "-reserve"] + (isLost ? ["-withdrawn"] : []) {
            try? FileManager.default.removeItem(atPath: vault + ending)
        }
    }
}
