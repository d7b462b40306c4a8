internal import CUnseal
public import Envelope

/// What a person's secret key is made of, whatever its role: opens what was sealed to them, and signs as them (FORMAT §2).
///
/// Only the rooms that say what a role may do import it, by `@_spi`; a program holds a `SecretKey` of one role.
/// `~Copyable`: it exists once, and is wiped when let go.
@_spi(KeyMaterial) public struct KeyMaterial: ~Copyable, Sendable, StatementSigner {
    static let seedLength = 32

    /// The public half, with role and name.
    public let publicKey: PublicKey
    let decryption: GuardedBytes
    private let signing: GuardedBytes

    /// Derives both pairs from a seed; the seed itself is not kept.
    init(role: Role, name: String, seed: borrowing GuardedBytes) throws(KeyFileError) {
        let encryptionSeed = try Self.derive("firsthand/encryption/v1", from: seed)
        let signingSeed = try Self.derive("firsthand/signing/v1", from: seed)
        var encryption = [UInt8](repeating: 0, count: EncryptionKey.length)
        var verification = [UInt8](repeating: 0, count: SigningKey.length)
        let decryption = try unsafe Self.secret(count: 32, from: encryptionSeed) { secret, seed in
            unsafe fh_unseal_box_key(&encryption, secret, seed)
        }
        let signing = try unsafe Self.secret(count: 64, from: signingSeed) { secret, seed in
            unsafe fh_unseal_signing_key(&verification, secret, seed)
        }
        let publicKey: PublicKey
        do {
            publicKey = try PublicKey(role: role, name: name, bytes: encryption + verification)
        } catch { throw .badName }
        self.publicKey = publicKey
        self.decryption = decryption
        self.signing = signing
    }

    private static func derive(
        _ label: StaticString, from seed: borrowing GuardedBytes
    ) throws(KeyFileError) -> GuardedBytes {
        do { return try Hash.derive(seed, label) } catch { throw .noMemory }
    }

    private static func secret(
        count: Int, from seed: borrowing GuardedBytes,
        _ derive: (UnsafeMutablePointer<UInt8>?, UnsafePointer<UInt8>?) -> Int32
    ) throws(KeyFileError) -> GuardedBytes {
        var secret: GuardedBytes
        do { secret = try GuardedBytes(count: count) } catch { throw .noMemory }
        let result = secret.withMutableBytes { secret in
            seed.withBytes { seed in
                unsafe secret.withUnsafeMutableBufferPointer { secret in
                    unsafe seed.withUnsafeBufferPointer { seed in unsafe derive(secret.baseAddress, seed.baseAddress) }
                }
            }
        }
        guard result == 0 else { throw .noMemory }
        return secret
    }

    public var signingKey: SigningKey { publicKey.signing }

    /// Ed25519 over `message`.
    public borrowing func sign(_ message: [UInt8]) -> Signature {
        var signature = [UInt8](repeating: 0, count: Signature.length)
        let result = signing.withBytes { secret in
            unsafe secret.withUnsafeBufferPointer {
                unsafe fh_unseal_sign(&signature, message, message.count, $0.baseAddress)
            }
        }
        // Signing has no way to fail; if libsodium did not start, nothing may go on.
        precondition(result == 0, "Ed25519: cannot sign")
        return Signature(unchecked: signature)
    }
}
