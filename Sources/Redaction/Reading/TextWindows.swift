/// A text in pieces of a bounded size, cut where a paragraph ends, or else a line, a sentence, a word.
///
/// What the engine keeps of a text is some twenty times the text: so a long one is read piece by piece, and only what was found stays.
struct TextWindows: Sequence, IteratorProtocol {
    /// A piece, and where it begins in the text, in code points.
    struct Window {
        let start: Int
        let scalars: [UInt32]
    }

    // Code points of a usual piece: some forty pages. A text that is no longer is one piece.
    static let size = 160_000

    private var source: String.UnicodeScalarView.Iterator
    private var carried: [UInt32] = []
    private var start = 0
    private let size: Int

    init(_ text: String, size: Int = Self.size) {
        source = text.unicodeScalars.makeIterator()
        self.size = size
    }

    mutating func next() -> Window? {
        var scalars = carried
        carried = []
        scalars.reserveCapacity(size + size / 2)
        var (line, sentence, word): (Int?, Int?, Int?)
        var isBlankLine = false
        while let scalar = source.next()?.value {
            scalars.append(scalar)
            let isLineEnd = scalar == 0x0A || scalar == 0x2029
            if scalars.count >= size {
                if isLineEnd, isBlankLine { return cut(scalars, at: scalars.count) }
                if isLineEnd { line = scalars.count }
                if scalar == 0x20, scalars.count > 1 {
                    word = scalars.count
                    let before = scalars[scalars.count - 2]
                    if before == 0x2E || before == 0x3F || before == 0x21 { sentence = scalars.count }
                }
                if scalars.count >= size + size / 2, let end = line ?? sentence ?? word { return cut(scalars, at: end) }
                // No blank in a million letters: no text that anyone wrote, and it still ends.
                if scalars.count >= 8 * size { return cut(scalars, at: scalars.count) }
            }
            if isLineEnd {
                isBlankLine = true
            } else if scalar != 0x0D && scalar != 0x20 && scalar != 0x09 {
                isBlankLine = false
            }
        }
        return scalars.isEmpty ? nil : cut(scalars, at: scalars.count)
    }

    private mutating func cut(_ scalars: [UInt32], at end: Int) -> Window {
        defer { start += end }
        guard end < scalars.count else { return Window(start: start, scalars: scalars) }
        carried = Array(scalars[end...])
        return Window(start: start, scalars: Array(scalars[..<end]))
    }
}
