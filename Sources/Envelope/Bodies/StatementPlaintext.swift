/// The body of a statement before it is sealed: 32 random bytes and a record, in memory of the size of its class.
public struct StatementPlaintext: ~Copyable {
    static let saltLength = 32
    public let kind: StatementKind
    /// The body's digest, which the header carries.
    public let digest: Digest
    /// The number of bytes used, of `memory`.
    public let count: Int
    public let size: SizeClass
    /// The body, then zeros up to the size of the class.
    public var memory: GuardedBytes

    init(kind: StatementKind, memory: consuming GuardedBytes, count: Int, size: SizeClass) {
        self.kind = kind
        self.digest = Hash.digest("firsthand/body/v1", memory, prefix: count)
        self.count = count
        self.size = size
        self.memory = memory
    }

    /// The plaintext of a statement that is no story.
    ///
    /// - Returns: nil if it is longer than the largest size class.
    public static func of(_ body: some StatementBody) throws(GuardedMemoryError) -> StatementPlaintext? {
        let record = body.record.encoded
        guard let size = SizeClass(holding: record.count + Self.saltLength) else { return nil }
        var memory = try GuardedBytes(count: size.size)
        let bytes = randomBytes(Self.saltLength) + record
        memory.write(bytes.span, at: 0)
        return StatementPlaintext(kind: body.kind, memory: memory, count: bytes.count, size: size)
    }
}
