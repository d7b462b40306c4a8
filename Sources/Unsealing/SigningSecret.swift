internal import CUnseal
public import Envelope

/// A secret key that signs, in guarded memory.
///
/// `~Copyable`: it exists once, and is wiped when let go.
@_spi(KeyMaterial) public struct SigningSecret: ~Copyable, Sendable {
    /// What its signatures are checked with.
    public let signingKey: SigningKey
    private let secret: GuardedBytes

    init(seed: borrowing GuardedBytes) throws(KeyFileError) {
        var verification = [UInt8](repeating: 0, count: SigningKey.length)
        secret = try unsafe guardedSecret(count: 64, from: seed) { secret, seed in
            unsafe fh_unseal_signing_key(&verification, secret, seed)
        }
        signingKey = SigningKey(unchecked: verification)
    }

    /// Ed25519 over `message`.
    public borrowing func sign(_ message: [UInt8]) -> Signature {
        var signature = [UInt8](repeating: 0, count: Signature.length)
        let result = secret.withBytes { secret in
            unsafe secret.withUnsafeBufferPointer {
                unsafe fh_unseal_sign(&signature, message, message.count, $0.baseAddress)
            }
        }
        // Signing has no way to fail; if libsodium did not start, nothing may go on.
        precondition(result == 0, "Ed25519: cannot sign")
        return Signature(unchecked: signature)
    }
}

/// A secret key that a C call makes of a seed.
func guardedSecret(
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
