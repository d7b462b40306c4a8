import Envelope
import Hummingbird
import ServiceLifecycle
import Vault

/// Destroys letters when their day has come, and takes off the slots of those who left, for as long as the intake runs.
struct Retention: Service {
    let upkeep: VaultUpkeep
    let recipients: Recipients
    /// The time between two looks at the keyring; at letters it looks at each tenth of them.
    var pause = Duration.seconds(60)

    func run() async throws {
        await cancelWhenGracefulShutdown {
            for turn in 0... {
                // One that fails now (a busy vault, a full disk) is done at a later turn.
                if turn.isMultiple(of: 10) { try? await upkeep.destroyDue(on: .today) }
                // Without a keyring that counts nobody is known to have left.
                if let keyring = try? await recipients.sealers().keyring {
                    try? await upkeep.dropLeftSlots(under: keyring)
                }
                try? await Task.sleep(for: pause)
                if Task.isCancelled { return }
            }
        }
    }
}

/// Says whether stories can be taken in now; on its own socket, which survivors never reach.
struct Health: HTTPResponder {
    typealias Context = BasicRequestContext

    let recipients: Recipients
    let vault: VaultInlet

    func respond(to request: Request, context: Context) async -> Response {
        guard request.uri.path == "/health" else { return Response(status: .notFound) }
        let isReady = (try? await recipients.sealers()) != nil
        let isAnswering = await vault.isAnswering()
        let body = isReady && isAnswering ? "ok\n" : isReady ? "vault\n" : "keyring\n"
        return Response(
            status: isReady && isAnswering ? .ok : .serviceUnavailable,
            body: .init(byteBuffer: ByteBuffer(string: body)))
    }
}
