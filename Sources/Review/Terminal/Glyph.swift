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
