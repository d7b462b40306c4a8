import Envelope
import Sealing
import Testing

@testable import Mailbox
@testable import Unsealing

/// The people and the story that the tests use.
struct Cast {
    let ana: SecretKey
    let ben: SecretKey
    let cleo: SecretKey
    let stranger: SecretKey
    let survivor: Survivor
    static let keyring = Digest(unchecked: [UInt8](repeating: 7, count: 32))
    static let text = "He hit me for years. I fought back once, and they locked me up for it. \u{1F54A}"

    init() throws {
        ana = try Self.key("ana")
        ben = try Self.key("ben")
        cleo = try Self.key("cleo")
        stranger = try Self.key("stranger")
        survivor = try Survivor(root: GuardedBytes.random(count: 32))
    }

    static func key(_ name: String, role: Role = .reviewer) throws -> SecretKey {
        try SecretKey(role: role, name: name, seed: GuardedBytes.random(count: 32))
    }

    var readers: [PublicKey] { [ana.publicKey, ben.publicKey, cleo.publicKey] }
    var caseID: CaseID { survivor.caseID }

    /// A story, sealed to the three reviewers.
    func story() throws -> Sealed {
        let letterKey = try GuardedBytes.random(count: 32)
        let body = try letterKey.withBytes { key in
            try StoryAnswers(language: "en").body(
                text: Array(Self.text.utf8).span, publicKey: survivor.signingKey, letterKey: key)
        }
        return try Sealer(keyring: Self.keyring, readers: readers).seal(try #require(body), caseID: caseID)
    }

    /// A body with one short reason, unpadded, as a forger would start from it.
    func reason() -> [UInt8] { randomBytes(32) + HoldPlaced(reason: "a court date").record.encoded }

    /// A forgery that is still good: each test spoils one thing.
    func forge() -> Forge { Forge(caseID: caseID, padded: Forge.pad(reason())) }

    /// A sealed body with its bytes changed, read back as a vault would hand it out.
    static func changed(_ sealed: Sealed, _ change: (inout [UInt8]) -> Void) throws -> Sealed {
        var bytes = sealed.encoded
        change(&bytes)
        return try Sealed(bytes)
    }
}

extension SecretKey {
    /// The reason in an opened body, for comparing.
    borrowing func reason(in sealed: Sealed, of caseID: CaseID) throws -> String {
        let body = try open(sealed, of: caseID)
        return String(decoding: body.field("reason") ?? [], as: UTF8.self)
    }
}
