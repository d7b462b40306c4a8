import Envelope
import ServiceLifecycle
import Vault

/// Destroys letters when their day has come, for as long as the intake runs.
struct Retention: Service {
    private static let pause = Duration.seconds(600)

    let mailbox: any CaseMailbox

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                // One that fails now (a busy vault, a full disk) is done at the next turn.
                try? await mailbox.destroyBodies(dueOn: .today)
                try? await Task.sleep(for: Self.pause)
            }
        }
    }
}
