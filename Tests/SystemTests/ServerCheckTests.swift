import Foundation
import Testing

/// `firsthand-intake check`, and what the configuration refuses.
@Suite struct ServerCheckTests {
    private let organisation: Organisation
    private let policies: String

    init() throws {
        organisation = try Organisation()
        policies = organisation.folder + "/policies"
        try FileManager.default.copyItem(atPath: Programs.policies, toPath: policies)
    }

    /// What is found, each with its kind.
    ///
    /// - Parameter starter: a program and its arguments that start the check; none if nothing is said.
    private func check(under starter: [String] = [], _ change: (inout String) -> Void = { _ in }) throws -> [String:
        String]
    {
        var text = Organisation.configuration(policies: policies)
        change(&text)
        let path = organisation.folder + "/checked.yaml"
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        let command = starter + ["\(Programs.folder)/firsthand-intake", "check", "--json", "--config", path]
        let answer = try Programs.run(command[0], Array(command.dropFirst()))
        struct Finding: Decodable { let kind: String, what: String, next: String }
        let found = try JSONDecoder().decode([Finding].self, from: Data(answer.output))
        #expect(answer.status == (found.isEmpty ? 0 : 69))
        #expect(found.allSatisfy { !$0.next.isEmpty })
        return Dictionary(found.map { ($0.what, $0.kind) }, uniquingKeysWith: { first, _ in first })
    }

    private func change(_ file: String, _ old: String, _ new: String) throws {
        let path = policies + "/" + file
        let text = try String(contentsOfFile: path, encoding: .utf8)
        #expect(text.contains(old))
        try text.replacing(old, with: new).write(toFile: path, atomically: true, encoding: .utf8)
    }

    private func day(_ ahead: Int) -> String {
        let formatter = DateFormatter()
        formatter.dateFormat = "yyyy-MM-dd"
        formatter.timeZone = TimeZone(identifier: "UTC")
        formatter.locale = Locale(identifier: "en_US_POSIX")
        return formatter.string(from: Date(timeIntervalSinceNow: Double(ahead) * 86_400))
    }

    @Test func `it says that nobody called the help lines, and after a season again`() throws {
        let never = "nobody wrote down when the help lines were last called"
        #expect(try check()[never] == "missing")
        try change("help.yaml", "# last-called: 2026-11-29", "last-called: \(day(-92))")
        #expect(try check().keys.allSatisfy { !$0.contains("help lines") })
        try change("help.yaml", "last-called: \(day(-92))", "last-called: \(day(-93))")
        #expect(try check()["the help lines were last called 93 days ago"] == "soon")
    }

