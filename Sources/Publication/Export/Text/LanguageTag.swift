import Envelope

/// The language of a text, as pages and front matter name it.
struct LanguageTag: Sendable, Equatable {
    /// Which way a text runs.
    enum Direction: String, Sendable {
        case leftToRight = "ltr"
        case rightToLeft = "rtl"
    }

    /// A BCP 47 tag; `und` (not known) for what is not in the form of one.
    let tag: String
    let direction: Direction

    /// The first part in lower case: `es` of `es-MX`.
    var primary: String { String(tag.prefix { $0 != "-" }).lowercased() }

    /// The language's own name for itself, or its tag; nil where it is not known.
    var name: String? { tag == "und" ? nil : Self.names[primary] ?? tag }

    /// Source: the autonyms of CLDR 45, as a line of text begins.
    private static let names: [String: String] = [
        "am": "አማርኛ", "ar": "العربية", "bn": "বাংলা", "de": "Deutsch", "en": "English", "es": "Español", "fa": "فارسی",
        "fr": "Français", "gu": "ગુજરાતી", "ha": "Hausa", "hi": "हिन्दी", "ht": "Kreyòl ayisyen", "hy": "Հայերեն",
        "id": "Indonesia", "ig": "Igbo", "it": "Italiano", "ja": "日本語", "km": "ខ្មែរ", "ko": "한국어", "ku": "Kurdî",
        "mam": "Mam", "nah": "Nahuatl", "ne": "नेपाली", "nv": "Diné bizaad", "pa": "ਪੰਜਾਬੀ", "pl": "Polski",
        "ps": "پښتو", "pt": "Português", "qu": "Runasimi", "quc": "K’iche’", "ro": "Română", "ru": "Русский",
        "so": "Soomaali", "sq": "Shqip", "sw": "Kiswahili", "ta": "தமிழ்", "th": "ไทย", "ti": "ትግርኛ", "tl": "Tagalog",
        "tr": "Türkçe", "uk": "Українська", "ur": "اردو", "vi": "Tiếng Việt", "yo": "Yorùbá", "zh": "中文",
    ]

    /// Reads a tag that somebody wrote; it may be anything.
    init(_ text: String) {
        tag = Manuscript.isLanguageTag(text) ? text : "und"
        let parts = tag.lowercased().split(separator: "-").map(String.init)
        // A script, where one is named, says more than the language: Kurdish and Uzbek are written both ways.
        let script = parts.dropFirst().first { $0.utf8.count == 4 && $0.utf8.allSatisfy(Self.isLetter) }
        let isRightToLeft = script.map(Self.scripts.contains) ?? parts.first.map(Self.languages.contains) ?? false
        direction = isRightToLeft ? .rightToLeft : .leftToRight
    }

    /// Arabic, Aramaic, Central Kurdish, Dhivehi, Persian, Hebrew, Pashto, Sindhi, Syriac, Uyghur, Urdu, Yiddish.
    private static let languages: Set<String> = [
        "ar", "arc", "ckb", "dv", "fa", "he", "iw", "ji", "prs", "ps", "sd", "syr", "ug", "ur", "yi",
    ]

    private static let scripts: Set<String> = ["adlm", "arab", "hebr", "nkoo", "rohg", "syrc", "thaa"]

    private static func isLetter(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte) || (0x41...0x5A).contains(byte)
    }
}

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
        tag = isDoubted ? "und" : named.tag
        direction = found
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
