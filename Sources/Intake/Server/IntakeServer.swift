import Envelope
import Glibc
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Policies
import ServiceLifecycle
import UnixSignals
import Vault

/// The form's listener and the health socket, started and stopped as one.
struct IntakeServer {
    private let configuration: IntakeConfiguration
    private let site: Site
    private let health: Health

    /// Checks everything before it listens: policies, languages, keyring, form keys, vault.
    init(_ configuration: IntakeConfiguration) async throws {
        self.configuration = configuration
        let policies = try PolicySet.load(folder: configuration.policies)
        let languages = try Languages.load(folder: configuration.policies, codes: policies.form.languages)
        let recipients = Recipients(
            folder: KeyringFolder(
                keys: configuration.keys, steward: configuration.steward, state: configuration.state))
        _ = try await recipients.sealers()
        let formKeys = FormKeyring(path: configuration.formKey)
        _ = try await formKeys.current()
        let vault = try SQLiteVault.open(path: configuration.vault, mode: .inlet)
        let desk = SubmissionDesk(recipients: recipients, formKeys: formKeys, inlet: vault, policies: policies)
        site = try Site(desk: desk, languages: languages, policies: policies)
        health = Health(recipients: recipients, inlet: vault)
    }

    /// Serves until SIGTERM or SIGINT.
    func run() async throws {
        // Nothing is logged, whatever LOG_LEVEL says: a line for each request would tell when someone wrote.
        let silent = Logger(label: "firsthand-intake", factory: { _ in SwiftLogNoOpLogHandler() })
        let announce = announcement
        let form = Application(
            responder: site,
            server: .http1(
                configuration: .init(additionalChannelHandlers: [DateStripper()], idleTimeout: .seconds(60))),
            configuration: .init(address: try Self.address(configuration.listen)),
            onServerRunning: { _ in StandardStream.error.write(announce) }, logger: silent)
        let check = Application(
            responder: health,
            server: .http1(configuration: .init(additionalChannelHandlers: [DateStripper()])),
            configuration: .init(address: try Self.address(.unix(path: configuration.health))), logger: silent)
        let group = ServiceGroup(
            configuration: .init(services: [form, check], gracefulShutdownSignals: [.sigterm, .sigint], logger: silent))
        do { try await group.run() } catch {
            throw Refusal(
                .unavailable, "the intake cannot listen at \(announceAddress)",
                hint: "another program may use it; change listen or health in the configuration")
        }
    }

    private var announcement: String { "listening on \(announceAddress)\n" }

    private var announceAddress: String {
        switch configuration.listen {
        case .tcp(let host, let port): "http://\(host):\(port)"
        case .unix(let path): "unix:\(path)"
        }
    }

    private static func address(_ listen: IntakeConfiguration.Listen) throws -> BindAddress {
        switch listen {
        case .tcp(let host, let port): return .hostname(host, port: port)
        case .unix(let path):
            var status = stat()
            let found = unsafe lstat(path, &status)
            // A socket that an earlier run left behind is taken away; anything else that stands there is not ours.
            if found == 0 {
                guard status.st_mode & S_IFMT == S_IFSOCK else {
                    throw Refusal(.cannotCreate, "something that is no socket stands at \(path)", hint: "move it away")
                }
                _ = unsafe unlink(path)
            }
            return .unixDomainSocket(path: path)
        }
    }
}

/// Says whether stories can be taken in now; on its own socket, which survivors never reach.
struct Health: HTTPResponder {
    typealias Context = BasicRequestContext

    let recipients: Recipients
    let inlet: any StoryInlet

    func respond(to request: Request, context: Context) async -> Response {
        guard request.uri.path == "/health" else { return Response(status: .notFound) }
        let isReady = (try? await recipients.sealers()) != nil
        let isAnswering = await inlet.isAnswering()
        let body = isReady && isAnswering ? "ok\n" : isReady ? "vault\n" : "keyring\n"
        return Response(
            status: isReady && isAnswering ? .ok : .serviceUnavailable, body: .init(byteBuffer: ByteBuffer(string: body)))
    }
}
