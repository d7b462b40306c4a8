import Console
import Envelope
import Files
import Glibc
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import Policies
import Sandbox
import ServiceLifecycle
import Synchronization
import UnixSignals
import Vault

/// The form's listener and the health socket, started and stopped as one.
struct IntakeServer {
    /// The most connections; from six in seven of them on, the idle and the slowest go for those who come in.
    private static let maximumConnections = 2560
    /// The most of them that had a request handed on, in the same way: they take far more memory than those of which no whole
    /// request came yet.
    private static let maximumServed = 448
    /// Descriptors for the vault, the listeners and the files that are looked at.
    private static let otherFiles = 96

    private let configuration: IntakeConfiguration
    private let site: Site
    private let health: Health
    private let retention: Retention
    private let crowd: Crowd
    private let memory: MemoryBudget

    /// Checks everything before it listens: policies, languages, keyring, form keys, vault.
    init(_ configuration: IntakeConfiguration) async throws {
        self.configuration = configuration
        let policies = try PolicySet.load(folder: configuration.policies)
        _ = try policies.form.answeredOrganization()
        let languages = try Languages.load(folder: configuration.policies, codes: policies.form.languages)
        let recipients = Recipients(
            folder: KeyringFolder(
                keys: configuration.keys, steward: configuration.steward, state: configuration.state))
        let keyring = try await recipients.sealers().keyring
        if let warning = keyring.leavingWarning { StandardStream.error.write("warning: \(warning)\n") }
        let formKeys = FormKeyring(path: configuration.formKey)
        _ = try await formKeys.current()
        let (inlet, upkeep) = try VaultInlet.open(path: configuration.vault, budget: configuration.budget)
        try Restoring.shareTombstones(of: upkeep, under: keyring)
        try Restoring.refuseWaiting(upkeep)
        let desk = SubmissionDesk(recipients: recipients, formKeys: formKeys, vault: inlet, policies: policies)
        let returns = ReturnDesk(recipients: recipients, formKeys: formKeys, vault: inlet, policies: policies)
        crowd = Self.crowd()
        memory = MemoryBudget(megabytes: configuration.memory)
        site = try Site(
            desk: desk, returns: returns, languages: languages, policies: policies, crowd: crowd, memory: memory)
        retention = Retention(upkeep: upkeep, recipients: recipients)
        health = Health(recipients: recipients, vault: inlet)
    }

    /// Those who bring a code take half of the places at most: who brings none stands behind no guesser.
    static func crowd() -> Crowd {
        Crowd(maximum: connections, served: maximumServed, withCode: maximumServed / 2)
    }

    /// Serves until SIGTERM or SIGINT.
    func run() async throws {
        // Nothing is logged, whatever LOG_LEVEL says: a line for each request would tell when someone wrote.
        let silent = Logger(label: "firsthand-intake", factory: { _ in SwiftLogNoOpLogHandler() })
        let listen = configuration.listen
        let languages = site.languages
        let listeners = Listeners(count: 2)
        let (crowd, memory, site) = (crowd, memory, site)
        let watchers = Crowd(maximum: 16)
        // A shorter line before the door would turn some away at its end, and their systems ask again only after a second, three
        // and seven. The kernel cuts it to net.core.somaxconn, which Debian 12 has at 4096.
        let form = Application(
            responder: site, server: Self.server(languages, crowd, memory, bringsCode: site.bringsCode),
            configuration: .init(
                address: try Self.address(configuration.listen), backlog: 4096,
                availableConnectionsDelegate: Door(crowd)),
            onServerRunning: {
                // The public door: whoever reaches the socket reaches the form, as over Tor. Tor drops supplementary
                // groups, so no group would let it in.
                if case .unix(let path) = listen { _ = unsafe chmod(path, 0o666) }
                StandardStream.error.write("listening on \(Self.name(listen, port: $0.localAddress?.port))\n")
                listeners.oneIsUp()
            }, logger: silent)
        let check = Application(
            responder: health, server: Self.server(languages, watchers, memory) { _ in false },
            configuration: .init(
                address: try Self.address(.unix(path: configuration.health)),
                availableConnectionsDelegate: Door(watchers)),
            onServerRunning: { _ in listeners.oneIsUp() }, logger: silent)
        let group = ServiceGroup(
            configuration: .init(
                // The last to start is the first to end: while the form ends, the doorkeeper sees to it that it does.
                services: [Doorkeeper(crowds: [crowd, watchers], memory: memory), form, check, retention],
                gracefulShutdownSignals: [.sigterm, .sigint], logger: silent))
        do { try await group.run() } catch {
            throw Refusal(
                .unavailable, "the intake cannot listen at \(Self.name(listen))",
                hint: "another program may use it; change listen or health in the configuration")
        }
    }

