import Courier
import Envelope
import Files
import FoundationEssentials
import Glibc
import Policies
import Sandbox
import Vault

/// What a server lacks, shows or will soon run out of.
struct ServerCheck {
    struct Finding: Encodable, Equatable {
        enum Kind: String, Encodable { case missing, exposed, soon }
        let kind: Kind
        let what: String
        /// The next command, or what a person does.
        let next: String
    }

    /// From this many days before its end on, somebody is told of it.
    private static let keyringDays = 30
    /// How long the help lines may go uncalled: a season.
    private static let seasonDays = 92
    /// How long stories may wait for somebody to fetch them.
    private static let exchangeDays = 14

    private let file: ConfigurationFile
    private var found: [Finding] = []

    init(_ file: ConfigurationFile) { self.file = file }

    /// Looks at everything.
    ///
    /// - Throws: where it runs as root.
    func findings(on day: Day = .today) throws -> [Finding] {
        var check = self
        let place: IntakeConfiguration
        do { place = try file.load() } catch let error as PolicyError {
            return [Finding(kind: .missing, what: "\(error)", next: "sudo firsthand-intake setup")]
        }
        check.lookAtPolicies(place, day)
        check.lookAtKeyring(place, day)
        check.lookAtFiles(place)
        check.lookAtStories(place, day)
        check.lookAtBackups(place, day)
        check.lookAtMachine(place)
        check.lookAtFronts()
        check.lookAtService(place, day)
        return check.found
    }

    mutating func add(_ kind: Finding.Kind, _ what: String, _ next: String) {
        found.append(Finding(kind: kind, what: what, next: next))
    }

    private mutating func lookAtPolicies(_ place: IntakeConfiguration, _ day: Day) {
        do {
            let policies = try PolicySet.load(folder: place.policies)
            _ = try Languages.load(folder: place.policies, codes: policies.form.languages)
            _ = try policies.form.answeredOrganization()
            let call =
                "call each number, text each line, open each chat; then write last-called: \(day) into \(place.policies)/help.yaml"
            guard let last = policies.help.lastCalled else {
                return add(.missing, "nobody wrote down when the help lines were last called", call)
            }
            if day - last > Self.seasonDays {
                add(.soon, "the help lines were last called \(day - last) days ago", call)
            }
        } catch let error as any ProgramError {
            add(.missing, error.refusal.message, error.refusal.hint ?? "mend that line, and run the check again")
        } catch { add(.missing, "the policies cannot be read", "sudo firsthand-intake setup") }
    }

    private mutating func lookAtKeyring(_ place: IntakeConfiguration, _ day: Day) {
        let folder = KeyringFolder(keys: place.keys, steward: place.steward, state: place.state)
        do throws(KeyringError) {
            let keyring = try folder.load(on: day)
            if let warning = keyring.leavingWarning {
                add(.missing, warning, "get the newest folder keys from the steward, and put it at \(place.keys)")
            }
            let left = keyring.until - day
            if left <= Self.keyringDays {
                add(
                    .soon, "the keyring ends in \(left) day\(left == 1 ? "" : "s"); from then on no story is taken in",
                    "on the steward's machine: firsthand-review steward renew; then copy keys to \(place.keys)")
            }
        } catch { add(.missing, "\(error)", "sudo firsthand-intake setup --keys FOLDER") }
    }

    private mutating func lookAtFiles(_ place: IntakeConfiguration) {
        for path in [file.config, place.policies, place.keys, place.steward] {
            if let mode = Self.mode(path), mode & 0o022 != 0 {
                add(.exposed, "others than its owner can change \(path)", "sudo chmod go-w \(path)")
            }
        }
        let folder = Folder.holding(place.vault)
        for path in [folder, place.vault, place.state, place.formKey] {
            if let mode = Self.mode(path), mode & 0o077 != 0 {
                add(.exposed, "others than its owner can look into \(path)", "sudo chmod go= \(path)")
            }
        }
        let free = Disk.free(folder)
        if free < place.budget.reserve + Disk.least {
            add(
                .missing, "the disk is nearly full; soon no story can be taken in", "make room on the disk of \(folder)"
            )
        } else if free < place.budget.reserve + 5 * Disk.least {
            add(.soon, "the disk has less than 5 GiB left", "make room on the disk of \(folder)")
        }
    }

    private mutating func lookAtStories(_ place: IntakeConfiguration, _ day: Day) {
        guard InputFile.exists(place.vault), let vault = try? VaultUpkeep.open(path: place.vault),
            let today = try? vault.arrived(on: day), let share = Flood.share(today, of: place.budget)
        else { return }
        add(
            share >= 1 ? .missing : .soon,
            "\(Rough(count: today.stories).words) stories came today, "
                + (share >= 1 ? "and fill the day; no more is taken in" : "and fill half the day or more"),
            "fetch them and look: firsthand-review decline --spam destroys a flood; or raise daily-limit in \(file.config)"
        )
    }

    private mutating func lookAtMachine(_ place: IntakeConfiguration) {
        if place.allowsRoot {
            add(.exposed, "the intake may run as root", "take allow-root out of \(file.config)")
        }
        if case .tcp = place.listen, let front = place.tlsFront {
            add(
                .exposed, "the listener can be reached past \(front), without TLS",
                "listen on a unix socket or a loopback address, or close the port to all but \(front)")
        }
        for device in Swap.plain() {
            add(
                .exposed, "swap on \(device) is not known to be encrypted; what was in memory can stay on it",
                "sudo swapoff -a, and take its line out of /etc/fstab")
        }
        let keepers = ["systemd/timesync/synchronized", "chrony/chronyd.pid", "ntpd.pid"]
        if !keepers.contains(where: { InputFile.exists("/run/\($0)") }) {
            add(
                .soon, "nothing keeps this machine's clock right; forms and keys count by days",
                "sudo apt install systemd-timesyncd")
        }
    }

