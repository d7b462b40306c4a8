/// A text cut into lines that fit a number of columns.
struct WrappedText {
    /// One line on the screen, and how much of the text is shown when it and all before it are.
    struct Line: Equatable {
        let text: String
        /// In characters of the text, line ends and swallowed blanks counted.
        let end: Int
    }

    /// At least one line, also for an empty text.
    private(set) var lines: [Line] = []

    /// Breaks between words, and inside a word only if it is wider than a line; never inside a character.
    ///
    /// - Parameter columns: at least 1. A character wider than that stands alone and is cut by the screen.
    init(_ text: String, columns: Int) {
        var offset = 0
        for paragraph in text.split(separator: "\n", omittingEmptySubsequences: false) {
            wrap(paragraph, from: offset, columns: max(1, columns))
            offset += paragraph.count + 1
        }
    }

    private mutating func wrap(_ paragraph: Substring, from offset: Int, columns: Int) {
        var line: [Character] = []
        var widths: [Int] = []
        var width = 0
        var lastBlank: Int?
        var position = offset
        for character in paragraph {
            let add = DisplayWidth.of(String(character))
            position += 1
            if character == " " {
                // Blanks at the end of a full line hang over the edge and are not drawn.
                lastBlank = line.count
            } else if width + add > columns, !line.isEmpty {
                let cut = lastBlank.map { $0 + 1 } ?? line.count
                let rest = line.count - cut
                close(Array(line[..<cut]), end: position - 1 - rest)
                line.removeFirst(cut)
                widths.removeFirst(cut)
                width = widths.reduce(0, +)
                lastBlank = nil
                // The rest of a word may itself still be as wide as a line.
                if width + add > columns, !line.isEmpty {
                    close(line, end: position - 1)
                    (line, widths, width) = ([], [], 0)
                }
            }
            line.append(character)
            widths.append(add)
            width += add
        }
        close(line, end: position + 1)
    }

    private mutating func close(_ line: [Character], end: Int) {
        let kept = line.lastIndex { $0 != " " }.map { line[...$0] } ?? []
        lines.append(Line(text: String(kept), end: end))
    }
}
