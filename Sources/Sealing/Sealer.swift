internal import CSeal
public import Envelope

/// Why nothing was sealed.
///
/// Whoever asked must refuse what was sent: there is no weaker way to keep it.
public enum SealingError: Error, Equatable, Sendable, CustomStringConvertible {
    case noReaders, tooManyReaders, badReaderKey, tooLong, noMemory

    public var description: String {
        switch self {
        case .noReaders: "there is nobody to seal to; check the keyring"
        case .tooManyReaders: "there are more than 64 readers to seal to; retire some in the keyring"
        case .badReaderKey: "a reader's public key cannot be sealed to; ask the steward for a new keyring"
        case .tooLong: "this is longer than can be sealed"
        case .noMemory: "no guarded memory left; nothing was kept"
        }
    }
}

/// Seals to public keys.
///
/// It has no way to open.
public struct Sealer: Sendable {
    private let keyring: Digest
    private let readers: [PublicKey]

    /// A sealer to these readers, under this keyring.
    ///
    /// - Throws: `SealingError.badReaderKey` if X25519 with a reader's key gives all zeros, so that a bad key is found at
    ///   start and not by a survivor.
    public init(keyring: Digest, readers: [PublicKey]) throws(SealingError) {
        guard !readers.isEmpty else { throw .noReaders }
        guard readers.count <= 64 else { throw .tooManyReaders }
        self.keyring = keyring
        self.readers = readers
        for reader in readers { _ = try Self.box([0], to: reader.encryption) }
    }

    /// Seals a body to every reader, and to the letter key where one is given (FORMAT §4).
    ///
    /// The plaintext is padded in place and wiped when this returns.
    public func seal(
        _ plaintext: consuming StatementPlaintext, caseID: CaseID, letterKey: LetterKey? = nil
    ) throws(SealingError) -> Sealed {
        let dataKey = try Self.guarded { () throws(GuardedMemoryError) in try .random(count: 32) }
        let header = SealedHeader(size: plaintext.size, caseID: caseID, keyring: keyring)
        let slots = try Self.slots(dataKey, header: header, readers: readers)
        return try Self.seal(plaintext, header: header, dataKey: dataKey, slots: slots, letterKey: letterKey)
    }

    /// Seals the story and the consent of a submission, with one box for each reviewer that opens both (FORMAT §4).
    ///
    /// Sealed boxes are most of what a submission costs: three reviewers and a publisher need 4 of them, and not 7. A
    /// publisher's box holds the data key of the consent and nothing from which another key follows.
    /// - Parameters:
    ///   - story: the body with the words, which is padded in place and wiped.
    ///   - consent: the body of the consent, likewise.
    ///   - caseID: the case that both are bound to.
    ///   - everyone: whom the consent is sealed to: these reviewers, and others who get the consent alone.
    ///   - letterKey: the survivor's letter key, to which the consent is sealed too.
    public func seal(
        story: consuming StatementPlaintext, consent: consuming StatementPlaintext, caseID: CaseID, everyone: Sealer,
        letterKey: LetterKey
    ) throws(SealingError) -> (story: Sealed, consent: Sealed) {
        guard keyring == everyone.keyring, Set(readers).isSubset(of: everyone.readers) else { throw .noReaders }
        let mark = SealedHeader.newMark()
        let storyHeader = SealedHeader(
            size: story.size, caseID: caseID, keyring: keyring, share: .story, mark: mark)
        let consentHeader = SealedHeader(
            size: consent.size, caseID: caseID, keyring: keyring, share: .consent, mark: mark)
        let key = try Self.guarded { () throws(GuardedMemoryError) in try .random(count: 32) }
        let storyKey = try Self.guarded { () throws(GuardedMemoryError) in try storyHeader.dataKey(of: key) }
        let consentKey = try Self.guarded { () throws(GuardedMemoryError) in try consentHeader.dataKey(of: key) }
        let boxes = try Self.slots(key, boundTo: storyHeader.submissionDigest, readers: readers)
        let others = try Self.slots(
            consentKey, header: consentHeader, readers: everyone.readers.filter { !readers.contains($0) })
        return (
            try Self.seal(story, header: storyHeader, dataKey: storyKey, slots: boxes, letterKey: nil),
            try Self.seal(
                consent, header: consentHeader, dataKey: consentKey, slots: boxes + others, letterKey: letterKey)
        )
    }

