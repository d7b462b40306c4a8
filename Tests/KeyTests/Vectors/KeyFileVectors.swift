@testable import Envelope
@_spi(KeyMaterial) @testable import Unsealing

/// Secret key files (FORMAT §2), under a passphrase that is no secret.
enum KeyFileVectors {
    static let folder = "keyfile"
    private static let seed = Array(UInt8(32)..<64)

    static func make() throws -> [Vector] {
        let seed = try GuardedBytes(copying: seed)
        let key = try KeyMaterial(role: .reviewer, name: "ana", seed: seed).publicKey
        let passphrase = try KeyFileTests.passphrase(VectorKeys.passphrase)
        var file = KeyFileText(publicKey: key, parameters: KeyFileCost.interactive.parameters)
        file.box = try KeyFile.seal(seed, in: file, passphrase: passphrase)
        var foreign = KeyFileText(
            publicKey: try KeyMaterial(
                role: .reviewer, name: "ana", seed: GuardedBytes(copying: [UInt8](repeating: 1, count: 32))
            ).publicKey,
            parameters: KeyFileCost.interactive.parameters)
        foreign.box = try KeyFile.seal(seed, in: foreign, passphrase: passphrase)
        let text = String(decoding: file.encoded, as: UTF8.self)
        let other = String(decoding: foreign.encoded, as: UTF8.self)
        return vectors(text, public: key.bytes.base64, other: other, otherPublic: foreign.publicKey.bytes.base64)
    }

    private static func vector(
        _ name: String, _ expect: String, _ comment: String, _ text: String, passphrase: String = VectorKeys.passphrase,
        role: Role = .reviewer, more: [(String, String)] = []
    ) -> Vector {
        let fields = [("expect", expect), ("comment", comment), ("passphrase", passphrase), ("role", role.rawValue)]
        return Vector(folder, name, fields + more, body: Array(text.utf8))
    }

    private static func vectors(
        _ text: String, public key: String, other: String, otherPublic: String
    ) -> [Vector] {
        let changed = [
            ("changed-name", "another name in the first line", text.replacing("reviewer ana", with: "reviewer eve")),
            ("changed-public", "another public key", text.replacing(key, with: otherPublic)),
            ("changed-cost", "more passes than it was made with", text.replacing("argon2id 2 ", with: "argon2id 3 ")),
        ].map { vector($0, "wrong-passphrase", $1, $2) }
        let malformed = [
            ("foreign-public", "a public line that is not the seed's, under a good box", other),
            ("opslimit-too-low", "one pass", text.replacing("argon2id 2 ", with: "argon2id 1 ")),
            ("opslimit-too-high", "eleven passes", text.replacing("argon2id 2 ", with: "argon2id 11 ")),
            ("memlimit-too-low", "one byte less than 64 MiB", text.replacing(" 67108864", with: " 67108863")),
            ("memlimit-too-high", "one byte more than 1 GiB", text.replacing(" 67108864", with: " 1073741825")),
            ("unknown-version", "2 in the first word", text.replacing("SECRET-KEY-1", with: "SECRET-KEY-2")),
            ("unknown-role", "a role that does not exist", text.replacing("reviewer ana", with: "editor ana")),
            ("trailing-bytes", "a line more", text + "\n"),
            ("no-line-end", "the last line does not end", String(text.dropLast())),
            ("carriage-returns", "CRLF", text.replacing("\n", with: "\r\n")),
        ].map { vector($0, "malformed", $1, $2) }
        return changed + malformed + [
            vector("good", "opens", "a reviewer's key", text, more: [("seed", seed.hex), ("public", key)]),
            vector(
                "wrong-passphrase", "wrong-passphrase", "one letter less", text,
                passphrase: String(VectorKeys.passphrase.dropLast())),
            vector(
                "wrong-role", "wrong-role", "a reviewer's where a publisher's is asked for", text, role: .publisher),
            vector(
                "changed-role", "wrong-passphrase", "the role in the first line is changed",
                text.replacing("reviewer ana", with: "publisher ana"), role: .publisher),
        ]
    }
}
