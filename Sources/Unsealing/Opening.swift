internal import CUnseal
public import Envelope

/// A sealed body does not open, for one reason or another.
///
/// Every way to fail is this one error: not sealed to this key, another case, a changed byte, padding or a record that
/// is not as it must be. Whoever can send sealed bodies learns nothing from trying.
public struct OpeningError: Error, Equatable, Sendable, CustomStringConvertible {
    public let description =
        "this does not open; check that it is the right key and case, and if it is, tell the other reviewers"
    public init() {}
}

extension SecretKey {
    /// Opens a body that was sealed to this key, in this case.
    ///
    /// - Throws: `OpeningError`.
    public borrowing func open(_ sealed: Sealed, of caseID: CaseID) throws(OpeningError) -> OpenedBody {
        try Opening.open(sealed, of: caseID, dataKey: try dataKey(of: sealed, of: caseID))
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
        // Without this a slot could be moved to a header of another case, version, size or keyring.
        let bound = inside.withBytes { inside in (32..<64).map { inside[$0] } }
        guard constantTimeEqual(bound, sealed.header.slotDigest.bytes) else { throw OpeningError() }
        var key = try guarded(32)
        inside.withBytes { key.write($0.extracting(0..<32), at: 0) }
        return key
    }
}

/// Opening with a data key, by whoever was given it.
public enum Opening {
    /// Opens a body with its data key, as a publisher opens a manuscript with the key that an approval carries.
    ///
    /// - Throws: `OpeningError`.
    public static func open(
        _ sealed: Sealed, of caseID: CaseID, dataKey: borrowing GuardedBytes
    ) throws(OpeningError) -> OpenedBody {
        let header = sealed.header
        let ad = header.encoded
        guard header.caseID == caseID, dataKey.count == 32, sealed.streamHeader.count == 24,
            sealed.message.count == header.size.size + 17
        else { throw OpeningError() }
        var body = try guarded(header.size.size)
        let count = body.withMutableBytes { body in
            dataKey.withBytes { key in
                unsafe body.withUnsafeMutableBufferPointer { body in
                    unsafe key.withUnsafeBufferPointer { key -> Int in
                        let result = unsafe fh_unseal_stream(
                            body.baseAddress, sealed.streamHeader, sealed.message, sealed.message.count, ad, ad.count,
                            key.baseAddress)
                        // The padding is looked at only once the tag vouches for it, so it can be no oracle.
                        return result == 0 ? unsafe fh_unseal_unpad(body.baseAddress, body.count) : -1
                    }
                }
            }
        }
        guard count > 0 else { throw OpeningError() }
        let opened: OpenedBody
        do { opened = try OpenedBody.of(body, count: count) } catch { throw OpeningError() }
        // The smallest class would say that a story is short.
        guard opened.kind != .received || header.size != .fourKiB else { throw OpeningError() }
        return opened
    }

    /// Opens a body with a data key that an approval carries.
    ///
    /// - Throws: `OpeningError`.
    public static func open(_ sealed: Sealed, of caseID: CaseID, dataKey: [UInt8]) throws(OpeningError) -> OpenedBody {
        let key: GuardedBytes
        do { key = try GuardedBytes(copying: dataKey) } catch { throw OpeningError() }
        return try open(sealed, of: caseID, dataKey: key)
    }
}

private func guarded(_ count: Int) throws(OpeningError) -> GuardedBytes {
    do { return try GuardedBytes(count: count) } catch { throw OpeningError() }
}
