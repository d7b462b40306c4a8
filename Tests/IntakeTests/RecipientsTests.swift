import Envelope
import Files
import Foundation
import Policies
import Testing

@testable import Intake
@_spi(KeyMaterial) @testable import Unsealing

struct RecipientsTests {
    @Test func `a keyring that stops counting while the intake runs stops it from taking stories`() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try Folder.make(folder + "/keys")
        let steward = try KeyMaterial(role: .steward, name: "steward", seed: GuardedBytes.random(count: 32))
        let ana = try KeyMaterial(role: .reviewer, name: "ana", seed: GuardedBytes.random(count: 32)).publicKey
        func write(_ serial: UInt32, until: Day) throws {
            let keyring = Keyring(
                serial: serial, from: .today + -30, until: until, reviewers: [.init(key: ana, standing: .active)],
                publishers: [])
            let signature = try steward.minisign(Array(keyring.text.utf8), trustedComment: "test")
            try AtomicFile.write(keyring.text, to: folder + "/keys/keyring.txt")
            try AtomicFile.write(signature.file, to: folder + "/keys/keyring.txt.minisig")
        }
        try AtomicFile.write(steward.minisignKey.file(comment: "test"), to: folder + "/steward.pub")
        try write(2, until: .today + 5)
        let recipients = Recipients(
            folder: KeyringFolder(keys: folder + "/keys", steward: folder + "/steward.pub", state: folder + "/state"),
            trustedFor: .zero)
        _ = try await recipients.sealers()

        try write(3, until: .today)
        await #expect(throws: KeyringError.expired) { _ = try await recipients.sealers() }
        try write(1, until: .today + 5)
        await #expect(throws: KeyringError.rolledBack) { _ = try await recipients.sealers() }
        try write(4, until: .today + 5)
        _ = try await recipients.sealers()
        try FileManager.default.removeItem(atPath: folder + "/keys/keyring.txt.minisig")
        await #expect(throws: KeyringError.unsigned) { _ = try await recipients.sealers() }
    }
}
