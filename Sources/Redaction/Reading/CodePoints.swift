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
