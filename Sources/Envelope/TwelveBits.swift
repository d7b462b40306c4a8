/// Bits twelve at a time, as the words of a list of 4,096 carry them (FORMAT §5, §6.6).
public enum TwelveBits {
    /// The first `count` symbols of `bytes`, first bit first.
    ///
    /// - Precondition: there are at least 12 × `count` bits, and a whole byte for the last.
    public static func symbols(_ bytes: Span<UInt8>, count: Int) -> [UInt16] {
        (0..<count).map { index in
            let byte = index * 12 / 8
            return index.isMultiple(of: 2)
                ? UInt16(bytes[byte]) << 4 | UInt16(bytes[byte + 1] >> 4)
                : UInt16(bytes[byte] & 15) << 8 | UInt16(bytes[byte + 1])
        }
    }
}
