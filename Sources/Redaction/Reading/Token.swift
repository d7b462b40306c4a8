/// A word, number or sign of a text, with what is known of it.
struct Token {
    enum Kind: UInt8 {
        case word, number, mixed, sign, possessive
    }

    /// How a word is written.
    enum Shape: UInt8 {
        /// Not a word of letters with case.
        case none
        case lower
        case capitalized
        /// Two capitals or more, and nothing else.
        case upper
        /// A single capital.
        case initial
        /// Capitals inside: McGee, DeAndre, tYRELL.
        case inner
    }

    /// What parts a token from the one before it.
    enum Gap: UInt8, Comparable {
        case none, blank, line, paragraph

        static func < (left: Gap, right: Gap) -> Bool { left.rawValue < right.rawValue }
    }

    /// Code points of the text.
    var start: Int32
    var end: Int32
    /// Where its folded letters are, in `TokenizedText.folded`.
    var foldedStart: Int32
    var foldedEnd: Int32
    var hash: UInt64
    var cues: Cue = []
    var flags: WordFlags = []
    /// What a word of the lists says that this one is a slip away from: "febuary", "ermana", "adress".
    var nearCues: Cue = []
    /// The set of word lists that it is in.
    var lists: UInt16 = 0
    var kind: Kind
    var shape: Shape
    var gap: Gap
    /// Letters of a script other than Latin, or of two scripts in one word.
    var isForeign = false
    /// The scalar of a sign; the value of a number of at most nine digits; otherwise 0.
    var value: UInt32 = 0

    var range: Range<Int> { Int(start)..<Int(end) }
    var length: Int { Int(end - start) }
    var foldedLength: Int { Int(foldedEnd - foldedStart) }
    var isWord: Bool { kind == .word }
    /// A number, or letters and digits in one.
    var hasDigit: Bool { kind == .number || kind == .mixed }
    var isCapital: Bool { shape == .capitalized || shape == .upper || shape == .initial || shape == .inner }

    @inline(__always) func isSign(_ character: Unicode.Scalar) -> Bool { kind == .sign && value == character.value }

    /// "-", or a dash of any kind.
    var isHyphen: Bool { kind == .sign && LetterFold.isHyphen(value) }

    var isFunction: Bool { !cues.isDisjoint(with: .function) }
    var isKnownWord: Bool { !flags.isDisjoint(with: .anyWord) || isFunction || cues.contains(.slang) }
}
