internal import Envelope

/// Why words were not taken.
///
/// None of it holds a word.
public enum TestimonyError: Error, Equatable, Sendable {
    case empty, tooLong, invalidUTF8, noMemory
}

/// A survivor's words, held once, in guarded memory.
///
/// `~Copyable`: printing, encoding, logging or keeping a second copy does not compile.
public struct Testimony: ~Copyable, Sendable {
    private let memory: GuardedBytes
    private let count: Int
    /// How many Unicode scalars the words have.
    public let scalars: Int

    init(memory: consuming GuardedBytes, count: Int, scalars: Int) {
        self.memory = memory
        self.count = count
        self.scalars = scalars
    }

    /// The words as UTF-8, for as long as `body` runs.
    public borrowing func withText<Result: ~Copyable, Failure: Error>(
        _ body: (Span<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try memory.withBytes { (bytes) throws(Failure) in try body(bytes.extracting(0..<count)) }
    }
}

/// Takes words byte by byte as they arrive, straight into guarded memory.
///
/// Folds CRLF and CR to LF, checks UTF-8, and counts Unicode scalars; memory grows by doubling up to what the limit can need.
public struct TestimonyBuilder: ~Copyable {
    private let limit: Int
    private var memory: GuardedBytes
    private var count = 0
    private var scalars = 0
    private var afterCarriageReturn = false
    private var utf8 = UTF8Check()

    /// A builder for at most `limit` scalars; `bytes` is how many bytes they take at most, where that is known.
    public init(limit: Int, bytes: Int? = nil) throws(TestimonyError) {
        self.limit = limit
        do { memory = try GuardedBytes(count: max(4, bytes ?? min(16 << 10, limit * 4))) } catch { throw .noMemory }
    }

    /// Takes one byte.
    ///
    /// - Throws: `TestimonyError.tooLong` or `.invalidUTF8`; after it the builder must be let go.
    public mutating func append(_ byte: UInt8) throws(TestimonyError) {
        if afterCarriageReturn {
            afterCarriageReturn = false
            if byte == 0x0A { return }
        }
        if byte == 0x0D {
            afterCarriageReturn = true
            try take(0x0A)
        } else {
            try take(byte)
        }
    }

    /// The words, whole.
    ///
    /// - Throws: `.invalidUTF8` if a character is cut off, `.empty` if there is nothing but white space.
    public consuming func finish() throws(TestimonyError) -> Testimony {
        guard utf8.isComplete else { throw .invalidUTF8 }
        let length = count
        let isBlank = memory.withBytes { bytes in
            (0..<length).allSatisfy { [0x20, 0x09, 0x0A].contains(bytes[$0]) }
        }
        guard !isBlank else { throw .empty }
        return Testimony(memory: memory, count: count, scalars: scalars)
    }

    private mutating func take(_ byte: UInt8) throws(TestimonyError) {
        guard let startsScalar = utf8.accept(byte) else { throw .invalidUTF8 }
        if startsScalar {
            scalars += 1
            guard scalars <= limit else { throw .tooLong }
        }
        if count == memory.count { try grow() }
        memory.withMutableBytes { $0[count] = byte }
        count += 1
    }

    private mutating func grow() throws(TestimonyError) {
        // The old memory is wiped when it is let go.
        var larger: GuardedBytes
        do { larger = try GuardedBytes(count: min(memory.count * 2, max(limit * 4, memory.count + 4))) } catch {
            throw .noMemory
        }
        memory.withBytes { larger.write($0, at: 0) }
        memory = larger
    }
}

/// Checks UTF-8 one byte at a time: no overlong form, no surrogate, nothing past U+10FFFF (RFC 3629 §4).
struct UTF8Check {
    private var pending = 0
    private var next: ClosedRange<UInt8> = 0x80...0xBF

    /// Whether no character is cut off here.
    var isComplete: Bool { pending == 0 }

    /// Whether `byte` starts a scalar; nil if it cannot stand here.
    mutating func accept(_ byte: UInt8) -> Bool? {
        if pending > 0 {
            guard next.contains(byte) else { return nil }
            pending -= 1
            next = 0x80...0xBF
            return false
        }
        switch byte {
        case 0x00...0x7F: return true
        case 0xC2...0xDF: pending = 1
        case 0xE0: (pending, next) = (2, 0xA0...0xBF)
        case 0xED: (pending, next) = (2, 0x80...0x9F)
        case 0xE1...0xEF: pending = 2
        case 0xF0: (pending, next) = (3, 0x90...0xBF)
        case 0xF1...0xF3: pending = 3
        case 0xF4: (pending, next) = (3, 0x80...0x8F)
        default: return nil
        }
        return true
    }
}
