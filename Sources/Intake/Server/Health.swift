import Hummingbird
import NIOCore
import Synchronization
import Vault

/// Says whether a story could be taken in now, which it finds out by writing; on its own socket, which survivors never reach.
struct Health: HTTPResponder {
    typealias Context = BasicRequestContext

    let recipients: Recipients
    let vault: VaultInlet
    /// What turns for both listeners.
    var loops: any EventLoopGroup = EventLoopGroupProvider.singleton.eventLoopGroup

    func respond(to request: Request, context: Context) async -> Response {
        guard request.uri.path == "/health" else { return Response(status: .notFound) }
        let said = await said()
        return Response(
            status: said == "ok" ? .ok : .serviceUnavailable, body: .init(byteBuffer: ByteBuffer(string: said + "\n")))
    }

    private func said() async -> String {
        guard await Turns.areMade(by: loops) else { return "stuck" }
        guard (try? await recipients.sealers()) != nil else { return "keyring" }
        switch await vault.beat() {
        case nil: return vault.keepsTombstones ? "ok" : "withdrawals"
        case .full: return "disk full"
        case .replaced: return "vault replaced"
        case .busy: return "vault busy"
        default: return "vault"
        }
    }
}

/// Whether event loops turn.
///
/// One that hangs, or that its own thread can no longer be woken for, answers nobody whose connection it has, while all others
/// are well.
final class Turns: Sendable {
    private let state: Mutex<(missing: Int, asks: CheckedContinuation<Bool, Never>)>
    private let isOver = Atomic(false)

    private init(_ count: Int, _ asks: CheckedContinuation<Bool, Never>) { state = Mutex((count, asks)) }

    /// Asks each loop for one turn.
    ///
    /// - Parameter limit: how long they have for it, all together.
    static func areMade(by loops: any EventLoopGroup, within limit: Duration = .seconds(5)) async -> Bool {
        let all = Array(loops.makeIterator())
        return await withCheckedContinuation { asks in
            let turns = Turns(all.count, asks)
            for loop in all { loop.execute { turns.make() } }
            Task {
                try? await Task.sleep(for: limit)
                turns.end(false)
            }
        }
    }

    private func make() {
        let isLast = state.withLock { state in
            state.missing -= 1
            return state.missing == 0
        }
        if isLast { end(true) }
    }

    private func end(_ answer: Bool) {
        guard !isOver.exchange(true, ordering: .acquiringAndReleasing) else { return }
        state.withLock { $0.asks }.resume(returning: answer)
    }
}
