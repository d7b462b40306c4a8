internal import CEnvelope

/// Bytes that exist once: locked in memory, left out of core dumps, wiped when let go.
///
/// `~Copyable`, so printing, encoding or keeping a second copy does not compile.
@safe public struct GuardedBytes: ~Copyable, @unchecked Sendable {
    // @safe and @unchecked hold because the memory has one owner, every access is within `count`, the pointer never
    // leaves this file, and it is written only through `mutating` access.
    private let memory: UnsafeMutablePointer<UInt8>
    /// The number of bytes.
    public let count: Int

    /// Memory for `count` bytes, all zero.
    ///
    /// - Throws: `GuardedMemoryError` if the system has none left.
    public init(count: Int) throws(GuardedMemoryError) {
        guard let memory = unsafe fh_envelope_alloc(count) else { throw GuardedMemoryError() }
        unsafe self.memory = memory.bindMemory(to: UInt8.self, capacity: count)
        unsafe self.memory.initialize(repeating: 0, count: count)
        self.count = count
    }

    /// Whether the system lets this process keep so many bytes out of swap.
    ///
    /// Locking fails in silence past the system's limit: the bytes are there, and can be swapped.
    public static func canLock(_ count: Int) -> Bool { fh_envelope_can_lock(count) }

    /// Fresh random bytes.
    public static func random(count: Int) throws(GuardedMemoryError) -> GuardedBytes {
        let bytes = try GuardedBytes(count: count)
        unsafe fh_envelope_random(bytes.memory, count)
        return bytes
    }

    /// A guarded copy of bytes that came from elsewhere.
    public init(copying source: [UInt8]) throws(GuardedMemoryError) {
        try self.init(count: source.count)
        write(source.span, at: 0)
    }

    deinit {
        // Wiped first, whether it is given back or kept for the next. sodium_free also checks the canaries around it.
        unsafe fh_envelope_free(memory, count)
    }

    /// Does what takes and lets go of guarded bytes all the time, on several cores.
    ///
    /// To map, guard and lock memory, and to unmap it, stops every other core for a moment. So what is let go meanwhile is
    /// wiped as ever, and then some of it, at most 1 MiB, is kept for the next bytes of the same length.
    public static func reusing<Result>(_ work: () -> Result) -> Result {
        fh_envelope_keep_spares()
        defer { fh_envelope_free_spares() }
        return work()
    }

    /// The bytes, for as long as `body` runs.
    public borrowing func withBytes<Result: ~Copyable, Failure: Error>(
        _ body: (Span<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try body(unsafe UnsafeBufferPointer(start: memory, count: count).span)
    }

    /// The bytes, to write, for as long as `body` runs.
    public mutating func withMutableBytes<Result: ~Copyable, Failure: Error>(
        _ body: (inout MutableSpan<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        var span = unsafe UnsafeMutableBufferPointer(start: memory, count: count).mutableSpan
        return try body(&span)
    }

    /// Copies `source` in at `offset`; traps if it does not fit.
    public mutating func write(_ source: Span<UInt8>, at offset: Int) {
        precondition(offset >= 0 && source.count <= count - offset, "guarded bytes: write out of bounds")
        unsafe source.withUnsafeBufferPointer { source in
            guard let start = source.baseAddress else { return }
            unsafe (memory + offset).update(from: start, count: source.count)
        }
    }
}

/// The system has no guarded memory left.
public struct GuardedMemoryError: Error, CustomStringConvertible {
    public let description = "no guarded memory left; close other programs, or raise the memory limit, and try again"
    public init() {}
}