    private static func seal(
        _ plaintext: consuming StatementPlaintext, header: SealedHeader, dataKey: borrowing GuardedBytes,
        slots: [Sealed.Slot], letterKey: LetterKey?
    ) throws(SealingError) -> Sealed {
        let (streamHeader, message) = try encrypt(plaintext, header: header, key: dataKey)
        var letterSlot: Sealed.LetterSlot?
        if let letterKey { letterSlot = try Self.letterSlot(dataKey, header: header, letterKey: letterKey.bytes) }
        return Sealed(
            header: header, slots: slots, letterSlot: letterSlot, streamHeader: streamHeader, message: message)
    }

    /// Slots for these readers, of a body that was sealed before: its ciphertext stays (FORMAT §4).
    public func slots(_ dataKey: borrowing GuardedBytes, header: SealedHeader) throws(SealingError) -> [Sealed.Slot] {
        try Self.slots(dataKey, header: header, readers: readers)
    }

    private static func encrypt(
        _ plaintext: consuming StatementPlaintext, header: SealedHeader, key: borrowing GuardedBytes
    ) throws(SealingError) -> ([UInt8], [UInt8]) {
        let ad = header.encoded
        let count = plaintext.count
        let size = plaintext.size.size
        var streamHeader = [UInt8](repeating: 0, count: 24)
        var message = [UInt8](repeating: 0, count: size + 17)
        let result = plaintext.memory.withMutableBytes { body in
            unsafe body.withUnsafeMutableBufferPointer { body in
                key.withBytes { key in
                    unsafe key.withUnsafeBufferPointer { key -> Int32 in
                        guard unsafe fh_seal_pad(body.baseAddress, count, size) == 0 else { return -1 }
                        return unsafe fh_seal_stream(
                            &streamHeader, &message, body.baseAddress, size, ad, ad.count, key.baseAddress)
                    }
                }
            }
        }
        guard result == 0 else { throw .tooLong }
        return (streamHeader, message)
    }

    private static func slots(
        _ dataKey: borrowing GuardedBytes, header: SealedHeader, readers: [PublicKey]
    ) throws(SealingError) -> [Sealed.Slot] {
        try slots(dataKey, boundTo: header.slotDigest, readers: readers)
    }

    private static func slots(
        _ key: borrowing GuardedBytes, boundTo digest: Digest, readers: [PublicKey]
    ) throws(SealingError) -> [Sealed.Slot] {
        var inside = try guarded { () throws(GuardedMemoryError) in try GuardedBytes(count: 64) }
        key.withBytes { inside.write($0, at: 0) }
        inside.write(digest.bytes.span, at: 32)
        var slots: [Sealed.Slot] = []
        for reader in readers {
            let box = try inside.withBytes { (bytes) throws(SealingError) in try Self.box(bytes, to: reader.encryption)
            }
            slots.append(Sealed.Slot(reader: reader.id, box: box))
        }
        return slots
    }

    private static func letterSlot(
        _ dataKey: borrowing GuardedBytes, header: SealedHeader, letterKey: borrowing GuardedBytes
    ) throws(SealingError) -> Sealed.LetterSlot {
        let ad = header.encoded
        let nonce = randomBytes(24)
        var box = [UInt8](repeating: 0, count: 48)
        let result = dataKey.withBytes { dataKey in
            letterKey.withBytes { letterKey in
                unsafe dataKey.withUnsafeBufferPointer { dataKey in
                    unsafe letterKey.withUnsafeBufferPointer { letterKey in
                        unsafe fh_seal_aead(
                            &box, dataKey.baseAddress, dataKey.count, ad, ad.count, nonce, letterKey.baseAddress)
                    }
                }
            }
        }
        guard result == 0 else { throw .noMemory }
        return Sealed.LetterSlot(nonce: nonce, box: box)
    }

    private static func guarded(
        _ make: () throws(GuardedMemoryError) -> GuardedBytes
    ) throws(SealingError) -> GuardedBytes {
        do { return try make() } catch { throw .noMemory }
    }

    private static func box(_ message: [UInt8], to key: EncryptionKey) throws(SealingError) -> [UInt8] {
        try box(message.span, to: key)
    }

    static func box(_ message: Span<UInt8>, to key: EncryptionKey) throws(SealingError) -> [UInt8] {
        var box = [UInt8](repeating: 0, count: message.count + 48)
        let result = unsafe message.withUnsafeBufferPointer {
            unsafe fh_seal_box(&box, $0.baseAddress, $0.count, key.bytes)
        }
        guard result == 0 else { throw .badReaderKey }
        return box
    }
}
