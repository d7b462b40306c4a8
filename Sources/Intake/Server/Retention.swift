import Envelope
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
                if turn.isMultiple(of: 10) {
                    try? await upkeep.destroyDue(on: .today)
                } else if upkeep.owesErasure {
                    try? await upkeep.finishErasing()
                }
                // A withdrawal that could not be kept beside the vault; health says so until it is.
                if upkeep.owesTombstones { _ = try? upkeep.shareTombstones(under: nil) }
                upkeep.keepRoom()
                // Without a keyring that counts nobody is known to have left.
                if let keyring = try? await recipients.sealers().keyring {
                    try? await upkeep.dropLeftSlots(under: keyring)
                }
                let next = ContinuousClock.now + pause
                repeat {
                    try? await Task.sleep(for: min(pause, .seconds(5)))
                    // Who took a story back waits for its last traces to go.
                } while !Task.isCancelled && ContinuousClock.now < next && !upkeep.owesErasure
                if Task.isCancelled { return }
            }
        }
    }
}
