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
