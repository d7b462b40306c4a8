import Console
import Envelope
import Files
import FoundationEssentials
import Glibc
import Mailbox
import Policies

/// The files and services of an installed server, as the Debian package lays them out.
struct Server {
    static let formPolicyPath = "/etc/firsthand/policies/form.yaml"
    static let keysPath = "/etc/firsthand/keys"
    static let pinPath = "/etc/firsthand/steward.pub"
    static let configurationPath = "/etc/firsthand/intake.yaml"
    private static let shipped = "/usr/share/firsthand"
    private static let torrcPath = "/etc/tor/torrc"
    private static let onionPath = "/etc/tor/firsthand.torrc"
    private static let onionName = "/var/lib/tor/firsthand/hostname"
    static let account = "firsthand"
    /// What starts with the machine.
    static let units = ["firsthand-intake.service", "firsthand-intake-check.timer", "firsthand-intake-vault.timer"]

    /// Nothing, or the folder below which an image of a server stands.
    let root: String
    private var isImage: Bool { !root.isEmpty }
    var hasSystemd: Bool { !isImage && InputFile.exists("/run/systemd/system") }

    struct Keyring {
        let folder: String
        /// The text of `steward.pub`.
        let pin: String
    }

    func path(_ path: String) -> String { root + path }

    private func exists(_ path: String) -> Bool { InputFile.exists(self.path(path)) }

    /// The form's policy as it stands, or as it ships where none stands yet.
    func formPolicy() throws -> (name: String, text: String) {
        let place = [Self.formPolicyPath, "\(Self.shipped)/policies/form.yaml"].map(path).first(where: InputFile.exists)
        guard let place else {
            throw Refusal(
                .noInput, "\(path(Self.shipped))/policies/form.yaml is missing",
                hint: "install the package firsthand-intake, or run make install")
        }
        return (place, try InputFile.text(place))
    }

    var hasKeyring: Bool { exists("\(Self.keysPath)/keyring.txt") && exists(Self.pinPath) }
    /// The second line of the pin that stands here.
    var pin: String? {
        (try? InputFile.text(path(Self.pinPath))).flatMap {
            $0.split(separator: "\n").dropFirst().first.map(String.init)
        }
    }
    /// The newest keyring that the service has seen.
    var keyringSeen: KeyringSeen? {
        (try? InputFile.text(path("/var/lib/firsthand/state/keyring.seen"))).flatMap { KeyringSeen(line: $0) }
    }
    var hasOnion: Bool { exists(Self.onionPath) }
    /// The address of the onion service, once Tor has made it.
    var onionAddress: String? {
        (try? InputFile.text(path(Self.onionName))).map { "http://\($0.filter { !$0.isWhitespace })" }
    }

    /// Refuses before anything is written if a program that is asked for is not installed.
    func require(onion: Bool, front: String?) throws(Refusal) {
        guard !onion || exists(Self.torrcPath) else {
            throw Refusal(.noInput, "Tor is not installed", hint: "apt install tor; nothing was written")
        }
        guard front.map({ exists("/etc/\($0)") }) != false else {
            throw Refusal(
                .noInput, "\(front ?? "") is not installed", hint: "apt install \(front ?? ""); nothing was written")
        }
    }

    /// Writes the policy, the configuration, the keyring and the pin; each is root's to change, and the service's to read.
    func write(form: String, keyring: Keyring? = nil) throws {
        for folder in ["/etc/firsthand", "/etc/firsthand/policies", Self.keysPath] { try makeReadable(folder: folder) }
        try put(form, Self.formPolicyPath)
        if !exists(Self.configurationPath) { try put(Self.configuration, Self.configurationPath) }
        guard let keyring else { return }
        // The signature goes first: a keyring without its own is refused, and the old one stays in force until the last file is there.
        let names = try FileManager.default.contentsOfDirectory(atPath: keyring.folder).filter { name in
            [".leaving", ".pub", ".minisig"].contains { name.hasSuffix($0) }
        }
        for name in names.sorted() + ["keyring.txt"] {
            try put(InputFile.text("\(keyring.folder)/\(name)"), "\(Self.keysPath)/\(name)")
        }
        try put(keyring.pin, Self.pinPath)
    }

