internal import CUnseal
public import Envelope
public import Opening

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
