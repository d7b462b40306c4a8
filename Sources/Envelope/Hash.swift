internal import CEnvelope

/// BLAKE2b under labels (FORMAT §1).
public enum Hash {
    /// `H(label, x)`.
    public static func digest(_ label: StaticString, _ bytes: [UInt8]) -> Digest {
        Digest(unchecked: hash(label, bytes.span))
    }

    /// `H(label, x)` of the first `prefix` of guarded bytes, or of all.
    public static func digest(_ label: StaticString, _ bytes: borrowing GuardedBytes, prefix: Int? = nil) -> Digest {
        bytes.withBytes { Digest(unchecked: hash(label, $0.extracting(0..<(prefix ?? $0.count)))) }
    }

    /// `K(key, label, x)` where the result is no secret: a tag or a token.
    public static func keyed(_ key: borrowing GuardedBytes, _ label: StaticString, _ bytes: [UInt8]) -> [UInt8] {
        key.withBytes { hash(label, bytes.span, key: $0) }
    }

    /// `K(key, label, x)` of the first `prefix` guarded bytes, where the result is no secret.
    public static func keyed(
        _ key: borrowing GuardedBytes, _ label: StaticString, _ bytes: borrowing GuardedBytes, prefix: Int
    ) -> [UInt8] {
        key.withBytes { key in bytes.withBytes { hash(label, $0.extracting(0..<prefix), key: key) } }
    }

    /// `K(key, label, x)` as a secret: a key or a code derived from a key.
    public static func derive(
        _ key: borrowing GuardedBytes, _ label: StaticString, _ bytes: [UInt8] = []
    ) throws(GuardedMemoryError) -> GuardedBytes { try derive(key, label, bytes.span) }

    /// The same of bytes where they lie.
    public static func derive(
        _ key: borrowing GuardedBytes, _ label: StaticString, _ bytes: Span<UInt8>
    ) throws(GuardedMemoryError) -> GuardedBytes {
        var derived = try GuardedBytes(count: Digest.length)
        key.withBytes { key in derived.withMutableBytes { hash(label, bytes, key: key, into: &$0) } }
        return derived
    }

    /// `H(label, x)` as a secret, of a secret.
    public static func stretch(
        _ label: StaticString, _ secret: borrowing GuardedBytes
    ) throws(GuardedMemoryError) -> GuardedBytes {
        var derived = try GuardedBytes(count: Digest.length)
        secret.withBytes { secret in derived.withMutableBytes { hash(label, secret, key: Span(), into: &$0) } }
        return derived
    }

    /// BLAKE2b-512 with no label: what minisign signs in place of a file.
    public static func minisignPrehash(_ bytes: [UInt8]) -> [UInt8] {
        var out = [UInt8](repeating: 0, count: 64)
        let result = unsafe fh_envelope_hash(&out, 64, bytes, bytes.count, nil, 0, nil, 0)
        precondition(result == 0, "BLAKE2b: impossible sizes")
        return out
    }

    private static func hash(_ label: StaticString, _ bytes: Span<UInt8>, key: Span<UInt8> = Span()) -> [UInt8] {
        var out = [UInt8](repeating: 0, count: Digest.length)
        var span = out.mutableSpan
        hash(label, bytes, key: key, into: &span)
        return out
    }

    private static func hash(
        _ label: StaticString, _ bytes: Span<UInt8>, key: Span<UInt8>, into out: inout MutableSpan<UInt8>
    ) {
        let head = label.withUTF8Buffer { unsafe [UInt8($0.count)] + $0 }
        let result = unsafe bytes.withUnsafeBufferPointer { bytes in
            unsafe key.withUnsafeBufferPointer { key in
                unsafe out.withUnsafeMutableBufferPointer { out in
                    unsafe fh_envelope_hash(
                        out.baseAddress, out.count, head, head.count, bytes.baseAddress, bytes.count, key.baseAddress,
                        key.count)
                }
            }
        }
        // The sizes are ones that BLAKE2b takes, so it cannot fail; if libsodium did not start, nothing may go on.
        precondition(result == 0, "BLAKE2b: impossible sizes")
    }
}

/// Fresh random bytes that are not secret: an id, a nonce.
public func randomBytes(_ count: Int) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    unsafe fh_envelope_random(&bytes, count)
    return bytes
}

/// Equality in constant time; different lengths are unequal at once.
public func constantTimeEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    guard left.count == right.count else { return false }
    return unsafe fh_envelope_compare(left, right, left.count) == 0
}

/// Wipes memory that somebody else owns, in a way that the compiler does not leave out.
public func wipe(_ memory: inout MutableSpan<UInt8>) {
    unsafe memory.withUnsafeMutableBufferPointer { unsafe fh_envelope_wipe($0.baseAddress, $0.count) }
}

extension SigningKey {
    /// Whether the bytes are a point of Ed25519's main subgroup: a low-order key proves nothing.
    public var isSound: Bool {
        let answer = unsafe fh_envelope_is_signing_key(bytes)
        return answer == 1
    }

    /// Whether `signature` over `message` is this key's.
    public func verifies(_ signature: Signature, over message: [UInt8]) -> Bool {
        let answer = unsafe fh_envelope_verify(signature.bytes, message, message.count, bytes)
        return answer == 0
    }
}
