import Envelope
import Files
import FoundationEssentials
import Mailbox
import Policies
import Sealing
import Testing
import Vault

@testable import Intake
@_spi(KeyMaterial) @testable import Unsealing

/// What a running intake does by itself.
struct RetentionTests {
    @Test func `a running intake puts the file that keeps room back in its place`() async throws {
        let office = try Office(budget: DiskBudget(reserve: 1 << 20, daily: .max))
        let reserve = office.folder + "/vault.sqlite-reserve"
        let files = FileManager.default
        #expect(files.fileExists(atPath: reserve))
        try files.removeItem(atPath: reserve)
        let recipients = Recipients(
            folder: KeyringFolder(
                keys: office.folder, steward: office.folder + "/steward.pub", state: office.folder + "/state"))
        let retention = Retention(upkeep: office.upkeep, recipients: recipients, pause: .milliseconds(10))
        let running = Task { try await retention.run() }
        for _ in 0..<6_000 where !files.fileExists(atPath: reserve) { try await Task.sleep(for: .milliseconds(10)) }
        #expect(files.fileExists(atPath: reserve))
        running.cancel()
        _ = await running.result
    }

    @Test func `a running intake notices a new keyring and takes off the slots of who left`() async throws {
        let office = try Office()
        let steward = try KeyMaterial(role: .steward, name: "steward", seed: GuardedBytes.random(count: 32))
        let keys = try ["ana", "ben"].map {
            try KeyMaterial(role: .reviewer, name: $0, seed: GuardedBytes.random(count: 32)).publicKey
        }
        func write(_ serial: UInt32, ben standing: Keyring.Standing) throws {
            let keyring = Keyring(
                serial: serial, from: .today + -1, until: .today + 30,
                reviewers: [.init(key: keys[0], standing: .active), .init(key: keys[1], standing: standing)],
                publishers: [])
            let signature = try steward.minisign(Array(keyring.text.utf8), trustedComment: "test")
            try AtomicFile.write(signature.file, to: office.folder + "/keyring.txt.minisig")
            try AtomicFile.write(keyring.text, to: office.folder + "/keyring.txt")
            try AtomicFile.write(steward.minisignKey.file(comment: "test"), to: office.folder + "/steward.pub")
        }
        try write(1, ben: .active)
        let recipients = Recipients(
            folder: KeyringFolder(
                keys: office.folder, steward: office.folder + "/steward.pub", state: office.folder + "/state"),
            trustedFor: .zero)
        let sealers = try await recipients.sealers()
        let forms = try FormKeys.load(path: office.folder + "/form.key", month: Day.today.month)
        let form = forms.newForm()
        let survivor = try #require(forms.verify(nonce: form.nonce, token: form.token)).receiptCode().survivor(
            letterGeneration: 0)
        let caseID = survivor.caseID
        _ = try await office.vault.admit(
            survivor.submission(
                text: Array("Words.".utf8).span, answers: StoryAnswers(language: "en"),
                consent: Consent(uses: [], policy: office.policies.consent.digest),
                tag: RetryTag(unchecked: randomBytes(32)), day: .today, reviewers: sealers.reviewers,
                everyone: sealers.everyone), under: sealers.keyring)
        func readers() throws -> Set<KeyID> {
            let slots = try office.upkeep.statements(of: caseID).flatMap { row in
                if case .sound(_, let body?) = row { body.slots } else { [Sealed.Slot]() }
            }
            return Set(slots.map(\.reader))
        }
        let retention = Retention(upkeep: office.upkeep, recipients: recipients, pause: .milliseconds(10))
        let running = Task { try await retention.run() }
        try await Task.sleep(for: .milliseconds(100))
        #expect(try readers() == Set(keys.map(\.id)))
        try write(2, ben: .compromised(list: nil))
        for _ in 0..<6_000 where try readers().count > 1 { try await Task.sleep(for: .milliseconds(20)) }
        #expect(try readers() == [keys[0].id])
        running.cancel()
        _ = await running.result
    }
}
