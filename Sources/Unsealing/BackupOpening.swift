internal import CUnseal
public import Envelope
import Opening

@_spi(KeyMaterial) extension KeyMaterial {
    /// Opens a backup that was sealed to this key, and hands on what is inside, piece by piece.
    ///
    /// Nothing that was handed on counts before this returns: a backup that was cut short is told from a whole one at its end.
    /// - Throws: `OpeningError` for every way in which opening can fail, and what reading or taking throws.
    public borrowing func open(_ reader: inout BackupReader, each take: ([UInt8]) throws -> Void) throws {
        var stream = try BackupStream(reader.head, dataKey(of: reader.head))
        do {
            while let (piece, isLast) = try reader.next() { try take(stream.open(piece, isLast: isLast)) }
        } catch is FormatError {
            // Cut short, or with another digest: the same to whoever has the key.
            throw OpeningError()
        }
    }

    /// The data key from whichever slot is this key's: none says whose it is.
    borrowing func dataKey(of head: BackupHead) throws(OpeningError) -> GuardedBytes {
        let expected = BackupHead.slotDigest(head.streamHeader).bytes
        var inside: GuardedBytes
        do { inside = try GuardedBytes(count: BackupHead.slotLength - 48) } catch { throw OpeningError() }
        for slot in head.slots {
            let result = inside.withMutableBytes { inside in
                decryption.withBytes { secret in
                    unsafe inside.withUnsafeMutableBufferPointer { inside in
                        unsafe secret.withUnsafeBufferPointer {
                            unsafe fh_unseal_box(
                                inside.baseAddress, slot, slot.count, publicKey.encryption.bytes, $0.baseAddress)
                        }
                    }
                }
            }
            guard result == 0 else { continue }
            // Without this the slot of another backup, or of a story, would do.
            let bound = inside.withBytes { inside in (32..<64).map { inside[$0] } }
            guard constantTimeEqual(bound, expected) else { continue }
            var key: GuardedBytes
            do { key = try GuardedBytes(count: 32) } catch { throw OpeningError() }
            inside.withBytes { key.write($0.extracting(0..<32), at: 0) }
            return key
        }
        throw OpeningError()
    }
}

/// The pieces of one backup, opened in their order.
private struct BackupStream: ~Copyable {
    private var state: GuardedBytes
    private let binding: [UInt8]

    init(_ head: BackupHead, _ key: borrowing GuardedBytes) throws(OpeningError) {
        binding = head.binding
        var memory: GuardedBytes
        do { memory = try GuardedBytes(count: Int(FH_UNSEAL_STATE)) } catch { throw OpeningError() }
        let result = memory.withMutableBytes { state in
            key.withBytes { key in
                unsafe state.withUnsafeMutableBufferPointer { state in
                    unsafe key.withUnsafeBufferPointer {
                        unsafe fh_unseal_stream_begin(state.baseAddress, head.streamHeader, $0.baseAddress)
                    }
                }
            }
        }
        guard result == 0 else { throw OpeningError() }
        state = memory
    }

    mutating func open(_ piece: [UInt8], isLast: Bool) throws(OpeningError) -> [UInt8] {
        var opened = [UInt8](repeating: 0, count: piece.count - BackupFormat.overhead)
        let binding = binding
        let result = state.withMutableBytes { state in
            unsafe state.withUnsafeMutableBufferPointer {
                unsafe fh_unseal_stream_next(
                    $0.baseAddress, &opened, piece, piece.count, binding, binding.count, isLast ? 1 : 0)
            }
        }
        guard result == 0 else { throw OpeningError() }
        return opened
    }
}