    /// Makes what the service itself writes: the folder of the vault and the form key, for its account alone.
    func prepare() throws {
        for folder in ["/var/lib/firsthand", "/var/lib/firsthand/state"] {
            try Folder.make(path(folder))
            try give(folder, mode: 0o700, to: Self.account)
        }
        _ = try FormKeys.load(path: path("/var/lib/firsthand/form.key"), month: Day.today.month)
        for name in ["form.key", "form.key.lock"] {
            try give("/var/lib/firsthand/\(name)", mode: 0o600, to: Self.account)
        }
    }

    /// Tells Tor of the onion service.
    func offerOnion() throws {
        try put(InputFile.text(path("\(Self.shipped)/firsthand.torrc")), Self.onionPath, mode: 0o644, group: nil)
        let include = "%include \(Self.onionPath)"
        let torrc = try InputFile.text(path(Self.torrcPath))
        if !torrc.split(separator: "\n").contains(where: { $0 == include }) {
            let separator = torrc.hasSuffix("\n") || torrc.isEmpty ? "" : "\n"
            try AtomicFile.write("\(torrc)\(separator)\(include)\n", to: path(Self.torrcPath))
        }
        // Where AppArmor confines Tor, it may open no socket but its own unless this file says so.
        let local = "/etc/apparmor.d/local/system_tor"
        if let rules = try? InputFile.text(path(local)), !rules.contains("/run/firsthand/") {
            try AtomicFile.write("\(rules)/run/firsthand/form.sock rw,\n", to: path(local))
            if hasSystemd { _ = ChildProcess.run("apparmor_parser", ["-r", "/etc/apparmor.d/system_tor"]) }
        }
    }

    /// Writes the configuration of the front for a domain; it names the onion service too, where its address is known.
    func offer(_ domain: String, onion: String?, through front: String) throws {
        let name = front == "caddy" ? "Caddyfile" : "nginx.conf"
        let mark = "http://ADDRESS.onion"
        let lines = try InputFile.text(path("\(Self.shipped)/\(name)")).replacing("stories.example.org", with: domain)
            .split(separator: "\n", omittingEmptySubsequences: false)
            .filter { onion != nil || !$0.contains(mark) }
        let text = lines.joined(separator: "\n").replacing(mark, with: onion ?? "")
        try put(text, "/etc/firsthand-front/\(name)", mode: 0o644, group: nil)
    }

    /// Starts Tor anew, and waits until it has made the address.
    func startOnion() throws -> String? {
        guard hasSystemd else { return onionAddress }
        guard ChildProcess.run("systemctl", ["restart", "tor.service"]) else {
            throw Refusal(.unavailable, "Tor did not start", hint: "journalctl -u tor@default; then run setup again")
        }
        for _ in 0..<60 where onionAddress == nil { sleep(1) }
        return onionAddress
    }

    /// Starts the service, now and with the machine, and the timers that look after it.
    func startIntake() throws {
        guard hasSystemd else { return }
        guard ChildProcess.run("systemctl", ["enable"] + Self.units),
            ChildProcess.run("systemctl", ["restart"] + Self.units)
        else {
            throw Refusal(
                .unavailable, "the intake did not start", hint: "journalctl -u firsthand-intake; then run setup again")
        }
    }

    /// What was made, and what the steward does now.
    func sayWhatIsNext(onion: Bool, domain: String?, front: String) {
        var lines = ["", "Firsthand is set up. Its configuration is in \(path("/etc/firsthand"))."]
        if onion {
            lines.append(
                "Onion service: \(onionAddress ?? "its address will stand in \(path(Self.onionName)), once Tor has run")"
            )
        }
        if let domain { lines.append("Over TLS: https://\(domain)/") }
        lines += ["", "Next:"]
        if !hasSystemd {
            lines += [
                "- systemd does not run here. On the server itself:",
                "    systemctl enable --now " + Self.units.joined(separator: " "),
            ]
            if onion { lines.append("    systemctl restart tor") }
        }
        if domain != nil {
            let place = front == "caddy" ? "/etc/caddy/Caddyfile" : "/etc/nginx/sites-enabled/firsthand"
            let file = front == "caddy" ? "Caddyfile" : "nginx.conf"
            lines += ["- Put the front in place:", "    ln -sf /etc/firsthand-front/\(file) \(place)"]
            if front != "caddy" { lines.append("    rm -f /etc/nginx/sites-enabled/default") }
            lines.append("    systemctl restart \(front)")
        }
        lines += [
            "- See what is still missing:",
            "    sudo -u firsthand firsthand-intake check",
            "- Try it: open the address in Tor Browser, send the word TEST, and write the",
            "  code down. Carry a bundle to a desk, find the story there, and take it back",
            "  with the code. Documentation/DEPLOYMENT.md has the commands.",
            "- Give each desk the folders keys and policies and the file steward.pub:",
            "  they stand in \(path("/etc/firsthand")).",
        ]
        TerminalStream.error.lines(lines.joined(separator: "\n") + "\n")
    }

