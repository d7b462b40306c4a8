/// A text cut into lines that fit a number of columns.
struct WrappedText {
    /// One line on the screen, and how much of the text is shown when it and all before it are.
    struct Line: Equatable {
        let text: String
        /// In characters of the text, line ends and swallowed blanks counted, one after the last line too.
        let end: Int
    }

    /// At least one line, also for an empty text.
    let lines: [Line]

    /// Breaks a text that `TerminalText` made safe, as `GlyphLines` does.
    ///
    /// - Parameter columns: at least 1. A character wider than that stands alone and is cut by the screen.
    init(_ text: String, columns: Int) {
        let glyphs = Glyph.all(ofSafe: text)
        lines = GlyphLines.cut(glyphs, columns: max(1, columns)).map { line in
            Line(
                text: glyphs[GlyphLines.drawn(line, of: glyphs)].map(\.text).joined(),
                end: line.upperBound + (line.upperBound == glyphs.count ? 1 : 0))
        }
    }
}
