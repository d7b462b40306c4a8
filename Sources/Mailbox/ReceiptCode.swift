public import Envelope

/// What a survivor keeps: 108 bits, shown as nine words and a check word (FORMAT §5).
///
/// A key, not an account: the server keeps nothing from which it can be found.
public struct ReceiptCode: ~Copyable {
    /// The number of words, check included.
    public static let wordCount = 10
    /// The number of words in a list.
    static let listLength = 4096

    /// The bytes of the bits.
    static let bitsLength = 14

    /// 108 bits, then four zero bits.
    let bits: GuardedBytes

    /// The first 108 bits of `source`.
    init(leading source: borrowing GuardedBytes) throws(GuardedMemoryError) {
        var bits = try GuardedBytes(count: Self.bitsLength)
        source.withBytes { source in bits.write(source.extracting(0..<Self.bitsLength), at: 0) }
        bits.withMutableBytes { $0[13] &= 0xF0 }
        self.bits = bits
    }

    /// A code of fresh random bits, for someone who wrote on plain paper: no form gave it, and no form gives it again.
    public static func fresh() throws(GuardedMemoryError) -> ReceiptCode {
        try ReceiptCode(leading: .random(count: bitsLength))
    }

    /// The code of a story that was told elsewhere before: the same for the same words under the same key, so that it is one
    /// case however often it is taken in, and stays gone once it was taken back (FORMAT §5).
    ///
    /// - Parameters:
    ///   - words: the words of the story, as UTF-8.
    ///   - key: a secret of whoever takes it in; without it nobody can test words against a case id.
    public static func imported(
        _ words: Span<UInt8>, under key: borrowing GuardedBytes
    ) throws(GuardedMemoryError) -> ReceiptCode {
        try ReceiptCode(leading: Hash.derive(key, "firsthand/imported/v1", words))
    }

    /// The code in the words of one list, check word last.
    ///
    /// The words become ordinary strings, which cannot be wiped: only the receipt page and the paper form ask for them.
    public borrowing func words(in list: [String]) -> [String] {
        let data = symbols
        return (data + [ReceiptCheck.symbol(for: data)]).map { list[Int($0)] }
    }

    private var symbols: [UInt16] { bits.withBytes { TwelveBits.symbols($0, count: Self.wordCount - 1) } }

    /// Reads a code from symbols: the indexes of ten words.
    ///
    /// - Throws: `ReceiptCodeError.mistyped` if the check does not fit: one wrong word, or two neighbors swapped.
    public static func reading(symbols: [UInt16]) throws(ReceiptCodeError) -> ReceiptCode {
        guard symbols.count == wordCount, symbols.allSatisfy({ $0 < listLength }) else { throw .wrongNumberOfWords }
        guard ReceiptCheck.symbol(for: Array(symbols.dropLast())) == symbols[9] else { throw .mistyped }
        do {
            var bits = try GuardedBytes(count: Self.bitsLength)
            bits.withMutableBytes { bits in
                for (index, symbol) in symbols.dropLast().enumerated() {
                    let byte = index * 12 / 8
                    if index.isMultiple(of: 2) {
                        bits[byte] = UInt8(symbol >> 4)
                        bits[byte + 1] = UInt8(symbol & 15) << 4
                    } else {
                        bits[byte] |= UInt8(symbol >> 8)
                        bits[byte + 1] = UInt8(symbol & 255)
                    }
                }
            }
            return ReceiptCode(bits: bits)
        } catch { throw .noMemory }
    }

    init(bits: consuming GuardedBytes) { self.bits = bits }

    /// The keys that derive from the code.
    ///
    /// - Parameter letterGeneration: the generation of letter keys in use (`Keyring.letterGeneration`); it has no default,
    ///   since a forgotten one would give letters to a key that somebody who left has.
    public borrowing func survivor(letterGeneration: UInt32) throws(GuardedMemoryError) -> Survivor {
        let root = try Hash.stretch("firsthand/survivor/v1", bits)
        return try Survivor.deriving(from: root, letterGeneration: letterGeneration)
    }
}

/// Why words are not a receipt code.
public enum ReceiptCodeError: Error, Equatable, Sendable {
    case wrongNumberOfWords, mistyped, noMemory
    /// The word at this place (from 0) is in no list.
    case unknownWord(place: Int)
}

/// The check word: a sum in GF(2¹²) that changes with any single symbol and with any swap of neighbors.
enum ReceiptCheck {
    private static let polynomial: UInt32 = 0b1_0000_0101_0011

    static func symbol(for data: [UInt16]) -> UInt16 {
        var weight: UInt16 = 1
        return data.reduce(0) { sum, symbol in
            weight = times(weight, 2)
            return sum ^ times(weight, symbol)
        }
    }

    static func times(_ left: UInt16, _ right: UInt16) -> UInt16 {
        var product: UInt32 = 0
        var factor = UInt32(left)
        for bit in 0..<12 {
            // No branch on the symbol: it is part of a secret.
            product ^= factor & (0 &- (UInt32(right) >> UInt32(bit) & 1))
            factor <<= 1
            factor ^= polynomial & (0 &- (factor >> 12 & 1))
        }
        return UInt16(product)
    }
}
