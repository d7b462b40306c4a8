/// What a scalar is to the tokenizer.
enum ScalarClass: UInt8 {
    case letter, capital, mark, digit, blank, lineEnd, ignorable, sign
    /// A letter of a script without capitals, or not Latin.
    case otherLetter

    /// The first scalars, which make up nearly all of a text in English or Spanish.
    private static let table: [ScalarClass] = (0..<0x600).map { slow(UInt32($0)) }

    @inline(__always) static func of(_ scalar: UInt32, _ table: [ScalarClass]) -> ScalarClass {
        scalar < 0x600 ? table[Int(scalar)] : slow(scalar)
    }

    static var firstScalars: [ScalarClass] { table }

    private static func slow(_ value: UInt32) -> ScalarClass {
        guard let scalar = Unicode.Scalar(value) else { return .sign }
        // º and ª: ordinal signs, not letters of another script.
        if value == 0xAA || value == 0xBA { return .sign }
        if value == 0x0A || value == 0x0D || value == 0x2028 || value == 0x2029 || value == 0x85 { return .lineEnd }
        let properties = scalar.properties
        if properties.isWhitespace { return .blank }
        if properties.isDefaultIgnorableCodePoint { return .ignorable }
        switch properties.generalCategory {
        case .uppercaseLetter, .titlecaseLetter: return .capital
        case .lowercaseLetter, .modifierLetter: return .letter
        case .otherLetter: return .otherLetter
        case .nonspacingMark, .spacingMark, .enclosingMark: return .mark
        case .decimalNumber, .otherNumber, .letterNumber: return .digit
        case .control, .format: return .ignorable
        default: return .sign
        }
    }
}

/// The folded form of the first scalars, so that the slow tables are asked only for the rest.
struct QuickFold {
    private let table: [UInt32]
    private var slow = LetterFold()

    init() {
        var fold = LetterFold()
        table = (0..<0x250).map { value in
            guard let scalar = Unicode.Scalar(UInt32(value)) else { return 0 }
            let keys = fold.keys(of: scalar)
            return keys.count == 1 ? keys[0] : 0
        }
    }

    /// Appends what a scalar becomes without case and accents; letters that only look Latin become Latin.
    @inline(__always) mutating func append(_ scalar: UInt32, to folded: inout [UInt32]) {
        if scalar < 0x250, table[Int(scalar)] != 0 {
            folded.append(table[Int(scalar)])
            return
        }
        guard let scalar = Unicode.Scalar(scalar) else { return }
        folded += slow.keys(of: scalar)
    }

    /// Cyrillic and Greek letters that look like a Latin one, folded.
    static func latinLookAlike(_ key: UInt32) -> UInt32? {
        switch key {
        case 0x430, 0x3B1: 0x61
        case 0x435, 0x3B5: 0x65
        case 0x43E, 0x3BF: 0x6F
        case 0x440, 0x3C1: 0x70
        case 0x441: 0x63
        case 0x443, 0x3C5: 0x79
        case 0x445, 0x3C7: 0x78
        case 0x456, 0x3B9: 0x69
        case 0x458: 0x6A
        case 0x455: 0x73
        case 0x43A, 0x3BA: 0x6B
        case 0x43C: 0x6D
        case 0x43D: 0x68
        case 0x442, 0x3C4: 0x74
        case 0x432, 0x3B2: 0x62
        case 0x3BD: 0x76
        default: nil
        }
    }
}

/// A text whose code points can be reached by number, without a copy four times its size.
public struct CodePoints: Sendable {
    private static let step = 1_024

    private let text: String
    // The UTF-8 offset of every thousandth code point or so.
    private let marks: [Int]

    /// Walks over the text once.
    public init(_ text: String) {
        self.text = text
        var marks: [Int] = []
        var (count, offset) = (0, 0)
        for byte in text.utf8 {
            if byte & 0xC0 != 0x80 {
                if count % Self.step == 0 { marks.append(offset) }
                count += 1
            }
            offset += 1
        }
        self.marks = marks
    }

    /// The code points of a range, as far as the text has them.
    public subscript(range: Range<Int>) -> Substring.UnicodeScalarView {
        let view = text.unicodeScalars
        guard range.lowerBound >= 0, range.lowerBound / Self.step < marks.count else {
            return text[text.endIndex...].unicodeScalars
        }
        let near = text.utf8.index(text.startIndex, offsetBy: marks[range.lowerBound / Self.step])
        let first = view.index(near, offsetBy: range.lowerBound % Self.step, limitedBy: view.endIndex) ?? view.endIndex
        let last = view.index(first, offsetBy: range.count, limitedBy: view.endIndex) ?? view.endIndex
        return text[first..<last].unicodeScalars
    }
}
