internal import CUnseal
public import Envelope
public import Opening

/// What a person's secret key is made of, whatever its role: opens what was sealed to them, and signs as them (FORMAT §2).
///
/// Only the rooms that say what a role may do import it, by `@_spi`; a program holds a `SecretKey` of one role.
/// `~Copyable`: it exists once, and is wiped when let go.
@_spi(KeyMaterial) public struct KeyMaterial: ~Copyable, Sendable, StatementSigner {
    static let seedLength = 32

    /// The public half, with role and name.
    public let publicKey: PublicKey
    let decryption: GuardedBytes
    private let signing: SigningSecret

    /// Derives both pairs from a seed; the seed itself is not kept.
    init(role: Role, name: String, seed: borrowing GuardedBytes) throws(KeyFileError) {
        let encryptionSeed = try Self.derive("firsthand/encryption/v1", from: seed)
        let signingSeed = try Self.derive("firsthand/signing/v1", from: seed)
        var encryption = [UInt8](repeating: 0, count: EncryptionKey.length)
        let decryption = try unsafe guardedSecret(count: 32, from: encryptionSeed) { secret, seed in
            unsafe fh_unseal_box_key(&encryption, secret, seed)
        }
        let signing = try SigningSecret(seed: signingSeed)
        let publicKey: PublicKey
        do {
            publicKey = try PublicKey(role: role, name: name, bytes: encryption + signing.signingKey.bytes)
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

    public var signingKey: SigningKey { publicKey.signing }

    /// Ed25519 over `message`.
    public borrowing func sign(_ message: [UInt8]) -> Signature { signing.sign(message) }

    /// A signing key for one purpose, which the label keeps apart from every other use of this key.
    ///
    /// - Throws: `KeyFileError`, `.noMemory`.
    public borrowing func ownSigningKey(_ label: StaticString) throws(KeyFileError) -> SigningSecret {
        try SigningSecret(seed: Self.derive(label, from: decryption))
    }
}

@_spi(KeyMaterial) extension KeyMaterial {
    /// `K(encryption secret, label, bytes)`: a name for something that only who holds this key can link to it.
    ///
    /// The label keeps it apart from every other use; X25519 never sees the key through a label.
    public borrowing func tag(_ label: StaticString, _ bytes: [UInt8]) -> [UInt8] {
        Hash.keyed(decryption, label, bytes)
    }
}

@_spi(KeyMaterial) extension KeyMaterial {
    /// The public half as minisign knows it.
    public var minisignKey: MinisignPublicKey { MinisignPublicKey(signing: signingKey) }

    /// Signs a file's bytes so that `minisign -V` verifies them, trusted comment included.
    ///
    /// A prehash cannot be taken for a statement: a statement's message starts with `DSSEv1`, is never 64 bytes, and no
    /// one can choose bytes whose BLAKE2b starts so.
    /// - Throws: `FormatError(.minisign)` for a trusted comment of more than one line.
    public borrowing func minisign(
        _ bytes: [UInt8], trustedComment: String
    ) throws(FormatError) -> MinisignSignature {
        guard !trustedComment.contains(where: \.isNewline) else { throw FormatError(.minisign) }
        let signature = sign(Hash.minisignPrehash(bytes))
        let global = sign(MinisignSignature.globalMessage(signature: signature, trustedComment: trustedComment))
        return MinisignSignature(
            number: minisignKey.number, signature: signature, trustedComment: trustedComment, global: global)
    }
}

@_spi(KeyMaterial) extension KeyMaterial {
    private static let nonceLength = 24
    private static let overhead = 16

    /// A key that only the holder of this one can derive; the label keeps it apart from every other use.
    public borrowing func ownKey(_ label: StaticString) throws(GuardedMemoryError) -> GuardedBytes {
        try Hash.derive(decryption, label)
    }

    /// Seals bytes so that only this key opens them again: XChaCha20-Poly1305 under a key that derives from the secret one.
    ///
    /// - Parameters:
    ///   - label: what it is; it keeps this key apart from every other use.
    ///   - context: what must be the same when it is opened.
    /// - Returns: nonce and box; nil if there is no guarded memory.
    public borrowing func sealOwn(_ bytes: [UInt8], _ label: StaticString, context: [UInt8]) -> [UInt8]? {
        guard let key = try? Hash.derive(decryption, label) else { return nil }
        let nonce = randomBytes(Self.nonceLength)
        var box = [UInt8](repeating: 0, count: bytes.count + Self.overhead)
        let result = key.withBytes { key in
            unsafe key.withUnsafeBufferPointer { key in
                unsafe fh_unseal_aead_seal(&box, bytes, bytes.count, context, context.count, nonce, key.baseAddress)
            }
        }
        return result == 0 ? nonce + box : nil
    }

    /// Opens what `sealOwn` sealed; nil for every way in which that can fail.
    public borrowing func openOwn(_ sealed: [UInt8], _ label: StaticString, context: [UInt8]) -> [UInt8]? {
        guard sealed.count >= Self.nonceLength + Self.overhead, let key = try? Hash.derive(decryption, label) else {
            return nil
        }
        let nonce = Array(sealed.prefix(Self.nonceLength))
        let box = Array(sealed.dropFirst(Self.nonceLength))
        var bytes = [UInt8](repeating: 0, count: box.count - Self.overhead)
        let result = key.withBytes { key in
            unsafe key.withUnsafeBufferPointer { key in
                unsafe fh_unseal_aead_open(&bytes, box, box.count, context, context.count, nonce, key.baseAddress)
            }
        }
        return result == 0 ? bytes : nil
    }
}

@_spi(KeyMaterial) extension KeyMaterial {
    /// Opens a body that was sealed to this key, in this case.
    ///
    /// - Throws: `OpeningError`.
    public borrowing func open(_ sealed: Sealed, of caseID: CaseID) throws(OpeningError) -> OpenedBody {
        try sealed.open(of: caseID, dataKey: dataKey(of: sealed, of: caseID))
    }

    /// Whether this key's own slot of a body is one: whether it opens, and is bound to the body's header.
    ///
    /// Only the holder of the key is told: anybody can put junk in its place, and that says nothing of the body.
    public borrowing func opensSlot(of sealed: Sealed) -> Bool {
        do {
            _ = try dataKey(of: sealed, of: sealed.header.caseID)
            return true
        } catch { return false }
    }

    /// The data key of a body that was sealed to this key, in this case.
    ///
    /// - Throws: `OpeningError`.
    public borrowing func dataKey(of sealed: Sealed, of caseID: CaseID) throws(OpeningError) -> GuardedBytes {
        let id = publicKey.id
        // A sealed box has no associated data, so the case it belongs to is compared here, and its header below.
        guard sealed.header.caseID == caseID, let slot = sealed.slots.first(where: { $0.reader == id }),
            slot.box.count == Sealed.Slot.boxLength
        else { throw OpeningError() }
        var inside = try guarded(slot.box.count - 48)
        let result = inside.withMutableBytes { inside in
            decryption.withBytes { secret in
                unsafe inside.withUnsafeMutableBufferPointer { inside in
                    unsafe secret.withUnsafeBufferPointer { secret in
                        // Fails on a low-order sender key too: X25519 then gives all zeros, a key that everybody knows.
                        unsafe fh_unseal_box(
                            inside.baseAddress, slot.box, slot.box.count, publicKey.encryption.bytes,
                            secret.baseAddress)
                    }
                }
            }
        }
        guard result == 0 else { throw OpeningError() }
        // Without this a slot could be moved to a header of another case, version, size or keyring, and a data key be taken
        // for the key of a submission.
        let bound = inside.withBytes { inside in (32..<64).map { inside[$0] } }
        let holdsDataKey = constantTimeEqual(bound, sealed.header.slotDigest.bytes)
        let holdsSubmissionKey =
            sealed.header.share != .alone && constantTimeEqual(bound, sealed.header.submissionDigest.bytes)
        guard holdsDataKey || holdsSubmissionKey else { throw OpeningError() }
        var key = try guarded(32)
        inside.withBytes { key.write($0.extracting(0..<32), at: 0) }
        guard holdsSubmissionKey else { return key }
        do { return try sealed.header.dataKey(of: key) } catch { throw OpeningError() }
    }
}

private func guarded(_ count: Int) throws(OpeningError) -> GuardedBytes {
    do { return try GuardedBytes(count: count) } catch { throw OpeningError() }
}
