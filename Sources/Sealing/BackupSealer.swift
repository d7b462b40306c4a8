internal import CSeal
public import Envelope

/// Seals a backup to backup keys, piece by piece, so that it takes one piece of memory however large it is (FORMAT §10).
///
/// It has no way to open one. A class, since the rows that it gets come out of a closure.
public final class BackupSealer {
    /// The state of the encryption; whoever has it can read what follows.
    private var state: GuardedBytes
    private let binding: [UInt8]
    private var link: Digest
    private var waiting: [UInt8] = []
    private var pieces = 0
    private let sink: ([UInt8]) throws -> Void

    /// Begins a backup.
    ///
    /// - Parameters:
    ///   - keys: whose owners can open it.
    ///   - sink: takes the bytes of the file, in their order.
    /// - Throws: `SealingError`, or what the sink throws.
    public init(to keys: [PublicKey], sink: @escaping ([UInt8]) throws -> Void) throws {
        guard !keys.isEmpty else { throw SealingError.noReaders }
        guard keys.count <= Sealed.mostSlots else { throw SealingError.tooManyReaders }
        // A story's key, or a publisher's, would open what it must not.
        guard keys.allSatisfy({ $0.role == .backup }) else { throw SealingError.badReaderKey }
        let dataKey = try GuardedBytes.random(count: 32)
        state = try GuardedBytes(count: Int(FH_SEAL_STATE))
        let streamHeader = try Self.begin(&state, dataKey)
        var inside = try GuardedBytes(count: 64)
        dataKey.withBytes { inside.write($0, at: 0) }
        inside.write(BackupHead.slotDigest(streamHeader).bytes.span, at: 32)
        // In no order: the keyring's would say whose each is.
        let slots = try keys.shuffled().map { key in
            try inside.withBytes { try Sealer.box($0, to: key.encryption) }
        }
        let head = BackupHead(streamHeader: streamHeader, slots: slots)
        binding = head.binding
        link = head.firstLink
        self.sink = sink
        try sink(head.encoded)
    }

    /// Adds bytes.
    public func add(_ bytes: [UInt8]) throws {
        waiting += bytes
        // The last piece is never written before it is known to be the last.
        while waiting.count > BackupFormat.pieceLength {
            try write(Array(waiting.prefix(BackupFormat.pieceLength)), isLast: false)
            waiting.removeFirst(BackupFormat.pieceLength)
        }
    }

    /// Fills it up with zeros to a size that says little, and ends it.
    public func finish() throws {
        let zeros = [UInt8](repeating: 0, count: BackupFormat.pieceLength)
        let all = BackupFormat.pieces(holding: pieces + 1)
        waiting += zeros.prefix(BackupFormat.pieceLength - waiting.count)
        while pieces < all {
            try write(waiting, isLast: pieces == all - 1)
            waiting = zeros
        }
        try sink(link.bytes)
    }

    private func write(_ piece: [UInt8], isLast: Bool) throws {
        var sealed = [UInt8](repeating: 0, count: piece.count + BackupFormat.overhead)
        let binding = binding
        let result = state.withMutableBytes { state in
            unsafe state.withUnsafeMutableBufferPointer {
                unsafe fh_seal_stream_next(
                    $0.baseAddress, &sealed, piece, piece.count, binding, binding.count, isLast ? 1 : 0)
            }
        }
        guard result == 0 else { throw SealingError.noMemory }
        link = BackupFormat.link(link, sealed)
        pieces += 1
        try sink(sealed)
    }

    private static func begin(
        _ state: inout GuardedBytes, _ key: borrowing GuardedBytes
    ) throws(SealingError) -> [UInt8] {
        var header = [UInt8](repeating: 0, count: BackupHead.streamHeaderLength)
        let result = state.withMutableBytes { state in
            key.withBytes { key in
                unsafe state.withUnsafeMutableBufferPointer { state in
                    unsafe key.withUnsafeBufferPointer {
                        unsafe fh_seal_stream_begin(state.baseAddress, &header, $0.baseAddress)
                    }
                }
            }
        }
        guard result == 0 else { throw .noMemory }
        return header
    }
}