    private mutating func lookAtFronts() {
        for log in Fronts.logs() {
            add(.exposed, "\(log) names who came and when", "turn that log off, and delete the file")
        }
        for line in Fronts.torLines() {
            add(.exposed, "Tor is told: \(line)", "take the line out of /etc/tor/torrc, and restart Tor")
        }
    }

    private mutating func lookAtService(_ place: IntakeConfiguration, _ day: Day) {
        // The service holds this lock as long as it runs.
        let isRunning = FileLock.isHeld(place.health + ".lock")
        if !isRunning { add(.missing, "the intake does not run", "sudo systemctl start firsthand-intake") }
        if !Confinement.guardsFiles {
            add(
                .exposed, "this kernel does not keep the intake to its own files (Landlock)",
                "use a kernel of Debian 12 or later, with landlock among its lsm")
        }
        if InputFile.exists("/run/systemd/system") {
            let units = Server.units + (place.backup == nil ? [] : [Server.backupTimer])
            for name in units {
                let target = name.hasSuffix(".timer") ? "timers.target" : "multi-user.target"
                if InputFile.exists("/etc/systemd/system/\(target).wants/\(name)") { continue }
                add(.missing, "\(name) does not start with the machine", "sudo systemctl enable \(name)")
            }
        }
        if let last = ExchangeBook(state: place.state).lastDay, day - last > Self.exchangeDays {
            add(
                .soon, "no bundle was exchanged for \(day - last) days; stories wait unread",
                "firsthand-intake bundle out")
        }
    }

    private static func mode(_ path: String) -> UInt32? {
        var status = stat()
        return unsafe stat(path, &status) == 0 ? status.st_mode & 0o777 : nil
    }
}

/// More stories in a day than people write.
enum Flood {
    /// How much of what a day may bring is here; nil below a half.
    static func share(_ count: DayCount, of budget: DiskBudget) -> Double? {
        let share = Double(count.bytes) / Double(max(1, budget.daily))
        return share < 0.5 ? nil : share
    }
}

extension Disk {
    /// Below this many bytes somebody must see to it.
    static let least: UInt64 = 1 << 30
}

/// Swap, which can keep what was in memory.
enum Swap {
    /// Refuses to go on where memory can get onto a disk that is not known to be encrypted.
    ///
    /// - Parameter file: the configuration that can allow it.
    static func refuse(_ file: String) throws(Refusal) {
        guard !isForbidden() else { return }
        // A service that sees processes only cannot look; then it has to forbid itself to be swapped.
        let devices = InputFile.exists("/proc/swaps") ? plain() : ["swap that cannot be looked at"]
        guard let device = devices.first else { return }
        throw Refusal(
            .unavailable, "words in memory could get onto \(device), which is not known to be encrypted",
            hint: "sudo swapoff -a, and take its line out of /etc/fstab; or MemorySwapMax=0 in the service; or, for a "
                + "trial, write allow-swap: yes into \(file)")
    }

    /// Whether nothing of this process may be swapped, as its control group says (cgroup v2).
    static func isForbidden(groups: String = "/sys/fs/cgroup", own: String = "/proc/self/cgroup") -> Bool {
        let lines = ((try? InputFile.text(own)) ?? "").split(separator: "\n")
        guard let group = lines.first(where: { $0.hasPrefix("0::/") })?.dropFirst(3) else { return false }
        let limit = (try? InputFile.text("\(groups)\(group)/memory.swap.max")) ?? ""
        return limit.filter { !$0.isWhitespace } == "0"
    }

    /// The devices and files in use that are neither in memory themselves (zram) nor encrypted by the kernel.
    static func plain(_ table: String = "/proc/swaps", devices: String = "/sys/class/block") -> [String] {
        let lines = ((try? InputFile.text(table)) ?? "").split(separator: "\n").dropFirst()
        return lines.compactMap { $0.split(separator: " ").first.map(String.init) }.filter { path in
            // A mapped device is named by a link to the one that the kernel knows.
            let place = (try? FileManager.default.destinationOfSymbolicLink(atPath: path)) ?? path
            guard let name = place.split(separator: "/").last else { return true }
            if path.hasPrefix("/dev/"), name.hasPrefix("zram") { return false }
            let mapping = (try? InputFile.text("\(devices)/\(name)/dm/uuid")) ?? ""
            return !mapping.hasPrefix("CRYPT-")
        }
    }
}

/// What stands between the intake and the network.
enum Fronts {
    /// The logs of visits that have something in them.
    static func logs(below root: String = "") -> [String] {
        let folders = ["/var/log/nginx", "/var/log/caddy", "/var/log/apache2"]
        return folders.flatMap { folder in
            ((try? FileManager.default.contentsOfDirectory(atPath: root + folder)) ?? []).sorted().compactMap { name in
                let path = "\(root)\(folder)/\(name)"
                var status = stat()
                let isThere = unsafe stat(path, &status) == 0
                return name.contains("access") && isThere && status.st_size > 0 ? path : nil
            }
        }
    }

    /// The lines by which Tor would log addresses or more than notices.
    static func torLines(below root: String = "") -> [String] {
        let text = (try? InputFile.text("\(root)/etc/tor/torrc")) ?? ""
        return text.split(separator: "\n").map(String.init).filter { line in
            let words = line.lowercased().split(separator: " ")
            return words.starts(with: ["safelogging", "0"])
                || (words.first == "log"
                    && ["info", "debug"].contains { words.dropFirst().first?.hasPrefix($0) == true })
        }
    }
}
