/// Finds in a story that its writer asks us not to call, write to or tell somebody.
///
/// It reads the words where they lie, in guarded memory, and keeps nothing of them but the hash of the word before. It is no
/// judgment: it puts a case where somebody reads it soon. English and Spanish; a false alarm costs one look.
struct Plea {
    private enum Sign { case not, spanishNot }

    private var word: UInt64 = Self.start
    private var length = 0
    // Whether the word that is being read begins a sentence, and whether the one before it did.
    private var beginsSentence = true
    private var lastBegan = false
    private var last: UInt64 = 0
    // For so many words more "please" makes a request of what follows.
    private var polite = 0
    private var sign: Sign?
    // For so many words more a word for telling makes a plea of the sign.
    private var left = 0
    private var isFound = false

    static func isIn(_ text: Span<UInt8>) -> Bool {
        var plea = Plea()
        for index in text.indices where !plea.isFound { plea.read(text[index]) }
        plea.end()
        return plea.isFound
    }

    private mutating func read(_ byte: UInt8) {
        switch byte {
        case 0x41...0x5A: add(byte + 0x20)
        case 0x61...0x7A, 0xC3, 0x30...0x39: add(byte)
        // "don't" is one word, with either apostrophe: the second is the bytes E2 80 99.
        case 0x27, 0xE2, 0x80, 0x99: break
        // The rest of an accented letter; what else has such bytes ends no word of these two languages.
        case 0xA0...0xBF: add(byte)
        default:
            end()
            // . ! ? : ; and a line end.
            if [0x2E, 0x21, 0x3F, 0x3A, 0x3B, 0x0A].contains(byte) { beginsSentence = true }
        }
    }

    private static let start: UInt64 = 0xCBF2_9CE4_8422_2325

    private mutating func add(_ byte: UInt8) {
        word = (word ^ UInt64(byte)) &* 0x100_0000_01B3
        length += 1
    }

    private mutating func end() {
        guard length > 0 else { return }
        take(word, begins: beginsSentence)
        (lastBegan, last) = (beginsSentence, word)
        (word, length, beginsSentence) = (Self.start, 0, false)
    }

    private mutating func take(_ word: UInt64, begins: Bool) {
        if left > 0, let sign {
            let words = sign == .not ? Self.english : Self.spanish
            isFound = isFound || words.contains(word)
            left -= 1
        }
        if Self.please.contains(word) { polite = 5 } else if polite > 0 { polite -= 1 }
        // "I do not call him" asks for nothing.
        let asks = begins || polite > 0
        if word == Self.dont || word == Self.never, asks { (sign, left) = (.not, 3) }
        if word == Self.not, last == Self.doing, lastBegan || polite > 0 { (sign, left) = (.not, 3) }
        if word == Self.not, last == Self.must { (sign, left) = (.not, 3) }
        // The verb itself says that it asks: "no llame", "no me llamen".
        if word == Self.no { (sign, left) = (.spanishNot, 2) }
    }

    private static func hash(_ word: String) -> UInt64 {
        word.utf8.reduce(start) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }

    private static func hashes(_ words: String) -> Set<UInt64> {
        Set(words.split(separator: " ").map { hash(String($0)) })
    }

    private static let please = hashes("please pls favor porfavor")
    private static let dont = hash("dont")
    private static let doing = hash("do")
    private static let must = hash("must")
    private static let not = hash("not")
    private static let never = hash("never")
    private static let no = hash("no")
    private static let english = hashes(
        "call phone ring text email mail message contact reach write visit notify inform tell ask involve show send know find hear"
    )
    private static let spanish = hashes(
        """
        llame llamen llames llamar contacte contacten contactes contactar escriba escriban escribas escribir diga digan digas
        decirle decirles avise avisen avises avisar cuente cuenten cuentes contarle hable hablen hables hablar mande manden
        """.split(whereSeparator: \.isNewline).joined(separator: " "))
}
