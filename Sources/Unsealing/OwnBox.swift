internal import CUnseal
import Envelope

@_spi(KeyMaterial) extension KeyMaterial {
    private static let nonceLength = 24
    private static let overhead = 16

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
