import Hummingbird
import Vault

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
