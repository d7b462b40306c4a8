import CSeal
import Glibc

@testable import Envelope

/// Makes sealed bodies with one thing wrong, from the parts that a writer puts together.
///
/// The rooms have no way to do this, so what only a forger would ask of libsodium is looked up by name here.
struct Forge {
    var size = SizeClass.fourKiB
    var caseID: CaseID
    var keyring = Digest(unchecked: [UInt8](repeating: 7, count: 32))
    var mark = [UInt8](repeating: 6, count: 16)
    /// The body, padded or not as a test wants it.
    var padded: [UInt8]
    var dataKey = randomBytes(32)
    /// secretstream's tag: FINAL is 3, MESSAGE 0.
    var tag: UInt8 = 3
    /// What the slots are bound to, if not to this body's own header.
    var boundTo: SealedHeader?

    /// The 32 bytes and the record of a body, padded to a class.
    static func pad(_ body: [UInt8], to size: SizeClass = .fourKiB) -> [UInt8] {
        body + [0x80] + [UInt8](repeating: 0, count: size.size - body.count - 1)
    }

    var header: SealedHeader { SealedHeader(size: size, caseID: caseID, keyring: keyring, mark: mark) }

    /// What stands inside a slot's box.
    var inside: [UInt8] { dataKey + (boundTo ?? header).slotDigest.bytes }

    func sealed(to readers: [PublicKey]) -> Sealed {
        let (streamHeader, message) = Sodium.stream(padded, header: header.encoded, key: dataKey, tag: tag)
        let slots = readers.map { Sealed.Slot(reader: $0.id, box: Self.box(inside, to: $0.encryption.bytes)) }
        return Sealed(header: header, slots: slots, letterSlot: nil, streamHeader: streamHeader, message: message)
    }

    /// A sealed box as anybody can make it.
    static func box(_ message: [UInt8], to key: [UInt8]) -> [UInt8] {
        var box = [UInt8](repeating: 0, count: message.count + 48)
        let result = unsafe fh_seal_box(&box, message, message.count, key)
        precondition(result == 0, "forge: cannot box")
        return box
    }

    /// A box whose sender key is of low order: its shared secret is all zeros whoever the reader is, so anybody can
    /// make it without a secret, and a reader that skips the check of X25519 opens it.
    static func lowOrderBox(_ message: [UInt8], to key: [UInt8]) -> [UInt8] {
        let sender = [UInt8](repeating: 0, count: 32)
        let nonce = Sodium.boxNonce(sender, key)
        return sender + Sodium.boxUnderZeroSecret(message, nonce: nonce)
    }
}

/// The few calls of libsodium that no room of ours may make.
enum Sodium {
    private typealias Init =
        @convention(c) (
            UnsafeMutableRawPointer, UnsafeMutablePointer<UInt8>, UnsafePointer<UInt8>
        ) -> Int32
    private typealias Push =
        @convention(c) (
            UnsafeMutableRawPointer, UnsafeMutablePointer<UInt8>, UnsafeMutablePointer<UInt64>?, UnsafePointer<UInt8>,
            UInt64, UnsafePointer<UInt8>, UInt64, UInt8
        ) -> Int32
    private typealias Hash =
        @convention(c) (
            UnsafeMutablePointer<UInt8>, Int, UnsafePointer<UInt8>, UInt64, UnsafePointer<UInt8>?, Int
        ) -> Int32
    private typealias Core =
        @convention(c) (
            UnsafeMutablePointer<UInt8>, UnsafePointer<UInt8>, UnsafePointer<UInt8>, UnsafePointer<UInt8>?
        ) -> Int32
    private typealias Box =
        @convention(c) (
            UnsafeMutablePointer<UInt8>, UnsafePointer<UInt8>, UInt64, UnsafePointer<UInt8>, UnsafePointer<UInt8>
        ) -> Int32

    private static func symbol<Call>(_ name: String, as type: Call.Type) -> Call {
        guard let address = unsafe dlsym(nil, name) else { preconditionFailure("libsodium has no \(name)") }
        return unsafe unsafeBitCast(address, to: type)
    }

    /// One secretstream message with any tag: its header and ciphertext.
    static func stream(_ message: [UInt8], header ad: [UInt8], key: [UInt8], tag: UInt8) -> ([UInt8], [UInt8]) {
        let begin = unsafe symbol("crypto_secretstream_xchacha20poly1305_init_push", as: Init.self)
        let push = unsafe symbol("crypto_secretstream_xchacha20poly1305_push", as: Push.self)
        var state = [UInt8](repeating: 0, count: 64)
        var header = [UInt8](repeating: 0, count: 24)
        var out = [UInt8](repeating: 0, count: message.count + 17)
        unsafe state.withUnsafeMutableBytes { state in
            guard let state = state.baseAddress else { return }
            _ = unsafe begin(state, &header, key)
            _ = unsafe push(state, &out, nil, message, UInt64(message.count), ad, UInt64(ad.count), tag)
        }
        return (header, out)
    }

    /// A sealed box's nonce: BLAKE2b of both public keys.
    static func boxNonce(_ sender: [UInt8], _ reader: [UInt8]) -> [UInt8] {
        let hash = unsafe symbol("crypto_generichash", as: Hash.self)
        var nonce = [UInt8](repeating: 0, count: 24)
        _ = unsafe hash(&nonce, 24, sender + reader, 64, nil, 0)
        return nonce
    }

    /// The rest of a box under the key that an all-zero X25519 result gives.
    static func boxUnderZeroSecret(_ message: [UInt8], nonce: [UInt8]) -> [UInt8] {
        let core = unsafe symbol("crypto_core_hsalsa20", as: Core.self)
        let box = unsafe symbol("crypto_box_easy_afternm", as: Box.self)
        var key = [UInt8](repeating: 0, count: 32)
        let zeros = [UInt8](repeating: 0, count: 32)
        _ = unsafe core(&key, zeros, zeros, nil)
        var out = [UInt8](repeating: 0, count: message.count + 16)
        _ = unsafe box(&out, message, UInt64(message.count), nonce, key)
        return out
    }
}
