/// What a reader sees in place of what was taken out: words that fit their sentence, or words in brackets, such as `[Name 1]`.
///
/// It is made from what the reviewer typed alone, so nothing about it tells how long the original was.
public struct StandIn: Hashable, Comparable, Sendable {
    /// The most characters between the brackets; more are cut off.
    public static let maximumLength = 80
    /// For what is simply gone.
    public static let removed = StandIn("removed")

    /// The stand-in as it is printed, brackets included.
    public let text: String

    /// Words that stand in their sentence as they are, without brackets; what cannot be said so becomes `[removed]`.
    init(phrase: String) {
        let inner = String(Self.tidy(phrase).prefix(Self.maximumLength))
        text = FoldedText(inner).keys.contains { WordClass($0) != .none } ? inner : Self.removed.text
    }

    /// What is made of a stand-in and an article before it.
    init(marked text: String) { self.text = text }

    /// Whether it stands in brackets.
    var isBracketed: Bool { text.hasPrefix("[") }

    /// Puts words into the one form: brackets around, single blanks, no control or invisible characters, no inner
    /// brackets.
    ///
    /// A row of one repeated sign ("*****", "xxx") could count letters, so it becomes `[removed]`.
    public init(_ words: String) {
        let inner = String(Self.tidy(words).prefix(Self.maximumLength))
        let keys = FoldedText(inner).keys.filter { $0 != LetterFold.blank }
        let isMask = keys.count > 1 && Set(keys).count == 1 && keys.first.map { $0 > 0x39 } ?? true
        let hasWord = keys.contains { WordClass($0) != .none }
        let body = String(inner.reversed().drop { $0 == " " }.reversed())
        text = hasWord && !isMask ? "[\(body)]" : "[removed]"
    }

    /// Orders by bytes.
    public static func < (left: StandIn, right: StandIn) -> Bool {
        left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
    }

    /// The words without what the form does not allow, not yet cut to length.
    static func tidy(_ words: String) -> String {
        var tidy = String.UnicodeScalarView()
        for scalar in words.unicodeScalars {
            if scalar.properties.isWhitespace {
                if let last = tidy.last, last != " " { tidy.append(" ") }
                continue
            }
            switch scalar.properties.generalCategory {
            case .control, .format, .surrogate, .privateUse, .unassigned: continue
            default: break
            }
            if !"[]{}<>".unicodeScalars.contains(scalar), !scalar.properties.isDefaultIgnorableCodePoint {
                tidy.append(scalar)
            }
        }
        if tidy.last == " " { tidy.removeLast() }
        return String(tidy)
    }
}

extension StandIn {
    /// Whether words can stand as they are: they hold a letter or digit that can be read.
    public static func isSayable(_ words: String) -> Bool {
        StandIn(words).text != removed.text || tidy(words) == "removed"
    }
}
