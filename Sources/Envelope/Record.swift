/// Named fields in strictly ascending order: one encoding for a set of fields (FORMAT §1.1).
public struct Record: Sendable, Equatable {
    /// The fields, in ascending order of name.
    public private(set) var fields: [(name: String, value: [UInt8])] = []

    /// An empty record.
    public init() {}

    /// A record of these fields, in any order.
    public init(_ fields: [String: [UInt8]]) {
        self.fields = fields.map { (name: $0.key, value: $0.value) }.sorted { $0.name.utf8Precedes($1.name) }
    }

    /// Reads a record whose fields are exactly `names`.
    ///
    /// - Throws: `FormatError` with `code` when a byte is not as FORMAT §1.1 says, or a field is missing or unknown.
    public init(_ bytes: [UInt8], names: Set<String>, code: FormatError.Code) throws(FormatError) {
        let layout: RecordLayout
        do { layout = try RecordLayout(bytes.span) } catch { throw FormatError(code) }
        guard Set(layout.ranges.map(\.name)) == names else { throw FormatError(code) }
        fields = layout.ranges.map { (name: $0.name, value: Array(bytes[$0.range])) }
    }

    /// The value of a field, or nil.
    public subscript(name: String) -> [UInt8]? {
        fields.first { $0.name == name }?.value
    }

    /// The bytes of the record.
    public var encoded: [UInt8] {
        fields.flatMap { Record.head($0.name, count: $0.value.count) + $0.value }
    }

    static func head(_ name: String, count: Int) -> [UInt8] {
        [UInt8(name.utf8.count)] + Array(name.utf8) + UInt32(count).bigEndianBytes
    }

    public static func == (left: Record, right: Record) -> Bool { left.encoded == right.encoded }
}

/// Where the fields of a record lie, without copying their values.
public struct RecordLayout: Sendable {
    /// Each field's name and the range of its value, in ascending order of name.
    public let ranges: [(name: String, range: Range<Int>)]

    /// Reads a layout strictly.
    ///
    /// - Throws: `FormatError` when a byte is not as FORMAT §1.1 says.
    public init(_ bytes: Span<UInt8>) throws(FormatError) {
        var ranges: [(name: String, range: Range<Int>)] = []
        var position = 0
        while position < bytes.count {
            let length = Int(bytes[position])
            guard (1...32).contains(length), position + 1 + length + 4 <= bytes.count else {
                throw FormatError(.record)
            }
            let letters = (0..<length).map { bytes[position + 1 + $0] }
            guard letters.allSatisfy(Self.isNameByte) else { throw FormatError(.record) }
            let name = String(decoding: letters, as: UTF8.self)
            if let last = ranges.last, !last.name.utf8Precedes(name) { throw FormatError(.record) }
            position += 1 + length
            let count = (0..<4).reduce(0) { $0 << 8 | Int(bytes[position + $1]) }
            position += 4
            guard count <= bytes.count - position else { throw FormatError(.record) }
            ranges.append((name: name, range: position..<(position + count)))
            position += count
        }
        self.ranges = ranges
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x2D
    }
}

/// A record written straight into guarded memory, for what must not be copied: a story.
public struct GuardedRecord: ~Copyable {
    private var memory: GuardedBytes
    /// The bytes used so far.
    public private(set) var count: Int
    private var lastName = ""

    /// Room for `capacity` bytes, the first of them taken by `prefix`.
    public init(capacity: Int, prefix: [UInt8] = []) throws(GuardedMemoryError) {
        memory = try GuardedBytes(count: capacity)
        memory.write(prefix.span, at: 0)
        count = prefix.count
    }

    /// Adds a field; `false` if it does not fit.
    ///
    /// Names must come in ascending order.
    public mutating func append(_ name: String, _ value: Span<UInt8>) -> Bool {
        precondition(lastName.utf8Precedes(name), "record: fields out of order")
        let head = Record.head(name, count: value.count)
        guard count + head.count + value.count <= memory.count else { return false }
        memory.write(head.span, at: count)
        memory.write(value, at: count + head.count)
        count += head.count + value.count
        lastName = name
        return true
    }

    /// Adds a field; `false` if it does not fit.
    ///
    /// Names must come in ascending order.
    public mutating func append(_ name: String, _ value: [UInt8]) -> Bool {
        append(name, value.span)
    }

    /// The bytes, `count` of which are used.
    public consuming func finish() -> GuardedBytes { memory }
}

extension String {
    /// Byte order, which is the order of names in a record and of words in a list.
    package func utf8Precedes(_ other: String) -> Bool { utf8.lexicographicallyPrecedes(other.utf8) }
}

extension UInt32 {
    /// The four bytes, the highest first.
    package var bigEndianBytes: [UInt8] {
        [UInt8(self >> 24), UInt8(self >> 16 & 255), UInt8(self >> 8 & 255), UInt8(self & 255)]
    }

    /// Reads four bytes, the highest first; nil if there are not four.
    package init?(bigEndian bytes: [UInt8]) {
        guard bytes.count == 4 else { return nil }
        self = bytes.reduce(0) { $0 << 8 | UInt32($1) }
    }
}

extension UInt16 {
    /// The two bytes, the highest first.
    var bigEndianBytes: [UInt8] { [UInt8(self >> 8), UInt8(self & 255)] }
}

extension Substring {
    /// What follows `name` and a blank, on a line of a text file that we write; nil for any other line.
    func value(of name: String) -> Substring? { hasPrefix(name + " ") ? dropFirst(name.count + 1) : nil }
}

/// What was read is not what FORMAT.md says it is.
///
/// Closed codes and no data: what could not be read may be a story.
public struct FormatError: Error, Equatable, CustomStringConvertible {
    /// What was malformed.
    public enum Code: String, Sendable {
        case record, header, statement, sealed, body, publicKey, keyring, minisign, date, roll, leaving, report, backup
    }

    /// What was malformed.
    public let code: Code

    /// Names what was malformed.
    public init(_ code: Code) { self.code = code }

    public var description: String { "not a valid \(code.rawValue) (Documentation/FORMAT.md)" }
}
