import Console

/// One sign of a text as it stands on the screen: what is drawn, and where in the text it comes from.
struct Glyph {
    enum Kind { case sign, blank, lineEnd }

    /// Safe to print; empty for a line end.
    let text: String
    /// In columns.
    let width: Int
    let kind: Kind
    /// The code points of the text before this sign.
    let offset: Int

    // Wider ones are cut into several: a sign of many joined parts must not run over an edge.
    private static let widest = 20

    /// The signs of a text as it was written: each is made safe by itself.
    static func all(of text: String) -> [Glyph] {
        var glyphs: [Glyph] = []
        glyphs.reserveCapacity(text.utf8.count)
        var offset = 0
        for character in text {
            append(character, at: offset, to: &glyphs)
            offset += character.unicodeScalars.count
        }
        return glyphs
    }

    /// The signs of a text that `TerminalText` made safe.
    static func all(ofSafe text: String) -> [Glyph] {
        var offset = 0
        return text.map { character in
            defer { offset += character.unicodeScalars.count }
            return Glyph(safe: character, at: offset)
        }
    }

    private init(safe character: Character, at offset: Int) {
        let isEnd = character == "\n"
        text = isEnd ? "" : String(character)
        width = isEnd ? 0 : DisplayWidth.of(text)
        kind = isEnd ? .lineEnd : character == " " ? .blank : .sign
        self.offset = offset
    }

    private init(text: String, offset: Int) {
        self.text = text
        width = DisplayWidth.of(text)
        kind = .sign
        self.offset = offset
    }

    private static func append(_ character: Character, at offset: Int, to glyphs: inout [Glyph]) {
        if let ascii = character.asciiValue, ascii >= 0x20, ascii < 0x7F {
            return glyphs.append(Glyph(safe: character, at: offset))
        }
        if character == "\r\n" { return glyphs.append(Glyph(safe: "\n", at: offset)) }
        let safe = TerminalText.sanitise(String(character))
        if safe.count == 1, let only = safe.first { return glyphs.append(Glyph(safe: only, at: offset)) }
        // A tab becomes four blanks, where a line may break; a heap or a number stays together.
        if character == "\t" { return safe.forEach { glyphs.append(Glyph(safe: $0, at: offset)) } }
        var part = ""
        var width = 0
        for piece in safe {
            let add = DisplayWidth.of(String(piece))
            if width + add > widest, !part.isEmpty {
                glyphs.append(Glyph(text: part, offset: offset))
                (part, width) = ("", 0)
            }
            part.append(piece)
            width += add
        }
        if !part.isEmpty { glyphs.append(Glyph(text: part, offset: offset)) }
    }
}

/// Where signs are cut into lines.
enum GlyphLines {
    /// The signs of each line: at least one line, every sign in exactly one.
    ///
    /// Breaks between words, and inside a word only if it is wider than a line; never inside a sign. Blanks at the end of a
    /// full line hang over the edge and are not drawn.
    /// - Parameter columns: at least 1. A sign wider than that stands alone and is cut by the screen.
    static func cut(_ glyphs: [Glyph], columns: Int) -> [Range<Int>] {
        var lines: [Range<Int>] = []
        var start = 0
        var width = 0
        var afterBlank: Int?
        func close(at end: Int) {
            lines.append(start..<end)
            start = end
            afterBlank = nil
        }
        for (index, glyph) in glyphs.enumerated() {
            if glyph.kind == .lineEnd {
                close(at: index + 1)
                width = 0
                continue
            }
            if glyph.kind == .blank {
                afterBlank = index + 1
            } else if width + glyph.width > columns, index > start {
                close(at: afterBlank ?? index)
                width = glyphs[start..<index].reduce(0) { $0 + $1.width }
                // The rest of a word may itself still be as wide as a line.
                if width + glyph.width > columns, index > start {
                    close(at: index)
                    width = 0
                }
            }
            width += glyph.width
        }
        close(at: glyphs.count)
        return lines
    }

    /// A line without the blanks at its end and its line end.
    static func drawn(_ line: Range<Int>, of glyphs: [Glyph]) -> Range<Int> {
        line.lowerBound..<((glyphs[line].lastIndex { $0.kind == .sign } ?? line.lowerBound - 1) + 1)
    }
}

/// How many columns text takes on a terminal.
///
/// Where terminals differ it says the larger number, so nothing runs over an edge.
enum DisplayWidth {
    /// The columns of a text on one line, which `TerminalText` made safe.
    static func of(_ text: some StringProtocol) -> Int {
        text.unicodeScalars.reduce(0) { $0 + of($1) }
    }

    /// The columns of one code point: 0 for a mark, 2 for a wide one, else 1.
    static func of(_ scalar: Unicode.Scalar) -> Int {
        // Sorted by how often they come.
        if scalar.value < 0x300 { return scalar.value == 0xAD ? 0 : 1 }
        // With it, a narrow sign may be drawn as a wide picture.
        if scalar == "\u{FE0F}" { return 1 }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: return 0
        default: break
        }
        return isWide(scalar.value) || scalar.properties.isEmojiPresentation ? 2 : 1
    }

    // East Asian wide and full-width blocks, with their unassigned places (UAX #11).
    private static func isWide(_ value: UInt32) -> Bool {
        switch value {
        case 0x1100...0x115F, 0x2329...0x232A, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
            0xA000...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F,
            0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18DFF, 0x1AFF0...0x1B2FF, 0x1F000...0x1F02F,
            0x1F0A0...0x1F0FF, 0x1F100...0x1F1FF, 0x1F200...0x1F2FF, 0x1F300...0x1F64F, 0x1F680...0x1F6FF,
            0x1F900...0x1FAFF, 0x20000...0x3FFFD:
            true
        default: false
        }
    }
}

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
