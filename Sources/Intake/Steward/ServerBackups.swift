import Files

/// Where an installed server puts its backups.
extension Server {
    /// Starts with the machine where backups are written.
    static let backupTimer = "firsthand-intake-backup.timer"
    private static let unitPath = "/etc/systemd/system/firsthand-intake-backup.service.d/folder.conf"

    /// Refuses before anything is written if backups could not be put there, or nobody said for how long they are kept.
    func requireBackups(in folder: String, days: String?) throws(Refusal) {
        guard folder != "none" else { return }
        guard days != "none" else {
            throw Refusal(
                .usage, "the pages would say that no backups are made", hint: "--backups DAYS; nothing was written")
        }
        // It stands in a unit of systemd, where other signs have a meaning.
        guard folder.wholeMatch(of: /(\/[A-Za-z0-9._-]+)+/) != nil else {
            throw Refusal(
                .usage, "a folder for backups is a path such as /mnt/backups", hint: "nothing was written")
        }
        // What the service cannot see.
        guard
            !["/home", "/root", "/tmp", "/var/tmp", "/run/user"].contains(where: { (folder + "/").hasPrefix($0 + "/") })
        else {
            throw Refusal(
                .usage, "the service sees nothing below \(folder)",
                hint: "choose one such as /mnt/backups; nothing was written")
        }
        guard InputFile.exists(path(folder)) else {
            throw Refusal(.noInput, "\(path(folder)) is missing", hint: "make it, or mount it; nothing was written")
        }
    }

    /// Writes down the folder, lets the service write there, and starts the timer; with `none`, the other way round.
    func offerBackups(in folder: String) throws {
        let isOff = folder == "none"
        let old = try InputFile.text(path(Self.configurationPath))
        var lines = old.split(separator: "\n", omittingEmptySubsequences: false).filter { !$0.hasPrefix("backup:") }
        while lines.last == "" { lines.removeLast() }
        if !isOff { lines.append("backup: \(folder)") }
        try put(lines.joined(separator: "\n") + "\n", Self.configurationPath)
        if isOff {
            try AtomicFile.remove(path(Self.unitPath))
        } else {
            try give(folder, mode: 0o700, to: Self.account)
            try put("[Service]\nReadWritePaths=\(folder)\n", Self.unitPath, mode: 0o644, group: nil)
        }
        guard hasSystemd else { return }
        let timer = Self.backupTimer
        guard ChildProcess.run("systemctl", ["daemon-reload"]),
            ChildProcess.run("systemctl", [isOff ? "disable" : "enable", "--now", timer])
        else {
            throw Refusal(
                .unavailable, "\(timer) did not start", hint: "systemctl status \(timer); then run setup again")
        }
    }
}