    private func makeReadable(folder: String) throws {
        if !exists(folder) { try Folder.make(path(folder)) }
        try give(folder, mode: 0o750, group: Self.account)
    }

    func put(_ text: String, _ place: String, mode: UInt32 = 0o640, group: String? = account) throws {
        let folder = Folder.holding(place)
        if !exists(folder) {
            try Folder.make(path(folder))
            try give(folder, mode: mode == 0o644 ? 0o755 : 0o750, group: group)
        }
        if (try? InputFile.text(path(place))) != text { try AtomicFile.write(text, to: path(place)) }
        try give(place, mode: mode, group: group)
    }

    /// Sets the mode, and where this is a server and no image of one, the owner.
    func give(_ place: String, mode: UInt32, to owner: String = "root", group: String? = nil) throws {
        let place = path(place)
        guard unsafe chmod(place, mode) == 0 else { throw Refusal(.cannotCreate, "the mode of \(place) cannot be set") }
        guard geteuid() == 0, let user = Account(owner), let group = Account(group ?? owner) else {
            guard isImage else {
                throw Refusal(
                    .noInput, "the account \(Self.account) is missing",
                    hint: "the Debian package makes it; elsewhere: useradd --system --no-create-home \(Self.account)")
            }
            return
        }
        guard unsafe lchown(place, user.user, group.group) == 0 else {
            throw Refusal(.cannotCreate, "the owner of \(place) cannot be set")
        }
    }

    /// The configuration, with each choice explained.
    private static let configuration = """
        # Where the parts of this server stand. `firsthand-intake setup` wrote this file once, and leaves it alone since.

        # Where Tor, Caddy or nginx on this machine reach the pages. A unix socket keeps them off every network.
        listen: "unix:/run/firsthand/form.sock"

        # GET /health on this socket says ok, or what is wrong. Only the service's own account can open it.
        health: /run/firsthand/health.sock

        # The sealed stories. A copy of this file is no backup: `firsthand-intake backup` makes one. Beside it stands a file
        # that ends in -withdrawn, with the withdrawals: it stays on this disk when the vault is brought back from a backup.
        vault: /var/lib/firsthand/vault.sqlite

        # How full stories may make the disk, in MiB: what they leave free, and the most that is taken in on one day. Past
        # either the form says that there is no room; who comes back with a code can still write, say no, and take a story back.
        disk-reserve: 512
        daily-limit: 1024

        # The list of whose keys count, signed by the steward; and the steward's public key, which setup took from paper.
        keys: \(keysPath)
        steward: \(pinPath)

        # The newest keyring that was seen here, so that an older one is refused.
        state: /var/lib/firsthand/state

        # Binds each form to its receipt code. Keep it out of backups: whoever has it and a form that was filled in has the code.
        form-key: /var/lib/firsthand/form.key

        # What the pages say and ask.
        policies: /etc/firsthand/policies

        # The day of the week on which `firsthand-intake notice` prints its sentence for the team: monday unless you say otherwise.
        # notice-day: monday
        # Where a timer writes a sealed backup each day: `firsthand-intake setup --backup-folder FOLDER` adds that line.
        # For how many days backups are kept stands in the policy form.yaml, since the pages say it.

        # The memory that forms and answers may take together, in MiB: 32 unless you say otherwise. The largest form takes 3 of them, so
        # eleven such can be under way at once, and hundreds of ordinary ones. Past it a page asks people to try again in a minute. More helps
        # only where the machine has it to spare: what is in memory may not go to its disk.
        # memory: 32

        """
}

/// A user and a group of this machine.
private struct Account {
    let user: uid_t
    let group: gid_t

    init?(_ name: String) {
        guard let entry = unsafe getpwnam(name) else { return nil }
        (user, group) = unsafe (entry.pointee.pw_uid, entry.pointee.pw_gid)
    }
}
