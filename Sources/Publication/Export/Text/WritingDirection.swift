extension LanguageTag {
    /// The language of a text: the one that somebody named, as far as its letters bear that out.
    ///
    /// A text runs as most of its letters do: else a browser would set it from the wrong side. A language of the form is
    /// what a text has that nobody looked at, and writers may use any language there: where the letters run the other way
    /// it is not known, else a screen reader would read it in the wrong voice. Any other language was said by a reviewer,
    /// and stands: many are written in more than one script.
    init(_ named: String, of text: String) {
        let named = LanguageTag(named)
        let found = Direction(of: text) ?? named.direction
        let isOfForm = PageWords.all.contains { $0.language == named.primary }
        let isDoubted = isOfForm && found != named.direction
        self.init(tag: isDoubted ? "und" : named.tag, direction: found)
    }
}

extension LanguageTag.Direction {
    /// Which way most letters of a text run; nil if it has none.
    fileprivate init?(of text: String) {
        var leftToRight = 0
        var rightToLeft = 0
        for scalar in text.unicodeScalars where scalar.properties.isAlphabetic {
            if Self.isRightToLeft(scalar) { rightToLeft += 1 } else { leftToRight += 1 }
        }
        guard leftToRight + rightToLeft > 0 else { return nil }
        self = rightToLeft > leftToRight ? .rightToLeft : .leftToRight
    }

    /// Whether a letter stands in a block that Unicode keeps for scripts written from the right.
    ///
    /// Source: DerivedBidiClass.txt of Unicode 15, the ranges whose unassigned scalars are R or AL.
    private static func isRightToLeft(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x0590...0x08FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFF, 0x10800...0x10FFF, 0x1E800...0x1EFFF: true
        default: false
        }
    }
}
