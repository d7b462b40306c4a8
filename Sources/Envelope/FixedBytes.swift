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
    public init?(hex: some StringProtocol) {
        let digits = Array(hex.utf8)
        guard digits.count == Self.length * 2 else { return nil }
        var bytes: [UInt8] = []
        for pair in stride(from: 0, to: digits.count, by: 2) {
            guard let high = Self.nibble(digits[pair]), let low = Self.nibble(digits[pair + 1]) else { return nil }
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
        let digits = Array("0123456789abcdef".utf8)
        let text = flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
        return String(decoding: text, as: UTF8.self)
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
