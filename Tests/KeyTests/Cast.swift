@testable import Mailbox
@_spi(KeyMaterial) @testable import Unsealing

import Envelope
import Opening
import Sealing

/// The people and the stories of the tests.
final class Cast {
    let ana: KeyMaterial
    let ben: KeyMaterial
    let cleo: KeyMaterial
    let stranger: KeyMaterial
    let survivor: Survivor
    static let keyring = Digest(unchecked: [UInt8](repeating: 7, count: 32))
    static let text = "He hit me for years. I fought back once, and they locked me up for it. \u{1F54A}"
    static let reason = "a court date"

    init() throws {
        ana = try Self.key("ana")
        ben = try Self.key("ben")
        cleo = try Self.key("cleo")
        stranger = try Self.key("stranger")
        survivor = try Survivor.deriving(from: GuardedBytes.random(count: 32), letterGeneration: 0)
    }

    static func key(_ name: String, role: Role = .reviewer) throws -> KeyMaterial {
        try KeyMaterial(role: role, name: name, seed: GuardedBytes.random(count: 32))
    }

    var readers: [PublicKey] { [ana.publicKey, ben.publicKey, cleo.publicKey] }
    var caseID: CaseID { survivor.caseID }

    /// A story, sealed to the three reviewers or to `readers`.
    func story(to readers: [PublicKey]? = nil) throws -> Sealed {
        let sealer = try Sealer(keyring: Self.keyring, readers: readers ?? self.readers)
        let letterKey = try GuardedBytes.random(count: 32)
        let body = try letterKey.withBytes { key in
            try StoryAnswers(language: "en").body(
                text: Array(Self.text.utf8).span, publicKey: survivor.signingKey, letterKey: key)
        }
        guard let body else { throw SealingError.tooLong }
        return try sealer.seal(body, caseID: caseID)
    }

    /// A forgery that is still good: each test spoils one thing.
    func forge() -> Forge {
        let body = randomBytes(32) + HoldPlaced(reason: Self.reason).record.encoded
        return Forge(caseID: caseID, padded: Forge.pad(body))
    }

    /// What a forgery says when Ana opens it.
    func reason(in sealed: Sealed) throws -> String {
        let body = try ana.open(sealed, of: caseID)
        return String(decoding: body.field("reason") ?? [], as: UTF8.self)
    }

    /// Whether Ana cannot open `sealed`; any other error than the one is thrown on.
    func cannotOpen(_ sealed: Sealed, of caseID: CaseID? = nil) throws -> Bool {
        do { _ = try ana.open(sealed, of: caseID ?? self.caseID) } catch { return error == OpeningError() }
        return false
    }
}
