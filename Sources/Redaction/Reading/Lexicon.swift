internal import CRedactionData

/// What is known of a word.
struct WordFlags: OptionSet {
    let rawValue: UInt16

    /// Among the most used English words, the usual ones, the rare ones.
    static let core = WordFlags(rawValue: 1 << 0)
    static let common = WordFlags(rawValue: 1 << 1)
    static let rare = WordFlags(rawValue: 1 << 2)
    static let spanish = WordFlags(rawValue: 1 << 3)
    static let given = WordFlags(rawValue: 1 << 4)
    static let givenCommon = WordFlags(rawValue: 1 << 5)
    static let family = WordFlags(rawValue: 1 << 6)
    static let familyCommon = WordFlags(rawValue: 1 << 7)
    /// A town, county, state or country; `placeStart` begins one of several words.
    static let place = WordFlags(rawValue: 1 << 8)
    static let placeStart = WordFlags(rawValue: 1 << 9)
    static let placeKnown = WordFlags(rawValue: 1 << 10)
    static let personNoun = WordFlags(rawValue: 1 << 11)
    static let demonym = WordFlags(rawValue: 1 << 12)
    static let proper = WordFlags(rawValue: 1 << 13)
    static let adjective = WordFlags(rawValue: 1 << 14)
    static let verb = WordFlags(rawValue: 1 << 15)

    static let english: WordFlags = [.core, .common, .rare]
    static let anyWord: WordFlags = [.core, .common, .rare, .spanish]
}

/// The word list, read where it lies in the program: nothing is built at start.
@safe struct Lexicon: @unchecked Sendable {
    // Constant data of the program, never written: sharing it between threads is safe.
    private let bytes: UnsafeRawBufferPointer
    private static let bucketsAt = 12
    private static let entriesAt = 12 + 65_537 * 4

    /// The list that the program carries.
    static let standard = unsafe Lexicon(UnsafeRawBufferPointer(start: fh_lexicon(), count: fh_lexicon_size()))

    private init(_ bytes: UnsafeRawBufferPointer) { unsafe (self.bytes = bytes) }

    /// What the list says of a word, by its hash; nothing for a word that it does not hold.
    func flags(of hash: UInt64) -> WordFlags {
        let bucket = Self.bucketsAt + Int(hash >> 48) * 4
        let first = Int(unsafe bytes.load(fromByteOffset: bucket, as: UInt32.self))
        let last = Int(unsafe bytes.load(fromByteOffset: bucket + 4, as: UInt32.self))
        let rest = UInt16(truncatingIfNeeded: hash >> 32)
        for entry in first..<last {
            let offset = Self.entriesAt + entry * 4
            if unsafe bytes.load(fromByteOffset: offset, as: UInt16.self) == rest {
                return WordFlags(rawValue: unsafe bytes.load(fromByteOffset: offset + 2, as: UInt16.self))
            }
        }
        return []
    }
}

/// The hash by which words and features are known: 64-bit FNV-1a over folded scalars, then a mix.
struct WordHash {
    private(set) var state: UInt64 = 0xCBF2_9CE4_8422_2325

    @inline(__always) mutating func add(_ key: UInt32) { state = (state ^ UInt64(key)) &* 0x100_0000_01B3 }

    @inline(__always) var value: UInt64 {
        var mixed = state ^ (state >> 32)
        mixed = mixed &* 0x9E37_79B9_7F4A_7C15
        return mixed ^ (mixed >> 29)
    }

    /// The hash of a word that is folded already, as the cue lists are written.
    static func of(_ word: String) -> UInt64 { of(word.unicodeScalars.lazy.map(\.value)) }

    /// The same of folded letters.
    @inline(__always) static func of(_ letters: some Sequence<UInt32>) -> UInt64 {
        var hash = WordHash()
        for letter in letters { hash.add(letter) }
        return hash.value
    }
}
