import Foundation

/// Text that can do nothing to a terminal.
public enum TerminalText {
    /// The most accents that are drawn on one letter; no writing system needs as many.
    static let mostMarks = 8
    /// The most emoji that are joined into one sign.
    static let mostJoins = 8

    /// Makes a text safe to print: composed (NFC), with no control character but the line end.
    ///
    /// Tabs become blanks. Direction marks, zero-widths and all else that is not seen, private and unassigned code
    /// points are shown by number, `<U+202E>`. Heaps of accents are cut and counted. Joiners stay between emoji only.
    public static func sanitise(_ text: String) -> String {
        // Nothing is to be done about the letters of ASCII, and a list of many cases is made of them.
        guard !text.utf8.allSatisfy({ (0x20...0x7E).contains($0) || $0 == 0x0A }) else { return text }
        // Heaps are cut first: composing one takes the square of its length.
        let scalars = Array(cutHeaps(text).precomposedStringWithCanonicalMapping.unicodeScalars)
        var safe = String.UnicodeScalarView()
        var hasBase = false
        var joins = 0
        for (index, scalar) in scalars.enumerated() {
            let properties = scalar.properties
            switch properties.generalCategory {
            case .lineSeparator, .paragraphSeparator:
                safe.append("\n")
                hasBase = false
            case .control:
                if scalar == "\n" { safe.append("\n") }
                if scalar == "\t" { safe.append(contentsOf: "    ".unicodeScalars) }
                // What comes after a dropped one must not join what came before it.
                hasBase = false
            case let category where isMark(category) && !properties.isDefaultIgnorableCodePoint:
                if !hasBase { safe.append("\u{25CC}") }
                safe.append(scalar)
                hasBase = true
            default:
                let isUnseen = properties.isDefaultIgnorableCodePoint || isNameless(properties.generalCategory)
                let next = index + 1 < scalars.count ? scalars[index + 1] : nil
                let isKept = isPartOfEmoji(scalar, after: safe.last, hasBase: hasBase, before: next)
                if isUnseen, !isKept || joins >= mostJoins {
                    safe.append(contentsOf: number(scalar).unicodeScalars)
                    hasBase = false
                } else {
                    safe.append(scalar)
                    hasBase = true
                }
                let isSameSign = index > 0 && scalars[index - 1] == "\u{200D}" || properties.isEmojiModifier || isUnseen
                joins = scalar == "\u{200D}" ? joins + 1 : isSameSign ? joins : 0
            }
        }
        return String(safe)
    }

    /// The same for what must stay on one line.
    public static func line(_ text: String) -> String {
        let safe = sanitise(text)
        guard safe.utf8.contains(0x0A) else { return safe }
        var line = String.UnicodeScalarView()
        for scalar in safe.unicodeScalars { line.append(scalar == "\n" ? " " : scalar) }
        return String(line)
    }

    private static func cutHeaps(_ text: String) -> String {
        var cut = String.UnicodeScalarView()
        var marks = 0
        for scalar in text.unicodeScalars {
            if isMark(scalar.properties.generalCategory) {
                marks += 1
                if marks <= mostMarks { cut.append(scalar) }
            } else {
                if marks > mostMarks { cut.append(contentsOf: count(marks).unicodeScalars) }
                marks = 0
                cut.append(scalar)
            }
        }
        if marks > mostMarks { cut.append(contentsOf: count(marks).unicodeScalars) }
        return String(cut)
    }

    private static func count(_ marks: Int) -> String { "<+\(marks - mostMarks) marks>" }

    private static func isMark(_ category: Unicode.GeneralCategory) -> Bool {
        category == .nonspacingMark || category == .enclosingMark || category == .spacingMark
    }

    private static func isNameless(_ category: Unicode.GeneralCategory) -> Bool {
        switch category {
        case .format, .privateUse, .unassigned, .surrogate: true
        default: false
        }
    }

    /// A joiner between two emoji, or the sign that asks for an emoji's picture or its text form.
    private static func isPartOfEmoji(
        _ scalar: Unicode.Scalar, after last: Unicode.Scalar?, hasBase: Bool, before next: Unicode.Scalar?
    ) -> Bool {
        guard let last, hasBase else { return false }
        switch scalar.value {
        case 0x200D: return (isEmoji(last) || last == "\u{FE0F}") && next.map(isEmoji) ?? false
        case 0xFE0E, 0xFE0F: return last.properties.isEmoji
        default: return false
        }
    }

    /// Digits and "#" count as emoji in Unicode; here they do not.
    private static func isEmoji(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isEmoji && scalar.value > 0xFF }

    private static func number(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        return "<U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits + ">"
    }
}
