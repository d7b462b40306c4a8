import Envelope
import Foundation
import Testing

@_spi(KeyMaterial) @testable import Unsealing

/// A secret key's file: made once, opened with its passphrase only.
@Suite final class KeyFileTests {
    let scratch: Scratch
    var path: String { scratch.path + "/ana.secret" }
    init() throws { scratch = try Scratch() }

    static func passphrase(_ text: String = "six random words are good") throws -> GuardedBytes {
        try GuardedBytes(copying: Array(text.utf8))
    }

    private func make(_ role: Role = .reviewer) throws -> PublicKey {
        try KeyFile.create(role: role, name: "ana", at: path, passphrase: Self.passphrase(), cost: .interactive)
            .publicKey
    }

    private func opened(_ role: Role = .reviewer, _ passphrase: String = "six random words are good") throws
        -> PublicKey
    {
        try KeyFile.open(path, passphrase: Self.passphrase(passphrase), role: role).publicKey
    }

    @Test func `a key file opens with its passphrase and is the same key`() throws {
        let made = try KeyFile.create(
            role: .reviewer, name: "ana", at: path, passphrase: Self.passphrase(), cost: .interactive)
        let again = try KeyFile.open(path, passphrase: Self.passphrase(), role: .reviewer)
        #expect(made.publicKey == again.publicKey)
        let message = Array("a statement".utf8)
        #expect(made.sign(message) == again.sign(message))
        #expect(made.signingKey.verifies(again.sign(message), over: message))
        #expect(try KeyFile.publicKey(path) == made.publicKey)
        let cast = try Cast()
        let sealed = cast.forge().sealed(to: [made.publicKey])
        let kind = try again.open(sealed, of: cast.caseID).kind
        #expect(kind == .held)
    }

    @Test func `a key file can be known at a glance, and only its owner can use it`() throws {
        _ = try make()
        #expect(try scratch.mode("ana.secret") == 0o600)
        let lines = try scratch.text("ana.secret").split(separator: "\n", omittingEmptySubsequences: false)
        #expect(
            lines.map { $0.prefix { $0 != " " } } == [
                "FIRSTHAND-SECRET-KEY-1", "public", "argon2id", "salt", "nonce", "box", "",
            ])
        #expect(lines[0] == "FIRSTHAND-SECRET-KEY-1 reviewer ana")
        #expect(lines[2] == "argon2id 2 67108864")
    }

    @Test func `the file holds no secret in the clear, nor does a second one repeat anything`() throws {
        let seed = try GuardedBytes(copying: Array(UInt8(1)...32))
        let public1 = try KeyMaterial(role: .reviewer, name: "ana", seed: seed).publicKey
        var file = KeyFileText(publicKey: public1, parameters: KeyFileCost.interactive.parameters)
        file.box = try KeyFile.seal(seed, in: file, passphrase: Self.passphrase())
        var second = KeyFileText(publicKey: public1, parameters: KeyFileCost.interactive.parameters)
        second.box = try KeyFile.seal(seed, in: second, passphrase: Self.passphrase())
        #expect(file.salt != second.salt && file.nonce != second.nonce && file.box != second.box)
        let bytes = file.encoded + file.box
        var secrets = [Array(UInt8(1)...32), Array("six random words are good".utf8)]
        for label: StaticString in ["firsthand/encryption/v1", "firsthand/signing/v1"] {
            secrets.append(try Hash.derive(seed, label).withBytes { key in key.indices.map { key[$0] } })
        }
        for secret in secrets {
            let text = Array(secret.base64.utf8.prefix(8))
            #expect(bytes.firstRange(of: secret.prefix(8)) == nil)
            #expect(bytes.firstRange(of: text) == nil)
            #expect(bytes.firstRange(of: Array(secret.hex.utf8.prefix(16))) == nil)
        }
        // The same search does find what is there.
        #expect(bytes.firstRange(of: Array(public1.bytes.base64.utf8.prefix(8))) != nil)
    }

    @Test func `a wrong passphrase is refused`() throws {
        _ = try make()
        for wrong in ["six random words are goo", "six random words are good ", "", "Six random words are good"] {
            #expect(throws: KeyFileError.wrongPassphrase) { _ = try self.opened(.reviewer, wrong) }
        }
    }

    @Test func `a passphrase of fewer than twelve bytes makes no key`() throws {
        #expect(throws: KeyFileError.weakPassphrase) {
            _ = try KeyFile.create(
                role: .reviewer, name: "ana", at: self.path, passphrase: Self.passphrase("eleven byte"))
        }
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test func `a name that could not stand in a keyring makes no key`() throws {
        for name in ["", "Ana", "ana b", "ana\n", "../ana", String(repeating: "a", count: 33)] {
            #expect(throws: KeyFileError.badName) {
                _ = try KeyFile.create(role: .reviewer, name: name, at: self.path, passphrase: Self.passphrase())
            }
        }
    }

    @Test func `a file that is there is never written over`() throws {
        let first = try make()
        #expect(throws: KeyFileError.exists) { _ = try self.make() }
        #expect(try opened() == first)
    }

    @Test func `nothing is written through a link, and no key is made where there is no folder`() throws {
        let target = scratch.path + "/elsewhere"
        try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: target)
        #expect(throws: KeyFileError.exists) { _ = try self.make() }
        #expect(!FileManager.default.fileExists(atPath: target))
        #expect(throws: KeyFileError.unwritable) {
            _ = try KeyFile.create(
                role: .reviewer, name: "ana", at: self.scratch.path + "/none/ana.secret", passphrase: Self.passphrase(),
                cost: .interactive)
        }
    }

    @Test func `a key of one role is refused in the place of another`() throws {
        for role in Role.allCases {
            _ = try make(role)
            for other in Role.allCases where other != role {
                #expect(throws: KeyFileError.wrongRole) { _ = try self.opened(other) }
            }
            #expect(try opened(role).role == role)
            try FileManager.default.removeItem(atPath: path)
        }
    }
}
