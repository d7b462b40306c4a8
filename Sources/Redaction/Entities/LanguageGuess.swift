/// In which languages a text is written, as far as its small words tell.
public struct LanguageGuess: Hashable, Sendable {
    /// Whether most of the words are of a language that the engine knows.
    public let isKnown: Bool
    /// The language of most small words, `en` or `es`; nil where they tell nothing, and for a language that is not known.
    public let code: String?

    /// Whether the engine looks for what could identify someone in the language of this tag, such as `es-MX`.
    public static func knows(_ tag: String) -> Bool { ["en", "es"].contains(tag.lowercased().prefix { $0 != "-" }) }

    init(_ text: TokenizedText) { self.init(CollectionOfOne(text)) }

    init(_ pieces: some Sequence<TokenizedText>) {
        var (words, known, english, spanish) = (0, 0, 0, 0)
        for text in pieces {
            for token in text.tokens where token.isWord {
                words += 1
                guard Self.isPlainLatin(text.scalars[token.range]) else { continue }
                if token.cues.contains(.functionEnglish) { english += 1 }
                if token.cues.contains(.functionSpanish) { spanish += 1 }
                if token.isKnownWord { known += 1 }
            }
        }
        // In English and Spanish a third of all words are small ones, and few words are in no list.
        isKnown = words < 8 || (known * 2 >= words && (english + spanish) * 7 >= words)
        code = !isKnown || spanish == english ? nil : spanish > english ? "es" : "en"
    }

    /// ASCII and the accents of Spanish: "và" and "tù" are no words of either language.
    private static func isPlainLatin(_ scalars: ArraySlice<UInt32>) -> Bool {
        scalars.allSatisfy { $0 < 0x80 || $0 > 0x2000 || $0 == 0x301 || spanishLetters.contains($0) }
    }

    private static let spanishLetters = Set("áéíóúüñÁÉÍÓÚÜÑ".unicodeScalars.map(\.value))
}

extension Redactor {
    /// Whether a text is in a language that the engine knows; if not, it is to be shown as "not checked by machine".
    public static func knowsLanguage(of text: String) -> Bool { language(of: text).isKnown }

    /// In which language a text seems to be.
    public static func language(of text: String) -> LanguageGuess {
        LanguageGuess(TextWindows(text).lazy.map { TokenizedText(scalars: $0.scalars) })
    }
}