    private static func server(
        _ languages: [String], _ crowd: Crowd, _ memory: MemoryBudget,
        bringsCode: @escaping @Sendable (HTTPRequest) -> Bool
    ) -> HTTPServerBuilder {
        HTTPServerBuilder { responder in
            FormChannel(
                responder: responder, languages: languages, crowd: crowd, memory: memory, bringsCode: bringsCode)
        }
    }

    /// As many connections as there may be files open: to be asked for before it confines itself, after which nobody can be asked.
    static let connections: Int = {
        var files = rlimit()
        let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        guard unsafe getrlimit(resource, &files) == 0 else { return maximumServed }
        // A process starts with far fewer than it may take.
        files.rlim_cur = min(files.rlim_max, rlim_t(maximumConnections + otherFiles))
        guard unsafe setrlimit(resource, &files) == 0 else { return maximumServed }
        return max(16, min(maximumConnections, Int(clamping: files.rlim_cur) - otherFiles))
    }()

    /// The address as a person types it; `port` is the one that was got where any free one was asked for.
    private static func name(_ listen: IntakeConfiguration.Listen, port: Int? = nil) -> String {
        switch listen {
        case .tcp(let host, let asked): "http://\(host):\(port ?? asked)"
        case .unix(let path): "unix:\(path)"
        }
    }

    private static func address(_ listen: IntakeConfiguration.Listen) throws(Refusal) -> BindAddress {
        switch listen {
        case .tcp(let host, let port): return .hostname(host, port: port)
        case .unix(let path):
            try SocketPlace.claim(path)
            return .unixDomainSocket(path: path)
        }
    }
}

/// The listeners that are not there yet; with the last of them goes the right to make any more.
private final class Listeners: Sendable {
    private let missing: Atomic<Int>

    init(count: Int) { missing = Atomic(count) }

    func oneIsUp() {
        guard missing.subtract(1, ordering: .acquiringAndReleasing).newValue == 0 else { return }
        do throws(Refusal) { try Confinement.listenNoMore() } catch {
            // It serves confined, or not at all.
            StandardStream.error.write(error.lines(program: "firsthand-intake"))
            exit(error.status.rawValue)
        }
    }
}

extension IntakeConfiguration {
    /// How much of the disk stories may fill.
    var budget: DiskBudget { DiskBudget(reserve: UInt64(diskReserve) << 20, daily: UInt64(dailyLimit) << 20) }

    /// What serving reads, writes and listens on; `file` is where this configuration stands.
    ///
    /// Folders that serving makes are made here, since only what is there can be allowed. Who may not make one is told so
    /// by what needs it.
    func places(of file: String) -> Confinement.Places {
        for folder in [Folder.holding(vault), state] { try? Folder.make(folder) }
        var sockets = [Folder.holding(health)]
        var port: Int?
        // For SQLite's random numbers.
        var read = [file, keys, steward, policies, "/dev/urandom"]
        switch listen {
        case .tcp(let host, let asked):
            port = asked
            // Only letters name a host that must be looked up.
            if host.contains(where: { $0.isLetter }) { read += ["/etc/hosts", "/etc/nsswitch.conf"] }
        case .unix(let path): sockets.append(Folder.holding(path))
        }
        return Confinement.Places(
            read: read, written: [Folder.holding(vault), Folder.holding(formKey), state], sockets: sockets, port: port)
    }
}

/// The path of a unix socket, held by one process.
enum SocketPlace {
    /// Holds the path until the process ends, and takes away a socket that an earlier run left there.
    ///
    /// Binding alone would take the path from an intake that runs: so a lock beside it says whose it is.
    static func claim(_ path: String) throws(Refusal) {
        do { try FileLock.takeToEnd(path + ".lock") } catch {
            guard error.code == .cannotCreate || error.code == .missing else {
                throw Refusal(
                    .unavailable, "another intake listens at \(path)",
                    hint: "stop it first, or give this one a configuration of its own")
            }
            throw Refusal(.cannotCreate, "no file can be made beside \(path)", hint: "check its folder")
        }
        var status = stat()
        guard unsafe lstat(path, &status) == 0 else { return }
        guard status.st_mode & S_IFMT == S_IFSOCK else {
            throw Refusal(.cannotCreate, "something that is no socket stands at \(path)", hint: "move it away")
        }
        _ = unsafe unlink(path)
    }
}
