internal import CMailbox
import Envelope

/// A few secret bytes under a symmetric key: XChaCha20-Poly1305 with a random nonce.
enum SmallBox {
    static let nonceLength = 24
    static let overhead = 16

    /// Seals `message` with `ad`; nil if libsodium did not start.
    static func seal(
        _ message: borrowing GuardedBytes, ad: [UInt8], key: borrowing GuardedBytes
    ) -> (nonce: [UInt8], box: [UInt8])? {
        let nonce = randomBytes(nonceLength)
        var box = [UInt8](repeating: 0, count: message.count + overhead)
        let result = message.withBytes { message in
            key.withBytes { key in
                unsafe message.withUnsafeBufferPointer { message in
                    unsafe key.withUnsafeBufferPointer { key in
                        unsafe fh_mailbox_aead_seal(
                            &box, message.baseAddress, message.count, ad, ad.count, nonce, key.baseAddress)
                    }
                }
            }
        }
        return result == 0 ? (nonce, box) : nil
    }

    /// Opens a box; nil for every way in which that can fail.
    static func open(
        _ box: [UInt8], nonce: [UInt8], ad: [UInt8], key: borrowing GuardedBytes
    ) throws(GuardedMemoryError) -> GuardedBytes? {
        guard box.count > overhead, nonce.count == nonceLength, key.count == 32 else { return nil }
        var message = try GuardedBytes(count: box.count - overhead)
        let result = message.withMutableBytes { message in
            key.withBytes { key in
                unsafe message.withUnsafeMutableBufferPointer { message in
                    unsafe key.withUnsafeBufferPointer { key in
                        unsafe fh_mailbox_aead_open(
                            message.baseAddress, box, box.count, ad, ad.count, nonce, key.baseAddress)
                    }
                }
            }
        }
        guard result == 0 else { return nil }
        return message
    }
}