    @Test func `it names the line of a policy that is wrong`() throws {
        try change("form.yaml", "backups: 30", "backups:")
        let found = try check()
        #expect(
            found.contains {
                $0.key.contains("form.yaml:") && $0.key.contains("backups has no value") && $0.value == "missing"
            })
    }

    @Test func `it says who could look into the vault's folder or change the keys`() throws {
        _ = unsafe chmod(organisation.folder + "/keys", 0o777)
        try Data().write(to: URL(filePath: organisation.vault))
        _ = unsafe chmod(organisation.vault, 0o644)
        let found = try check()
        #expect(found["others than its owner can change \(organisation.folder)/keys"] == "exposed")
        #expect(found["others than its owner can look into \(organisation.vault)"] == "exposed")
        _ = unsafe chmod(organisation.folder + "/keys", 0o700)
        _ = unsafe chmod(organisation.vault, 0o600)
        _ = unsafe chmod(organisation.folder, 0o700)
        let mended = try check()
        #expect(mended.keys.allSatisfy { !$0.contains("others than") })
    }

    @Test func `it says whether the intake runs, and does not stop it from starting`() throws {
        #expect(try check()["the intake does not run"] == "missing")
        try organisation.startIntake()
        #expect(try check()["the intake does not run"] == nil)
    }

    @Test func `a missing or old keyring is told with what to do`() throws {
        try FileManager.default.removeItem(atPath: organisation.folder + "/keys/keyring.txt.minisig")
        #expect(try check().contains { $0.key.contains("not signed") && $0.value == "missing" })
    }

    @Test func `it says which backups are missing, too old, or against what the pages say`() throws {
        let none = "the pages speak of backups, and none are made"
        #expect(try check()[none] == "missing")
        let folder = organisation.backups
        func found() throws -> [String: String] { try check { $0 += "\nbackup: \(folder)\n" } }
        #expect(try found()["the folder of backups \(folder) cannot be read"] == "missing")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let empty = try found()
        #expect(empty["the keyring has no backup key, so no backup can be made"] == "missing")
        #expect(empty["there is no backup yet"] == "missing" && empty[none] == nil)
        #expect(try organisation.steward(["add", organisation.newKey("safe", backup: true)]).status == 0)
        func lay(_ age: Int) throws {
            try Data().write(to: URL(filePath: "\(folder)/firsthand-\(day(-age))-3f2a91c0.backup"))
        }
        try lay(3)
        let old = try found()
        #expect(
            old["the newest backup is 3 days old"] == "missing" && old.keys.allSatisfy { !$0.contains("backup key") })
        try lay(2)
        #expect(try found().keys.allSatisfy { !$0.contains("backup") })
        try lay(31)
        #expect(try found()["a backup is 31 days old, and the pages say 30"] == "exposed")
        try change("form.yaml", "backups: 30", "backups: none")
        #expect(try found()["the pages say that no backups are made, so none are"] == "missing")
        #expect(try check().keys.allSatisfy { !$0.contains("backup") })
    }

    // MARK: The machine

    /// A machine of its own for one check: what is written here stands in place of the true one's folders.
    private func onMachine(_ files: [(path: String, text: String)]) throws -> [String: String] {
        let image = organisation.folder + "/machine"
        try? FileManager.default.removeItem(atPath: image)
        var mounts = ""
        for folder in ["/etc", "/run", "/var/log"] {
            try FileManager.default.createDirectory(atPath: image + folder, withIntermediateDirectories: true)
            mounts += " && mount --bind \(image)\(folder) \(folder)"
        }
        for (path, text) in files {
            let place = image + path
            try FileManager.default.createDirectory(
                atPath: String(place[..<(try #require(place.lastIndex(of: "/")))]), withIntermediateDirectories: true)
            try text.write(toFile: place, atomically: false, encoding: .utf8)
        }
        mounts += " && mount --bind \(image)/etc/swaps /proc/swaps"
        return try check(under: [
            "/usr/bin/unshare", "-m", "/bin/bash", "-c", "mount --make-rprivate /\(mounts) && exec \"$0\" \"$@\"",
        ])
    }

    private static let swaps = "Filename\tType\tSize\tUsed\tPriority\n"

    @Test(.enabled(if: RecordFirstTests.canMount, "only root may stand other folders in place of the machine's"))
    func `it says what the machine and what stands in front would keep, and what does not start with it`() throws {
        let bad = try onMachine([
            ("/etc/swaps", Self.swaps + "/dev/sdz9 partition 1048572 0 -2\n"),
            ("/var/log/nginx/access.log", "somebody\n"), ("/var/log/caddy/access.log", "somebody\n"),
            ("/var/log/apache2/other_vhosts_access.log", "somebody\n"),
            ("/etc/tor/torrc", "SocksPort 0\nSafeLogging 0\nLog info file /x\nLog debug syslog\nLog notice file /y\n"),
            ("/run/systemd/system/x", ""),
        ])
        #expect(bad["swap on /dev/sdz9 is not known to be encrypted; what was in memory can stay on it"] == "exposed")
        #expect(bad["nothing keeps this machine's clock right; forms and keys count by days"] == "soon")
        for log in ["nginx/access.log", "caddy/access.log", "apache2/other_vhosts_access.log"] {
            #expect(bad["/var/log/\(log) names who came and when"] == "exposed")
        }
        #expect(
            bad.filter { $0.key.hasPrefix("Tor is told") }.keys.sorted()
                == ["Tor is told: Log debug syslog", "Tor is told: Log info file /x", "Tor is told: SafeLogging 0"])
        #expect(bad["firsthand-intake.service does not start with the machine"] == "missing")
        #expect(bad["firsthand-intake-check.timer does not start with the machine"] == "missing")
        #expect(bad["firsthand-intake-vault.timer does not start with the machine"] == "missing")

        let wants = "/etc/systemd/system/"
        for keeper in ["systemd/timesync/synchronized", "chrony/chronyd.pid", "ntpd.pid"] {
            let good = try onMachine([
                ("/etc/swaps", Self.swaps), ("/run/systemd/system/x", ""), ("/run/\(keeper)", ""),
                ("/var/log/nginx/access.log", ""), ("/var/log/nginx/error.log", "a word\n"),
                ("/etc/tor/torrc", "SocksPort 0\nLog notice file /y\n"),
                (wants + "multi-user.target.wants/firsthand-intake.service", ""),
                (wants + "timers.target.wants/firsthand-intake-check.timer", ""),
                (wants + "timers.target.wants/firsthand-intake-vault.timer", ""),
            ])
            // Nothing of the machine, but for what this configuration asks for and what no test sets up.
            #expect(
                good.keys.sorted() == [
                    "nobody wrote down when the help lines were last called",
                    "others than its owner can look into \(organisation.folder)",
                    "the intake does not run", "the intake may run as root",
                    "the pages speak of backups, and none are made",
                ], "\(keeper)")
        }
    }

    @Test(.enabled(if: RecordFirstTests.canTrace, "strace may not trace on this machine"))
    func `it says that a kernel does not keep the intake to its own files`() throws {
        let lacking = "this kernel does not keep the intake to its own files (Landlock)"
        let found = try check(under: [
            "/usr/bin/strace", "-D", "-f", "-qq", "-o", "/dev/null", "-e", "trace=landlock_create_ruleset", "-e",
            "inject=landlock_create_ruleset:error=EOPNOTSUPP",
        ])
        #expect(found[lacking] == "exposed")
    }

    @Test(arguments: ["0.0.0.0:8080", "192.0.2.1:80", "[::]:80", "example.org:80", "127.0.0.1.example.org:80"])
    func `a listener on a network is refused unless the front that speaks TLS is named`(listen: String) throws {
        let said = try check { $0 = $0.replacing("unix:intake.sock", with: listen) }
        #expect(said.contains { $0.key.contains("listen must be a unix socket or a loopback address") })
        let named = try check { $0 = $0.replacing("unix:intake.sock", with: listen) + "\ntls-front: caddy\n" }
        #expect(named["the listener can be reached past caddy, without TLS"] == "exposed")
    }

    @Test(arguments: [["serve"], ["bundle", "out", "--to", "x.bundle"], ["status"], ["check"]])
    func `root is refused unless it is told by name`(arguments: [String]) throws {
        try #require(geteuid() == 0, "this test runs as root, as a container does")
        let path = organisation.folder + "/root.yaml"
        try Organisation.configuration(policies: policies).replacing("allow-root: yes", with: "allow-root: no")
            .write(toFile: path, atomically: true, encoding: .utf8)
        // What is not refused may serve for ever.
        let answer = try Programs.run(
            "/usr/bin/timeout",
            ["--kill-after=5", "20", "\(Programs.folder)/firsthand-intake"] + arguments + ["--config", path],
            in: organisation.folder)
        try #require(answer.status != 124 && answer.status != 137, "as root it ran until it was ended after 20 seconds")
        #expect(answer.status == 77)
        #expect(answer.errors.contains("sudo -u firsthand"))
        #expect(!FileManager.default.fileExists(atPath: organisation.vault))
    }
}
