import FoundationEssentials

/// A value that is a fixed number of bytes: a digest, an id, a public key.
///
/// Never a secret.
public protocol FixedBytes: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// How many bytes a value has.
    static var length: Int { get }
    /// The bytes, `length` of them.
    var bytes: [UInt8] { get }
    /// Takes bytes whose number is known to be `length`.
    init(unchecked bytes: [UInt8])
}

extension FixedBytes {
    /// Takes exactly `length` bytes; nil for any other number.
    public init?(_ bytes: some Collection<UInt8>) {
        guard bytes.count == Self.length else { return nil }
        self.init(unchecked: Array(bytes))
    }

    /// Reads lower-case hex of exactly `length` bytes.
    public init?(hex: some StringProtocol) { self.init(hexDigits: Array(hex.utf8)[...]) }

    /// The same of its digits as bytes.
    public init?(hexDigits: ArraySlice<UInt8>) {
        guard hexDigits.count == Self.length * 2 else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Self.length)
        var digits = hexDigits.makeIterator()
        while let first = digits.next(), let second = digits.next() {
            guard let high = Self.nibble(first), let low = Self.nibble(second) else { return nil }
            bytes.append(high << 4 | low)
        }
        self.init(unchecked: bytes)
    }

    private static func nibble(_ digit: UInt8) -> UInt8? {
        switch digit {
        case 0x30...0x39: digit - 0x30
        case 0x61...0x66: digit - 0x61 + 10
        default: nil
        }
    }

    /// Lower-case hex.
    public var hex: String { bytes.hex }

    /// Lower-case hex.
    public var description: String { hex }

    /// Orders by bytes, first byte first.
    public static func < (left: Self, right: Self) -> Bool {
        left.bytes.lexicographicallyPrecedes(right.bytes)
    }
}

extension [UInt8] {
    /// Lower-case hex.
    public var hex: String {
        func digit(_ nibble: UInt8) -> UInt8 { nibble < 10 ? 0x30 + nibble : 0x57 + nibble }
        var digits: [UInt8] = []
        digits.reserveCapacity(count * 2)
        for byte in self {
            digits.append(digit(byte >> 4))
            digits.append(digit(byte & 15))
        }
        return String(decoding: digits, as: UTF8.self)
    }

    /// Standard base64 with padding.
    public var base64: String { Data(self).base64EncodedString() }

    /// Reads standard base64 with padding; nil for anything that would not be written back the same.
    public init?(base64 text: some StringProtocol) {
        guard let data = Data(base64Encoded: String(text)), data.base64EncodedString() == text else { return nil }
        self = Array(data)
    }

    /// base64url without padding, as forms carry it.
    public var base64URL: String {
        String(base64.filter { $0 != "=" }.map { $0 == "+" ? "-" : $0 == "/" ? "_" : $0 })
    }

    /// Reads base64url without padding; nil for anything that would not be written back the same.
    public init?(base64URL text: some StringProtocol) {
        let standard = String(text.map { $0 == "-" ? "+" : $0 == "_" ? "/" : $0 })
        let padding = String(repeating: "=", count: (4 - standard.utf8.count % 4) % 4)
        guard let data = Data(base64Encoded: standard + padding) else { return nil }
        self = Array(data)
        guard base64URL == text else { return nil }
    }
}
