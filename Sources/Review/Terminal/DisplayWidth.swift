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
