@_spi(_Unicode) import Swift

/// What a scalar becomes when case, accents, width and typography are set aside.
///
/// "José", "JOSE" and "Jose" followed by a combining accent all become the same keys. The decomposition comes from the
/// standard library's own tables, so the same text folds the same on every machine.
struct LetterFold {
    /// A blank of any kind; a run of them counts as one.
    static let blank: UInt32 = 0x20
    static let hyphen: UInt32 = 0x2D
    static let apostrophe: UInt32 = 0x27

    /// Whether a scalar is a hyphen or a dash of any kind.
    static func isHyphen(_ scalar: UInt32) -> Bool {
        scalar == 0x2D || (0x2010...0x2015).contains(scalar) || scalar == 0x2212
    }

    // A text has few different scalars, and the tables are slow to ask.
    private var known: [UInt32: [UInt32]] = [:]
    private static let ascii = (UInt8.min..<0x80).map { fold(Unicode.Scalar($0)) }
    private let ascii = LetterFold.ascii

    /// The keys of a scalar: none for what a reader does not see, one as a rule, several for "ß" or "æ".
    mutating func keys(of scalar: Unicode.Scalar) -> [UInt32] {
        if scalar.isASCII { return ascii[Int(scalar.value)] }
        if let keys = known[scalar.value] { return keys }
        let keys = Self.fold(scalar)
        known[scalar.value] = keys
        return keys
    }

    private static func fold(_ scalar: Unicode.Scalar) -> [UInt32] {
        if scalar.properties.isWhitespace { return [blank] }
        return decompose(String(scalar))
            .flatMap { decompose($0.properties.uppercaseMapping) }
            .flatMap { decompose($0.properties.lowercaseMapping) }
            .flatMap { plain($0) }
    }

    private static func decompose(_ text: String) -> [Unicode.Scalar] {
        text._nfd.filter { !isUnseen($0.properties) }
    }

    /// Accents, enclosing marks, joiners, zero-widths, direction marks and controls.
    ///
    /// Vowel signs of Indic scripts stay: they are letters to their readers.
    private static func isUnseen(_ properties: Unicode.Scalar.Properties) -> Bool {
        if properties.isDefaultIgnorableCodePoint { return true }
        switch properties.generalCategory {
        case .control, .format, .enclosingMark: return true
        case .nonspacingMark, .spacingMark: return properties.canonicalCombiningClass != .notReordered
        default: return false
        }
    }

    /// Typography and the few letters whose stroke Unicode does not call an accent.
    private static func plain(_ scalar: Unicode.Scalar) -> [UInt32] {
        switch scalar.value {
        case 0x2018, 0x2019, 0x201B, 0x02BB, 0x02BC, 0x02B9, 0x2032, 0x60, 0xB4, 0xFF07: [apostrophe]
        case 0x2010...0x2015, 0x2212, 0xFE63, 0xFF0D: [hyphen]
        case 0xFF01...0xFF5E: [scalar.value - 0xFEE0]
        case 0xF8: [0x6F]  // ø
        case 0x142: [0x6C]  // ł
        case 0x111: [0x64]  // đ
        case 0x127: [0x68]  // ħ
        case 0xE6: [0x61, 0x65]  // æ
        case 0x153: [0x6F, 0x65]  // œ
        default: digit(scalar).map { [$0] } ?? [scalar.value]
        }
    }

    private static func digit(_ scalar: Unicode.Scalar) -> UInt32? {
        guard scalar.properties.generalCategory == .decimalNumber, let value = scalar.properties.numericValue
        else { return nil }
        return 0x30 + UInt32(value)
    }
}

/// Whether a key is part of a word.
enum WordClass {
    /// Neither a letter nor a digit.
    case none
    /// A letter or digit of a script that parts words by blanks.
    case spaced
    /// A letter of a script that writes words with no blank between: each may begin or end a word.
    case unspaced

    init(_ key: UInt32) {
        switch key {
        case 0x30...0x39, 0x61...0x7A: self = .spaced
        case 0..<0x80: self = .none
        case 0xE00...0xEFF, 0x1000...0x109F, 0x1780...0x17FF, 0x1100...0x11FF, 0x3040...0x30FF, 0x3400...0x9FFF,
            0xF900...0xFAFF, 0x20000...0x3FFFF:
            self = .unspaced
        default: self = Self.isWord(key) ? .spaced : .none
        }
    }

    private static func isWord(_ key: UInt32) -> Bool {
        switch Unicode.Scalar(key)?.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
            .letterNumber, .otherNumber, .nonspacingMark, .spacingMark:
            true
        default: false
        }
    }
}
