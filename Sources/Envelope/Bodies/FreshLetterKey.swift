/// The survivor has a new letter key: whoever left the reviewers knows the ones before.
///
/// Signed by the survivor and sealed to the active reviewers, who write under it from then on.
public struct FreshLetterKey: StatementBody {
    /// The field: the key, and its generation.
    let field: [UInt8]

    /// Which of the survivor's letter keys it is; the one of a story sent before anybody left is 0.
    public let generation: UInt32

    public var kind: StatementKind { .letterKey }
    public var fields: [String: [UInt8]] { ["letter-key": field] }

    init(key: [UInt8], generation: UInt32) {
        field = key + generation.bigEndianBytes
        self.generation = generation
    }

    public init?(_ record: Record) {
        guard let field = record["letter-key"], let generation = LetterKeyField.generation(of: field), generation > 0
        else { return nil }
        (self.field, self.generation) = (field, generation)
    }

    /// A body whose key stays in guarded memory.
    public static func body(_ field: Span<UInt8>) throws(GuardedMemoryError) -> StatementPlaintext? {
        guard let size = SizeClass(holding: field.count + 256) else { return nil }
        var body = try GuardedRecord(capacity: size.size, prefix: randomBytes(StatementPlaintext.saltLength))
        let fits =
            body.append("kind", Array(StatementKind.letterKey.rawValue.utf8)) && body.append("letter-key", field)
        guard fits else { return nil }
        let count = body.count
        return StatementPlaintext(kind: .letterKey, memory: body.finish(), count: count, size: size)
    }
}

/// A letter key as a field holds it: 32 bytes, and for every generation but the first four more with its number (FORMAT §6.2).
public enum LetterKeyField {
    public static let keyLength = 32

    /// The generation of the key in a field; nil if it is none.
    public static func generation(of field: [UInt8]) -> UInt32? {
        guard field.count != keyLength else { return 0 }
        guard field.count == keyLength + 4, let generation = UInt32(bigEndian: Array(field.suffix(4))), generation > 0
        else { return nil }
        return generation
    }

    /// What a field holds of a key.
    public static func bytes(
        _ key: borrowing GuardedBytes, generation: UInt32
    ) throws(GuardedMemoryError) -> GuardedBytes {
        let number = generation == 0 ? [] : generation.bigEndianBytes
        var field = try GuardedBytes(count: keyLength + number.count)
        key.withBytes { field.write($0, at: 0) }
        field.write(number.span, at: keyLength)
        return field
    }
}
